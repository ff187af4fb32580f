package icd.figure;

/**
 * A matrix as coloured cells, row 0 at the top; NaN cells are grey.
 *
 * @param title above the matrix; a title repeated down a column is set once, at its top
 * @param values rows x columns.
 * @param note printed below the matrix, such as "mean diagonal 0.194"; may be empty
 * @param shades the colour scale; {@link Shades#signed} for the figure's scale about zero
 * @throws IllegalArgumentException if there is no cell, or the rows differ in length
 */
public record HeatMap(String title, Grid values, String note, Shades shades) implements Panel {

    public HeatMap {
        Check.given("HeatMap", "title", title);
        Check.given("HeatMap", "note", note);
        Check.given("HeatMap", "shades", shades);
        boolean filled = Check.given("HeatMap", "values", values).rows() > 0 && values.columns() > 0;
        Check.that(filled, "HeatMap", "values", "have at least one row and one column", "none");
    }

    public HeatMap(String title, double[][] values, String note, Shades shades) {
        this(title, Grid.of("HeatMap", values), note, shades);
    }

    /** A matrix on the figure's scale about zero: blue below, red above. */
    public HeatMap(String title, double[][] values, String note) {
        this(title, values, note, Shades.signed());
    }
}
