package icd.figure;

/**
 * A line through points in three dimensions, in the order given; NaN and infinite coordinates leave a gap, so that one
 * mark can hold many lines, such as a wire sphere.
 *
 * @param x first coordinates.
 * @param y second coordinates, as many.
 * @param z third coordinates, as many.
 * @throws IllegalArgumentException if x, y and z differ in length
 */
public record Line3d(String label, Numbers x, Numbers y, Numbers z, Style style) implements Mark3d {

    public Line3d {
        Check.mark("Line3d", label, style);
        Check.sameLength("Line3d", "y", y, "x", x);
        Check.sameLength("Line3d", "z", z, "x", x);
    }

    public Line3d(String label, double[] x, double[] y, double[] z, Style style) {
        this(label, Numbers.of(x), Numbers.of(y), Numbers.of(z), style);
    }

    /**
     * A sphere as circles of latitude and longitude.
     *
     * @param centre its three coordinates. Not modified.
     */
    public static Line3d sphere(String label, double[] centre, double radius, Style style) {
        Check.positive("Line3d", "radius", radius);
        return Wire.sphere(label, centre, radius, style);
    }

    /**
     * The parallelogram centre + s u + t v, s and t from -1 to 1, as a grid of lines.
     *
     * @param centre its three coordinates. Not modified.
     * @param u half of one side. Not modified.
     * @param v half of the other side. Not modified.
     */
    public static Line3d plane(String label, double[] centre, double[] u, double[] v, Style style) {
        return Wire.plane(label, centre, u, v, style);
    }

    @Override
    public Columns columns() {
        return Columns.of("line", x, y).with(Columns.Name.Z, z);
    }

    @Override
    public Line3d with(String newLabel, Style newStyle) {
        return new Line3d(newLabel, x, y, z, newStyle);
    }
}
