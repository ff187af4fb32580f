package icd.workbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.report.RecipeRun;
import icd.workbench.report.TestRuns;
import icd.workbench.run.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory for a sweep of many trials does not grow with their weights and curves, nor with their common parts. */
class ReadOnDemandTest {

    private static final String RECIPE = """
            name: r
            data: {n: 4, L: 10, train: 20, test: 5, fresh: 10, baseline_draws: 200}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: linear}
            training: {epochs: 3, batch: 10, seed: 1}
            sweep: {training.seed: [1, 2], data.seed: [1, 2]}
            """;

    private final Recipe recipe = Recipe.parse("r", RECIPE, List.of());

    @Test
    void weightsAndCurvesAreReadWhenTheyAreAskedFor(@TempDir Path scratch) throws IOException {
        RecipeRun run = TestRuns.run(recipe, scratch.resolve("run"), 1);
        TrialResult first = run.result().trials().getFirst();
        double[] losses = first.testLoss().clone();
        assertThat(losses).hasSize(4);
        assertThat(first.last().test()).isEqualTo(losses[3]);
        assertThat(first.alpha())
                .isEqualTo(Math.abs(first.weight("W_PV", "final").meanDiagonal()));
        assertThat(first.last().kqRest())
                .isEqualTo(first.weight("W_KQ", "final").offDiagonalRms())
                .isPositive();
        Path folder = run.path().resolve("trials").resolve(first.id());
        Files.delete(folder.resolve("weights.npz"));
        Files.delete(folder.resolve("metrics.csv"));
        RunResult again = RunFiles.read(run.path(), recipe, new TreeMap<>());
        assertThat(Summary.text(Summary.of(again)))
                .isEqualTo(Files.readString(run.path().resolve("summary.json")));
        assertThat(Observations.csv(again))
                .isEqualTo(Files.readString(run.path().resolve("observations.csv")));
        assertThatThrownBy(() -> again.trials().getFirst().weights())
                .isInstanceOf(UnusablePathException.class)
                .hasMessageContaining("weights.npz must be readable");
    }

    @Test
    void trialsShareWhatTheyHaveInCommon() {
        List<TrialSpec> trials = recipe.trials();
        assertThat(trials).hasSize(4);
        for (TrialSpec trial : trials) {
            assertThat(trial.task()).isSameAs(trials.getFirst().task());
            assertThat(trial.model().orElseThrow())
                    .isSameAs(trials.getFirst().model().orElseThrow());
            for (TrialSpec other : trials) {
                assertThat(trial.data() == other.data())
                        .isEqualTo(trial.data().seed() == other.data().seed());
                assertThat(trial.training().orElseThrow() == other.training().orElseThrow())
                        .isEqualTo(trial.weightSeed() == other.weightSeed());
            }
        }
    }
}
