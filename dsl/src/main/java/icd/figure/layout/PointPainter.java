package icd.figure.layout;

import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.ErrorBars;
import icd.figure.Marker;
import icd.figure.Points;
import icd.figure.Style;
import icd.figure.Trajectory;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws what is made of points: scatters, error bars, and trajectories with their steps. Lengths in points.
 *
 * @param cased whether there are colours under the marks
 */
record PointPainter(PlotArea area, boolean cased) {

    private static final double DOT = 1.1;
    private static final double CAP = 2.2;
    private static final double CASING = 0.7; // white around what lies on colours
    private static final double BEAD = 1.2; // radius of a step's dot, in widths of the line
    private static final double BETWEEN_HEADS = 26;
    private static final double HEAD = 4.2;
    private static final double HALF_HEAD = 1.7;

    void add(Points points, List<Item> items) {
        scatter(points.style(), area.pageX(points.x()), area.pageY(points.y()), items);
    }

    void add(ErrorBars bars, List<Item> items) {
        double[] xs = area.pageX(bars.x());
        double[] ys = area.pageY(bars.y());
        double[] lows = area.endY(bars.low());
        double[] highs = area.endY(bars.high());
        Style style = bars.style().dash(Dash.SOLID);
        double middle = area.box().centre();
        for (int i = 0; i < xs.length; i++) {
            if (area.inside(xs[i], middle) && !Double.isNaN(ys[i])) {
                half(style, xs[i], ys[i], lows[i], items);
                half(style, xs[i], ys[i], highs[i], items);
            }
        }
        scatter(bars.style(), xs, ys, items);
    }

    /** One half of a bar as far as it is in the plot area, with a cap if its end is. */
    private void half(Style style, double x, double y, double end, List<Item> items) {
        Box plot = area.box();
        double from = Math.clamp(y, plot.y(), plot.bottom());
        double to = Math.clamp(end, plot.y(), plot.bottom()); // NaN if there is none
        if (from != to && !Double.isNaN(to)) {
            items.add(ChartMarks.line(x, from, x, to, style));
        }
        if (area.inside(x, end)) {
            items.add(cap(x, end, style));
        }
    }

    /** The end of an error bar. */
    static Item cap(double x, double y, Style style) {
        return ChartMarks.line(x - CAP, y, x + CAP, y, style);
    }

    private void scatter(Style style, double[] xs, double[] ys, List<Item> items) {
        int every = Math.max(1, style.every());
        int[] kept = IntStream.iterate(0, i -> i < xs.length, i -> i + every)
                .filter(i -> area.inside(xs[i], ys[i]))
                .toArray();
        points(style, PlotArea.only(xs, kept), PlotArea.only(ys, kept), cased, items);
    }

    /** Draws points as dots where the style has no marker or filled circles, else as markers. */
    static void points(Style style, double[] xs, double[] ys, boolean cased, List<Item> items) {
        boolean dot = style.marker() == Marker.NONE;
        if (dot || style.marker() == Marker.CIRCLE && style.solid()) {
            double radius = dot ? DOT * style.size() / Style.SIZE : style.size();
            if (cased) {
                items.add(new Item.Dots(xs, ys, radius + CASING, Colour.WHITE));
            }
            items.add(new Item.Dots(xs, ys, radius, style.colour()));
            return;
        }
        for (int i = 0; i < xs.length; i++) {
            if (cased) {
                double[][] outline = style.marker().outline(xs[i], ys[i], style.size());
                items.add(new Item.Stroke(outline[0], outline[1], Colour.WHITE, 0.8 + 2 * CASING));
            }
            ChartMarks.addMarker(style, xs[i], ys[i], items);
        }
    }

    void add(Trajectory path, List<Item> lines, List<Item> points) {
        double[] xs = area.pageX(path.x());
        double[] ys = area.pageY(path.y());
        Style style = path.style();
        List<int[]> runs = PlotArea.runs(xs, ys);
        for (int[] run : runs) {
            double[] px = PlotArea.slice(xs, run);
            double[] py = PlotArea.slice(ys, run);
            if (cased) {
                double width = path.steps() == Trajectory.Steps.DOTS ? 2 * BEAD * style.width() : style.width();
                lines.add(new Item.Stroke(px, py, Colour.WHITE, width + 2 * CASING));
            }
            lines.add(ChartMarks.stroke(px, py, style));
            switch (path.steps()) {
                case NONE -> {}
                case DOTS -> dots(style, px, py, points);
                case ARROWS -> heads(style, px, py, points);
            }
        }
        if (runs.isEmpty()) {
            return;
        }
        int first = runs.getFirst()[0];
        int last = runs.getLast()[1] - 1;
        if (last > first && area.inside(xs[first], ys[first])) {
            points(start(style), PlotArea.only(xs, first), PlotArea.only(ys, first), cased, points);
        }
        if (area.inside(xs[last], ys[last])) {
            points(end(style), PlotArea.only(xs, last), PlotArea.only(ys, last), cased, points);
        }
    }

    /** The look of a trajectory's start. */
    static Style start(Style style) {
        Marker marker = style.marker() == Marker.NONE ? Marker.CIRCLE : style.marker();
        return Style.of(style.colour()).marker(marker).size(style.size());
    }

    /** The look of a trajectory's end. */
    static Style end(Style style) {
        return start(style).filled();
    }

    private void dots(Style style, double[] xs, double[] ys, List<Item> items) {
        int[] between = IntStream.range(1, xs.length - 1)
                .filter(i -> area.inside(xs[i], ys[i]))
                .toArray();
        items.add(new Item.Dots(
                PlotArea.only(xs, between), PlotArea.only(ys, between), BEAD * style.width(), style.colour()));
    }

    /** Arrow heads at even distances along the path, or one in the middle of a short one. */
    private void heads(Style style, double[] xs, double[] ys, List<Item> items) {
        double whole = 0;
        for (int i = 1; i < xs.length; i++) {
            whole += Box.length(xs[i] - xs[i - 1], ys[i] - ys[i - 1]);
        }
        if (whole < 2 * HEAD) {
            return;
        }
        double spacing = whole / Math.max(1, Math.round(whole / BETWEEN_HEADS));
        double due = spacing / 2;
        double done = 0;
        for (int i = 1; i < xs.length; i++) {
            double length = Box.length(xs[i] - xs[i - 1], ys[i] - ys[i - 1]);
            while (length > 0 && done + length >= due) {
                double t = (due - done) / length;
                head(style, xs[i - 1], ys[i - 1], xs[i], ys[i], t, items);
                due += spacing;
            }
            done += length;
        }
    }

    private void head(Style style, double x0, double y0, double x1, double y1, double t, List<Item> items) {
        double length = Box.length(x1 - x0, y1 - y0);
        double ux = (x1 - x0) / length;
        double uy = (y1 - y0) / length;
        double tipX = x0 + t * (x1 - x0) + ux * HEAD / 2;
        double tipY = y0 + t * (y1 - y0) + uy * HEAD / 2;
        if (area.inside(tipX, tipY)) {
            double backX = tipX - ux * HEAD;
            double backY = tipY - uy * HEAD;
            double[] xs = {tipX, backX - uy * HALF_HEAD, backX + uy * HALF_HEAD, tipX};
            double[] ys = {tipY, backY + ux * HALF_HEAD, backY - ux * HALF_HEAD, tipY};
            if (cased) {
                items.add(new Item.Stroke(xs, ys, Colour.WHITE, 2 * CASING));
            }
            items.add(new Item.Fill(xs, ys, style.colour(), 1));
        }
    }
}
