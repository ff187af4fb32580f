package icd.figure;

/**
 * The area between two curves, such as the range over seeds; drawn in a light shade of its style's colour.
 *
 * @param x abscissae.
 * @param low lower edge, as many values.
 * @param high upper edge, as many values.
 * @throws IllegalArgumentException if x, low and high differ in length
 */
public record Band(String label, Numbers x, Numbers low, Numbers high, Style style) implements Mark {

    public Band {
        Check.mark("Band", label, style);
        Check.sameLength("Band", "low", low, "x", x);
        Check.sameLength("Band", "high", high, "x", x);
    }

    public Band(String label, double[] x, double[] low, double[] high, Style style) {
        this(label, Numbers.of(x), Numbers.of(low), Numbers.of(high), style);
    }

    @Override
    public Columns columns() {
        return Columns.of("band")
                .with(Columns.Name.X, x)
                .with(Columns.Name.LOW, low)
                .with(Columns.Name.HIGH, high);
    }

    @Override
    public Band with(String newLabel, Style newStyle) {
        return new Band(newLabel, x, low, high, newStyle);
    }
}
