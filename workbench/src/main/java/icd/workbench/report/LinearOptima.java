package icd.workbench.report;

import icd.task.Spheres;
import icd.task.Subspaces;
import icd.theory.LinearOptimum;
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
                Optional.of(LinearOptimum.of(new Subspaces(n, s.d(), s.variance(), s.noiseVariance()), L));
            case TaskSpec.Spheres s ->
                Optional.of(LinearOptimum.of(new Spheres(n, s.d(), s.radius(), s.noiseVariance()), L));
            case TaskSpec.Mixtures _ -> Optional.empty();
        };
    }
}
