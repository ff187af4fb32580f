package icd.figure;

/**
 * A heat map with axes in data units, such as a loss over alpha and beta: each value colours the cell around its grid
 * point, whose borders lie half-way to the neighbours. NaN, infinite values and those that a logarithmic scale cannot show
 * are grey.
 *
 * @param x abscissae of the columns, rising or falling. Not modified, copied.
 * @param y ordinates of the rows, rising or falling. Not modified, copied.
 * @param values values[i][j] at (x[j], y[i]). Not modified, copied.
 * @param shades the colour scale
 * @throws IllegalArgumentException if x or y are not monotone or values are not rows of y by columns of x
 */
public record Field(double[] x, double[] y, double[][] values, Shades shades) implements Surface {

    public Field {
        Surface.check("Field", x, y, values, 1);
        Check.given("Field", "shades", shades);
        x = x.clone();
        y = y.clone();
        values = Surface.copy(values);
    }

    /** What the colour bar says. */
    @Override
    public String label() {
        return shades.label();
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

    /** A copy of the values. */
    @Override
    public double[][] values() {
        return Surface.copy(values);
    }

    /** Label and shape, without the data. */
    @Override
    public String toString() {
        return "field \"" + label() + "\" of " + y.length + " x " + x.length + " values";
    }
}
