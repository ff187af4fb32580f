package icd.workbench.evaluation;

import icd.describe.Describe;
import icd.energy.ContextEnergy;
import icd.energy.Landscape;
import icd.energy.Surface;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.RangeSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The energy that the layer descends, over the plane. */
@Describe(
        "the energy of which the layer is a step, for the context of a fresh prompt, over a square of the plane (n = 2)")
public record EnergyLandscape(
        String name,

        @Describe(value = "which of the fresh prompts, from 1", min = 1, byDefault = "1")
        int prompt,

        @Describe(value = "half the side of the square about the origin", above = 0, max = 1e30)
        Optional<Double> reach,

        @Describe(value = "points along a side", min = 2, byDefault = "81")
        int points,

        @Describe("instead of reach and points: the first coordinates of the points")
        Optional<RangeSpec> x,

        @Describe("their second coordinates") Optional<RangeSpec> y,

        @Describe("the energy, over the context as memories; left out, that of which the layer is a step")
        Optional<ContextEnergy> energy)
        implements Evaluation {

    @Override
    public boolean needsModel() {
        return energy.isEmpty();
    }

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        if (reach.isPresent() == x.isPresent() || x.isPresent() != y.isPresent()) {
            return Optional.of("must have reach, or x and y in its place, got "
                    + (reach.isPresent()
                            ? "reach with x or y"
                            : x.or(() -> y).isPresent() ? "only one of x and y" : "none"));
        }
        if (x.isPresent() && !(along(x).from() < along(x).to() && along(y).from() < along(y).to())) {
            return Optional.of("must have each from below its to, got " + x.get() + " and " + y.get());
        }
        return Fits.tooFew(trial, prompt).or(() -> Fits.unlessPlane(trial)).or(() -> Fits.unlessEnergy(energy, trial));
    }

    /** The range that is given, or else that of the square. */
    private RangeSpec along(Optional<RangeSpec> given) {
        return given.orElseGet(() -> new RangeSpec(-reach.orElseThrow(), reach.orElseThrow(), points));
    }

    /** The states' coordinates. */
    @Override
    public List<String> coordinates() {
        return List.of("s1", "s2");
    }

    @Override
    public long rows(TrialSpec trial) {
        return (long) along(x).points() * along(y).points();
    }

    @Override
    public List<String> values() {
        return List.of("energy");
    }

    @Override
    public Table run(Subject subject) {
        RangeSpec first = along(x);
        RangeSpec second = along(y);
        Surface surface = Landscape.of(Fits.energy(energy, subject)
                        .over(subject.prompts().fresh().context(prompt() - 1)))
                .within(first.from(), first.to(), second.from(), second.to())
                .points(first.points(), second.points())
                .run(subject.workers());
        double[] across = surface.x();
        double[] up = surface.y();
        List<Table.Row> rows = new ArrayList<>();
        for (int j = 0; j < up.length; j++) {
            for (int i = 0; i < across.length; i++) {
                rows.add(new Table.Row(
                        List.of(Coordinate.of(across[i]), Coordinate.of(up[j])), new double[] {surface.value(i, j)}));
            }
        }
        return new Table(coordinates(), values(), rows);
    }
}
