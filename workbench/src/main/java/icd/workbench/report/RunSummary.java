package icd.workbench.report;

import icd.denoise.Baseline;
import icd.math.Estimate;
import icd.workbench.page.Fact;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Metric;
import icd.workbench.result.Averages;
import icd.workbench.result.Repeats;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import icd.workbench.result.TrialResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/** The summary of a page: what was run and what was found, in a line each. */
final class RunSummary {

    /** Number of cases that a line names one by one; with more cases it gives the range. */
    private static final int MOST_CASES = 4;

    private RunSummary() {}

    static List<Fact> of(RunResult run) {
        List<Fact> facts = new ArrayList<>(List.of(new Fact("Run", ran(run))));
        String found = found(run);
        if (!found.isEmpty()) {
            facts.add(new Fact("Found", found));
        }
        return facts;
    }

    /** The meaning of ± and of the word exact on the whole page; empty where it has no numbers with errors. */
    static String errors(RunResult run) {
        List<Averages> rows = Averages.of(run);
        String over = Repeats.over(rows.stream().map(Averages::repeats).toList());
        boolean exact = rows.stream().anyMatch(row -> row.ofBaseline() && row.isExact());
        String means = over.isEmpty() ? "" : "of a mean over " + over + " by their spread, and otherwise ";
        return (rows.isEmpty() && run.claims().isEmpty()
                        ? ""
                        : "Everywhere on this page, ± is one standard error: " + means
                                + "by the spread over prompts or draws.")
                + (exact ? " A number is exact where theory gives it." : "");
    }

    /** {@code 36 trials in 3 cases; attention takes 2 values and weight seed 6}. */
    private static String ran(RunResult run) {
        String count = RunResult.count(run.trials().size(), run.claims().size());
        long cases = run.trials().stream().map(TrialResult::caseName).distinct().count();
        SequencedMap<String, Set<Coordinate>> axes = new LinkedHashMap<>();
        run.finished()
                .forEach(trial -> trial.spec()
                        .axes()
                        .forEach((axis, value) -> axes.computeIfAbsent(axis, _ -> new LinkedHashSet<>())
                                .add(value)));
        String taken = axes.entrySet().stream()
                .filter(axis -> axis.getValue().size() > 1)
                .map(axis -> axis.getValue().size() + " values of " + FieldWords.coordinate(axis.getKey()))
                .collect(Collectors.joining(", "));
        return count + (cases > 1 ? " in " + cases + " cases" : "") + (taken.isEmpty() ? "" : ", with " + taken);
    }

    /** The least loss in each case beside the Bayes loss, or the range of the losses where there are many cases. */
    private static String found(RunResult run) {
        List<Averages> rows = Averages.of(run);
        List<Averages> layers = rows.stream()
                .filter(row -> !row.ofBaseline()
                        && Double.isFinite(row.mean(Metric.FRESH).value()))
                .toList();
        List<Averages> measured =
                layers.isEmpty() ? rows.stream().filter(Averages::ofBaseline).toList() : layers;
        if (measured.isEmpty()) {
            return run.claims().isEmpty() ? "" : ClaimTable.count(run.claims());
        }
        String what = layers.isEmpty() ? "Loss of baselines (MSE/n): " : "Least fresh loss (MSE/n): ";
        List<String> cases =
                measured.stream().map(row -> row.series().caseName()).distinct().toList();
        if (cases.size() > MOST_CASES) {
            Averages least = measured.stream().min(byLoss()).orElseThrow();
            Averages most = measured.stream().max(byLoss()).orElseThrow();
            return (layers.isEmpty() ? what : "Fresh loss (MSE/n): ") + "from " + said(run, rows, least, true) + " to "
                    + said(run, rows, most, true);
        }
        return what
                + cases.stream()
                        .map(name -> measured.stream()
                                .filter(row -> row.series().caseName().equals(name))
                                .min(byLoss())
                                .orElseThrow())
                        .map(row -> said(run, rows, row, cases.size() > 1))
                        .collect(Collectors.joining("; "));
    }

    private static Comparator<Averages> byLoss() {
        return Comparator.comparingDouble(row -> row.mean(Metric.FRESH).value());
    }

    /** {@code 0.0317 ± 0.0003 with softmax attention in Case 2: spheres, 1.09 times the Bayes loss}. */
    private static String said(RunResult run, List<Averages> rows, Averages row, boolean named) {
        Series series = row.series();
        String at = series.at().entrySet().stream()
                .map(each -> FieldWords.coordinate(each.getKey()) + " = " + each.getValue())
                .collect(Collectors.joining(", "));
        return PageNumbers.of(row.mean(Metric.FRESH)) + " with " + FieldWords.model(series.model())
                + (at.isEmpty() ? "" : " at " + at)
                + (named ? " in " + TrialColumns.caseName(run, series.caseName()) : "")
                + bayes(rows, row)
                        .map(bayes -> ", " + PageNumbers.of(Metric.overBayes(row.mean(Metric.FRESH), bayes))
                                + " times the Bayes loss")
                        .orElse("");
    }

    /** The Bayes loss in the place of a layer. */
    private static Optional<Estimate> bayes(List<Averages> rows, Averages layer) {
        return rows.stream()
                .filter(row -> row.ofBaseline()
                        && !layer.ofBaseline()
                        && row.series().model().equals(Baseline.BAYES.name())
                        && row.series().caseName().equals(layer.series().caseName())
                        && row.series().at().entrySet().stream()
                                .allMatch(each -> each.getValue()
                                        .equals(layer.series().at().get(each.getKey()))))
                .map(row -> row.mean(Metric.FRESH))
                .filter(bayes -> bayes.value() > 0)
                .findFirst();
    }
}
