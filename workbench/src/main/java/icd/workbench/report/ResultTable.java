package icd.workbench.report;

import icd.math.Digits;
import icd.math.Estimate;
import icd.workbench.recipe.Metric;
import icd.workbench.result.Averages;
import icd.workbench.result.Repeats;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import icd.workbench.result.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The findings of a run, in a table for people. It has a line for each combination of coordinates, with means over repeats, and a line
 * for each baseline at the coordinates on which it depends.
 */
public final class ResultTable {

    private static final String EXACT = "; exact: known by theory";

    private ResultTable() {}

    /** The table, a line break behind each line; empty where nothing was measured. */
    public static String of(RunResult run) {
        List<Averages> rows = Averages.of(run);
        if (rows.isEmpty()) {
            return "";
        }
        SequencedSet<String> axes =
                Series.axes(rows.stream().map(Averages::series).toList());
        Set<Metric> withError = rows.stream()
                .flatMap(row -> row.each().entrySet().stream())
                .filter(numbers ->
                        numbers.getValue().stream().anyMatch(number -> number.kind() != Estimate.Kind.UNKNOWN))
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
        for (Averages row : rows) {
            List<String> cells = new ArrayList<>(
                    List.of(row.series().caseName(), row.series().model()));
            cells.addAll(row.series().cells(axes));
            cells.add(row.ofBaseline() && row.count() == 1 ? "" : Integer.toString(row.count()));
            for (Metric metric : Metric.shown()) {
                Estimate mean = row.mean(metric);
                cells.add(digits("%.5f", mean.value()));
                cells.add(withError.contains(metric) ? error(mean) : "");
            }
            table.add(cells);
        }
        boolean exact = rows.stream().anyMatch(row -> row.ofBaseline() && row.isExact());
        String over = Repeats.over(rows.stream().map(Averages::repeats).toList());
        return table
                + "± s.e.: standard error "
                + (over.isEmpty() ? "over prompts" : "over " + over + "; of one trial, or one baseline, over prompts")
                + (exact ? EXACT : "")
                + System.lineSeparator();
    }

    private static String error(Estimate mean) {
        return mean.kind() == Estimate.Kind.EXACT ? "exact" : digits("%.1g", mean.error());
    }

    private static String digits(String format, double value) {
        return Double.isNaN(value) ? "" : Digits.text(format, value);
    }
}
