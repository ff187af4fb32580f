package icd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.denoise.Score;
import icd.kernel.Kernel;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes that fill neither lanes (n = 5, L = 21) nor chunks of prompts. */
class LossesTest {

    private static final int N = 5;
    private static final int L = 21;

    private final PromptSet prompts = new Subspaces(N, 3, 2, 1).prompts(30, L, 1);

    static List<Attention> layers() {
        RandomStream random = RandomStream.of(1, "weights");
        return List.of(
                AttentionLayer.linear(N).uniform(random),
                AttentionLayer.softmax(N).uniform(random),
                AttentionLayer.linear(N).scalar().identity(1.3, 0.4),
                AttentionLayer.softmax(N).scalar().identity(1.3, 0.4));
    }

    private static Losses losses(Attention layer, PromptSet prompts) {
        return new Losses(layer, prompts, Kernel.chosen(), Workers.caller());
    }

    /** Central differences of the batch's loss err by h^2 f''' / 6. */
    @ParameterizedTest
    @MethodSource("layers")
    void gradientsAgainstFiniteDifferences(Attention layer) {
        int[] order = RandomStream.of(1, "order").permutation(30);
        for (Kernel kernel : List.of(Kernel.scalar(), Kernel.simd(), Kernel.ojalgo())) {
            Losses losses = new Losses(layer, prompts, kernel, Workers.caller());
            double[] theta = layer.theta();
            double[] gradient = new double[theta.length];
            java.util.Arrays.fill(gradient, 7); // to be overwritten
            losses.loss(theta, order, 3, 14, gradient);
            double[] unused = new double[theta.length];
            double h = 1e-5;
            for (int p = 0; p < theta.length; p++) {
                double[] up = theta.clone();
                double[] down = theta.clone();
                up[p] += h;
                down[p] -= h;
                double slope =
                        (losses.loss(up, order, 3, 14, unused) - losses.loss(down, order, 3, 14, unused)) / (2 * h);
                assertThat(gradient[p]).as("d/d theta_%d", p).isCloseTo(slope, within(1e-7));
            }
            assertThat(java.util.Arrays.stream(gradient).map(Math::abs).max().orElseThrow())
                    .isGreaterThan(0.01);
        }
    }

    /** The mean is over the prompts used, be they few. */
    @ParameterizedTest
    @MethodSource("layers")
    void lossOfAnyPartIsItsScore(Attention layer) {
        int[] order = java.util.stream.IntStream.range(0, 30).toArray();
        double[] gradient = new double[layer.theta().length];
        for (int[] part : new int[][] {{0, 30}, {0, 1}, {7, 9}, {16, 30}, {29, 30}}) {
            PromptSet slice = prompts.slice(part[0], part[1]);
            double expected = Score.of(layer, slice, Workers.caller()).msePerDim();
            double actual = losses(layer, prompts).loss(layer.theta(), order, part[0], part[1], gradient);
            assertThat(actual).isCloseTo(expected, within(1e-13 * expected));
            assertThat(losses(layer, slice).loss(layer.theta())).isCloseTo(actual, within(1e-13 * expected));
        }
    }

    /** A batch's gradient is the mean of its prompts' gradients. */
    @ParameterizedTest
    @MethodSource("layers")
    void gradientIsAMean(Attention layer) {
        Losses losses = losses(layer, prompts);
        int[] order = {4, 9, 2, 25, 11};
        double[] theta = layer.theta();
        double[] batch = new double[theta.length];
        double[] sum = new double[theta.length];
        double[] one = new double[theta.length];
        losses.loss(theta, order, 1, 4, batch);
        for (int at = 1; at < 4; at++) {
            losses.loss(theta, order, at, at + 1, one);
            for (int p = 0; p < sum.length; p++) {
                sum[p] += one[p] / 3;
            }
        }
        assertThat(batch).containsExactly(sum, within(1e-13));
    }

    @Test
    void errors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> losses(AttentionLayer.linear(4).identity(1, 1), prompts))
                .withMessage("Losses: layer and prompts must be of one dimension, got n = 4 and n = 5");
    }
}
