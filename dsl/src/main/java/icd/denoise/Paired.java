package icd.denoise;

import icd.kernel.Workers;
import icd.math.Digits;
import icd.math.Estimate;
import icd.math.Interval;
import icd.math.RandomStream;
import icd.task.PromptSet;

/**
 * The excess error of one denoiser over another on the same prompts. A prompt that is hard for one is hard for the
 * other, so that the error of the mean difference is often far smaller than that of either mean.
 *
 * @param first the name of the first denoiser
 * @param second the name of the second denoiser
 * @param differences {@math (||x^_1 - x||^2 - ||x^_2 - x||^2) / n} of every prompt; negative where the first errs less
 */
public record Paired(String first, String second, double[] differences) {

    private static final int RESAMPLES = 2_000;

    /**
     * Measures both on all prompts of a set, on all processors.
     *
     * @throws IllegalArgumentException if a prompt has no target
     */
    public static Paired of(PromptSet prompts, Denoiser first, Denoiser second) {
        try (Workers workers = Workers.ofAllProcessors()) {
            return of(
                    first.name(),
                    Score.squaredErrors(first, prompts, workers),
                    second.name(),
                    Score.squaredErrors(second, prompts, workers),
                    prompts.n());
        }
    }

    /** From squared errors of the same prompts in the same order. */
    public static Paired of(String first, double[] one, String second, double[] other, int n) {
        if (one.length != other.length) {
            throw new IllegalArgumentException(
                    "Paired.of: both must be of the same prompts, got " + one.length + " and " + other.length);
        }
        double[] differences = new double[one.length];
        for (int k = 0; k < one.length; k++) {
            differences[k] = (one[k] - other[k]) / n;
        }
        return new Paired(first, second, differences);
    }

    /** The differences; a copy. */
    @Override
    public double[] differences() {
        return differences.clone();
    }

    /** Their mean, with its standard error: MSE/n of the first less that of the second. */
    public Estimate mean() {
        return Estimate.mean(differences);
    }

    /** The interval of the mean at a level by the bootstrap, drawn from a stream of its own. */
    public Interval bootstrap(double level, long seed) {
        return Estimate.bootstrap(differences, level, RESAMPLES, RandomStream.of(seed, "bootstrap"));
    }

    /** The mean, and its 95 % interval by Student's t. */
    @Override
    public String toString() {
        Estimate mean = mean();
        Interval interval = mean.interval(0.95);
        return first + " less " + second + ": MSE/n " + Digits.signed(mean.value(), 5) + " ± "
                + Digits.of(mean.error(), 2) + " (standard error), 95 % interval (t) "
                + Digits.signed(interval.low(), 5)
                + " to " + Digits.signed(interval.high(), 5) + " over " + differences.length + " prompts";
    }
}
