package icd.claim;

/**
 * Means over independent draws of several quantities, with their standard errors.
 *
 * <p>The draws are kept, so that differences and ratios of quantities of one draw get the error that their correlation
 * leaves.
 */
public final class Estimates {

    private final int draws;
    private final int quantities;
    private final double[] values;

    /**
     * @param values draws x quantities; owned, not copied
     * @throws IllegalArgumentException if there are fewer than two draws: they would have no standard error
     */
    Estimates(int draws, int quantities, double[] values) {
        if (!(draws >= 2)) {
            throw new IllegalArgumentException("Estimates: draws must be >= 2, got " + draws);
        }
        this.draws = draws;
        this.quantities = quantities;
        this.values = values;
    }

    /** How many draws. */
    public int draws() {
        return draws;
    }

    /** The mean of quantity i. */
    public double mean(int i) {
        double sum = 0;
        for (int k = 0; k < draws; k++) {
            sum += values[k * quantities + i];
        }
        return sum / draws;
    }

    /** The mean of quantity i with its standard error. */
    public Estimate of(int i) {
        double[] coefficients = new double[quantities];
        coefficients[i] = 1;
        return combination(coefficients);
    }

    /**
     * sum_i c_i (mean of quantity i), with the standard error of the combination.
     *
     * @param coefficients one for each quantity. Not modified.
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
     * What another draw of quantity i would give: the mean, with the standard error of predicting one more draw from so few,
     * sqrt(1 + 1/draws) standard deviations. For numbers that someone else has published from a single run.
     */
    public Estimate another(int i) {
        Estimate mean = of(i);
        return new Estimate(mean.value(), mean.error() * Math.sqrt(draws + 1.0));
    }

    /** The standard deviation of quantity i over its mean, without an error of its own. */
    public Estimate spread(int i) {
        Estimate mean = of(i);
        return new Estimate(mean.error() * Math.sqrt(draws) / Math.abs(mean.value()), 0);
    }

    /** (mean of quantity i) / (mean of quantity j), its error to first order in theirs. */
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
