package icd.figure;

/**
 * A cloud of points in three dimensions. Points with a NaN or infinite coordinate are not drawn.
 *
 * @param x first coordinates.
 * @param y second coordinates, as many.
 * @param z third coordinates, as many.
 * @throws IllegalArgumentException if x, y and z differ in length
 */
public record Points3d(String label, Numbers x, Numbers y, Numbers z, Style style) implements Mark3d {

    public Points3d {
        Check.mark("Points3d", label, style);
        Check.sameLength("Points3d", "y", y, "x", x);
        Check.sameLength("Points3d", "z", z, "x", x);
    }

    public Points3d(String label, double[] x, double[] y, double[] z, Style style) {
        this(label, Numbers.of(x), Numbers.of(y), Numbers.of(z), style);
    }

    @Override
    public Columns columns() {
        return Columns.of("points", x, y).with(Columns.Name.Z, z);
    }

    @Override
    public Points3d with(String newLabel, Style newStyle) {
        return new Points3d(newLabel, x, y, z, newStyle);
    }

    @Override
    public boolean isLine() {
        return false;
    }
}
