package icd.workbench.report;

import icd.workbench.run.RunResult;
import icd.workbench.run.TrialResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run found, in a table for people: a line for each case and model, means over its trials, with the baselines. */
public final class ResultTable {

    private ResultTable() {}

    /** The table, a line break behind each line. */
    public static String of(RunResult run) {
        StringWriter text = new StringWriter();
        print(run, new PrintWriter(text));
        return text.toString();
    }

    private static void print(RunResult run, PrintWriter out) {
        int width = Stream.concat(
                        run.trials().stream().map(ResultTable::name),
                        run.baselines().entrySet().stream()
                                .flatMap(group ->
                                        group.getValue().keySet().stream().map(name -> group.getKey() + " " + name)))
                .mapToInt(String::length)
                .reduce(12, Math::max);
        String format = "%-" + width + "s %7s %10s %10s %10s %9s %9s %11s%n";
        if (run.trials().isEmpty() && run.baselines().isEmpty()) {
            return;
        }
        out.printf(Locale.ROOT, format, "MSE/n", "trials", "train", "test", "fresh", "alpha", "beta", "alpha*beta");
        run.trials().stream()
                .filter(TrialResult::hasModel)
                .collect(Collectors.groupingBy(ResultTable::name, LinkedHashMap::new, Collectors.toList()))
                .forEach((name, trials) -> out.printf(
                        Locale.ROOT,
                        format,
                        name,
                        trials.size(),
                        digits(trials, trial -> last(trial.trainLoss())),
                        digits(trials, trial -> last(trial.testLoss())),
                        digits(trials, TrialResult::fresh),
                        digits(trials, TrialResult::alpha),
                        digits(trials, TrialResult::beta),
                        digits(trials, trial -> trial.alpha() * trial.beta())));
        run.baselines()
                .forEach((group, baselines) -> baselines.forEach((name, result) -> out.printf(
                        Locale.ROOT,
                        "%-" + width + "s %7s %10s %10s %10s  ± %.1g%n",
                        group + " " + name,
                        "",
                        "",
                        "",
                        digits(result.msePerDim()),
                        result.standardError())));
    }

    private static String name(TrialResult trial) {
        return trial.caseName() + " " + trial.series();
    }

    private static double last(double[] losses) {
        return losses.length == 0 ? Double.NaN : losses[losses.length - 1];
    }

    private static String digits(List<TrialResult> trials, ToDoubleFunction<TrialResult> value) {
        return digits(trials.stream().mapToDouble(value).average().orElse(Double.NaN));
    }

    private static String digits(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.5f", value);
    }
}
