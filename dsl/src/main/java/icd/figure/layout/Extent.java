package icd.figure.layout;

import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Field;
import icd.figure.Histogram;
import icd.figure.Mark;
import icd.figure.Numbers;
import icd.figure.Surface;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** The stretch of its axes that the marks of one chart take. */
final class Extent {

    private Extent() {}

    static Span x(Chart chart) {
        return span(chart, chart.x(), mark -> abscissae(mark, chart.x()));
    }

    static Span y(Chart chart) {
        Span span = span(chart, chart.y(), mark -> ordinates(mark, chart.y()));
        return isCounted(chart) ? span.counted() : span;
    }

    /** Whether its marks are histograms of counts alone. */
    private static boolean isCounted(Chart chart) {
        return !chart.marks().isEmpty()
                && chart.marks().stream()
                        .allMatch(mark -> mark instanceof Histogram histogram
                                && histogram.heights().stream().allMatch(height -> height == Math.rint(height)));
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
                .filter(mark -> mark instanceof Surface || chart.surface().isEmpty())
                .flatMapToDouble(values)
                .filter(axis::shows)
                .summaryStatistics();
        if (data.getCount() == 0) {
            return axis.logarithmic() ? new Span(1, 10, false, true) : new Span(0, 1, false, false);
        }
        boolean ends = chart.surface().isPresent() && data.getMin() < data.getMax();
        return new Span(data.getMin(), data.getMax(), ends, axis.logarithmic());
    }

    private static DoubleStream abscissae(Mark mark, Axis axis) {
        return mark instanceof Field field
                ? borders(field.x(), axis.logarithmic()).stream()
                : mark.columns().alongX();
    }

    private static DoubleStream ordinates(Mark mark, Axis axis) {
        return switch (mark) {
            case Field field -> borders(field.y(), axis.logarithmic()).stream();
            case Histogram bars ->
                axis.logarithmic()
                        ? bars.heights().stream().flatMap(h -> DoubleStream.of(h, h / 2)) // the least bar is seen
                        : DoubleStream.concat(DoubleStream.of(0), bars.heights().stream());
            default -> mark.columns().alongY();
        };
    }

    /** Returns where the cells around grid points begin and end: half-way between neighbours, as the axis measures. */
    static Numbers borders(Numbers at, boolean logarithmic) {
        int n = at.size();
        double[] borders = new double[n + 1];
        for (int i = 1; i < n; i++) {
            borders[i] = middle(at.at(i - 1), at.at(i), logarithmic);
        }
        if (n == 1) {
            borders[0] = logarithmic ? at.at(0) / 2 : at.at(0) - 0.5;
            borders[1] = logarithmic ? at.at(0) * 2 : at.at(0) + 0.5;
        } else if (logarithmic) {
            borders[0] = at.at(0) * (at.at(0) / borders[1]);
            borders[n] = at.at(n - 1) * (at.at(n - 1) / borders[n - 1]);
        } else {
            borders[0] = at.at(0) - (borders[1] - at.at(0));
            borders[n] = at.at(n - 1) + (at.at(n - 1) - borders[n - 1]);
        }
        return Numbers.of(borders);
    }

    private static double middle(double a, double b, boolean logarithmic) {
        return logarithmic ? Math.sqrt(a) * Math.sqrt(b) : a + (b - a) / 2;
    }
}
