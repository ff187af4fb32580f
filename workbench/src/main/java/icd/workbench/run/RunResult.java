package icd.workbench.run;

import icd.denoise.Baseline;
import icd.math.Estimate;
import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * All that a run found.
 *
 * @param recipe what was run
 * @param baselines by case and name
 * @param trials those finished, in the recipe's order
 * @param claims those checked, in the order of the list of claims
 * @param failures what went wrong, by trial (or case, of its baselines); empty where all is well
 */
public record RunResult(
        Recipe recipe,
        SequencedMap<String, SequencedMap<String, BaselineResult>> baselines,
        List<TrialResult> trials,
        List<ClaimResult> claims,
        SequencedMap<String, String> failures) {

    public RunResult {
        trials = List.copyOf(trials);
        claims = List.copyOf(claims);
    }

    /** What the baselines of a group did; none where they failed. */
    public SequencedMap<String, BaselineResult> baselinesOf(BaselineGroups.Group group) {
        return baselines.getOrDefault(group.name(), new LinkedHashMap<>());
    }

    /** What baselines did on the prompts of a trial. */
    public SequencedMap<String, BaselineResult> baselinesOf(TrialSpec trial) {
        SequencedMap<String, BaselineResult> of = new LinkedHashMap<>();
        recipe.baselineGroups().stream()
                .filter(group ->
                        group.trials().stream().anyMatch(each -> each.id().equals(trial.id())))
                .forEach(group -> of.putAll(baselinesOf(group)));
        return of;
    }

    /** The trials with what they were asked for, in the recipe's order. */
    public List<FinishedTrial> finished() {
        Map<String, TrialSpec> specs = new HashMap<>();
        recipe.trials().forEach(spec -> specs.put(spec.id(), spec));
        Map<String, Estimate> bayes = new HashMap<>();
        for (BaselineGroups.Group group : recipe.baselineGroups()) {
            Optional.ofNullable(baselinesOf(group).get(Baseline.BAYES.name()))
                    .ifPresent(found -> group.trials().forEach(trial -> bayes.put(trial.id(), found.estimate())));
        }
        return trials.stream()
                .map(trial ->
                        new FinishedTrial(specs.get(trial.id()), trial, Optional.ofNullable(bayes.get(trial.id()))))
                .toList();
    }
}
