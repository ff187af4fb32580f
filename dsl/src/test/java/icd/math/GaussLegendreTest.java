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

    /** A kink and a jump at places that no rule knows of; what is smooth takes one panel. */
    @Test
    void byPanelsWhereTheFunctionBendsOrJumps() {
        GaussLegendre rule = new GaussLegendre(20);
        GaussLegendre.Integral kink = rule.integrateByPanels(0, 1, x -> Math.abs(x - 0.3));
        assertThat(kink.value()).isCloseTo((0.09 + 0.49) / 2, within(1e-14));
        GaussLegendre.Integral jump = rule.integrateByPanels(0, 1, x -> x < Math.PI / 5 ? 0 : 2);
        assertThat(jump.value()).isCloseTo(2 - 2 * Math.PI / 5, within(1e-13));
        assertThat(jump.error()).isLessThan(1e-13);
        assertThat(rule.integrateByPanels(0, 1, x -> Math.sin(1e9 * x)).error()).isGreaterThan(1e-3);
    }

    @Test
    void ofOneNodeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GaussLegendre(1))
                .withMessage("GaussLegendre: m must be >= 2, got 1");
    }
}
