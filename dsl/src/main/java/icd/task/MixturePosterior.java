package icd.task;

/**
 * The posterior of a {@link Mixture} under noise of any covariance, in the eigenbasis of Sigma_Z. Everything is relative to the
 * query, so that nothing cancels far from the origin.
 */
final class MixturePosterior {

    /** Deviation, as a share of the scale of the problem, that stands for none. */
    private static final double NEXT_TO_NOTHING = 1e-6;

    private MixturePosterior() {}

    static double of(
            Mixture mixture, double[] query, int at, Covariance noise, double[] estimate, int to, Scratch scratch) {
        int n = mixture.n();
        int K = mixture.K();
        double[] lambda = noise.spectrum().values();
        double[] axes = noise.spectrum().axes();
        double[] r = scratch.numbers(0, K);
        double[] means = scratch.numbers(1, K * n); // m_a - x~, in the eigenbasis
        double[] mean = scratch.numbers(2, n);
        double least = least(mixture, noise);
        for (int a = 0; a < K; a++) {
            double own = mixture.variances()[a];
            double log = StrictMath.log(mixture.weights()[a]);
            for (int j = 0; j < n; j++) {
                double difference = 0; // x~ - mu_a
                for (int i = 0; i < n; i++) {
                    difference = Math.fma(axes[j * n + i], query[at + i] - mixture.centres()[a * n + i], difference);
                }
                double variance = Math.max(own + lambda[j], least);
                log -= 0.5 * StrictMath.log(variance) + difference * difference / (2 * variance);
                means[a * n + j] = own == 0 ? -difference : -lambda[j] / (own + lambda[j]) * difference;
            }
            r[a] = log;
        }
        double total = scratch.exponentiate(r, K);
        for (int j = 0; j < n; j++) {
            mean[j] = 0;
            for (int a = 0; a < K; a++) {
                mean[j] = Math.fma(r[a] / total, means[a * n + j], mean[j]);
            }
        }
        double trace = 0;
        for (int a = 0; a < K; a++) {
            double own = mixture.variances()[a];
            double spread = 0;
            for (int j = 0; j < n; j++) {
                double difference = means[a * n + j] - mean[j];
                spread += own == 0 ? 0 : own * lambda[j] / (own + lambda[j]);
                spread = Math.fma(difference, difference, spread);
            }
            trace = Math.fma(r[a] / total, spread, trace);
        }
        for (int i = 0; i < n; i++) {
            double sum = query[at + i];
            for (int j = 0; j < n; j++) {
                sum = Math.fma(axes[j * n + i], mean[j], sum);
            }
            estimate[to + i] = sum;
        }
        return trace;
    }

    private static double least(Mixture mixture, Covariance noise) {
        double square = noise.trace();
        for (double centre : mixture.centres()) {
            square = Math.fma(centre, centre, square);
        }
        return NEXT_TO_NOTHING * NEXT_TO_NOTHING * square;
    }
}
