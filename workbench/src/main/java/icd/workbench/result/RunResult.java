package icd.workbench.result;

import icd.denoise.Baseline;
import icd.math.Estimate;
import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Reading;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** All findings of a run. Values that several views need are computed once. */
public final class RunResult {

    private final Recipe recipe;
    private final SequencedMap<String, SequencedMap<String, BaselineResult>> baselines;
    private final List<TrialResult> trials;
    private final List<ClaimResult> claims;
    private final SequencedMap<String, String> failures;
    private List<FinishedTrial> finished;
    private Map<String, FinishedTrial> byId;
    private List<Measured> observations;

    /**
     * Creates the result of a run.
     *
     * @param recipe the recipe of the run
     * @param baselines the losses of baselines, by case and name
     * @param trials the finished trials, in the recipe's order
     * @param claims the checked claims, in the order of the list of claims
     * @param failures the failures, by trial (or case, for its baselines); empty where there are none
     */
    public RunResult(
            Recipe recipe,
            SequencedMap<String, SequencedMap<String, BaselineResult>> baselines,
            List<TrialResult> trials,
            List<ClaimResult> claims,
            SequencedMap<String, String> failures) {
        this.recipe = recipe;
        this.baselines = baselines;
        this.trials = List.copyOf(trials);
        this.claims = List.copyOf(claims);
        this.failures = failures;
    }

    /** Returns the recipe that was run. */
    public Recipe recipe() {
        return recipe;
    }

    /** Returns the losses of baselines, by case and name. */
    public SequencedMap<String, SequencedMap<String, BaselineResult>> baselines() {
        return baselines;
    }

    /** Returns the trials that are finished, in the recipe's order. */
    public List<TrialResult> trials() {
        return trials;
    }

    /** Returns the claims that were checked, in the order of the list of claims. */
    public List<ClaimResult> claims() {
        return claims;
    }

    /** Returns the failures, by trial (or case, for its baselines); empty where there are none. */
    public SequencedMap<String, String> failures() {
        return failures;
    }

    /** Returns {@code 36 trials}, {@code 109 claims}, {@code 3 trials and 1 claim}. */
    public static String count(int trials, int claims) {
        String ofTrials = trials + (trials == 1 ? " trial" : " trials");
        String ofClaims = claims + (claims == 1 ? " claim" : " claims");
        return claims == 0 ? ofTrials : trials == 0 ? ofClaims : ofTrials + " and " + ofClaims;
    }

    /**
     * Returns this run with the figures of another recipe in place of its own.
     *
     * @param file a recipe, or only its {@code figures}
     * @throws icd.workbench.tree.RecipeException if it has no figures, or has a figure whose data this run lacks
     */
    public RunResult redrawn(Path file) {
        return new RunResult(Reading.redrawn(recipe, file), baselines, trials, claims, failures);
    }

    /** Returns the results of the baselines of a group; none where they failed. */
    public SequencedMap<String, BaselineResult> baselinesOf(BaselineGroups.Group group) {
        return baselines.getOrDefault(group.name(), new LinkedHashMap<>());
    }

    /** Returns the results of baselines on the prompts of a trial. */
    public SequencedMap<String, BaselineResult> baselinesOf(TrialSpec trial) {
        SequencedMap<String, BaselineResult> of = new LinkedHashMap<>();
        recipe.baselineGroups().stream()
                .filter(group ->
                        group.trials().stream().anyMatch(each -> each.id().equals(trial.id())))
                .forEach(group -> of.putAll(baselinesOf(group)));
        return of;
    }

    /** Returns the trials with their specifications, in the recipe's order. */
    public synchronized List<FinishedTrial> finished() {
        if (finished == null) {
            Map<String, TrialSpec> specs = new HashMap<>();
            recipe.trials().forEach(spec -> specs.put(spec.id(), spec));
            Map<String, Estimate> bayes = new HashMap<>();
            for (BaselineGroups.Group group : recipe.baselineGroups()) {
                Optional.ofNullable(baselinesOf(group).get(Baseline.BAYES.name()))
                        .ifPresent(found -> group.trials().forEach(trial -> bayes.put(trial.id(), found.estimate())));
            }
            finished = trials.stream()
                    .map(trial -> new FinishedTrial(
                            specs.get(trial.id()),
                            specs.get(trial.id()).at(),
                            trial,
                            Optional.ofNullable(bayes.get(trial.id()))))
                    .toList();
        }
        return finished;
    }

    /**
     * Returns a finished trial.
     *
     * @param id the coordinate {@code trial} of its numbers
     */
    public synchronized FinishedTrial finished(Coordinate id) {
        if (byId == null) {
            byId = new HashMap<>();
            finished().forEach(trial -> byId.put(trial.spec().id(), trial));
        }
        return byId.get(id.toString());
    }

    /** Returns all numbers with their coordinates. */
    synchronized List<Measured> observations() {
        if (observations == null) {
            observations = Observations.measured(this);
        }
        return observations;
    }

    @Override
    public String toString() {
        return recipe.name() + ": " + trials.size() + " trials, " + claims.size() + " claims";
    }
}
