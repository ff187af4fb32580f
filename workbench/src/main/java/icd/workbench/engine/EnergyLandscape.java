package icd.workbench.engine;

import icd.describe.Describe;
import icd.energy.Landscape;
import icd.energy.LayerEnergy;
import icd.energy.Surface;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Table;
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
        double reach,

        @Describe(value = "points along a side", min = 2, byDefault = "81")
        int points)
        implements Evaluation {

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.tooFew(trial, prompt).or(() -> Fits.unlessPlane(trial)).or(() -> Fits.unlessEnergy(trial));
    }

    /** The states' coordinates. */
    @Override
    public List<String> coordinates() {
        return List.of("s1", "s2");
    }

    @Override
    public long rows(TrialSpec trial) {
        return (long) points * points;
    }

    @Override
    public List<String> values() {
        return List.of("energy");
    }

    @Override
    public Table run(Subject subject) {
        double reach = reach();
        Surface surface = Landscape.of(LayerEnergy.of(subject.layer())
                        .step(subject.prompts().fresh().context(prompt() - 1)))
                .within(-reach, reach, -reach, reach)
                .points(points(), points())
                .run(subject.workers());
        double[] x = surface.x();
        double[] y = surface.y();
        List<Table.Row> rows = new ArrayList<>();
        for (int j = 0; j < y.length; j++) {
            for (int i = 0; i < x.length; i++) {
                rows.add(new Table.Row(
                        List.of(Coordinate.of(x[i]), Coordinate.of(y[j])), new double[] {surface.value(i, j)}));
            }
        }
        return new Table(coordinates(), values(), rows);
    }
}
