package icd.train;

import icd.io.NpyArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a training stands after an epoch: all that is needed to go on from there to the same bits.
 *
 * @param epoch epochs done
 * @param step optimiser steps done
 * @param theta parameters
 * @param first state of the optimiser
 * @param second further state of the optimiser
 * @param trainLoss MSE/n over the whole training set before training and after each epoch: epoch + 1 numbers
 * @param testLoss the same on the test set
 * @param kept parameters after the epochs that were to be kept
 */
public record TrainingState(
        int epoch,
        long step,
        double[] theta,
        double[] first,
        double[] second,
        double[] trainLoss,
        double[] testLoss,
        SortedMap<Integer, double[]> kept) {

    private static final List<String> NAMES =
            List.of("epoch", "step", "theta", "first", "second", "train_loss", "test_loss", "kept_epochs", "kept");

    /** @throws IllegalArgumentException if the lengths do not fit each other */
    public TrainingState {
        if (first.length != theta.length || second.length != theta.length) {
            throw new IllegalArgumentException("TrainingState: theta, first and second must be of one length, got "
                    + theta.length + ", " + first.length + " and " + second.length);
        }
        if (trainLoss.length != epoch + 1 || testLoss.length != epoch + 1) {
            throw new IllegalArgumentException("TrainingState: trainLoss and testLoss must hold epoch + 1 numbers, got "
                    + trainLoss.length + " and " + testLoss.length + " after epoch " + epoch);
        }
        kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
    }

    static TrainingState start(double[] theta, double trainLoss, double testLoss) {
        return new TrainingState(
                0,
                0,
                theta,
                new double[theta.length],
                new double[theta.length],
                new double[] {trainLoss},
                new double[] {testLoss},
                new TreeMap<>());
    }

    /** The state one epoch on. The arrays given are owned by it. */
    TrainingState next(long step, double[] theta, double[] first, double[] second, double trainLoss, double testLoss) {
        return new TrainingState(
                epoch + 1,
                step,
                theta,
                first,
                second,
                append(this.trainLoss, trainLoss),
                append(this.testLoss, testLoss),
                kept);
    }

    /** This state with its parameters among those kept. */
    TrainingState keeping() {
        SortedMap<Integer, double[]> more = new TreeMap<>(kept);
        more.put(epoch, theta);
        return new TrainingState(epoch, step, theta, first, second, trainLoss, testLoss, more);
    }

    /**
     * Everything, as named arrays: {@code epoch}, {@code step}, {@code theta}, {@code first}, {@code second},
     * {@code train_loss}, {@code test_loss}, {@code kept_epochs} (m) and {@code kept} (m, parameters).
     */
    public SequencedMap<String, NpyArray> arrays() {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("epoch", NpyArray.of(new long[] {epoch}));
        arrays.put("step", NpyArray.of(new long[] {step}));
        arrays.put("theta", NpyArray.of(theta, theta.length));
        arrays.put("first", NpyArray.of(first, first.length));
        arrays.put("second", NpyArray.of(second, second.length));
        arrays.put("train_loss", NpyArray.of(trainLoss, trainLoss.length));
        arrays.put("test_loss", NpyArray.of(testLoss, testLoss.length));
        long[] epochs = kept.keySet().stream().mapToLong(Integer::longValue).toArray();
        double[] parameters =
                kept.values().stream().flatMapToDouble(Arrays::stream).toArray();
        arrays.put("kept_epochs", NpyArray.of(epochs, epochs.length));
        arrays.put("kept", NpyArray.of(parameters, epochs.length, theta.length));
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
                arrays.get("first").doubles(),
                arrays.get("second").doubles(),
                arrays.get("train_loss").doubles(),
                arrays.get("test_loss").doubles(),
                kept);
    }

    private static double[] append(double[] values, double value) {
        double[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = value;
        return longer;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "after epoch %d (step %d): train MSE/n %.6g, test MSE/n %.6g, %d parameters",
                epoch,
                step,
                trainLoss[epoch],
                testLoss[epoch],
                theta.length);
    }
}
