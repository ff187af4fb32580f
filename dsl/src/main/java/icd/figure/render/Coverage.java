package icd.figure.render;

import java.util.Arrays;

/**
 * How much of each pixel a shape covers, exactly, from the signed areas between its edges and the pixels' right sides.
 * Outer rings and holes run in opposite directions. One object serves one shape after another.
 */
final class Coverage {

    private double[] sums = new double[0];
    private Window window;
    private int width;
    private int height;

    /** Begins a shape of which only these pixels matter. */
    void begin(Window pixels) {
        window = pixels;
        width = pixels.width();
        height = pixels.height();
        int cells = (width + 2) * height;
        if (sums.length < cells) {
            sums = new double[cells + cells / 2];
        }
        Arrays.fill(sums, 0, cells, 0);
    }

    /** Adds a closed ring. */
    void add(double[] xs, double[] ys) {
        int n = xs.length;
        for (int i = 0; i < n; i++) {
            int next = i + 1 == n ? 0 : i + 1;
            edge(xs[i] - window.left(), ys[i] - window.top(), xs[next] - window.left(), ys[next] - window.top());
        }
    }

    /** Raises every pixel of the mask, width x height of what was begun, to at least this shape's coverage. */
    void raise(Mask mask) {
        for (int y = 0; y < height; y++) {
            double sum = 0;
            int at = y * (width + 2);
            for (int x = 0; x < width; x++) {
                sum += sums[at + x];
                double covered = Math.min(1, Math.abs(sum));
                if (covered > 1e-4) {
                    mask.raise(window.left() + x, window.top() + y, covered);
                }
            }
        }
    }

    private void edge(double x0, double y0, double x1, double y1) {
        if (y0 > y1) {
            slope(x1, y1, x0, y0, -1);
        } else if (y0 < y1) {
            slope(x0, y0, x1, y1, 1);
        }
    }

    private void slope(double x0, double y0, double x1, double y1, int sign) {
        double from = Math.max(y0, 0);
        double to = Math.min(y1, height);
        double slope = (x1 - x0) / (y1 - y0);
        for (int row = (int) from; row < to; row++) {
            double a = Math.max(from, row);
            double b = Math.min(to, row + 1);
            double xa = x0 + slope * (a - y0);
            double xb = x0 + slope * (b - y0);
            across(row * (width + 2), Math.min(xa, xb), Math.max(xa, xb), sign * (b - a));
        }
    }

    /** One edge within one row of pixels, from xa to xb, over a signed share of the row's height. */
    private void across(int at, double xa, double xb, double share) {
        if (xb <= 0) {
            sums[at] += share;
            return;
        }
        if (xa >= width) {
            return;
        }
        boolean upright = xb - xa < 1e-9;
        double rate = upright ? 0 : share / (xb - xa);
        double from = upright ? Math.max(0, xa) : xa;
        double to = upright ? from : xb;
        if (from < 0) {
            sums[at] += -from * rate;
            from = 0;
        }
        to = Math.min(to, width);
        int column = (int) from;
        if (upright) {
            pixel(at + column, from - column, share);
            return;
        }
        for (; column < to; column++) {
            double a = Math.max(from, column);
            double b = Math.min(to, column + 1);
            pixel(at + column, (a + b) / 2 - column, rate * (b - a));
        }
    }

    private void pixel(int cell, double middle, double share) {
        sums[cell] += share * (1 - middle);
        sums[cell + 1] += share * middle;
    }
}
