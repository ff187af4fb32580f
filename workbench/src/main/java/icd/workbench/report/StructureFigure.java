package icd.workbench.report;

import icd.figure.Blank;
import icd.figure.ColourBar;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Panel;
import icd.workbench.engine.UndoingWeights;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.run.RunResult;
import icd.workbench.run.Table;
import icd.workbench.run.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ojalgo.matrix.store.MatrixStore;

/** The transform, the weights that undo it, and those that each model learned (its first trial), as heat maps. */
final class StructureFigure {

    private StructureFigure() {}

    static Figure build(FigureSpec.Structure spec, RunResult run) {
        List<TrialResult> trials = FigureBuilder.group(
                        run.trials().stream()
                                .filter(trial -> trial.tables().containsKey(spec.evaluation()))
                                .toList(),
                        TrialResult::series)
                .values()
                .stream()
                .map(List::getFirst)
                .toList();
        if (trials.isEmpty()) {
            throw new IllegalArgumentException(
                    "evaluation must be one of a trial that finished, got " + spec.evaluation());
        }
        UndoingWeights undoing = UndoingWeights.of(FigureBuilder.spec(run, trials.getFirst()));
        Figure figure = Figure.of(spec.name(), "A transform, the weights that undo it, and learned weights")
                .colourBar(ColourBar.of("", ColourBar.Sharing.PANEL))
                .heading("(a) Transform", 1)
                .heading("(b) Optimal structure", 1);
        List<Panel> values = new ArrayList<>();
        List<Panel> keys = new ArrayList<>();
        values.add(new HeatMap("A", rows(undoing.change().matrix()), ""));
        keys.add(new Blank());
        values.add(new HeatMap("A^{−1}", rows(undoing.projectionValue()), ""));
        keys.add(new HeatMap("(AA^T)^{−1}", rows(undoing.keyQuery()), ""));
        for (int i = 0; i < trials.size(); i++) {
            TrialResult trial = trials.get(i);
            String label = FigureBuilder.label(trial.series());
            figure = figure.heading(
                    "(" + Character.toString('c' + i) + ") " + label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1), 1);
            Table table = trial.tables().get(spec.evaluation());
            values.add(learned("W_{PV}", "α", trial, table, 0));
            keys.add(learned("W_{KQ}", "β", trial, table, 1));
        }
        return figure.titledRow("Projection-value", values.toArray(Panel[]::new))
                .titledRow("Key-query", keys.toArray(Panel[]::new))
                .note("Under each learned matrix: its best-fitting multiple α or β of the optimal structure, and the cosine of the two.");
    }

    private static HeatMap learned(String title, String scale, TrialResult trial, Table table, int row) {
        return new HeatMap(
                title,
                trial.weight(row == 0 ? "W_PV" : "W_KQ", "final").rows(),
                String.format(
                        Locale.ROOT,
                        "%s = %.3f, cosine %.3f",
                        scale,
                        table.column("scale")[row],
                        table.column("cosine")[row]));
    }

    private static double[][] rows(MatrixStore<Double> matrix) {
        return matrix.toRawCopy2D();
    }
}
