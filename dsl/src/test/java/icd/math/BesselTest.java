package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.Golden;
import icd.io.NpyArray;
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

    @Test
    void specialCases() {
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
