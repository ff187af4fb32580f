package icd.workbench.report;

import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.run.RunResult;
import icd.workbench.run.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The tables of a run's page: means over seeds, baselines, and every trial. */
final class RunTables {

    private record Quantity(String name, String unit, ToDoubleFunction<TrialResult> value) {

        Column column() {
            return Column.numbers(name, unit);
        }
    }

    private static final List<Quantity> QUANTITIES = List.of(
            new Quantity("train", "MSE/n", trial -> last(trial.trainLoss())),
            new Quantity("test", "MSE/n", trial -> last(trial.testLoss())),
            new Quantity("fresh", "MSE/n", TrialResult::fresh),
            new Quantity("α", "", TrialResult::alpha),
            new Quantity("β", "", TrialResult::beta),
            new Quantity("α β", "", trial -> trial.alpha() * trial.beta()));

    private RunTables() {}

    static List<PageTable> of(RunResult run) {
        return Stream.of(series(run), baselines(run), trials(run).fold())
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    private static PageTable series(RunResult run) {
        List<Column> columns =
                new ArrayList<>(List.of(Column.words("case"), Column.words("model"), Column.numbers("trials", "")));
        QUANTITIES.forEach(quantity -> columns.add(quantity.column()));
        List<List<String>> rows =
                FigureBuilder.group(run.trials(), trial -> List.of(trial.caseName(), trial.series()))
                        .entrySet()
                        .stream()
                        .map(entry -> {
                            List<String> row = new ArrayList<>(entry.getKey());
                            row.add(Integer.toString(entry.getValue().size()));
                            QUANTITIES.forEach(quantity -> row.add(mean(entry.getValue(), quantity.value())));
                            return row;
                        })
                        .map(List::copyOf)
                        .toList();
        String caption =
                "Trained layers: mean ± standard deviation over their trials. MSE/n is the mean squared error per coordinate,"
                        + " α and β the mean diagonals of W_PV and W_KQ.";
        return new PageTable(caption, columns, rows, false);
    }

    private static PageTable baselines(RunResult run) {
        List<Column> columns = List.of(
                Column.words("case"),
                Column.words("baseline"),
                Column.numbers("loss", "MSE/n"),
                Column.numbers("± s.e.", "MSE/n"),
                Column.numbers("draws", ""));
        List<List<String>> rows = new ArrayList<>();
        run.baselines()
                .forEach((group, baselines) -> baselines.forEach((name, result) -> rows.add(List.of(
                        group,
                        name.replace('_', ' '),
                        digits(result.msePerDim()),
                        error(result.standardError()),
                        String.format(Locale.ROOT, "%,d", result.draws())))));
        return new PageTable(
                "Baselines: mean squared error per coordinate and its standard error", columns, rows, false);
    }

    private static PageTable trials(RunResult run) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.words("trial"),
                Column.numbers("weight seed", ""),
                Column.numbers("data seed", ""),
                Column.numbers("epochs", "")));
        QUANTITIES.forEach(quantity -> columns.add(quantity.column()));
        List<List<String>> rows = run.trials().stream()
                .map(trial -> {
                    List<String> row = new ArrayList<>(List.of(
                            trial.id(),
                            Long.toString(trial.weightSeed()),
                            Long.toString(trial.dataSeed()),
                            Integer.toString(trial.epochs())));
                    QUANTITIES.forEach(
                            quantity -> row.add(digits(quantity.value().applyAsDouble(trial))));
                    return List.copyOf(row);
                })
                .toList();
        return new PageTable("Every trial (" + rows.size() + ")", columns, rows, false);
    }

    private static double last(double[] losses) {
        return losses.length == 0 ? Double.NaN : losses[losses.length - 1];
    }

    private static String mean(List<TrialResult> trials, ToDoubleFunction<TrialResult> value) {
        double[] values = trials.stream().mapToDouble(value).toArray();
        double mean = Stream.of(values)
                .flatMapToDouble(java.util.Arrays::stream)
                .average()
                .orElse(Double.NaN);
        if (values.length < 2 || Double.isNaN(mean)) {
            return digits(mean);
        }
        double squares = 0;
        for (double one : values) {
            squares += (one - mean) * (one - mean);
        }
        return digits(mean) + " ± " + error(Math.sqrt(squares / (values.length - 1)));
    }

    private static String digits(double value) {
        return Double.isNaN(value)
                ? "–"
                : String.format(Locale.ROOT, "%.4g", value).replace('-', '−');
    }

    private static String error(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1g", value);
    }
}
