package icd.train;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How to train.
 *
 * @param epochs passes over the training prompts, at least 1
 * @param batch prompts in a batch, at least 1; the last batch of an epoch holds what is left
 * @param optimiser Adam or SGD
 * @param decay of the learning rate
 * @param keep epochs (0 is before training) after which the parameters are kept, besides first and last
 */
public record TrainingOptions(int epochs, int batch, Optimiser optimiser, Decay decay, SortedSet<Integer> keep) {

    public TrainingOptions {
        if (!(epochs >= 1)) {
            throw new IllegalArgumentException("TrainingOptions: epochs must be >= 1, got " + epochs);
        }
        if (!(batch >= 1)) {
            throw new IllegalArgumentException("TrainingOptions: batch must be >= 1, got " + batch);
        }
        keep = Collections.unmodifiableSortedSet(new TreeSet<>(keep));
        if (!keep.isEmpty() && !(keep.first() >= 0 && keep.last() <= epochs)) {
            throw new IllegalArgumentException(
                    "TrainingOptions: keep must name epochs from 0 to " + epochs + ", got " + keep);
        }
    }

    public TrainingOptions(int epochs, int batch, Optimiser optimiser, Decay decay) {
        this(epochs, batch, optimiser, decay, new TreeSet<>());
    }

    /** The paper's: batches of 80, Adam at 0.01, a tenth of the rate after 80 % and again after 90 %. */
    public static TrainingOptions published(int epochs) {
        return new TrainingOptions(epochs, 80, new Optimiser.Adam(0.01), Decay.PUBLISHED);
    }
}
