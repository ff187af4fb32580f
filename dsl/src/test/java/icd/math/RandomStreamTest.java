package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A name fixes the numbers, for good: every seed that anyone has noted down depends on it. */
class RandomStreamTest {

    /** From the definitions of SplitMix64 and xoshiro256++, written down a second time in another language. */
    @Test
    void bitsAreFixed() {
        RandomStream prompts = RandomStream.of(0, "prompts", 0);
        assertThat(prompts.bits()).isEqualTo(0xd9e9bc957daf0f8eL);
        assertThat(prompts.bits()).isEqualTo(0x73ef91abcbe65de1L);
        assertThat(prompts.bits()).isEqualTo(0x1d9a4dee4a5e2725L);
        RandomStream weights = RandomStream.of(42, "weights", 3, 7);
        assertThat(weights.bits()).isEqualTo(0xf372fc6057344e44L);
        assertThat(weights.bits()).isEqualTo(0x14b4f3ea036f4d26L);
    }

    /** As first drawn: these change only with NUMERICS_VERSION. */
    @Test
    void drawsAreFixed() {
        RandomStream random = RandomStream.of(0, "gaussians");
        assertThat(new double[] {random.gaussian(), random.gaussian(), random.gaussian(), random.gaussian()})
                .containsExactly(0.02647935204383844, -0.2622708317096584, 0.355225559547554, 0.8794807614898921);
        double beyondTheLastLayer = 0;
        for (int i = 4; i <= 9645; i++) {
            beyondTheLastLayer = random.gaussian();
        }
        assertThat(beyondTheLastLayer).isEqualTo(-3.725148765678205);
        assertThat(RandomStream.of(0, "permutation").permutation(10)).containsExactly(5, 7, 4, 3, 1, 0, 8, 9, 6, 2);
        assertThat(RandomStream.of(0, "prompts", 0).uniform()).isEqualTo((0xd9e9bc957daf0f8eL >>> 11) * 0x1p-53);
    }

    @Test
    void everyPartOfTheNameMatters() {
        Set<Long> first = new HashSet<>();
        int names = 0;
        for (long seed : new long[] {0, 1, 2, -1, Long.MIN_VALUE}) {
            for (String purpose : new String[] {"a", "b", "ab", "ba", "prompts", "fresh prompts"}) {
                for (long[] indices : new long[][] {{}, {0}, {1}, {0, 0}, {0, 1}, {1, 0}, {-1}, {1L << 40}}) {
                    first.add(RandomStream.of(seed, purpose, indices).bits());
                    names++;
                }
            }
        }
        assertThat(first).hasSize(names);
    }

    /** Neighbouring names must not give neighbouring numbers: correlations at 4 standard errors. */
    @Test
    void neighbouringStreamsAreUncorrelated() {
        int count = 100_000;
        double[][] names = new double[4][count];
        for (int i = 0; i < count; i++) {
            names[0][i] = RandomStream.of(0, "prompts", i).gaussian();
            names[1][i] = RandomStream.of(0, "prompts", i + 1).gaussian();
            names[2][i] = RandomStream.of(1, "prompts", i).gaussian();
            names[3][i] = RandomStream.of(0, "fresh prompts", i).gaussian();
        }
        for (int a = 0; a < names.length; a++) {
            for (int b = 0; b < a; b++) {
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += names[a][i] * names[b][i];
                }
                assertThat(Math.abs(sum / count)).as("%d with %d", a, b).isLessThan(4 / Math.sqrt(count));
            }
        }
    }

    @Test
    void errors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomStream.of(0, "", 1))
                .withMessage("RandomStream.of: purpose must not be empty, got \"\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomStream.of(0, "x").below(0))
                .withMessage("RandomStream.below: bound must be > 0, got 0");
    }

    @Test
    void leastOfAll() {
        assertThat(RandomStream.of(0, "x").below(1)).isZero();
        assertThat(RandomStream.of(0, "x").permutation(0)).isEmpty();
    }
}
