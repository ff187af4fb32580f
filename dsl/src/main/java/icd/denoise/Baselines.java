package icd.denoise;

import icd.kernel.TokenStack;
import icd.math.Distances;
import icd.task.Covariance;
import icd.task.Instance;
import icd.task.Mixture;
import icd.task.PromptSet;
import icd.task.Scratch;
import icd.task.SpannedInstance;
import icd.task.Sphere;
import java.util.Arrays;
import java.util.Optional;

/** The denoisers that learn nothing by gradient: the Bayes estimate, upper bounds on its loss, and heuristics. */
public final class Baselines {

    private Baselines() {}

    /** Estimates 0 for every target. Its loss is {@math E||X||^2}. */
    public static Denoiser zero() {
        return new Named(
                new BaselineKinds.Zero(),
                (prompts, from, to, estimates) -> Arrays.fill(estimates, from * prompts.n(), to * prompts.n(), 0));
    }

    /** Returns the query as it is. Its loss is {@math n sigma_Z^2}. */
    public static Denoiser query() {
        return new Named(
                new BaselineKinds.Query(),
                (prompts, from, to, estimates) -> System.arraycopy(
                        prompts.queries(),
                        from * prompts.n(),
                        estimates,
                        from * prompts.n(),
                        (to - from) * prompts.n()));
    }

    /** The mean of the context's tokens, whatever the query. */
    public static Denoiser contextMean() {
        return new Named(new BaselineKinds.ContextMean(), (prompts, from, to, estimates) -> {
            TokenStack<?> x = prompts.contexts();
            for (int k = from; k < to; k++) {
                for (int i = 0; i < prompts.n(); i++) {
                    double sum = 0;
                    for (int t = 0; t < prompts.L(); t++) {
                        sum += x.get(k, i, t);
                    }
                    estimates[k * prompts.n() + i] = sum / prompts.L();
                }
            }
        });
    }

    /**
     * Returns the token of the context that is nearest to the query; the first if there are several. It is the best
     * retrieval from an associative memory, and the limit of {@link #empiricalPosterior(double)} as the noise vanishes.
     */
    public static Denoiser nearestToken() {
        return new Named(new BaselineKinds.NearestToken(), (prompts, from, to, estimates) -> {
            int n = prompts.n();
            TokenStack<?> x = prompts.contexts();
            int L = prompts.L();
            double[] squares = new double[L];
            double[] tokens = new double[n * L];
            for (int k = from; k < to; k++) {
                Arrays.fill(squares, 0);
                for (int i = 0; i < n; i++) {
                    double query = prompts.queries()[k * n + i];
                    for (int t = 0; t < squares.length; t++) {
                        tokens[i * L + t] = x.get(k, i, t);
                        double difference = tokens[i * L + t] - query;
                        squares[t] = Math.fma(difference, difference, squares[t]);
                    }
                }
                double[] query = Arrays.copyOfRange(prompts.queries(), k * n, (k + 1) * n);
                if (Distances.areLost(query, tokens, n, L)) {
                    Distances.logWeights(query, tokens, n, L, 0.5, squares);
                    Arrays.setAll(squares, t -> -squares[t]);
                }
                int nearest = 0;
                for (int t = 1; t < squares.length; t++) {
                    nearest = squares[t] < squares[nearest] ? t : nearest;
                }
                for (int i = 0; i < n; i++) {
                    estimates[k * n + i] = x.get(k, i, nearest);
                }
            }
        });
    }

    /** The posterior mean {@math E[X | X~]}, best of all denoisers (Proposition 1). */
    public static Oracle bayes() {
        return new NamedOracle(
                new BaselineKinds.Bayes(),
                (instance, noise, query, at, estimate, to, scratch) ->
                        instance.posterior(query, at, noise, estimate, to, scratch));
    }

    /**
     * The posterior mean by self-normalised importance sampling: tokens {@math X_t} drawn from the instance, weighted by
     * {@math N(x~ - X_t; 0, Sigma_Z)}. For users' own instances, and where there is no closed form. Its error falls as
     * {@math 1/sqrt("samples")}, its bias as 1/samples, both growing with the information in the query (few samples come near it).
     *
     * <p>The draws come from a stream that the prompt's target alone decides, so that its estimate is the same in any set, and a
     * smooth function of a query that moves. Noise
     * of singular covariance has no density: {@link UnsupportedOperationException}.
     *
     * @param samples tokens drawn for each prompt, &gt; 0
     */
    public static Denoiser bayesBySampling(int samples) {
        return bayesBySampling(samples, 0);
    }

    /**
     * The same with other draws, such as to see by how much they change it.
     *
     * @param seed of the draws
     */
    public static Denoiser bayesBySampling(int samples, long seed) {
        return new PosteriorSampling(samples, seed);
    }

    /**
     * The posterior mean of a state space given the instance and all of the prompt: a Kalman filter over the context, corrected by the query.
     * Asked about another task's prompts it throws {@link UnsupportedOperationException}.
     */
    public static Denoiser kalman() {
        return new Kalman();
    }

    /** {@math P x~}, the query projected on the instance's subspace. Its loss is dim(subspace) {@math sigma_Z^2}. */
    public static Oracle projection() {
        return new NamedOracle(new BaselineKinds.Projection(), (instance, noise, query, at, estimate, to, scratch) -> {
            if (!(instance instanceof SpannedInstance spanned)) {
                throw noFormula("projection", "in a subspace (subspaces, spheres)", instance);
            }
            spanned.frame().project(query, at, estimate, to);
        });
    }

    /** {@math R P x~ / ||P x~||}, the point of the instance's sphere nearest to the query. */
    public static Oracle projectionToSphere() {
        return new NamedOracle(
                new BaselineKinds.ProjectionToSphere(), (instance, noise, query, at, estimate, to, scratch) -> {
                    if (!(instance instanceof Sphere sphere)) {
                        throw noFormula("projection_to_sphere", "on a sphere (spheres)", instance);
                    }
                    sphere.projectOnto(query, at, estimate, to);
                });
    }

    /** The Bayes estimate of a mixture under isotropic noise if its variances were 0 (equation 8). */
    public static Oracle zeroVariance() {
        return new NamedOracle(
                new BaselineKinds.ZeroVariance(), (instance, noise, query, at, estimate, to, scratch) -> {
                    if (!(instance instanceof Mixture mixture)) {
                        throw noFormula("zero_variance", "a mixture (mixtures)", instance);
                    }
                    mixture.zeroVarianceMean(query, at, noise.variance(), estimate, to, scratch);
                });
    }

    private static UnsupportedOperationException noFormula(String name, String wanted, Instance instance) {
        return new UnsupportedOperationException(
                "Baselines." + name + ": the instance must be " + wanted + ", got " + instance);
    }

    /**
     * The query projected on the span of the k leading eigenvectors of {@math X X^T / L}: the subspace as the context shows it.
     *
     * @param k dimension of the subspace (d for subspaces, d + 1 for spheres)
     */
    public static Denoiser pcaProjection(int k) {
        return new PcaProjection(atLeastOne(k), 1, Double.NaN);
    }

    /**
     * Returns {@link #pcaProjection(int)} with k chosen for each prompt as the dimension of its context's span, which
     * is right where tokens lie in a subspace, of any dimension, and L is at least that dimension. (Eigenvalues above
     * 1e-5 of the largest count.)
     */
    public static Denoiser pcaProjection() {
        return new PcaProjection(0, 1, Double.NaN);
    }

    /**
     * {@link #pcaProjection(int)} with k chosen for each prompt: the fewest components that explain a share of the context's
     * variance, for tokens that lie near a subspace rather than in one.
     *
     * @param share of {@math Tr X X^T}, in (0, 1]
     */
    public static Denoiser pcaExplaining(double share) {
        return new PcaProjection(0, share, Double.NaN);
    }

    /**
     * {@link #pcaProjection(int)} times {@math v / (v + "noiseVariance")}, with v the mean of the k leading eigenvalues.
     *
     * @param k dimension of the subspace
     * @param noiseVariance {@math sigma_Z^2 &gt; 0}
     */
    public static Denoiser shrunkPcaProjection(int k, double noiseVariance) {
        return new PcaProjection(atLeastOne(k), 1, shrinking(noiseVariance));
    }

    /** {@link #pcaProjection()} shrunk likewise. */
    public static Denoiser shrunkPcaProjection(double noiseVariance) {
        return new PcaProjection(0, 1, shrinking(noiseVariance));
    }

    /**
     * The Bayes estimate if tokens were Gaussian with the second moments that the context shows, {@math C = X X^T / L}:
     * {@math C (C + Sigma_Z)^+ x~}. The shrunk form for noise of any covariance, and for any number of directions.
     *
     * @param noise {@math Sigma_Z}
     */
    public static Denoiser contextGaussian(Covariance noise) {
        return new ContextGaussian(noise);
    }

    private static int atLeastOne(int k) {
        if (!(k >= 1)) {
            throw new IllegalArgumentException("Baselines.pcaProjection: k must be >= 1, got " + k);
        }
        return k;
    }

    private static double shrinking(double noiseVariance) {
        if (!(noiseVariance > 0 && noiseVariance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Baselines.shrunkPcaProjection: noiseVariance must be > 0 and finite, got " + noiseVariance);
        }
        return noiseVariance;
    }

    /**
     * The posterior mean if {@math p_X} were the context itself: tokens weighted by {@math exp(-||X_t - x~||^2 / (2 "noiseVariance"))}.
     * Equation 14 with scaled identities; equal to equation 13 only where all tokens have one norm.
     *
     * @param noiseVariance {@math sigma_Z^2 &gt; 0}
     */
    public static Denoiser empiricalPosterior(double noiseVariance) {
        return EmpiricalPosterior.of(noiseVariance);
    }

    /**
     * The same for noise of any covariance: tokens weighted by {@math N(x~ - X_t; 0, Sigma_Z)}.
     *
     * @param noise {@math Sigma_Z}, invertible
     */
    public static Denoiser empiricalPosterior(Covariance noise) {
        return EmpiricalPosterior.of(noise);
    }

    /**
     * {@math x^ = M x~} with the n x n matrix M of least squared error over the given prompts: the best linear map that ignores
     * the context.
     *
     * @param training at least n prompts in general position
     * @throws IllegalArgumentException if the queries do not span {@math R^n}
     */
    public static Denoiser leastSquares(PromptSet training) {
        return LeastSquares.fit(training);
    }

    /** A denoiser that has the name of its kind. */
    private interface OfKind extends Denoiser {

        Baseline kind();

        @Override
        default String name() {
            return kind().name();
        }

        @Override
        default Optional<Baseline> baseline() {
            return Optional.of(kind());
        }
    }

    @FunctionalInterface
    private interface Estimate {
        void of(PromptSet prompts, int from, int to, double[] estimates);
    }

    private record Named(Baseline kind, Estimate rule) implements OfKind {

        @Override
        public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
            rule.of(prompts, from, to, estimates);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    @FunctionalInterface
    private interface OracleEstimate {
        void of(
                Instance instance,
                Covariance noise,
                double[] query,
                int at,
                double[] estimate,
                int to,
                Scratch scratch);
    }

    private record NamedOracle(Baseline kind, OracleEstimate rule) implements OfKind, Oracle {

        @Override
        public void estimate(
                Instance instance,
                Covariance noise,
                double[] query,
                int at,
                double[] estimate,
                int to,
                Scratch scratch) {
            rule.of(instance, noise, query, at, estimate, to, scratch);
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
