package icd.denoise;

/**
 * A mean over prompts.
 *
 * @param error its standard error; NaN for a single number
 */
record Mean(double mean, double error) {

    static Mean of(double[] values) {
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
