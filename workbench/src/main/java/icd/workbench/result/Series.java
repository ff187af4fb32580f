package icd.workbench.result;

import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The common place of trials that are repeats of each other: all their coordinates except those of repeats. Results are
 * averaged over the trials of one series, and over nothing else; so are results of a baseline.
 *
 * @param caseName the case
 * @param model the layer, or the baseline; empty where there is none
 * @param at the values of axes, without repeats and without those that the model's name implies
 */
public record Series(String caseName, String model, SequencedMap<String, Coordinate> at) {

    /** Copies the map, in its order. */
    public Series {
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
    }

    /** Returns the trials of a run by their series, in the order of their first trials. */
    public static SequencedMap<Series, List<FinishedTrial>> of(RunResult run) {
        return of(run, run.finished());
    }

    /** Returns some of a run's trials by their series. */
    public static SequencedMap<Series, List<FinishedTrial>> of(RunResult run, List<FinishedTrial> some) {
        Set<String> said = saidByModel(run.finished());
        SequencedMap<Series, List<FinishedTrial>> series = new LinkedHashMap<>();
        for (FinishedTrial trial : some) {
            SequencedMap<String, Coordinate> at =
                    new LinkedHashMap<>(trial.spec().axes());
            at.keySet().removeIf(axis -> run.recipe().isRepeat(axis) || said.contains(axis));
            series.computeIfAbsent(
                            new Series(trial.result().caseName(), trial.result().model(), at), _ -> new ArrayList<>())
                    .add(trial);
        }
        return series;
    }

    /**
     * Returns the losses of a run's baselines by their series, MSE/n: several where they were measured with several
     * data seeds.
     */
    public static SequencedMap<Series, List<Measured>> ofBaselines(RunResult run) {
        SequencedMap<Series, List<Measured>> series = new LinkedHashMap<>();
        for (BaselineGroups.Group group : run.recipe().baselineGroups()) {
            run.baselinesOf(group).forEach((name, result) -> {
                SequencedMap<String, Coordinate> at = new LinkedHashMap<>(group.coordinates(name));
                at.keySet().removeIf(run.recipe()::isRepeat);
                series.computeIfAbsent(new Series(group.first().label(), name, at), _ -> new ArrayList<>())
                        .add(new Measured(group.at(name), Metric.BASELINE, result.estimate()));
            });
        }
        return series;
    }

    /** Returns the axes of the model in which no two trials with layers of one name differ. */
    private static Set<String> saidByModel(List<FinishedTrial> trials) {
        Map<String, Map<String, Coordinate>> values = new HashMap<>();
        Set<String> said = new LinkedHashSet<>();
        Set<String> unsaid = new LinkedHashSet<>();
        for (FinishedTrial trial : trials) {
            trial.spec().axes().forEach((axis, value) -> {
                if (axis.startsWith("model.") && trial.result().hasModel()) {
                    said.add(axis);
                    Coordinate before = values.computeIfAbsent(axis, _ -> new HashMap<>())
                            .putIfAbsent(trial.result().model(), value);
                    if (before != null && !before.equals(value)) {
                        unsaid.add(axis);
                    }
                }
            });
        }
        said.removeAll(unsaid);
        return said;
    }

    /** Returns the axes that any of the series has, in order. */
    public static SequencedSet<String> axes(Iterable<Series> all) {
        SequencedSet<String> axes = new LinkedHashSet<>();
        all.forEach(series -> axes.addAll(series.at().keySet()));
        return axes;
    }

    /** Returns its values of some axes, as cells of a table: empty where it has none. */
    public List<String> cells(Collection<String> axes) {
        return axes.stream()
                .map(axis -> at.containsKey(axis) ? at.get(axis).toString() : "")
                .toList();
    }

    /** Returns the coordinates in which places differ, without the trial's id. */
    public static SequencedSet<String> varied(Collection<? extends Map<String, Coordinate>> places) {
        SequencedMap<String, Set<Coordinate>> values = new LinkedHashMap<>();
        places.forEach(place -> place.forEach((name, value) ->
                values.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(value)));
        values.remove("trial");
        SequencedSet<String> varied = new LinkedHashSet<>();
        values.forEach((name, of) -> {
            if (of.size() > 1) {
                varied.add(name);
            }
        });
        return varied;
    }
}
