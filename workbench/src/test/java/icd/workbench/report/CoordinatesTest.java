package icd.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Foresight;
import icd.workbench.recipe.Metric;
import icd.workbench.recipe.Recipe;
import icd.workbench.result.Expectation;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.Measured;
import icd.workbench.result.Observations;
import icd.workbench.result.RunResult;
import icd.workbench.result.Summary;
import icd.workbench.result.Table;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A number stays a number and a word a word, wherever a run's numbers stand. */
class CoordinatesTest {

    private static final String HEAD = """
            name: r
            data: {n: 4, L: 10, train: 12, test: 4, fresh: 20, baseline_draws: 100}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: softmax, weights: scalar, init: {kind: identity, alpha: 1, beta: 0.3}}
            """;

    @TempDir
    private Path scratch;

    private RunResult run(String more) throws IOException {
        RunResult result = TestRuns.run(Recipe.parse("r", HEAD + more, List.of()), scratch.resolve("run"), 2)
                .result();
        assertThat(result.failures()).isEmpty();
        return result;
    }

    @Test
    void equalNumbersAreEqualHoweverTheyAreMade() {
        assertThat(Coordinate.of(10.0)).isEqualTo(Coordinate.of(10L)).hasToString("10");
        assertThat(Coordinate.of(-0.0)).isEqualTo(Coordinate.of(0L));
        assertThat(Coordinate.of(1e-4)).hasToString("1e-4");
        assertThat(Coordinate.of("10")).isNotEqualTo(Coordinate.of(10L));
        assertThat(Coordinate.of("10").number()).isNaN();
        assertThat(Coordinate.of(9007199254740993L)).isNotEqualTo(Coordinate.of(9007199254740992L));
    }

    /** Tables on disk spell it 1.0E-4. */
    @Test
    void aSmallNumberOfAnEvaluationIsFoundHoweverItIsSpelled() throws IOException {
        RunResult run = run("""
                evaluate: [{kind: descent, rate: [1.0e-4, 1], steps: [1, 2]}]
                expect:
                  - {metric: norm, at: {rate: 0.0001, steps: 1}, value: 0, tolerance: 100}
                  - {metric: norm, at: {rate: 1e-4, steps: 1.0}, value: 0, tolerance: 100}
                """);
        assertThat(Expectation.of(run))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.observations()).isEqualTo(1));
        assertThat(Observations.of(run).stream().filter(each -> each.metric().equals("norm")))
                .extracting(each -> each.number("rate"))
                .containsExactly(1e-4, 1e-4, 1.0, 1.0);
    }

    @Test
    void aRateThatIsNotMeasuredIsAMistakeBeforeTheRun() {
        assertThatThrownBy(() -> run("""
                        evaluate: [{kind: descent, rate: [0.5, 1], steps: [1]}]
                        expect: [{metric: norm, at: {rate: 0.6}, value: 0, tolerance: 100}]
                        """))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("unknown rate '0.6'")
                .hasMessageContaining("0.5, 1");
    }

    @Test
    void wordsAreNoHorizontalAxis() {
        assertThatThrownBy(() -> run("""
                        evaluate: [{kind: drawn_prompts}]
                        figures: [{name: c, kind: curves, x: {of: role}, panels: [{y: {of: value}}]}]
                        """))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("with numbers for role");
    }

    /** One axis with a number, which is short for isotropic noise, and with a kind. */
    @Test
    void oneAxisMayHaveNumbersAndWords() throws IOException {
        RunResult run = run("""
                sweep: {task.noise: [0.5, {kind: orthogonal, variance: 1}]}
                """);
        assertThat(run.finished())
                .extracting(trial -> trial.at().get("task.noise"))
                .containsExactly(Coordinate.of(0.5), Coordinate.of("orthogonal"));
        JsonNode trials = Summary.of(run).get("trials");
        assertThat(trials.get(0).get("at").get("task.noise").isNumber()).isTrue();
        assertThat(trials.get(0).get("at").get("task.noise").asDouble()).isEqualTo(0.5);
        assertThat(trials.get(1).get("at").get("task.noise").asString()).isEqualTo("orthogonal");
    }

    /** A name that looks like a number is a word, and is found as it is written. */
    @Test
    void aNameThatLooksLikeANumberIsAWord() throws IOException {
        String text = HEAD.replace("name: r", "name: \"7\"")
                + "expect: [{metric: fresh_mse_per_dim, at: {trial: 7}, value: 1, tolerance: 10}]\n";
        RunResult run = TestRuns.run(Recipe.parse("r", text, List.of()), scratch.resolve("run"), 1)
                .result();
        assertThat(run.finished().getFirst().at().get("trial")).isEqualTo(Coordinate.of("7"));
        assertThat(Expectation.of(run).getFirst().observations()).isEqualTo(1);
    }

    /** What stands in the list of metrics is found everywhere, and nothing else of a trial is. */
    @Test
    void aMetricIsALineInOnePlace() throws IOException {
        RunResult run = run("training: {epochs: 2, batch: 6, seed: 1}\nbaselines: [bayes]\n");
        FinishedTrial trial = run.finished().getFirst();
        List<Measured> of = Observations.of(run).stream()
                .filter(each -> each.at().containsKey("trial"))
                .toList();
        assertThat(of)
                .extracting(Measured::metric)
                .containsExactlyElementsOf(
                        List.of(Metric.values()).stream().map(Metric::named).toList());
        JsonNode summary = Summary.of(run).get("trials").get(0);
        for (Metric metric : Metric.values()) {
            double value = metric.of(trial).value();
            assertThat(value).as(metric.named()).isFinite();
            assertThat(summary.get(metric.named()).asDouble()).isEqualTo(value);
            assertThat(Foresight.of(run.recipe()).metrics()).contains(metric.named());
        }
        for (Metric metric : Metric.shown()) {
            assertThat(ResultTable.of(run).lines().findFirst().orElseThrow()).contains("  " + metric.label());
            assertThat(RunTables.of(run).getFirst().columns())
                    .extracting(column -> column.header())
                    .contains(metric.words());
        }
    }

    @Test
    void aTableHasWordsWhereItsEvaluationSaysSo() {
        Table table = new Table(
                List.of("role", "step"),
                List.of("x"),
                List.of(new Table.Row(List.of(Coordinate.of("layer"), Coordinate.of(2)), new double[] {1})));
        assertThat(table.withWords(Set.of("role"))).isSameAs(table);
        assertThatThrownBy(() -> table.withWords(Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("coordinate role must be a number")
                .hasMessageContaining("got layer");
        assertThatThrownBy(() -> table.withWords(Set.of("role", "step")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("coordinate step must be a word, got 2");
    }
}
