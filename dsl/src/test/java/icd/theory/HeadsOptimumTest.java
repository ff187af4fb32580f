package icd.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.attention.LayerStack;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.Estimate;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import org.junit.jupiter.api.Test;

/** What any number of linear heads can do: a S x~ + b tr(S) x~. */
class HeadsOptimumTest {

    private static final Subspaces CASE_1 = new Subspaces(16, 8, 2, 1);

    /** Case 1 at L = 20 and 50, by least squares in another program; a trace is not quite a skip. */
    @Test
    void knownValues() {
        HeadsOptimum brief = HeadsOptimum.of(CASE_1, 20);
        assertThat(brief.msePerDim()).isCloseTo(.44584101446846536, within(1e-14));
        assertThat(brief.product()).isCloseTo(.12066365, within(5e-9));
        assertThat(brief.trace()).isCloseTo(.01955198, within(5e-9));
        assertThat(HeadsOptimum.of(CASE_1, 50).msePerDim()).isCloseTo(.4047358515341182, within(1e-14));
        assertThat(brief.loss())
                .isLessThan(LinearOptimum.of(CASE_1, 20).loss())
                .isGreaterThan(DepthOptimum.of(CASE_1, 20, 1).loss());
        assertThat(brief).hasToString("any number of linear heads: MSE = 7.13346, MSE/n = 0.445841");
    }

    /** The estimate a S x~ + b tr(S) x~ loses what is said, to four standard errors. */
    @Test
    void againstMonteCarlo() {
        Subspaces task = new Subspaces(5, 3, 1.5, 0.7);
        HeadsOptimum optimum = HeadsOptimum.of(task, 4);
        PromptSet prompts = PromptSet.draw(task, 40_000, 4, Precision.FLOAT64, 5, "test", Workers.caller());
        double[] s = prompts.secondMoments();
        double[] squares = new double[prompts.size()];
        for (int k = 0; k < prompts.size(); k++) {
            double trace = 0;
            for (int i = 0; i < 5; i++) {
                trace += s[k * 25 + 6 * i];
            }
            for (int i = 0; i < 5; i++) {
                double estimate = optimum.trace() * trace * prompts.queries()[k * 5 + i];
                for (int j = 0; j < 5; j++) {
                    estimate += optimum.product() * s[k * 25 + 5 * i + j] * prompts.queries()[k * 5 + j];
                }
                squares[k] += Math.pow(estimate - prompts.targets()[k * 5 + i], 2);
            }
        }
        Estimate loss = Estimate.mean(squares);
        assertThat(loss.value()).isCloseTo(optimum.loss(), within(4 * loss.error()));
    }

    @Test
    void rankAndLaw() {
        HeadsOptimum optimum = HeadsOptimum.of(CASE_1, 20);
        assertThat(optimum.loss(0)).isEqualTo(16);
        assertThat(optimum.loss(4)).isCloseTo(12 + optimum.loss() / 4, within(1e-12));
        assertThat(optimum.loss(16)).isEqualTo(optimum.loss(99)).isEqualTo(optimum.loss());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimum.loss(-1))
                .withMessage("HeadsOptimum.loss: rank must be >= 0, got -1");
        Conditions at = Conditions.of(CASE_1).L(20);
        AttentionLayer narrow = AttentionLayer.linear(16).unmerged(2);
        assertThat(KnownLaw.HEADS_LOSS.at(at.layer(narrow))).isEqualTo(optimum.loss(2));
        assertThat(KnownLaw.HEADS_LOSS.at(at.layer(Heads.of(narrow, 3)))).isEqualTo(optimum.loss(6));
        assertThat(KnownLaw.HEADS_LOSS.at(at.layer(AttentionLayer.linear(16).scalar())))
                .isEqualTo(optimum.loss());
        for (Attention other : new Attention[] {AttentionLayer.softmax(16), LayerStack.of(narrow, 2)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> KnownLaw.HEADS_LOSS.at(at.layer(other)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeadsOptimum.of(new Spheres(4, 2), 5))
                .withMessageStartingWith("HeadsOptimum.of: task must be subspaces of one dimension");
    }
}
