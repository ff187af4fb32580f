package icd.workbench.report;

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
import icd.workbench.run.BaselineResult;
import icd.workbench.run.RunResult;
import icd.workbench.run.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Test loss against epoch, a panel for each case: the mean over seeds as a line, their range as a band, and the baselines. */
final class TrainingFigure {

    private static final Style LINEAR =
            Style.of(Colour.VERMILION).dash(Dash.DASHED).marker(Marker.TRIANGLE);
    private static final Style SOFTMAX = Style.of(Colour.BLUE).marker(Marker.CIRCLE);
    private static final Map<String, Style> BASELINES = Map.of(
            "zero", Style.of(Colour.GREY).dash(Dash.DASHED).width(0.9),
            "bayes", Style.of(Colour.PURPLE).width(1.4));
    private static final Style OTHER = Style.of(Colour.GREY).dash(Dash.DOTTED).width(1.2);

    private TrainingFigure() {}

    static Figure build(String name, RunResult run) {
        List<Panel> panels = new ArrayList<>();
        int seeds = 0;
        for (Map.Entry<String, List<TrialResult>> entry :
                FigureBuilder.group(run.trials(), TrialResult::caseName).entrySet()) {
            List<Mark> marks = new ArrayList<>();
            baselines(run, entry.getKey(), marks);
            for (List<TrialResult> trials :
                    FigureBuilder.group(entry.getValue(), TrialResult::model).values()) {
                seeds = Math.max(seeds, trials.size());
                curves(trials, marks);
            }
            panels.add(new Chart(
                    FigureBuilder.title(run, entry.getKey(), panels.size() + 1),
                    Axis.of("Epoch"),
                    Axis.of("Test MSE/n"),
                    marks));
        }
        return Figure.of(name, "Test loss of trained attention against epoch, with the losses of baselines")
                .row(panels.toArray(Panel[]::new))
                .note(
                        seeds == 1
                                ? "MSE/n: mean squared error per coordinate. One seed each."
                                : "MSE/n: mean squared error per coordinate. Lines: mean over " + seeds
                                        + " weight seeds; bands: their range.");
    }

    private static void curves(List<TrialResult> trials, List<Mark> marks) {
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
        String model = trials.getFirst().model();
        Style style = model.startsWith("linear") ? LINEAR : SOFTMAX;
        if (trials.size() > 1) {
            marks.add(new Band(FigureBuilder.label(model), x, low, high, style));
        }
        marks.add(new Line(FigureBuilder.label(model), x, mean, style));
    }

    private static void baselines(RunResult run, String caseName, List<Mark> marks) {
        SequencedMap<String, BaselineResult> baselines = run.baselines().get(caseName);
        if (baselines != null) {
            baselines.forEach((name, result) -> marks.add(
                    new Rule(FigureBuilder.label(name), result.msePerDim(), BASELINES.getOrDefault(name, OTHER))));
        }
    }
}
