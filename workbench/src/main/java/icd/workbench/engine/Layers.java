package icd.workbench.engine;

import icd.attention.Attention;
import icd.math.RandomStream;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.TrialResult;

/** The layers of a finished trial, from its weights. */
public final class Layers {

    private Layers() {}

    /**
     * A layer of a trial.
     *
     * @param when {@code final}, {@code init}, or {@code epoch40} where those were kept
     * @throws IllegalArgumentException if there are no such weights; the message names those there are
     */
    public static Attention of(TrialSpec trial, TrialResult result, String when) {
        return initial(trial).with(result.weights(), "_" + when);
    }

    /** The layer of a trial before training. */
    static Attention initial(TrialSpec trial) {
        return trial.model()
                .orElseThrow(
                        () -> new IllegalArgumentException("trial " + trial.id() + ": it must have a model, got none"))
                .layer(trial.data().n(), RandomStream.of(trial.weightSeed(), "weights"));
    }
}
