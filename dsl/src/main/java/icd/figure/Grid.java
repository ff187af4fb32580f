package icd.figure;

import java.util.Arrays;

/** What all values on a rectangular grid must be. */
final class Grid {

    private Grid() {}

    /** @param least how many columns and rows there must be */
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
                    where,
                    name,
                    constraint,
                    values.length > 8 ? values.length + " values that are not" : Arrays.toString(values));
        }
    }

    static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }
}
