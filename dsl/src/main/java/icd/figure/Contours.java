package icd.figure;

/**
 * Filled contours: the areas between neighbouring levels, each in one colour from viridis' dark blue (low) to yellow
 * (high), with thin lines on the levels unless they are left out. Between grid points values are taken to vary linearly
 * along the edges of the cells, and in the middle of a cell to be the mean of its corners. Cells with a corner that is NaN or
 * infinite are grey.
 *
 * @param x abscissae of the columns, rising or falling, at least 2.
 * @param y ordinates of the rows, rising or falling, at least 2.
 * @param values values[i][j] at (x[j], y[i]).
 * @param levels where one colour ends and the next begins
 * @param lines whether levels are drawn as lines too
 * @throws IllegalArgumentException if x or y are not monotone or values are not rows of y by columns of x
 */
public record Contours(Numbers x, Numbers y, Grid values, Levels levels, boolean lines) implements Surface {

    public Contours {
        Check.grid("Contours", x, y, values, 2);
        Check.given("Contours", "levels", levels);
    }

    public Contours(double[] x, double[] y, double[][] values, Levels levels, boolean lines) {
        this(Numbers.of(x), Numbers.of(y), Grid.of("Contours", values), levels, lines);
    }

    /** About twelve levels at even, round values, with lines. */
    public static Contours of(String label, double[] x, double[] y, double[][] values) {
        return new Contours(x, y, values, Levels.linear(label, 12), true);
    }

    /** The same values with other levels. */
    public Contours levels(Levels newLevels) {
        return new Contours(x, y, values, newLevels, lines);
    }

    /** Returns what the colour bar says. */
    @Override
    public String label() {
        return levels.label();
    }

    @Override
    public Columns columns() {
        return Columns.of("contours", x, y, values);
    }
}
