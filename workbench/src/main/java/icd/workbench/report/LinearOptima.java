package icd.workbench.report;

import icd.attention.LinearOptimum;
import icd.workbench.recipe.TaskSpec;
import icd.workbench.recipe.TrialSpec;
import java.util.Optional;

/** The best scaled identities of linear attention for trials' tasks and context lengths. */
final class LinearOptima {

    private LinearOptima() {}

    /** Empty where no formula is known: for mixtures, and under a transform. */
    static Optional<LinearOptimum> of(TrialSpec trial) {
        int n = trial.data().n();
        int L = trial.data().L();
        if (trial.transform().isPresent()) {
            return Optional.empty();
        }
        return switch (trial.task()) {
            case TaskSpec.Subspaces s ->
                Optional.of(LinearOptimum.subspaces(n, s.d(), L, s.variance(), s.noiseVariance()));
            case TaskSpec.Spheres s -> Optional.of(LinearOptimum.spheres(n, s.d(), L, s.radius(), s.noiseVariance()));
            case TaskSpec.Mixtures _ -> Optional.empty();
        };
    }
}
