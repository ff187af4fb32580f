package icd.workbench.evaluation;

import icd.attention.Attention;
import icd.io.NpyArray;
import icd.math.RandomStream;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.TrialResult;
import java.util.SequencedMap;

/** The layers of a finished trial, from its weights. */
public final class Layers {

    private Layers() {}

    /**
     * A layer of a trial.
     *
     * @param when {@code final}, {@code init}, or an epoch that was kept, such as {@code epoch40}
     * @throws IllegalArgumentException if there are no such weights; the message names those that exist
     */
    public static Attention of(TrialSpec trial, TrialResult result, String when) {
        return of(trial, result.weights(), when);
    }

    /** As {@link #of(TrialSpec, TrialResult, String)}, from the weights that a trial keeps. */
    public static Attention of(TrialSpec trial, SequencedMap<String, NpyArray> weights, String when) {
        return initial(trial).with(weights, "_" + when);
    }

    /** The layer of a trial before training. */
    public static Attention initial(TrialSpec trial) {
        return trial.model()
                .orElseThrow(
                        () -> new IllegalArgumentException("trial " + trial.id() + ": it must have a model, got none"))
                .layer(trial.data().n(), RandomStream.of(trial.weightSeed(), "weights"));
    }
}
