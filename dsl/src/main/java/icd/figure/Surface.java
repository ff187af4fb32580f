package icd.figure;

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
}
