package icd.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws the data of a chart into its plot area. */
final class ChartMarks {

    private static final int MARKERS_PER_LINE = 8;
    private static final double FAR = 1e4; // points; keeps what is far outside the page within reach of every renderer
    private static final double OVERHANG = 0.8; // a line that runs along the edge of the plot area is seen whole

    private final Chart chart;
    private final Ticks x;
    private final Ticks y;
    private final Box plot;

    ChartMarks(Chart chart, Ticks x, Ticks y, Box plot) {
        this.chart = chart;
        this.x = x;
        this.y = y;
        this.plot = plot;
    }

    void paint(List<Item> items) {
        List<Item> bands = new ArrayList<>();
        List<Item> rules = new ArrayList<>();
        List<Item> lines = new ArrayList<>();
        List<Item> markers = new ArrayList<>();
        long lineCount = chart.marks().stream().filter(Line.class::isInstance).count();
        int index = 0;
        for (Mark mark : chart.marks()) {
            switch (mark) {
                case Band band -> add(band, bands);
                case Rule rule -> add(rule, rules);
                case Line line -> add(line, (double) index++ / lineCount, lines, markers);
            }
        }
        List<Item> clipped = new ArrayList<>(bands);
        clipped.addAll(rules);
        clipped.addAll(lines);
        Box window = new Box(
                plot.x() - OVERHANG, plot.y() - OVERHANG, plot.width() + 2 * OVERHANG, plot.height() + 2 * OVERHANG);
        items.add(new Item.Clip(window, clipped));
        items.addAll(markers);
    }

    private void add(Rule rule, List<Item> items) {
        if (rule.y() >= y.low() && rule.y() <= y.high()) {
            double at = pageY(rule.y());
            items.add(stroke(new double[] {plot.x(), plot.right()}, new double[] {at, at}, rule.style()));
        }
    }

    private void add(Band band, List<Item> items) {
        double[] xs = pageX(band.x());
        double[] lows = pageY(band.low());
        double[] highs = pageY(band.high());
        for (int[] run : runs(xs, lows, highs)) {
            int n = run[1] - run[0];
            double[] ringX = new double[2 * n];
            double[] ringY = new double[2 * n];
            for (int i = 0; i < n; i++) {
                ringX[i] = xs[run[0] + i];
                ringY[i] = highs[run[0] + i];
                ringX[2 * n - 1 - i] = xs[run[0] + i];
                ringY[2 * n - 1 - i] = lows[run[0] + i];
            }
            items.add(
                    n == 1
                            ? stroke(ringX, ringY, band.style().dash(Dash.SOLID))
                            : new Item.Fill(ringX, ringY, band.style().colour(), Measures.BAND_OPACITY));
        }
    }

    /** @param stagger how far between two markers the first stands, so that markers of lines that coincide do not */
    private void add(Line line, double stagger, List<Item> lines, List<Item> markers) {
        double[] xs = pageX(line.x());
        double[] ys = pageY(line.y());
        Style style = line.style();
        int every = style.every() > 0
                ? style.every()
                : Math.max(1, (int) Math.round(xs.length / (double) MARKERS_PER_LINE));
        int first = style.every() > 0 ? 0 : (int) (stagger * every);
        for (int[] run : runs(xs, ys)) {
            boolean lone = run[1] - run[0] == 1;
            if (!lone) {
                lines.add(stroke(slice(xs, run), slice(ys, run), style));
            }
            for (int i = run[0]; i < run[1]; i++) {
                boolean due = style.marker() != Marker.NONE && i % every == first;
                if ((due || lone) && inside(xs[i], ys[i])) {
                    addMarker(style, xs[i], ys[i], markers);
                }
            }
        }
    }

    /** Draws a style's marker on white, so that the line does not show through; a plain dot if it has none. */
    static void addMarker(Style style, double x, double y, List<Item> items) {
        boolean dot = style.marker() == Marker.NONE;
        double[][] outline =
                (dot ? Marker.CIRCLE : style.marker()).outline(x, y, dot ? style.width() : Measures.MARKER);
        items.add(new Item.Fill(outline[0], outline[1], dot ? style.colour() : Colour.WHITE, 1));
        if (!dot) {
            items.add(new Item.Stroke(outline[0], outline[1], style.colour(), 0.8, new double[0]));
        }
    }

    static Item stroke(double[] xs, double[] ys, Style style) {
        return new Item.Stroke(
                xs, ys, style.colour(), style.width(), style.dash().lengths());
    }

    private boolean inside(double px, double py) {
        double edge = 0.01;
        return px > plot.x() - edge && px < plot.right() + edge && py > plot.y() - edge && py < plot.bottom() + edge;
    }

    private double[] pageX(double[] values) {
        double[] page = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            page[i] = near(plot.x() + x.fraction(values[i]) * plot.width());
        }
        return page;
    }

    private double[] pageY(double[] values) {
        double[] page = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            page[i] = pageY(values[i]);
        }
        return page;
    }

    private double pageY(double value) {
        return near(plot.bottom() - y.fraction(value) * plot.height());
    }

    private static double near(double position) {
        return Double.isFinite(position) ? Math.clamp(position, -FAR, FAR) : Double.NaN;
    }

    /** The stretches {from, to} over which all the arrays hold numbers. */
    private static List<int[]> runs(double[]... arrays) {
        List<int[]> runs = new ArrayList<>();
        int n = arrays[0].length;
        int from = -1;
        for (int i = 0; i <= n; i++) {
            boolean there = i < n;
            for (int a = 0; there && a < arrays.length; a++) {
                there = !Double.isNaN(arrays[a][i]);
            }
            if (there && from < 0) {
                from = i;
            } else if (!there && from >= 0) {
                runs.add(new int[] {from, i});
                from = -1;
            }
        }
        return runs;
    }

    private static double[] slice(double[] values, int[] run) {
        return Arrays.copyOfRange(values, run[0], run[1]);
    }
}
