package icd.train;

import icd.attention.Attention;
import icd.figure.Figure;
import icd.math.Digits;
import icd.task.PromptSet;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A trained layer, with the training that produced it.
 *
 * @param trainer the training
 * @param threads the number of threads
 * @param state the state in which training ended
 * @param interrupted whether training was stopped before its last epoch was done; {@link #resume()} goes on
 */
public record Fit(Trainer trainer, int threads, TrainingState state, boolean interrupted) {

    /** The layer before training. */
    public Attention initial() {
        return trainer.layer();
    }

    /** How it was trained. */
    public TrainingOptions options() {
        return trainer.options();
    }

    /** The prompts that were watched, and not trained on. */
    public PromptSet test() {
        return trainer.test();
    }

    /** The trained layer: after the last epoch, or after the best where its weights were to be left. */
    public Attention model() {
        return initial().with(leavesBest() ? state.best() : state.theta());
    }

    /** The epoch after which the weights are those of {@link #model}; 0 is before training. */
    public int modelEpoch() {
        return leavesBest() ? state.bestEpoch() : state.epoch();
    }

    private boolean leavesBest() {
        return options().weightsKept() == WeightsKept.BEST;
    }

    /** Whether training ended before its last epoch because the test loss fell no more; see {@link Stop}. */
    public boolean stopped() {
        return options().isStoppedAt(state);
    }

    /** The layer after each epoch that was to be kept. */
    public SortedMap<Integer, Attention> kept() {
        SortedMap<Integer, Attention> layers = new TreeMap<>();
        state.kept().forEach((epoch, theta) -> layers.put(epoch, initial().with(theta)));
        return layers;
    }

    /**
     * Returns the optimiser's progress so far, as MSE/n on the prompts that the next epoch trains on: before training
     * and after each epoch.
     */
    public double[] trainLoss() {
        return state.trainLoss().clone();
    }

    /** MSE/n over the whole test set, before training and after each epoch. */
    public double[] testLoss() {
        return state.testLoss().clone();
    }

    /** The losses against the epoch, beside those of Bayes and of an estimate of 0 on the test prompts. */
    public Figure plot() {
        return plot(List.of(this));
    }

    /**
     * The test losses of several trainings against the epoch; of one alone, as {@link #plot()}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Figure plot(List<Fit> fits) {
        return FitFigure.of(fits);
    }

    /** Trains on to the last epoch, or until it stops, on as many threads as before: to the same bits as if never stopped. */
    public Fit resume() {
        return resume(options().epochs());
    }

    /** Does the same as {@link #resume(int, Consumer)}, without an observer. */
    public Fit resume(int epochs) {
        return resume(epochs, _ -> {});
    }

    /**
     * Trains on until there were this many epochs in all; a decaying rate decays as it does in a training of that length.
     * Interrupted, it returns the fit so far, as {@link Training#run} does.
     *
     * @param epochs at least as many as are done
     * @param afterEpoch receives the state after each epoch
     */
    public Fit resume(int epochs, Consumer<TrainingState> afterEpoch) {
        if (!(epochs >= state.epoch())) {
            throw new IllegalArgumentException(
                    "Fit.resume: epochs must be >= " + state.epoch() + ", which are done, got " + epochs);
        }
        TrainingState from =
                // a training that stopped so early does not even have its first losses
                state.epoch() == 0 ? null : state;
        return Training.whileNotInterrupted(trainer.with(options().withEpochs(epochs)), threads, from, afterEpoch);
    }

    /** Whether it was interrupted before even the losses before training were known: it has none, and the layer is as it was. */
    boolean hasNoLosses() {
        return interrupted && state.epoch() == 0 && Double.isNaN(state.testLoss()[0]);
    }

    @Override
    public String toString() {
        if (hasNoLosses()) {
            return Digits.text(
                    "%s%n  no epoch of %d was finished (interrupted), so there are no losses yet; resume() goes on",
                    model(), options().epochs());
        }
        return Digits.text(
                "%s%n  after %d of %d epochs%s%s: train MSE/n %.6g, test MSE/n %.6g%n  best test MSE/n %.6g",
                model(),
                state.epoch(),
                options().epochs(),
                interrupted ? " (interrupted)" : stopped() ? " (stopped: the test loss fell no more)" : "",
                modelEpoch() == state.epoch() ? "" : ", weights of epoch " + modelEpoch(),
                state.trainLoss()[modelEpoch()],
                state.testLoss()[modelEpoch()],
                Arrays.stream(state.testLoss()).min().orElse(Double.NaN));
    }
}
