package icd.workbench.shell;

import icd.attention.Attention;
import icd.math.Digits;
import icd.workbench.evaluation.Layers;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.TrialResult;

/**
 * One trial of a run to explore.
 *
 * @param spec the specification of the trial
 * @param result the findings of the trial
 */
public record Trial(TrialSpec spec, TrialResult result) {

    /** Returns the id, which is unique in its run. */
    public String id() {
        return result.id();
    }

    /** Returns MSE/n over the training prompts, before training and after each epoch. */
    public double[] trainLoss() {
        return result.trainLoss().clone();
    }

    /** Returns MSE/n over the test prompts, before training and after each epoch. */
    public double[] testLoss() {
        return result.testLoss().clone();
    }

    /** Returns MSE/n on prompts never seen; NaN if none were drawn. */
    public double fresh() {
        return result.fresh();
    }

    /** Returns the trained layer. */
    public Attention model() {
        return Layers.of(spec, result, "final");
    }

    /** Returns the layer before training. */
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
