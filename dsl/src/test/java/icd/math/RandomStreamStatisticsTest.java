package icd.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RandomStreamStatisticsTest {

    private static final int DRAWS = 1_000_000;

    private final RandomStream random = RandomStream.of(7, "statistics");

    @Test
    void uniformIsUniform() {
        int[] counts = new int[1000];
        for (int i = 0; i < DRAWS; i++) {
            double u = random.uniform(-3, 5);
            assertThat(u >= -3 && u < 5).isTrue();
            counts[(int) ((u + 3) / 8 * counts.length)]++;
        }
        assertEven(counts, DRAWS);
    }

    @Test
    void everyBitIsEven() {
        int[] ones = new int[64];
        for (int i = 0; i < DRAWS; i++) {
            long bits = random.bits();
            for (int bit = 0; bit < 64; bit++) {
                ones[bit] += (int) (bits >>> bit & 1);
            }
        }
        for (int bit = 0; bit < 64; bit++) {
            assertThat(Math.abs(ones[bit] - DRAWS / 2.0)).as("bit %d", bit).isLessThan(4 * Math.sqrt(DRAWS / 4.0));
        }
    }

    @Test
    void belowIsUniform() {
        for (int bound : new int[] {2, 3, 7, 100}) {
            int[] counts = new int[bound];
            for (int i = 0; i < DRAWS / 4; i++) {
                counts[random.below(bound)]++;
            }
            assertEven(counts, DRAWS / 4);
        }
    }

    /** 3 2^29 does not divide 2^32: without the second draw, every third number would come half again as often. */
    @Test
    void belowIsUnbiasedWhereBiasWouldShow() {
        int bound = 3 << 29;
        int[] counts = new int[3];
        for (int i = 0; i < DRAWS; i++) {
            counts[random.below(bound) % 3]++;
        }
        assertEven(counts, DRAWS);
        int lower = 0;
        for (int i = 0; i < DRAWS; i++) {
            lower += random.below(Integer.MAX_VALUE) < Integer.MAX_VALUE / 2 ? 1 : 0;
        }
        assertThat(Math.abs(lower - DRAWS / 2.0)).isLessThan(4 * Math.sqrt(DRAWS / 4.0));
    }

    @Test
    void allPermutationsAreEquallyLikely() {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 240_000; i++) {
            counts.merge(Arrays.toString(random.permutation(4)), 1, Integer::sum);
        }
        assertThat(counts).hasSize(24);
        assertEven(counts.values().stream().mapToInt(Integer::intValue).toArray(), 240_000);
    }

    /** Chi-square with k - 1 degrees of freedom, whose standard deviation is sqrt(2 (k - 1)), at 4 of those. */
    private static void assertEven(int[] counts, int draws) {
        double expected = (double) draws / counts.length;
        double square = 0;
        for (int count : counts) {
            square += (count - expected) * (count - expected) / expected;
        }
        int freedom = counts.length - 1;
        // With few degrees of freedom the tail is longer than a normal one: 4 standard errors there are sqrt(square) <
        // 4.
        double most = Math.max(16, freedom + 4 * Math.sqrt(2.0 * freedom));
        assertThat(square).as("chi-square, %d degrees of freedom", freedom).isLessThan(most);
        if (freedom > 50) {
            assertThat(square).as("too even").isGreaterThan(freedom - 4 * Math.sqrt(2.0 * freedom));
        }
    }
}
