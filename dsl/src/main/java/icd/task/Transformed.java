package icd.task;

import icd.math.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A task whose prompts undergo one change of coordinates after they are drawn (Appendix H): context and query become A X and
 * {@math A x~}; the target is x or A x. Instances and noise are those of the old coordinates; oracles undo the transform first.
 *
 * @param task the task before the transform
 * @param change the transform
 */
public record Transformed(Task task, Transform change) implements Task {

    /** @throws IllegalArgumentException if task and transform are of different dimensions, or the task is transformed already */
    public Transformed {
        if (task.n() != change.n()) {
            throw new IllegalArgumentException("Transformed: task and transform must be of one dimension, got n = "
                    + task.n() + " and n = " + change.n());
        }
        if (task.transform().isPresent()) {
            throw new IllegalArgumentException(
                    "Transformed: the task must not be transformed already, got " + task + "; multiply the matrices");
        }
    }

    @Override
    public String name() {
        return "transformed_" + task.name();
    }

    @Override
    public int n() {
        return task.n();
    }

    /** {@math sigma_Z^2} in the old coordinates. */
    @Override
    public double noiseVariance() {
        return task.noiseVariance();
    }

    /** In the old coordinates. */
    @Override
    public Noise noise() {
        return task.noise();
    }

    @Override
    public Instance draw(RandomStream random) {
        return task.draw(random);
    }

    @Override
    public Task heldOut() {
        return new Transformed(task.heldOut(), change);
    }

    @Override
    public boolean isOrdered() {
        return task.isOrdered();
    }

    @Override
    public int longestContext() {
        return task.longestContext();
    }

    @Override
    public Optional<Transform> transform() {
        return Optional.of(change);
    }

    /** The loss is the task's own where the target is in the old coordinates; in the new ones it is {@math E Tr A Cov A^T}. */
    @Override
    public OptionalDouble bayesLoss() {
        return change.target() == Transform.Target.OLD
                ? task.bayesLoss()
                : task.bayesError().isPresent()
                        ? OptionalDouble.of(task.bayesError().get().through(change))
                        : stretched(task.bayesLoss());
    }

    /** A loss in the new coordinates, where A turns and stretches all alike, A^T A = c^2 I. */
    private OptionalDouble stretched(OptionalDouble old) {
        return old.isEmpty() || Double.isNaN(change.stretch())
                ? OptionalDouble.empty()
                : OptionalDouble.of(old.getAsDouble() * change.stretch());
    }

    /** The map is invertible, so that transformed tokens span as much. */
    @Override
    public Optional<Range> spanned() {
        return task.spanned();
    }

    /** The shapes are in the new coordinates, as the context is. */
    @Override
    public List<Outline> outline(Map<String, List<double[]>> landmarks) {
        return task.outline(landmarks).stream()
                .map(shape -> shape.transformed(change))
                .toList();
    }

    /** {@math E||x||^2} of the target, in its coordinates. */
    @Override
    public OptionalDouble secondMoment() {
        return change.target() == Transform.Target.OLD
                ? task.secondMoment()
                : task.tokenMoments().isPresent()
                        ? OptionalDouble.of(task.tokenMoments().get().through(change))
                        : stretched(task.secondMoment());
    }

    /** They are known where the target is in the new coordinates and A turns and stretches all alike, {@math A^T A = c^2 I}. */
    @Override
    public Optional<ContextMoments> contextMoments() {
        double stretch = change.target() == Transform.Target.NEW ? change.stretch() : Double.NaN;
        return Double.isNaN(stretch)
                ? Optional.empty()
                : task.contextMoments().map(moments -> moments.stretched(stretch));
    }

    @Override
    public String toString() {
        return task + ", " + change;
    }
}
