package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussLegendreTest {

    @Test
    void exactUpToItsDegree() {
        GaussLegendre five = new GaussLegendre(5);
        for (int degree = 0; degree <= 9; degree++) {
            int power = degree;
            assertThat(five.integrate(-1, 2, x -> Math.pow(x, power)))
                    .as("x^%d", degree)
                    .isCloseTo((Math.pow(2, degree + 1) - Math.pow(-1, degree + 1)) / (degree + 1), within(1e-12));
        }
        assertThat(five.integrate(-1, 1, x -> Math.pow(x, 10))).isNotCloseTo(2 / 11.0, within(1e-4));
        assertThat(new GaussLegendre(100).integrate(0, Math.PI, Math::sin)).isCloseTo(2, within(1e-14));
    }

    @Test
    void ofOneNodeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GaussLegendre(1))
                .withMessage("GaussLegendre: m must be >= 2, got 1");
    }
}
