package icd.workbench.figures;

import icd.describe.Describe;
import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Columns;
import icd.figure.Dash;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Markup;
import icd.figure.Numbers;
import icd.figure.Panel;
import icd.figure.Rule;
import icd.figure.SingleCurve;
import icd.figure.Style;
import icd.math.Estimate;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.Measured;
import icd.workbench.result.Repeats;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Test loss against epoch, a panel for each case: the mean over seeds as a line, their range as a band, and the baselines. */
@Describe(
        value = "loss curves per case: MSE/n against epoch, mean and range over seeds, with the baselines",
        key = "training")
public record TrainingFigure(
        String name,

        @Describe(
                value =
                        "whether the end of the curves is drawn once more and larger, in the corner of panels that have room there",
                byDefault = "false")
        boolean inset,

        Bars bars,
        double width)
        implements RunFigure, Barred, PrintedWidth {

    private static final Style LINEAR =
            Style.of(Colour.VERMILION).dash(Dash.DASHED).marker(Marker.TRIANGLE);
    private static final Style SOFTMAX = Style.of(Colour.BLUE).marker(Marker.CIRCLE);
    private static final List<Colour> FURTHER =
            List.of(Colour.GREEN, Colour.ORANGE, Colour.SKY_BLUE, Colour.BLACK, Colour.BLUE, Colour.VERMILION);
    private static final List<Marker> MARKERS = List.of(
            Marker.TRIANGLE, Marker.SQUARE, Marker.DIAMOND, Marker.INVERTED, Marker.STAR, Marker.PLUS, Marker.CROSS);

    /** The share of a panel's width and height that an inset takes, with room about it. */
    private static final double CORNER = 0.65;

    private static final double MARGIN = 0.05;

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(recipe.unlessTrained());
    }

    @Override
    public Figure draw(RunResult run) {
        List<Panel> panels = new ArrayList<>();
        SequencedMap<Series, List<FinishedTrial>> found = Series.of(run);
        SequencedMap<Series, List<FinishedTrial>> all = FigureBuilder.few(found, FigureBuilder.MOST_LINES);
        Map<Series, Style> styles = styles(all);
        BaselineLooks looks = BaselineLooks.of(run);
        FigureBuilder.group(List.copyOf(all.keySet()), Series::caseName).forEach((caseName, several) -> {
            List<Mark> marks = new ArrayList<>();
            baselines(run, caseName, several, looks, marks);
            several.forEach(series ->
                    marks.addAll(curves(run, all.get(series), FigureBuilder.label(series), styles.get(series))));
            Chart chart = new Chart(FigureBuilder.title(run, caseName), Axis.of("Epoch"), Axis.of("Test MSE/n"), marks);
            panels.add(inset ? withInset(chart) : chart);
        });
        String repeats = FigureBuilder.repeats(run, all.values());
        return Figure.of(name, "Test loss of trained attention against epoch, with the losses of baselines")
                .width(width)
                .row(panels.toArray(Panel[]::new))
                .note("MSE/n: mean squared error per coordinate. "
                        + (repeats.isEmpty()
                                ? "One seed each."
                                : "Lines: mean over " + repeats + "; bands: " + bars.said() + ".")
                        + FigureBuilder.leftOut(all.size(), found.size()));
    }

    @Override
    public List<SingleCurve> singles(RunResult run) {
        SequencedMap<Series, List<FinishedTrial>> all = FigureBuilder.few(Series.of(run), FigureBuilder.MOST_LINES);
        List<SingleCurve> singles = new ArrayList<>();
        int panel = 0;
        for (List<Series> several :
                FigureBuilder.group(List.copyOf(all.keySet()), Series::caseName).values()) {
            for (Series series : several) {
                for (FinishedTrial trial : all.get(series).size() > 1 ? all.get(series) : List.<FinishedTrial>of()) {
                    Numbers losses = Numbers.of(trial.testLoss());
                    Numbers epochs = Numbers.of(
                            IntStream.range(0, losses.size()).asDoubleStream().toArray());
                    String label = Markup.plain(FigureBuilder.label(series));
                    singles.add(new SingleCurve(panel, label, FigureBuilder.repeat(run, trial.at()), epochs, losses));
                }
            }
            panel++;
        }
        return singles;
    }

    /** Linear and softmax attention have the colours of the paper; further lines of a recipe have others. */
    static Map<Series, Style> styles(SequencedMap<Series, List<FinishedTrial>> all) {
        Map<Object, Style> styles = new LinkedHashMap<>(); // of one look in all cases
        Map<Series, Style> of = new HashMap<>();
        all.forEach((series, trials) -> {
            boolean linear = FigureBuilder.isLinear(trials.getFirst());
            boolean first = styles.values().stream().noneMatch((linear ? LINEAR : SOFTMAX)::equals);
            of.put(
                    series,
                    styles.computeIfAbsent(
                            FigureBuilder.look(series),
                            _ -> first ? linear ? LINEAR : SOFTMAX : further(linear, List.copyOf(styles.values()))));
        });
        return of;
    }

    /** A look that no other line has: another colour, or another marker once all colours are taken. */
    private static Style further(boolean linear, List<Style> taken) {
        return IntStream.range(0, FURTHER.size() * MARKERS.size())
                .mapToObj(i -> Style.of(FURTHER.get((taken.size() + i) % FURTHER.size()))
                        .dash(linear ? Dash.DASHED : Dash.SOLID)
                        .marker(
                                i < FURTHER.size()
                                        ? linear ? Marker.TRIANGLE : Marker.CIRCLE
                                        : MARKERS.get(i / FURTHER.size())))
                .filter(style -> !taken.contains(style))
                .findFirst()
                .orElse(taken.getLast());
    }

    private List<Mark> curves(RunResult run, List<FinishedTrial> trials, String label, Style style) {
        Repeats repeats = Repeats.of(run, trials);
        int epochs =
                trials.stream().mapToInt(trial -> trial.result().epochs()).min().orElseThrow();
        return Spread.of(
                        IntStream.rangeClosed(0, epochs).asDoubleStream().toArray(),
                        epoch -> bars.about(
                                trials.stream()
                                        .map(trial -> Estimate.of(trial.testLoss()[epoch]))
                                        .toList(),
                                repeats))
                .marks(label, style, trials.size() > 1);
    }

    /**
     * Adds an inset of the end of the curves, which begins where all lines have come down to a little above their ends. Adds none if that is
     * most of the training, or if curves or bands reach into the corner.
     */
    private static Chart withInset(Chart chart) {
        var heights = chart.marks().stream()
                .flatMapToDouble(mark -> mark.columns().alongY())
                .summaryStatistics();
        List<Mark> lines = chart.marks().stream().filter(Line.class::isInstance).toList();
        double epochs = lines.getFirst().columns().alongX().max().orElseThrow();
        double end = highest(chart.marks(), epochs);
        double low = heights.getMin() - MARGIN * (end - heights.getMin());
        double high = end + 10 * MARGIN * (end - heights.getMin());
        double from = 0;
        while (highest(lines, from) > high) {
            from++;
        }
        double corner = heights.getMax() - CORNER * (heights.getMax() - heights.getMin());
        return from < CORNER * epochs && highest(chart.marks(), (1 - CORNER) * epochs) < corner
                ? chart.withInset(chart.x().range(from, epochs), chart.y().range(low, high))
                : chart;
    }

    /** How high curves and bands reach from an epoch on. */
    private static double highest(List<Mark> marks, double from) {
        return marks.stream()
                .map(Mark::columns)
                .filter(columns -> columns.names().contains(Columns.Name.X))
                .flatMapToDouble(columns -> IntStream.range(0, columns.rows())
                        .filter(row -> columns.at(Columns.Name.X, row) >= from)
                        .mapToDouble(row -> columns.at(
                                columns.names().contains(Columns.Name.Y) ? Columns.Name.Y : Columns.Name.HIGH, row)))
                .max()
                .orElseThrow();
    }

    /** Draws the baselines that belong to a series which is shown. */
    private static void baselines(
            RunResult run, String caseName, List<Series> shown, BaselineLooks looks, List<Mark> marks) {
        SequencedMap<Series, List<Measured>> losses = Series.ofBaselines(run);
        losses.keySet()
                .removeIf(baseline -> !baseline.caseName().equals(caseName)
                        || shown.stream().noneMatch(series -> isBeside(baseline, series)));
        FigureBuilder.few(losses, FigureBuilder.MOST_LINES).forEach((series, results) -> {
            boolean alone = losses.keySet().stream()
                            .filter(other -> other.model().equals(series.model()))
                            .count()
                    == 1;
            String where = alone ? "" : FigureBuilder.where(series.at());
            marks.add(new Rule(
                    FigureBuilder.label(series.model()) + where,
                    Repeats.ofMeasured(run.recipe(), results)
                            .mean(results.stream().map(Measured::estimate).toList())
                            .value(),
                    looks.style(series.model(), where)));
        });
    }

    /** Returns whether a layer at one place had the same prompts as a baseline at another, as far as their axes say. */
    private static boolean isBeside(Series baseline, Series series) {
        return baseline.at().entrySet().stream()
                .allMatch(each -> each.getValue().equals(series.at().getOrDefault(each.getKey(), each.getValue())));
    }
}
