package icd.workbench.run;

import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import java.util.ArrayList;
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
 * Where trials stand that are repeats of each other: all their coordinates but those of repeats. Results are averaged over the trials
 * of one series, and over nothing else.
 *
 * @param caseName the case
 * @param model the layer; empty where there is none
 * @param at the values of axes, but for repeats and for what the model's name says already
 */
public record Series(String caseName, String model, SequencedMap<String, String> at) {

    /** Copies the map, in its order. */
    public Series {
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
    }

    /** The trials of a run by their series, in the order of their first trials. */
    public static SequencedMap<Series, List<TrialResult>> of(RunResult run) {
        return of(run, run.trials());
    }

    /** Some of a run's trials by their series. */
    public static SequencedMap<Series, List<TrialResult>> of(RunResult run, List<TrialResult> some) {
        Map<String, TrialSpec> specs = new HashMap<>();
        run.recipe().trials().forEach(spec -> specs.put(spec.id(), spec));
        Set<String> said = saidByModel(run, specs);
        SequencedMap<Series, List<TrialResult>> series = new LinkedHashMap<>();
        for (TrialResult trial : some) {
            SequencedMap<String, String> at =
                    new LinkedHashMap<>(specs.get(trial.id()).axes());
            at.keySet().removeIf(axis -> run.recipe().isRepeat(axis) || said.contains(axis));
            series.computeIfAbsent(new Series(trial.caseName(), trial.model(), at), _ -> new ArrayList<>())
                    .add(trial);
        }
        return series;
    }

    /** The axes of the model in which no two trials with layers of one name differ. */
    private static Set<String> saidByModel(RunResult run, Map<String, TrialSpec> specs) {
        Map<String, Map<String, String>> values = new HashMap<>();
        Set<String> said = new LinkedHashSet<>();
        Set<String> unsaid = new LinkedHashSet<>();
        for (TrialResult trial : run.trials()) {
            specs.get(trial.id()).axes().forEach((axis, value) -> {
                if (axis.startsWith("model.") && trial.hasModel()) {
                    said.add(axis);
                    String before =
                            values.computeIfAbsent(axis, _ -> new HashMap<>()).putIfAbsent(trial.model(), value);
                    if (before != null && !before.equals(value)) {
                        unsaid.add(axis);
                    }
                }
            });
        }
        said.removeAll(unsaid);
        return said;
    }

    /** The axes that any of some series has, in order. */
    public static SequencedSet<String> axes(Iterable<Series> all) {
        SequencedSet<String> axes = new LinkedHashSet<>();
        all.forEach(series -> axes.addAll(series.at().keySet()));
        return axes;
    }

    /**
     * What the trials of series differ in, for a sentence about their means: {@code 3 weight seeds}, {@code 6 trials (training.seed,
     * data.seed)}; empty where each has one trial.
     */
    public static String repeats(Recipe recipe, Iterable<List<TrialResult>> all) {
        SequencedSet<String> varied = new LinkedHashSet<>();
        int most = 1;
        for (List<TrialResult> trials : all) {
            most = Math.max(most, trials.size());
            Set<String> ids = new LinkedHashSet<>();
            trials.forEach(trial -> ids.add(trial.id()));
            List<TrialSpec> specs = recipe.trials().stream()
                    .filter(spec -> ids.contains(spec.id()))
                    .toList();
            specs.forEach(spec -> spec.axes().forEach((axis, value) -> {
                if (specs.stream().anyMatch(other -> !value.equals(other.axes().get(axis)))) {
                    varied.add(axis);
                }
            }));
        }
        return most == 1
                ? ""
                : varied.equals(Set.of("training.seed"))
                        ? most + " weight seeds"
                        : varied.equals(Set.of("data.seed"))
                                ? most + " data seeds"
                                : most + " trials (" + String.join(", ", varied) + ")";
    }
}
