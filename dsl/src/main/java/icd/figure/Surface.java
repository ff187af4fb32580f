package icd.figure;

/**
 * Values on a rectangular grid, shown in colour under everything else of a chart, which holds at most one. Its axes, where
 * they choose their own range, end where the grid does. A colour bar stands beside the chart, or beside those that share
 * it (see {@link ColourBar.Sharing}); there is no entry in the legend.
 */
public sealed interface Surface extends Mark permits Contours, Field {

    /** Abscissae of the columns, rising or falling. */
    Numbers x();

    /** Ordinates of the rows, rising or falling. */
    Numbers y();

    /** The value at row i and column j stands at (x[j], y[i]). */
    Grid values();

    /** The style of all text; colours come from the scale. */
    @Override
    default Style style() {
        return Style.of(Colour.INK);
    }

    @Override
    default boolean isSeries() {
        return false;
    }
}
