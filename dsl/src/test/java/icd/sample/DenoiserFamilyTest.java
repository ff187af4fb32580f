package icd.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.denoise.Baselines;
import icd.math.RandomStream;
import icd.task.Prompt;
import icd.task.Subspaces;
import icd.task.Transform;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** Denoisers at other levels of noise. */
class DenoiserFamilyTest {

    private static final Subspaces TASK = new Subspaces(4, 2, 2, 1);
    private static final Prompt PROMPT = TASK.prompt(9, 3);

    private static double[] estimate(DenoiserFamily family, double sigma) {
        return family.at(sigma).estimate(PROMPT).toRawCopy1D();
    }

    @Test
    void bayesTakesTheNoiseOfTheLevelAndNotOfThePrompt() {
        double[] projected = Baselines.projection().estimate(PROMPT).toRawCopy1D();
        double[] estimate = estimate(DenoiserFamily.bayes(), 2);
        for (int i = 0; i < 4; i++) {
            assertThat(estimate[i]).isCloseTo(2 / (2 + 4.0) * projected[i], within(1e-14));
        }
        assertThat(estimate(DenoiserFamily.bayes(), 1))
                .containsExactly(Baselines.bayes().estimate(PROMPT).toRawCopy1D());
    }

    @Test
    void aLayerOfEveryFormIsThatOfItsBetaAtTheLevel() {
        AttentionLayer merged = AttentionLayer.softmax(4).identity(1.2, 3);
        AttentionLayer gaussian = AttentionLayer.gaussian(4).identity(1.2, 3);
        for (AttentionLayer layer :
                List.of(merged, merged.scalar(), merged.unmerged(), gaussian, gaussian.scalar(), gaussian.unmerged())) {
            double[] scaled = estimate(DenoiserFamily.scaled(layer, 1), .5);
            double[] other = layer.identity(1.2, 12).estimate(PROMPT).toRawCopy1D();
            double[] same = layer.estimate(PROMPT).toRawCopy1D();
            for (int i = 0; i < 4; i++) {
                assertThat(scaled[i]).as(layer.name()).isCloseTo(other[i], within(1e-13));
            }
            assertThat(estimate(DenoiserFamily.scaled(layer, 1), 1)).containsExactly(same);
            assertThat(scaled[0]).isNotCloseTo(same[0], within(1e-3));
        }
    }

    @Test
    void headsAreScaledEach() {
        Attention heads = Heads.of(AttentionLayer.softmax(4), 2).uniform(RandomStream.of(1, "weights"));
        double[] theta = heads.theta();
        double[] scaled = ScaledScores.of(heads, 4).theta();
        int changed = 0;
        for (int i = 0; i < theta.length; i++) {
            changed += scaled[i] == 4 * theta[i] ? 1 : 0;
            assertThat(scaled[i]).isIn(theta[i], 4 * theta[i]);
        }
        assertThat(changed).isEqualTo(2 * 16);
    }

    @Test
    void theNearestLevelInRatioIsAsked() {
        TreeMap<Double, AttentionLayer> layers = new TreeMap<>();
        layers.put(1.0, AttentionLayer.softmax(4).identity(1, 1));
        layers.put(4.0, AttentionLayer.softmax(4).identity(1, 5));
        DenoiserFamily family = DenoiserFamily.ofLevels(layers);
        assertThat(List.of(family.at(.1), family.at(1.9), family.at(2), family.at(2.1), family.at(9)))
                .containsExactly(layers.get(1.0), layers.get(1.0), layers.get(1.0), layers.get(4.0), layers.get(4.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DenoiserFamily.ofLevels(new TreeMap<Double, AttentionLayer>()))
                .withMessageContaining("one level or more");
    }

    @Test
    void whatIsKnownAtOneLevelOnlyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DenoiserFamily.of(Baselines.projection(), PROMPT))
                .withMessageContaining("projection")
                .withMessageContaining("sigma -> denoiser");
        Attention own = Attention.of("mine", 4, new double[] {1}, (_, _, q) -> q);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DenoiserFamily.scaled(own, 1))
                .withMessageContaining("must have beta, W_KQ, or W_K and W_Q");
        Prompt moved = TASK.transformed(Transform.of(R064Store.FACTORY.makeEye(4, 4), Transform.Target.OLD))
                .prompt(3, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DenoiserFamily.bayes().at(1).estimate(moved))
                .withMessageContaining("without a transform");
    }

    /** On a sphere the two energies are one but for a constant. */
    @Test
    void theTwoEnergiesDifferOffTheSphere() {
        double[] gaussian = estimate(DenoiserFamily.descent(), 1);
        double[] lse = estimate(DenoiserFamily.descentOnLse(), 1);
        double[] layer =
                AttentionLayer.softmax(4).identity(1, 1).estimate(PROMPT).toRawCopy1D();
        for (int i = 0; i < 4; i++) {
            assertThat(lse[i]).isCloseTo(layer[i], within(1e-14));
        }
        assertThat(gaussian[0]).isNotCloseTo(lse[0], within(1e-3));
    }
}
