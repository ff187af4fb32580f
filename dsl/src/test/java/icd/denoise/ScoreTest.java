package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Subspaces;
import org.junit.jupiter.api.Test;

class ScoreTest {

    /** ||x||^2 / sigma_0^2 is chi-square with d degrees of freedom: mean d, variance 2 d. */
    @Test
    void standardErrorAgainstTheory() {
        int size = 50_000;
        PromptSet prompts = new Subspaces(16, 8, 2, 1).prompts(size, 0, 1);
        Score score = Score.of(Baselines.zero(), prompts, Workers.caller());
        double error = 2 * Math.sqrt(2 * 8) / Math.sqrt(size) / 16;
        assertThat(score.standardError()).isCloseTo(error, within(0.02 * error));
        assertThat(score.msePerDim()).isCloseTo(1, within(4 * error));
        assertThat(score.mse()).isEqualTo(16 * score.msePerDim(), within(1e-12));
        assertThat(score.prompts()).isEqualTo(size);
    }

    @Test
    void singlePrompt() {
        PromptSet prompts = new Subspaces(3, 2, 2, 1).prompts(1, 0, 1);
        Score score = Score.of(Baselines.zero(), prompts, Workers.caller());
        double square = 0;
        for (double x : prompts.targets()) {
            square += x * x;
        }
        assertThat(score.mse()).isEqualTo(square, within(1e-15));
        assertThat(score.standardError()).isNaN();
        assertThat(score.toString()).startsWith("zero: MSE ").endsWith("over 1 prompts");
    }

    @Test
    void sameBitsWithAnyNumberOfWorkers() {
        PromptSet prompts = new Subspaces(5, 2, 2, 1).prompts(333, 9, 1);
        Score one = Score.of(Baselines.empiricalPosterior(1), prompts, Workers.caller());
        try (Workers workers = Workers.of(3)) {
            assertThat(Score.of(Baselines.empiricalPosterior(1), prompts, workers))
                    .isEqualTo(one);
        }
    }

    @Test
    void oneEstimateOfMany() {
        PromptSet prompts = new Subspaces(5, 2, 2, 1).prompts(7, 9, 1);
        double[] all = Baselines.bayes().estimate(prompts);
        for (int i = 0; i < 5; i++) {
            assertThat(Baselines.bayes().estimate(prompts, 6).doubleValue(i)).isEqualTo(all[30 + i]);
        }
    }
}
