package icd.figure;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Numbers against numbers, as somebody wants them plotted. Values that are not finite leave a gap, and a plot's note says how
 * many they are.
 *
 * @param name what the legend says, as plain text; may be empty
 * @param x abscissae, one or more.
 * @param y ordinates, as many.
 * @param errors standard errors of y, as many, or none at all; NaN where one is not known.
 * @throws IllegalArgumentException if the arrays differ in length, there is no point, no point is finite, or an error is
 *     negative
 */
public record Series(String name, Numbers x, Numbers y, Numbers errors) {

    public Series {
        Check.given("plot", "name", name);
        String whose = name.isEmpty() ? "" : " of \"" + name + "\"";
        Check.sameLength("plot", "y" + whose, y, "x" + whose, x);
        Check.that(y.size() > 0, "plot", "values" + whose, "be one or more", "none");
        if (Check.given("plot", "errors" + whose, errors).size() > 0) {
            Check.sameLength("plot", "errors" + whose, errors, "y", y);
        }
        errors.stream().filter(error -> error < 0).min().ifPresent(least -> {
            throw Check.error("plot", "errors" + whose, "be >= 0, or NaN where they are not known", least);
        });
        DoubleStream.concat(x.stream(), y.stream())
                .filter(v -> Double.isFinite(v) && Math.abs(v) > Check.LARGEST)
                .findFirst()
                .ifPresent(value -> {
                    throw Check.error("plot", "values" + whose, "be of size 1e300 at most", value);
                });
        String first = "(" + x.at(0) + ", " + y.at(0) + ")";
        Check.that(missing(x, y) < y.size(), "plot", "values" + whose, "hold a finite point", first);
    }

    public Series(String name, double[] x, double[] y, double[] errors) {
        this(name, Numbers.of(x), Numbers.of(y), Numbers.of(errors));
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

    boolean hasErrors() {
        return errors.size() > 0;
    }

    int size() {
        return y.size();
    }

    /** How many points have a coordinate that is not finite. */
    int missing() {
        return missing(x, y);
    }

    private static int missing(Numbers x, Numbers y) {
        return (int) IntStream.range(0, y.size())
                .filter(i -> !(Double.isFinite(x.at(i)) && Double.isFinite(y.at(i))))
                .count();
    }
}
