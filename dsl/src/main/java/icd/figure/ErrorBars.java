package icd.figure;

import java.util.Arrays;

/**
 * Points with a bar from low to high through each: a mean with its standard error, an estimate with its interval. The
 * points carry the style's marker, or dots where it has none.
 *
 * @param x abscissae.
 * @param y ordinates, as many.
 * @param low lower ends, as many, in the units of y. An end that a logarithmic axis cannot show runs
 *     off the chart; a NaN end leaves out that half of the bar.
 * @param high upper ends, as many, in the units of y.
 * @throws IllegalArgumentException if x, y, low and high differ in length
 */
public record ErrorBars(String label, Numbers x, Numbers y, Numbers low, Numbers high, Style style) implements Mark {

    public ErrorBars {
        Check.mark("ErrorBars", label, style);
        Check.sameLength("ErrorBars", "y", y, "x", x);
        Check.sameLength("ErrorBars", "low", low, "x", x);
        Check.sameLength("ErrorBars", "high", high, "x", x);
    }

    public ErrorBars(String label, double[] x, double[] y, double[] low, double[] high, Style style) {
        this(label, Numbers.of(x), Numbers.of(y), Numbers.of(low), Numbers.of(high), style);
    }

    /** Bars of y - error to y + error. */
    public static ErrorBars of(String label, double[] x, double[] y, double[] error, Style style) {
        Check.sameLength("ErrorBars", "error", error.length, "y", y.length);
        double[] low = new double[y.length];
        double[] high = new double[y.length];
        Arrays.setAll(low, i -> y[i] - error[i]);
        Arrays.setAll(high, i -> y[i] + error[i]);
        return new ErrorBars(label, x, y, low, high, style);
    }

    @Override
    public Columns columns() {
        return Columns.of("error_bars", x, y).with(Columns.Name.LOW, low).with(Columns.Name.HIGH, high);
    }

    @Override
    public ErrorBars with(String newLabel, Style newStyle) {
        return new ErrorBars(newLabel, x, y, low, high, newStyle);
    }

    @Override
    public boolean isLine() {
        return false;
    }
}
