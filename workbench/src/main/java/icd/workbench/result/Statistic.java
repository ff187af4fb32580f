package icd.workbench.result;

import icd.math.Digits;
import icd.math.Estimate;
import icd.math.Interval;
import icd.workbench.recipe.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A mean that a run found, with all its errors.
 *
 * @param series the trials, or the baseline, of the mean
 * @param metric the quantity
 * @param mean the mean, with its standard error
 * @param over the origin of the error: repeats as {@link Repeats#over} names them, or a number of {@code prompts} where
 *     there is one trial, or one baseline
 * @param bootstrap the interval at 95 % by the bootstrap; unknown over prompts, whose numbers a run does not keep
 */
public record Statistic(Series series, String metric, Estimate mean, String over, Interval bootstrap) {

    private static final double LEVEL = 0.95;

    /** Returns the means of a run: those that its tables show of layers and of baselines. */
    public static List<Statistic> of(RunResult run) {
        List<Statistic> all = new ArrayList<>();
        for (Averages row : Averages.of(run)) {
            row.each().forEach((metric, each) -> {
                Estimate mean = row.mean(metric);
                if (!Double.isNaN(mean.value()) && mean.kind() == Estimate.Kind.STANDARD_ERROR) {
                    String named = row.ofBaseline() ? Metric.BASELINE : metric.named();
                    String over = row.repeats().over();
                    all.add(new Statistic(
                            row.series(),
                            named,
                            mean,
                            over.isEmpty() ? mean.n() + " prompts" : over,
                            row.repeats().bootstrap(each)));
                }
            });
        }
        return List.copyOf(all);
    }

    /** The interval at 95 % by Student's t. */
    public Interval interval() {
        return mean.interval(LEVEL);
    }

    /** Heads of the columns of {@link #cells}. */
    public static List<String> header(Collection<String> axes) {
        List<String> header = new ArrayList<>(List.of("case", "model"));
        header.addAll(axes);
        header.addAll(List.of(
                "metric",
                "over",
                "mean",
                "standard error",
                "standard deviation",
                "95 % interval (t)",
                "95 % interval (bootstrap)"));
        return header;
    }

    /** Returns this mean as a row of a table. */
    public List<String> cells(Collection<String> axes) {
        List<String> cells = new ArrayList<>(List.of(series.caseName(), series.model()));
        cells.addAll(series.cells(axes));
        cells.addAll(List.of(
                metric,
                over,
                Digits.of(mean.value(), 5),
                Digits.of(mean.error(), 2),
                Digits.of(mean.standardDeviation(), 2),
                interval().toString(),
                bootstrap.toString()));
        return cells;
    }

    /**
     * Returns {@code test_mse_per_dim of subspaces linear: 0.35513 over 3 data sets, 2 weight seeds each; standard
     * error 0.0011, ...}.
     */
    @Override
    public String toString() {
        return metric + " of " + series.caseName() + " " + series.model()
                + (series.at().isEmpty() ? "" : " " + series.at()) + ": " + Digits.of(mean.value(), 5) + " over "
                + over + "; standard error " + Digits.of(mean.error(), 2) + ", standard deviation "
                + Digits.of(mean.standardDeviation(), 2) + ", 95 % interval " + interval() + " (t)"
                + (bootstrap.isKnown() ? ", " + bootstrap + " (bootstrap)" : "");
    }
}
