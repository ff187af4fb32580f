package icd.energy;

import java.util.Arrays;

/**
 * F(z) = -(weight / beta) log sum_t exp z_t with z_t = beta x_t . K s + a_t: softmax weights, whatever the prior.
 *
 * <p>Scores are shifted by their largest, so no beta and no state overflows; at huge beta F tends to the largest score.
 */
final class LogSumExp extends ScoreEnergy {

    private final double beta;
    private final double weight;
    private final boolean gaussian;
    private final double[] logWeights;

    /**
     * @param gaussian whether a_t holds -beta ||x_t||^2 / 2
     * @param logWeights what a_t holds besides, or null
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
    boolean hasPrior() {
        return gaussian || logWeights != null;
    }

    @Override
    void prior(Tokens t, double[] a) {
        Arrays.fill(a, 0);
        if (gaussian) {
            t.squares(a);
        }
        for (int i = 0; i < t.L; i++) {
            a[i] = -0.5 * beta * a[i] + (logWeights == null ? 0 : logWeights[i]);
        }
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
