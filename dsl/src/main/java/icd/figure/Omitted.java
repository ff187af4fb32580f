package icd.figure;

import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says what logarithmic axes have no place for, so that nothing is missing in silence. */
public final class Omitted {

    private Omitted() {}

    /** A sentence, or nothing where nothing is missing. */
    public static String note(Figure figure) {
        long count = figure.panels()
                .filter(Chart.class::isInstance)
                .map(Chart.class::cast)
                .flatMapToLong(chart -> chart.marks().stream().mapToLong(mark -> count(chart, mark)))
                .sum();
        long cells = figure.panels()
                .filter(panel -> panel instanceof HeatMap map && map.shades().kind() == Shades.Kind.LOG)
                .flatMapToDouble(panel -> ((HeatMap) panel).values().stream())
                .filter(value -> value <= 0)
                .count();
        boolean bins = figure.panels()
                .anyMatch(panel -> panel instanceof Chart chart
                        && chart.x().logarithmic()
                        && chart.marks().stream().anyMatch(mark -> mark instanceof Histogram bars && isEven(bars)));
        return Stream.of(
                        count == 0 ? "" : "Not shown on logarithmic axes: " + say(count, "point"),
                        cells == 0 ? "" : "Grey: " + say(cells, "value"),
                        bins ? "Bins are as wide as they were on the linear axis." : "")
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static boolean isEven(Histogram bars) {
        Numbers edges = bars.edges();
        int last = edges.size() - 1;
        double first = edges.at(1) - edges.at(0);
        return last > 1 && Math.abs(edges.at(last) - edges.at(last - 1) - first) < 1e-6 * first;
    }

    private static String say(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s") + " at or below zero.";
    }

    private static long count(Chart chart, Mark mark) {
        Columns columns = mark.columns();
        Numbers x = columns.column(Columns.Name.X);
        Numbers y = columns.column(Columns.Name.Y);
        return switch (mark) {
            case Surface _, Band _, Rule _, VerticalRule _ ->
                values(chart.x(), x.stream()) + values(chart.y(), y.stream());
            case Histogram bars -> // empty bins are no loss
                values(chart.x(), bars.edges().stream())
                        + values(chart.y(), y.stream().filter(height -> height != 0));
            case ErrorBars _ -> isShown(chart, columns) ? 0 : points(chart, x, y);
            default -> points(chart, x, y);
        };
    }

    /** Whether points are drawn where the bars are, and are counted there. */
    private static boolean isShown(Chart chart, Columns bars) {
        return chart.marks().stream()
                .filter(mark -> mark instanceof Line || mark instanceof Points)
                .map(Mark::columns)
                .anyMatch(other -> Stream.of(Columns.Name.X, Columns.Name.Y)
                        .allMatch(name -> other.column(name).equals(bars.column(name))));
    }

    private static long values(Axis axis, DoubleStream values) {
        return values.filter(v -> Double.isFinite(v) && !axis.shows(v)).count();
    }

    private static long points(Chart chart, Numbers xs, Numbers ys) {
        return IntStream.range(0, xs.size())
                .filter(i -> Double.isFinite(xs.at(i)) && Double.isFinite(ys.at(i)))
                .filter(i -> !(chart.x().shows(xs.at(i)) && chart.y().shows(ys.at(i))))
                .count();
    }
}
