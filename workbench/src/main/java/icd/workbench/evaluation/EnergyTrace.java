package icd.workbench.evaluation;

import icd.describe.Describe;
import icd.energy.ContextEnergy;
import icd.energy.Descent;
import icd.energy.Trajectory;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
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

        @Describe(
                value =
                        "step size gamma, or a list with one for each step, of which the last stays; one step of 1 is the layer",
                above = 0,
                max = 1e15,
                byDefault = "1",
                orOne = true)
        List<Double> rate,

        @Describe(
                value =
                        "descent ends once a step is no longer than this share of the largest state; with 0, once nothing moves",
                min = 0,
                max = 1,
                byDefault = "0")
        double tolerance,

        @Describe("the energy, over the context as memories; left out, that of which the layer is a step")
        Optional<ContextEnergy> energy)
        implements Evaluation {

    /** Copies the list. */
    public EnergyTrace {
        rate = List.copyOf(rate);
    }

    @Override
    public boolean needsModel() {
        return energy.isEmpty();
    }

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return rate.isEmpty()
                ? Optional.of("must have a rate, got none")
                : Fits.tooFew(trial, 1).or(() -> Fits.unlessEnergy(energy, trial));
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
        ContextEnergy form = Fits.energy(energy, subject);
        double[] gammas = rate.stream().mapToDouble(Double::doubleValue).toArray();
        double[][] energies = new double[steps + 1][prompts.size()];
        double[][] errors = new double[steps + 1][prompts.size()];
        subject.workers().forEach(prompts.size(), (_, k) -> {
            Prompt prompt = prompts.prompt(k);
            Trajectory path = Descent.of(form.over(prompt.context()), prompt.query())
                    .rates(gammas)
                    .steps(steps)
                    .tolerance(tolerance)
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
