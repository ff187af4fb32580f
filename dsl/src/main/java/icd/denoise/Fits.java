package icd.denoise;

import icd.task.Range;
import icd.task.SecondMoment;
import icd.task.Task;
import icd.task.Transform;
import icd.task.Transformed;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/** The reasons why a baseline does not fit a task, as ends of messages. */
final class Fits {

    private Fits() {}

    static Optional<String> unless(boolean fits, String must, Object got) {
        return fits ? Optional.empty() : Optional.of("must " + must + ", got " + got);
    }

    static Optional<String> isotropicNoise(Task task) {
        return unless(
                task.noise().isIsotropic(),
                "go with isotropic noise on " + plain(task).name(),
                task.noise());
    }

    /** Whether the noise has a density, by which tokens can be weighted. */
    static Optional<String> density(Task task) {
        return unless(task.noise().hasDensity(), "go with noise of an invertible covariance", task.noise());
    }

    /** Whether instances lie in subspaces through the origin. */
    static Optional<String> subspace(Task task) {
        return unless(
                task.spanned().isPresent(),
                "go with the task subspaces or spheres",
                plain(task).name());
    }

    /** A kind of task, transformed or not. */
    static Optional<String> task(Class<? extends Task> kind, String name, Task task) {
        return unless(
                kind.isInstance(plain(task)),
                "go with the task " + name,
                plain(task).name());
    }

    /** The loss of an estimate that undoes the transform first, from the second moment of its error in the old coordinates. */
    static Optional<DoubleSupplier> loss(Task task, Function<Task, Optional<SecondMoment>> error) {
        return error.apply(plain(task))
                .map(moment -> task.transform()
                        .filter(change -> change.target() == Transform.Target.NEW)
                        .map(change -> (DoubleSupplier) () -> moment.through(change))
                        .orElse(moment::trace));
    }

    /** The task without its transform. */
    static Task plain(Task task) {
        return task instanceof Transformed transformed ? transformed.task() : task;
    }

    /** The dimension of the space that every instance spans; empty where each prompt draws its own, or there is none. */
    static OptionalInt spanned(Task task) {
        return task.spanned()
                .filter(Range::isFixed)
                .map(fixed -> OptionalInt.of(fixed.least()))
                .orElse(OptionalInt.empty());
    }
}
