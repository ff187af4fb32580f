package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moments of Wishart matrices against formulas that know nothing of the recursion. */
class WishartMomentsTest {

    /** ORACLES, "Depth, answered exactly". */
    @ParameterizedTest
    @CsvSource({"1, 1", "8, 20", "3, 500", "20, 3", "7, 2147483647"})
    void closedForms(long d, int L) {
        List<BigInteger> moments = WishartMoments.of((int) d, L, 4);
        BigInteger l = BigInteger.valueOf(L);
        BigInteger ld = l.multiply(BigInteger.valueOf(d));
        assertThat(moments.get(0)).isEqualTo(d);
        assertThat(moments.get(1)).isEqualTo(ld);
        assertThat(moments.get(2)).isEqualTo(ld.multiply(polynomial(l, d + 1, 1)));
        assertThat(moments.get(3)).isEqualTo(ld.multiply(polynomial(l, d * d + 3 * d + 4, 3 * d + 3, 1)));
        assertThat(moments.get(4))
                .isEqualTo(ld.multiply(
                        polynomial(l, d * d * d + 6 * d * d + 21 * d + 20, 6 * d * d + 17 * d + 21, 6 * d + 6, 1)));
    }

    private static BigInteger polynomial(BigInteger x, long... coefficients) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum.multiply(x).add(BigInteger.valueOf(coefficients[i]));
        }
        return sum;
    }

    /** In one dimension W is chi-squared: E W^k = L (L + 2) ... (L + 2k - 2); of one vector tr W^k = ||x||^2k, the same with d for L. */
    @Test
    void chiSquared() {
        List<BigInteger> line = WishartMoments.of(1, 7, WishartMoments.MOST);
        List<BigInteger> vector = WishartMoments.of(7, 1, WishartMoments.MOST);
        BigInteger product = BigInteger.ONE;
        for (int k = 1; k <= WishartMoments.MOST; k++) {
            product = product.multiply(BigInteger.valueOf(7 + 2 * k - 2));
            assertThat(line.get(k)).as("k = %d", k).isEqualTo(product);
            assertThat(vector.get(k)).as("k = %d", k).isEqualTo(product);
        }
    }

    /** X X^T and X^T X have the same eigenvalues but for zeros. */
    @Test
    void transposition() {
        assertThat(WishartMoments.of(4, 9, 12).subList(1, 13))
                .isEqualTo(WishartMoments.of(9, 4, 12).subList(1, 13));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WishartMoments.of(0, 3, 2))
                .withMessage("WishartMoments.of: d and L must be >= 1, got 0 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WishartMoments.of(2, 3, 25))
                .withMessage("WishartMoments.of: most must be 0 to 24, got 25");
    }
}
