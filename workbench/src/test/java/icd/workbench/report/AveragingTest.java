package icd.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Chart;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Rule;
import icd.workbench.figures.FigureBuilder;
import icd.workbench.page.PageTable;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Expectation;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.Measured;
import icd.workbench.result.Observations;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import icd.workbench.result.Statistic;
import icd.workbench.result.Summary;
import icd.workbench.result.TrialResult;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
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

    /** What a recipe says again takes the place of what the head says; null takes it away. */
    private RunResult run(String more) throws IOException {
        String head = HEAD.lines()
                .filter(line -> more.lines().noneMatch(other -> other.startsWith(line.split(":")[0] + ":")))
                .collect(Collectors.joining("\n", "", "\n"));
        RunResult result = TestRuns.run(
                        Recipe.parse("r", head + more.replace("training: null\n", ""), List.of()),
                        scratch.resolve("run" + runs++),
                        2)
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
                        row -> assertThat(row.split(" {2,}"))
                                .contains("5", "1", String.format(Locale.ROOT, "%.5f", fresh[0])),
                        row -> assertThat(row.split(" {2,}"))
                                .contains("40", "1", String.format(Locale.ROOT, "%.5f", fresh[1])));
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
            assertThat(entry.get("mse_per_dim").asDouble()).isCloseTo(exact, within(1e-15 * exact));
        }
        Figure figure = FigureBuilder.build(run.recipe().figures().getFirst(), run);
        Chart chart = (Chart) figure.rows().getFirst().panels().getFirst();
        assertThat(chart.marks()).filteredOn(Rule.class::isInstance).hasSize(1);
        assertThat(chart.marks())
                .filteredOn(mark -> mark instanceof Line line && line.label().equals("context mean"))
                .singleElement()
                .satisfies(mark -> {
                    assertThat(((Line) mark).x().toArray()).containsExactly(1, 40);
                    assertThat(((Line) mark).y().toArray())
                            .containsExactly(entries.stream()
                                    .mapToDouble(
                                            entry -> entry.get("mse_per_dim").asDouble())
                                    .toArray());
                });
    }

    @Test
    void anAxisBesideThatOfTheFigureHasItsOwnLines() throws IOException {
        RunResult run = run("""
                sweep: {data.L: [5, 40], training.batch: [6, 12], training.seed: [1, 2]}
                figures:
                  - {name: c, kind: curves, x: {of: data.L}, panels: [{y: {of: fresh_mse_per_dim}}]}
                """);
        Chart chart = chart(run, 0);
        for (int batch : new int[] {6, 12}) {
            double[] means = {mean(run, "L5-batch" + batch), mean(run, "L40-batch" + batch)};
            assertThat(lines(chart, "linear attention, batch = " + batch))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.x().toArray()).containsExactly(5, 40);
                        assertThat(line.y().toArray()).containsExactly(means, within(1e-15));
                    });
        }
        assertThat(chart.marks()).filteredOn(Line.class::isInstance).hasSize(2);
        assertThat(FigureBuilder.build(run.recipe().figures().getFirst(), run).note())
                .contains("mean over 2 weight seeds");
    }

    /** Of the trials whose ids begin so. */
    private static double mean(RunResult run, String begin) {
        return run.trials().stream()
                .filter(trial -> trial.id().startsWith(begin + "-"))
                .mapToDouble(TrialResult::fresh)
                .average()
                .orElseThrow();
    }

    private static Chart chart(RunResult run, int figure) {
        return (Chart) FigureBuilder.build(run.recipe().figures().get(figure), run)
                .rows()
                .getFirst()
                .panels()
                .getFirst();
    }

    private static List<Line> lines(Chart chart, String label) {
        return chart.marks().stream()
                .filter(Line.class::isInstance)
                .map(Line.class::cast)
                .filter(line -> line.label().equals(label))
                .toList();
    }

    /** The law differs between tasks; with one line for both it was drawn for the first of them alone. */
    @Test
    void theoryIsThatOfEachLine() throws IOException {
        RunResult run = run("""
                model: {attention: linear, weights: scalar, init: {kind: identity, alpha: 1, beta: 0.3}}
                training: null
                sweep: {data.L: [5, 40], task.variance: [1, 2]}
                figures:
                  - {name: c, kind: curves, x: {of: data.L}, panels: [{y: {of: fresh_mse_per_dim}, theory: [bayes_loss]}]}
                """);
        for (int variance : new int[] {1, 2}) { // [4]: d sigma_0^2 sigma_Z^2 / (sigma_0^2 + sigma_Z^2), over n
            double bayes = 2.0 * variance / (variance + 1) / 4;
            assertThat(chart(run, 0).marks())
                    .filteredOn(mark -> mark instanceof Line line
                            && line.label().contains("Bayes")
                            && line.label().contains("variance = " + variance))
                    .singleElement()
                    .satisfies(mark ->
                            assertThat(((Line) mark).y().toArray()).contains(new double[] {bayes}, within(1e-12)));
        }
    }

    /** Beside an x on which it does not depend a baseline is level: at a level of its own for each L. */
    @Test
    void aBaselineIsNotAveragedOverAnAxisThatIsNotDrawn() throws IOException {
        RunResult run = run("""
                model: {attention: softmax, weights: scalar, init: {kind: identity, alpha: 1, beta: 1}}
                training: null
                sweep: {data.L: [1, 40], model.init.beta: [2, 1.0e-4, 0.5]}
                figures:
                  - name: c
                    kind: curves
                    x: {of: model.init.beta}
                    series: data.L
                    panels: [{y: {of: fresh_mse_per_dim}, at: {model: softmax_scalar}, baselines: [zero, context_mean]}]
                  - {name: b, kind: curves, x: {of: data.L}, series: model.init.beta, panels: [{y: {of: fresh_mse_per_dim}}]}
                """);
        List<Mark> rules =
                chart(run, 0).marks().stream().filter(Rule.class::isInstance).toList();
        assertThat(rules)
                .extracting(Mark::label)
                .containsExactly("zero predictor", "context mean, L = 1", "context mean, L = 40");
        assertThat(rules.subList(1, 3))
                .extracting(mark -> ((Rule) mark).y())
                .containsExactlyElementsOf(Observations.of(run).stream()
                        .filter(each ->
                                each.metric().equals("mse_per_dim") && each.isAt(Map.of("model", "context_mean")))
                        .map(Measured::value)
                        .toList());
        assertThat(chart(run, 1).marks())
                .as("numbers rise, however small")
                .filteredOn(Line.class::isInstance)
                .extracting(Mark::label)
                .containsExactly("beta = 1e-4", "beta = 0.5", "beta = 2");
    }

    /** Cases of one task have one Bayes loss, and one mark of it. */
    @Test
    void equalBaselinesOfSeveralCasesAreOne() throws IOException {
        RunResult run = run("""
                baselines: [bayes]
                cases: {a: {model: {weights: full}}, b: {model: {weights: scalar}}}
                sweep: {data.L: [5, 40]}
                figures:
                  - name: c
                    kind: curves
                    x: {of: data.L}
                    panels: [{y: {of: fresh_mse_per_dim}, baselines: [bayes]}]
                """);
        assertThat(chart(run, 0).marks())
                .filteredOn(Rule.class::isInstance)
                .extracting(Mark::label)
                .containsExactly("Bayes");
    }

    /** A figure with no place for all of them. */
    @Test
    void theFirstOfSeveralTrialsIsNamed() throws IOException {
        String figure = """
                evaluate: [{kind: loss_landscape, beta: {from: -1, to: 1, points: 3}, alpha: {from: -1, to: 1, points: 3}}]
                figures: [{name: l, kind: loss_landscape}]
                """;
        RunResult several = run("sweep: {data.L: [5, 40], training.seed: [1, 2]}\n" + figure);
        assertThat(FigureBuilder.build(several.recipe().figures().getFirst(), several)
                        .note())
                .contains("Only the first of the trials that differ in data.L is shown: L5-seed1.");
        RunResult one = run("sweep: {training.seed: [1, 2]}\n" + figure);
        assertThat(FigureBuilder.build(one.recipe().figures().getFirst(), one).note())
                .doesNotContain("differ");
    }

    /** Two of one kind are no repeats of each other; one that stands twice in a zip is. */
    @Test
    void valuesOfOneKindAreNotFolded() throws IOException {
        RunResult run = run("""
                zip:
                  training.optimiser: [{kind: sgd, rate: 0.1}, {kind: sgd, rate: 0.001}, {kind: sgd, rate: 1.0e-1}, {kind: adam, rate: 0.01}]
                  training.seed: [1, 1, 2, 1]
                """);
        assertThat(run.finished())
                .extracting(trial -> trial.at().get("training.optimiser").toString())
                .containsExactly(
                        "{kind: sgd, rate: 0.1}", "{kind: sgd, rate: 0.001}", "{kind: sgd, rate: 0.1}", "adam");
        double[] fresh = run.trials().stream().mapToDouble(TrialResult::fresh).toArray();
        double[] means = {(fresh[0] + fresh[2]) / 2, fresh[1], fresh[3]};
        List<String> layers =
                rows(run).stream().filter(row -> row.contains(" linear ")).toList();
        assertThat(layers).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(layers.get(i).split(" {2,}")).contains(String.format(Locale.ROOT, "%.5f", means[i]));
        }
        assertThat(Recipe.parse("r", run.recipe().resolved(), List.of())).isEqualTo(run.recipe());
    }

    /** Several data sets are repeats of a baseline's measurement too. */
    @Test
    void baselinesAreAveragedOverRepeatsAlone() throws IOException {
        RunResult run = run("""
                baselines: [{kind: bayes_by_sampling, samples: 9}, nearest_token]
                sweep: {data.L: [5, 40], data.seed: [1, 2, 3]}
                figures: [{name: t, kind: training}]
                """);
        assertThat(rows(run).getFirst()).contains("data.L").doesNotContain("data.seed");
        assertThat(rows(run))
                .filteredOn(row -> row.contains(" bayes_by_sampling"))
                .singleElement()
                .satisfies(row -> assertThat(row.split(" {2,}")).contains("3"));
        for (String L : List.of("5", "40")) {
            double mean = Observations.of(run).stream()
                    .filter(each -> each.isAt(Map.of("model", "nearest_token", "data.L", L)))
                    .mapToDouble(Measured::value)
                    .average()
                    .orElseThrow();
            assertThat(rows(run))
                    .filteredOn(row -> row.matches(".* nearest_token +" + L + " .*"))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row.split(" {2,}")).contains("3", String.format(Locale.ROOT, "%.5f", mean)));
            assertThat(chart(run, 0).marks())
                    .filteredOn(mark -> mark.label().equals("nearest token, L = " + L))
                    .singleElement()
                    .satisfies(mark -> assertThat(((Rule) mark).y()).isCloseTo(mean, within(1e-15)));
            assertThat(RunTables.of(run).get(1).rows())
                    .filteredOn(row ->
                            row.get(1).equals("nearest token") && row.get(2).equals(L))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .contains("3 × 20")
                            .element(3)
                            .satisfies(cell -> isRounded(cell.split(" ± ")[0], mean)));
        }
    }

    @Test
    void anExpectedMeanSaysOverWhatItIs() throws IOException {
        RunResult run = run("""
                sweep: {data.L: [5, 40], training.seed: [1, 2]}
                expect:
                  - {metric: fresh_mse_per_dim, value: 1, tolerance: 10}
                  - {metric: fresh_mse_per_dim, at: {data.L: 5}, value: 1, tolerance: 10}
                """);
        List<Expectation> found = Expectation.of(run);
        assertThat(found.get(0).found()).endsWith(", mean over data.L");
        assertThat(found.get(1).found()).doesNotContain("mean over");
        assertThat(found.get(1).measured()).isCloseTo(mean(run, "L5"), within(1e-15));
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

    /** Wherever a mean is shown it is said over what it is, and so over what its error is. */
    @Test
    void everyPlaceSaysOverWhatAMeanIs() throws IOException {
        Map<String, String> said = Map.of(
                "{data.L: [5, 9], data.seed: [1, 2], training.seed: [1, 2, 3]}", "2 data sets, 3 weight seeds each",
                "{data.L: [5, 9], training.seed: [1, 2, 3]}", "3 weight seeds of one data set in one order of batches",
                "{data.L: [5, 9], training.order: [seed], training.seed: [1, 2, 3]}", "3 weight seeds of one data set");
        for (Map.Entry<String, String> each : said.entrySet()) {
            RunResult run = run("sweep: " + each.getKey() + """

                    figures:
                      - {name: t, kind: training}
                      - {name: c, kind: curves, x: {of: data.L}, panels: [{y: {of: fresh_mse_per_dim}}]}
                      - {name: w, kind: weight_curves}
                    expect: [{metric: fresh_mse_per_dim, at: {data.L: 5}, value: 1, tolerance: 9}]
                    """);
            String over = each.getValue();
            assertThat(ResultTable.of(run)).contains("± s.e.: standard error over " + over);
            assertThat(RunTables.of(run).getFirst().caption()).contains("means over " + over);
            assertThat(RunView.statistics(run)).contains(over);
            run.recipe()
                    .figures()
                    .forEach(figure ->
                            assertThat(FigureBuilder.build(figure, run).note()).contains("mean over " + over));
            assertThat(ExpectationTable.of(Expectation.of(run))).contains("means over " + over);
            assertThat(Summary.of(run)
                            .get("expectations")
                            .get(0)
                            .get("error_over")
                            .asString())
                    .isEqualTo(over);
        }
    }

    /** More lines than there are colours still look different. */
    @Test
    void noTwoLinesOfAFigureLookAlike() throws IOException {
        RunResult run = run("""
                sweep: {data.L: [2, 3, 4, 5, 6], training.batch: [6, 12], model.attention: [linear, softmax]}
                figures: [{name: t, kind: training}]
                """);
        Figure figure = FigureBuilder.build(run.recipe().figures().getFirst(), run);
        assertThat(((Chart) figure.rows().getFirst().panels().getFirst()).marks())
                .filteredOn(Line.class::isInstance)
                .extracting(mark -> ((Line) mark).style())
                .hasSize(20)
                .doesNotHaveDuplicates();
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

    /**
     * Random sweeps, some of which have a data seed more often than another: the means in the table, on the page, in the summary, among the
     * statistics and in figures are those of trials grouped here by all of their coordinates that no one calls repeats.
     */
    @Test
    void everyMeanIsOverExactlyTheRepeats() throws IOException {
        SplittableRandom draws = new SplittableRandom(3);
        Map<String, List<String>> axes = new TreeMap<>(Map.of(
                "data.L", List.of("3", "5", "9"),
                "training.seed", List.of("1", "2", "3"),
                "data.seed", List.of("4", "5"),
                "training.batch", List.of("3", "6"),
                "training.epochs", List.of("1", "2"),
                "task.d", List.of("1", "2"),
                "model.attention", List.of("linear", "softmax"),
                "model.weights", List.of("full", "scalar")));
        for (int i = 0; i < 16; i++) {
            List<String> names = new ArrayList<>(axes.keySet());
            while (names.size() > 4) {
                names.remove(draws.nextInt(names.size()));
            }
            List<String> repeats = names.stream()
                    .filter(name -> !name.startsWith("model.") && draws.nextInt(3) == 0)
                    .toList();
            int zipped = draws.nextBoolean() ? 2 : 0;
            String x = names.stream()
                    .filter(name -> !name.startsWith("model."))
                    .findFirst()
                    .orElseThrow();
            StringBuilder more = new StringBuilder(draws.nextBoolean() ? "cases: {a: {}, b: {}}\n" : "");
            more.append("repeats: ").append(repeats).append("\nsweep:\n");
            names.subList(zipped, 4).forEach(name -> axis(more, name, axes.get(name)));
            more.append("zip:").append(zipped == 0 ? " {}\n" : "\n");
            for (int j = 0; j < zipped; j++) { // a step for a, b, and one that has a value of each
                List<String> values = axes.get(names.get(j));
                String other = values.get(1 + draws.nextInt(values.size() - 1));
                axis(more, names.get(j), List.of(values.getFirst(), other, j == 0 ? values.getFirst() : other));
            }
            String open = names.get(draws.nextInt(names.size()));
            String place = axes.get(open).getFirst();
            more.append("expect: [{metric: fresh_mse_per_dim, at: {")
                    .append(open.equals("model.weights") ? "" : open + ": " + place);
            more.append("}, value: 1, tolerance: 9}]\n");
            more.append("figures: [{name: c, kind: curves, x: {of: ")
                    .append(x)
                    .append("}, panels: [{y: {of: fresh_mse_per_dim}}]}, {name: t, kind: training}]\n");
            RunResult run = run(more.toString());
            Set<String> averaged = new HashSet<>(repeats);
            averaged.addAll(List.of("training.seed", "data.seed"));
            tables(run, averaged, more);
            trainingFigure(run, averaged, more);
            summary(run, averaged, open.equals("model.weights") ? Map.of() : Map.of(open, place), more);
            averaged.remove(x);
            figure(run, x, averaged, more);
        }
    }

    private static void axis(StringBuilder recipe, String name, List<String> values) {
        recipe.append("  ").append(name).append(": ").append(values).append('\n');
    }

    /** The trials that do not differ in what is left of their coordinates. */
    private static Map<Map<String, String>, List<FinishedTrial>> groups(RunResult run, Set<String> averaged) {
        Map<Map<String, String>, List<FinishedTrial>> groups = new LinkedHashMap<>();
        for (FinishedTrial trial : run.finished()) {
            TrialSpec spec = trial.spec();
            assertThat(trial.result().id()).isEqualTo(spec.id());
            Map<String, String> at = new TreeMap<>();
            spec.axes().forEach((axis, value) -> at.put(axis, value.toString()));
            at.keySet().removeAll(averaged);
            at.put("MSE/n", spec.label());
            at.put("model", spec.model().orElseThrow().name());
            groups.computeIfAbsent(at, _ -> new ArrayList<>()).add(trial);
        }
        return groups;
    }

    /**
     * The mean of the means of trials that share what is drawn first: the data seed, or else what the prompts are drawn with, or else the
     * weight seed, or else nothing.
     */
    private static double mean(List<FinishedTrial> trials, Set<String> averaged, ToDoubleFunction<FinishedTrial> of) {
        List<Predicate<String>> levels = List.of(
                "data.seed"::equals,
                axis -> axis.startsWith("data.") || axis.startsWith("task."),
                "training.seed"::equals,
                _ -> true);
        for (Predicate<String> level : levels) {
            Map<Map<String, String>, List<Double>> groups = new LinkedHashMap<>();
            for (FinishedTrial trial : trials) {
                Map<String, String> at = new TreeMap<>();
                trial.spec().axes().forEach((axis, value) -> at.put(axis, value.toString()));
                at.keySet().retainAll(averaged);
                at.keySet().removeIf(level.negate());
                groups.computeIfAbsent(at, _ -> new ArrayList<>()).add(of.applyAsDouble(trial));
            }
            if (groups.size() > 1) {
                return average(
                        groups.values().stream().map(AveragingTest::average).toList());
            }
        }
        return average(trials.stream().map(of::applyAsDouble).toList());
    }

    private static double average(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The last point of each line: the test loss after training. */
    private static void trainingFigure(RunResult run, Set<String> averaged, Object recipe) {
        List<Double> found = new ArrayList<>();
        FigureBuilder.build(run.recipe().figures().get(1), run)
                .rows()
                .forEach(row -> row.panels()
                        .forEach(panel -> ((Chart) panel)
                                .marks().stream()
                                        .filter(Line.class::isInstance)
                                        .forEach(mark -> found.add(((Line) mark)
                                                .y()
                                                .at(((Line) mark).y().size() - 1)))));
        List<Double> expected = new ArrayList<>();
        groups(run, averaged).values().forEach(trials -> {
            if (trials.stream().map(trial -> trial.testLoss().length).distinct().count() == 1) {
                expected.add(mean(trials, averaged, FinishedTrial::lastTestLoss));
            }
        });
        for (double each : expected) {
            assertThat(found).as("%s", recipe).anySatisfy(y -> assertThat(y).isCloseTo(each, within(1e-13 * each)));
        }
        assertThat(found).as("%s", recipe).hasSize(groups(run, averaged).size());
    }

    /** What is expected at a place is the mean over all trials there. */
    private static void summary(RunResult run, Set<String> averaged, Map<String, String> place, Object recipe) {
        List<FinishedTrial> there = run.finished().stream()
                .filter(trial -> place.entrySet().stream()
                        .allMatch(each -> trial.spec()
                                .axes()
                                .get(each.getKey())
                                .toString()
                                .equals(each.getValue())))
                .toList();
        JsonNode expectation = Summary.of(run).get("expectations").get(0);
        double mean = mean(there, averaged, trial -> trial.result().fresh());
        assertThat(expectation.get("measured").asDouble()).as("%s", recipe).isCloseTo(mean, within(1e-13 * mean));
        assertThat(expectation.get("observations").asInt()).isEqualTo(there.size());
        Set<String> varied = new TreeSet<>();
        there.forEach(trial -> there.forEach(other -> trial.at().forEach((name, value) -> {
            if (!value.equals(other.at().get(name)) && !name.equals("trial") && !averaged.contains(name)) {
                varied.add(name);
            }
        })));
        Set<String> said = new TreeSet<>();
        if (expectation.has("mean_over")) {
            expectation.get("mean_over").forEach(name -> said.add(name.asString()));
        }
        assertThat(said).as("%s", recipe).isEqualTo(varied);
    }

    private static void tables(RunResult run, Set<String> averaged, Object recipe) {
        Map<Map<String, String>, List<FinishedTrial>> groups = groups(run, averaged);
        List<Statistic> statistics = Statistic.of(run).stream()
                .filter(each -> each.metric().equals("fresh_mse_per_dim"))
                .toList();
        assertThat(statistics).as("statistics of %s", recipe).hasSize(groups.size());
        List<String> header = List.of(rows(run).getFirst().split(" {2,}"));
        List<List<String>> layers = rows(run).stream()
                .filter(row -> row.matches(".* (linear|softmax)\\S* .*"))
                .map(row -> List.of(row.split(" {2,}")))
                .toList();
        assertThat(layers).as("%s", recipe).hasSize(groups.size());
        PageTable page = RunTables.of(run).getFirst();
        List<List<String>> onPage = page.rows();
        int fresh =
                page.columns().stream().map(PageTable.Column::header).toList().indexOf("fresh loss");
        List<String> keys = page.columns().stream()
                .map(column -> column.unit().isEmpty() ? column.header() : column.unit())
                .toList();
        assertThat(onPage).as("page of %s", recipe).hasSize(groups.size());
        groups.forEach((at, trials) -> {
            double mean = mean(trials, averaged, trial -> trial.result().fresh());
            List<List<String>> here = layers.stream()
                    .filter(row -> at.entrySet().stream()
                            .allMatch(each -> !header.contains(each.getKey())
                                    || row.get(header.indexOf(each.getKey())).equals(each.getValue())))
                    .toList();
            assertThat(here).as("%s of %s", at, recipe).hasSize(1);
            assertThat(here.getFirst().get(header.indexOf("trials"))).isEqualTo(Integer.toString(trials.size()));
            assertThat(Double.parseDouble(here.getFirst().get(header.indexOf("fresh"))))
                    .as("%s of %s", at, recipe)
                    .isCloseTo(mean, within(0.51e-5));
            assertThat(statistics)
                    .as("%s of %s", at, recipe)
                    .anySatisfy(each -> assertThat(each.mean().value()).isCloseTo(mean, within(1e-13 * mean)));
            assertThat(onPage)
                    .as("%s of %s", at, recipe)
                    .anySatisfy(row -> assertThat(row)
                            .contains(Integer.toString(trials.size()))
                            .satisfies(cells -> at.forEach((key, value) -> {
                                if (keys.contains(key) && !key.equals("MSE/n") && !key.equals("model")) {
                                    assertThat(cells.get(keys.indexOf(key))).isEqualTo(value);
                                }
                            }))
                            .element(fresh)
                            .satisfies(cell -> isRounded(cell.split("[ ±]")[0], mean)));
        });
    }

    /** To as many digits as are shown. */
    private static void isRounded(String shown, double value) {
        int decimals = shown.contains(".") ? shown.length() - shown.indexOf('.') - 1 : 0;
        assertThat(Double.parseDouble(shown)).isCloseTo(value, within(0.5001 * Math.pow(10, -decimals)));
    }

    /** Every point of every line. */
    private static void figure(RunResult run, String x, Set<String> averaged, Object recipe) {
        List<List<Double>> expected = new ArrayList<>();
        groups(run, averaged)
                .forEach((at, trials) -> expected.add(List.of(
                        Double.valueOf(at.get(x)),
                        mean(trials, averaged, trial -> trial.result().fresh()))));
        List<List<Double>> found = new ArrayList<>();
        chart(run, 0).marks().stream()
                .filter(Line.class::isInstance)
                .map(Line.class::cast)
                .forEach(line -> {
                    for (int i = 0; i < line.x().size(); i++) {
                        found.add(List.of(line.x().at(i), line.y().at(i)));
                    }
                });
        Comparator<List<Double>> order =
                Comparator.comparingDouble(List<Double>::getFirst).thenComparingDouble(List::getLast);
        expected.sort(order);
        found.sort(order);
        assertThat(found).as("%s", recipe).hasSize(expected.size());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).getFirst()).isEqualTo(expected.get(i).getFirst());
            assertThat(found.get(i).getLast())
                    .as("%s", recipe)
                    .isCloseTo(
                            expected.get(i).getLast(),
                            within(1e-13 * expected.get(i).getLast()));
        }
    }
}
