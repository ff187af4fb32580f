package icd.workbench.evaluation;

import icd.describe.Describe;
import icd.energy.Census;
import icd.energy.ContextEnergy;
import icd.energy.Energy;
import icd.energy.FixedPoint;
import icd.energy.FixedPoints;
import icd.energy.MemoryEnergy;
import icd.task.PromptSet;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fixed points of the energy of which the layer is a step, for contexts of fresh prompts. */
@Describe(
        value =
                "fixed points of the energy of which the layer is a step: minima, their basins, and how many are no memories",
        key = "census")
public record CensusOfMinima(
        String name,

        @Describe(value = "contexts of how many of the fresh prompts", min = 1, byDefault = "10")
        int prompts,

        @Describe(value = "descents in each, from states as spread as the memories", min = 1, byDefault = "200")
        int starts,

        @Describe(
                value =
                        "a minimum is a memory if no further from it than this share of the memory's distance to the nearest other",
                above = 0,
                max = 1,
                byDefault = "0.1")
        double within,

        @Describe(value = "step size of the descents; left out, the energy's own", above = 0, max = 1e15)
        Optional<Double> rate,

        @Describe(value = "steps of descent at most, before Newton's method", min = 0, max = 1e6, byDefault = "2000")
        int steps,

        @Describe(
                value = "eigenvalues of the Hessian are taken for zero below this share of the largest",
                min = 0,
                max = 1,
                byDefault = "0.0001")
        double nearZero,

        @Describe(value = "seed of the starts; left out, data.seed", min = 0)
        Optional<Long> seed,

        @Describe("the energy, over the context as memories; left out, that of which the layer is a step")
        Optional<ContextEnergy> energy)
        implements Evaluation {

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.tooFew(trial, prompts).or(() -> Fits.unlessEnergy(energy, trial));
    }

    @Override
    public boolean needsModel() {
        return energy.isEmpty();
    }

    /** {@code prompt} counts from 1. */
    @Override
    public List<String> coordinates() {
        return List.of("prompt");
    }

    @Override
    public long rows(TrialSpec trial) {
        return prompts;
    }

    /**
     * Numbers of isolated minima, of those that are memories, of saddles and of degenerate families; the spurious share of the
     * minima, NaN where there is none; the shares of starts that end in minima, in memories, and nowhere (unsettled or diverged).
     */
    @Override
    public List<String> values() {
        return List.of(
                "minima", "memories", "saddles", "degenerate", "spurious_share", "basin", "memory_basin", "lost");
    }

    @Override
    public Table run(Subject subject) {
        PromptSet fresh = subject.prompts().fresh();
        ContextEnergy form = Fits.energy(energy, subject);
        List<Table.Row> rows = new ArrayList<>();
        for (int k = 0; k < prompts; k++) {
            Energy over = form.over(fresh.context(k));
            Census census = Census.of(over)
                    .starts(starts, seed.orElse(subject.trial().data().seed()))
                    .steps(steps)
                    .nearZero(nearZero);
            FixedPoints found = rate.map(census::rate).orElse(census).run(subject.workers());
            rows.add(new Table.Row(List.of(Coordinate.of(k + 1)), row(over, found)));
        }
        return new Table(coordinates(), values(), rows);
    }

    private double[] row(Energy energy, FixedPoints found) {
        List<FixedPoint> minima = found.of(FixedPoint.Kind.MINIMUM);
        List<FixedPoint> memories =
                minima.stream().filter(point -> isMemory(energy, point)).toList();
        return new double[] {
            minima.size(),
            memories.size(),
            found.of(FixedPoint.Kind.SADDLE).size(),
            found.of(FixedPoint.Kind.DEGENERATE).size(),
            minima.isEmpty() ? Double.NaN : 1 - (double) memories.size() / minima.size(),
            share(minima),
            share(memories),
            (double) (found.unsettled() + found.diverged()) / found.starts()
        };
    }

    private static double share(List<FixedPoint> points) {
        return points.stream().mapToDouble(FixedPoint::share).sum();
    }

    private boolean isMemory(Energy energy, FixedPoint point) {
        return energy instanceof MemoryEnergy memories
                && point.memory() >= 0
                && point.memoryDistance() <= within * Recall.apart(memories, point.memory());
    }
}
