package icd.workbench.engine;

import icd.denoise.Baseline;
import icd.denoise.Denoiser;
import icd.denoise.Score;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Task;
import icd.workbench.evaluation.TrialPrompts;
import icd.workbench.piece.Contents;
import icd.workbench.piece.Piece;
import icd.workbench.piece.SharedPrompts;
import icd.workbench.piece.SharedPrompts.Key;
import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.DataSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.BaselineFiles;
import icd.workbench.result.BaselineResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.DoubleSupplier;

/**
 * The baselines of trials that share them. A baseline whose loss theory knows is not drawn; of the others, those that
 * need no context are measured on many draws without one, and the rest on the fresh prompts (or, where there are none,
 * the test prompts).
 *
 * @param group the baselines to measure, and the trials that share them
 * @param determining the text that determines their losses
 */
record BaselinePiece(BaselineGroups.Group group, String determining) implements Piece {

    /** The number of context-free draws that are held at a time. */
    private static final int CHUNK = 5_000;

    private TrialSpec trial() {
        return group.first();
    }

    @Override
    public Sort sort() {
        return Sort.BASELINES;
    }

    @Override
    public String id() {
        return group.id();
    }

    @Override
    public String name() {
        return "baselines of " + group.name();
    }

    @Override
    public double cost() {
        DataSpec data = trial().data();
        double perDenoiser = wantsContext() ? (double) data.fresh() * data.L() : data.baselineDraws();
        return 1 + perDenoiser * data.n() * drawn().size();
    }

    @Override
    public List<Key> needs() {
        List<Key> needs = new ArrayList<>();
        if (wantsTraining()) {
            needs.add(TrialPrompts.trainKey(trial()));
        }
        if (wantsContext()) {
            needs.add(contextKey());
        }
        return needs;
    }

    @Override
    public Contents run(Work work) {
        return BaselineFiles.contents(hash(), measure(work.prompts()));
    }

    @Override
    public String outcome(Contents contents) {
        return "measured";
    }

    private Key contextKey() {
        DataSpec data = trial().data();
        return data.fresh() > 0 ? TrialPrompts.freshKey(trial()) : TrialPrompts.testKey(trial());
    }

    private boolean wantsContext() {
        return group.baselines().stream().anyMatch(trial()::isOfPrompts);
    }

    private List<Baseline> drawn() {
        return group.baselines().stream()
                .filter(baseline -> !trial().isExact(baseline))
                .toList();
    }

    private boolean wantsTraining() {
        return drawn().stream()
                .anyMatch(baseline -> baseline.trainingPrompts(trial().data().n()) > 0);
    }

    private SequencedMap<String, BaselineResult> measure(SharedPrompts prompts) {
        Task task = trial().promptTask().heldOut();
        SequencedMap<Baseline, Denoiser> denoisers = new LinkedHashMap<>();
        drawn().forEach(baseline -> denoisers.put(
                baseline,
                baseline.denoiser(task, trial().data().L(), () -> prompts.get(TrialPrompts.trainKey(trial())))));
        SequencedMap<String, BaselineResult> onDraws = onDraws(task, denoisers);
        SequencedMap<String, BaselineResult> results = new LinkedHashMap<>();
        group.baselines().forEach(baseline -> {
            String name = baseline.name();
            Optional<DoubleSupplier> exact = trial().exactLoss(baseline);
            if (exact.isPresent()) {
                results.put(name, BaselineResult.exact(exact.get().getAsDouble()));
            } else if (trial().isOfPrompts(baseline)) {
                PromptSet on = prompts.get(contextKey());
                results.put(name, result(Score.of(denoisers.get(baseline), on, Workers.caller())));
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
            if (!trial().isOfPrompts(baseline)) {
                scores.put(denoiser, new ArrayList<>());
            }
        });
        int draws = trial().data().baselineDraws();
        for (int from = 0; from < draws && !scores.isEmpty(); from += CHUNK) {
            PromptSet chunk = PromptSet.draw(
                    task,
                    Math.min(CHUNK, draws - from),
                    0,
                    Precision.FLOAT64,
                    trial().data().seed(),
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
