package icd.workbench.report;

import icd.math.Estimate;
import icd.workbench.recipe.Metric;
import icd.workbench.run.BaselineResult;
import icd.workbench.run.FinishedTrial;
import icd.workbench.run.RunResult;
import icd.workbench.run.Series;
import icd.workbench.run.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run found, in a table for people: a line for each combination of coordinates but repeats, over which it has means, and a line
 * for each baseline at those coordinates on which it depends.
 */
public final class ResultTable {

    private static final String SEVERAL = "trials: how many a mean is over, with the standard error from their spread;"
            + " of one trial, or one baseline, that over prompts";

    private static final String EXACT = "; exact: known by theory";

    private ResultTable() {}

    /** The table, a line break behind each line; empty where nothing was measured. */
    public static String of(RunResult run) {
        List<FinishedTrial> layers = run.finished().stream()
                .filter(trial -> trial.result().hasModel())
                .toList();
        SequencedMap<Series, List<BaselineResult>> baselines = Series.ofBaselines(run);
        SequencedMap<Series, List<Map<Metric, Estimate>>> rows = new LinkedHashMap<>();
        Series.of(run, layers)
                .forEach((series, trials) -> rows.put(
                        series, trials.stream().map(ResultTable::numbers).toList()));
        baselines.forEach((series, results) -> rows.put(
                series,
                results.stream()
                        .map(result -> Map.of(Metric.FRESH, result.estimate()))
                        .toList()));
        if (rows.isEmpty()) {
            return "";
        }
        SequencedSet<String> axes = Series.axes(rows.keySet());
        Set<Metric> withError = rows.values().stream()
                .flatMap(List::stream)
                .flatMap(numbers -> numbers.entrySet().stream())
                .filter(number -> number.getValue().kind() != Estimate.Kind.UNKNOWN)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<String> header = new ArrayList<>(List.of("MSE/n", "model"));
        header.addAll(axes);
        header.add("trials");
        Metric.shown().forEach(metric -> {
            header.add(metric.label());
            header.add(withError.contains(metric) ? "± s.e." : "");
        });
        TextTable table = new TextTable(header, 2);
        boolean several = false;
        for (Map.Entry<Series, List<Map<Metric, Estimate>>> row : rows.entrySet()) {
            List<Map<Metric, Estimate>> repeats = row.getValue();
            boolean isBaseline = baselines.containsKey(row.getKey());
            List<String> cells = new ArrayList<>(
                    List.of(row.getKey().caseName(), row.getKey().model()));
            cells.addAll(row.getKey().cells(axes));
            cells.add(isBaseline && repeats.size() == 1 ? "" : Integer.toString(repeats.size()));
            for (Metric metric : Metric.shown()) {
                Estimate mean = Series.mean(repeats.stream()
                        .map(numbers -> numbers.getOrDefault(metric, Estimate.of(Double.NaN)))
                        .toList());
                cells.add(digits("%.5f", mean.value()));
                cells.add(withError.contains(metric) ? error(mean) : "");
            }
            table.add(cells);
            several |= repeats.size() > 1;
        }
        boolean exact = baselines.values().stream().flatMap(List::stream).anyMatch(BaselineResult::isExact);
        return table
                + (several ? SEVERAL : "± s.e.: standard error over prompts")
                + (exact ? EXACT : "")
                + System.lineSeparator();
    }

    private static Map<Metric, Estimate> numbers(FinishedTrial trial) {
        return Metric.shown().stream().collect(Collectors.toMap(metric -> metric, metric -> metric.of(trial)));
    }

    private static String error(Estimate mean) {
        return mean.kind() == Estimate.Kind.EXACT ? "exact" : digits("%.1g", mean.error());
    }

    private static String digits(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }
}
