package icd.claim;

/**
 * Means over independent draws of several quantities, with their standard errors.
 *
 * <p>The draws are kept, so that differences and ratios of quantities of one draw get the error that their correlation
 * implies.
 */
public final class Estimates {

    private final int draws;
    private final int quantities;
    private final double[] values;

    /**
     * @param values draws x quantities; owned, not copied
     * @throws IllegalArgumentException if there are fewer than two draws, which would have no standard error
     */
    Estimates(int draws, int quantities, double[] values) {
        if (!(draws >= 2)) {
            throw new IllegalArgumentException("Estimates: draws must be >= 2, got " + draws);
        }
        this.draws = draws;
        this.quantities = quantities;
        this.values = values;
    }

    /** Returns the number of draws. */
    public int draws() {
        return draws;
    }

    /** Returns the mean of quantity i. */
    public double mean(int i) {
        double sum = 0;
        for (int k = 0; k < draws; k++) {
            sum += values[k * quantities + i];
        }
        return sum / draws;
    }

    /** Returns the mean of quantity i with its standard error. */
    public Estimate of(int i) {
        double[] coefficients = new double[quantities];
        coefficients[i] = 1;
        return combination(coefficients);
    }

    /**
     * Returns {@math sum_i c_i} (mean of quantity i), with the standard error of the combination.
     *
     * @param coefficients one coefficient for each quantity. Not modified.
     */
    public Estimate combination(double... coefficients) {
        double mean = 0;
        for (int i = 0; i < quantities; i++) {
            mean += coefficients[i] == 0 ? 0 : coefficients[i] * mean(i);
        }
        double square = 0;
        for (int k = 0; k < draws; k++) {
            double value = 0;
            for (int i = 0; i < quantities; i++) {
                value += coefficients[i] == 0 ? 0 : coefficients[i] * values[k * quantities + i];
            }
            square += (value - mean) * (value - mean);
        }
        return new Estimate(mean, Math.sqrt(square / (draws - 1) / draws));
    }

    /**
     * Returns the prediction of one more draw of quantity i: the mean, with the standard error {@math sqrt(1 + 1/"draws")}
     * standard deviations. It serves for numbers that others have published from a single run.
     */
    public Estimate another(int i) {
        Estimate mean = of(i);
        return new Estimate(mean.value(), mean.error() * Math.sqrt(draws + 1.0));
    }

    /** Returns the standard deviation of quantity i over its mean, without an error of its own. */
    public Estimate spread(int i) {
        Estimate mean = of(i);
        return new Estimate(mean.error() * Math.sqrt(draws) / Math.abs(mean.value()), 0);
    }

    /** Returns (mean of quantity i) / (mean of quantity j), with its error to first order in theirs. */
    public Estimate ratio(int i, int j) {
        double below = mean(j);
        double ratio = mean(i) / below;
        double[] coefficients = new double[quantities];
        coefficients[i] += 1 / below;
        coefficients[j] -= ratio / below;
        return new Estimate(ratio, combination(coefficients).error());
    }

    @Override
    public String toString() {
        return "means of " + quantities + " quantities over " + draws + " draws";
    }
}
