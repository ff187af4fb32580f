package icd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.math.RandomStream;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Powers on vectors and without them are the same to the bit, and right. */
class PowersTest {

    private static final MathContext DIGITS = new MathContext(60);

    private static double[] numbers(int count, double reach) {
        RandomStream random = RandomStream.of(count, "powers");
        double[] d = new double[count];
        for (int t = 0; t < count; t++) {
            d[t] = -reach * Math.pow(random.uniform(), 3);
        }
        if (count > 2) {
            d[1] = Double.NEGATIVE_INFINITY;
            d[2] = 0;
        }
        return d;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 15, 16, 17, 31, 511, 512, 513, 4099})
    void areTheSameOnVectors(int count) {
        for (double e : new double[] {0.25, 0.3, 0.5, 0.75, 1.5, 4, 20, 1e4}) {
            for (double[] line : new double[][] {
                {0.8, 0.4, Double.NaN, 2},
                {0.5 * Math.exp(0.7), 0.5, Math.expm1(-0.7), Math.exp(0.7)}
            }) {
                double[] d = numbers(count, 2 / line[0]);
                double[] scalar = new double[count];
                double[] vector = new double[count];
                double[] ofScalar = new double[2];
                double[] ofVector = new double[2];
                Kernel.scalar().powers().get().along(d, count, line[1], line[2], line[3], e, -0.7, scalar, ofScalar);
                Kernel.simd().powers().get().along(d, count, line[1], line[2], line[3], e, -0.7, vector, ofVector);
                assertThat(vector).as("e = %s", e).containsExactly(scalar);
                assertThat(ofVector).as("e = %s", e).containsExactly(ofScalar);
                Kernel.scalar().powers().get().raised(scalar, count, e, ofScalar = new double[count]);
                Kernel.simd().powers().get().raised(scalar, count, e, vector);
                assertThat(vector).as("e = %s", e).containsExactly(ofScalar);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 15, 16, 17, 31, 511, 512, 513, 4099})
    void shiftedAreTheSameOnVectors(int count) {
        double[] d = numbers(count, 2);
        for (double e : new double[] {1, 1.5, 2, 2.5, 3, 4, 5}) {
            double[] scalar = new double[count];
            double[] vector = new double[count];
            double[] ofScalar = new double[2];
            double[] ofVector = new double[2];
            Kernel.scalar().powers().get().shifted(d, count, 0.7, 0.9, e, scalar, ofScalar);
            Kernel.simd().powers().get().shifted(d, count, 0.7, 0.9, e, vector, ofVector);
            assertThat(vector).as("e = %s", e).containsExactly(scalar);
            assertThat(ofVector).as("e = %s", e).containsExactly(ofScalar);
            double sum = 0;
            double slope = 0;
            for (int t = 0; t < count; t++) {
                double w = Math.max(0.7 * d[t] + 0.9, 0);
                assertThat(scalar[t]).isCloseTo(w > 0 ? Math.pow(w, e) : 0, within(1e-15));
                sum += scalar[t];
                slope += w > 0 ? Math.pow(w, e - 1) : 0;
            }
            assertThat(ofScalar[0]).isCloseTo(sum, within(1e-12 * count));
            assertThat(ofScalar[1]).isCloseTo(slope, within(1e-12 * count));
        }
    }

    /** Powers of whole exponents are multiplied out with sixty digits: both forms of q, from next to 1 to next to 0. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 9, 40})
    void areRight(int e) {
        double[] d = numbers(300, 2);
        double c = 0.5;
        double[] r = new double[300];
        double[] sums = new double[2];
        Kernel.chosen().powers().get().along(d, 300, c, Double.NaN, 1, e, 0, r, sums);
        double sum = 0;
        for (int t = 0; t < 300; t++) {
            double exact = d[t] == Double.NEGATIVE_INFINITY
                    ? 0
                    : new BigDecimal(d[t])
                            .multiply(new BigDecimal(c))
                            .add(BigDecimal.ONE)
                            .max(BigDecimal.ZERO)
                            .pow(e, DIGITS)
                            .doubleValue();
            assertThat(r[t]).as("d = %s", d[t]).isCloseTo(exact, within(1e-15 * Math.max(exact, 0.3)));
            sum += exact;
        }
        assertThat(sums[0]).isCloseTo(sum, within(1e-12));
        double[] y = {0, 1, 0.5, 1e-300, 0.70710678118654757, 0.9999999999999999, 1e-10};
        double[] powers = new double[y.length];
        Kernel.chosen().powers().get().of(y, y.length, 1.0 / e, powers, sums);
        for (int t = 0; t < y.length; t++) {
            assertThat(new BigDecimal(powers[t]).pow(e, DIGITS).doubleValue())
                    .isCloseTo(y[t], within(1e-15 * (e + Math.abs(Math.log(Math.max(y[t], 1e-300)))) * y[t]));
        }
    }
}
