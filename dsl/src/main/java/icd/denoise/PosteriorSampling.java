package icd.denoise;

import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.Covariance;
import icd.task.Instance;
import icd.task.PromptSet;
import icd.task.Scratch;
import icd.task.Transform;
import java.util.Optional;

/**
 * The posterior mean by self-normalised importance sampling: see {@link Baselines#bayesBySampling}.
 *
 * @param samples tokens drawn for each prompt
 * @param seed of the draws
 */
record PosteriorSampling(int samples, long seed) implements Denoiser {

    PosteriorSampling {
        if (!(samples > 0)) {
            throw new IllegalArgumentException("Baselines.bayesBySampling: samples must be > 0, got " + samples);
        }
    }

    @Override
    public Optional<Baseline> baseline() {
        return Optional.of(new BaselineKinds.BayesBySampling(samples, seed));
    }

    @Override
    public String name() {
        return "bayes_by_sampling(" + samples + (seed == 0 ? "" : ", " + seed) + ")";
    }

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        int n = prompts.n();
        Transform transform = prompts.task().transform().orElse(null);
        Scratch scratch = new Scratch();
        double[] query = new double[n];
        double[] mean = new double[n];
        long[] bits = new long[n];
        for (int k = from; k < to; k++) {
            if (transform == null) {
                System.arraycopy(prompts.queries(), k * n, query, 0, n);
            } else {
                transform.undo(prompts.queries(), k * n, query, 0);
            }
            for (int i = 0; i < n; i++) {
                bits[i] = Double.doubleToLongBits(prompts.targets()[k * n + i]);
            }
            Workers.poll();
            RandomStream random = RandomStream.of(seed, "bayes by sampling", bits);
            mean(prompts.instance(k), prompts.noise(k), query, random, mean, scratch);
            if (transform != null && transform.target() == Transform.Target.NEW) {
                transform.apply(mean, 0, estimates, k * n);
            } else {
                System.arraycopy(mean, 0, estimates, k * n, n);
            }
        }
    }

    private void mean(
            Instance instance, Covariance noise, double[] query, RandomStream random, double[] mean, Scratch scratch) {
        int n = instance.n();
        double[] tokens = scratch.numbers(0, n * samples);
        double[] weights = scratch.numbers(1, samples);
        instance.sample(random, samples, tokens);
        noise.logDensities(query, tokens, samples, weights, scratch.inner());
        double total = scratch.exponentiate(weights, samples);
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int t = 0; t < samples; t++) {
                sum = Math.fma(weights[t], tokens[i * samples + t], sum);
            }
            mean[i] = sum / total;
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
