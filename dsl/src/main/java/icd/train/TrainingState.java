package icd.train;

import java.util.Arrays;
import java.util.Collections;
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

    public TrainingState {
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
    TrainingState next(
            long step, double[] theta, double[] first, double[] second, double trainLoss, double testLoss) {
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

    private static double[] append(double[] values, double value) {
        double[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = value;
        return longer;
    }
}
