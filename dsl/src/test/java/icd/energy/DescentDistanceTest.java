package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.LayerStack;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that are descent, and such as are not. */
class DescentDistanceTest {

    private final PromptSet prompts = new Subspaces(5, 3, 2, 1).prompts(30, 12, 1);
    private final AttentionLayer linear = AttentionLayer.linear(5).scalar().identity(2, .2);

    /** Tied layers of linear attention are descent: the step and the product are found. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void tiedLayersAreDescent(int steps) {
        DescentDistance distance =
                DescentDistance.of(LayerStack.tied(linear, steps).step(0.6), prompts, steps);
        assertThat(distance.prediction().value()).isCloseTo(0, within(1e-6));
        assertThat(distance.sensitivity().value()).isCloseTo(1, within(1e-9));
        assertThat(distance.model().value()).isCloseTo(0, within(1e-6));
        assertThat(distance.rate()).isCloseTo(0.6, within(1e-6));
        assertThat(distance.product()).isCloseTo(0.4, within(1e-6));
    }

    /** One step is a + b S: its numbers are those of least squares, written out. */
    @Test
    void otherWeightsAreNot() {
        Attention layer = AttentionLayer.linear(5).uniform(RandomStream.of(1, "weights"));
        DescentDistance distance = DescentDistance.of(layer, prompts, 1);
        assertThat(distance.prediction().value()).isGreaterThan(0.3);
        assertThat(distance.sensitivity().value()).isLessThan(0.9);
        double[] f = layer.estimate(prompts);
        double[][] m = new double[2][3];
        double[] s = linear.identity(1, 1).estimate(prompts); // S x~
        for (int i = 0; i < f.length; i++) {
            double q = prompts.queries()[i];
            m[0][0] += q * q;
            m[0][1] += q * s[i];
            m[1][1] += s[i] * s[i];
            m[0][2] += q * f[i];
            m[1][2] += s[i] * f[i];
        }
        double determinant = m[0][0] * m[1][1] - m[0][1] * m[0][1];
        double keep = (m[0][2] * m[1][1] - m[1][2] * m[0][1]) / determinant;
        double gain = (m[1][2] * m[0][0] - m[0][2] * m[0][1]) / determinant;
        assertThat(1 - distance.rate()).isCloseTo(keep, within(1e-7));
        assertThat(distance.rate() * distance.product()).isCloseTo(gain, within(1e-7));
    }

    @Test
    void refusesNoStepsAndOnePrompt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DescentDistance.of(linear, prompts, 0))
                .withMessage("DescentDistance.of: steps must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DescentDistance.of(linear, prompts.slice(0, 1), 1))
                .withMessage("DescentDistance.of: there must be at least two prompts, got 1");
        assertThat(DescentDistance.of(linear, prompts, 1).toString())
                .startsWith("from 1 step of descent of rate 1.000 at c = 0.4000: prediction ");
    }
}
