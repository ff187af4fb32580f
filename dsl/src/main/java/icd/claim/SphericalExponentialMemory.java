package icd.claim;

/**
 * The number {@math exp(a N)} of random patterns of norm {@math sqrt N} in {@math R^N}, weighted by {@math exp(lambda x.s)}, that leave a stored
 * pattern its weight.
 *
 * <p>At s = a stored pattern, that pattern weighs {@math exp(lambda N)}. Of the others, {@math exp(N (a + ln(1 - c^2)/2))} have the
 * cosine c with s and weigh {@math exp(lambda c N)} each; the sum over c is dominated by {@math c = q} where {@math lambda = q / (1 - q^2)}. So
 * the stored pattern keeps the weight, for large N, iff
 *
 * {@equation
 *   a &lt; a_1 = lambda - lambda q - ln(1 - q^2)/2,     q = (sqrt(1 + 4 lambda^2) - 1) / (2 lambda).
 * }
 *
 * <p>Reference: derived here as above; Lucibello &amp; Mezard, Phys. Rev. Lett. 132 (2024) 077301 treat the Gaussian model.
 */
public final class SphericalExponentialMemory {

    private SphericalExponentialMemory() {}

    /**
     * Returns q, the cosine to the stored pattern of those others that weigh most together.
     *
     * @param lambda &gt; 0
     * @throws IllegalArgumentException if {@math lambda} is not positive
     */
    public static double dominantCosine(double lambda) {
        check(lambda);
        return 2 * lambda / (1 + Math.hypot(1, 2 * lambda)); // the same without a difference or a square
    }

    /**
     * Returns {@math a_1}: .62257 for {@math lambda = 1}, .38701 for {@math lambda = 1/2}.
     *
     * @param lambda &gt; 0
     * @throws IllegalArgumentException if {@math lambda} is not positive
     */
    public static double criticalLoad(double lambda) {
        double q = dominantCosine(lambda);
        // 1 - q^2 = q / lambda, so that lambda (1 - q) = q / (1 + q); near q = 1 the quotient keeps the digits
        double log = lambda < 1 ? StrictMath.log1p(-q * q) : StrictMath.log(q / lambda);
        return q / (1 + q) - 0.5 * log;
    }

    private static void check(double lambda) {
        if (!(lambda > 0 && lambda < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "SphericalExponentialMemory: lambda must be > 0 and finite, got " + lambda);
        }
    }
}
