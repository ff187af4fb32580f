package icd.train;

import icd.io.NpyArray;
import icd.math.Digits;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of a training, after an epoch or within the next: everything that is needed to go on from there to the same
 * bits.
 *
 * @param epoch epochs done
 * @param step optimiser steps done, those of an epoch that is not done included
 * @param theta parameters
 * @param optimiser state of the optimiser, named arrays
 * @param trainLoss MSE/n over the whole training set before training and after each epoch: epoch + 1 numbers
 * @param testLoss the same on the test set
 * @param kept parameters after the epochs that were to be kept
 * @param best parameters after {@link #bestEpoch}; empty where they are not to be left
 */
public record TrainingState(
        int epoch,
        long step,
        double[] theta,
        SequencedMap<String, double[]> optimiser,
        double[] trainLoss,
        double[] testLoss,
        SortedMap<Integer, double[]> kept,
        double[] best) {

    private static final List<String> NAMES =
            List.of("epoch", "step", "theta", "train_loss", "test_loss", "kept_epochs", "kept");

    /** There is no such array where the best parameters are not to be left. */
    private static final String BEST = "best";

    /** Before the names of the optimiser's arrays. */
    private static final String OPTIMISER = "optimiser_";

    /** @throws IllegalArgumentException if the lengths do not fit each other */
    public TrainingState {
        if (trainLoss.length != epoch + 1 || testLoss.length != epoch + 1) {
            throw new IllegalArgumentException("TrainingState: trainLoss and testLoss must hold epoch + 1 numbers, got "
                    + trainLoss.length + " and " + testLoss.length + " after epoch " + epoch);
        }
        if (best.length != 0 && best.length != theta.length) {
            throw new IllegalArgumentException("TrainingState: best must hold as many numbers as theta, " + theta.length
                    + ", or none, got " + best.length);
        }
        optimiser = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(optimiser));
        kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
    }

    /**
     * The state before the first step.
     *
     * @param optimiser its state before the first step
     */
    static TrainingState start(
            SequencedMap<String, double[]> optimiser, double[] theta, double trainLoss, double testLoss) {
        return new TrainingState(
                0,
                0,
                theta,
                optimiser,
                new double[] {trainLoss},
                new double[] {testLoss},
                new TreeMap<>(),
                new double[0]);
    }

    /** The epoch with the least loss on the test prompts, the first of several; 0 is before training. */
    public int bestEpoch() {
        int best = 0;
        for (int i = 1; i <= epoch; i++) {
            best = testLoss[i] < testLoss[best] ? i : best;
        }
        return best;
    }

    /** The state one epoch on. The arrays given are owned by it. */
    TrainingState next(
            long step, double[] theta, SequencedMap<String, double[]> optimiser, double trainLoss, double testLoss) {
        return new TrainingState(
                epoch + 1,
                step,
                theta,
                optimiser,
                append(this.trainLoss, trainLoss),
                append(this.testLoss, testLoss),
                kept,
                best);
    }

    /** This state with its parameters among those kept. */
    TrainingState keeping() {
        SortedMap<Integer, double[]> more = new TreeMap<>(kept);
        more.put(epoch, theta);
        return new TrainingState(epoch, step, theta, optimiser, trainLoss, testLoss, more, best);
    }

    /** This state with its parameters as the best if no epoch before was as good. */
    TrainingState keepingBest() {
        return bestEpoch() == epoch
                ? new TrainingState(epoch, step, theta, optimiser, trainLoss, testLoss, kept, theta)
                : this;
    }

    /**
     * Everything, as named arrays: {@code epoch}, {@code step}, {@code theta}, {@code optimiser_...}, {@code train_loss},
     * {@code test_loss}, {@code kept_epochs} (m), {@code kept} (m, parameters), and {@code best} where the best parameters are to be left.
     */
    public SequencedMap<String, NpyArray> arrays() {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("epoch", NpyArray.of(new long[] {epoch}));
        arrays.put("step", NpyArray.of(new long[] {step}));
        arrays.put("theta", NpyArray.of(theta, theta.length));
        optimiser.forEach((name, array) -> arrays.put(OPTIMISER + name, NpyArray.of(array, array.length)));
        arrays.put("train_loss", NpyArray.of(trainLoss, trainLoss.length));
        arrays.put("test_loss", NpyArray.of(testLoss, testLoss.length));
        long[] epochs = kept.keySet().stream().mapToLong(Integer::longValue).toArray();
        double[] parameters =
                kept.values().stream().flatMapToDouble(Arrays::stream).toArray();
        arrays.put("kept_epochs", NpyArray.of(epochs, epochs.length));
        arrays.put("kept", NpyArray.of(parameters, epochs.length, theta.length));
        if (best.length > 0) {
            arrays.put(BEST, NpyArray.of(best, best.length));
        }
        return arrays;
    }

    /**
     * The state that {@link #arrays} wrote.
     *
     * @throws IllegalArgumentException if an array is missing, or their lengths do not fit
     */
    public static TrainingState of(SequencedMap<String, NpyArray> arrays) {
        for (String name : NAMES) {
            if (!arrays.containsKey(name)) {
                throw new IllegalArgumentException(
                        "TrainingState.of: there must be the arrays " + NAMES + ", got " + arrays.sequencedKeySet());
            }
        }
        double[] theta = arrays.get("theta").doubles();
        long[] epochs = arrays.get("kept_epochs").longs();
        double[] parameters = arrays.get("kept").doubles();
        if (parameters.length != epochs.length * theta.length) {
            throw new IllegalArgumentException("TrainingState.of: kept must be " + epochs.length + " x " + theta.length
                    + " to go with kept_epochs and theta, got " + parameters.length + " numbers");
        }
        SequencedMap<String, double[]> optimiser = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.startsWith(OPTIMISER)) {
                optimiser.put(name.substring(OPTIMISER.length()), array.doubles());
            }
        });
        SortedMap<Integer, double[]> kept = new TreeMap<>();
        for (int i = 0; i < epochs.length; i++) {
            kept.put(
                    Math.toIntExact(epochs[i]),
                    Arrays.copyOfRange(parameters, i * theta.length, (i + 1) * theta.length));
        }
        return new TrainingState(
                Math.toIntExact(arrays.get("epoch").longs()[0]),
                arrays.get("step").longs()[0],
                theta,
                optimiser,
                arrays.get("train_loss").doubles(),
                arrays.get("test_loss").doubles(),
                kept,
                arrays.containsKey(BEST) ? arrays.get(BEST).doubles() : new double[0]);
    }

    /** A copy, arrays and all. */
    static SequencedMap<String, double[]> copy(SequencedMap<String, double[]> arrays) {
        SequencedMap<String, double[]> copy = new LinkedHashMap<>();
        arrays.forEach((name, array) -> copy.put(name, array.clone()));
        return copy;
    }

    private static double[] append(double[] values, double value) {
        double[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = value;
        return longer;
    }

    @Override
    public String toString() {
        return Digits.text(
                "after epoch %d (step %d): train MSE/n %.6g, test MSE/n %.6g, %d parameters",
                epoch, step, trainLoss[epoch], testLoss[epoch], theta.length);
    }
}
