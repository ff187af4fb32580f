package icd.workbench.run;

import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** What baselines did on the prompts of a trial. */
    public SequencedMap<String, BaselineResult> baselinesOf(TrialSpec trial) {
        SequencedMap<String, BaselineResult> of = new LinkedHashMap<>();
        BaselineGroups.of(recipe.trials()).stream()
                .filter(group -> group.trials().contains(trial))
                .forEach(group -> of.putAll(baselines.getOrDefault(group.name(), new LinkedHashMap<>())));
        return of;
    }
}
