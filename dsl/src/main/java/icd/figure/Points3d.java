package icd.figure;

/**
 * A cloud of points in three dimensions. Points with a NaN or infinite coordinate are not drawn.
 *
 * @param x first coordinates. Not modified, copied.
 * @param y second coordinates, as many. Not modified, copied.
 * @param z third coordinates, as many. Not modified, copied.
 * @throws IllegalArgumentException if x, y and z differ in length
 */
public record Points3d(String label, double[] x, double[] y, double[] z, Style style) implements Mark3d {

    public Points3d {
        Check.given("Points3d", "label", label);
        Check.given("Points3d", "style", style);
        Check.sameLength("Points3d", "y", Check.given("Points3d", "y", y), "x", Check.given("Points3d", "x", x));
        Check.sameLength("Points3d", "z", Check.given("Points3d", "z", z), "x", x);
        x = x.clone();
        y = y.clone();
        z = z.clone();
    }

    /** A copy of the first coordinates. */
    @Override
    public double[] x() {
        return x.clone();
    }

    /** A copy of the second coordinates. */
    @Override
    public double[] y() {
        return y.clone();
    }

    /** A copy of the third coordinates. */
    @Override
    public double[] z() {
        return z.clone();
    }

    /** Label and number of points, without the data. */
    @Override
    public String toString() {
        return "points \"" + label + "\", " + x.length + " of them in three dimensions";
    }
}
