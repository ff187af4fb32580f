package icd.workbench.report;

import icd.attention.LinearOptimum;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.workbench.recipe.TrialSpec;
import java.util.Optional;

/** The best scaled identities of linear attention for trials' tasks and context lengths. */
final class LinearOptima {

    private LinearOptima() {}

    /** Empty where no formula is known: for mixtures, and under a transform. */
    static Optional<LinearOptimum> of(TrialSpec trial) {
        int n = trial.data().n();
        int L = trial.data().L();
        if (trial.transform().isPresent() || !trial.task().noise().isIsotropic()) {
            return Optional.empty();
        }
        return switch (trial.task()) {
            case Subspaces s
            when s.dimensions().isFixed() ->
                Optional.of(LinearOptimum.subspaces(n, s.d(), L, s.variance(), s.noiseVariance()));
            case Spheres s
            when s.dimensions().isFixed() ->
                Optional.of(LinearOptimum.spheres(n, s.d(), L, s.radius(), s.noiseVariance()));
            default -> Optional.empty();
        };
    }
}
