package icd.claim;

/**
 * Two memories x and -x of norm R under the log-sum-exp energy with {@math alpha = 1}: the state {@math s = m x} moves by
 * {@math m &lt;- tanh(beta R^2 m)}, the mean-field magnet.
 *
 * <p>{@math m = 0} is the one fixed point up to {@math beta R^2 = 1}; beyond, {@math m = 0} is unstable and two retrieval states +-m appear. The
 * Hessian of the energy at 0 along x is {@math 1 - beta R^2}.
 *
 * <p>Reference: derived: softmax over two opposite scores is a tanh.
 */
public final class AntipodalMemories {

    private AntipodalMemories() {}

    /**
     * Returns the largest m with {@math m = tanh(b m)}: .502941 at {@math b = 1.1}, .957504 at {@math b = 2}; 0 for {@math b &lt;= 1}.
     *
     * @param b {@math beta R^2 &gt;= 0}
     * @throws IllegalArgumentException if b is negative or NaN
     */
    public static double magnetisation(double b) {
        if (!(b >= 0)) {
            throw new IllegalArgumentException("AntipodalMemories.magnetisation: b must be >= 0, got " + b);
        }
        if (b <= 1) {
            return 0;
        }
        // tanh(b m) > m just above 0, by (b - 1) m - (b m)^3/3; and tanh(b) < 1 unless it rounds to it.
        double low = Math.min(0.5, Math.sqrt((b - 1) / (b * b * b)));
        return StrictMath.tanh(b) == 1 ? 1 : Bisection.between(low, 1, m -> StrictMath.tanh(b * m) < m);
    }
}
