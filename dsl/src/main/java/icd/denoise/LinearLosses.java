package icd.denoise;

import icd.task.SecondMoment;
import icd.task.Task;
import icd.task.TokenMoments;
import icd.task.Transform;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/**
 * The losses of estimates that are linear in the prompt, from its second moments. With W and B those of tokens within and between
 * instances ({@link TokenMoments}), N that of the noise, and tokens and query transformed by A,
 *
 * <pre>
 *   zero:          tr(W + B),              or tr A (W + B) A^T with the target A x;
 *   query:         tr N,                   or tr A N A^T with the target A x, and tr (A - I)(W + B)(A - I)^T more with x;
 *   context mean:  (1 + 1/L) tr W,         or (1 + 1/L) tr A W A^T, and tr W + tr A W A^T / L + tr (A - I) B (A - I)^T.
 * </pre>
 */
final class LinearLosses {

    private LinearLosses() {}

    static Optional<DoubleSupplier> zero(Task task) {
        Task plain = Fits.plain(task);
        return plain.tokenMoments().isPresent() || task.secondMoment().isPresent()
                ? Optional.of(() -> task.secondMoment().orElseThrow())
                : Optional.empty();
    }

    static Optional<DoubleSupplier> query(Task task) {
        Task plain = Fits.plain(task);
        Optional<Transform> change = task.transform();
        if (change.isEmpty()) {
            OptionalDouble variance = task.noise().meanVariance();
            return variance.isPresent()
                    ? Optional.of(() -> task.n() * variance.getAsDouble())
                    : task.noiseMoment().map(noise -> noise::trace);
        }
        Optional<SecondMoment> noise = plain.noiseMoment();
        if (isNew(task)) {
            return noise.map(moment -> () -> moment.through(change.get()));
        }
        return plain.tokenMoments()
                .flatMap(tokens -> noise.map(moment -> () -> moment.through(change.get())
                        + tokens.within().movedBy(change.get())
                        + tokens.between().movedBy(change.get())));
    }

    static Optional<DoubleSupplier> contextMean(Task task, int L) {
        Optional<Transform> change = task.transform();
        return Fits.plain(task).tokenMoments().map(tokens -> {
            if (change.isEmpty()) {
                return () -> tokens.within().trace() * (1 + 1.0 / L);
            }
            return isNew(task)
                    ? () -> tokens.within().through(change.get()) * (1 + 1.0 / L)
                    : () -> tokens.within().trace()
                            + tokens.within().through(change.get()) / L
                            + tokens.between().movedBy(change.get());
        });
    }

    private static boolean isNew(Task task) {
        return task.transform()
                .filter(change -> change.target() == Transform.Target.NEW)
                .isPresent();
    }
}
