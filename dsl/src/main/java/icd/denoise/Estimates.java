package icd.denoise;

import icd.kernel.TokenStack;
import icd.task.PromptSet;

/** Checks that estimates, and what they are made of, are within double precision. */
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

    /**
     * Refuses second moments that overflowed, or that vanished where the tokens are not zero.
     *
     * @param moment X X^T / L of prompt k, n x n. Not modified.
     * @throws ArithmeticException if they did
     */
    static void within(Denoiser denoiser, double[] moment, TokenStack<?> x, int k) {
        double trace = 0;
        for (int i = 0; i < x.n(); i++) {
            trace += moment[i * x.n() + i];
        }
        if (trace > 1e-280 && trace < Double.POSITIVE_INFINITY) {
            return;
        }
        double largest = 0;
        for (int i = 0; i < x.n(); i++) {
            for (int t = 0; t < x.L(); t++) {
                largest = Math.max(largest, Math.abs(x.get(k, i, t)));
            }
        }
        if (largest > 0) {
            throw new ArithmeticException(
                    denoiser.name() + ": tokens must have squares within double precision, got one of " + largest
                            + " as the largest number of the context of prompt " + k);
        }
    }
}
