package icd.workbench.report;

import icd.math.Estimate;
import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.recipe.Metric;
import icd.workbench.result.Averages;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.Repeats;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import icd.workbench.result.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables of a run's page: means over repeats, baselines, evaluations, and every trial. */
final class RunTables {

    private static final int MOST_SERIES = 500;

    private RunTables() {}

    static List<PageTable> of(RunResult run) {
        List<FinishedTrial> layers = run.finished().stream()
                .filter(trial -> trial.result().hasModel())
                .toList();
        List<Metric> shown = Metric.shown().stream()
                .filter(metric -> layers.stream()
                        .anyMatch(trial -> Double.isFinite(metric.of(trial).value())))
                .toList();
        List<Averages> rows = Averages.of(run);
        return Stream.of(
                        Stream.of(
                                series(
                                        run,
                                        rows.stream()
                                                .filter(row -> !row.ofBaseline())
                                                .toList(),
                                        shown),
                                baselines(
                                        run,
                                        rows.stream()
                                                .filter(Averages::ofBaseline)
                                                .toList())),
                        EvaluationTables.of(run).stream(),
                        Stream.of(
                                statistics(run).fold(),
                                trials(run, layers, shown).fold()))
                .flatMap(tables -> tables)
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    private static PageTable series(RunResult run, List<Averages> layers, List<Metric> shown) {
        TrialColumns places = places(run, layers);
        List<Column> columns = new ArrayList<>(places.columns());
        columns.add(Column.numbers("trials", ""));
        shown.forEach(metric -> columns.add(Column.numbers(metric.words(), metric.unit())));
        List<List<String>> rows = new ArrayList<>();
        for (Averages each : layers) {
            List<String> row = new ArrayList<>(places.cells(each.series()));
            row.add(Integer.toString(each.count()));
            shown.forEach(metric -> row.add(PageNumbers.of(each.mean(metric))));
            rows.add(row);
        }
        String caption = "Layers" + over(layers)
                + ". MSE/n is the mean squared error per coordinate; α and β are the mean diagonals of W_PV and W_KQ.";
        return new PageTable(caption, columns, rows);
    }

    private static PageTable baselines(RunResult run, List<Averages> baselines) {
        TrialColumns places = places(run, baselines);
        List<Column> columns = new ArrayList<>(places.columns());
        columns.addAll(List.of(Column.numbers("loss", "MSE/n"), Column.numbers("draws", "")));
        List<List<String>> rows = new ArrayList<>();
        for (Averages each : baselines) {
            List<String> row = new ArrayList<>(places.cells(each.series()));
            row.add(PageNumbers.of(each.mean(Metric.FRESH)));
            row.add(each.isExact() ? "" : draws(each.each().get(Metric.FRESH)));
            rows.add(row);
        }
        return new PageTable("Baselines" + over(baselines), columns, rows);
    }

    private static TrialColumns places(RunResult run, List<Averages> rows) {
        return TrialColumns.ofSeries(run, rows.stream().map(Averages::series).toList());
    }

    private static String over(List<Averages> rows) {
        String over = Repeats.over(rows.stream().map(Averages::repeats).toList());
        return over.isEmpty() ? "" : ": means over " + over;
    }

    /** The table is empty if it would have more rows than a reader would look through. */
    private static PageTable statistics(RunResult run) {
        List<Statistic> all = Series.of(run).size() > MOST_SERIES ? List.of() : Statistic.of(run);
        TrialColumns places =
                TrialColumns.ofSeries(run, all.stream().map(Statistic::series).toList());
        List<Column> columns = new ArrayList<>(places.columns());
        columns.addAll(List.of(
                Column.formulas("quantity"),
                Column.words("over"),
                Column.numbers("mean", ""),
                Column.numbers("standard deviation", ""),
                Column.numbers("95 % interval", "Student’s t"),
                Column.numbers("95 % interval", "bootstrap")));
        List<List<String>> rows = new ArrayList<>();
        for (Statistic each : all) {
            List<String> row = new ArrayList<>(places.cells(each.series()));
            row.addAll(List.of(
                    FieldWords.measured(each.metric()),
                    each.over(),
                    PageNumbers.of(each.mean()),
                    PageNumbers.tolerance(each.mean().standardDeviation()),
                    each.interval().toString(),
                    each.bootstrap().toString()));
            rows.add(row);
        }
        return new PageTable("Means with their standard deviations and intervals", columns, rows);
    }

    private static String draws(List<Estimate> losses) {
        return (losses.size() > 1 ? losses.size() + " × " : "")
                + String.format(Locale.ROOT, "%,d", losses.getFirst().n());
    }

    private static PageTable trials(RunResult run, List<FinishedTrial> layers, List<Metric> shown) {
        TrialColumns places = TrialColumns.ofTrials(run, layers);
        List<Column> columns = new ArrayList<>(places.columns());
        columns.add(Column.numbers("epochs", ""));
        shown.forEach(metric -> columns.add(Column.numbers(metric.words(), metric.unit())));
        columns.add(Column.words("folder in trials/"));
        List<List<String>> rows = new ArrayList<>();
        for (FinishedTrial trial : layers) {
            List<String> row = new ArrayList<>(places.cells(trial));
            row.add(Integer.toString(trial.result().epochs()));
            shown.forEach(metric -> row.add(PageNumbers.of(metric.of(trial))));
            row.add(trial.spec().id());
            rows.add(row);
        }
        return new PageTable("Every layer (" + rows.size() + ")", columns, rows).allIn("observations.csv");
    }
}
