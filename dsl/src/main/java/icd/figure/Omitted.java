package icd.figure;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Says what logarithmic axes have no place for, so that nothing is missing in silence. */
final class Omitted {

    private Omitted() {}

    /** A sentence, or nothing where nothing is missing. */
    static String note(Figure figure) {
        long count = figure.rows().stream()
                .flatMap(row -> row.panels().stream())
                .filter(Chart.class::isInstance)
                .map(Chart.class::cast)
                .mapToLong(Omitted::count)
                .sum();
        long cells = figure.rows().stream()
                .flatMap(row -> row.panels().stream())
                .filter(panel -> panel instanceof HeatMap map && map.shades().kind() == Shades.Kind.LOG)
                .flatMap(panel -> Stream.of(((HeatMap) panel).values()))
                .flatMapToDouble(DoubleStream::of)
                .filter(value -> value <= 0)
                .count();
        boolean bins = figure.rows().stream()
                .flatMap(row -> row.panels().stream())
                .anyMatch(panel -> panel instanceof Chart chart
                        && chart.x().logarithmic()
                        && chart.marks().stream().anyMatch(Histogram.class::isInstance));
        return Stream.of(
                        count == 0 ? "" : "Not shown on logarithmic axes: " + points(count) + " at or below zero.",
                        cells == 0 ? "" : "Grey: " + cells + (cells == 1 ? " value" : " values") + " at or below zero.",
                        bins ? "Bins are as wide as they were on the linear axis." : "")
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String points(long count) {
        return count + (count == 1 ? " point" : " points");
    }

    private static long count(Chart chart) {
        return chart.marks().stream()
                .mapToLong(mark -> switch (mark) {
                    case Line line -> points(chart, line.x(), line.y());
                    case Points points -> points(chart, points.x(), points.y());
                    case ErrorBars bars -> isShown(chart, bars) ? 0 : points(chart, bars.x(), bars.y());
                    case Trajectory path -> points(chart, path.x(), path.y());
                    case Rule rule -> values(chart.y(), rule.y());
                    case VerticalRule rule -> values(chart.x(), rule.x());
                    case Note note -> points(chart, new double[] {note.x()}, new double[] {note.y()});
                    case Band band -> values(chart.x(), band.x());
                    case Histogram histogram ->
                        values(chart.x(), histogram.edges()) + below(chart.y(), histogram.heights());
                    case Surface surface -> values(chart.x(), surface.x()) + values(chart.y(), surface.y());
                })
                .sum();
    }

    /** Whether points are drawn where the bars are, and are counted there. */
    private static boolean isShown(Chart chart, ErrorBars bars) {
        return chart.marks().stream().anyMatch(mark -> switch (mark) {
            case Line line -> Arrays.equals(line.x(), bars.x()) && Arrays.equals(line.y(), bars.y());
            case Points points -> Arrays.equals(points.x(), bars.x()) && Arrays.equals(points.y(), bars.y());
            default -> false;
        });
    }

    /** Empty bins are no loss. */
    private static long below(Axis axis, double... heights) {
        return axis.logarithmic()
                ? DoubleStream.of(heights).filter(height -> height < 0).count()
                : 0;
    }

    private static long values(Axis axis, double... values) {
        return DoubleStream.of(values)
                .filter(v -> Double.isFinite(v) && !axis.shows(v))
                .count();
    }

    private static long points(Chart chart, double[] xs, double[] ys) {
        long count = 0;
        for (int i = 0; i < xs.length; i++) {
            boolean finite = Double.isFinite(xs[i]) && Double.isFinite(ys[i]);
            count += finite && !(chart.x().shows(xs[i]) && chart.y().shows(ys[i])) ? 1 : 0;
        }
        return count;
    }
}
