package icd.workbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import icd.attention.AttentionLayer;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import icd.train.BatchOrder;
import icd.train.Decay;
import icd.train.Fit;
import icd.train.Optimiser;
import icd.train.Trainer;
import icd.train.TrainingOptions;
import icd.train.TrainingPrompts;
import icd.workbench.piece.Numerics;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import icd.workbench.result.TrialResult;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code training: {prompts: fresh}}: each epoch draws its own. */
class FreshPromptsTest {

    private static final String RECIPE = """
            name: fresh
            data: {n: 5, L: 12, train: 30, test: 9, fresh: 0, seed: 4}
            task: {kind: subspaces, d: 2, variance: 2, noise: 1}
            model: {attention: linear}
            training: {epochs: 3, batch: 8, precision: float64, seed: 2, prompts: fresh}
            baselines: [zero]
            """;

    @TempDir
    private Path scratch;

    private TrialResult run(int threads, String... overrides) throws IOException {
        Recipe recipe = Recipe.parse("fresh", RECIPE, List.of(overrides));
        return TestRuns.run(recipe, scratch.resolve("run" + threads + overrides.length), threads)
                .result()
                .trials()
                .getFirst();
    }

    /** By hand: prompts of one's own choice for each epoch, drawn from a stream that seed and epoch decide. */
    @Test
    void eachEpochDrawsItsOwn() throws IOException {
        Subspaces task = new Subspaces(5, 2);
        TrainingPrompts prompts = new TrainingPrompts() {
            @Override
            public int n() {
                return 5;
            }

            @Override
            public int size() {
                return 30;
            }

            @Override
            public PromptSet of(int epoch, Workers workers) {
                return PromptSet.draw(
                        task, 30, 12, Precision.FLOAT64, 4, "training prompts of epoch " + epoch, workers);
            }
        };
        Fit fit = new Trainer(
                        "by hand",
                        AttentionLayer.linear(5).uniform(RandomStream.of(2, "weights")),
                        prompts,
                        PromptSet.draw(task, 9, 12, Precision.FLOAT64, 4, "test prompts", Workers.caller()),
                        new TrainingOptions(3, 8, new Optimiser.Adam(0.01), new Decay(0.1, List.of())),
                        BatchOrder.shuffled(4),
                        Kernel.chosen(),
                        Workers.caller())
                .run();
        TrialResult result = run(1);
        assertThat(result.trainLoss()).containsExactly(fit.trainLoss());
        assertThat(result.testLoss()).containsExactly(fit.testLoss());
        assertThat(run(2).trainLoss()).as("again, on two threads").containsExactly(fit.trainLoss());
        assertThat(run(1, "training.prompts=fixed").testLoss()).isNotEqualTo(fit.testLoss());
    }

    /** The text that determines trials without fresh prompts stays as it was. */
    @Test
    void onlyTheOtherWayIsWritten() {
        String fixed = Recipe.parse("fresh", RECIPE, List.of("training.prompts=fixed"))
                .trials()
                .getFirst()
                .determining();
        String fresh =
                Recipe.parse("fresh", RECIPE, List.of()).trials().getFirst().determining();
        assertThat(fixed).doesNotContain("prompts");
        assertThat(fresh).contains("  prompts: fresh\n");
        assertThat(Numerics.hash(fresh)).isNotEqualTo(Numerics.hash(fixed));
    }

    @Test
    void thereIsNoLandscapeOverPromptsThatChange() {
        String landscape = "evaluate=[{kind: loss_landscape, alpha: {from: -2, to: 2}, beta: {from: -9, to: 9}%s}]";
        assertThatExceptionOfType(RecipeException.class)
                .isThrownBy(() -> Recipe.parse("fresh", RECIPE, List.of(landscape.formatted(""))))
                .withMessageContaining("must have prompts: test or fresh, as every epoch trains on others, got train");
        assertThat(Recipe.parse("fresh", RECIPE, List.of(landscape.formatted(", prompts: test")))
                        .trials())
                .hasSize(1);
    }
}
