package icd.workbench.engine;

import icd.attention.Attention;
import icd.denoise.Score;
import icd.io.NpyArray;
import icd.kernel.Kernel;
import icd.kernel.Workers;
import icd.train.BatchOrder;
import icd.train.Fit;
import icd.train.Trainer;
import icd.train.TrainingPrompts;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.recipe.TrainingSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Numerics;
import icd.workbench.run.Table;
import icd.workbench.run.TrialResult;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.ojalgo.matrix.store.R064Store;

/** One trial: its prompts, its training, and its evaluation on fresh prompts. */
final class TrialJob {

    private final TrialSpec trial;
    private final RunListener listener;
    private final TrialPrompts prompts;

    TrialJob(TrialSpec trial, PromptStore store, RunListener listener) {
        this.trial = trial;
        this.listener = listener;
        this.prompts = new TrialPrompts(trial, store);
    }

    TrialSpec trial() {
        return trial;
    }

    TrialResult run(Workers workers) {
        if (trial.model().isEmpty()) {
            return result("", new double[0], new double[0], null, null, new LinkedHashMap<>(), workers);
        }
        if (trial.training().isEmpty()) {
            Attention layer = Layers.initial(trial);
            SequencedMap<String, NpyArray> weights = new LinkedHashMap<>(layer.arrays("_init"));
            weights.putAll(layer.arrays("_final"));
            return evaluated(layer, layer.name(), new double[0], new double[0], weights, workers);
        }
        TrainingSpec training = trial.training().get();
        Trainer trainer = new Trainer(
                trial.id(),
                Layers.initial(trial),
                trainingPrompts(training),
                prompts.test(),
                training.options(),
                BatchOrder.shuffled(training.seed()),
                Kernel.chosen(),
                workers);
        Fit fit = trainer.run(state -> listener.epoch(trial, state.epoch(), state.testLoss()[state.epoch()]));
        return evaluated(fit.model(), fit.initial().name(), fit.trainLoss(), fit.testLoss(), weights(fit), workers);
    }

    private TrainingPrompts trainingPrompts(TrainingSpec training) {
        return switch (training.prompts()) {
            case FIXED -> TrainingPrompts.fixed(prompts.train());
            case FRESH ->
                TrainingPrompts.fresh(
                        trial.promptTask(),
                        trial.data().train(),
                        trial.data().L(),
                        trial.precision(),
                        trial.data().seed());
        };
    }

    private TrialResult evaluated(
            Attention layer,
            String name,
            double[] trainLoss,
            double[] testLoss,
            SequencedMap<String, NpyArray> weights,
            Workers workers) {
        Score fresh = trial.data().fresh() > 0 ? Score.of(layer, prompts.fresh(), workers) : null;
        return result(name, trainLoss, testLoss, layer, fresh, weights, workers);
    }

    /** @param layer null without a model */
    private TrialResult result(
            String model,
            double[] trainLoss,
            double[] testLoss,
            Attention layer,
            Score fresh,
            SequencedMap<String, NpyArray> weights,
            Workers workers) {
        if (layer != null) {
            int n = trial.data().n();
            trial.promptTask()
                    .transform()
                    .ifPresent(change -> weights.put("A", NpyArray.of(rows(change.matrix()), n, n)));
        }
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        for (EvaluationSpec evaluation : trial.evaluate()) {
            tables.put(
                    evaluation.name(),
                    ((Evaluation) evaluation).run(new Evaluation.Subject(trial, layer, prompts, workers)));
        }
        return new TrialResult(
                trial.id(),
                Numerics.hash(trial.determining()),
                trial.label(),
                trial.promptTask().name(),
                model,
                trial.weightSeed(),
                trial.data().seed(),
                trainLoss,
                testLoss,
                fresh == null ? Double.NaN : fresh.msePerDim(),
                fresh == null ? Double.NaN : fresh.standardError(),
                weights,
                tables);
    }

    private static double[] rows(R064Store matrix) {
        return matrix.transpose().toRawCopy1D(); // which goes down the columns
    }

    /** Lets go of the prompts; once, whether the trial has succeeded or not. */
    void giveBack() {
        prompts.giveBack();
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
