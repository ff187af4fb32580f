package icd.claim;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The number of random patterns that dense associative memories of N binary units store; their energy is {@math -sum_mu (xi_mu
 * . s)^k}.
 *
 * <p>Flipping a unit of a stored pattern costs {@math 2k N^(k-1)} from the pattern itself. The K others add noise of variance {@math 4
 * k^2 (2k-3)!! N^(k-1) K}, so for large N a share {@math P(z &gt; sqrt(N^(k-1) / (K (2k-3)!!)))} of units flips.
 *
 * <p>Reference: Krotov &amp; Hopfield, NeurIPS 2016, equations 4 to 6.
 */
public final class DenseMemoryCapacity {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private DenseMemoryCapacity() {}

    /**
     * Returns the number of patterns {@math N^(k-1) / (z^2 (2k-3)!!)} at which this share of units flips in one step, z the
     * normal quantile that is exceeded with that probability: {@math 6.635 = z^2} at 0.5 %. For large N.
     *
     * @param N the number of units
     * @param k the power, at least 2
     * @param error the share of units that flip, between 0 and 1/2
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static double patterns(int N, int k, double error) {
        check(N, k);
        if (!(error > 0 && error < 0.5)) {
            throw new IllegalArgumentException(
                    "DenseMemoryCapacity.patterns: error must be between 0 and 1/2, got " + error);
        }
        double z = NORMAL.inverseSurvivalProbability(error);
        double patterns = capacity(1 / (z * z), N, k);
        if (!(patterns < Double.POSITIVE_INFINITY)) {
            throw new ArithmeticException(
                    "DenseMemoryCapacity.patterns: the number of patterns must be within the range of"
                            + " double precision, got more for N = " + N + " and k = " + k);
        }
        return patterns;
    }

    /**
     * Returns the share of units of a stored pattern that flip in one step, for large N.
     *
     * @param patterns K, at least 1
     */
    public static double oneStepError(int N, int k, double patterns) {
        check(N, k);
        if (!(patterns >= 1)) {
            throw new IllegalArgumentException(
                    "DenseMemoryCapacity.oneStepError: patterns must be >= 1, got " + patterns);
        }
        return NORMAL.survivalProbability(Math.sqrt(capacity(1 / patterns, N, k)));
    }

    /**
     * Returns the share that flips at {@math k = 2} exactly, at any N: the others' noise is a sum of (K-1)(N-1) signs, which
     * must outweigh N - 1.
     *
     * @param patterns K, at least 2
     */
    public static double quadraticOneStepError(int N, int patterns) {
        check(N, 2);
        if (!(patterns >= 2)) {
            throw new IllegalArgumentException(
                    "DenseMemoryCapacity.quadraticOneStepError: patterns must be >= 2, got " + patterns);
        }
        int signs = Math.multiplyExact(patterns - 1, N - 1);
        // N - 1 + (2 plus - signs) < 0
        int most = Math.floorDiv(signs - (N - 1) - 1, 2);
        return most < 0 ? 0 : BinomialDistribution.of(signs, 0.5).cumulativeProbability(most);
    }

    private static void check(int N, int k) {
        if (!(N >= 2 && k >= 2)) {
            throw new IllegalArgumentException("DenseMemoryCapacity: N and k must be >= 2, got " + N + " and " + k);
        }
    }

    /**
     * Returns factor N^(k-1) / (2k-3)!!, the product of N / 1, N / 3, ..., N / (2k-3). Large and small quotients are
     * taken in such an order that an intermediate product overflows or vanishes only if the result does.
     */
    private static double capacity(double factor, int N, int k) {
        double product = factor;
        int largest = 1;
        int smallest = 2 * k - 3;
        while (largest <= smallest) {
            if (product > 1) {
                product *= (double) N / smallest;
                smallest -= 2;
            } else {
                product *= (double) N / largest;
                largest += 2;
            }
        }
        return product;
    }
}
