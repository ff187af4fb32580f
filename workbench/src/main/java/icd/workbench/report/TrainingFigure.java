package icd.workbench.report;

import icd.describe.Describe;
import icd.figure.Axis;
import icd.figure.Band;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Panel;
import icd.figure.Rule;
import icd.figure.Style;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.run.BaselineResult;
import icd.workbench.run.RunResult;
import icd.workbench.run.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Test loss against epoch, a panel for each case: the mean over seeds as a line, their range as a band, and the baselines. */
@Describe(
        value = "loss curves per case: MSE/n against epoch, mean and range over seeds, with the baselines",
        key = "training")
public record TrainingFigure(String name) implements RunFigure {

    private static final Style LINEAR =
            Style.of(Colour.VERMILION).dash(Dash.DASHED).marker(Marker.TRIANGLE);
    private static final Style SOFTMAX = Style.of(Colour.BLUE).marker(Marker.CIRCLE);
    private static final List<Colour> FURTHER =
            List.of(Colour.GREEN, Colour.ORANGE, Colour.SKY_BLUE, Colour.BLACK, Colour.BLUE, Colour.VERMILION);

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(recipe.unlessTrained());
    }

    @Override
    public Figure draw(RunResult run) {
        List<Panel> panels = new ArrayList<>();
        Map<String, Style> styles = styles(run);
        int seeds = 0;
        for (Map.Entry<String, List<TrialResult>> entry :
                FigureBuilder.group(run.trials(), TrialResult::caseName).entrySet()) {
            List<Mark> marks = new ArrayList<>();
            baselines(run, entry.getKey(), marks);
            for (List<TrialResult> trials :
                    FigureBuilder.group(entry.getValue(), TrialResult::series).values()) {
                seeds = Math.max(seeds, trials.size());
                curves(trials, styles.get(trials.getFirst().series()), marks);
            }
            panels.add(new Chart(
                    FigureBuilder.title(run, entry.getKey()), Axis.of("Epoch"), Axis.of("Test MSE/n"), marks));
        }
        return Figure.of(name, "Test loss of trained attention against epoch, with the losses of baselines")
                .row(panels.toArray(Panel[]::new))
                .note(
                        seeds == 1
                                ? "MSE/n: mean squared error per coordinate. One seed each."
                                : "MSE/n: mean squared error per coordinate. Lines: mean over " + seeds
                                        + " weight seeds; bands: their range.");
    }

    /** Linear and softmax attention as in the paper; what a recipe varies besides takes further colours. */
    static Map<String, Style> styles(RunResult run) {
        Map<String, Style> styles = new LinkedHashMap<>();
        for (TrialResult trial : run.trials()) {
            boolean linear = trial.model().startsWith("linear");
            boolean first = styles.values().stream().noneMatch((linear ? LINEAR : SOFTMAX)::equals);
            Colour next = FURTHER.get(styles.size() % FURTHER.size());
            styles.computeIfAbsent(
                    trial.series(),
                    _ -> first
                            ? linear ? LINEAR : SOFTMAX
                            : Style.of(next)
                                    .dash(linear ? Dash.DASHED : Dash.SOLID)
                                    .marker(linear ? Marker.TRIANGLE : Marker.CIRCLE));
        }
        return styles;
    }

    private static void curves(List<TrialResult> trials, Style style, List<Mark> marks) {
        int epochs = trials.stream().mapToInt(TrialResult::epochs).min().orElseThrow();
        double[] x = IntStream.rangeClosed(0, epochs).asDoubleStream().toArray();
        double[] mean = new double[epochs + 1];
        double[] low = new double[epochs + 1];
        double[] high = new double[epochs + 1];
        for (int epoch = 0; epoch <= epochs; epoch++) {
            int e = epoch;
            var losses =
                    trials.stream().mapToDouble(trial -> trial.testLoss()[e]).summaryStatistics();
            mean[epoch] = losses.getAverage();
            low[epoch] = losses.getMin();
            high[epoch] = losses.getMax();
        }
        String series = trials.getFirst().series();
        if (trials.size() > 1) {
            marks.add(new Band(FigureBuilder.label(series), x, low, high, style));
        }
        marks.add(new Line(FigureBuilder.label(series), x, mean, style));
    }

    private static void baselines(RunResult run, String caseName, List<Mark> marks) {
        SequencedMap<String, BaselineResult> baselines = run.baselines().get(caseName);
        boolean several = run.baselines().keySet().stream().anyMatch(group -> group.startsWith(caseName + "/"));
        if (baselines != null && !several) { // else the trials of the panel do not share them
            baselines.forEach((name, result) -> marks.add(
                    new Rule(FigureBuilder.label(name), result.msePerDim(), FigureBuilder.baselineStyle(name))));
        }
    }
}
