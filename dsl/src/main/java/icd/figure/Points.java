package icd.figure;

/**
 * Points without a line between them: a scatter, memories, queries, a minimum found. Drawn as the style's marker, or as
 * dots where it has none.
 *
 * @param x abscissae.
 * @param y ordinates, as many.
 * @throws IllegalArgumentException if x and y differ in length
 */
public record Points(String label, Numbers x, Numbers y, Style style) implements Mark {

    public Points {
        Check.mark("Points", label, style);
        Check.sameLength("Points", "y", y, "x", x);
    }

    public Points(String label, double[] x, double[] y, Style style) {
        this(label, Numbers.of(x), Numbers.of(y), style);
    }

    /** One point. */
    public static Points at(String label, double x, double y, Style style) {
        return new Points(label, Numbers.of(x), Numbers.of(y), style);
    }

    @Override
    public Columns columns() {
        return Columns.of("points", x, y);
    }

    @Override
    public Points with(String newLabel, Style newStyle) {
        return new Points(newLabel, x, y, newStyle);
    }

    @Override
    public boolean isLine() {
        return false;
    }
}
