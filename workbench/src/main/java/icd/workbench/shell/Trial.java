package icd.workbench.shell;

import icd.attention.Attention;
import icd.math.Digits;
import icd.workbench.evaluation.Layers;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.TrialResult;

/**
 * One trial of a run, to be explored.
 *
 * @param spec what was asked for
 * @param result what was found
 */
public record Trial(TrialSpec spec, TrialResult result) {

    /** Unique in its run. */
    public String id() {
        return result.id();
    }

    /** MSE/n over the training prompts, before training and after each epoch. */
    public double[] trainLoss() {
        return result.trainLoss().clone();
    }

    /** MSE/n over the test prompts, likewise. */
    public double[] testLoss() {
        return result.testLoss().clone();
    }

    /** MSE/n on prompts never seen; NaN if none were drawn. */
    public double fresh() {
        return result.fresh();
    }

    /** The trained layer. */
    public Attention model() {
        return Layers.of(spec, result, "final");
    }

    /** The layer before training. */
    public Attention initial() {
        return Layers.of(spec, result, "init");
    }

    @Override
    public String toString() {
        if (Double.isNaN(result.last().test())) {
            return id() + ": " + (result.hasModel() ? result.model() + ", not trained" : "no layer")
                    + (result.tables().isEmpty()
                            ? ""
                            : "; " + String.join(", ", result.tables().keySet()));
        }
        String loss = Digits.text(
                "%s: %s, %d epochs, test MSE/n %.6g",
                id(), result.model(), result.epochs(), result.last().test());
        return Double.isNaN(result.alpha())
                ? loss
                : loss + Digits.text(", alpha %.4g, beta %.4g", result.alpha(), result.beta());
    }
}
