package icd.denoise;

import static icd.Dsl.bayes;
import static icd.Dsl.errors;
import static icd.Dsl.paired;
import static icd.Dsl.projection;
import static icd.Dsl.seed;
import static icd.Dsl.subspaces;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.task.PromptSet;
import org.junit.jupiter.api.Test;

class PairedTest {

    /** Unshrunk less shrunk: d s_Z^2 - d s_0^2 s_Z^2 / (s_0^2 + s_Z^2), over n. */
    @Test
    void theDifferenceIsTheoryS() {
        PromptSet prompts = subspaces(8, 4).variance(2).noiseVariance(1).prompts(20_000, 1, seed(0));
        Paired difference = paired(prompts, projection(), bayes());
        double exact = (4 - 4 * 2.0 / 3) / 8;

        assertThat(difference.mean().value())
                .isCloseTo(exact, within(4 * difference.mean().error()));
        assertThat(difference.bootstrap(0.9999, 1).low()).isLessThan(exact);
        assertThat(difference.bootstrap(0.9999, 1).high()).isGreaterThan(exact);
        assertThat(difference.bootstrap(0.95, 1)).isEqualTo(difference.bootstrap(0.95, 1));
        assertThat(difference.toString()).contains("projection less bayes: MSE/n +", "95 % interval (t)");
    }

    @Test
    void errorsAreThoseOfTheScore() {
        PromptSet prompts = subspaces(8, 4).variance(2).noiseVariance(1).prompts(50, 1, seed(0));
        double[] errors = errors(bayes(), prompts);

        assertThat(java.util.Arrays.stream(errors).average().orElseThrow() / 8)
                .isCloseTo(
                        Score.of(bayes(), prompts, icd.kernel.Workers.caller()).msePerDim(), within(1e-15));
        assertThat(paired(prompts, bayes(), bayes()).mean().value()).isZero();
        assertThatThrownBy(() -> Paired.of("a", new double[2], "b", new double[3], 1))
                .hasMessageContaining("got 2 and 3");
    }
}
