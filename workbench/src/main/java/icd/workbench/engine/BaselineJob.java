package icd.workbench.engine;

import icd.denoise.Baseline;
import icd.denoise.Denoiser;
import icd.denoise.Score;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Task;
import icd.workbench.engine.PromptStore.Key;
import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.DataSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.BaselineResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The baselines of one case: those that need no context on many draws without one, the others on the fresh prompts (or, where
 * there are none, the test prompts).
 *
 * @param trial any trial of the case
 * @param baselines which
 */
record BaselineJob(TrialSpec trial, List<Baseline> baselines) {

    /** Context-free draws held at a time. */
    private static final int CHUNK = 5_000;

    /** One job for each group of trials that share their baselines, by the group's name. */
    static SequencedMap<String, BaselineJob> of(List<TrialSpec> trials) {
        SequencedMap<String, BaselineJob> jobs = new LinkedHashMap<>();
        BaselineGroups.of(trials).forEach((name, group) -> {
            TrialSpec first = group.getFirst();
            jobs.put(name, new BaselineJob(first, first.baselines()));
        });
        return jobs;
    }

    private Key contextKey() {
        DataSpec data = trial.data();
        return data.fresh() > 0 ? TrialPrompts.freshKey(trial) : TrialPrompts.testKey(trial);
    }

    private boolean wantsContext() {
        return baselines.stream().anyMatch(trial::isOfPrompts);
    }

    private boolean wantsTraining() {
        return baselines.stream()
                .anyMatch(baseline -> baseline.trainingPrompts(trial.data().n()) > 0);
    }

    /** Whether it holds prompt sets of the trials on this data. */
    boolean wantsPromptsOf(Key training) {
        return (wantsContext() || wantsTraining())
                && TrialPrompts.trainKey(trial).equals(training);
    }

    void announce(PromptStore store) {
        if (wantsContext()) {
            store.announce(contextKey());
        }
        if (wantsTraining()) {
            store.announce(TrialPrompts.trainKey(trial));
        }
    }

    SequencedMap<String, BaselineResult> run(PromptStore store) {
        try {
            return measure(store);
        } finally {
            if (wantsContext()) {
                store.giveBack(contextKey());
            }
            if (wantsTraining()) {
                store.giveBack(TrialPrompts.trainKey(trial));
            }
        }
    }

    private SequencedMap<String, BaselineResult> measure(PromptStore store) {
        Task task = trial.promptTask().heldOut();
        SequencedMap<Baseline, Denoiser> denoisers = new LinkedHashMap<>();
        baselines.forEach(baseline -> denoisers.put(
                baseline, baseline.denoiser(task, trial.data().L(), () -> store.get(TrialPrompts.trainKey(trial)))));
        SequencedMap<String, BaselineResult> onDraws = onDraws(task, denoisers);
        SequencedMap<String, BaselineResult> results = new LinkedHashMap<>();
        denoisers.forEach((baseline, denoiser) -> {
            String name = baseline.name();
            if (trial.isOfPrompts(baseline)) {
                results.put(name, result(Score.of(denoiser, store.get(contextKey()), Workers.caller())));
            } else {
                results.put(name, onDraws.get(name));
            }
        });
        return results;
    }

    private SequencedMap<String, BaselineResult> onDraws(Task task, SequencedMap<Baseline, Denoiser> denoisers) {
        SequencedMap<Denoiser, List<Score>> scores = new LinkedHashMap<>();
        SequencedMap<String, BaselineResult> results = new LinkedHashMap<>();
        denoisers.forEach((baseline, denoiser) -> {
            if (!trial.isOfPrompts(baseline)) {
                scores.put(denoiser, new ArrayList<>());
            }
        });
        int draws = trial.data().baselineDraws();
        for (int from = 0; from < draws && !scores.isEmpty(); from += CHUNK) {
            PromptSet chunk = PromptSet.draw(
                    task,
                    Math.min(CHUNK, draws - from),
                    0,
                    Precision.FLOAT64,
                    trial.data().seed(),
                    "baseline draws from " + from,
                    Workers.caller());
            scores.forEach((denoiser, parts) -> parts.add(Score.of(denoiser, chunk, Workers.caller())));
        }
        denoisers.forEach((baseline, denoiser) -> {
            if (scores.containsKey(denoiser)) {
                results.put(baseline.name(), result(Score.pooled(scores.get(denoiser))));
            }
        });
        return results;
    }

    private static BaselineResult result(Score score) {
        return new BaselineResult(score.msePerDim(), score.standardError(), score.prompts());
    }
}
