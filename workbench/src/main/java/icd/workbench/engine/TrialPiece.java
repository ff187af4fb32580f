package icd.workbench.engine;

import icd.attention.Attention;
import icd.denoise.Score;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.kernel.Kernel;
import icd.train.BatchOrder;
import icd.train.Cohort;
import icd.train.Fit;
import icd.train.Follower;
import icd.train.Learner;
import icd.train.Trainer;
import icd.train.TrainingPrompts;
import icd.train.TrainingState;
import icd.workbench.evaluation.Evaluation;
import icd.workbench.evaluation.Layers;
import icd.workbench.evaluation.TrialPrompts;
import icd.workbench.piece.Contents;
import icd.workbench.piece.Numerics;
import icd.workbench.piece.Piece;
import icd.workbench.piece.SharedPrompts;
import icd.workbench.recipe.EpochPrompts;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.recipe.TrainingSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import icd.workbench.result.TrialFiles;
import icd.workbench.result.TrialResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.ojalgo.matrix.store.R064Store;

/**
 * One trial: its prompts, its training, and its evaluations on fresh prompts and otherwise. A trial with evaluations is
 * made from its layer, which is the trial without any; a trial with several evaluations is made from the trials that
 * have one of them each.
 */
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
    public List<Piece> parts() {
        if (trial.evaluate().size() > 1) {
            return trial.evaluate().stream()
                    .<Piece>map(each -> new TrialPiece(trial.evaluating(List.of(each))))
                    .toList();
        }
        TrialPiece layer = layer();
        return layer == this ? List.of() : List.of(layer);
    }

    /**
     * Returns the trial without evaluations, which makes its layer; the piece itself where it has no evaluations, or no
     * layer.
     */
    private TrialPiece layer() {
        return trial.evaluate().isEmpty() || trial.model().isEmpty()
                ? this
                : new TrialPiece(trial.evaluating(List.of()));
    }

    @Override
    public Optional<Together> together() {
        return trial.training()
                .map(training -> new SameVisits(
                        TrialPrompts.trainKey(trial),
                        training.prompts(),
                        training.batches(trial.data().seed())));
    }

    /**
     * Trials whose trainings visit the same prompts in the same order.
     *
     * @param prompts the prompts to train on
     * @param kind whether they stay the same
     * @param order the order in which they are visited
     */
    private record SameVisits(SharedPrompts.Key prompts, EpochPrompts kind, BatchOrder order) implements Together {

        @Override
        public void run(List<Turn> turns) {
            SequencedMap<String, List<Turn>> byLayer = new LinkedHashMap<>();
            turns.forEach(turn -> byLayer.computeIfAbsent(layer(turn).hash(), _ -> new ArrayList<>())
                    .add(turn));
            List<Cohort.Member> members = new ArrayList<>();
            byLayer.values().forEach(ofLayer -> {
                Turn first = ofLayer.getFirst();
                TrialPiece layer = layer(first);
                if (first.work().parts().find(layer).isPresent()) {
                    ofLayer.forEach(turn -> turn.end().accept(() -> turn.piece().run(turn.work())));
                    return;
                }
                Execution execution = layer.execution(first.work());
                try {
                    members.add(new Cohort.Member(
                            execution.trainer(),
                            execution.saved(),
                            execution,
                            fit -> layer.ended(ofLayer, () -> TrialFiles.contents(execution.result(fit.get())))));
                } catch (RuntimeException e) {
                    layer.ended(ofLayer, () -> {
                        throw e;
                    });
                }
            });
            Cohort.run(members);
        }

        private static TrialPiece layer(Turn turn) {
            return ((TrialPiece) turn.piece()).layer();
        }
    }

    /** Ends the turns of trials that are made from this layer. */
    private void ended(List<Turn> turns, Supplier<Contents> training) {
        List<Contents> trained = new ArrayList<>();
        turns.forEach(turn -> turn.end().accept(() -> {
            if (trained.isEmpty()) {
                trained.add(training.get());
            }
            if (turn.piece().hash().equals(hash())) {
                return trained.getFirst();
            }
            turn.work().parts().keep(this, trained.getFirst());
            return turn.piece().run(turn.work());
        }));
    }

    private Execution execution(Work work) {
        return new Execution(trial, new TrialPrompts(trial, work.prompts()), work);
    }

    @Override
    public Contents run(Work work) {
        List<Contents> parts =
                parts().stream().map(part -> work.parts().get(part, work)).toList();
        Execution execution = execution(work);
        if (parts.isEmpty()) {
            return TrialFiles.contents(execution.result());
        }
        return trial.evaluate().size() > 1
                ? TrialFiles.joined(hash(), parts)
                : TrialFiles.evaluated(hash(), parts.getFirst(), execution.tables(layer(parts.getFirst())));
    }

    private Attention layer(Contents trained) {
        return Layers.of(trial, TrialFiles.weights(trained), "final");
    }

    @Override
    public String reached(byte[] checkpoint) throws IOException {
        TrainingState state = state(checkpoint);
        long steps = stepsOfNext(state, trial);
        return "after epoch " + state.epoch() + " of " + trial.epochs()
                + (steps == 0 ? "" : " and " + steps + " of " + batches(trial) + " steps of the next");
    }

    private static long stepsOfNext(TrainingState state, TrialSpec trial) {
        return state.step() - state.epoch() * batches(trial);
    }

    /** Steps in an epoch. */
    private static long batches(TrialSpec trial) {
        return trial.training().orElseThrow().options().batches(trial.data().train());
    }

    private static TrainingState state(byte[] checkpoint) throws IOException {
        return TrainingState.of(Npz.read(new ByteArrayInputStream(checkpoint), "checkpoint"));
    }

    @Override
    public String outcome(Contents contents) {
        return TrialFiles.outcome(contents);
    }

    private record Execution(TrialSpec trial, TrialPrompts prompts, Work work) implements Follower {

        TrialResult result() {
            if (trial.model().isEmpty()) {
                return result("", new double[0], new double[0], 0, null, null, new LinkedHashMap<>());
            }
            if (trial.training().isEmpty()) {
                Attention layer = Layers.initial(trial);
                SequencedMap<String, NpyArray> weights = new LinkedHashMap<>(layer.arrays("_init"));
                weights.putAll(layer.arrays("_final"));
                return evaluated(layer, layer.name(), new double[0], new double[0], 0, weights);
            }
            return result(saved().map(state -> trainer().resume(state, this))
                    .orElseGet(() -> trainer().run(this)));
        }

        /** Returns the result of a training. */
        TrialResult result(Fit fit) {
            return evaluated(
                    fit.model(), fit.initial().name(), fit.trainLoss(), fit.testLoss(), fit.modelEpoch(), weights(fit));
        }

        Trainer trainer() {
            TrainingSpec training = trial.training().orElseThrow();
            return new Trainer(
                    trial.id(),
                    Layers.initial(trial),
                    trainingPrompts(training),
                    prompts.test(),
                    training.options(),
                    training.batches(trial.data().seed()),
                    OptionalLong.of(training.seed()),
                    Kernel.chosen(),
                    work.workers());
        }

        /** Returns the state that an earlier run has saved. */
        Optional<TrainingState> saved() {
            Optional<TrainingState> saved = work.checkpoint().find(TrialPiece::state);
            saved.ifPresent(this::advance);
            return saved;
        }

        @Override
        public void epoch(TrainingState state) {
            work.checkpoint().offer(() -> Npz.bytes(state.arrays()));
            advance(state);
        }

        /** Offers a checkpoint after a step, as an epoch may last longer than anybody wants to lose. */
        @Override
        public void step(Learner learner) {
            if (work.checkpoint().isDue()) {
                epoch(learner.now());
            }
        }

        private void advance(TrainingState state) {
            double ofNext = stepsOfNext(state, trial) / (batches(trial) + 1.0); // the losses after it count like a step
            work.progress().accept((state.epoch() + ofNext) / Math.max(1, trial.epochs()));
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
                int weightsEpoch,
                SequencedMap<String, NpyArray> weights) {
            Score fresh = trial.data().fresh() > 0 ? Score.of(layer, prompts.fresh(), work.workers()) : null;
            return result(name, trainLoss, testLoss, weightsEpoch, layer, fresh, weights);
        }

        /** @param layer null without a model */
        private TrialResult result(
                String model,
                double[] trainLoss,
                double[] testLoss,
                int weightsEpoch,
                Attention layer,
                Score fresh,
                SequencedMap<String, NpyArray> weights) {
            if (layer != null) {
                int n = trial.data().n();
                trial.promptTask()
                        .transform()
                        .ifPresent(change -> weights.put("A", NpyArray.of(rows(change.matrix()), n, n)));
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
                    weightsEpoch,
                    fresh == null ? Double.NaN : fresh.msePerDim(),
                    fresh == null ? Double.NaN : fresh.standardError(),
                    weights,
                    tables(layer));
        }

        /** @param layer null without a model */
        SequencedMap<String, Table> tables(Attention layer) {
            SequencedMap<String, Table> tables = new LinkedHashMap<>();
            for (EvaluationSpec evaluation : trial.evaluate()) {
                tables.put(
                        evaluation.name(),
                        ((Evaluation) evaluation)
                                .run(new Evaluation.Subject(trial, layer, prompts, work.workers()))
                                .withWords(evaluation.words()));
            }
            return tables;
        }

        private static double[] rows(R064Store matrix) {
            return matrix.transpose().toRawCopy1D(); // toRawCopy1D runs down the columns
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
