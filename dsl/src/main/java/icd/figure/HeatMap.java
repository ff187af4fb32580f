package icd.figure;

/**
 * A matrix as coloured cells, row 0 at the top; NaN cells are grey.
 *
 * @param title above the matrix; a title repeated down a column is set once, at its top
 * @param values rows x columns. Not modified, copied.
 * @param note printed below the matrix, such as "mean diagonal 0.194"; may be empty
 * @param shades the colour scale; {@link Shades#signed} for the figure's scale about zero
 * @throws IllegalArgumentException if there is no cell, or the rows differ in length
 */
public record HeatMap(String title, double[][] values, String note, Shades shades) implements Panel {

    public HeatMap {
        Check.given("HeatMap", "title", title);
        Check.given("HeatMap", "note", note);
        Check.given("HeatMap", "shades", shades);
        Check.given("HeatMap", "values", values);
        if (values.length == 0 || values[0].length == 0) {
            throw Check.error("HeatMap", "values", "have at least one row and one column", "none");
        }
        for (double[] row : values) {
            Check.sameLength("HeatMap", "every row", row, "row 0", values[0]);
        }
        values = Grid.copy(values);
    }

    /** A matrix on the figure's scale about zero: blue below, red above. */
    public HeatMap(String title, double[][] values, String note) {
        this(title, values, note, Shades.signed());
    }

    int columns() {
        return values[0].length;
    }

    /** A copy of the matrix. */
    @Override
    public double[][] values() {
        return Grid.copy(values);
    }

    /** Title and shape, without the data. */
    @Override
    public String toString() {
        return "heat map \"" + title + "\" of " + values.length + " x " + values[0].length;
    }
}
