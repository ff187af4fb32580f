package icd.figure;

/**
 * The curve of a single trial, where a figure shows the mean over several: a page draws it on demand.
 *
 * @param panel number of the panel in reading order, without the blank ones; from 0
 * @param label of the mean, as the legend has it
 * @param name of the trial among those of that mean
 * @param x abscissae
 * @param y ordinates, as many
 * @throws IllegalArgumentException if x and y differ in length
 */
public record SingleCurve(int panel, String label, String name, Numbers x, Numbers y) {

    public SingleCurve {
        Check.sameLength("SingleCurve", "y", y, "x", x);
    }
}
