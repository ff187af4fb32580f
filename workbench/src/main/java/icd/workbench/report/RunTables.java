package icd.workbench.report;

import icd.math.Estimate;
import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Metric;
import icd.workbench.result.Averages;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.Repeats;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import icd.workbench.result.Statistic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
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
                        Stream.of(series(rows, shown), baselines(rows)),
                        EvaluationTables.of(run).stream(),
                        Stream.of(statistics(run).fold(), trials(layers, shown).fold()))
                .flatMap(tables -> tables)
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    private static PageTable series(List<Averages> all, List<Metric> shown) {
        List<Averages> layers = all.stream().filter(row -> !row.ofBaseline()).toList();
        List<Series> places = layers.stream().map(Averages::series).toList();
        SequencedSet<String> axes = Series.axes(places);
        List<Column> columns = columns("model", axes, places);
        columns.add(Column.numbers("trials", ""));
        shown.forEach(metric -> columns.add(Column.numbers(metric.label(), metric.unit())));
        List<List<String>> rows = new ArrayList<>();
        for (Averages each : layers) {
            List<String> row = row(each.series(), each.series().model(), axes);
            row.add(Integer.toString(each.count()));
            shown.forEach(metric -> {
                Estimate mean = each.mean(metric);
                row.add(PageNumbers.of(mean.value(), each.count() < 2 ? Double.NaN : mean.standardDeviation()));
            });
            rows.add(row);
        }
        String over = Repeats.over(layers.stream().map(Averages::repeats).toList());
        String caption = "Layers"
                + (over.isEmpty() ? "" : ": mean ± standard deviation over " + over)
                + "; standard errors and intervals stand below. MSE/n is the mean squared error per coordinate; alpha and beta are the mean"
                + " diagonals of W_PV and W_KQ.";
        return new PageTable(caption, columns, rows);
    }

    private static PageTable baselines(List<Averages> all) {
        List<Averages> baselines = all.stream().filter(Averages::ofBaseline).toList();
        List<Series> places = baselines.stream().map(Averages::series).toList();
        SequencedSet<String> axes = Series.axes(places);
        List<Column> columns = columns("baseline", axes, places);
        columns.addAll(List.of(
                Column.numbers("loss", "MSE/n"), Column.numbers("± s.e.", "MSE/n"), Column.numbers("draws", "")));
        List<List<String>> rows = new ArrayList<>();
        for (Averages each : baselines) {
            Estimate mean = each.mean(Metric.FRESH);
            List<String> row = row(each.series(), each.series().model().replace('_', ' '), axes);
            row.addAll(List.of(
                    PageNumbers.of(mean.value()),
                    each.isExact() ? "exact" : PageNumbers.error(mean.error()),
                    each.isExact() ? "" : draws(each.each().get(Metric.FRESH))));
            rows.add(row);
        }
        String over = Repeats.over(baselines.stream().map(Averages::repeats).toList());
        boolean exact = baselines.stream().anyMatch(Averages::isExact);
        String caption = "Baselines: mean squared error per coordinate, and its standard error"
                + (exact ? ", or that theory knows it exactly" : "")
                + (over.isEmpty() ? "" : "; of several measurements, the mean and the standard error over " + over);
        return new PageTable(caption, columns, rows);
    }

    /** None where there are more than a reader would look up. */
    private static PageTable statistics(RunResult run) {
        List<Statistic> all = Series.of(run).size() > MOST_SERIES ? List.of() : Statistic.of(run);
        SequencedSet<String> axes =
                Series.axes(all.stream().map(Statistic::series).toList());
        List<String> header = Statistic.header(axes);
        int words = 2 + axes.size() + 2;
        List<Column> columns = new ArrayList<>();
        for (String head : header) {
            columns.add(columns.size() < words ? Column.words(head) : Column.numbers(head, ""));
        }
        String caption =
                "Means: standard error, standard deviation, and intervals at 95 % by Student's t and by the bootstrap, of what they are over";
        return new PageTable(
                caption, columns, all.stream().map(each -> each.cells(axes)).toList());
    }

    private static String draws(List<Estimate> losses) {
        return (losses.size() > 1 ? losses.size() + " × " : "")
                + String.format(Locale.ROOT, "%,d", losses.getFirst().n());
    }

    private static List<Column> columns(String model, SequencedSet<String> axes, Collection<Series> all) {
        List<Column> columns = new ArrayList<>(List.of(Column.words("case"), Column.words(model)));
        for (String axis : axes) {
            boolean words = all.stream().anyMatch(series -> series.at().get(axis) instanceof Coordinate.Word);
            columns.add(words ? Column.words(axis) : Column.numbers(axis, ""));
        }
        return columns;
    }

    private static List<String> row(Series series, String model, SequencedSet<String> axes) {
        List<String> row = new ArrayList<>(List.of(series.caseName(), model));
        row.addAll(series.cells(axes));
        return row;
    }

    private static PageTable trials(List<FinishedTrial> layers, List<Metric> shown) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.words("trial"),
                Column.numbers("weight seed", ""),
                Column.numbers("data seed", ""),
                Column.numbers("epochs", "")));
        shown.forEach(metric -> columns.add(Column.numbers(metric.label(), metric.unit())));
        List<List<String>> rows = new ArrayList<>();
        for (FinishedTrial trial : layers) {
            List<String> row = new ArrayList<>(List.of(
                    trial.spec().id(),
                    Long.toString(trial.result().weightSeed()),
                    Long.toString(trial.result().dataSeed()),
                    Integer.toString(trial.result().epochs())));
            shown.forEach(metric -> row.add(PageNumbers.of(metric.of(trial).value())));
            rows.add(row);
        }
        return new PageTable("Every layer (" + rows.size() + ")", columns, rows).allIn("observations.csv");
    }
}
