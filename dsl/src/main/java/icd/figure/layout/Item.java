package icd.figure.layout;

import icd.figure.Colour;
import icd.figure.Dash;
import java.util.List;

/**
 * A part of a scene; every renderer draws all kinds of them. Lengths in points, y downwards. Arrays belong to the scene
 * and are not modified.
 */
public sealed interface Item {

    /** Whether the last point of a line is its first. */
    static boolean isClosed(double[] xs, double[] ys) {
        int last = xs.length - 1;
        return last > 1 && xs[0] == xs[last] && ys[0] == ys[last];
    }

    /** A polyline with round joins and flat ends; closed if its last point is its first. */
    record Stroke(double[] xs, double[] ys, Colour colour, double width, Dash dash) implements Item {

        /** A polyline that is not broken. */
        Stroke(double[] xs, double[] ys, Colour colour, double width) {
            this(xs, ys, colour, width, Dash.SOLID);
        }

        /** A straight line. */
        static Stroke line(double x0, double y0, double x1, double y1, Colour colour, double width) {
            return new Stroke(new double[] {x0, x1}, new double[] {y0, y1}, colour, width);
        }

        /** A thin frame. */
        static Stroke frame(Box box, Colour colour) {
            double[] xs = {box.x(), box.right(), box.right(), box.x(), box.x()};
            double[] ys = {box.y(), box.y(), box.bottom(), box.bottom(), box.y()};
            return new Stroke(xs, ys, colour, 0.5);
        }

        @Override
        public String toString() {
            return "stroke through " + xs.length + " points";
        }
    }

    /** A filled area, each ring {xs, ys}; holes run in the opposite direction of what surrounds them. */
    record Fill(List<double[][]> rings, Colour colour, double opacity) implements Item {

        /** A filled polygon. */
        Fill(double[] xs, double[] ys, Colour colour, double opacity) {
            this(List.<double[][]>of(new double[][] {xs, ys}), colour, opacity);
        }

        /** A filled rectangle. */
        static Fill of(Box box, Colour colour, double opacity) {
            double[] xs = {box.x(), box.right(), box.right(), box.x()};
            double[] ys = {box.y(), box.y(), box.bottom(), box.bottom()};
            return new Fill(xs, ys, colour, opacity);
        }
    }

    /** Discs of one size and colour. */
    record Dots(double[] xs, double[] ys, double radius, Colour colour) implements Item {
        @Override
        public String toString() {
            return xs.length + " dots";
        }
    }

    /** A picture of columns x rows coloured cells (0xRRGGBB, row by row), each filled evenly to its edges. */
    record Picture(Box box, int columns, int rows, int[] colours) implements Item {
        @Override
        public String toString() {
            return "picture of " + columns + " x " + rows + " cells";
        }
    }

    /**
     * One line of text. Upright text runs upwards. The anchor is 0, 0.5 or 1: where along the text the point (x, y) of
     * the baseline lies.
     */
    record Text(double x, double y, double anchor, boolean upright, Label label) implements Item {

        /** The rectangle that the text takes on the page. */
        public Box box() {
            double before = anchor * label.width();
            double height = label.ascent() + label.descent();
            return upright
                    ? new Box(x - label.ascent(), y + before - label.width(), height, label.width())
                    : new Box(x - before, y - label.ascent(), label.width(), height);
        }
    }

    /** Items of which only what lies in the box is seen. */
    record Clip(Box box, List<Item> items) implements Item {}

    /** Items of one series, which a page can hide; label is that of the legend, without markup. */
    record Labelled(String label, List<Item> items) implements Item {}
}
