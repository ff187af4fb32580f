package icd.energy;

/**
 * F(z) = -(weight / beta) log sum_t exp z_t with z_t = beta x_t . K s + a_t, or -(beta/2) ||x_t - s||^2 + a_t for the Gaussian
 * kernel: softmax weights, whatever the prior.
 *
 * <p>Scores are shifted by their largest, so no beta and no state overflows; at huge beta F tends to the largest score.
 */
final class LogSumExp extends ScoreEnergy {

    private final double beta;
    private final double weight;
    private final boolean gaussian;
    private final double[] logWeights;

    /**
     * @param gaussian whether scores are by distance
     * @param logWeights a, or null
     */
    LogSumExp(
            String name,
            double beta,
            double weight,
            double norm,
            double rate,
            boolean gaussian,
            double[] logWeights,
            Metric metric) {
        super(name, beta, norm, rate, metric);
        this.beta = beta;
        this.weight = weight;
        this.gaussian = gaussian;
        this.logWeights = logWeights;
    }

    @Override
    String potentialName() {
        return "log_sum_exp";
    }

    @Override
    boolean byDistance() {
        return gaussian;
    }

    @Override
    boolean hasPrior() {
        return logWeights != null;
    }

    @Override
    void prior(double[] a) {
        System.arraycopy(logWeights, 0, a, 0, logWeights.length);
    }

    @Override
    double potential(Tokens t, double[] s) {
        double max = t.max();
        return -weight / beta * (max + StrictMath.log(t.exponentiate()));
    }

    @Override
    double weigh(Tokens t, double[] s) {
        return weight / t.exponentiate();
    }

    /** beta weight Cov_p[x]. */
    @Override
    void curvature(Tokens t, double[] s, double[] c) {
        double total = t.exponentiate();
        double[] mean = new double[t.n];
        t.weightedSum(t.z, 1 / total, mean);
        t.moments(t.z, mean, beta * weight / total, c);
    }

    @Override
    String arguments() {
        if (isLayer()) {
            return "";
        }
        return gaussian || rate().isEmpty() ? "(" + beta + ")" : "(" + rate().getAsDouble() + ", " + beta + ")";
    }

    @Override
    public String toString() {
        if (isLayer()) {
            return name() + ", W_PV = " + weight + " W_KQ^T";
        }
        return name() + (gaussian || rate().isEmpty() ? "" : ", alpha = " + rate().getAsDouble()) + ", beta = " + beta;
    }
}
