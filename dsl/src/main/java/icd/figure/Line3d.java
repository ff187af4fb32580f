package icd.figure;

/**
 * A line through points in three dimensions, in the order given; NaN and infinite coordinates leave a gap, so that one
 * mark can hold many lines, such as a wire sphere.
 *
 * @param x first coordinates. Not modified, copied.
 * @param y second coordinates, as many. Not modified, copied.
 * @param z third coordinates, as many. Not modified, copied.
 * @throws IllegalArgumentException if x, y and z differ in length
 */
public record Line3d(String label, double[] x, double[] y, double[] z, Style style) implements Mark3d {

    public Line3d {
        Check.given("Line3d", "label", label);
        Check.given("Line3d", "style", style);
        Check.sameLength("Line3d", "y", Check.given("Line3d", "y", y), "x", Check.given("Line3d", "x", x));
        Check.sameLength("Line3d", "z", Check.given("Line3d", "z", z), "x", x);
        x = x.clone();
        y = y.clone();
        z = z.clone();
    }

    /**
     * A sphere as circles of latitude and longitude.
     *
     * @param centre its three coordinates. Not modified.
     */
    public static Line3d sphere(String label, double[] centre, double radius, Style style) {
        Check.positive("Line3d", "radius", radius);
        return Wire.sphere(radius).at(label, centre, style);
    }

    /**
     * The parallelogram centre + s u + t v, s and t from -1 to 1, as a grid of lines.
     *
     * @param centre its three coordinates. Not modified.
     * @param u half of one side. Not modified.
     * @param v half of the other side. Not modified.
     */
    public static Line3d plane(String label, double[] centre, double[] u, double[] v, Style style) {
        return Wire.plane(Wire.three("u", u), Wire.three("v", v)).at(label, centre, style);
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
        return "line \"" + label + "\" of " + x.length + " points in three dimensions";
    }
}
