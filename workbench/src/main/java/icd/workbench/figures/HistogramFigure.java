package icd.workbench.figures;

import icd.describe.Describe;
import icd.figure.Axis;
import icd.figure.Bins;
import icd.figure.Chart;
import icd.figure.Figure;
import icd.figure.Histogram;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Plots;
import icd.workbench.figures.SeriesLooks.Key;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.result.Measured;
import icd.workbench.result.Observations;
import icd.workbench.result.RunResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** How often the values of a metric occur: a histogram for each series, over bins that all share. */
@Describe(
        value =
                "how often the values of a metric occur, such as the errors of single prompts: a histogram for each series",
        key = "histogram")
public record HistogramFigure(
        String name,

        @Describe(
                "the metric whose values are counted, or the difference or ratio of two; on a logarithmic scale the bins are logarithmic too")
        CurveAxis x,

        @Describe(
                value = "the coordinate whose values have a histogram each",
                pattern = "[A-Za-z][A-Za-z0-9_.]*",
                patternSays = "the name of a coordinate",
                byDefault = "model")
        String series,

        @Describe(value = "only observations at these coordinates are counted", byDefault = "{}")
        SequencedMap<String, String> at,

        double width)
        implements RunFigure, PrintedWidth {

    /** Copies the map, in its order. */
    public HistogramFigure {
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
    }

    @Override
    public void check(FigureCheck recipe) {
        x.check(recipe.found(), "x");
        x.metrics().forEach(metric -> recipe.known().metric(recipe.found(), "x", metric));
        recipe.known().coordinate(recipe.found(), "series", series);
        recipe.known().place(recipe.found(), "at", at);
    }

    @Override
    public Figure draw(RunResult run) {
        SequencedMap<Coordinate, List<Measured>> found = FigureBuilder.group(
                x.measured(Observations.of(run)).stream()
                        .filter(each -> each.isAt(at) && each.at().containsKey(series))
                        .filter(each -> x.scale() == CurveAxis.Scale.LINEAR || each.value() > 0)
                        .toList(),
                each -> each.at().get(series));
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    name + " must have values to count, got no " + x.of() + " at " + at + " with " + series);
        }
        double[] edges = edges(found.values());
        List<Key> keys = found.keySet().stream()
                .limit(FigureBuilder.MOST_LINES)
                .map(value -> new Key(value, new LinkedHashMap<>()))
                .toList();
        SeriesLooks looks = SeriesLooks.of(keys, Plots.text(FigureBuilder.lastWord(series)), false, "", Map.of());
        List<Mark> marks = new ArrayList<>();
        for (Key key : looks.lines()) {
            double[] values = values(found.get(key.value()));
            double[] shares = Arrays.stream(Bins.counts(values, edges))
                    .map(count -> count / values.length)
                    .toArray();
            marks.add(new Histogram(
                    looks.label(key), edges, shares, looks.style(key).marker(Marker.NONE)));
        }
        String label = x.label().isEmpty() ? Plots.text(x.of()) : x.label();
        return Figure.of(name, "How often the values of " + Plots.plain(label) + " occur")
                .width(width)
                .row(new Chart("", CurvesDrawing.axis(x), Axis.of("Share of the values"), marks))
                .note(FigureBuilder.leftOut(keys.size(), found.size()).strip());
    }

    private double[] edges(Iterable<List<Measured>> all) {
        boolean log = x.scale() == CurveAxis.Scale.LOG;
        List<double[]> samples = new ArrayList<>();
        all.forEach(of -> samples.add(Arrays.stream(values(of))
                .map(value -> log ? StrictMath.log(value) : value)
                .toArray()));
        double[] edges = Bins.freedmanDiaconis(samples.toArray(double[][]::new));
        return log ? Arrays.stream(edges).map(StrictMath::exp).toArray() : edges;
    }

    private static double[] values(List<Measured> of) {
        return of.stream().mapToDouble(Measured::value).toArray();
    }
}
