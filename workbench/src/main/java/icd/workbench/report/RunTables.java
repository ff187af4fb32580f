package icd.workbench.report;

import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.run.RunResult;
import icd.workbench.run.TrialResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The tables of a run's page: means over seeds, baselines, evaluations, and every trial. */
final class RunTables {

    /** A number that trials with a layer have. */
    private record Quantity(String name, String unit, ToDoubleFunction<TrialResult> value) {

        boolean isMeasured(TrialResult trial) {
            return Double.isFinite(value.applyAsDouble(trial));
        }

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
        List<TrialResult> layers =
                run.trials().stream().filter(TrialResult::hasModel).toList();
        List<PageTable> evaluations = EvaluationTables.of(run);
        return Stream.of(
                        Stream.of(series(layers), baselines(run)),
                        evaluations.stream(),
                        Stream.of(trials(layers).fold()))
                .flatMap(tables -> tables)
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    /** Those that some trial has. */
    private static List<Quantity> measured(List<TrialResult> layers) {
        return QUANTITIES.stream()
                .filter(quantity -> layers.stream().anyMatch(quantity::isMeasured))
                .toList();
    }

    private static PageTable series(List<TrialResult> layers) {
        List<Quantity> quantities = measured(layers);
        List<Column> columns =
                new ArrayList<>(List.of(Column.words("case"), Column.words("model"), Column.numbers("trials", "")));
        quantities.forEach(quantity -> columns.add(quantity.column()));
        List<List<String>> rows = new ArrayList<>();
        FigureBuilder.group(layers, trial -> List.of(trial.caseName(), trial.series()))
                .forEach((name, trials) -> {
                    List<String> row = new ArrayList<>(name);
                    row.add(Integer.toString(trials.size()));
                    quantities.forEach(quantity -> row.add(mean(trials, quantity.value())));
                    rows.add(row);
                });
        String caption = "Layers: mean ± standard deviation over their trials. MSE/n is the mean squared error per"
                + " coordinate; α and β are the mean diagonals of W_PV and W_KQ.";
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
                        Digits.of(result.msePerDim()),
                        Digits.error(result.standardError()),
                        String.format(Locale.ROOT, "%,d", result.draws())))));
        String caption = "Baselines: mean squared error per coordinate, and its standard error";
        return new PageTable(caption, columns, rows, false);
    }

    private static PageTable trials(List<TrialResult> layers) {
        List<Quantity> quantities = measured(layers);
        List<Column> columns = new ArrayList<>(List.of(
                Column.words("trial"),
                Column.numbers("weight seed", ""),
                Column.numbers("data seed", ""),
                Column.numbers("epochs", "")));
        quantities.forEach(quantity -> columns.add(quantity.column()));
        List<List<String>> rows = new ArrayList<>();
        for (TrialResult trial : layers) {
            List<String> row = new ArrayList<>(List.of(
                    trial.id(),
                    Long.toString(trial.weightSeed()),
                    Long.toString(trial.dataSeed()),
                    Integer.toString(trial.epochs())));
            quantities.forEach(quantity -> row.add(Digits.of(quantity.value().applyAsDouble(trial))));
            rows.add(row);
        }
        return new PageTable("Every layer (" + rows.size() + ")", columns, rows, false);
    }

    private static double last(double[] losses) {
        return losses.length == 0 ? Double.NaN : losses[losses.length - 1];
    }

    private static String mean(List<TrialResult> trials, ToDoubleFunction<TrialResult> value) {
        double[] values = trials.stream().mapToDouble(value).toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(values).map(one -> (one - mean) * (one - mean)).sum();
        return Digits.of(mean, values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1)));
    }
}
