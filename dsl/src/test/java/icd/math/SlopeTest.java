package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives at every scale of the argument and of the function's own length, against formulas. */
class SlopeTest {

    private final Slope slope = new Slope(1, Slope.UNIT_64);
    private int values;
    private double error;

    private double at(double x, DoubleUnaryOperator f) {
        return at(x, f, Slope.UNIT_64);
    }

    private double at(double x, DoubleUnaryOperator f, double unit) {
        double[] derivative = new double[1];
        Slope.Curve curve = (t, value) -> {
            values++;
            value[0] = f.applyAsDouble(x + t);
            return unit * Math.abs(value[0]);
        };
        error = (unit == Slope.UNIT_64 ? slope : new Slope(1, unit))
                .of(curve, Math.abs(x), Slope.smallest(x, unit), new double[] {f.applyAsDouble(x)}, derivative);
        return derivative[0];
    }

    /** sin, cos, exp and tanh of x/l, where x is of any size up to 10^10 lengths, and 0. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-10, 1e-7, 1e-5, 1e-3, 0.1, 1, 10, 1e3, 1e5, 1e7, 1e10})
    void atEveryScale(double length) {
        for (double x : new double[] {0, 1e-10, 1e-5, 0.3, 1, 7, 1e5, 1e10}) {
            // x/l itself is only known to an ulp of x, which moves the derivative by |x| / l units.
            double tolerance = 1e-10 + 1e-14 * Math.abs(x / length);
            if (tolerance > 1e-3) {
                continue;
            }
            String where = "x = " + x + ", length " + length;
            double u = x / length;
            // About x, so that the argument is not what loses the digits.
            double sin = at(x, t -> Math.sin((t - x) / length + 0.7));
            assertThat(sin * length).as("sin, " + where).isCloseTo(Math.cos(0.7), within(tolerance));
            assertThat(error * length).as("error of sin, " + where).isLessThan(1e-9 + tolerance);
            double cos = at(x, t -> Math.cos((t - x) / length));
            assertThat(cos * length).as("cos, " + where).isCloseTo(0, within(tolerance));
            double exp = at(x, t -> Math.exp((t - x) / length));
            assertThat(exp * length).as("exp, " + where).isCloseTo(1, within(tolerance));
            double tanh = at(x, t -> 3 + Math.tanh((t - x) / length - 0.2));
            double expected = 1 - Math.tanh(0.2) * Math.tanh(0.2);
            assertThat(tanh * length).as("tanh, " + where).isCloseTo(expected, within(10 * tolerance));
            double bump = at(x, t -> Math.exp(-((t - x) / length + 0.5) * ((t - x) / length + 0.5)));
            assertThat(bump * length).as("bump, " + where).isCloseTo(-Math.exp(-0.25), within(tolerance));
            double square = at(x, t -> (t / length) * (t / length));
            assertThat(square * length)
                    .as("square, " + where)
                    .isCloseTo(2 * u, within(1e-10 * Math.max(1, Math.abs(u))));
        }
    }

    @Test
    void aUsualDerivativeCostsFourValues() {
        assertThat(at(0.8, Math::exp)).isCloseTo(Math.exp(0.8), within(1e-11));
        assertThat(values).isEqualTo(4);
    }

    @Test
    void aConstantHasNone() {
        assertThat(at(0.8, _ -> 3)).isZero();
        assertThat(slope.isKnown()).isTrue();
        assertThat(at(0, _ -> 0)).isZero();
        assertThat(values).isLessThan(200);
    }

    /** A derivative of 0 in a function that rounds some ten times as much as it says. */
    @Test
    void noiseIsNotTakenForAShortLength() {
        RandomStream random = RandomStream.of(1, "noise");
        for (int i = 0; i < 200; i++) {
            assertThat(at(0.7, _ -> 0.3 * (1 + 2e-15 * random.gaussian()))).isCloseTo(0, within(1e-10));
        }
    }

    @Test
    void whatIsNotKnownIsSaid() {
        at(0, Math::abs);
        assertThat(slope.isKnown()).isFalse();
        assertThat(error).isGreaterThan(0.5);
        double seen = at(1, x -> 1e13 + Math.sin(x));
        assertThat(error).isGreaterThan(Math.abs(seen - Math.cos(1)));
        assertThat(slope.isKnown()).isFalse();
        assertThat(at(1, _ -> Double.NaN)).isNaN();
        assertThat(slope.isKnown()).isFalse();
    }

    /** Steps that leave the domain are too large, as is what overflows. */
    @Test
    void nextToTheEndOfADomain() {
        assertThat(at(1e-9, x -> Math.log(x))).isCloseTo(1e9, within(1.0));
        assertThat(at(1, x -> Math.sqrt(x - 1 + 1e-6))).isCloseTo(500, within(1e-5));
        assertThat(at(700, Math::exp) / Math.exp(700)).isCloseTo(1, within(1e-9));
    }

    /** A function that rounds to float32, said or unsaid, costs digits and no more. */
    @Test
    void roundedFunctions() {
        for (double unit : new double[] {Slope.UNIT_32, Slope.UNIT_64}) {
            double derivative = at(0.5, x -> (float) Math.sin(x), unit);
            assertThat(derivative).as("unit %s", unit).isCloseTo(Math.cos(0.5), within(1e-4));
            assertThat(error)
                    .as("unit %s", unit)
                    .isGreaterThan(Math.abs(derivative - Math.cos(0.5)) / 10)
                    .isLessThan(1e-2);
        }
    }

    @Test
    void prints() {
        assertThat(slope).hasToString("derivatives of curves in R^1 by central differences");
    }
}
