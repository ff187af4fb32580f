package icd.workbench.evaluation;

/** A mean over prompts, in their order, so that no bit depends on the threads. */
record Mean(double value, double error) {

    /** The mean of some numbers, with its standard error; the error of one number is NaN. */
    static Mean of(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double spread = 0;
        for (double value : values) {
            spread = Math.fma(value - mean, value - mean, spread);
        }
        return new Mean(mean, Math.sqrt(spread / (values.length - 1) / values.length));
    }

    /** The mean of some numbers divided by the mean of others from the same prompts, with its error to first order; the error of one prompt is NaN. */
    static Mean ratio(double[] a, double[] b) {
        Mean below = of(b);
        double ratio = of(a).value() / below.value();
        double[] rest = new double[a.length]; // what varies from prompt to prompt
        for (int k = 0; k < a.length; k++) {
            rest[k] = Math.fma(-ratio, b[k], a[k]);
        }
        return new Mean(ratio, of(rest).error() / below.value());
    }
}
