package icd.math;

/**
 * Distances between a point and many others where their squares are unreliable: they overflow, or the point is far off.
 */
public final class Distances {

    /** A point this much larger than all tokens differs from them by itself alone, to rounding. */
    private static final double FAR = 1e6;

    /** Differences of numbers up to this have squares whose sum over any n is finite. */
    private static final double SAFE = 0x1p480;

    private Distances() {}

    /**
     * Returns whether the squares of {@math q - x_t} have lost the differences between tokens: q is 1e6 times as large as all
     * tokens, or a square overflows.
     *
     * @param q n numbers. Not modified.
     * @param tokens n x count, row-major. Not modified.
     */
    public static boolean areLost(double[] q, double[] tokens, int n, int count) {
        double point = largest(q, n);
        if (point < FAR) {
            return !(largest(tokens, n * count) <= SAFE);
        }
        double farthest = largest(tokens, n * count);
        return point > FAR * farthest || Math.max(point, farthest) > SAFE;
    }

    /**
     * Computes {@math (min_s ||q - x_s||^2 - ||q - x_t||^2) / (2 "variance")} for every token: the logarithm of its Gaussian
     * weight up to a constant. No difference from q is squared: {@math ||q - x_t||^2 - ||q - x_0||^2 = (x_t - x_0).(x_t + x_0
     * - 2 q)}.
     *
     * <p>Finite numbers of any size give no NaN; a result beyond the range of doubles is minus infinity.
     *
     * @param q n numbers. Not modified.
     * @param tokens n x count, row-major. Not modified.
     * @param logs its first count numbers are modified
     */
    public static void logWeights(double[] q, double[] tokens, int n, int count, double variance, double[] logs) {
        int exponent = Math.getExponent(Math.max(largest(q, n), largest(tokens, n * count))) + 2;
        double least = Double.POSITIVE_INFINITY;
        for (int t = 0; t < count; t++) {
            double relative = 0;
            for (int i = 0; i < n; i++) {
                double token = Math.scalb(tokens[i * count + t], -exponent);
                double first = Math.scalb(tokens[i * count], -exponent);
                relative = Math.fma(token - first, token + first - 2 * Math.scalb(q[i], -exponent), relative);
            }
            logs[t] = relative;
            least = Math.min(least, relative);
        }
        for (int t = 0; t < count; t++) {
            double above = Math.scalb(logs[t] - least, exponent) / (2 * variance);
            logs[t] = above == 0 ? 0 : -Math.scalb(above, exponent);
        }
    }

    private static double largest(double[] values, int count) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }
}
