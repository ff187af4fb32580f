package icd.workbench.figures;

import icd.describe.Describe;
import icd.figure.Blank;
import icd.figure.ColourBar;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Panel;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import icd.workbench.result.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** W_KQ and W_PV before and after training as heat maps: a row for each case, a block for each model, the first seed of each. */
@Describe(value = "initial and final weight matrices as heat maps", key = "weights")
public record WeightsFigure(String name) implements RunFigure {

    /** Blocks of four matrices for which a figure has room. */
    private static final int MOST = 3;

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(recipe.unlessMatrices());
    }

    @Override
    public Figure draw(RunResult run) {
        SequencedMap<Series, List<FinishedTrial>> found = Series.of(run);
        SequencedMap<Series, List<FinishedTrial>> all = FigureBuilder.few(found, MOST);
        List<String> models =
                all.keySet().stream().map(FigureBuilder::label).distinct().toList();
        Figure figure = Figure.of(name, "Attention weights before and after training as heat maps");
        for (String model : models) {
            figure = figure.heading(FigureBuilder.sentence(model), 4);
        }
        figure = figure.colourBar(ColourBar.of("", ColourBar.Sharing.BLOCK));
        for (Map.Entry<String, List<Series>> entry :
                FigureBuilder.group(List.copyOf(all.keySet()), Series::caseName).entrySet()) {
            List<Panel> row = new ArrayList<>();
            for (String model : models) {
                entry.getValue().stream()
                        .filter(series -> FigureBuilder.label(series).equals(model))
                        .findFirst()
                        .ifPresentOrElse(
                                series -> maps(all.get(series).getFirst().result(), row), () -> {
                                    for (int i = 0; i < 4; i++) {
                                        row.add(new Blank());
                                    }
                                });
            }
            figure = figure.titledRow(FigureBuilder.title(run, entry.getKey()), row.toArray(Panel[]::new));
        }
        return figure.note(
                "Under each matrix: mean of its diagonal. Weights of the first seed; the four of a case and model share"
                        + " one colour scale."
                        + FigureBuilder.leftOut(all.size(), found.size()));
    }

    private static void maps(TrialResult trial, List<Panel> row) {
        for (String matrix : List.of("W_KQ", "W_PV")) {
            String symbol = matrix.equals("W_KQ") ? "W_{KQ}" : "W_{PV}";
            for (String when : List.of("init", "final")) {
                TrialResult.Weight weight = trial.weight(matrix, when);
                row.add(new HeatMap(
                        symbol + (when.equals("init") ? " initial" : " final"),
                        weight.rows(),
                        String.format(Locale.ROOT, "mean %.3f", weight.meanDiagonal())));
            }
        }
    }
}
