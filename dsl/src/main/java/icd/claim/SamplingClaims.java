package icd.claim;

import icd.energy.Energies;
import icd.sample.Collapse;
import icd.sample.DenoiserFamily;
import icd.sample.NoiseLevels;
import icd.sample.Sampler;
import icd.sample.Samples;
import icd.sample.Sampling;
import icd.sample.ScoreFunction;
import icd.task.Covariance;
import icd.task.Gaussians;
import icd.task.Mixture;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.theory.CollapseNoise;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Denoisers as samplers: what posterior means at all levels of noise draw, and what a finite context draws instead. */
final class SamplingClaims {

    private static final String SOURCE = "derived; next steps of the talk: the connection to diffusion models";
    private static final Mixtures MODES =
            new Mixtures(2, 2).weights(.3, .7).variance(.02).noiseVariance(.1);

    private SamplingClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "descent-is-the-empirical-posterior",
                        SOURCE,
                        "x - grad of the Gaussian LSE at beta = 1/sigma^2 is the posterior mean whose prior is the context, at every sigma",
                        Equality.exact(1e-12, SamplingClaims::descent),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "tweedie",
                        "derived; Robbins 1956, Efron 2011",
                        "(E[x | x~] - x~)/sigma^2 is the gradient of log p_sigma(x~)",
                        Equality.exact(1e-7, SamplingClaims::tweedie),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.asPrinted(
                        "tweedie-at-its-own-noise",
                        SOURCE,
                        "a posterior mean of another sigma gives no score: of N(0, s^2) its slope is -1/(s^2 + sigma'^2) sigma'^2/sigma^2 in"
                                + " the place of -1/(s^2 + sigma^2)",
                        Equality.exact(1e-12, SamplingClaims::otherNoise),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "probability-flow-of-a-gaussian",
                        SOURCE,
                        "Euler's steps multiply a state of N(0, s^2) by prod (s^2 + sigma sigma')/(s^2 + sigma^2)",
                        Equality.exact(1e-12, SamplingClaims::flow),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "probability-flow-in-the-limit",
                        SOURCE,
                        "from N(0, S^2) the flow ends at variance s^2 S^2/(s^2 + S^2) as the steps become many",
                        Equality.exact(2e-3, SamplingClaims::flowInTheLimit),
                        "the error of Euler's method falls as 1/steps: at 20,000 steps from 10 to 0.001 it is below the tolerance",
                        Cost.QUICK),
                Claim.asPrinted(
                        "ancestral-samples-of-a-gaussian",
                        SOURCE,
                        "the variance of ancestral samples goes by v <- v (s^2 + sigma'^2)^2/(s^2 + sigma^2)^2 + sigma'^2 (sigma^2 -"
                                + " sigma'^2)/sigma^2, that of Langevin's steps by v <- v (1 - rate sigma^2/(2 (s^2 + sigma^2)))^2 + rate"
                                + " sigma^2",
                        Equality.monteCarlo(SamplingClaims::ancestral),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "samples-of-bayes-are-of-the-law",
                        SOURCE,
                        "samples drawn with the Bayes denoiser are as far from the law as draws of it are, and each mode has its weight",
                        Equality.monteCarlo(SamplingClaims::law),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "samples-of-a-context-are-its-tokens",
                        SOURCE,
                        "samples drawn with the empirical posterior are tokens of the context, each as often, whatever the law",
                        Equality.monteCarlo(SamplingClaims::tokens),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "bifurcation-of-two-modes",
                        SOURCE,
                        "two modes +-mu of variance s^2 part at sigma^2 = |mu|^2 - s^2: the density of noisy tokens has one maximum above and"
                                + " two below",
                        Equality.exact(1e-6, SamplingClaims::bifurcation),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.asPrinted(
                        "collapse-noise",
                        SOURCE,
                        "samplers of L tokens fall onto one of them below sigma_C^2 = sigma_0^2/(L^{2/d} - 1)",
                        new Equality(.3, 4, SamplingClaims::collapse),
                        "the estimate is asymptotic in d with ln L/d fixed; at d = 8 to 32 its next order is within 30 %",
                        Cost.THOROUGH));
    }

    private static Prompt prompt(Laboratory lab, Task task, int L) {
        return lab.prompts(task.title() + ", L = " + L, task, 1, L).prompt(0);
    }

    /** sum_t p_t x_t with p by the distances, written down by hand. */
    private static double[] posteriorMean(MatrixStore<Double> X, double[] x, double variance) {
        double[] mean = new double[x.length];
        double total = 0;
        for (int t = 0; t < X.getColDim(); t++) {
            double square = 0;
            for (int i = 0; i < x.length; i++) {
                square += Math.pow(x[i] - X.doubleValue(i, t), 2);
            }
            double weight = StrictMath.exp(-square / (2 * variance));
            total += weight;
            for (int i = 0; i < x.length; i++) {
                mean[i] += weight * X.doubleValue(i, t);
            }
        }
        for (int i = 0; i < x.length; i++) {
            mean[i] /= total;
        }
        return mean;
    }

    private static List<Expectation> descent(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        Prompt prompt = prompt(lab, new Subspaces(6, 3, 2, 1), 15);
        double[] x = prompt.query().toRawCopy1D();
        for (double sigma : new double[] {.5, 1, 4}) {
            double[] gradient = Energies.gaussianLse(prompt.context(), 1 / (sigma * sigma))
                    .gradient(R064Store.wrap(x))
                    .toRawCopy1D();
            double[] stepped = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                stepped[i] = x[i] - gradient[i];
            }
            double[] mean = posteriorMean(prompt.context(), x, sigma * sigma);
            expectations.add(Expectation.equal("x - grad E, sigma = " + sigma, stepped, mean));
            expectations.add(Expectation.equal(
                    "the family, sigma = " + sigma,
                    DenoiserFamily.descent().at(sigma).estimate(prompt).toRawCopy1D(),
                    mean));
        }
        return expectations;
    }

    /** log p_sigma of a mixture, by hand. */
    private static double logDensity(Mixture mixture, double[] x, double sigma) {
        double sum = 0;
        for (int a = 0; a < mixture.K(); a++) {
            double variance = mixture.variances()[a] + sigma * sigma;
            double square = 0;
            for (int i = 0; i < x.length; i++) {
                square += Math.pow(x[i] - mixture.centres()[a * x.length + i], 2);
            }
            sum += mixture.weights()[a]
                    * StrictMath.exp(-square / (2 * variance))
                    / StrictMath.pow(variance, x.length / 2.0);
        }
        return StrictMath.log(sum);
    }

    private static List<Expectation> tweedie(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        Task task = new Mixtures(3, 4).variances(.05, .1, .2, .4).noiseVariance(.1);
        Prompt prompt = prompt(lab, task, 1);
        Mixture mixture = (Mixture) prompt.instance();
        double[] x = prompt.query().toRawCopy1D();
        for (double sigma : new double[] {.3, 1}) {
            double[] differences = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                double h = 1e-5;
                double[] up = x.clone();
                double[] down = x.clone();
                up[i] += h;
                down[i] -= h;
                differences[i] =
                        (logDensity(mixture, up, sigma) - logDensity(mixture, down, sigma)) / (up[i] - down[i]);
            }
            double[] score = new ScoreFunction(DenoiserFamily.bayes().at(sigma), sigma)
                    .at(prompt)
                    .toRawCopy1D();
            expectations.add(Expectation.equal("score, sigma = " + sigma, score, differences));
        }
        return expectations;
    }

    private static List<Expectation> otherNoise(Laboratory lab) {
        double[] x = {.7};
        Prompt prompt = line(lab, 2, x);
        double right = new ScoreFunction(DenoiserFamily.bayes().at(1.5), 1.5)
                .at(prompt)
                .doubleValue(0);
        double wrong =
                new ScoreFunction(DenoiserFamily.bayes().at(.5), 1.5).at(prompt).doubleValue(0);
        return List.of(
                Expectation.equal("slope of the score", right / x[0], -1 / (2 + 1.5 * 1.5)),
                Expectation.equal(
                        "slope with the estimate of sigma = .5", wrong / x[0], -.5 * .5 / (1.5 * 1.5) / (2 + .5 * .5)));
    }

    /** A prompt on the line whose tokens are N(0, variance). */
    private static Prompt line(Laboratory lab, double variance, double... x) {
        Task task = Gaussians.of(Covariance.isotropic(1, variance)).noise(Noise.isotropic(1));
        PromptSet prompts = lab.prompts("line", task, 1, 1);
        return x.length == 0 ? prompts.prompt(0) : prompts.withQueries(x).prompt(0);
    }

    private static Sampling sampling(Prompt prompt, Sampler sampler, NoiseLevels levels, int samples) {
        return new Sampling(DenoiserFamily.bayes(), prompt, sampler, levels, samples, 0);
    }

    private static double factor(double[][] path) {
        return path[path.length - 1][0] / path[0][0];
    }

    private static List<Expectation> flow(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (double s2 : new double[] {.25, 3}) {
            for (NoiseLevels levels :
                    List.of(new NoiseLevels.Geometric(5, .1, 8), new NoiseLevels.Power(4, .2, 5, 3))) {
                double[] sigmas = levels.sigmas();
                double product = 1;
                for (int i = 0; i < sigmas.length; i++) {
                    double next = i + 1 < sigmas.length ? sigmas[i + 1] : 0;
                    product *= (s2 + sigmas[i] * next) / (s2 + sigmas[i] * sigmas[i]);
                }
                double[][] path = sampling(line(lab, s2), new Sampler.ProbabilityFlow(), levels, 1)
                        .path(0);
                expectations.add(Expectation.equal("factor, s^2 = " + s2 + ", " + levels, factor(path), product));
            }
        }
        return expectations;
    }

    private static List<Expectation> flowInTheLimit(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (double s2 : new double[] {.5, 4}) {
            NoiseLevels levels = new NoiseLevels.Geometric(10, .001, 20_000);
            double factor = factor(sampling(line(lab, s2), new Sampler.ProbabilityFlow(), levels, 1)
                    .path(0));
            expectations.add(Expectation.equal("variance, s^2 = " + s2, 100 * factor * factor, s2 * 100 / (s2 + 100)));
        }
        return expectations;
    }

    private static List<Expectation> ancestral(Laboratory lab) {
        NoiseLevels levels = new NoiseLevels.Geometric(6, .1, 6);
        double[] sigmas = levels.sigmas();
        double s2 = .5;
        double ancestral = 36;
        double langevin = 36;
        for (int i = 0; i < sigmas.length; i++) {
            double now = sigmas[i] * sigmas[i];
            double next = i + 1 < sigmas.length ? sigmas[i + 1] * sigmas[i + 1] : 0;
            ancestral = ancestral * Math.pow((s2 + next) / (s2 + now), 2) + next * (now - next) / now;
            for (int j = 0; j < 3; j++) {
                langevin = langevin * Math.pow(1 - .8 / 2 * now / (s2 + now), 2) + .8 * now;
            }
        }
        langevin *= Math.pow(s2 / (s2 + .01), 2);
        Prompt prompt = line(lab, s2);
        return List.of(
                Expectation.equal(
                        "variance of ancestral samples",
                        square(sampling(prompt, new Sampler.Ancestral(1), levels, 20_000), lab),
                        ancestral),
                Expectation.equal(
                        "variance of Langevin's samples",
                        square(sampling(prompt, new Sampler.Langevin(3, .8), levels, 20_000), lab),
                        langevin));
    }

    private static Estimate square(Sampling sampling, Laboratory lab) {
        icd.math.Estimate square = sampling.run(lab.workers()).squarePerDim();
        return new Estimate(square.value(), square.error());
    }

    /** Distances over those of the law, and the weight of the first mode, over several instances. */
    private static List<Expectation> law(Laboratory lab) {
        int instances = 20;
        PromptSet prompts = lab.prompts("modes", MODES, instances, 1);
        double[] values = new double[3 * instances];
        for (int k = 0; k < instances; k++) {
            Samples samples = sampling(
                            prompts.prompt(k), new Sampler.Ancestral(1), new NoiseLevels.Geometric(10, .01, 60), 400)
                    .run(lab.workers());
            values[3 * k] = samples.distance(samples.law(0));
            values[3 * k + 1] = samples.law(1).distance(samples.law(2));
            values[3 * k + 2] = samples.modeWeights().getFirst().value();
        }
        Estimates means = new Estimates(instances, 3, values);
        return List.of(
                Expectation.equal("distance over that of two draws of the law", means.ratio(0, 1), 1),
                Expectation.equal("weight of the first mode", means.of(2), .3));
    }

    private static List<Expectation> tokens(Laboratory lab) {
        int L = 5;
        Prompt prompt = prompt(lab, new Spheres(3, 2, 1, .1), L);
        Samples samples = new Sampling(
                        DenoiserFamily.empiricalPosterior(),
                        prompt,
                        new Sampler.Ancestral(1),
                        new NoiseLevels.Geometric(20, .01, 60),
                        4_000,
                        0)
                .run(lab.workers());
        double[] nearest = samples.distancesToTokens();
        double[] first = new double[nearest.length];
        double furthest = 0;
        for (int k = 0; k < nearest.length; k++) {
            furthest = Math.max(furthest, nearest[k]);
            double square = 0;
            for (int i = 0; i < 3; i++) {
                square += Math.pow(
                        samples.point(k).doubleValue(i) - prompt.context().doubleValue(i, 0), 2);
            }
            first[k] = Math.sqrt(square) <= nearest[k] + 1e-12 ? 1 : 0;
        }
        return List.of(
                Expectation.atMost("distance to the nearest token", new Estimate(furthest, 0), 1e-6),
                Expectation.equal("share of one token", new Estimates(first.length, 1, first).of(0), 1.0 / L));
    }

    /** By bisection: the sigma at which the Bayes estimate has slope 1 along mu in the middle, so that log p has no curvature there. */
    private static List<Expectation> bifurcation(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (double s2 : new double[] {.04, .5}) {
            Mixture mixture =
                    new Mixture(2, new double[] {.6, .8, -.6, -.8}, new double[] {.5, .5}, new double[] {s2, s2});
            double low = 1e-3;
            double high = 3;
            while (high - low > 1e-10) {
                double sigma = (low + high) / 2;
                double h = 1e-4;
                double[] along = {.6 * h, .8 * h};
                R064Store estimate =
                        mixture.posteriorMean(R064Store.wrap(along), Covariance.isotropic(2, sigma * sigma));
                double slope = .6 * estimate.doubleValue(0) + .8 * estimate.doubleValue(1);
                boolean parted = slope > h; // the estimate of h mu lies beyond h mu
                low = parted ? sigma : low;
                high = parted ? high : sigma;
            }
            expectations.add(Expectation.equal("sigma^2, s^2 = " + s2, low * low, 1 - s2));
        }
        return expectations;
    }

    private static List<Expectation> collapse(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        int[][] settings = {{8, 20}, {8, 100}, {8, 500}, {16, 200}, {32, 500}};
        for (int[] setting : settings) {
            Task task = new Subspaces(setting[0], setting[0], 2, 1);
            PromptSet prompts = lab.prompts(task.title() + ", L = " + setting[1], task, 8, setting[1]);
            icd.math.Estimate noise = noise(prompts, lab);
            expectations.add(Expectation.equal(
                    "noise, d = " + setting[0] + ", L = " + setting[1],
                    new Estimate(noise.value(), noise.error()),
                    CollapseNoise.of(task, setting[1])));
        }
        return expectations;
    }

    private static icd.math.Estimate noise(PromptSet prompts, Laboratory lab) {
        double[] noises = new double[prompts.size()];
        lab.workers().forEach(noises.length, (_, k) -> noises[k] = Collapse.noise(prompts.prompt(k), 200, 0));
        return icd.math.Estimate.mean(noises);
    }
}
