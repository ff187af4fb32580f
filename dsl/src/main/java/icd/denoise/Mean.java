package icd.denoise;

import java.util.Arrays;

/**
 * A mean over prompts.
 *
 * @param error its standard error; NaN for a single number
 */
record Mean(double mean, double error) {

    /** Squares of large values overflow long before they do: their mean and error are then taken of values scaled down. */
    static Mean of(double[] values) {
        Mean plain = plain(values);
        if (Double.isFinite(plain.mean) && !Double.isInfinite(plain.error)) {
            return plain;
        }
        Mean scaled = plain(Arrays.stream(values).map(value -> value * 0x1p-600).toArray());
        return new Mean(scaled.mean * 0x1p600, scaled.error * 0x1p600);
    }

    private static Mean plain(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double spread = 0;
        for (double value : values) {
            spread += (value - mean) * (value - mean);
        }
        return new Mean(mean, Math.sqrt(spread / (values.length - 1) / values.length));
    }
}
