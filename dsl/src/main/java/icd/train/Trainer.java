package icd.train;

import icd.attention.Attention;
import icd.kernel.Kernel;
import icd.kernel.Workers;
import icd.task.PromptSet;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Trains a layer on prompts: shuffled epochs of mini-batches, an optimiser, a decaying rate, and after each epoch the losses
 * on the whole test set and on all prompts that the next epoch will train on. (Of a fixed set, those are always the same;
 * of fresh ones, none has been seen before it counts.)
 *
 * @param trial its name in error messages
 * @param layer where training starts
 * @param train prompts to learn from, epoch by epoch
 * @param test prompts to watch
 * @param options the options of the training
 * @param order the order in which epochs visit the prompts
 * @param seed the seed of the first weights, and of the order too unless the prompts' seed decides it; empty where
 *     there is none
 * @param kernel which loops to use; any gives the same bits (second moments, once computed, serve all)
 * @param workers threads; any number gives the same bits
 */
public record Trainer(
        String trial,
        Attention layer,
        TrainingPrompts train,
        PromptSet test,
        TrainingOptions options,
        BatchOrder order,
        OptionalLong seed,
        Kernel kernel,
        Workers workers) {

    /** A trainer on a fixed set of prompts. */
    public Trainer(
            String trial,
            Attention layer,
            PromptSet train,
            PromptSet test,
            TrainingOptions options,
            BatchOrder order,
            Kernel kernel,
            Workers workers) {
        this(trial, layer, TrainingPrompts.fixed(train), test, options, order, kernel, workers);
    }

    /** A trainer from a layer whose weights have no seed. */
    public Trainer(
            String trial,
            Attention layer,
            TrainingPrompts train,
            PromptSet test,
            TrainingOptions options,
            BatchOrder order,
            Kernel kernel,
            Workers workers) {
        this(trial, layer, train, test, options, order, OptionalLong.empty(), kernel, workers);
    }

    /** A trainer for use from a program: batches shuffled from seed 0, the chosen kernel, the caller's thread. */
    public static Trainer of(Attention layer, PromptSet train, PromptSet test, TrainingOptions options) {
        return new Trainer(
                layer.name(), layer, train, test, options, BatchOrder.shuffled(0), Kernel.chosen(), Workers.caller());
    }

    Trainer with(TrainingOptions options) {
        return new Trainer(trial, layer, train, test, options, order, seed, kernel, workers);
    }

    Trainer with(Workers workers) {
        return new Trainer(trial, layer, train, test, options, order, seed, kernel, workers);
    }

    /** Trains from the start. */
    public Fit run() {
        return run(_ -> {});
    }

    /** Trains from the start. */
    public Fit run(Follower follower) {
        return run(Optional.empty(), follower);
    }

    /**
     * Trains on from a state, to the same bits as if never stopped.
     *
     * @throws DivergedException if a loss or gradient is no longer finite
     */
    public Fit resume(TrainingState state, Follower follower) {
        return run(Optional.of(state), follower);
    }

    private Fit run(Optional<TrainingState> from, Follower follower) {
        if (options.optimiser().needsAllPrompts()
                && !(options.batch() >= train.size() && train instanceof TrainingPrompts.Fixed)) {
            throw new IllegalArgumentException(
                    "Trainer: " + options.optimiser() + " must see all of the same prompts in each step, got " + train
                            + " in batches of " + options.batch());
        }
        if (workers.count() == 1) {
            return Cohort.alone(this, from, follower);
        }
        Losses onTest = new Losses(layer, test, kernel, workers);
        Learner learner = new Learner(this, from.orElseGet(() -> {
            double[] theta = layer.theta();
            return start(onTrain(1, null).loss(theta), onTest.loss(theta));
        }));
        Losses onTrain = learner.isDone() ? null : onTrain(learner.state().epoch() + 1, null);
        while (!learner.isDone()) {
            learner.sweep(onTrain, follower);
            onTrain = onTrain(learner.state().epoch() + 2, onTrain);
            follower.epoch(learner.end(onTrain.loss(learner.theta()), onTest.loss(learner.theta())));
        }
        return new Fit(this, workers.count(), learner.state(), false);
    }

    /** Trains from the start without measuring losses, on which the end must not depend; returns the layer at the end. */
    Attention model() {
        Learner learner = new Learner(this, start(0, 0));
        Losses onTrain = null;
        while (!learner.isDone()) {
            onTrain = onTrain(learner.state().epoch() + 1, onTrain);
            learner.sweep(onTrain);
            learner.end(0, 0);
        }
        return layer.with(learner.theta());
    }

    /** The state before the first epoch. */
    public TrainingState start(double trainLoss, double testLoss) {
        double[] theta = layer.theta();
        TrainingState start =
                TrainingState.start(options.optimiser().start(trained().count(theta)), theta, trainLoss, testLoss);
        return noted(start);
    }

    /** A state after an epoch, with its parameters among those kept where they are to be. */
    TrainingState noted(TrainingState state) {
        TrainingState best = options.weightsKept() == WeightsKept.BEST ? state.keepingBest() : state;
        return options.keep().contains(state.epoch()) ? best.keeping() : best;
    }

    /** The parameters that are trained. */
    TrainedPart trained() {
        return TrainedPart.of(layer, options.trained());
    }

    /** Steps in an epoch. */
    public long batches() {
        return options.batches(train.size());
    }

    /** @param last those of an earlier epoch, or null */
    private Losses onTrain(int epoch, Losses last) {
        return last != null && train instanceof TrainingPrompts.Fixed
                ? last
                : new Losses(layer, train.of(epoch, workers), kernel, workers);
    }

    @Override
    public String toString() {
        return "trainer of " + layer + "\n  on " + train + "\n  " + options;
    }
}
