package icd.workbench.result;

import icd.math.Estimate;
import icd.workbench.recipe.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The repeated measurements of a run in one place: a row of its tables.
 *
 * @param series the place
 * @param ofBaseline whether it belongs to a baseline, whose loss stands under {@link Metric#FRESH}
 * @param repeats how the trials or measurements repeat each other
 * @param each the numbers of each of them, in one order
 */
public record Averages(Series series, boolean ofBaseline, Repeats repeats, SequencedMap<Metric, List<Estimate>> each) {

    /** Copies the map, in its order. */
    public Averages {
        each = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(each));
    }

    /** Returns the averages of a run's layers, and then of its baselines. */
    public static List<Averages> of(RunResult run) {
        List<Averages> all = new ArrayList<>();
        List<FinishedTrial> layers = run.finished().stream()
                .filter(trial -> trial.result().hasModel())
                .toList();
        Series.of(run, layers).forEach((series, trials) -> {
            SequencedMap<Metric, List<Estimate>> each = new LinkedHashMap<>();
            Metric.shown()
                    .forEach(metric ->
                            each.put(metric, trials.stream().map(metric::of).toList()));
            all.add(new Averages(series, false, Repeats.of(run, trials), each));
        });
        Series.ofBaselines(run)
                .forEach((series, losses) -> all.add(new Averages(
                        series,
                        true,
                        Repeats.ofMeasured(run.recipe(), losses),
                        new LinkedHashMap<>(Map.of(
                                Metric.FRESH,
                                losses.stream().map(Measured::estimate).toList())))));
        return all;
    }

    /** Returns the number of values in a mean. */
    public int count() {
        return each.firstEntry().getValue().size();
    }

    /** Returns the mean of a metric; NaN where there is none. */
    public Estimate mean(Metric metric) {
        return each.containsKey(metric) ? repeats.mean(each.get(metric)) : Estimate.of(Double.NaN);
    }

    /** Returns whether it is a baseline's loss that theory knows. */
    public boolean isExact() {
        return mean(Metric.FRESH).kind() == Estimate.Kind.EXACT;
    }
}
