package icd.figure.layout;

import icd.figure.Dash;
import icd.figure.Marker;
import icd.figure.Style;
import java.util.List;
import java.util.function.Consumer;

/**
 * Draws the marks of one label over each other in one place of the legend. Lengths in points.
 *
 * @param x where the place begins
 * @param y its middle
 * @param width its width
 */
record LegendSample(double x, double y, double width, List<Item> items) {

    private static final double HEIGHT = 6.5;

    /** Draws what there is. */
    void add(Style style, Consumer<Style> how) {
        if (style != null) {
            how.accept(style);
        }
    }

    void band(Style style) {
        Box box = new Box(x, y - HEIGHT / 2, width, HEIGHT);
        items.add(Item.Fill.of(box, style.colour(), Measures.BAND_OPACITY));
    }

    void bar(Style style) {
        Box box = new Box(x + width / 2 - HEIGHT, y - HEIGHT / 2, 2 * HEIGHT, HEIGHT);
        Item.Stroke frame = Item.Stroke.frame(box, style.colour());
        items.add(new Item.Fill(frame.xs(), frame.ys(), style.colour(), LinePainter.BAR_OPACITY));
        items.add(ChartMarks.stroke(frame.xs(), frame.ys(), style));
    }

    void line(Style style) {
        items.add(ChartMarks.line(x, y, x + width, y, style));
    }

    void markedLine(Style style) {
        line(style);
        if (style.marker() != Marker.NONE) {
            ChartMarks.addMarker(style, x + width / 2, y, items);
        }
    }

    void errorBar(Style style) {
        double middle = x + width / 2;
        Style whole = style.dash(Dash.SOLID);
        items.add(ChartMarks.line(middle, y - HEIGHT / 2, middle, y + HEIGHT / 2, whole));
        items.add(PointPainter.cap(middle, y - HEIGHT / 2, whole));
        items.add(PointPainter.cap(middle, y + HEIGHT / 2, whole));
        point(style);
    }

    void trajectory(Style style) {
        line(style);
        double inset = style.size() + 0.5;
        PointPainter.points(PointPainter.start(style), new double[] {x + inset}, new double[] {y}, false, items);
        PointPainter.points(PointPainter.end(style), new double[] {x + width - inset}, new double[] {y}, false, items);
    }

    void point(Style style) {
        PointPainter.points(style, new double[] {x + width / 2}, new double[] {y}, false, items);
    }
}
