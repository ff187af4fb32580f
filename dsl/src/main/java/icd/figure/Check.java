package icd.figure;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The argument checks of this package, all worded alike. */
public final class Check {

    /** Beyond it, the room that an axis leaves around a value might not be finite. */
    static final double LARGEST = 1e300;

    private Check() {}

    /** The error that every check of this package throws. */
    public static IllegalArgumentException error(String where, String name, String constraint, Object value) {
        return new IllegalArgumentException(where + ": " + name + " must " + constraint + ", got " + value);
    }

    /** Refuses a value for which a condition does not hold. */
    public static void that(boolean holds, String where, String name, String constraint, Object value) {
        if (!holds) {
            throw error(where, name, constraint, value);
        }
    }

    public static <T> T given(String where, String name, T value) {
        that(value != null, where, name, "be given", null);
        return value;
    }

    public static double positive(String where, String name, double value) {
        that(value > 0 && value < Double.POSITIVE_INFINITY, where, name, "be positive and finite", value);
        return value;
    }

    /** Every mark has a label, which may be empty, and a style. */
    static void mark(String where, String label, Style style) {
        given(where, "label", label);
        given(where, "style", style);
    }

    static void sameLength(String where, String name, Numbers values, String other, Numbers others) {
        int wanted = given(where, other, others).size();
        sameLength(where, name, given(where, name, values).size(), other, wanted);
    }

    static void sameLength(String where, String name, int size, String other, int wanted) {
        that(size == wanted, where, name, "have as many values as " + other + " (" + wanted + ")", size);
    }

    /** @param least how many there must be */
    static void rising(String where, String name, int least, Numbers values) {
        if (!(monotone(values, least) && (values.size() < 2 || values.at(1) > values.at(0)))) {
            String constraint = "be " + (least == 1 ? "one" : "two") + " or more finite numbers in rising order";
            throw error(where, name, constraint, Arrays.toString(values.toArray()));
        }
    }

    /** A range is of two finite numbers, or chosen from the data: two NaN. A logarithmic one is positive. */
    static void range(String where, String logarithmic, double low, double high) {
        boolean chosen = Double.isNaN(low) && Double.isNaN(high);
        boolean rising = low < high && Double.isFinite(high - low);
        String range = low + " to " + high;
        that(chosen || rising, where, "range", "be two finite numbers in rising order, or NaN and NaN", range);
        boolean shown = logarithmic.isEmpty() || chosen || low > 0;
        that(shown, where, "range", "be positive on a logarithmic " + logarithmic, range);
    }

    /** @param least how many columns and rows there must be */
    static void grid(String where, Numbers x, Numbers y, Grid values, int least) {
        monotone(where, "x", given(where, "x", x), least);
        monotone(where, "y", given(where, "y", y), least);
        int rows = given(where, "values", values).rows();
        that(rows == y.size(), where, "values", "have as many rows as y (" + y.size() + ")", rows);
        sameLength(where, "every row of values", values.columns(), "x", x.size());
    }

    private static void monotone(String where, String name, Numbers values, int least) {
        if (!monotone(values, least)) {
            String constraint = "be " + least + " or more finite numbers, rising or falling";
            String found =
                    values.size() > 8 ? values.size() + " values that are not" : Arrays.toString(values.toArray());
            throw error(where, name, constraint, found);
        }
    }

    private static boolean monotone(Numbers values, int least) {
        boolean rising = values.size() > 1 && values.at(1) > values.at(0);
        return values.size() >= least
                && values.stream().allMatch(Double::isFinite)
                && IntStream.range(1, values.size())
                        .allMatch(i -> rising ? values.at(i) > values.at(i - 1) : values.at(i) < values.at(i - 1));
    }
}
