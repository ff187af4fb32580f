package icd.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/** Capacities where powers, factorials and one minus a square overflow or cancel. */
class CapacityRangeTest {

    /** N^(k-1) / (2k-3)!! in whole numbers; 100^199 and 397!! are both beyond double precision. */
    @Test
    void highPowersOfDenseMemories() {
        for (int[] each : new int[][] {{100, 2}, {100, 4}, {100, 200}, {5000, 7000}}) {
            int N = each[0];
            int k = each[1];
            BigInteger odd = BigInteger.ONE;
            for (int i = 3; i <= 2 * k - 3; i += 2) {
                odd = odd.multiply(BigInteger.valueOf(i));
            }
            double exact = new BigDecimal(BigInteger.valueOf(N).pow(k - 1))
                    .divide(new BigDecimal(odd), MathContext.DECIMAL64)
                    .doubleValue();
            double z = 2.5758293035489004; // exceeded with probability .005
            assertThat(DenseMemoryCapacity.patterns(N, k, 0.005) * z * z).isCloseTo(exact, within(1e-12 * exact));
        }
        assertThat(DenseMemoryCapacity.oneStepError(1000, 400, 1)).isZero();
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> DenseMemoryCapacity.patterns(5000, 500, 0.005))
                .withMessageContaining("got more for N = 5000 and k = 500");
    }

    /** lambda - lambda^2/2 + O(lambda^4) at small lambda, (1 + ln lambda)/2 at large, by expansion of q. */
    @Test
    void sphericalMemoriesAtAnyInverseTemperature() {
        assertThat(SphericalExponentialMemory.dominantCosine(1e-9)).isCloseTo(1e-9, within(1e-24));
        assertThat(SphericalExponentialMemory.criticalLoad(1e-9)).isCloseTo(1e-9 - 0.5e-18, within(1e-24));
        assertThat(SphericalExponentialMemory.criticalLoad(1e12)).isCloseTo((1 + Math.log(1e12)) / 2, within(1e-12));
        assertThat(SphericalExponentialMemory.criticalLoad(1e200)).isCloseTo((1 + Math.log(1e200)) / 2, within(1e-12));
        assertThat(SphericalExponentialMemory.criticalLoad(1)).isCloseTo(.62257, within(5e-6));
    }
}
