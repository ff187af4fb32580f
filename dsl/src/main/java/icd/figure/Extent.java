package icd.figure;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What the marks of one chart take of its axes. */
final class Extent {

    private Extent() {}

    static Span x(Chart chart) {
        return span(chart, chart.x(), mark -> abscissae(mark, chart.x()));
    }

    static Span y(Chart chart) {
        return span(chart, chart.y(), mark -> ordinates(mark, chart.y()));
    }

    /** Room for all names, or the range that was set, or that of the surface, or that of the data that the axis can show, or 0 to 1. */
    private static Span span(Chart chart, Axis axis, Function<Mark, DoubleStream> values) {
        if (!axis.names().isEmpty()) {
            return Span.of(axis.names());
        }
        if (axis.hasRange()) {
            return new Span(axis.low(), axis.high(), true, axis.logarithmic());
        }
        var data = chart.marks().stream()
                .filter(mark -> mark instanceof Surface || !chart.hasSurface())
                .flatMapToDouble(values)
                .filter(axis::shows)
                .summaryStatistics();
        if (data.getCount() == 0) {
            return axis.logarithmic() ? new Span(1, 10, false, true) : new Span(0, 1, false, false);
        }
        boolean ends = chart.hasSurface() && data.getMin() < data.getMax();
        return new Span(data.getMin(), data.getMax(), ends, axis.logarithmic());
    }

    private static DoubleStream abscissae(Mark mark, Axis axis) {
        return switch (mark) {
            case Line line -> DoubleStream.of(line.x());
            case Band band -> DoubleStream.of(band.x());
            case Points points -> DoubleStream.of(points.x());
            case ErrorBars bars -> DoubleStream.of(bars.x());
            case Trajectory path -> DoubleStream.of(path.x());
            case Histogram histogram -> DoubleStream.of(histogram.edges());
            case VerticalRule rule -> DoubleStream.of(rule.x());
            case Note note -> DoubleStream.of(note.x());
            case Contours contours -> DoubleStream.of(contours.x());
            case Field field -> DoubleStream.of(borders(field.x(), axis.logarithmic()));
            case Rule _ -> DoubleStream.empty();
        };
    }

    private static DoubleStream ordinates(Mark mark, Axis axis) {
        return switch (mark) {
            case Line line -> DoubleStream.of(line.y());
            case Band band -> DoubleStream.concat(DoubleStream.of(band.low()), DoubleStream.of(band.high()));
            case Points points -> DoubleStream.of(points.y());
            case ErrorBars bars -> Stream.of(bars.y(), bars.low(), bars.high()).flatMapToDouble(Arrays::stream);
            case Trajectory path -> DoubleStream.of(path.y());
            case Histogram histogram ->
                axis.logarithmic()
                        ? Arrays.stream(histogram.heights())
                                .flatMap(h -> DoubleStream.of(h, h / 2)) // the least bar is seen
                        : DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(histogram.heights()));
            case Rule rule -> DoubleStream.of(rule.y());
            case Note note -> DoubleStream.of(note.y());
            case Contours contours -> DoubleStream.of(contours.y());
            case Field field -> DoubleStream.of(borders(field.y(), axis.logarithmic()));
            case VerticalRule _ -> DoubleStream.empty();
        };
    }

    /** Where the cells around grid points begin and end: half-way between neighbours, as the axis measures. */
    static double[] borders(double[] at, boolean logarithmic) {
        int n = at.length;
        double[] borders = new double[n + 1];
        for (int i = 1; i < n; i++) {
            borders[i] = middle(at[i - 1], at[i], logarithmic);
        }
        if (n == 1) {
            borders[0] = logarithmic ? at[0] / 2 : at[0] - 0.5;
            borders[1] = logarithmic ? at[0] * 2 : at[0] + 0.5;
        } else if (logarithmic) {
            borders[0] = at[0] * (at[0] / borders[1]);
            borders[n] = at[n - 1] * (at[n - 1] / borders[n - 1]);
        } else {
            borders[0] = at[0] - (borders[1] - at[0]);
            borders[n] = at[n - 1] + (at[n - 1] - borders[n - 1]);
        }
        return borders;
    }

    private static double middle(double a, double b, boolean logarithmic) {
        return logarithmic ? Math.sqrt(a) * Math.sqrt(b) : a + (b - a) / 2;
    }
}
