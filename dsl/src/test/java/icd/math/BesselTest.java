package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.Golden;
import icd.io.NpyArray;
import icd.task.ExactSphere;
import java.util.SequencedMap;
import org.apache.commons.numbers.fraction.ContinuedFraction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BesselTest {

    @Test
    @Tag("golden")
    void agreesWithFiftyDigitArithmetic() {
        SequencedMap<String, NpyArray> golden = Golden.read("bessel_ratio");
        double[] orders = golden.get("nu").doubles();
        double[] arguments = golden.get("kappa").doubles();
        double[] ratios = new double[orders.length * arguments.length];
        for (int i = 0; i < orders.length; i++) {
            for (int j = 0; j < arguments.length; j++) {
                ratios[i * arguments.length + j] = Bessel.ratio(orders[i], arguments[j]);
            }
        }
        Golden.assertEachClose("ratio", ratios, golden.get("ratio").doubles(), 1e-14);
    }

    /** I_{1/2}(x) / I_{-1/2}(x) = tanh x. */
    @Test
    void isTanhAtMinusOneHalf() {
        for (double x = 0.01; x < 20; x *= 1.3) {
            assertThat(Bessel.ratio(-0.5, x)).isCloseTo(Math.tanh(x), org.assertj.core.data.Offset.offset(1e-14));
        }
    }

    /** Commons Numbers evaluates the same fraction by the same method. */
    @Test
    void agreesWithTheLibraryToTheBit() {
        RandomStream random = RandomStream.of(1, "arguments");
        for (int i = 0; i < 20_000; i++) {
            double nu = random.uniform(-0.5, 40);
            double x = Math.scalb(random.uniform(1, 2), random.below(60) - 40);
            ContinuedFraction perron = new ContinuedFraction() {
                @Override
                protected double getA(int k, double unused) {
                    return -(2 * nu + 2 * k + 1) * x;
                }

                @Override
                protected double getB(int k, double unused) {
                    return k == 0 ? 2 * nu + 2 + x : 2 * nu + 2 + k + 2 * x;
                }
            };
            assertThat(Bessel.ratio(nu, x)).isEqualTo(x / perron.evaluate(x, 1e-16, 500));
        }
    }

    /** Against the power series and Hankel's expansion in forty digits; the plain difference has none left at 1e15. */
    @Test
    void oneMinusTheRatioKeepsItsDigits() {
        for (double nu : new double[] {0, 0.5, 1, 1.5, 3.5, 30, 499.5}) {
            for (double x : new double[] {1e-12, 1e-3, 0.3, 4, 30, 900, 2999, 1e6, 1e9, 1e12, 1e15}) {
                if (x < 3000 || nu * nu < x) { // where the oracle converges
                    double exact = ExactSphere.oneMinusRatio(nu, x);
                    assertThat(Bessel.oneMinusRatio(nu, x))
                            .as("nu = %s, x = %s", nu, x)
                            .isCloseTo(exact, org.assertj.core.data.Offset.offset(1e-14 * exact));
                }
            }
        }
        assertThat(Math.abs(1 - Bessel.ratio(0, 1e15) - 0.5e-15)).isGreaterThan(1e-17);
    }

    @Test
    void specialCases() {
        assertThat(Bessel.oneMinusRatio(3, 0)).isOne();
        assertThat(Bessel.oneMinusRatio(3, Double.POSITIVE_INFINITY)).isZero();
        assertThat(Bessel.oneMinusRatio(3, Double.NaN)).isNaN();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bessel.oneMinusRatio(-0.5, 1))
                .withMessage("Bessel.oneMinusRatio: nu must be >= 0, got -0.5");
        assertThat(Bessel.ratio(3, 0)).isZero();
        assertThat(Bessel.ratio(3, Double.POSITIVE_INFINITY)).isOne();
        assertThat(Bessel.ratio(3, Double.NaN)).isNaN();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bessel.ratio(-1, 1))
                .withMessage("Bessel.ratio: nu must be >= -0.5, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bessel.ratio(0, -2))
                .withMessage("Bessel.ratio: x must be >= 0, got -2.0");
    }
}
