package icd.denoise;

import icd.task.Instance;
import icd.task.PromptSet;

/**
 * A denoiser that knows the instance p_X and the noise, and needs no context.
 *
 * <p>Asked about imported prompts, it throws {@link icd.task.UnknownInstanceException}; about an instance it has no
 * formula for, {@link UnsupportedOperationException}.
 */
public interface Oracle extends Denoiser {

    /**
     * The estimate for one query.
     *
     * @param query n numbers from {@code at}. Not modified.
     * @param noiseVariance sigma_Z^2
     * @param estimate n numbers from {@code to}. Modified.
     */
    void estimate(Instance instance, double noiseVariance, double[] query, int at, double[] estimate, int to);

    @Override
    default void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        double noiseVariance = prompts.task().noiseVariance();
        int n = prompts.n();
        for (int k = from; k < to; k++) {
            estimate(prompts.instance(k), noiseVariance, prompts.queries(), k * n, estimates, k * n);
        }
    }
}
