package icd.workbench.figures;

import icd.attention.Potential;
import icd.describe.Describe;
import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Figure;
import icd.figure.Mark;
import icd.figure.Rule;
import icd.figure.Style;
import icd.math.Estimate;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.Repeats;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import icd.workbench.result.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The growth of weights in training, a row for each case: the mean diagonals of {@math W_KQ} and {@math W_PV}, their entries off the diagonal,
 * and {@math alpha beta} beside the best product of scaled identities of linear attention, where theory gives it.
 */
@Describe(
        value =
                "means of the diagonals, off-diagonal rms and alpha beta at the epochs that training.keep keeps, per case",
        key = "weight_curves")
public record WeightCurvesFigure(String name, Bars bars, double width) implements RunFigure, Barred, PrintedWidth {

    private static final Style OPTIMUM = Style.of(Colour.GREY).dash(Dash.DASHED).width(0.9);

    /** A number of a trial at an epoch. */
    private interface Measure {
        double of(TrialResult trial, int epoch);
    }

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(recipe.unlessTrained().or(recipe::unlessMatrices));
    }

    @Override
    public Figure draw(RunResult run) {
        List<FinishedTrial> trained = run.finished().stream()
                .filter(trial -> trial.result().epochs() > 0)
                .toList();
        if (trained.isEmpty()) {
            throw new IllegalArgumentException("a recipe with weight_curves must train a layer, got none");
        }
        SequencedMap<Series, List<FinishedTrial>> found = Series.of(run, trained);
        SequencedMap<Series, List<FinishedTrial>> all = FigureBuilder.few(found, FigureBuilder.MOST_LINES);
        SequencedMap<Series, List<FinishedTrial>> looks = // as in the training figure
                new LinkedHashMap<>(FigureBuilder.few(Series.of(run), FigureBuilder.MOST_LINES));
        all.forEach(looks::putIfAbsent);
        Map<Series, Style> styles = TrainingFigure.styles(looks);
        Figure figure = Figure.of(name, "Diagonals and off-diagonal weights, and alpha beta, against epoch")
                .width(width)
                .heading("β, mean diagonal of W_{KQ}", 1)
                .heading("α, mean diagonal of W_{PV}", 1)
                .heading("Product αβ", 1);
        for (Map.Entry<String, List<Series>> entry :
                FigureBuilder.group(List.copyOf(all.keySet()), Series::caseName).entrySet()) {
            List<Mark> keyQuery = new ArrayList<>();
            List<Mark> projectionValue = new ArrayList<>();
            List<Mark> product = new ArrayList<>();
            linearOptimum(run, entry.getKey())
                    .ifPresent(
                            best -> product.add(new Rule("best scaled identities of linear attention", best, OPTIMUM)));
            for (Series series : entry.getValue()) {
                Curves curves = Curves.of(
                        all.get(series).stream().map(FinishedTrial::result).toList(),
                        Repeats.of(run, all.get(series)),
                        FigureBuilder.label(series),
                        styles.get(series),
                        bars);
                keyQuery.addAll(
                        curves.diagonal((trial, epoch) -> FigureBuilder.sign(trial) * diagonal(trial, "W_KQ", epoch)));
                keyQuery.add(curves.rest((trial, epoch) -> rest(trial, "W_KQ", epoch)));
                projectionValue.addAll(
                        curves.diagonal((trial, epoch) -> FigureBuilder.sign(trial) * diagonal(trial, "W_PV", epoch)));
                projectionValue.add(curves.rest((trial, epoch) -> rest(trial, "W_PV", epoch)));
                product.addAll(curves.diagonal(
                        (trial, epoch) -> diagonal(trial, "W_KQ", epoch) * diagonal(trial, "W_PV", epoch)));
            }
            figure = figure.titledRow(
                    FigureBuilder.title(run, entry.getKey()), chart(keyQuery), chart(projectionValue), chart(product));
        }
        String repeats = FigureBuilder.repeats(run, all.values());
        return figure.note(
                "Dotted: root mean square off the diagonal. The signs of α and β are such that α ends positive. "
                        + (repeats.isEmpty()
                                ? "One seed each."
                                : "Lines: mean over " + repeats + "; bands: " + bars.said() + ".")
                        + FigureBuilder.leftOut(all.size(), found.size()));
    }

    /** Weights begin around 0, some just below it: an axis that ended on ticks would spend a third of its height on these. */
    private static Chart chart(List<Mark> marks) {
        var values =
                marks.stream().flatMapToDouble(mark -> mark.columns().alongY()).summaryStatistics();
        double margin = 0.04 * (values.getMax() - values.getMin());
        return new Chart(
                "", Axis.of("Epoch"), Axis.of("").range(values.getMin() - margin, values.getMax() + margin), marks);
    }

    private static double diagonal(TrialResult trial, String matrix, int epoch) {
        return trial.weight(matrix, epoch).meanDiagonal();
    }

    private static double rest(TrialResult trial, String matrix, int epoch) {
        return trial.weight(matrix, epoch).offDiagonalRms();
    }

    /** The best alpha beta where one is known, and the same for all linear layers of the case. */
    private static OptionalDouble linearOptimum(RunResult run, String caseName) {
        Set<Double> best = run.recipe().trials().stream()
                .filter(trial -> trial.label().equals(caseName)
                        && trial.model().stream()
                                .anyMatch(model -> model.single().isPresent()
                                        && model.single().get().attention() instanceof Potential.Linear))
                .map(WeightCurvesFigure::linearOptimum)
                .collect(Collectors.toSet());
        double only = best.size() == 1 ? best.iterator().next() : Double.NaN;
        return Double.isNaN(only) ? OptionalDouble.empty() : OptionalDouble.of(only);
    }

    private static double linearOptimum(TrialSpec trial) {
        return FigureBuilder.bestProduct(trial).orElse(Double.NaN);
    }

    /**
     * Curves of trials that are repeats of each other.
     *
     * @param epochs of which all of them have weights
     */
    private record Curves(
            List<TrialResult> trials, Repeats repeats, List<Integer> epochs, String label, Style style, Bars bars) {

        static Curves of(List<TrialResult> trials, Repeats repeats, String label, Style style, Bars bars) {
            SortedSet<Integer> epochs = new TreeSet<>(trials.getFirst().weightEpochs());
            trials.forEach(trial -> epochs.retainAll(trial.weightEpochs()));
            return new Curves(trials, repeats, List.copyOf(epochs), label, style, bars);
        }

        /** The mean over seeds, and a band where there are several. */
        List<Mark> diagonal(Measure measure) {
            return spread(measure).marks(label, style, trials.size() > 1);
        }

        Mark rest(Measure measure) {
            Style thin = Style.of(style.colour()).dash(Dash.DOTTED).width(1);
            return spread(measure)
                    .marks("(" + label + ", off-diagonal rms)", thin, false)
                    .getFirst();
        }

        private Spread spread(Measure measure) {
            return Spread.of(
                    epochs.stream().mapToDouble(Integer::doubleValue).toArray(),
                    i -> bars.about(
                            trials.stream()
                                    .map(trial -> Estimate.of(measure.of(trial, epochs.get(i))))
                                    .toList(),
                            repeats));
        }
    }
}
