package icd.workbench.report;

import icd.math.Estimate;
import icd.workbench.recipe.BaselineGroups;
import icd.workbench.run.BaselineResult;
import icd.workbench.run.RunResult;
import icd.workbench.run.Series;
import icd.workbench.run.TextTable;
import icd.workbench.run.TrialResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.ToDoubleFunction;

/**
 * What a run found, in a table for people: a line for each combination of coordinates but repeats, over which it has means, and a line
 * for each baseline at those coordinates on which it depends.
 */
public final class ResultTable {

    private static final List<String> NUMBERS =
            List.of("trials", "train", "test", "fresh", "± s.e.", "alpha", "beta", "alpha*beta");

    private ResultTable() {}

    /** The table, a line break behind each line; empty where nothing was measured. */
    public static String of(RunResult run) {
        SequencedMap<Series, List<TrialResult>> all = Series.of(
                run, run.trials().stream().filter(TrialResult::hasModel).toList());
        List<BaselineGroups.Group> groups = BaselineGroups.of(run.recipe().trials());
        SequencedSet<String> axes = axes(all.keySet(), groups);
        List<String> header = new ArrayList<>(List.of("MSE/n", "model"));
        header.addAll(axes);
        header.addAll(NUMBERS);
        TextTable table = new TextTable(header, 2);
        all.forEach((series, trials) ->
                table.add(row(series.caseName(), series.model(), series.at(), axes, layers(trials))));
        for (BaselineGroups.Group group : groups) {
            run.baselines()
                    .getOrDefault(group.name(), new LinkedHashMap<>())
                    .forEach((name, loss) ->
                            table.add(row(group.first().label(), name, group.coordinates(name), axes, baseline(loss))));
        }
        if (table.isEmpty()) {
            return "";
        }
        boolean several = all.values().stream().anyMatch(trials -> trials.size() > 1);
        return table
                + (several
                        ? "trials: means over them, and their standard error; of a baseline that over prompts"
                        : "± s.e.: standard error over prompts")
                + System.lineSeparator();
    }

    /** The axes that tell rows apart. */
    static SequencedSet<String> axes(Collection<Series> all, List<BaselineGroups.Group> groups) {
        SequencedSet<String> axes = new LinkedHashSet<>(Series.axes(all));
        groups.forEach(group -> group.baselines()
                .forEach(baseline ->
                        axes.addAll(group.coordinates(baseline.name()).keySet())));
        return axes;
    }

    private static List<String> row(
            String caseName, String model, Map<String, String> at, Collection<String> axes, List<String> numbers) {
        List<String> row = new ArrayList<>(List.of(caseName, model));
        axes.forEach(axis -> row.add(at.getOrDefault(axis, "")));
        row.addAll(numbers);
        return row;
    }

    private static List<String> layers(List<TrialResult> trials) {
        Estimate fresh = trials.size() == 1
                ? Estimate.of(trials.getFirst().fresh(), trials.getFirst().freshStandardError(), 2)
                : Estimate.mean(trials.stream().mapToDouble(TrialResult::fresh).toArray());
        return List.of(
                Integer.toString(trials.size()),
                mean(trials, trial -> last(trial.trainLoss())),
                mean(trials, trial -> last(trial.testLoss())),
                digits(fresh.value()),
                error(fresh.error()),
                mean(trials, TrialResult::alpha),
                mean(trials, TrialResult::beta),
                mean(trials, trial -> trial.alpha() * trial.beta()));
    }

    private static List<String> baseline(BaselineResult loss) {
        return List.of("", "", "", digits(loss.msePerDim()), error(loss.standardError()), "", "", "");
    }

    static double last(double[] losses) {
        return losses.length == 0 ? Double.NaN : losses[losses.length - 1];
    }

    private static String mean(List<TrialResult> trials, ToDoubleFunction<TrialResult> value) {
        return digits(trials.stream().mapToDouble(value).average().orElse(Double.NaN));
    }

    private static String digits(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.5f", value);
    }

    private static String error(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.1g", value);
    }
}
