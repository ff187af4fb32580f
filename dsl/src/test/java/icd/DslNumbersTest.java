package icd;

import static icd.Dsl.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/** Grids of numbers and their statistics, against exact arithmetic. */
class DslNumbersTest {

    @Test
    void rangesEndBeforeTheirEnd() {
        assertThat(range(4)).containsExactly(0, 1, 2, 3);
        assertThat(range(1, 4)).containsExactly(1, 2, 3);
        assertThat(range(3, 0, -1)).containsExactly(3, 2, 1);
        for (int n = 1; n <= 200; n++) { // n tenths divided by a tenth is not n for many of them
            assertThat(range(0, n / 10.0, 0.1)).as("tenths up to %d", n).hasSize(n);
            assertThat(range(0, 0.1 * n, 0.1)).as("a tenth %d times", n).hasSize(n);
        }
    }

    @Test
    void spacesHaveTheirEndsAndEqualSteps() {
        assertThat(linspace(0, 1, 5)).containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThat(linspace(2, 3, 1)).containsExactly(2);
        assertThat(linspace(-Double.MAX_VALUE, Double.MAX_VALUE, 3))
                .containsExactly(-Double.MAX_VALUE, 0, Double.MAX_VALUE);
        double[] powers = logspace(0.01, 100, 5);
        assertThat(logspace(0.1, 100, 4)).containsExactly(0.1, 1, 10, 100);
        assertThat(powers[0]).isEqualTo(0.01);
        assertThat(powers[4]).isEqualTo(100);
        for (int i = 0; i < 5; i++) {
            assertThat(powers[i] / Math.pow(10, i - 2)).isCloseTo(1, within(1e-14));
        }
    }

    /** A sum of squares about 0, or in floating point from the left, would lose all digits of these. */
    @Test
    void meanAndDeviationKeepTheirDigitsFarFromZero() {
        double[] values = {1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.4};
        MathContext digits = MathContext.DECIMAL128;
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        BigDecimal mean = sum.divide(BigDecimal.valueOf(3), digits);
        BigDecimal squares = BigDecimal.ZERO;
        for (double value : values) {
            squares = squares.add(new BigDecimal(value).subtract(mean).pow(2));
        }
        double deviation =
                squares.divide(BigDecimal.valueOf(2), digits).sqrt(digits).doubleValue();
        assertThat(mean(values)).isEqualTo(mean.doubleValue());
        assertThat(std(values)).isCloseTo(deviation, within(1e-7));
        assertThat(mean(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
        assertThat(std(-1e308, 1e308) / (1e308 * Math.sqrt(2))).isCloseTo(1, within(1e-15));
        assertThat(std(3, 3, 3)).isZero();
    }

    @Test
    void wordsTakeMatricesToo() {
        var entries = matrix(row(1, 2), row(3, 10));
        assertThat(mean(entries)).isEqualTo(4);
        assertThat(std(entries)).isCloseTo(Math.sqrt((9 + 4 + 1 + 36) / 3.0), within(1e-14));
        assertThat(quantile(entries, 0.5)).isEqualTo(2.5);
        assertThat(quantile(row(5, 1), 0.25)).isEqualTo(2);
        assertThat(times(matrix(row(1, 2), row(3, 4)), vector(1, 1)).data).containsExactly(3, 7);
        assertThat(sqrt(row(4, 9))).containsExactly(2, 3);
        assertThat(log(exp(row(0, 1)))).containsExactly(0, 1);
        assertThat(PI).isEqualTo(Math.PI);
    }
}
