package icd.workbench.figures;

import icd.describe.Describe;
import icd.figure.Blank;
import icd.figure.ColourBar;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Panel;
import icd.figure.Plots;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import icd.workbench.result.TrialResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@math W_KQ} and {@math W_PV} as training goes: a row for each matrix of a case and model, a column for each epoch, the first seed of each.
 */
@Describe(
        value =
                "weight matrices at epochs that training.keep keeps, as heat maps: a row for each matrix, a column for each epoch",
        key = "weights_over_time")
public record WeightsOverTimeFigure(
        String name,

        @Describe(
                value = "epochs to show, 0 for before training; none for all that are kept",
                min = 0,
                byDefault = "[]")
        List<Integer> epochs,

        @Describe(
                value = "which trials: case, model, an axis such as data.L; the first of each case and model is shown",
                byDefault = "{}")
        SequencedMap<String, String> at,

        double width)
        implements RunFigure, PrintedWidth {

    /** Copies the list and the map, in its order. */
    public WeightsOverTimeFigure {
        epochs = List.copyOf(epochs);
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
    }

    @Override
    public void check(FigureCheck recipe) {
        recipe.known().place(recipe.found(), "at", at);
        List<TrialSpec> shown = recipe.at(at);
        SortedSet<Integer> kept = new TreeSet<>();
        shown.forEach(trial -> trial.training().ifPresent(training -> {
            kept.addAll(List.of(0, training.epochs()));
            kept.addAll(training.keep());
        }));
        for (int i = 0; i < epochs.size(); i++) {
            if (!kept.isEmpty() && !kept.contains(epochs.get(i))) {
                recipe.found()
                        .add(
                                "epochs." + i,
                                "must be among those that training.keep keeps, "
                                        + kept.stream().map(String::valueOf).collect(Collectors.joining(", "))
                                        + ", got " + epochs.get(i));
            }
        }
        recipe.lacks(recipe.unlessTrained()
                .or(recipe::unlessMatrices)
                .or(() -> shown.isEmpty()
                        ? Optional.of("must have a trial to show, got none at " + at)
                        : Optional.empty()));
    }

    @Override
    public Figure draw(RunResult run) {
        SequencedMap<Series, TrialResult> found = shown(run);
        SequencedMap<Series, TrialResult> shown = FigureBuilder.few(found, FigureBuilder.MOST_BLOCKS);
        SortedSet<Integer> epochs = new TreeSet<>();
        shown.values().forEach(trial -> epochs.addAll(trial.weightEpochs()));
        if (!epochs().isEmpty()) {
            epochs.retainAll(epochs());
        }
        Figure figure = Figure.of(name(), "Attention weights at chosen epochs of training as heat maps")
                .width(width())
                .colourBar(ColourBar.of("", ColourBar.Sharing.ROW));
        for (int epoch : epochs) {
            figure = figure.heading(epoch == epochs.first() ? "Epoch " + epoch : "" + epoch, 1);
        }
        long models = shown.keySet().stream()
                .map(series -> series.model() + series.at())
                .distinct()
                .count();
        for (Map.Entry<Series, TrialResult> each : shown.entrySet()) {
            String title = FigureBuilder.sentence(Plots.text(each.getKey().caseName()))
                    + (models > 1 ? ", " + FigureBuilder.label(each.getKey()) : "");
            figure = figure.titledRow(title + " W_{KQ}", row(each.getValue(), "W_KQ", epochs));
            figure = figure.titledRow(title + " W_{PV}", row(each.getValue(), "W_PV", epochs));
        }
        String only = models > 1
                ? ""
                : FigureBuilder.sentence(FigureBuilder.label(shown.firstEntry().getKey())) + ". ";
        return figure.note(only
                + "Under each matrix: mean of its diagonal. Weights of the first seed, with the signs that make α positive at the end; a row"
                + " shares one colour scale."
                + (shown.values().stream()
                                .allMatch(trial -> trial.weightEpochs().containsAll(epochs))
                        ? ""
                        : " Blank: training ended before, or kept no weights then.")
                + FigureBuilder.leftOut(shown.size(), found.size()));
    }

    /** The first trial of each series among those at the coordinates. */
    private SequencedMap<Series, TrialResult> shown(RunResult run) {
        List<FinishedTrial> there = run.finished().stream()
                .filter(trial -> trial.result().hasModel() && Coordinate.areAt(trial.at(), at()))
                .toList();
        if (there.isEmpty()) {
            throw new IllegalArgumentException("at must fit a trial with a model, got " + at());
        }
        SequencedMap<Series, TrialResult> first = new LinkedHashMap<>();
        Series.of(run, there)
                .forEach((series, trials) -> first.put(series, trials.getFirst().result()));
        return first;
    }

    private static Panel[] row(TrialResult trial, String matrix, SortedSet<Integer> epochs) {
        List<Panel> row = new ArrayList<>();
        for (int epoch : epochs) {
            if (trial.weightEpochs().contains(epoch)) {
                TrialResult.Weight weight = trial.weight(matrix, epoch).times(FigureBuilder.sign(trial));
                String mean = String.format(Locale.ROOT, "%.2f", weight.meanDiagonal());
                row.add(new HeatMap("", weight.rows(), mean));
            } else {
                row.add(new Blank());
            }
        }
        return row.toArray(Panel[]::new);
    }
}
