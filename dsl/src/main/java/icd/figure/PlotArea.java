package icd.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rectangle in which a chart's data are drawn, and where in it they lie. Lengths in points. */
record PlotArea(Ticks x, Ticks y, Box box) {

    private static final double FAR = 1e4; // keeps what is far outside the page within reach of every renderer

    double[] pageX(double[] values) {
        double[] page = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            page[i] = pageX(values[i]);
        }
        return page;
    }

    double[] pageY(double[] values) {
        double[] page = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            page[i] = pageY(values[i]);
        }
        return page;
    }

    /** Where an abscissa lies on the page; NaN for one that the axis has no place for. */
    double pageX(double value) {
        return near(box.x() + x.fraction(value) * box.width());
    }

    /** Where an ordinate lies on the page; NaN for one that the axis has no place for. */
    double pageY(double value) {
        return near(box.bottom() - y.fraction(value) * box.height());
    }

    /** The ordinate of an end of a bar or band: an end that a logarithmic axis has no place for lies far below. */
    double endY(double value) {
        boolean off = y instanceof LogTicks && value <= 0;
        return off ? FAR : pageY(value);
    }

    double[] endY(double[] values) {
        double[] page = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            page[i] = endY(values[i]);
        }
        return page;
    }

    private static double near(double position) {
        return Double.isFinite(position) ? Math.clamp(position, -FAR, FAR) : Double.NaN;
    }

    boolean inside(double px, double py) {
        double edge = 0.01;
        return px > box.x() - edge && px < box.right() + edge && py > box.y() - edge && py < box.bottom() + edge;
    }

    /** The stretches {from, to} over which all the arrays hold numbers. */
    static List<int[]> runs(double[]... arrays) {
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

    static double[] slice(double[] values, int[] run) {
        return Arrays.copyOfRange(values, run[0], run[1]);
    }
}
