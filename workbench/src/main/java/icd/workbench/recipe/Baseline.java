package icd.workbench.recipe;

import icd.describe.Describe;
import icd.describe.Kinds;
import icd.task.Spheres;
import icd.task.Task;
import java.util.Optional;

/** Denoisers without trained weights, evaluated on the same prompts as the trained layers. */
@Describe("a denoiser without trained weights")
public enum Baseline {
    @Describe("predicts 0")
    ZERO,
    @Describe("predicts the query itself")
    QUERY,
    @Describe("predicts the mean of the context")
    CONTEXT_MEAN,
    @Describe("predicts the token of the context that is nearest to the query")
    NEAREST_TOKEN,
    @Describe("posterior mean given the instance: [3], [6] or [C.3, 7, 8]")
    BAYES,
    @Describe("projection of the query on the true subspace")
    PROJECTION,
    @Describe("projection of the query on the sphere of the instance")
    PROJECTION_TO_SPHERE,
    @Describe("projection of the query on the subspace estimated from the context by PCA")
    PCA_PROJECTION,
    @Describe("the PCA projection, shrunk as [3]")
    SHRUNK_PCA_PROJECTION,
    @Describe("posterior mean of a mixture whose components have variance 0 [8]")
    ZERO_VARIANCE,
    @Describe("the layer of [13]: softmax attention with alpha = 1 and beta = 1/sigma_Z^2")
    IDEAL_LAYER,
    @Describe("posterior mean where the context is the prior: [14] with scaled identities")
    EMPIRICAL_POSTERIOR,
    @Describe("the linear map of the query that is best in mean square")
    LEAST_SQUARES;

    /** Whether it looks at the context, and so cannot be measured on draws without one. */
    public boolean needsContext() {
        return switch (this) {
            case ZERO, QUERY, BAYES, PROJECTION, PROJECTION_TO_SPHERE, ZERO_VARIANCE, LEAST_SQUARES -> false;
            case CONTEXT_MEAN, NEAREST_TOKEN, PCA_PROJECTION, SHRUNK_PCA_PROJECTION, IDEAL_LAYER, EMPIRICAL_POSTERIOR ->
                true;
        };
    }

    /** Whether it knows the instance that a prompt was drawn from, which an imported prompt does not tell. */
    private boolean isOracle() {
        return switch (this) {
            case BAYES, PROJECTION, PROJECTION_TO_SPHERE, ZERO_VARIANCE -> true;
            default -> false;
        };
    }

    /** Why it has no meaning for a trial, as the end of a message; empty where it has one. */
    Optional<String> misfit(TrialSpec trial) {
        return isOracle() && trial.data().prompts().isPresent()
                ? Optional.of(
                        "must not go with data.prompts, as it asks for instances that imported prompts do not tell")
                : misfit(trial.task());
    }

    /** Why it has no meaning for a task of a kind that it goes with, as the end of a message; empty where it has one. */
    public Optional<String> misfit(Task task) {
        boolean known = switch (this) {
            case SHRUNK_PCA_PROJECTION, IDEAL_LAYER, EMPIRICAL_POSTERIOR, ZERO_VARIANCE ->
                task.noise().isIsotropic();
            case BAYES -> !(task instanceof Spheres spheres) || spheres.knowsPosterior();
            default -> true;
        };
        return known
                ? Optional.empty()
                : Optional.of("must go with isotropic noise on " + task.name() + ", got " + task.noise());
    }

    /** As recipes write it. */
    @Override
    public String toString() {
        return Kinds.value(this);
    }
}
