package icd.workbench.report;

import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.recipe.BaselineGroups;
import icd.workbench.run.RunResult;
import icd.workbench.run.Series;
import icd.workbench.run.TrialResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SequencedSet;
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
            new Quantity("train", "MSE/n", trial -> ResultTable.last(trial.trainLoss())),
            new Quantity("test", "MSE/n", trial -> ResultTable.last(trial.testLoss())),
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
                        Stream.of(series(run, layers), baselines(run)),
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

    private static PageTable series(RunResult run, List<TrialResult> layers) {
        SequencedMap<Series, List<TrialResult>> all = Series.of(run, layers);
        SequencedSet<String> axes = Series.axes(all.keySet());
        List<Quantity> quantities = measured(layers);
        List<Column> columns = new ArrayList<>(List.of(Column.words("case"), Column.words("model")));
        axes.forEach(axis -> columns.add(Column.numbers(axis, "")));
        columns.add(Column.numbers("trials", ""));
        quantities.forEach(quantity -> columns.add(quantity.column()));
        List<List<String>> rows = new ArrayList<>();
        all.forEach((series, trials) -> {
            List<String> row = new ArrayList<>(List.of(series.caseName(), series.model()));
            axes.forEach(axis -> row.add(series.at().getOrDefault(axis, "")));
            row.add(Integer.toString(trials.size()));
            quantities.forEach(quantity -> row.add(mean(trials, quantity.value())));
            rows.add(row);
        });
        String caption = "Layers: mean ± standard deviation over their trials. MSE/n is the mean squared error per"
                + " coordinate; α and β are the mean diagonals of W_PV and W_KQ.";
        return new PageTable(caption, columns, rows, false);
    }

    private static PageTable baselines(RunResult run) {
        List<BaselineGroups.Group> groups = BaselineGroups.of(run.recipe().trials());
        SequencedSet<String> axes = ResultTable.axes(List.of(), groups);
        List<Column> columns = new ArrayList<>(List.of(Column.words("case"), Column.words("baseline")));
        axes.forEach(axis -> columns.add(Column.numbers(axis, "")));
        columns.addAll(List.of(
                Column.numbers("loss", "MSE/n"), Column.numbers("± s.e.", "MSE/n"), Column.numbers("draws", "")));
        List<List<String>> rows = new ArrayList<>();
        for (BaselineGroups.Group group : groups) {
            run.baselines().getOrDefault(group.name(), new LinkedHashMap<>()).forEach((name, result) -> {
                List<String> row = new ArrayList<>(List.of(group.first().label(), name.replace('_', ' ')));
                axes.forEach(axis -> row.add(group.coordinates(name).getOrDefault(axis, "")));
                row.addAll(List.of(
                        Digits.of(result.msePerDim()),
                        Digits.error(result.standardError()),
                        String.format(Locale.ROOT, "%,d", result.draws())));
                rows.add(row);
            });
        }
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

    private static String mean(List<TrialResult> trials, ToDoubleFunction<TrialResult> value) {
        double[] values = trials.stream().mapToDouble(value).toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(values).map(one -> (one - mean) * (one - mean)).sum();
        return Digits.of(mean, values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1)));
    }
}
