package icd.workbench.evaluation;

import icd.describe.Describe;
import icd.energy.Conservativeness;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.List;
import java.util.Optional;

/** How far the layer, as a map of its query, is from the gradient of an energy. */
@Describe(
        value = "||J - J^T|| / ||J|| of the layer's Jacobian at the queries: 0 where the layer descends an energy",
        key = "conservativeness")
public record ConservativenessOfLayer(
        String name,

        @Describe(value = "how many of the fresh prompts", min = 2, byDefault = "100")
        int prompts) implements Evaluation {

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
        return List.of("asymmetry", "asymmetry_error");
    }

    @Override
    public Table run(Subject subject) {
        Conservativeness found =
                Conservativeness.of(subject.layer(), subject.prompts().fresh().slice(0, prompts));
        double[] row = {found.asymmetry(), found.standardError()};
        return new Table(coordinates(), values(), List.of(new Table.Row(List.of(), row)));
    }
}
