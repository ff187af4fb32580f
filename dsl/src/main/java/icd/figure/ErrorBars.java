package icd.figure;

/**
 * Points with a bar from low to high through each: a mean with its standard error, an estimate with its interval. The
 * points carry the style's marker, or dots where it has none.
 *
 * @param x abscissae. Not modified, copied.
 * @param y ordinates, as many. Not modified, copied.
 * @param low lower ends, as many, in the units of y. Not modified, copied. An end that a logarithmic axis cannot show runs
 *     off the chart; a NaN end leaves out that half of the bar.
 * @param high upper ends, as many, in the units of y. Not modified, copied.
 * @throws IllegalArgumentException if x, y, low and high differ in length
 */
public record ErrorBars(String label, double[] x, double[] y, double[] low, double[] high, Style style)
        implements Mark {

    public ErrorBars {
        Check.given("ErrorBars", "label", label);
        Check.given("ErrorBars", "style", style);
        Check.sameLength("ErrorBars", "y", Check.given("ErrorBars", "y", y), "x", Check.given("ErrorBars", "x", x));
        Check.sameLength("ErrorBars", "low", Check.given("ErrorBars", "low", low), "x", x);
        Check.sameLength("ErrorBars", "high", Check.given("ErrorBars", "high", high), "x", x);
        x = x.clone();
        y = y.clone();
        low = low.clone();
        high = high.clone();
    }

    /** Bars of y - error to y + error. */
    public static ErrorBars of(String label, double[] x, double[] y, double[] error, Style style) {
        Check.sameLength("ErrorBars", "error", error, "y", y);
        double[] low = new double[y.length];
        double[] high = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            low[i] = y[i] - error[i];
            high[i] = y[i] + error[i];
        }
        return new ErrorBars(label, x, y, low, high, style);
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

    /** A copy of the lower ends. */
    @Override
    public double[] low() {
        return low.clone();
    }

    /** A copy of the upper ends. */
    @Override
    public double[] high() {
        return high.clone();
    }

    /** Label and number of points, without the data. */
    @Override
    public String toString() {
        return "error bars \"" + label + "\" on " + x.length + " points";
    }
}
