package icd.figure;

/**
 * The area between two curves, such as the range over seeds; drawn in a light shade of its style's colour.
 *
 * @param x abscissae. Not modified, copied.
 * @param low lower edge, as many values. Not modified, copied.
 * @param high upper edge, as many values. Not modified, copied.
 * @throws IllegalArgumentException if x, low and high differ in length
 */
public record Band(String label, double[] x, double[] low, double[] high, Style style) implements Mark {

    public Band {
        Check.given("Band", "label", label);
        Check.given("Band", "style", style);
        Check.sameLength("Band", "low", Check.given("Band", "low", low), "x", Check.given("Band", "x", x));
        Check.sameLength("Band", "high", Check.given("Band", "high", high), "x", x);
        x = x.clone();
        low = low.clone();
        high = high.clone();
    }

    /** A copy of the abscissae. */
    @Override
    public double[] x() {
        return x.clone();
    }

    /** A copy of the lower edge. */
    @Override
    public double[] low() {
        return low.clone();
    }

    /** A copy of the upper edge. */
    @Override
    public double[] high() {
        return high.clone();
    }

    /** Label and number of points, without the data. */
    @Override
    public String toString() {
        return "band \"" + label + "\" of " + x.length + " points";
    }
}
