package icd.figure;

import java.util.Arrays;

/**
 * A matrix as coloured cells, row 0 at the top, on the figure's diverging colour scale; NaN cells are grey.
 *
 * @param title above the matrix; a title repeated down a column is set once, at its top
 * @param values rows x columns. Not modified, copied.
 * @param note printed below the matrix, such as "mean diagonal 0.194"; may be empty
 * @throws IllegalArgumentException if there is no cell, or the rows differ in length
 */
public record HeatMap(String title, double[][] values, String note) implements Panel {

    public HeatMap {
        Check.given("HeatMap", "title", title);
        Check.given("HeatMap", "note", note);
        Check.given("HeatMap", "values", values);
        if (values.length == 0 || values[0].length == 0) {
            throw Check.error("HeatMap", "values", "have at least one row and one column", "none");
        }
        for (double[] row : values) {
            Check.sameLength("HeatMap", "every row", row, "row 0", values[0]);
        }
        values = copy(values);
    }

    /** A copy of the matrix. */
    @Override
    public double[][] values() {
        return copy(values);
    }

    /** The largest finite magnitude; 0 if there is none. */
    double magnitude() {
        return Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    /** Title and shape, without the data. */
    @Override
    public String toString() {
        return "heat map \"" + title + "\" of " + values.length + " x " + values[0].length;
    }
}
