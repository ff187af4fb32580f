package icd.figure;

/** One thing drawn in a three-dimensional chart; labels work as those of {@link Mark} do. */
public sealed interface Mark3d permits Points3d, Line3d {

    /** What the legend says, with markup (see {@link Figure}). */
    String label();

    double[] x();

    double[] y();

    double[] z();

    Style style();
}
