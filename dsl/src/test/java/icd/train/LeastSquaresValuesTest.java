package icd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.denoise.Score;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The best W_PV by least squares: the loss has no slope there, or is 0. */
class LeastSquaresValuesTest {

    private static final int N = 6;

    private static PromptSet prompts(int count) {
        return PromptSet.draw(new Subspaces(N, 3), count, 12, Precision.FLOAT64, 1, "p", Workers.caller());
    }

    private static List<AttentionLayer> layers() {
        RandomStream random = RandomStream.of(1, "weights");
        return List.of(
                AttentionLayer.linear(N).uniform(random),
                AttentionLayer.softmax(N).uniform(random),
                AttentionLayer.softmax(N).full().residual().uniform(random));
    }

    private static double loss(AttentionLayer layer, PromptSet prompts) {
        return Score.of(layer, prompts, Workers.caller()).msePerDim();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 6})
    void upToTheDimensionItFitsAll(int count) {
        for (AttentionLayer layer : layers()) {
            assertThat(loss(LeastSquaresValues.fit(layer, prompts(count)), prompts(count)))
                    .as("%s", layer)
                    .isLessThan(1e-18);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9, 60})
    void beyondItNothingIsBetter(int count) {
        PromptSet prompts = prompts(count);
        for (AttentionLayer layer : layers()) {
            AttentionLayer fit = LeastSquaresValues.fit(layer, prompts);
            double[] gradient = new double[2 * N * N];
            new Losses(fit, prompts, Kernel.chosen(), Workers.caller())
                    .loss(fit.theta(), IntStream.range(0, count).toArray(), 0, count, gradient);
            int at = 0;
            for (var parameter : fit.parameters()) {
                for (int i = 0; i < parameter.size(); i++, at++) {
                    if (parameter.name().equals("W_PV")) {
                        assertThat(gradient[at]).as("%s", layer).isCloseTo(0, within(1e-9));
                    }
                }
            }
            assertThat(fit.keyQuery()).isEqualTo(layer.keyQuery());
            assertThat(loss(fit, prompts)).isGreaterThan(1e-6);
        }
    }

    /** Training W_PV alone goes there. */
    @Test
    void isWhereTrainingEnds() {
        PromptSet prompts = prompts(30);
        AttentionLayer start = AttentionLayer.linear(N).identity(0.1, 1);
        Fit fit = Training.of(start)
                .on(prompts, prompts)
                .ownWeights()
                .only("W_PV")
                .lbfgs(1)
                .noDecay()
                .epochs(200)
                .run();
        assertThat(fit.model().matrix("W_PV").toRawCopy1D())
                .containsExactly(
                        LeastSquaresValues.fit(start, prompts).matrix("W_PV").toRawCopy1D(), within(1e-5));
    }

    @Test
    void errors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeastSquaresValues.fit(AttentionLayer.linear(N + 1), prompts(3)))
                .withMessage("LeastSquaresValues.fit: layer and prompts must be of one dimension, got n = 7 and n = 6");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> LeastSquaresValues.fit(AttentionLayer.linear(N).scalar(), prompts(3)))
                .withMessageContaining("W_PV");
    }
}
