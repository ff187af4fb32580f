package icd.figure;

import java.util.stream.DoubleStream;

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
        return count == 0
                ? ""
                : "Not shown on logarithmic axes: " + count + (count == 1 ? " point" : " points")
                        + " at or below zero.";
    }

    private static long count(Chart chart) {
        return chart.marks().stream()
                .mapToLong(mark -> switch (mark) {
                    case Line line -> points(chart, line.x(), line.y());
                    case Points points -> points(chart, points.x(), points.y());
                    case ErrorBars bars -> points(chart, bars.x(), bars.y());
                    case Trajectory path -> points(chart, path.x(), path.y());
                    case Rule rule -> values(chart.y(), rule.y());
                    case VerticalRule rule -> values(chart.x(), rule.x());
                    case Note note -> points(chart, new double[] {note.x()}, new double[] {note.y()});
                    case Band band -> values(chart.x(), band.x());
                    case Histogram histogram -> values(chart.x(), histogram.edges());
                    case Surface surface -> values(chart.x(), surface.x()) + values(chart.y(), surface.y());
                })
                .sum();
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
