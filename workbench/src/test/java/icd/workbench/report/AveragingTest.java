package icd.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Chart;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Rule;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Measured;
import icd.workbench.run.Observations;
import icd.workbench.run.RunResult;
import icd.workbench.run.Series;
import icd.workbench.run.Summary;
import icd.workbench.run.TrialResult;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Only trials that differ in nothing but seeds, or what an author calls repeats, are ever averaged. */
class AveragingTest {

    private static final String HEAD = """
            name: r
            data: {n: 4, L: 10, train: 12, test: 4, fresh: 20, baseline_draws: 100}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: linear}
            training: {epochs: 2, batch: 6, seed: 1}
            baselines: [zero, context_mean]
            """;

    @TempDir
    private Path scratch;

    private int runs;

    private RunResult run(String more) throws IOException {
        RunResult result = TestRuns.run(Recipe.parse("r", HEAD + more, List.of()), scratch.resolve("run" + runs++), 2)
                .result();
        assertThat(result.failures()).isEmpty();
        return result;
    }

    private static List<String> rows(RunResult run) {
        return ResultTable.of(run).lines().toList();
    }

    @Test
    void anAxisThatIsNoSeedHasARowForEachOfItsValues() throws IOException {
        RunResult run = run("sweep: {data.L: [5, 40]}\n");
        double[] fresh = run.trials().stream().mapToDouble(TrialResult::fresh).toArray();
        assertThat(rows(run).getFirst().split(" {2,}"))
                .startsWith("MSE/n", "model", "data.L", "trials", "train", "test", "fresh");
        assertThat(rows(run))
                .filteredOn(row -> row.contains(" linear "))
                .satisfiesExactly(
                        row -> assertThat(row.split(" {2,}")).contains("5", "1", String.format("%.5f", fresh[0])),
                        row -> assertThat(row.split(" {2,}")).contains("40", "1", String.format("%.5f", fresh[1])));
    }

    /** Within an instance the context mean errs by the variance of a token and that of a mean of L of them. */
    @Test
    void aBaselineThatDependsOnAnAxisHasItsCoordinate() throws IOException {
        RunResult run = run("""
                sweep: {data.L: [1, 40]}
                figures:
                  - name: c
                    kind: curves
                    x: {of: data.L}
                    panels: [{y: {of: fresh_mse_per_dim}, baselines: [zero, context_mean]}]
                """);
        assertThat(rows(run)).filteredOn(row -> row.contains(" context_mean ")).hasSize(2);
        assertThat(rows(run)).filteredOn(row -> row.contains(" zero ")).hasSize(1);
        List<JsonNode> entries = new ArrayList<>();
        Summary.of(run).get("baselines").forEach(group -> {
            if (group.has("context_mean")) {
                entries.add(group.get("context_mean"));
            }
        });
        assertThat(entries)
                .extracting(entry -> entry.get("at").get("data.L").asInt())
                .containsExactly(1, 40);
        double variance = 2 * 2 / 4.0; // d sigma_0^2 / n
        for (JsonNode entry : entries) {
            double exact = variance * (1 + 1.0 / entry.get("at").get("data.L").asInt());
            assertThat(entry.get("mse_per_dim").asDouble())
                    .isCloseTo(exact, within(4 * entry.get("standard_error").asDouble()));
        }
        Figure figure = FigureBuilder.build(run.recipe().figures().getFirst(), run);
        Chart chart = (Chart) figure.rows().getFirst().panels().getFirst();
        assertThat(chart.marks()).filteredOn(Rule.class::isInstance).hasSize(1);
        assertThat(chart.marks())
                .filteredOn(mark -> mark instanceof Line line && line.label().equals("context mean"))
                .singleElement()
                .satisfies(mark -> {
                    assertThat(((Line) mark).x()).containsExactly(1, 40);
                    assertThat(((Line) mark).y())
                            .containsExactly(entries.stream()
                                    .mapToDouble(
                                            entry -> entry.get("mse_per_dim").asDouble())
                                    .toArray());
                });
    }

    @Test
    void aMeanOverAnAxisSaysSo() throws IOException {
        RunResult run = run("""
                sweep: {data.L: [5, 40], training.batch: [6, 12]}
                figures:
                  - {name: c, kind: curves, x: {of: data.L}, panels: [{y: {of: fresh_mse_per_dim}}]}
                """);
        assertThat(FigureBuilder.build(run.recipe().figures().getFirst(), run).note())
                .contains("mean over 2 trials (training.batch)");
    }

    @Test
    void trainingCurvesOfAnotherLengthAreLinesOfTheirOwn() throws IOException {
        RunResult run = run("""
                sweep: {data.L: [5, 40], training.seed: [1, 2, 3]}
                figures: [{name: t, kind: training}]
                """);
        Figure figure = FigureBuilder.build(run.recipe().figures().getFirst(), run);
        assertThat(((Chart) figure.rows().getFirst().panels().getFirst()).marks())
                .filteredOn(Line.class::isInstance)
                .extracting(mark -> ((Line) mark).label())
                .containsExactly("linear attention, L = 5", "linear attention, L = 40");
        assertThat(figure.note()).contains("mean over 3 weight seeds");
    }

    @Test
    void repeatsAreWhatTheAuthorCallsSo() throws IOException {
        RunResult run = run("sweep: {training.batch: [6, 12], data.L: [5, 40]}\nrepeats: [training.batch]\n");
        assertThat(Series.of(run).values()).extracting(List::size).containsExactly(2, 2);
        Assertions.assertThatThrownBy(() -> run("sweep: {data.L: [5, 40]}\nrepeats: [data.l]\n"))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining(
                        "repeats must name axes of sweep or zip, which are data.L, got 'data.l', did you mean 'data.L'?");
    }

    @Test
    void everyNumberStandsInTheObservations() throws IOException {
        RunResult run = run("sweep: {data.L: [5, 40], training.seed: [1, 2]}\n");
        List<String> lines = Files.readAllLines(scratch.resolve("run0/observations.csv"));
        assertThat(lines.getFirst()).isEqualTo("metric,value,error,error_kind,n,case,model,trial,data.L,training.seed");
        assertThat(lines).hasSize(1 + Observations.of(run).size());
        TrialResult last = run.trials().getLast();
        assertThat(lines)
                .contains("fresh_mse_per_dim," + last.fresh() + "," + last.freshStandardError()
                        + ",standard_error,20,subspaces,linear,L40-seed2,40,2")
                .contains("alpha," + last.alpha() + ",,,1,subspaces,linear,L40-seed2,40,2");
        assertThat(lines).filteredOn(line -> line.startsWith("mse_per_dim,")).hasSize(3);
    }

    /** Random sweeps: two trials are in one mean if, and only if, nothing but repeats tells them apart. */
    @Test
    void everyMeanIsOverExactlyTheRepeats() throws IOException {
        SplittableRandom draws = new SplittableRandom(3);
        Map<String, List<String>> axes = Map.of(
                "data.L", List.of("3", "5", "9"),
                "training.seed", List.of("1", "2", "3"),
                "data.seed", List.of("4", "5"),
                "training.batch", List.of("3", "6"),
                "task.d", List.of("1", "2"),
                "model.attention", List.of("linear", "softmax"),
                "model.weights", List.of("full", "scalar"));
        for (int i = 0; i < 12; i++) {
            List<String> names = new ArrayList<>(axes.keySet().stream().sorted().toList());
            while (names.size() > 3) {
                names.remove(draws.nextInt(names.size()));
            }
            String repeat = names.get(draws.nextInt(names.size()));
            StringBuilder more = new StringBuilder(draws.nextBoolean() ? "cases: {a: {}, b: {}}\n" : "");
            more.append(draws.nextBoolean() ? "repeats: [" + repeat + "]\n" : "")
                    .append("sweep:\n");
            names.forEach(name -> more.append("  ")
                    .append(name)
                    .append(": ")
                    .append(axes.get(name))
                    .append('\n'));
            RunResult run = run(more.toString());
            Map<String, Series> seriesOf = new HashMap<>();
            Series.of(run).forEach((series, trials) -> trials.forEach(trial -> seriesOf.put(trial.id(), series)));
            for (TrialSpec one : run.recipe().trials()) {
                for (TrialSpec other : run.recipe().trials()) {
                    Map<String, String> told = new LinkedHashMap<>(one.axes());
                    told.entrySet().removeAll(other.axes().entrySet());
                    told.keySet().removeAll(List.of("training.seed", "data.seed"));
                    told.keySet().removeAll(run.recipe().repeats());
                    boolean repeats = one.caseName().equals(other.caseName())
                            && told.isEmpty()
                            && one.model()
                                    .orElseThrow()
                                    .name()
                                    .equals(other.model().orElseThrow().name());
                    assertThat(seriesOf.get(one.id()).equals(seriesOf.get(other.id())))
                            .as("%s and %s of %s", one.id(), other.id(), more)
                            .isEqualTo(repeats);
                }
            }
            Series.of(run).forEach((series, trials) -> {
                double mean = trials.stream()
                        .mapToDouble(TrialResult::fresh)
                        .average()
                        .orElseThrow();
                assertThat(rows(run))
                        .as("%s of %s", series, more)
                        .anySatisfy(row -> assertThat(row.split(" {2,}"))
                                .contains(series.caseName(), series.model(), String.format("%.5f", mean))
                                .satisfies(cells -> assertThat(List.of(cells))
                                        .containsAll(series.at().values()))
                                .contains(Integer.toString(trials.size())));
            });
            assertThat(rows(run).stream().filter(row -> row.matches(".* (linear|softmax)\\S* .*")))
                    .hasSize(Series.of(run).size());
            assertThat(Observations.of(run).stream()
                            .filter(each -> each.metric().equals("fresh_mse_per_dim"))
                            .map(Measured::value)
                            .collect(Collectors.toList()))
                    .hasSize(run.trials().size());
        }
    }
}
