package icd.workbench.engine;

import icd.energy.Landscape;
import icd.energy.LayerEnergy;
import icd.energy.Surface;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.run.Table;
import java.util.ArrayList;
import java.util.List;

/** The energy of which the layer is a step, on a grid over a square of the plane. */
record EnergyLandscapeEvaluation(EvaluationSpec.EnergyLandscape spec) implements Evaluation {

    @Override
    public Table run(Subject subject) {
        double reach = spec.reach();
        Surface surface = Landscape.of(LayerEnergy.of(subject.layer())
                        .step(subject.prompts().fresh().context(spec.prompt() - 1)))
                .within(-reach, reach, -reach, reach)
                .points(spec.points(), spec.points())
                .run(subject.workers());
        double[] x = surface.x();
        double[] y = surface.y();
        List<Table.Row> rows = new ArrayList<>();
        for (int j = 0; j < y.length; j++) {
            for (int i = 0; i < x.length; i++) {
                rows.add(new Table.Row(
                        List.of(Table.coordinate(x[i]), Table.coordinate(y[j])), new double[] {surface.value(i, j)}));
            }
        }
        return new Table(spec.coordinates(), spec.values(), rows);
    }
}
