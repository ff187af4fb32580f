package icd.denoise;

import icd.task.PromptSet;

/** Checks that estimates are finite before they are shown or scored. */
final class Estimates {

    private Estimates() {}

    /**
     * The estimates themselves.
     *
     * @param estimates one after another. Not modified.
     * @param first the prompt of the first
     * @throws ArithmeticException if one is not finite
     */
    static double[] finite(String denoiser, PromptSet prompts, double[] estimates, int first) {
        for (int i = 0; i < estimates.length; i++) {
            if (!Double.isFinite(estimates[i])) {
                throw new ArithmeticException(denoiser + ": estimates must be finite, got " + estimates[i]
                        + " as coordinate " + i % prompts.n() + " for prompt " + (first + i / prompts.n())
                        + "; its weights, the tokens or the query may be too large");
            }
        }
        return estimates;
    }
}
