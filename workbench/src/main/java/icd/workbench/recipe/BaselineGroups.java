package icd.workbench.recipe;

import icd.denoise.Baseline;
import icd.task.FixedTransform;
import icd.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Which trials share their baselines: those in which nothing differs that a baseline depends on. */
public final class BaselineGroups {

    /** All that baselines depend on; of the prompts only what those without a context are drawn from, where all are such. */
    private record Inputs(
            String label, Task task, Optional<FixedTransform> transform, Object data, List<Baseline> baselines) {

        static Inputs of(TrialSpec trial) {
            DataSpec data = trial.data();
            boolean alone = trial.baselines().stream()
                    .noneMatch(baseline -> trial.isOfPrompts(baseline) || baseline.trainingPrompts(data.n()) > 0);
            return new Inputs(
                    trial.label(),
                    trial.task(),
                    trial.transform(),
                    alone ? List.of(data.n(), data.baselineDraws(), data.seed()) : List.of(data, trial.precision()),
                    trial.baselines());
        }
    }

    private BaselineGroups() {}

    /**
     * The groups by name, in the order of their first trials: the case's, or where a case has several, for all but the first of
     * them the case's with the first trial's id behind a slash.
     */
    public static SequencedMap<String, List<TrialSpec>> of(List<TrialSpec> trials) {
        SequencedMap<Inputs, List<TrialSpec>> byInputs = new LinkedHashMap<>();
        for (TrialSpec trial : trials) {
            byInputs.computeIfAbsent(Inputs.of(trial), _ -> new ArrayList<>()).add(trial);
        }
        SequencedMap<String, List<TrialSpec>> groups = new LinkedHashMap<>();
        for (List<TrialSpec> group : byInputs.values()) {
            TrialSpec first = group.getFirst();
            String label = first.label();
            groups.put(groups.containsKey(label) ? label + "/" + first.id() : label, group);
        }
        return groups;
    }

    /** The coordinates that a group's baselines have: the axis values that no two of its trials differ in. */
    public static SequencedMap<String, String> coordinates(List<TrialSpec> group) {
        SequencedMap<String, String> shared =
                new LinkedHashMap<>(group.getFirst().axes());
        group.forEach(
                trial -> shared.entrySet().retainAll(Set.copyOf(trial.axes().entrySet())));
        return shared;
    }
}
