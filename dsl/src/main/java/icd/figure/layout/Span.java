package icd.figure.layout;

import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Field;
import icd.figure.Histogram;
import icd.figure.Mark;
import icd.figure.Numbers;
import icd.figure.Surface;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The range that an axis has to show.
 *
 * @param set whether the axis ends just there, or may end on ticks beyond
 * @param names what stands at 0, 1, 2 and so on; empty for numbers
 * @param whole whether numbers are counted, so that labels between them would mean nothing
 */
public record Span(double low, double high, boolean set, boolean logarithmic, List<String> names, boolean whole) {

    Span(double low, double high, boolean set, boolean logarithmic) {
        this(low, high, set, logarithmic, List.of(), false);
    }

    /** The stretch of the x axis that the marks of a chart take. */
    static Span x(Chart chart) {
        boolean log = chart.x().logarithmic();
        Function<Mark, DoubleStream> values = mark -> mark instanceof Field field
                ? borders(field.x(), log).stream()
                : mark.columns().alongX();
        List<double[]> xs = chart.marks().stream()
                .map(mark -> mark.columns().alongX().toArray())
                .filter(x -> x.length > 0)
                .toList();
        return of(chart, chart.x(), !log && !xs.isEmpty() && xs.stream().allMatch(Span::counts), values);
    }

    /** Whether these are whole numbers, each one more than that before, as indices, rows and epochs are. */
    private static boolean counts(double[] x) {
        return IntStream.range(0, x.length).allMatch(i -> x[i] == Math.rint(x[0]) + i);
    }

    /** The stretch of the y axis that the marks of a chart take. */
    static Span y(Chart chart) {
        return of(chart, chart.y(), isCounted(chart), mark -> ordinates(mark, chart.y()));
    }

    /** Whether its marks are histograms of counts alone. */
    private static boolean isCounted(Chart chart) {
        return !chart.marks().isEmpty()
                && chart.marks().stream()
                        .allMatch(mark -> mark instanceof Histogram histogram
                                && histogram.heights().stream().allMatch(height -> height == Math.rint(height)));
    }

    private static Span of(Chart chart, Axis axis, boolean whole, Function<Mark, DoubleStream> values) {
        DoubleStream data = chart.marks().stream()
                .filter(mark -> mark instanceof Surface || chart.surface().isEmpty())
                .flatMapToDouble(values);
        Span span = of(axis, data, chart.surface().isPresent());
        return new Span(span.low, span.high, span.set, span.logarithmic, span.names, whole);
    }

    /**
     * Room for all names, or the range that was set, or that of the data that the axis can show, or 0 to 1.
     *
     * @param ends whether the axis ends where data that vary do
     */
    static Span of(Axis axis, DoubleStream values, boolean ends) {
        if (!axis.names().isEmpty()) {
            return new Span(-0.5, axis.names().size() - 0.5, true, false, axis.names(), false);
        }
        if (axis.hasRange()) {
            return new Span(axis.low(), axis.high(), true, axis.logarithmic());
        }
        var data = values.filter(axis::shows).summaryStatistics();
        if (data.getCount() == 0) {
            return axis.logarithmic() ? new Span(1, 10, false, true) : new Span(0, 1, false, false);
        }
        boolean set = ends && data.getMin() < data.getMax();
        return new Span(data.getMin(), data.getMax(), set, axis.logarithmic());
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
            double a = at.at(i - 1);
            double b = at.at(i);
            borders[i] = logarithmic ? Math.sqrt(a) * Math.sqrt(b) : a + (b - a) / 2;
        }
        double last = at.at(n - 1);
        borders[n] = n > 1 ? mirrored(borders[n - 1], last, logarithmic) : logarithmic ? last * 2 : last + 0.5;
        borders[0] = mirrored(borders[1], at.at(0), logarithmic);
        return Numbers.of(borders);
    }

    /** The border on the other side of a grid point, as far from it. */
    private static double mirrored(double border, double at, boolean logarithmic) {
        return logarithmic ? at * (at / border) : at - (border - at);
    }

    public Ticks ticks(int wanted, Predicate<Ticks> suits) {
        Predicate<Ticks> fits = !whole
                ? suits
                : suits.and(ticks -> ticks.values().stream()
                        .allMatch(value -> value.stripTrailingZeros().scale() <= 0));
        if (!names.isEmpty()) {
            List<BigDecimal> values = IntStream.range(0, names.size())
                    .mapToObj(BigDecimal::valueOf)
                    .toList();
            return Ticks.linear(values, names, low, high, "");
        }
        if (logarithmic) {
            return set ? LogTicks.within(low, high, wanted, fits) : LogTicks.covering(low, high, wanted, fits);
        }
        return set ? LinearTicks.within(low, high, wanted, fits) : LinearTicks.covering(low, high, wanted, fits);
    }

    /** Ticks in the steps of another axis, where these have room. */
    public Ticks ticks(int wanted, Predicate<Ticks> fits, Ticks other) {
        Predicate<Ticks> alike = fits.and(ticks -> ticks.step() == other.step());
        Ticks found = ticks(wanted, alike);
        return alike.test(found) ? found : ticks(wanted, fits);
    }

    /** The span that shows both. */
    Span union(Span other) {
        boolean same = low == other.low && high == other.high;
        double least = Math.min(low, other.low);
        double most = Math.max(high, other.high);
        return new Span(least, most, set && other.set && same, logarithmic, names, whole && other.whole);
    }

    /** Returns a span about the same middle that is at least this long. */
    Span widened(double length) {
        double middle = low + (high - low) / 2;
        return high - low >= length
                ? this
                : new Span(middle - length / 2, middle + length / 2, set, logarithmic, names, whole);
    }
}
