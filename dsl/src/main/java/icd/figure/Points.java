package icd.figure;

/**
 * Points without a line between them: a scatter, memories, queries, a minimum found. Drawn as the style's marker, or as
 * dots where it has none.
 *
 * @param x abscissae. Not modified, copied.
 * @param y ordinates, as many. Not modified, copied.
 * @throws IllegalArgumentException if x and y differ in length
 */
public record Points(String label, double[] x, double[] y, Style style) implements Mark {

    public Points {
        Check.given("Points", "label", label);
        Check.given("Points", "style", style);
        Check.sameLength("Points", "y", Check.given("Points", "y", y), "x", Check.given("Points", "x", x));
        x = x.clone();
        y = y.clone();
    }

    /** One point. */
    public static Points at(String label, double x, double y, Style style) {
        return new Points(label, new double[] {x}, new double[] {y}, style);
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
        return "points \"" + label + "\", " + x.length + " of them";
    }
}
