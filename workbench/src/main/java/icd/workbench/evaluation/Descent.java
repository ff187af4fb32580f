package icd.workbench.evaluation;

import icd.describe.Describe;
import icd.energy.ContextEnergy;
import icd.energy.DescentDenoiser;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Descent from the query on the energy of which the layer is one step. */
@Describe(
        "descent from the query on the energy of which the layer is one step: the loss by step size and number of steps")
public record Descent(
        String name,

        @Describe(
                value = "step sizes; for a layer in units of its own, gamma/alpha, so that one step at 1 is the layer",
                above = 0,
                byDefault = "[1]")
        List<Double> rate,

        @Describe(value = "numbers of steps after which to measure, rising", min = 0)
        List<Integer> steps,

        @Describe("the energy, over the context as memories; left out, that of which the layer is a step")
        Optional<ContextEnergy> energy)
        implements Evaluation {

    /** Copies the lists. */
    public Descent {
        rate = List.copyOf(rate);
        steps = List.copyOf(steps);
    }

    @Override
    public boolean needsModel() {
        return energy.isEmpty();
    }

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        boolean rises = !steps.isEmpty();
        for (int i = 1; i < steps.size(); i++) {
            rises &= steps.get(i - 1) < steps.get(i);
        }
        if (!rises || rate.isEmpty()) {
            return Optional.of("must have a rate and rising numbers of steps, got " + rate + " and " + steps);
        }
        int fresh = trial.data().fresh();
        return Fits.unlessEnergy(energy, trial)
                .or(() -> fresh >= 2
                        ? Optional.empty()
                        : Optional.of("must have data.fresh >= 2 prompts to descend from, got " + fresh));
    }

    @Override
    public List<String> coordinates() {
        return List.of("rate", "steps");
    }

    @Override
    public Map<String, Set<Coordinate>> places() {
        return Map.of("rate", Fits.places(rate), "steps", Fits.places(steps));
    }

    @Override
    public long rows(TrialSpec trial) {
        return (long) rate.size() * steps.size();
    }

    @Override
    public List<String> values() {
        return List.of(
                "mse_per_dim", "mse_per_dim_error", "over_one_step", "over_one_step_error", "norm", "norm_error");
    }

    private static final int CHUNK = 16;

    /**
     * The measurements of one prompt.
     *
     * @param square ||s - x||^2
     * @param norm ||s||
     */
    private record States(double[] square, double[] norm) {

        States(int size) {
            this(new double[size], new double[size]);
        }
    }

    @Override
    public Table run(Subject subject) {
        DescentDenoiser descent =
                DescentDenoiser.of(Fits.energy(energy, subject)).steps(steps().getLast());
        PromptSet prompts = subject.prompts().fresh();
        int n = prompts.n();
        int[] after = steps().stream().mapToInt(Integer::intValue).toArray();
        double[] one = descend(descent.steps(1).rate(1), new int[] {1}, prompts, subject.workers())
                .getFirst()
                .square();
        List<Table.Row> rows = new ArrayList<>();
        for (double rate : rate()) {
            List<States> found = descend(descent.rate(rate), after, prompts, subject.workers());
            for (int i = 0; i < after.length; i++) {
                double[] square = found.get(i).square();
                double[] norm = found.get(i).norm();
                Mean ratio = Mean.ratio(square, one);
                rows.add(new Table.Row(List.of(Coordinate.of(rate), Coordinate.of(after[i])), new double[] {
                    Mean.of(square).value() / n,
                    Mean.of(square).error() / n,
                    ratio.value(),
                    ratio.error(),
                    Mean.of(norm).value(),
                    Mean.of(norm).error()
                }));
            }
        }
        return new Table(coordinates(), values(), rows);
    }

    private static List<States> descend(DescentDenoiser descent, int[] after, PromptSet prompts, Workers workers) {
        int n = prompts.n();
        int size = prompts.size();
        double[][] states = new double[after.length][size * n];
        workers.forEach(
                (size + CHUNK - 1) / CHUNK,
                (worker, chunk) ->
                        descent.estimates(prompts, chunk * CHUNK, Math.min(size, (chunk + 1) * CHUNK), after, states));
        List<States> found = new ArrayList<>();
        for (double[] state : states) {
            States of = new States(size);
            for (int k = 0; k < size; k++) {
                double norm = 0;
                for (int i = k * n; i < (k + 1) * n; i++) {
                    double error = state[i] - prompts.targets()[i];
                    of.square()[k] = Math.fma(error, error, of.square()[k]);
                    norm = Math.fma(state[i], state[i], norm);
                }
                of.norm()[k] = Math.sqrt(norm);
            }
            found.add(of);
        }
        return found;
    }
}
