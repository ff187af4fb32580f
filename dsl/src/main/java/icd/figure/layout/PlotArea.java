package icd.figure.layout;

import icd.figure.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rectangle in which a chart's data are drawn, and where in it they lie. Lengths in points. */
public record PlotArea(Ticks x, Ticks y, Box box) {

    private static final double FAR = 1e4; // keeps what is far outside the page within reach of every renderer

    public double[] pageX(Numbers values) {
        return values.stream().map(this::pageX).toArray();
    }

    public double[] pageY(Numbers values) {
        return values.stream().map(this::pageY).toArray();
    }

    /** Returns where an abscissa lies on the page; NaN for one that the axis has no place for. */
    public double pageX(double value) {
        return near(box.x() + x.fraction(value) * box.width());
    }

    /** Returns where an ordinate lies on the page; NaN for one that the axis has no place for. */
    public double pageY(double value) {
        return near(box.bottom() - y.fraction(value) * box.height());
    }

    /** The ordinate of an end of a bar or band: an end that a logarithmic axis has no place for lies far below. */
    public double endY(double value) {
        boolean off = y.isLogarithmic() && value <= 0;
        return off ? FAR : pageY(value);
    }

    public double[] endY(Numbers values) {
        return values.stream().map(this::endY).toArray();
    }

    private static double near(double position) {
        return Double.isFinite(position) ? Math.clamp(position, -FAR, FAR) : Double.NaN;
    }

    public boolean inside(double px, double py) {
        double edge = 0.01;
        return px > box.x() - edge && px < box.right() + edge && py > box.y() - edge && py < box.bottom() + edge;
    }

    /** The stretches {from, to} over which all the arrays hold numbers. */
    public static List<int[]> runs(double[]... arrays) {
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

    /** The values at some places. */
    static double[] only(double[] values, int... kept) {
        return Arrays.stream(kept).mapToDouble(i -> values[i]).toArray();
    }

    static double[] slice(double[] values, int[] run) {
        return Arrays.copyOfRange(values, run[0], run[1]);
    }
}
