package icd.workbench.report;

import icd.math.Estimate;
import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Metric;
import icd.workbench.run.BaselineResult;
import icd.workbench.run.FinishedTrial;
import icd.workbench.run.RunResult;
import icd.workbench.run.Series;
import icd.workbench.run.Statistic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
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
        return Stream.of(
                        Stream.of(series(run, layers, shown), baselines(run)),
                        EvaluationTables.of(run).stream(),
                        Stream.of(statistics(run).fold(), trials(layers, shown).fold()))
                .flatMap(tables -> tables)
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    private static PageTable series(RunResult run, List<FinishedTrial> layers, List<Metric> shown) {
        SequencedMap<Series, List<FinishedTrial>> all = Series.of(run, layers);
        SequencedSet<String> axes = Series.axes(all.keySet());
        List<Column> columns = columns("model", axes, all.keySet());
        columns.add(Column.numbers("trials", ""));
        shown.forEach(metric -> columns.add(Column.numbers(metric.label(), metric.unit())));
        List<List<String>> rows = new ArrayList<>();
        all.forEach((series, trials) -> {
            List<String> row = row(series, series.model(), axes);
            row.add(Integer.toString(trials.size()));
            shown.forEach(metric -> {
                Estimate mean = Series.mean(trials.stream().map(metric::of).toList());
                row.add(PageNumbers.of(mean.value(), trials.size() < 2 ? Double.NaN : mean.standardDeviation()));
            });
            rows.add(row);
        });
        String caption =
                "Layers: mean ± standard deviation over their trials; standard errors and intervals stand below. MSE/n is the mean squared error per"
                        + " coordinate; alpha and beta are the mean diagonals of W_PV and W_KQ.";
        return new PageTable(caption, columns, rows);
    }

    private static PageTable baselines(RunResult run) {
        SequencedMap<Series, List<BaselineResult>> all = Series.ofBaselines(run);
        SequencedSet<String> axes = Series.axes(all.keySet());
        List<Column> columns = columns("baseline", axes, all.keySet());
        columns.addAll(List.of(
                Column.numbers("loss", "MSE/n"), Column.numbers("± s.e.", "MSE/n"), Column.numbers("draws", "")));
        List<List<String>> rows = new ArrayList<>();
        all.forEach((series, results) -> {
            Estimate mean =
                    Series.mean(results.stream().map(BaselineResult::estimate).toList());
            List<String> row = row(series, series.model().replace('_', ' '), axes);
            row.addAll(List.of(
                    PageNumbers.of(mean.value()),
                    mean.kind() == Estimate.Kind.EXACT ? "exact" : PageNumbers.error(mean.error()),
                    mean.kind() == Estimate.Kind.EXACT ? "" : draws(results)));
            rows.add(row);
        });
        boolean several = all.values().stream().anyMatch(results -> results.size() > 1);
        boolean exact = all.values().stream().flatMap(List::stream).anyMatch(BaselineResult::isExact);
        String caption = "Baselines: mean squared error per coordinate, and its standard error"
                + (exact ? ", or that theory knows it exactly" : "")
                + (several
                        ? "; of several data sets, the mean over them and the standard error from their spread"
                        : "");
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
                "Means: standard error, standard deviation, and intervals at 95 % by Student's t and by the bootstrap";
        return new PageTable(
                caption, columns, all.stream().map(each -> each.cells(axes)).toList());
    }

    private static String draws(List<BaselineResult> results) {
        return (results.size() > 1 ? results.size() + " × " : "")
                + String.format(Locale.ROOT, "%,d", results.getFirst().draws());
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
