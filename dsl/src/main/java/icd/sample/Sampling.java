package icd.sample;

import icd.denoise.Denoiser;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.Prompt;
import icd.task.PromptSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Samples to be drawn from the law that a family of denoisers stands for, given the context (or the instance) of one prompt. Its query and
 * target are not looked at. Each copy changes one thing; {@link #run} draws.
 *
 * <pre>
 *   Sampling.of(DenoiserFamily.bayes(), prompt).levels(10, 0.01, 50).samples(500).seed(1).run()
 * </pre>
 *
 * <p>All is computed in float64. Sample k depends on seed, prompt and k alone, and on no number of threads.
 *
 * @param prompt whose context is the memory, and whose instance Bayes knows
 * @param samples how many
 */
public record Sampling(
        DenoiserFamily family, Prompt prompt, Sampler sampler, NoiseLevels levels, int samples, long seed) {

    private static final int CHUNK = 16;

    public Sampling {
        Check.atLeast("Sampling", "samples", 1, samples);
    }

    /** 500 ancestral samples in 50 steps from {@math sigma = 10} to 0.01, seed 0. */
    public static Sampling of(DenoiserFamily family, Prompt prompt) {
        return new Sampling(family, prompt, new Sampler.Ancestral(1), new NoiseLevels.Geometric(10, 0.01, 50), 500, 0);
    }

    /** A copy with geometric levels: from the first to the last in so many steps. */
    public Sampling levels(double from, double to, int steps) {
        return levels(new NoiseLevels.Geometric(from, to, steps));
    }

    /** A copy with these levels. */
    public Sampling levels(NoiseLevels levels) {
        return new Sampling(family, prompt, sampler, levels, samples, seed);
    }

    /** A copy with this sampler. */
    public Sampling sampler(Sampler sampler) {
        return new Sampling(family, prompt, sampler, levels, samples, seed);
    }

    /** A copy with {@link Sampler.Ancestral}. */
    public Sampling ancestral() {
        return sampler(new Sampler.Ancestral(1));
    }

    /** A copy with {@link Sampler.ProbabilityFlow}. */
    public Sampling probabilityFlow() {
        return sampler(new Sampler.ProbabilityFlow());
    }

    /** A copy with {@link Sampler.Langevin}: so many steps at each level, of size {@math "rate" sigma^2}. */
    public Sampling langevin(int corrections, double rate) {
        return sampler(new Sampler.Langevin(corrections, rate));
    }

    /** A copy with this number of samples. */
    public Sampling samples(int samples) {
        return new Sampling(family, prompt, sampler, levels, samples, seed);
    }

    /** A copy with this seed. */
    public Sampling seed(long seed) {
        return new Sampling(family, prompt, sampler, levels, samples, seed);
    }

    /** Draws on all processors. */
    public Samples run() {
        try (Workers workers = Workers.ofAllProcessors()) {
            return run(workers);
        }
    }

    /**
     * Draws.
     *
     * @throws ArithmeticException if a state ceases to be finite
     */
    public Samples run(Workers workers) {
        Start start = start();
        int n = prompt.n();
        double[] points = new double[samples * n];
        workers.forEach("drawing samples", (samples + CHUNK - 1) / CHUNK, (_, chunk) -> {
            Walker walker = start.walker();
            for (int k = chunk * CHUNK; k < Math.min(samples, (chunk + 1) * CHUNK); k++) {
                walk(walker, start.sigmas, k, (_, _) -> {});
                System.arraycopy(walker.state(), 0, points, k * n, n);
            }
        });
        return new Samples(this, points);
    }

    /**
     * The states of sample k, to the bits that {@link #run} goes through: the first at the first level, the last the sample.
     *
     * @param k from 0; it need not be less than the number of samples
     * @return one more than there are levels, n numbers each
     */
    public double[][] path(int k) {
        Start start = start();
        double[][] states = new double[start.sigmas.length + 1][];
        walk(start.walker(), start.sigmas, k, (i, state) -> states[i] = state.clone());
        return states;
    }

    /** Takes the state after so many steps. */
    @FunctionalInterface
    private interface Watcher {
        void at(int step, double[] state);
    }

    /** What all samples share. */
    private record Start(DenoiserFamily family, double[] sigmas, Map<Double, Denoiser> denoisers, PromptSet prompt) {

        Walker walker() {
            return new Walker(family, denoisers, prompt);
        }
    }

    private Start start() {
        double[] sigmas = levels.sigmas();
        Map<Double, Denoiser> denoisers = new HashMap<>();
        for (double sigma : sigmas) {
            denoisers.computeIfAbsent(sigma, family::at);
        }
        int at = prompt.index();
        return new Start(
                family, sigmas, denoisers, prompt.set().slice(at, at + 1).in(Precision.FLOAT64));
    }

    private void walk(Walker walker, double[] sigmas, int k, Watcher watcher) {
        Workers.poll();
        RandomStream random = RandomStream.of(seed, "samples", prompt.index(), k);
        double[] x = walker.state();
        for (int i = 0; i < x.length; i++) {
            x[i] = sigmas[0] * random.gaussian();
        }
        watcher.at(0, x);
        for (int i = 0; i < sigmas.length; i++) {
            sampler.step(walker, sigmas[i], i + 1 < sigmas.length ? sigmas[i + 1] : 0, random);
            if (!walker.isFinite()) {
                throw new ArithmeticException(this + ": states must stay finite, got one that is not at level "
                        + sigmas[i] + " of sample " + k);
            }
            watcher.at(i + 1, x);
        }
    }

    @Override
    public String toString() {
        return samples + " samples of " + family.name() + " in R^" + prompt.n() + ", " + Samples.words(sampler) + ", "
                + levels;
    }
}
