package icd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExponentialTest {

    private static final int POINTS = 2_000_000;

    @Test
    void float32WithinOneUnitInTheLastPlace() {
        double worst = 0;
        for (int i = 0; i <= POINTS; i++) {
            float x = (float) (-87.0 * i / POINTS);
            double exact = StrictMath.exp(x);
            worst = Math.max(worst, Math.abs(Exp32.of(x) - exact) / Math.ulp((float) exact));
        }
        assertThat(worst).isBetween(0.4, 1.0);
    }

    /** StrictMath itself is good to one unit. */
    @Test
    void float64WithinOneUnitInTheLastPlace() {
        double worst = 0;
        for (int i = 0; i <= POINTS; i++) {
            double x = -708.0 * i / POINTS;
            double exact = StrictMath.exp(x);
            worst = Math.max(worst, Math.abs(Exp64.of(x) - exact) / Math.ulp(exact));
        }
        assertThat(worst).isBetween(0.4, 1.0);
    }

    @Test
    void specialCases() {
        assertThat(Exp32.of(0)).isOne();
        assertThat(Exp64.of(0)).isOne();
        assertThat(Exp32.of(-0f)).isOne();
        assertThat(Exp64.of(-0.0)).isOne();
        assertThat(Exp32.of(-1e30f)).isEqualTo(Exp32.of(-87)).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
        assertThat(Exp64.of(-1e300)).isEqualTo(Exp64.of(-708)).isGreaterThanOrEqualTo(Double.MIN_NORMAL);
        assertThat(Exp32.of(Float.NEGATIVE_INFINITY)).isEqualTo(Exp32.of(-87));
        assertThat(Exp64.of(Double.NEGATIVE_INFINITY)).isEqualTo(Exp64.of(-708));
        assertThat(Exp32.of(Float.NaN)).isNaN();
        assertThat(Exp64.of(Double.NaN)).isNaN();
    }

    /** Even the NaN that R writes for "not available", whose low bits must not be taken for an exponent. */
    @Test
    void aScoreThatIsNoNumberShows() {
        double na = Double.longBitsToDouble(0x7FF00000000007A2L);
        float odd = Float.intBitsToFloat(0x7FC001A2);
        for (Kernel kernel : new Kernel[] {Kernel.scalar(), Kernel.simd(), Kernel.ojalgo()}) {
            for (int where : new int[] {0, 5, 16, 18}) {
                double[] s = new double[32];
                s[where] = na;
                assertThat(kernel.float64().get().exponentiate(s, 19, 32)).isNaN();
                float[] f = new float[32];
                f[where] = odd;
                assertThat(kernel.float32().get().exponentiate(f, 19, 32)).isNaN();
            }
        }
    }

    @Test
    void naiveSoftmaxOverflowsAndOursDoesNot() {
        double[] scores = {1e4, 1e4 - 1, -1e4};
        double naive = Arrays.stream(scores).map(Math::exp).sum();
        assertThat(Math.exp(scores[0]) / naive).as("the naive formula").isNaN();
        for (Kernel kernel : new Kernel[] {Kernel.scalar(), Kernel.simd(), Kernel.ojalgo()}) {
            for (double scale : new double[] {1, 1e4, 1e26}) {
                double[] s = new double[16];
                float[] f = new float[16];
                for (int t = 0; t < 3; t++) {
                    s[t] = scale * scores[t];
                    f[t] = (float) s[t];
                }
                double total = kernel.float64().get().exponentiate(s, 3, 16);
                double total32 = kernel.float32().get().exponentiate(f, 3, 16);
                double second = scale == 1 ? Math.exp(-1) : Double.MIN_NORMAL;
                assertThat(s[0]).isOne();
                assertThat(total).isCloseTo(1 + second, org.assertj.core.data.Offset.offset(1e-15));
                assertThat(f[0]).isOne();
                assertThat(total32).isBetween(1.0, 2.0);
            }
        }
    }

    /** softmax(s + c) = softmax(s), to the bit where the sums are exact. */
    @Test
    void shiftsCancel() {
        for (Kernel kernel : new Kernel[] {Kernel.scalar(), Kernel.simd(), Kernel.ojalgo()}) {
            for (double shift : new double[] {-4096, 1024, 1 << 15}) {
                double[] s = new double[32];
                double[] shifted = new double[32];
                float[] f = new float[32];
                float[] fShifted = new float[32];
                for (int t = 0; t < 19; t++) {
                    s[t] = 0.25 * (t * 7 % 19);
                    shifted[t] = s[t] + shift;
                    f[t] = (float) s[t];
                    fShifted[t] = (float) shifted[t];
                }
                assertThat(kernel.float64().get().exponentiate(shifted, 19, 32))
                        .isEqualTo(kernel.float64().get().exponentiate(s, 19, 32));
                assertThat(shifted).containsExactly(s);
                assertThat(kernel.float32().get().exponentiate(fShifted, 19, 32))
                        .isEqualTo(kernel.float32().get().exponentiate(f, 19, 32));
                assertThat(fShifted).containsExactly(f);
            }
        }
    }
}
