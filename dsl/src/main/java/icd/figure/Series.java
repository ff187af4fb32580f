package icd.figure;

import java.util.Arrays;
import java.util.Locale;

/**
 * Numbers against numbers, as somebody wants them plotted. Values that are not finite leave a gap, and a plot's note says how
 * many they are.
 *
 * @param name what the legend says, as plain text; may be empty
 * @param x abscissae, one or more. Not modified, copied.
 * @param y ordinates, as many. Not modified, copied.
 * @param errors standard errors of y, as many, or none at all; NaN where one is not known. Not modified, copied.
 * @throws IllegalArgumentException if the arrays differ in length, there is no point, no point is finite, or an error is
 *     negative
 */
public record Series(String name, double[] x, double[] y, double[] errors) {

    public Series {
        Check.given("plot", "name", name);
        String whose = name.isEmpty() ? "" : " of \"" + name + "\"";
        Check.sameLength(
                "plot", "y" + whose, Check.given("plot", "y" + whose, y), "x", Check.given("plot", "x" + whose, x));
        if (y.length == 0) {
            throw Check.error("plot", "values" + whose, "be one or more", "none");
        }
        if (Check.given("plot", "errors" + whose, errors).length > 0) {
            Check.sameLength("plot", "errors" + whose, errors, "y", y);
        }
        if (Arrays.stream(errors).anyMatch(error -> error < 0)) {
            double least = Arrays.stream(errors)
                    .filter(error -> !Double.isNaN(error))
                    .min()
                    .orElseThrow();
            throw Check.error("plot", "errors" + whose, "be >= 0, or NaN where they are not known", least);
        }
        x = x.clone();
        y = y.clone();
        errors = errors.clone();
        if (missing(x, y) == y.length) {
            throw Check.error(
                    "plot",
                    "values" + whose,
                    "hold a finite point",
                    String.format(Locale.ROOT, "(%s, %s)", x[0], y[0]));
        }
    }

    /** Numbers without errors. */
    public static Series of(String name, double[] x, double[] y) {
        return new Series(name, x, y, new double[0]);
    }

    /** Numbers against 0, 1, 2 and so on. */
    public static Series of(String name, double[] y) {
        double[] x = new double[y.length];
        Arrays.setAll(x, i -> i);
        return of(name, x, y);
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

    /** A copy of the errors. */
    @Override
    public double[] errors() {
        return errors.clone();
    }

    boolean hasErrors() {
        return errors.length > 0;
    }

    int size() {
        return y.length;
    }

    /** How many points have a coordinate that is not finite. */
    int missing() {
        return missing(x, y);
    }

    private static int missing(double[] x, double[] y) {
        int missing = 0;
        for (int i = 0; i < y.length; i++) {
            missing += Double.isFinite(x[i]) && Double.isFinite(y[i]) ? 0 : 1;
        }
        return missing;
    }

    /** Name and number of points, without the data. */
    @Override
    public String toString() {
        return "series \"" + name + "\" of " + y.length + " points" + (hasErrors() ? " with errors" : "");
    }
}
