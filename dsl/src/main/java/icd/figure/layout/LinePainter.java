package icd.figure.layout;

import icd.figure.Band;
import icd.figure.Dash;
import icd.figure.Histogram;
import icd.figure.Line;
import icd.figure.Marker;
import icd.figure.Rule;
import icd.figure.Style;
import icd.figure.VerticalRule;
import java.util.Arrays;
import java.util.List;

/** Draws what is made of lines: curves, bands, rules and the outlines of histograms. */
record LinePainter(PlotArea area) {

    private static final int MARKERS_PER_LINE = 8;
    static final double BAR_OPACITY = 0.25;

    void add(Rule rule, List<Item> items) {
        if (rule.y() >= area.y().low() && rule.y() <= area.y().high()) {
            double at = area.pageY(rule.y());
            items.add(ChartMarks.line(area.box().x(), at, area.box().right(), at, rule.style()));
        }
    }

    void add(VerticalRule rule, List<Item> items) {
        if (rule.x() >= area.x().low() && rule.x() <= area.x().high()) {
            double at = area.pageX(rule.x());
            items.add(ChartMarks.line(at, area.box().bottom(), at, area.box().y(), rule.style()));
        }
    }

    void add(Band band, List<Item> items) {
        double[] xs = area.pageX(band.x());
        double[] lows = area.endY(band.low());
        double[] highs = area.pageY(band.high());
        for (int[] run : PlotArea.runs(xs, lows, highs)) {
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
                            ? ChartMarks.stroke(ringX, ringY, band.style().dash(Dash.SOLID))
                            : new Item.Fill(ringX, ringY, band.style().colour(), Measures.BAND_OPACITY));
        }
    }

    /** @param stagger how far between two markers the first stands, so that markers of lines that coincide do not */
    void add(Line line, double stagger, List<Item> lines, List<Item> markers) {
        double[] xs = area.pageX(line.x());
        double[] ys = area.pageY(line.y());
        Style style = line.style();
        int every = style.every() > 0
                ? style.every()
                : Math.max(1, (int) Math.round(xs.length / (double) MARKERS_PER_LINE));
        int first = style.every() > 0 ? 0 : (int) (stagger * every);
        for (int[] run : PlotArea.runs(xs, ys)) {
            boolean lone = run[1] - run[0] == 1;
            if (!lone) {
                lines.add(ChartMarks.stroke(PlotArea.slice(xs, run), PlotArea.slice(ys, run), style));
            }
            for (int i = run[0]; i < run[1]; i++) {
                boolean due = style.marker() != Marker.NONE && i % every == first;
                if ((due || lone) && area.inside(xs[i], ys[i])) {
                    ChartMarks.addMarker(style, xs[i], ys[i], markers);
                }
            }
        }
    }

    /** One outline around each run of bars, so that no seams show between them. */
    void add(Histogram histogram, List<Item> items) {
        double[] edges = area.pageX(histogram.edges());
        double[] tops = histogram.heights().stream()
                .map(height -> Double.isFinite(height) && height != 0 ? area.endY(height) : Double.NaN)
                .toArray();
        for (int[] run : PlotArea.runs(tops)) {
            int n = run[1] - run[0];
            double[] xs = new double[2 * n + 2];
            double[] ys = new double[2 * n + 2];
            Arrays.fill(ys, area.endY(0));
            for (int i = 0; i <= n; i++) {
                double edge = edges[run[0] + i];
                xs[2 * i] = Double.isNaN(edge) ? area.box().x() : edge; // left of a logarithmic axis
                xs[2 * i + 1] = xs[2 * i];
            }
            for (int i = 0; i < n; i++) {
                ys[2 * i + 1] = tops[run[0] + i];
                ys[2 * i + 2] = tops[run[0] + i];
            }
            items.add(new Item.Fill(xs, ys, histogram.style().colour(), BAR_OPACITY));
            items.add(ChartMarks.stroke(xs, ys, histogram.style()));
        }
    }
}
