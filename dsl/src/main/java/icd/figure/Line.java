package icd.figure;

/**
 * A curve through points, in the order given.
 *
 * @param x abscissae. Not modified, copied.
 * @param y ordinates, as many. Not modified, copied.
 * @throws IllegalArgumentException if x and y differ in length
 */
public record Line(String label, double[] x, double[] y, Style style) implements Mark {

    public Line {
        Check.given("Line", "label", label);
        Check.given("Line", "style", style);
        Check.sameLength("Line", "y", Check.given("Line", "y", y), "x", Check.given("Line", "x", x));
        x = x.clone();
        y = y.clone();
    }

    /** A copy of the abscissae. */
    @Override
    public double[] x() {
        return x.clone();
    }

    /** A copy of the ordinates. */
    @Override
    public double[] y() {
        return y.clone();
    }

    /** Label and number of points, without the data. */
    @Override
    public String toString() {
        return "line \"" + label + "\" of " + x.length + " points";
    }
}
