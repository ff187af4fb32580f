package icd.denoise;

import icd.task.Covariance;
import icd.task.Instance;
import icd.task.PromptSet;
import icd.task.Scratch;
import icd.task.Transform;

/**
 * A denoiser that knows the instance {@math p_X} and the noise, and needs no context.
 *
 * <p>Where the task is transformed, the query is mapped back to the old coordinates, in which instance and noise are
 * known, and the estimate to the coordinates of the target: an exact estimate there is exact here.
 *
 * <p>For imported prompts it throws {@link icd.task.UnknownInstanceException}; for an instance or noise without a
 * formula, {@link UnsupportedOperationException}.
 */
public interface Oracle extends Denoiser {

    /**
     * The estimate for one query.
     *
     * @param noise {@math Sigma_Z}
     * @param query n numbers from {@code at}. Not modified.
     * @param estimate n numbers from {@code to}. Modified.
     * @param scratch of the calling thread
     */
    void estimate(
            Instance instance, Covariance noise, double[] query, int at, double[] estimate, int to, Scratch scratch);

    @Override
    default void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        int n = prompts.n();
        Scratch scratch = new Scratch();
        Transform transform = prompts.task().transform().orElse(null);
        double[] old = transform == null ? null : new double[n];
        double[] found = transform == null ? null : new double[n];
        for (int k = from; k < to; k++) {
            if (transform == null) {
                estimate(prompts.instance(k), prompts.noise(k), prompts.queries(), k * n, estimates, k * n, scratch);
                continue;
            }
            transform.undo(prompts.queries(), k * n, old, 0);
            estimate(prompts.instance(k), prompts.noise(k), old, 0, found, 0, scratch);
            if (transform.target() == Transform.Target.NEW) {
                transform.apply(found, 0, estimates, k * n);
            } else {
                System.arraycopy(found, 0, estimates, k * n, n);
            }
        }
    }
}
