package icd.math;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A number that was measured or is known, with its error.
 *
 * @param value the number; NaN where nothing was measured
 * @param error the standard error of a mean; 0 for an exact number, NaN where it is not known
 * @param kind the meaning of the error
 * @param n the number of values in the mean; 1 for a single number, 0 for a number that was not drawn
 */
public record Estimate(double value, double error, Kind kind, long n) {

    /** The meaning of the error of an estimate. */
    public enum Kind {
        /** Known by a formula or quadrature: there is no error of drawing. */
        EXACT,
        /** The standard error of the mean. */
        STANDARD_ERROR,
        /** The error is not known, as for a single number. */
        UNKNOWN
    }

    /** Returns a number that theory gives. */
    public static Estimate exact(double value) {
        return new Estimate(value, 0, Kind.EXACT, 0);
    }

    /** Returns a number by itself, whose error is not known. */
    public static Estimate of(double value) {
        return new Estimate(value, Double.NaN, Kind.UNKNOWN, 1);
    }

    /** Returns a mean of {@code n} numbers with its standard error; a NaN for that where it is not known. */
    public static Estimate of(double value, double error, long n) {
        return new Estimate(value, error, Double.isNaN(error) ? Kind.UNKNOWN : Kind.STANDARD_ERROR, n);
    }

    /**
     * Returns the mean of some numbers, summed in their order, with its standard error. Of numbers whose squares
     * overflow both are taken of the numbers scaled down.
     */
    public static Estimate mean(double[] values) {
        Estimate plain = plain(values);
        if (Double.isFinite(plain.value) && !Double.isInfinite(plain.error)) {
            return plain;
        }
        Estimate scaled =
                plain(Arrays.stream(values).map(each -> each * 0x1p-600).toArray());
        return of(scaled.value * 0x1p600, scaled.error * 0x1p600, values.length);
    }

    private static Estimate plain(double[] values) {
        double sum = 0;
        for (double each : values) {
            sum += each;
        }
        double mean = sum / values.length;
        double spread = 0;
        for (double each : values) {
            spread += (each - mean) * (each - mean);
        }
        return of(mean, Math.sqrt(spread / (values.length - 1) / values.length), values.length);
    }

    /** Standard deviation of the numbers whose mean it is: {@math sqrt(n)} times the standard error. */
    public double standardDeviation() {
        return error * Math.sqrt(n);
    }

    /**
     * Half the width of the interval about the value that holds the mean at a level, by Student's t with n - 1 degrees of freedom; 0 of
     * what is exact, NaN where the error is not known.
     *
     * @param level between 0 and 1, such as .95
     */
    public double halfWidth(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("Estimate.halfWidth: level must be between 0 and 1, got " + level);
        }
        if (kind != Kind.STANDARD_ERROR) {
            return error;
        }
        return n < 2 ? Double.NaN : error * -TDistribution.of(n - 1).inverseCumulativeProbability((1 - level) / 2);
    }

    /**
     * Returns the interval about the value that holds the mean at a level, by Student's t: {@link #halfWidth} to either
     * side.
     *
     * @param level between 0 and 1, such as .95
     */
    public Interval interval(double level) {
        double half = halfWidth(level);
        return new Interval(value - half, value + half);
    }

    /**
     * Returns the interval that holds the mean at a level, by the bootstrap: between the quantiles of the means of
     * numbers drawn again from these, with replacement. It asks for no normal distribution.
     *
     * @param level between 0 and 1, such as .95
     * @param resamples how many means are drawn
     * @param stream where the draws come from
     */
    public static Interval bootstrap(double[] values, double level, int resamples, RandomStream stream) {
        if (!(level > 0 && level < 1) || resamples < 1 || values.length == 0) {
            throw new IllegalArgumentException(
                    "Estimate.bootstrap: level must be between 0 and 1, and there must be values and"
                            + " resamples, got level " + level + ", " + values.length + " values, " + resamples
                            + " resamples");
        }
        double[] means = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[stream.below(values.length)];
            }
            means[b] = sum / values.length;
        }
        Arrays.sort(means);
        return new Interval(quantile(means, (1 - level) / 2), quantile(means, (1 + level) / 2));
    }

    /** Between order statistics a straight line. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** Returns the same in another unit: value and error times a factor. */
    public Estimate times(double factor) {
        return new Estimate(value * factor, error * Math.abs(factor), kind, n);
    }

    /** {@code 0.3294 ± 0.0012}, {@code 0.33333 exact}, {@code 0.25}. */
    @Override
    public String toString() {
        String shown = Digits.of(value, 5);
        return switch (kind) {
            case EXACT -> shown + " exact";
            case STANDARD_ERROR -> shown + String.format(Locale.ROOT, " ± %.2g", error);
            case UNKNOWN -> shown;
        };
    }
}
