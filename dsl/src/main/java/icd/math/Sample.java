package icd.math;

import java.util.Arrays;

/** Mean, spread and quantiles of numbers that are all finite. */
public final class Sample {

    private Sample() {}

    /**
     * Returns the arithmetic mean.
     *
     * @param values one or more. Not modified.
     * @throws IllegalArgumentException if there is none, or one is not finite
     */
    public static double mean(double... values) {
        check("mean", 1, values);
        double unit = unit(values);
        double sum = 0;
        for (double value : values) {
            sum += value / unit;
        }
        double mean = sum / values.length;
        double rest = 0; // the part that rounding left out of the sum
        for (double value : values) {
            rest += value / unit - mean;
        }
        return (mean + rest / values.length) * unit;
    }

    /**
     * Returns the standard deviation, {@math sqrt(sum_i (x_i - "mean")^2 / (N - 1))}.
     *
     * @param values two or more. Not modified.
     * @throws IllegalArgumentException if there are fewer, or one is not finite
     */
    public static double deviation(double... values) {
        check("std", 2, values);
        double mean = mean(values);
        double unit = Arrays.stream(values)
                .map(value -> Math.abs(value / 2 - mean / 2))
                .max()
                .orElse(0);
        if (unit == 0) {
            return 0;
        }
        double sum = 0;
        for (double value : values) {
            double out = (value / 2 - mean / 2) / unit;
            sum = Math.fma(out, out, sum);
        }
        return 2 * (unit * Math.sqrt(sum / (values.length - 1)));
    }

    /**
     * Returns the value below which a share of the numbers lies, linear between neighbours, as NumPy does by default.
     *
     * @param values one or more. Not modified.
     * @param share from 0, the least, to 1, the largest
     * @throws IllegalArgumentException if there is none, one is not finite, or the share is not between 0 and 1
     */
    public static double quantile(double[] values, double share) {
        check("quantile", 1, values);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("quantile: share must be between 0 and 1, got " + share);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        double part = at - below;
        return (1 - part) * sorted[below] + part * sorted[above];
    }

    /** Returns a power of two near the largest of the numbers, so that no sum of them overflows. */
    private static double unit(double[] values) {
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        return largest > 0x1p500 ? 0x1p600 : 1;
    }

    private static void check(String where, int least, double[] values) {
        if (values.length < least) {
            throw new IllegalArgumentException(
                    where + ": values must be " + (least == 1 ? "one" : "two") + " or more, got " + values.length);
        }
        Finite.numbers(where, "values", values);
    }
}
