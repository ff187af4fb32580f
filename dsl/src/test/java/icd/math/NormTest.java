package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormTest {

    /** 3, 4, 12 have the length 13, at any scale; the plain sum of squares does not see it at most of these. */
    @Test
    void anySize() {
        for (int exponent = -1060; exponent <= 1010; exponent += 10) {
            double unit = Math.scalb(1.0, exponent);
            assertThat(Norm.of(new double[] {7, 3 * unit, 4 * unit, -12 * unit}, 1, 3) / unit)
                    .as("2^%d", exponent)
                    .isCloseTo(13, within(1e-14));
        }
        assertThat(Norm.of(new double[3], 0, 3)).isZero();
        assertThat(Norm.of(new double[] {1, Double.NaN}, 0, 2)).isNaN();
        assertThat(Norm.of(new double[] {1, Double.NEGATIVE_INFINITY}, 0, 2)).isInfinite();
    }
}
