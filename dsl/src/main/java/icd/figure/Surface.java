package icd.figure;

import java.util.Arrays;

/**
 * Values on a rectangular grid, shown in colour under everything else of a chart, which holds at most one. Its axes, where
 * they choose their own range, end where the grid does. A colour bar stands beside the chart, or beside those that share
 * it (see {@link ColourBar.Sharing}); there is no entry in the legend.
 */
public sealed interface Surface extends Mark permits Contours, Field {

    /** Abscissae of the columns, rising or falling. */
    double[] x();

    /** Ordinates of the rows, rising or falling. */
    double[] y();

    /** values[i][j] stands at (x[j], y[i]). */
    double[][] values();

    /** That of all text; colours come from the scale. */
    @Override
    default Style style() {
        return Style.of(Scene.INK);
    }

    /** The checks that all surfaces share. */
    static void check(String where, double[] x, double[] y, double[][] values, int least) {
        monotone(where, "x", Check.given(where, "x", x), least);
        monotone(where, "y", Check.given(where, "y", y), least);
        if (Check.given(where, "values", values).length != y.length) {
            throw Check.error(where, "values", "have as many rows as y (" + y.length + ")", values.length);
        }
        for (double[] row : values) {
            Check.sameLength(where, "every row of values", row, "x", x);
        }
    }

    private static void monotone(String where, String name, double[] values, int least) {
        boolean fine = values.length >= least && Arrays.stream(values).allMatch(Double::isFinite);
        for (int i = 1; fine && i < values.length; i++) {
            fine = values[i] != values[i - 1] && values[i] > values[i - 1] == values[1] > values[0];
        }
        if (!fine) {
            String constraint = "be " + least + " or more finite numbers, rising or falling";
            throw Check.error(
                    where, name, constraint, values.length > 8 ? values.length + " others" : Arrays.toString(values));
        }
    }

    static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }
}
