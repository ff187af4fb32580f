package icd.figure;

/**
 * A curve through points, in the order given.
 *
 * @param x abscissae.
 * @param y ordinates, as many.
 * @throws IllegalArgumentException if x and y differ in length
 */
public record Line(String label, Numbers x, Numbers y, Style style) implements Mark {

    public Line {
        Check.mark("Line", label, style);
        Check.sameLength("Line", "y", y, "x", x);
    }

    public Line(String label, double[] x, double[] y, Style style) {
        this(label, Numbers.of(x), Numbers.of(y), style);
    }

    @Override
    public Columns columns() {
        return Columns.of("line", x, y);
    }

    @Override
    public Line with(String newLabel, Style newStyle) {
        return new Line(newLabel, x, y, newStyle);
    }
}
