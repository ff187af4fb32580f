package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.attention.ScaleLandscape.Section;
import icd.denoise.Score;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.theory.LinearOptimum;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScaleLandscapeTest {

    private static final PromptSet PROMPTS = prompts(new Spheres(6, 3, 1, 0.1), 150, 40);

    private static PromptSet prompts(Task task, int count, int L) {
        return PromptSet.draw(task, count, L, Precision.FLOAT64, 4, "landscape", Workers.caller());
    }

    private static List<Section> scan(ScaleLandscape landscape, double from, double to, int points) {
        return IntStream.range(0, points)
                .mapToObj(i -> landscape.at(from + (to - from) * i / (points - 1)))
                .toList();
    }

    @Test
    void itIsTheLossOfEachLayer() {
        for (AttentionLayer form : List.of(
                AttentionLayer.softmax(6),
                AttentionLayer.linear(6),
                AttentionLayer.softmax(6).full())) {
            ScaleLandscape landscape = ScaleLandscape.of(form, PROMPTS, Workers.caller());
            for (double beta : new double[] {-3, 0, 0.7, 12}) {
                for (double alpha : new double[] {-1.5, 0, 1, 2.5}) {
                    assertThat(landscape.at(beta).msePerDim(alpha))
                            .as("%s at alpha = %s, beta = %s", form.name(), alpha, beta)
                            .isCloseTo(
                                    Score.of(form.identity(alpha, beta), PROMPTS, Workers.caller())
                                            .msePerDim(),
                                    within(1e-14));
                }
            }
        }
    }

    @Test
    void theGradientOfTheTrainingLossVanishesAtTheMinimum() {
        AttentionLayer softmax = AttentionLayer.softmax(6).scalar();
        ScaleLandscape landscape = ScaleLandscape.of(softmax, PROMPTS, Workers.caller());
        Section minimum = landscape.minimum(scan(landscape, 0.5, 20, 14), 0, 3);
        double alpha = minimum.bestAlpha(0, 3);
        double[] there = gradient(softmax.identity(alpha, minimum.beta()));
        double[] beside = gradient(softmax.identity(alpha + 0.02, minimum.beta() + 0.1));
        for (int i = 0; i < 2; i++) {
            assertThat(Math.abs(there[i])).isLessThan(1e-3 * Math.abs(beside[i]));
        }
    }

    private static double[] gradient(AttentionLayer layer) {
        Pass pass = layer.pass(PROMPTS, Kernel.scalar());
        pass.load(layer.theta());
        double[] gradient = new double[2];
        double[] residual = new double[6];
        for (int k = 0; k < PROMPTS.size(); k++) {
            pass.forward(k, PROMPTS.queries(), k * 6, residual, 0);
            for (int i = 0; i < 6; i++) {
                residual[i] -= PROMPTS.targets()[k * 6 + i];
            }
            pass.backward(k, residual, gradient);
        }
        return gradient;
    }

    /** Theory: alpha beta = c* at every beta for linear attention, c* = 1/[(sigma_0^2+sigma_Z^2)(1 + (d+1)/L)]. */
    @Test
    void linearAttentionHasTheHyperbolaOfItsFiniteContextOptimum() {
        PromptSet prompts = prompts(new Subspaces(6, 3, 2, 1), 20_000, 20);
        ScaleLandscape landscape = ScaleLandscape.of(AttentionLayer.linear(6), prompts, Workers.caller());
        double product = LinearOptimum.of(new Subspaces(6, 3, 2, 1), 20).product();
        double first = landscape.at(0.5).bestAlpha(-9, 9) * 0.5;
        assertThat(first).isCloseTo(product, within(0.01)); // 2 % of c*, about 4 standard errors at 20,000 prompts
        assertThat(landscape.at(-2).bestAlpha(-9, 9) * -2).isCloseTo(first, within(1e-12));
    }

    @Test
    void theMinimumStaysWithinWhatIsScanned() {
        ScaleLandscape landscape = ScaleLandscape.of(AttentionLayer.softmax(6), PROMPTS, Workers.caller());
        Section atTheEdge = landscape.minimum(scan(landscape, 0.1, 1, 4), 0, 0.5);
        assertThat(atTheEdge.beta()).isEqualTo(1);
        assertThat(atTheEdge.bestAlpha(0, 0.5)).isEqualTo(0.5);
        assertThat(landscape.at(0.5).bestAlpha(-2, -1)).isEqualTo(-1);
    }

    @Test
    void moreThreadsGiveTheSameBits() {
        Section alone = ScaleLandscape.of(AttentionLayer.softmax(6), PROMPTS, Workers.caller())
                .at(7);
        try (Workers three = Workers.of(3)) {
            assertThat(ScaleLandscape.of(AttentionLayer.softmax(6), PROMPTS, three)
                            .at(7))
                    .isEqualTo(alone);
        }
    }

    @Test
    void aResidualLayerIsRefused() {
        assertThatThrownBy(() -> ScaleLandscape.of(AttentionLayer.softmax(6).residual(), PROMPTS, Workers.caller()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ScaleLandscape: layer must not add the query to its output, got softmax_residual");
    }
}
