package icd.workbench.evaluation;

import icd.describe.Describe;
import icd.energy.DescentDistance;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.List;
import java.util.Optional;

/** How far the layer is from steps of descent on the energy of linear attention: see {@link DescentDistance}. */
@Describe(
        value =
                "how far the layer is from so many steps of descent on the energy of linear attention, of the rate and product that fit best: in its estimates, the cosine of its Jacobian in the query, and the distance of that",
        key = "descent_distance")
public record DistanceFromDescent(
        String name,

        @Describe(value = "steps of the descent", min = 1, max = 64, byDefault = "1")
        int steps,

        @Describe(value = "how many of the fresh prompts", min = 2, byDefault = "100")
        int prompts)
        implements Evaluation {

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.tooFew(trial, prompts);
    }

    @Override
    public List<String> coordinates() {
        return List.of();
    }

    @Override
    public long rows(TrialSpec trial) {
        return 1;
    }

    @Override
    public List<String> values() {
        return List.of(
                "prediction",
                "prediction_error",
                "sensitivity",
                "sensitivity_error",
                "model_distance",
                "model_distance_error",
                "descent_rate",
                "descent_product");
    }

    @Override
    public Table run(Subject subject) {
        DescentDistance found =
                DescentDistance.of(subject.layer(), subject.prompts().fresh().slice(0, prompts), steps);
        double[] row = {
            found.prediction().value(),
            found.prediction().error(),
            found.sensitivity().value(),
            found.sensitivity().error(),
            found.model().value(),
            found.model().error(),
            found.rate(),
            found.product()
        };
        return new Table(coordinates(), values(), List.of(new Table.Row(List.of(), row)));
    }
}
