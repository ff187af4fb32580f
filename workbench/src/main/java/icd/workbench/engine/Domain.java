package icd.workbench.engine;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.math.RandomStream;
import icd.train.TrainingOptions;
import icd.workbench.recipe.ModelSpec;
import icd.workbench.recipe.TrainingSpec;
import icd.workbench.recipe.TrialSpec;
import java.util.TreeSet;

/** A recipe's specifications as objects of the domain library. */
final class Domain {

    private Domain() {}

    /** The layer before training. */
    static Attention layer(TrialSpec trial) {
        ModelSpec model = trial.model()
                .orElseThrow(
                        () -> new IllegalArgumentException("trial " + trial.id() + ": it must have a model, got none"));
        AttentionLayer layer = model.form(trial.data().n());
        return layer.initialised(model.init(), RandomStream.of(trial.weightSeed(), "weights"));
    }

    static TrainingOptions options(TrainingSpec training) {
        return new TrainingOptions(
                training.epochs(),
                training.batch(),
                training.optimiser(),
                training.decay(),
                new TreeSet<>(training.keep()));
    }
}
