package icd.theory;

import icd.attention.Attention;
import icd.task.Task;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The conditions under which a law is evaluated: a task, and as much of the rest as the law needs. For other parameters
 * of the task, give another task; for another {@math alpha} or {@math beta}, another layer:
 *
 * <pre>
 * Conditions.of(new Subspaces(16, 8)).L(500).layer(AttentionLayer.linear(16).identity(1, 0.3))
 * </pre>
 *
 * @param task where prompts come from
 * @param L context length
 * @param layer whose {@math alpha} and {@math beta} count; of full matrices the means of their diagonals
 * @param rate of descent, {@math gamma/alpha}: with 1 the first step is the layer
 * @param steps of descent
 * @param train prompts that the layer is trained on
 * @param start layer before training, whose {@math alpha} and {@math beta} count
 * @param time since it has been trained: steps of gradient descent times their rate
 */
public record Conditions(
        Task task,
        OptionalInt L,
        Optional<Attention> layer,
        OptionalDouble rate,
        OptionalInt steps,
        OptionalInt train,
        Optional<Attention> start,
        OptionalDouble time) {

    /** @throws IllegalArgumentException if L is not positive, steps are negative, or the rate is not finite */
    public Conditions {
        if (L.isPresent() && !(L.getAsInt() >= 1)) {
            throw new IllegalArgumentException("Conditions: L must be >= 1, got " + L.getAsInt());
        }
        if (steps.isPresent() && !(steps.getAsInt() >= 0)) {
            throw new IllegalArgumentException("Conditions: steps must be >= 0, got " + steps.getAsInt());
        }
        if (rate.isPresent() && !Double.isFinite(rate.getAsDouble())) {
            throw new IllegalArgumentException("Conditions: rate must be finite, got " + rate.getAsDouble());
        }
    }

    /** Returns conditions with a task alone. */
    public static Conditions of(Task task) {
        return new Conditions(
                task,
                OptionalInt.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalDouble.empty());
    }

    /** Returns a copy with another task. */
    public Conditions task(Task task) {
        return new Conditions(task, L, layer, rate, steps, train, start, time);
    }

    /** Returns a copy with this context length. */
    public Conditions L(int L) {
        return new Conditions(task, OptionalInt.of(L), layer, rate, steps, train, start, time);
    }

    /** Returns a copy with this layer. */
    public Conditions layer(Attention layer) {
        return new Conditions(task, L, Optional.of(layer), rate, steps, train, start, time);
    }

    /** Returns a copy with this rate of descent. */
    public Conditions rate(double rate) {
        return new Conditions(task, L, layer, OptionalDouble.of(rate), steps, train, start, time);
    }

    /** Returns a copy with this number of steps of descent. */
    public Conditions steps(int steps) {
        return new Conditions(task, L, layer, rate, OptionalInt.of(steps), train, start, time);
    }

    /** A copy with this many training prompts. */
    public Conditions train(int prompts) {
        return new Conditions(task, L, layer, rate, steps, OptionalInt.of(prompts), start, time);
    }

    /** A copy with this layer before training. */
    public Conditions start(Attention start) {
        return new Conditions(task, L, layer, rate, steps, train, Optional.of(start), time);
    }

    /** A copy at this time of training. */
    public Conditions time(double time) {
        return new Conditions(task, L, layer, rate, steps, train, start, OptionalDouble.of(time));
    }

    /** Returns L, or throws an exception if it is not given. */
    int givenL() {
        return L.orElseThrow(() -> missing("L"));
    }

    /** Returns the layer, or throws an exception if it is not given. */
    Attention givenLayer() {
        return layer.orElseThrow(() -> missing("layer"));
    }

    /** Returns the rate, or throws an exception if it is not given. */
    double givenRate() {
        return rate.orElseThrow(() -> missing("rate"));
    }

    /** Returns the steps, or throws an exception if they are not given. */
    int givenSteps() {
        return steps.orElseThrow(() -> missing("steps"));
    }

    /** The number of training prompts, or an error that it is not given. */
    int givenTrain() {
        return train.orElseThrow(() -> missing("train"));
    }

    /** The layer before training, or an error that it is not given. */
    Attention givenStart() {
        return start.orElseThrow(() -> missing("start"));
    }

    /** The time, or an error that it is not given. */
    double givenTime() {
        return time.orElseThrow(() -> missing("time"));
    }

    private IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("Conditions: " + name + " must be given for this law, got " + this);
    }

    /** Returns the conditions that are given. */
    @Override
    public String toString() {
        StringBuilder says = new StringBuilder(task.toString());
        L.ifPresent(given -> says.append(", L = ").append(given));
        layer.ifPresent(given -> says.append(", ").append(given));
        rate.ifPresent(given -> says.append(", rate ").append(given));
        steps.ifPresent(given -> says.append(", ").append(given).append(" steps"));
        train.ifPresent(given -> says.append(", ").append(given).append(" training prompts"));
        start.ifPresent(given -> says.append(", trained from ").append(given));
        time.ifPresent(given -> says.append(", at time ").append(given));
        return says.toString();
    }
}
