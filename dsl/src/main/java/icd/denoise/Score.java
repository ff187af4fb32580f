package icd.denoise;

import icd.kernel.Workers;
import icd.math.Digits;
import icd.math.Estimate;
import icd.task.PromptSet;
import java.util.List;

/**
 * How well a denoiser does on a set of prompts.
 *
 * @param denoiser its name
 * @param mse mean of {@math ||x^ - x||^2} over prompts, summed over coordinates
 * @param msePerDim MSE/n, the same divided by the dimension: the axis of Figure 3
 * @param standardError standard error of {@code msePerDim}; NaN for a single prompt
 * @param prompts the number of prompts
 */
public record Score(String denoiser, double mse, double msePerDim, double standardError, int prompts) {

    private static final int CHUNK = 64;

    /**
     * Measures a denoiser on all prompts of a set.
     *
     * @throws IllegalArgumentException if a prompt has no target
     * @throws ArithmeticException if an estimate, or the square of its error, is not finite
     */
    public static Score of(Denoiser denoiser, PromptSet prompts, Workers workers) {
        Estimate mean = Estimate.mean(squaredErrors(denoiser, prompts, workers));
        int n = prompts.n();
        return new Score(denoiser.name(), mean.value(), mean.value() / n, mean.error() / n, prompts.size());
    }

    /**
     * {@math ||x^ - x||^2} of every prompt.
     *
     * @throws IllegalArgumentException if a prompt has no target
     * @throws ArithmeticException if an estimate, or the square of its error, is not finite
     */
    public static double[] squaredErrors(Denoiser denoiser, PromptSet prompts, Workers workers) {
        int n = prompts.n();
        int size = prompts.size();
        for (int k = 0; k < size; k++) {
            if (Double.isNaN(prompts.targets()[k * n])) {
                throw new IllegalArgumentException(
                        "Score.of: prompts must have targets to be scored, got prompt " + k + " without one");
            }
        }
        double[] estimates = new double[size * n];
        double[] squares = new double[size];
        workers.forEach(denoiser.name(), (size + CHUNK - 1) / CHUNK, (worker, chunk) -> {
            int from = chunk * CHUNK;
            int to = Math.min(size, from + CHUNK);
            denoiser.estimate(prompts, from, to, estimates);
            for (int k = from; k < to; k++) {
                for (int i = k * n; i < (k + 1) * n; i++) {
                    double error = estimates[i] - prompts.targets()[i];
                    squares[k] = Math.fma(error, error, squares[k]);
                }
            }
        });
        Estimates.finite(denoiser.name(), prompts, estimates, 0);
        for (int k = 0; k < size; k++) {
            if (!Double.isFinite(squares[k])) {
                throw new ArithmeticException(denoiser.name() + ": squared errors must be finite, got " + squares[k]
                        + " for prompt " + k + "; the tokens or the query may be too large");
            }
        }
        return squares;
    }

    /**
     * The score on several sets together, from the scores on each.
     *
     * @param parts at least one, of one denoiser and dimension
     */
    public static Score pooled(List<Score> parts) {
        int prompts = 0;
        double mse = 0;
        double sum = 0;
        for (Score part : parts) {
            prompts += part.prompts;
            mse += part.prompts * part.mse;
            sum += part.prompts * part.msePerDim;
        }
        double mean = sum / prompts;
        double spread = 0;
        for (Score part : parts) {
            double variance = part.prompts == 1 ? 0 : part.standardError * part.standardError * part.prompts;
            double shift = part.msePerDim - mean;
            spread += (part.prompts - 1) * variance + part.prompts * shift * shift;
        }
        double error = Math.sqrt(spread / (prompts - 1) / prompts);
        return new Score(parts.getFirst().denoiser, mse / prompts, mean, error, prompts);
    }

    @Override
    public String toString() {
        return Digits.text(
                "%s: MSE %.6g, MSE/n %.6g ± %.2g over %d prompts", denoiser, mse, msePerDim, standardError, prompts);
    }
}
