package icd.workbench.engine;

import icd.attention.Attention;
import icd.denoise.Score;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.kernel.Kernel;
import icd.train.BatchOrder;
import icd.train.Fit;
import icd.train.Trainer;
import icd.train.TrainingPrompts;
import icd.train.TrainingState;
import icd.workbench.piece.Contents;
import icd.workbench.piece.Numerics;
import icd.workbench.piece.Piece;
import icd.workbench.piece.SharedPrompts;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.recipe.TrainingSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Table;
import icd.workbench.run.TrialFiles;
import icd.workbench.run.TrialResult;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.ojalgo.matrix.store.R064Store;

/** One trial: its prompts, its training, and its evaluation on fresh prompts. */
record TrialPiece(TrialSpec trial) implements Piece {

    @Override
    public Sort sort() {
        return Sort.TRIAL;
    }

    @Override
    public String id() {
        return trial.id();
    }

    @Override
    public String name() {
        return trial.id();
    }

    @Override
    public String determining() {
        return trial.determining();
    }

    @Override
    public double cost() {
        return trial.work();
    }

    @Override
    public List<SharedPrompts.Key> needs() {
        return TrialPrompts.keys(trial);
    }

    @Override
    public Contents run(Work work) {
        return TrialFiles.contents(new Execution(trial, new TrialPrompts(trial, work.prompts()), work).result());
    }

    @Override
    public String outcome(Contents contents) {
        return TrialFiles.outcome(contents);
    }

    private record Execution(TrialSpec trial, TrialPrompts prompts, Work work) {

        TrialResult result() {
            if (trial.model().isEmpty()) {
                return result("", new double[0], new double[0], null, null, new LinkedHashMap<>());
            }
            if (trial.training().isEmpty()) {
                Attention layer = Layers.initial(trial);
                SequencedMap<String, NpyArray> weights = new LinkedHashMap<>(layer.arrays("_init"));
                weights.putAll(layer.arrays("_final"));
                return evaluated(layer, layer.name(), new double[0], new double[0], weights);
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
                    work.workers());
            Fit fit = work.checkpoint()
                    .find(saved -> TrainingState.of(Npz.read(new ByteArrayInputStream(saved), "checkpoint")))
                    .map(state -> {
                        advance(state);
                        return trainer.resume(state, this::trained);
                    })
                    .orElseGet(() -> trainer.run(this::trained));
            return evaluated(fit.model(), fit.initial().name(), fit.trainLoss(), fit.testLoss(), weights(fit));
        }

        private void trained(TrainingState state) {
            work.checkpoint().offer(() -> Npz.bytes(state.arrays()));
            advance(state);
        }

        private void advance(TrainingState state) {
            work.progress().accept((double) state.epoch() / Math.max(1, trial.epochs()));
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
                SequencedMap<String, NpyArray> weights) {
            Score fresh = trial.data().fresh() > 0 ? Score.of(layer, prompts.fresh(), work.workers()) : null;
            return result(name, trainLoss, testLoss, layer, fresh, weights);
        }

        /** @param layer null without a model */
        private TrialResult result(
                String model,
                double[] trainLoss,
                double[] testLoss,
                Attention layer,
                Score fresh,
                SequencedMap<String, NpyArray> weights) {
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
                        ((Evaluation) evaluation)
                                .run(new Evaluation.Subject(trial, layer, prompts, work.workers()))
                                .withWords(evaluation.words()));
            }
            return TrialResult.of(
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

        private static SequencedMap<String, NpyArray> weights(Fit fit) {
            SequencedMap<String, NpyArray> weights =
                    new LinkedHashMap<>(fit.initial().arrays("_init"));
            fit.kept().forEach((epoch, layer) -> weights.putAll(layer.arrays("_epoch" + epoch)));
            Attention model = fit.model();
            weights.putAll(model.arrays("_final"));
            return weights;
        }
    }
}
