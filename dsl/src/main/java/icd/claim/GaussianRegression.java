package icd.claim;

/**
 * Linear functions {@math y = w.x} learnt from k noiseless examples in context, x and w standard normal in {@math R^d}. The errors are
 * the mean of {@math (w^.x - w.x)^2} divided by its value d for {@math w^ = 0}.
 *
 * <p>Reference: Garg et al. 2022, section 3 and Figure 2.
 *
 * @param d the dimension, at least 1
 * @param k the number of examples, at least 1
 */
public record GaussianRegression(int d, int k) {

    /** @throws IllegalArgumentException if an argument is not positive */
    public GaussianRegression {
        if (!(d >= 1 && k >= 1)) {
            throw new IllegalArgumentException("GaussianRegression: d and k must be >= 1, got " + d + " and " + k);
        }
    }

    /**
     * Returns the error of least squares of least norm: {@math 1 - k/d}, and 0 from {@math k = d} on. It finds the part of w in the
     * span of the inputs.
     */
    public double leastSquares() {
        return Math.max(0, 1 - k / (double) d);
    }

    /** Returns the error of the averaging estimator {@math w^ = (1/k) sum y_i x_i}: {@math (d + 1)/k}. */
    public double averaging() {
        return (d + 1) / (double) k;
    }
}
