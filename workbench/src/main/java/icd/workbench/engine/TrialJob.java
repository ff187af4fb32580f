package icd.workbench.engine;

import icd.attention.Attention;
import icd.denoise.Score;
import icd.io.NpyArray;
import icd.kernel.Kernel;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Task;
import icd.train.BatchOrder;
import icd.train.Fit;
import icd.train.Trainer;
import icd.workbench.engine.PromptStore.Key;
import icd.workbench.recipe.DataSpec;
import icd.workbench.recipe.Drawn;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Numerics;
import icd.workbench.run.TrialResult;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** One trial: its prompts, its training, and its evaluation on fresh prompts. */
final class TrialJob {

    /** The stream of {@link Task#prompts}. */
    private static final String TOGETHER = "prompts";

    private final TrialSpec trial;
    private final PromptStore store;
    private final RunListener listener;
    private final Key trainKey;
    private final Key testKey;
    private final Key freshKey;

    TrialJob(TrialSpec trial, PromptStore store, RunListener listener) {
        this.trial = trial;
        this.store = store;
        this.listener = listener;
        this.trainKey = trainKey(trial);
        this.testKey = testKey(trial);
        this.freshKey = freshKey(trial);
        store.announce(trainKey);
        store.announce(testKey);
        store.announce(freshKey);
    }

    static Key trainKey(TrialSpec trial) {
        return key(trial, 0, trial.data().train(), together(trial) ? TOGETHER : "training prompts");
    }

    static Key testKey(TrialSpec trial) {
        DataSpec data = trial.data();
        return together(trial)
                ? key(trial, data.train(), data.test(), TOGETHER)
                : key(trial, 0, data.test(), "test prompts");
    }

    static Key freshKey(TrialSpec trial) {
        return key(trial, 0, trial.data().fresh(), "fresh prompts");
    }

    private static boolean together(TrialSpec trial) {
        return trial.data().drawn() == Drawn.TOGETHER;
    }

    /** @param from number of the first prompt of the stream */
    static Key key(TrialSpec trial, int from, int count, String purpose) {
        DataSpec data = trial.data();
        return new Key(Domain.task(trial), from, count, data.L(), Domain.precision(trial), data.seed(), purpose);
    }

    TrialSpec trial() {
        return trial;
    }

    TrialResult run(Workers workers) {
        Task task = Domain.task(trial);
        PromptSet train = store.get(trainKey);
        PromptSet test = store.get(testKey);
        Trainer trainer = new Trainer(
                trial.id(),
                Domain.layer(trial),
                train,
                test,
                Domain.options(trial.training()),
                BatchOrder.shuffled(trial.training().seed()),
                Kernel.chosen(),
                workers);
        Fit fit = trainer.run(state -> listener.epoch(trial, state.epoch(), state.testLoss()[state.epoch()]));
        double fresh = Double.NaN;
        double freshError = Double.NaN;
        if (trial.data().fresh() > 0) {
            Score score = Score.of(fit.model(), store.get(freshKey), workers);
            fresh = score.msePerDim();
            freshError = score.standardError();
        }
        return new TrialResult(
                trial.id(),
                Numerics.hash(trial.determining()),
                BaselineJob.label(trial),
                task.name(),
                fit.initial().name(),
                trial.training().seed(),
                trial.data().seed(),
                fit.trainLoss(),
                fit.testLoss(),
                fresh,
                freshError,
                weights(fit));
    }

    /** Lets go of the prompts; once, whether the trial has succeeded or not. */
    void giveBack() {
        store.giveBack(trainKey);
        store.giveBack(testKey);
        store.giveBack(freshKey);
    }

    private static SequencedMap<String, NpyArray> weights(Fit fit) {
        SequencedMap<String, NpyArray> weights =
                new LinkedHashMap<>(fit.initial().arrays("_init"));
        fit.kept().forEach((epoch, layer) -> weights.putAll(layer.arrays("_epoch" + epoch)));
        Attention model = fit.model();
        weights.putAll(model.arrays("_final"));
        return weights;
    }
}
