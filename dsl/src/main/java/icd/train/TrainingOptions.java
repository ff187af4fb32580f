package icd.train;

import icd.describe.RefusedException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The options of a training.
 *
 * @param epochs passes over the training prompts, at least 1
 * @param batch prompts in a batch, at least 1; the last batch of an epoch holds what is left
 * @param optimiser the rule of each step
 * @param schedule of the learning rate
 * @param clip the largest norm of a gradient, &gt; 0: a longer one is scaled down to it; empty for none
 * @param keep epochs (0 is before training) after which the parameters are kept, besides first and last
 * @param stop when training ends before its last epoch; empty for never
 * @param weightsKept which weights the training ends with
 * @param trained names of the parameters that are trained, while the others keep their initial values; none for all
 */
public record TrainingOptions(
        int epochs,
        int batch,
        Optimiser optimiser,
        Schedule schedule,
        Optional<Double> clip,
        SortedSet<Integer> keep,
        Optional<Stop> stop,
        WeightsKept weightsKept,
        List<String> trained) {

    /** PyTorch's {@code clip_grad_norm_} adds this to the norm. */
    private static final double CLIPPING_EPSILON = 1e-6;

    public TrainingOptions {
        if (!(epochs >= 1)) {
            throw new IllegalArgumentException("TrainingOptions: epochs must be >= 1, got " + epochs);
        }
        if (!(batch >= 1)) {
            throw new IllegalArgumentException("TrainingOptions: batch must be >= 1, got " + batch);
        }
        clip.ifPresent(norm -> {
            if (!(norm > 0)) {
                throw new RefusedException("TrainingOptions", "clip", "be > 0", norm);
            }
        });
        keep = Collections.unmodifiableSortedSet(new TreeSet<>(keep));
        if (!keep.isEmpty() && !(keep.first() >= 0 && keep.last() <= epochs)) {
            throw new IllegalArgumentException(
                    "TrainingOptions: keep must name epochs from 0 to " + epochs + ", got " + keep);
        }
        trained = List.copyOf(trained);
    }

    /** All parameters are trained to the last epoch, whose weights are left. */
    public TrainingOptions(
            int epochs,
            int batch,
            Optimiser optimiser,
            Schedule schedule,
            Optional<Double> clip,
            SortedSet<Integer> keep) {
        this(epochs, batch, optimiser, schedule, clip, keep, Optional.empty(), WeightsKept.LAST, List.of());
    }

    /** No gradient is clipped. */
    public TrainingOptions(int epochs, int batch, Optimiser optimiser, Schedule schedule, SortedSet<Integer> keep) {
        this(epochs, batch, optimiser, schedule, Optional.empty(), keep);
    }

    /** No gradient is clipped, and no parameters are kept in between. */
    public TrainingOptions(int epochs, int batch, Optimiser optimiser, Schedule schedule) {
        this(epochs, batch, optimiser, schedule, new TreeSet<>());
    }

    TrainingOptions withEpochs(int epochs) {
        return new TrainingOptions(
                epochs, batch, optimiser, schedule, clip, keep.headSet(epochs + 1), stop, weightsKept, trained);
    }

    TrainingOptions withBatch(int batch) {
        return new TrainingOptions(epochs, batch, optimiser, schedule, clip, keep, stop, weightsKept, trained);
    }

    TrainingOptions with(Optimiser optimiser) {
        return new TrainingOptions(epochs, batch, optimiser, schedule, clip, keep, stop, weightsKept, trained);
    }

    TrainingOptions with(Schedule schedule) {
        return new TrainingOptions(epochs, batch, optimiser, schedule, clip, keep, stop, weightsKept, trained);
    }

    TrainingOptions clippedTo(double norm) {
        return new TrainingOptions(
                epochs, batch, optimiser, schedule, Optional.of(norm), keep, stop, weightsKept, trained);
    }

    TrainingOptions keeping(SortedSet<Integer> keep) {
        return new TrainingOptions(epochs, batch, optimiser, schedule, clip, keep, stop, weightsKept, trained);
    }

    TrainingOptions stopping(Stop when) {
        return new TrainingOptions(
                epochs, batch, optimiser, schedule, clip, keep, Optional.of(when), weightsKept, trained);
    }

    TrainingOptions leaving(WeightsKept which) {
        return new TrainingOptions(epochs, batch, optimiser, schedule, clip, keep, stop, which, trained);
    }

    TrainingOptions training(List<String> parameters) {
        return new TrainingOptions(epochs, batch, optimiser, schedule, clip, keep, stop, weightsKept, parameters);
    }

    /** Whether a training in this state has ended. */
    boolean areDoneAt(TrainingState state) {
        return state.epoch() == epochs || isStoppedAt(state);
    }

    /** Whether it has ended before its last epoch. */
    boolean isStoppedAt(TrainingState state) {
        return state.epoch() < epochs && stop.stream().anyMatch(when -> when.at(state));
    }

    /** Steps in an epoch over so many prompts. */
    public long batches(int prompts) {
        return Math.ceilDiv(prompts, batch);
    }

    /** A gradient, or one in its direction that is as long as is allowed. */
    double[] clipped(double[] gradient) {
        if (clip.isEmpty()) {
            return gradient;
        }
        double squares = 0;
        for (double each : gradient) {
            squares += each * each;
        }
        double factor = clip.get() / (Math.sqrt(squares) + CLIPPING_EPSILON);
        return factor >= 1
                ? gradient
                : Arrays.stream(gradient).map(each -> each * factor).toArray();
    }

    /** The paper's: batches of 80, Adam at 0.01, a tenth of the rate after 80 % and again after 90 %. */
    public static TrainingOptions published(int epochs) {
        return new TrainingOptions(epochs, 80, new Optimiser.Adam(0.01), Decay.PUBLISHED);
    }
}
