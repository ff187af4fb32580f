package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Architecture.Scales;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** a s + b f(X, s), with a and b among the parameters; its gradient is checked with that of all layers. */
class ScaledLayerTest {

    private final PromptSet prompts = new Subspaces(4, 2, 2, 1).prompts(3, 9, 1);
    private final AttentionLayer softmax = AttentionLayer.softmax(4).uniform(RandomStream.of(1, "weights"));

    @Test
    void skipAndStep() {
        double[] f = softmax.estimate(prompts);
        double[] expected = new double[f.length];
        for (int i = 0; i < f.length; i++) {
            expected[i] = 0.3 * prompts.queries()[i] - 2 * f[i];
        }
        ScaledLayer layer = softmax.trainedScales().scales(0.3, -2);
        assertThat(layer.estimate(prompts)).containsExactly(expected, within(1e-14));
        assertThat(layer.parameters()).extracting(Parameter::name).containsExactly("W_KQ", "W_PV", "skip", "step");
        assertThat(layer.matrix("skip").doubleValue(0)).isEqualTo(0.3);
        assertThat(layer.name()).isEqualTo("softmax_scales");
        assertThat(softmax.trainedScales().estimate(prompts)).isEqualTo(f);
    }

    /** A stack of a fixed step is one whose scales begin at 1 - step and step. */
    @Test
    void beginsAsTheStepSays() {
        LayerStack fixed = LayerStack.of(softmax, 2).step(0.7);
        LayerStack trained = LayerStack.of(ScaledLayer.of(softmax, 0.7), 2);
        assertThat(trained.estimate(prompts)).containsExactly(fixed.estimate(prompts), within(1e-14));
        assertThat(trained.parameters())
                .extracting(Parameter::name)
                .containsExactly(
                        "W_KQ_layer1",
                        "W_PV_layer1",
                        "skip_layer1",
                        "step_layer1",
                        "W_KQ_layer2",
                        "W_PV_layer2",
                        "skip_layer2",
                        "step_layer2");
        assertThat(LayerStack.tied(ScaledLayer.of(softmax, 0.7), 2).parameters())
                .hasSize(4);
    }

    /** Drawn anew, the scales begin again; weights that are given keep them; a norm goes before the layer alone. */
    @Test
    void drawnAnewItBeginsAgain() {
        ScaledLayer changed = ScaledLayer.of(softmax, 0.7).scales(5, 6);
        assertThat(changed.uniform(RandomStream.of(1, "weights")).theta())
                .isEqualTo(ScaledLayer.of(softmax, 0.7).theta());
        assertThat(changed.with(changed.theta()).theta()).isEqualTo(changed.theta());
        assertThat(changed.normalised().skip()).isEqualTo(5);
        assertThat(changed.normalised().layer()).isInstanceOf(RmsNorm.class);
        assertThat(changed.head(0)).isSameAs(changed.layer());
        assertThat(Initialisation.of(changed, () -> RandomStream.of(1, "weights")))
                .as("no kind of initialisation has such scales")
                .isEqualTo(Optional.empty());
    }

    @Test
    void words() {
        Architecture.Alike said =
                (Architecture.Alike) Architecture.of(ScaledLayer.of(softmax, 0.7), new Initialisation.Uniform());
        assertThat(said.scales()).isEqualTo(Scales.TRAINED);
        assertThat(said.step()).isEqualTo(0.7);
        assertThat(said.form(4)).isInstanceOf(ScaledLayer.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScaledLayer.of(softmax, Double.NaN))
                .withMessage("ScaledLayer.of: lambda must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> softmax.trainedScales().scales(1, Double.POSITIVE_INFINITY))
                .withMessage("ScaledLayer.scales: skip and step must be finite, got 1.0 and Infinity");
    }
}
