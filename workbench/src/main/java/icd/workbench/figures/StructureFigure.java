package icd.workbench.figures;

import icd.attention.Attention;
import icd.describe.Describe;
import icd.figure.ColourBar;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Panel;
import icd.task.Transform;
import icd.workbench.evaluation.Layers;
import icd.workbench.evaluation.Structure;
import icd.workbench.evaluation.UndoingWeights;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.ojalgo.matrix.store.MatrixStore;

/** A transform, the weights that undo it, and those that each model learned (its first trial), as heat maps. */
@Describe(
        value = "the transform of the prompts, the weights that undo it, and those learned, as heat maps",
        key = "structure")
public record StructureFigure(
        String name,

        @Describe(value = "name of the evaluation whose numbers it shows", byDefault = "structure")
        String evaluation,

        double width)
        implements RunFigure, PrintedWidth {

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(recipe.unlessNamed(evaluation, Structure.class));
    }

    @Override
    public Figure draw(RunResult run) {
        SequencedMap<Series, FinishedTrial> trials = trials(run);
        UndoingWeights undoing =
                UndoingWeights.of(trials.firstEntry().getValue().spec());
        boolean old = undoing.change().target() == Transform.Target.OLD;
        Figure figure = Figure.of(
                        name(),
                        "Heat maps of a transform of the prompts, of the weights that undo it, and of learned weights, which"
                                + " look alike")
                .width(width())
                .colourBar(ColourBar.of("", ColourBar.Sharing.PANEL))
                .heading("Transform", 1)
                .heading("Predicted", 1);
        MatrixStore<Double> transform = undoing.change().matrix();
        List<Panel> values = new ArrayList<>(List.of(map("A", transform, "")));
        List<Panel> keys = new ArrayList<>(List.of(map("AA^T", transform.multiply(transform.transpose()), "")));
        values.add(map(old ? "A^{−1}" : "I", undoing.projectionValue(), ""));
        keys.add(map("(AA^T)^{−1}", undoing.keyQuery(), ""));
        for (Map.Entry<Series, FinishedTrial> each : trials.entrySet()) {
            FinishedTrial trial = each.getValue();
            figure = figure.heading(FigureBuilder.sentence(FigureBuilder.label(each.getKey())), 1);
            Attention layer = Layers.of(trial.spec(), trial.result(), "final");
            double sign = undoing.sign(layer.projectionValue());
            Table table = trial.result().tables().get(evaluation());
            values.add(map("W_{PV}", layer.projectionValue().multiply(sign), fit("α", table, "W_PV")));
            keys.add(map("W_{KQ}", layer.keyQuery().multiply(sign), fit("β", table, "W_KQ")));
        }
        return figure.row(values.toArray(Panel[]::new))
                .row(keys.toArray(Panel[]::new))
                .note(
                        "α, β: best-fitting multiples of the prediction; cos: cosine between them. A pair with negative α is shown with both signs turned."
                                + (trials.size() < FigureBuilder.MOST_BLOCKS
                                        ? ""
                                        : " The figure shows at most " + FigureBuilder.MOST_BLOCKS + " layers."));
    }

    /** The first trial of each series with the transform of the first one. */
    private SequencedMap<Series, FinishedTrial> trials(RunResult run) {
        List<FinishedTrial> evaluated = run.finished().stream()
                .filter(trial -> trial.result().tables().containsKey(evaluation()))
                .toList();
        if (evaluated.isEmpty()) {
            throw new IllegalArgumentException("evaluation must be one of a trial that finished, got " + evaluation());
        }
        TrialSpec first = evaluated.getFirst().spec();
        List<FinishedTrial> alike = evaluated.stream()
                .filter(trial -> trial.spec().transform().equals(first.transform())
                        && trial.spec().data().n() == first.data().n())
                .toList();
        SequencedMap<Series, FinishedTrial> shown = new LinkedHashMap<>();
        FigureBuilder.few(Series.of(run, alike), FigureBuilder.MOST_BLOCKS).forEach((series, trials) -> {
            if (shown.keySet().stream()
                    .noneMatch(other -> FigureBuilder.label(other).equals(FigureBuilder.label(series)))) {
                shown.put(series, trials.getFirst());
            }
        });
        return shown;
    }

    private static String fit(String scale, Table table, String matrix) {
        int row = table.at("matrix").indexOf(matrix);
        return String.format(
                Locale.ROOT, "%s = %.3f, cos %.3f", scale, table.column("scale")[row], table.column("cosine")[row]);
    }

    private static HeatMap map(String title, MatrixStore<Double> matrix, String note) {
        return new HeatMap(title, matrix.toRawCopy2D(), note);
    }
}
