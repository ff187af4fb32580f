package icd.denoise;

import icd.kernel.TokenStack;
import icd.math.Distances;
import icd.task.Covariance;
import icd.task.PromptSet;
import icd.task.Scratch;
import java.util.Arrays;
import java.util.Optional;

/**
 * The posterior mean whose prior is the context: see {@link Baselines#empiricalPosterior}.
 *
 * @param noiseVariance sigma_Z^2; NaN where the covariance is given
 * @param noise Sigma_Z; null where the variance is given
 */
record EmpiricalPosterior(double noiseVariance, Covariance noise) implements Denoiser {

    static EmpiricalPosterior of(double noiseVariance) {
        if (!(noiseVariance > 0 && noiseVariance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Baselines.empiricalPosterior: noiseVariance must be > 0 and finite, got " + noiseVariance);
        }
        return new EmpiricalPosterior(noiseVariance, null);
    }

    static EmpiricalPosterior of(Covariance noise) {
        if (noise.rank() < noise.n()) {
            throw new IllegalArgumentException("Baselines.empiricalPosterior: noise must be invertible, got " + noise);
        }
        return new EmpiricalPosterior(Double.NaN, noise);
    }

    @Override
    public Optional<Baseline> baseline() {
        boolean isotropic = noise == null || noise.isIsotropic();
        return Optional.of(new ContextKinds.EmpiricalPosterior(
                isotropic ? Optional.of(noise == null ? noiseVariance : noise.variance()) : Optional.empty()));
    }

    @Override
    public String name() {
        if (noise == null) {
            return "empirical_posterior(" + noiseVariance + ")";
        }
        return "empirical_posterior" + (noise.isIsotropic() ? "(" + noise.variance() + ")" : "");
    }

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        int n = prompts.n();
        int L = prompts.L();
        if (noise != null && noise.n() != n) {
            throw new IllegalArgumentException(
                    "Baselines.empiricalPosterior: noise and prompts must be of one dimension," + " got n = "
                            + noise.n() + " and n = " + n);
        }
        TokenStack<?> x = prompts.contexts();
        Scratch scratch = new Scratch();
        double[] tokens = new double[n * L];
        double[] query = new double[n];
        double[] weights = new double[L];
        for (int k = from; k < to; k++) {
            for (int i = 0; i < n; i++) {
                query[i] = prompts.queries()[k * n + i];
                for (int t = 0; t < L; t++) {
                    tokens[i * L + t] = x.get(k, i, t);
                }
            }
            weigh(tokens, query, weights, scratch);
            double total = scratch.exponentiate(weights, L);
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int t = 0; t < L; t++) {
                    sum = Math.fma(weights[t], tokens[i * L + t], sum);
                }
                estimates[k * n + i] = sum / total;
            }
        }
    }

    /** Logarithms of the weights, but for a constant. */
    private void weigh(double[] tokens, double[] query, double[] weights, Scratch scratch) {
        int L = weights.length;
        if (noise != null && !noise.isIsotropic()) {
            noise.logDensities(query, tokens, L, weights, scratch);
            return;
        }
        double variance = noise == null ? noiseVariance : noise.variance();
        if (Distances.areLost(query, tokens, query.length, L)) {
            Distances.logWeights(query, tokens, query.length, L, variance, weights);
            return;
        }
        Arrays.fill(weights, 0);
        for (int i = 0; i < query.length; i++) {
            for (int t = 0; t < L; t++) {
                double difference = tokens[i * L + t] - query[i];
                weights[t] = Math.fma(difference, difference, weights[t]);
            }
        }
        for (int t = 0; t < L; t++) {
            weights[t] = -weights[t] / (2 * variance);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
