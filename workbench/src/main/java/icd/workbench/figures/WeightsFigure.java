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
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * {@math W_KQ} and {@math W_PV} as heat maps: a row for each case, a block for each model, the first seed of each. Where all began with the same
 * weights, these have a column of their own.
 */
@Describe(value = "initial and final weight matrices as heat maps", key = "weights")
public record WeightsFigure(
        String name,

        @Describe(value = "which weights are shown", byDefault = "[initial, final]")
        List<Stage> when,

        double width)
        implements RunFigure, PrintedWidth {

    /** The moments at which weights are shown. */
    @Describe("when weights are shown")
    public enum Stage {
        @Describe("before training")
        INITIAL("init"),
        @Describe("after training")
        FINAL("final");

        private final String key;

        Stage(String key) {
            this.key = key;
        }
    }

    /** The number of blocks of matrices for which a figure has room. */
    private static final int MOST = 3;

    /** Copies the list. */
    public WeightsFigure {
        when = List.copyOf(when);
    }

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(
                when.isEmpty() ? Optional.of("must show initial or final weights, got none") : recipe.unlessMatrices());
    }

    @Override
    public Figure draw(RunResult run) {
        SequencedMap<Series, List<FinishedTrial>> found = Series.of(run);
        SequencedMap<Series, List<FinishedTrial>> all = FigureBuilder.few(found, MOST);
        List<String> models =
                all.keySet().stream().map(FigureBuilder::label).distinct().toList();
        Collection<List<Series>> cases =
                FigureBuilder.group(List.copyOf(all.keySet()), Series::caseName).values();
        boolean apart = when.size() == Stage.values().length && cases.size() > 1 && beginAlike(all);
        List<Stage> each = apart ? List.of(Stage.FINAL) : when;
        Figure figure = Figure.of(name, "Attention weights before and after training as heat maps")
                .width(width)
                .colourBar(ColourBar.of("", ColourBar.Sharing.BLOCK));
        List<Panel> before = new ArrayList<>();
        if (apart) {
            figure = figure.heading("Before training", 1);
            maps(all.firstEntry().getValue().getFirst().result(), List.of(Stage.INITIAL), before);
        }
        for (String model : models) {
            figure = figure.heading(FigureBuilder.sentence(model) + (apart ? ", trained" : ""), 2 * each.size());
        }
        for (List<Series> of : cases) {
            List<Panel> row = new ArrayList<>();
            if (apart) {
                row.add(before.isEmpty() ? new Blank() : before.removeFirst());
            }
            for (String model : models) {
                of.stream()
                        .filter(series -> FigureBuilder.label(series).equals(model))
                        .findFirst()
                        .ifPresentOrElse(
                                series -> maps(all.get(series).getFirst().result(), each, row),
                                () -> row.addAll(Collections.nCopies(2 * each.size(), new Blank())));
            }
            figure = figure.titledRow(FigureBuilder.title(run, of.getFirst().caseName()), row.toArray(Panel[]::new));
        }
        return figure.note("α, β: mean diagonals. Weights of the first seed"
                + (apart ? ", which begin alike in all cases" : "")
                + "; trained ones have the signs that make α positive, which are the same layer."
                + FigureBuilder.leftOut(all.size(), found.size()));
    }

    /** Returns whether all trials began with the same weights, which then have a column of their own. */
    private static boolean beginAlike(SequencedMap<Series, List<FinishedTrial>> all) {
        return Stream.of("W_KQ", "W_PV")
                .allMatch(matrix -> all.values().stream()
                                .map(trials -> trials.getFirst().result().weight(matrix, Stage.INITIAL.key))
                                .map(weight -> Arrays.deepToString(weight.rows()))
                                .distinct()
                                .count()
                        == 1);
    }

    private static void maps(TrialResult trial, List<Stage> when, List<Panel> row) {
        for (String matrix : List.of("W_KQ", "W_PV")) {
            String symbol = matrix.equals("W_KQ") ? "W_{KQ}" : "W_{PV}";
            for (Stage stage : when) {
                double sign = stage == Stage.FINAL ? FigureBuilder.sign(trial) : 1;
                TrialResult.Weight weight = trial.weight(matrix, stage.key).times(sign);
                row.add(new HeatMap(
                        symbol + (when.size() == 1 ? "" : stage == Stage.INITIAL ? " initial" : " final"),
                        weight.rows(),
                        String.format(
                                Locale.ROOT, "%s = %.3f", matrix.equals("W_KQ") ? "β" : "α", weight.meanDiagonal())));
            }
        }
    }
}
