package icd.task;

import static org.assertj.core.api.Assertions.assertThat;

import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens are the same whether an instance draws them into one array or hands them out a few at a time. */
class TokenTilesTest {

    private static final int N = 5;
    private static final int COUNT = 300;

    static Stream<Task> tasks() {
        return Stream.of(
                new Subspaces(N, 3, 2, 1),
                new Spheres(N, 2, 1, 0.1),
                new Mixtures(N, 3),
                Gaussians.spectrum(3, 2, 1, 0, 0),
                Task.of("walks", N, 1, _ -> new Walk()));
    }

    /** A user's own: each token is a step from the one before, and as many numbers are written as the array holds. */
    private record Walk() implements Instance {

        @Override
        public int n() {
            return N;
        }

        @Override
        public void sample(RandomStream random, int count, double[] tokens) {
            for (int at = 0; at < tokens.length; at++) {
                tokens[at] = random.gaussian() + (at % count == 0 ? 0 : tokens[at - 1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void areTheTokensOfTheSample(Task task) {
        Instance instance = task.draw(RandomStream.of(1, "instance"));
        double[] whole = new double[N * COUNT];
        instance.sample(RandomStream.of(2, "tokens"), COUNT, whole);
        Scratch used = new Scratch();
        Arrays.fill(used.numbers(0, 2 * N * COUNT), Double.NaN);
        RandomStream random = RandomStream.of(2, "tokens");
        TokenTiles tiles = instance.tiles(random, COUNT, used);
        for (int from : new int[] {17, 0, 299}) {
            int count = Math.min(128, COUNT - from);
            double[] tile = new double[N * count];
            tiles.read(from, count, tile);
            for (int i = 0; i < N; i++) {
                assertThat(Arrays.copyOfRange(tile, i * count, (i + 1) * count))
                        .as("coordinate %d from %d", i, from)
                        .containsExactly(Arrays.copyOfRange(whole, i * COUNT + from, i * COUNT + from + count));
            }
        }
        RandomStream other = RandomStream.of(2, "tokens");
        instance.sample(other, COUNT, whole);
        assertThat(random.bits()).isEqualTo(other.bits());
    }

    /** From lengths below a tile to several, a prompt holds its sample in order, and the target is the token after the context. */
    @ParameterizedTest
    @MethodSource("tasks")
    void promptsHoldThem(Task task) {
        for (int L : new int[] {0, 1, 127, 128, 129, 256, 300}) {
            PromptSet prompts = PromptSet.draw(task, 2, L, Precision.FLOAT64, 7, "tiles", Workers.caller());
            RandomStream random = RandomStream.of(7, "tiles", 1);
            Instance instance = task.draw(random);
            double[] tokens = new double[N * (L + 1)];
            instance.sample(random, L + 1, tokens);
            for (int i = 0; i < N; i++) {
                int row = i * (L + 1);
                assertThat(prompts.targets()[N + i]).isEqualTo(tokens[row + L]);
                for (int t = 0; t < L; t++) {
                    assertThat(prompts.contexts().get(1, i, t)).isEqualTo(tokens[row + t]);
                }
            }
        }
    }

    /** One by one, together, and in parts, at every place of the rare cases that take further bits. */
    @Test
    void gaussiansAreOneSequence() {
        int count = 50_000;
        RandomStream single = RandomStream.of(3, "gaussians");
        double[] expected =
                IntStream.range(0, count).mapToDouble(_ -> single.gaussian()).toArray();
        double[] together = new double[count];
        RandomStream.of(3, "gaussians").gaussians(together, 0, count);
        assertThat(together).containsExactly(expected);
        double[] parts = new double[count];
        RandomStream random = RandomStream.of(3, "gaussians");
        for (int from = 0; from < count; from += 7) {
            random.gaussians(parts, from, Math.min(count, from + 7));
        }
        assertThat(parts).containsExactly(expected);
        assertThat(random.bits()).isEqualTo(single.bits());
    }
}
