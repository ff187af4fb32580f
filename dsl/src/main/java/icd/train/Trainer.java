package icd.train;

import icd.attention.Attention;
import icd.kernel.Kernel;
import icd.kernel.Workers;
import icd.task.PromptSet;
import java.util.function.Consumer;

/**
 * Trains a layer on prompts: shuffled epochs of mini-batches, an optimiser, a decaying rate, and after each epoch the losses
 * on the whole test set and on all prompts that the next epoch will train on. (Of a fixed set, those are always the same;
 * of fresh ones, none has been seen before it counts.)
 *
 * @param trial what error messages call it
 * @param layer where training starts
 * @param train prompts to learn from, epoch by epoch
 * @param test prompts to watch
 * @param options how
 * @param order the order in which epochs visit the prompts
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

    /** A trainer for use from a program: batches shuffled from seed 0, the chosen kernel, the caller's thread. */
    public static Trainer of(Attention layer, PromptSet train, PromptSet test, TrainingOptions options) {
        return new Trainer(
                layer.name(), layer, train, test, options, BatchOrder.shuffled(0), Kernel.chosen(), Workers.caller());
    }

    Trainer with(TrainingOptions options) {
        return new Trainer(trial, layer, train, test, options, order, kernel, workers);
    }

    Trainer with(Workers workers) {
        return new Trainer(trial, layer, train, test, options, order, kernel, workers);
    }

    /** Trains from the start. */
    public Fit run() {
        return run(_ -> {});
    }

    /** Trains from the start, telling the state after each epoch. */
    public Fit run(Consumer<TrainingState> afterEpoch) {
        double[] theta = layer.theta();
        TrainingState start = TrainingState.start(
                theta, onTrain(1).loss(theta), new Losses(layer, test, kernel, workers).loss(theta));
        return resume(options.keep().contains(0) ? start.keeping() : start, afterEpoch);
    }

    /**
     * Trains on from a state, to the same bits as if never stopped.
     *
     * @param afterEpoch told the state after each epoch
     * @throws DivergedException if a loss or gradient is no longer finite
     */
    public Fit resume(TrainingState state, Consumer<TrainingState> afterEpoch) {
        if (state.epoch() == options.epochs()) {
            return new Fit(this, workers.count(), state, false);
        }
        Losses onTrain = onTrain(state.epoch() + 1);
        Losses onTest = new Losses(layer, test, kernel, workers);
        while (state.epoch() < options.epochs()) {
            int epoch = state.epoch() + 1;
            double[] theta = state.theta().clone();
            double[] first = state.first().clone();
            double[] second = state.second().clone();
            double[] lastFinite = {state.trainLoss()[state.epoch()]};
            long step = sweep(epoch, state.step(), theta, first, second, onTrain, lastFinite);
            onTrain = train instanceof TrainingPrompts.Fixed ? onTrain : onTrain(epoch + 1);
            double trainLoss = onTrain.loss(theta);
            double testLoss = onTest.loss(theta);
            if (!Double.isFinite(trainLoss) || !Double.isFinite(testLoss)) {
                throw new DivergedException(trial, epoch, lastFinite[0]);
            }
            state = state.next(step, theta, first, second, trainLoss, testLoss);
            if (options.keep().contains(epoch)) {
                state = state.keeping();
            }
            afterEpoch.accept(state);
        }
        return new Fit(this, workers.count(), state, false);
    }

    private Losses onTrain(int epoch) {
        return new Losses(layer, train.of(epoch, workers), kernel, workers);
    }

    /**
     * One epoch of optimiser steps, without evaluation: what {@code workbench bench} times.
     *
     * @param epoch 1 for the first
     * @param step optimiser steps done before
     * @param theta parameters. Modified.
     * @param first state of the optimiser. Modified.
     * @param second further state. Modified.
     * @param onTrain the losses on the training prompts
     * @return optimiser steps done after
     */
    public long sweep(int epoch, long step, double[] theta, double[] first, double[] second, Losses onTrain) {
        return sweep(epoch, step, theta, first, second, onTrain, new double[] {Double.NaN});
    }

    /** @param lastFinite one number, the last finite loss. Modified. */
    private long sweep(
            int epoch,
            long step,
            double[] theta,
            double[] first,
            double[] second,
            Losses onTrain,
            double[] lastFinite) {
        double[] gradient = new double[theta.length];
        int[] prompts = order.of(epoch, train.size());
        double decay = options.decay().during(epoch, options.epochs());
        for (int from = 0; from < prompts.length; from += options.batch()) {
            int to = Math.min(prompts.length, from + options.batch());
            double loss = onTrain.loss(theta, prompts, from, to, gradient);
            if (!Double.isFinite(loss) || !finite(gradient)) {
                throw new DivergedException(trial, epoch, lastFinite[0]);
            }
            lastFinite[0] = loss;
            options.optimiser().step(++step, decay, theta, gradient, first, second);
        }
        return step;
    }

    private static boolean finite(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * 0; // NaN and infinities leave NaN
        }
        return sum == 0;
    }

    @Override
    public String toString() {
        return "trainer of " + layer + "\n  on " + train + "\n  " + options;
    }
}
