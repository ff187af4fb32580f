package icd.task;

/**
 * Instances whose second moment {@math M = E x x^T} has Haar-random axes: they determine the loss of linear attention with any
 * weights where the noise has fixed axes. Averages over the axes depend on M only through tr M, {@math tr M^2} and {@math tr M^3}.
 *
 * <p>With {@math S = X X^T / L} of L tokens, {@math E[S B S] = (1 + "again"/L) M B M + ("beside"/L) tr(B M) M} for a symmetric B.
 *
 * @param share of the instances
 * @param first tr M
 * @param second {@math tr M^2}
 * @param third {@math tr M^3}
 * @param again 1 of Gaussian tokens, {@math (m - 2)/(m + 2)} of tokens on a sphere that spans m dimensions
 * @param beside 1 of Gaussian tokens, {@math m/(m + 2)} of tokens on a sphere
 */
public record TurnedTokens(double share, double first, double second, double third, double again, double beside) {

    /** m axes of one variance. */
    static TurnedTokens of(double share, double m, double variance, double again, double beside) {
        return new TurnedTokens(
                share, m * variance, m * variance * variance, m * variance * variance * variance, again, beside);
    }
}
