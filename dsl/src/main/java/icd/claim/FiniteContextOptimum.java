package icd.claim;

/**
 * The linear layer of scaled identities that loses least at context length L: c = alpha beta in x^ = c X X^T x~ / L.
 *
 * <p>With S = X X^T / L, E m.x = E tr(S Sigma) and E|m|^2 = E tr S^2 (Sigma + Sigma_Z), which for tokens of covariance v P, P
 * of rank m, are m v^2 and m v^2 (v + sigma_Z^2)(1 + e/L); e = m + 1 for Gaussian tokens, m - 1 on a sphere, where v = R^2/m.
 * So
 *
 * <pre>
 *   c* = 1 / [(v + sigma_Z^2)(1 + e/L)],     loss* = m v - m v^2 c*.
 * </pre>
 *
 * <p>Reference: derived here; the paper trains to 0.327 where c* = .327439.
 *
 * @param m dimension of the subspace that holds the tokens
 * @param variance v of a coordinate in it
 * @param noiseVariance sigma_Z^2
 * @param excess e
 * @param L context length
 */
public record FiniteContextOptimum(int m, double variance, double noiseVariance, int excess, int L) {

    /** @throws IllegalArgumentException if an argument is out of range */
    public FiniteContextOptimum {
        if (!(m >= 1 && variance > 0 && noiseVariance > 0 && excess >= 0 && L >= 1)) {
            throw new IllegalArgumentException(
                    "FiniteContextOptimum: m and L must be >= 1, the variances > 0 and excess >=" + " 0, got " + m
                            + ", " + L + ", " + variance + ", " + noiseVariance + " and " + excess);
        }
    }

    /** Case 1: Gaussian tokens of variance sigma_0^2 in d dimensions. */
    public static FiniteContextOptimum subspaces(int d, double variance, double noiseVariance, int L) {
        return new FiniteContextOptimum(d, variance, noiseVariance, d + 1, L);
    }

    /** Case 2: tokens uniform on the d-sphere of this radius. */
    public static FiniteContextOptimum spheres(int d, double radius, double noiseVariance, int L) {
        return new FiniteContextOptimum(d + 1, radius * radius / (d + 1), noiseVariance, d, L);
    }

    /** c*. */
    public double product() {
        return 1 / ((variance + noiseVariance) * (1 + excess / (double) L));
    }

    /** The least loss, summed over coordinates. */
    public double loss() {
        return m * variance * (1 - variance * product());
    }
}
