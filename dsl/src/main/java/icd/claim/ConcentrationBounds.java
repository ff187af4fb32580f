package icd.claim;

/**
 * Bounds on the distance of averages over L tokens from their expectations, exceeded with probability at most {@math delta}.
 *
 * <p>d is the dimension of the subspace that holds the tokens; norms of errors are maximum norms in an orthonormal basis of
 * it.
 */
public final class ConcentrationBounds {

    private ConcentrationBounds() {}

    /**
     * Proposition 5 bounds {@math ||P^ x~ - x~||_infinity} by {@math C ||x~|| max(sqrt q, q)}, {@math q = (d + ln(2/delta))/L}, where
     * {@math P^ = sum X X^T / (sigma_0^2 L)} with Gaussian tokens. The paper says "for some C &gt; 0"; {@math C = 8} is enough:
     * {@math ||P^ - I|| &lt;= 2u + u^2} with {@math u = (sqrt d + sqrt(2 ln(2/delta)))/sqrt L} (Davidson &amp; Szarek 2001, Theorem II.13), and
     * {@math u &lt;= 2 sqrt q}.
     *
     * @param queryNorm {@math ||x~||}
     */
    public static double secondMoment(int d, int L, double delta, double queryNorm) {
        check(d, L, delta);
        double q = (d + StrictMath.log(2 / delta)) / L;
        return 8 * queryNorm * Math.max(Math.sqrt(q), q);
    }

    /**
     * Proposition 6, first part, bounds the error of the average of {@math exp(X.x~/sigma_Z^2)} by {@math sinh(k) sqrt((2/L)
     * ln(2/delta))}, {@math k = R||x~||/sigma_Z^2}.
     *
     * @param k largest exponent {@math R||x~||/sigma_Z^2}
     */
    public static double partition(int L, double delta, double k) {
        check(1, L, delta);
        return StrictMath.sinh(k) * Math.sqrt(2.0 / L * StrictMath.log(2 / delta));
    }

    /**
     * Proposition 6, second part, bounds the error of the average of {@math X exp(X.x~/sigma_Z^2)} by {@math R exp(k) sqrt((2/L)
     * ln(2d/delta))}. Its proof says that components are bounded by {@math R||x~||/sigma_Z^2} where {@math R exp(R||x~||/sigma_Z^2)} is
     * meant.
     *
     * @param k largest exponent {@math R||x~||/sigma_Z^2}
     * @param R largest norm of a token
     */
    public static double weightedSum(int d, int L, double delta, double k, double R) {
        check(d, L, delta);
        return component(d, L, delta, R * StrictMath.exp(k));
    }

    /** Returns Hoeffding's bound with the union bound over d components, each within +-range. */
    static double component(int d, int L, double delta, double range) {
        return range * Math.sqrt(2.0 / L * StrictMath.log(2 * d / delta));
    }

    private static void check(int d, int L, double delta) {
        if (!(d >= 1 && L >= 1 && delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("ConcentrationBounds: d and L must be >= 1 and delta in (0, 1), got " + d
                    + ", " + L + " and " + delta);
        }
    }
}
