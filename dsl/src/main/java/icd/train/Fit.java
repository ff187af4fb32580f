package icd.train;

import icd.attention.Attention;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trained layer and how it came to be.
 *
 * @param initial the layer before training
 * @param options how it was trained
 * @param state where training ended; {@link Trainer#resume} goes on from it
 */
public record Fit(Attention initial, TrainingOptions options, TrainingState state) {

    /** The trained layer. */
    public Attention model() {
        return initial.with(state.theta());
    }

    /** The layer after each epoch that was to be kept. */
    public SortedMap<Integer, Attention> kept() {
        SortedMap<Integer, Attention> layers = new TreeMap<>();
        state.kept().forEach((epoch, theta) -> layers.put(epoch, initial.with(theta)));
        return layers;
    }

    /** MSE/n over the whole training set, before training and after each epoch. */
    public double[] trainLoss() {
        return state.trainLoss().clone();
    }

    /** MSE/n over the whole test set, before training and after each epoch. */
    public double[] testLoss() {
        return state.testLoss().clone();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s%n  after %d of %d epochs: train MSE/n %.6g, test MSE/n %.6g%n  best test MSE/n %.6g",
                model(),
                state.epoch(),
                options.epochs(),
                state.trainLoss()[state.epoch()],
                state.testLoss()[state.epoch()],
                Arrays.stream(state.testLoss()).min().orElse(Double.NaN));
    }
}
