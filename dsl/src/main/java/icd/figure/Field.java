package icd.figure;

/**
 * A heat map with axes in data units, such as a loss over {@math alpha} and {@math beta}: each value colours the cell around its grid
 * point, whose borders lie half-way to the neighbours. NaN, infinite values and those that a logarithmic scale cannot show
 * are grey.
 *
 * @param x abscissae of the columns, rising or falling.
 * @param y ordinates of the rows, rising or falling.
 * @param values values[i][j] at (x[j], y[i]).
 * @param shades the colour scale
 * @throws IllegalArgumentException if x or y are not monotone or values are not rows of y by columns of x
 */
public record Field(Numbers x, Numbers y, Grid values, Shades shades) implements Surface {

    public Field {
        Check.grid("Field", x, y, values, 1);
        Check.given("Field", "shades", shades);
    }

    public Field(double[] x, double[] y, double[][] values, Shades shades) {
        this(Numbers.of(x), Numbers.of(y), Grid.of("Field", values), shades);
    }

    /** Returns what the colour bar says. */
    @Override
    public String label() {
        return shades.label();
    }

    @Override
    public Columns columns() {
        return Columns.of("field", x, y, values);
    }
}
