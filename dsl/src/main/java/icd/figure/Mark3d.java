package icd.figure;

/** One thing drawn in a three-dimensional chart; labels work as those of {@link Mark} do. */
public sealed interface Mark3d extends Drawn permits Points3d, Line3d {

    Numbers x();

    Numbers y();

    Numbers z();
}
