package icd.workbench.recipe;

import icd.describe.Describe;
import java.util.Optional;

/** Curves that theory gives. Losses come in the unit of the metric they are drawn with: MSE/n, or MSE/d. */
@Describe("a curve that theory gives, with the parameters of the trials drawn")
public enum Theory {
    @Describe("loss of the Bayes denoiser; subspaces and spheres")
    BAYES_LOSS,
    @Describe("loss of the zero predictor, E||x||^2")
    ZERO_LOSS,
    @Describe("least loss of linear attention with scaled identities at the context length L; subspaces and spheres")
    FINITE_CONTEXT_LOSS,
    @Describe("alpha beta at which that loss is least; subspaces and spheres")
    FINITE_CONTEXT_PRODUCT,
    @Describe("the same as L grows: 1/(sigma_0^2 + sigma_Z^2); subspaces, and spheres with sigma_0^2 = R^2/m")
    ASYMPTOTIC_PRODUCT,
    @Describe("loss of linear attention with scaled identities of the trials' own alpha beta, at d and L; subspaces and"
            + " spheres")
    SCALED_IDENTITY_LOSS,
    @Describe("loss along the descent on the energy of linear attention, as L grows; subspaces")
    DESCENT_LOSS,
    @Describe("norm at which descent on the energy of softmax attention comes to rest, as L grows; spheres")
    FIXED_POINT_NORM,
    @Describe("the beta below which s = 0 is where that descent ends: m/(alpha R^2), a vertical line; spheres")
    STABILITY_THRESHOLD;

    /** Whether it is known for a trial: for its task without a transform, and where it is of a layer for such a layer. */
    public boolean fits(TrialSpec trial) {
        TaskSpec task = trial.task();
        Optional<Attention> attention = trial.model().map(ModelSpec::attention);
        if (trial.transform().isPresent()) {
            return false;
        }
        return switch (this) {
            case DESCENT_LOSS ->
                task instanceof TaskSpec.Subspaces
                        && attention.filter(Attention.LINEAR::equals).isPresent();
            case ZERO_LOSS -> true;
            case BAYES_LOSS, FINITE_CONTEXT_LOSS, FINITE_CONTEXT_PRODUCT, ASYMPTOTIC_PRODUCT, SCALED_IDENTITY_LOSS ->
                !(task instanceof TaskSpec.Mixtures);
            case FIXED_POINT_NORM, STABILITY_THRESHOLD ->
                task instanceof TaskSpec.Spheres
                        && attention.filter(Attention.SOFTMAX::equals).isPresent();
        };
    }

    /** Whether it is a loss, and so goes with one. */
    public boolean isLoss() {
        return switch (this) {
            case BAYES_LOSS, ZERO_LOSS, FINITE_CONTEXT_LOSS, SCALED_IDENTITY_LOSS, DESCENT_LOSS -> true;
            case FINITE_CONTEXT_PRODUCT, ASYMPTOTIC_PRODUCT, FIXED_POINT_NORM, STABILITY_THRESHOLD -> false;
        };
    }
}
