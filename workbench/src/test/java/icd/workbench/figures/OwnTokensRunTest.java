package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Chart;
import icd.figure.Rule;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.theory.KnownLaw;
import icd.workbench.evaluation.TrialPrompts;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Prompts;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.RecipeRun;
import icd.workbench.report.TestRuns;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens a run draws for what: training from one share, all that is measured from the other. */
class OwnTokensRunTest {

    private static final String RECIPE = """
            name: own
            data: {n: 2, L: 3, train: 60, test: 60, fresh: 60, baseline_draws: 4000, seed: 1}
            task: {kind: tokens, file: mine.csv, split: 0.4, noise: 0.1}
            model: {attention: softmax, weights: scalar}
            training: {epochs: 1, batch: 10, precision: float64}
            baselines: [zero]
            """;

    @TempDir
    private Path folder;

    /** Token t is (t, 0), of 10. */
    @BeforeEach
    void write() throws IOException {
        StringBuilder csv = new StringBuilder();
        for (int t = 0; t < 10; t++) {
            csv.append(t).append(",0\n");
        }
        Files.writeString(folder.resolve("mine.csv"), csv);
    }

    private Recipe read(String more) throws IOException {
        return Recipe.read(Files.writeString(folder.resolve("own.yaml"), RECIPE + more), List.of());
    }

    private RunResult run(Recipe recipe) throws IOException {
        RecipeRun run = TestRuns.run(recipe, folder.resolve("run"), 2);
        assertThat(run.failures()).isEmpty();
        return run.result();
    }

    private static Set<Double> tokens(PromptSet prompts) {
        Set<Double> tokens = new HashSet<>();
        for (int k = 0; k < prompts.size(); k++) {
            tokens.add(prompts.target(k).doubleValue(0));
            for (int t = 0; t < prompts.L(); t++) {
                tokens.add(prompts.context(k).doubleValue(0, t));
            }
        }
        return tokens;
    }

    @ParameterizedTest
    @ValueSource(strings = {"separately", "together"})
    void trainingAndTestShareNoToken(String drawn) throws IOException {
        var trial =
                read("cases: {only: {data: {drawn: " + drawn + "}}}\n").trials().getFirst();
        Set<Double> train = tokens(TrialPrompts.draw(trial, Prompts.TRAIN, Workers.caller()));
        Set<Double> test = tokens(TrialPrompts.draw(trial, Prompts.TEST, Workers.caller()));
        assertThat(train).hasSize(6);
        assertThat(test).hasSize(4).doesNotContainAnyElementsOf(train);
        assertThat(tokens(TrialPrompts.draw(trial, Prompts.FRESH, Workers.caller())))
                .isEqualTo(test);
    }

    /** The zero predictor loses the mean of ||x||^2 over the tokens that are kept back: as a baseline, and by theory. */
    @Test
    void lossesAreThoseOfTheShareThatIsKeptBack() throws IOException {
        Recipe recipe = read(
                "evaluate: [{kind: shift, L: [2, 3]}]\n"
                        + "figures: [{name: f, kind: curves, x: {of: L}, panels: [{y: {of: mse_per_dim}, theory: [zero_loss]}]}]\n");
        Set<Double> test = tokens(TrialPrompts.draw(recipe.trials().getFirst(), Prompts.TEST, Workers.caller()));
        double expected = test.stream().mapToDouble(x -> x * x).average().orElseThrow() / 2;
        RunResult run = run(recipe);
        var zero = run.baselines().values().iterator().next().get("zero");
        assertThat(zero.msePerDim()).isCloseTo(expected, within(4 * zero.standardError()));
        Chart chart = (Chart) FigureBuilder.build(recipe.figures().getFirst(), run)
                .rows()
                .getFirst()
                .panels()
                .getFirst();
        Rule law = chart.marks().stream()
                .filter(mark -> mark instanceof Rule && mark.label().equals(KnownLaw.ZERO_LOSS.label()))
                .map(Rule.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(law.y()).isCloseTo(expected, within(1e-12));
    }

    /** Of four tokens, three in the context, one is left: the target of every further query. */
    @Test
    void furtherQueriesAreOfTokensOutsideTheContext() throws IOException {
        Recipe recipe = read("evaluate: [{kind: trajectories, queries: 6, steps: 1}]\n");
        Table table = run(recipe).trials().getFirst().tables().get("trajectories");
        int x1 = table.values().indexOf("x1");
        Set<Double> targets = new HashSet<>();
        for (Table.Row row : table.rows()) {
            if (!row.at().getFirst().equals(Coordinate.of("all"))) {
                targets.add(row.values()[x1]);
            }
        }
        assertThat(targets).hasSize(1);
        PromptSet fresh = TrialPrompts.draw(recipe.trials().getFirst(), Prompts.FRESH, Workers.caller());
        assertThat(targets).containsExactly(fresh.target(0).doubleValue(0));
    }
}
