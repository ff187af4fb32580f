package icd.workbench.engine;

import icd.describe.Describe;
import icd.energy.Descent;
import icd.energy.LayerEnergy;
import icd.energy.Trajectory;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The energy along descents from the queries of the fresh prompts. */
@Describe(
        value = "the energy of which the layer is a step, along descent from the queries, and the error of the states",
        key = "energy")
public record EnergyTrace(
        String name,

        @Describe(value = "steps of descent", min = 1, max = 100_000, byDefault = "50")
        int steps,

        @Describe(value = "step size gamma; one step of 1 is the layer", above = 0, max = 1e15, byDefault = "1")
        double rate)
        implements Evaluation {

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.tooFew(trial, 2).or(() -> Fits.unlessEnergy(trial));
    }

    @Override
    public List<String> coordinates() {
        return List.of("step");
    }

    @Override
    public long rows(TrialSpec trial) {
        return steps + 1;
    }

    @Override
    public List<String> values() {
        return List.of("energy", "energy_error", "mse_per_dim", "mse_per_dim_error");
    }

    @Override
    public Table run(Subject subject) {
        PromptSet prompts = subject.prompts().fresh();
        LayerEnergy energy = LayerEnergy.of(subject.layer());
        double[][] energies = new double[steps + 1][prompts.size()];
        double[][] errors = new double[steps + 1][prompts.size()];
        subject.workers().forEach(prompts.size(), (_, k) -> {
            Prompt prompt = prompts.prompt(k);
            Trajectory path = Descent.of(energy.step(prompt.context()), prompt.query())
                    .rate(rate)
                    .steps(steps)
                    .tolerance(0)
                    .run();
            double[] found = path.energies();
            for (int step = 0; step <= steps; step++) {
                int last = Math.min(step, path.steps()); // where nothing moves it stays
                double distance = path.state(last).subtract(prompt.target()).norm();
                energies[step][k] = found[last];
                errors[step][k] = distance * distance / prompts.n();
            }
        });
        List<Table.Row> rows = new ArrayList<>();
        for (int step = 0; step <= steps; step++) {
            Mean of = Mean.of(energies[step]);
            Mean loss = Mean.of(errors[step]);
            rows.add(new Table.Row(
                    List.of(Coordinate.of(step)), new double[] {of.value(), of.error(), loss.value(), loss.error()}));
        }
        return new Table(coordinates(), values(), rows);
    }
}
