package icd.denoise;

import icd.kernel.TokenStack;
import icd.task.Instance;
import icd.task.Mixture;
import icd.task.PromptSet;
import icd.task.SpannedInstance;
import icd.task.Sphere;
import java.util.Arrays;
import org.ojalgo.RecoverableCondition;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.matrix.task.SolverTask;

/** The denoisers that learn nothing by gradient: the Bayes estimate, what bounds it from above, and heuristics. */
public final class Baselines {

    private Baselines() {}

    /** Estimates 0 for every target. Its loss is E||X||^2. */
    public static Denoiser zero() {
        return new Named(
                "zero",
                (prompts, from, to, estimates) -> Arrays.fill(estimates, from * prompts.n(), to * prompts.n(), 0));
    }

    /** Returns the query as it is. Its loss is n sigma_Z^2. */
    public static Denoiser query() {
        return new Named(
                "query",
                (prompts, from, to, estimates) -> System.arraycopy(
                        prompts.queries(),
                        from * prompts.n(),
                        estimates,
                        from * prompts.n(),
                        (to - from) * prompts.n()));
    }

    /** The mean of the context's tokens, whatever the query. */
    public static Denoiser contextMean() {
        return new Named("context_mean", (prompts, from, to, estimates) -> {
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

    /** The posterior mean E[X | X~], best of all denoisers (Proposition 1). */
    public static Oracle bayes() {
        return new NamedOracle(
                "bayes",
                (instance, noiseVariance, query, at, estimate, to) ->
                        instance.posteriorMean(query, at, noiseVariance, estimate, to));
    }

    /** P x~, the query projected on the instance's subspace. Its loss is dim(subspace) sigma_Z^2. */
    public static Oracle projection() {
        return new NamedOracle("projection", (instance, noiseVariance, query, at, estimate, to) -> {
            if (!(instance instanceof SpannedInstance spanned)) {
                throw noFormula("projection", "in a subspace (subspaces, spheres)", instance);
            }
            spanned.frame().project(query, at, estimate, to);
        });
    }

    /** R P x~ / ||P x~||, the point of the instance's sphere nearest to the query. */
    public static Oracle projectionToSphere() {
        return new NamedOracle("projection_to_sphere", (instance, noiseVariance, query, at, estimate, to) -> {
            if (!(instance instanceof Sphere sphere)) {
                throw noFormula("projection_to_sphere", "on a sphere (spheres)", instance);
            }
            sphere.projectOnto(query, at, estimate, to);
        });
    }

    /** The Bayes estimate of a mixture if its variances were 0 (equation 8). */
    public static Oracle zeroVariance() {
        return new NamedOracle("zero_variance", (instance, noiseVariance, query, at, estimate, to) -> {
            if (!(instance instanceof Mixture mixture)) {
                throw noFormula("zero_variance", "a mixture (mixtures)", instance);
            }
            mixture.zeroVarianceMean(query, at, noiseVariance, estimate, to);
        });
    }

    private static UnsupportedOperationException noFormula(String name, String wanted, Instance instance) {
        return new UnsupportedOperationException(
                "Baselines." + name + ": the instance must be " + wanted + ", got " + instance);
    }

    /**
     * The query projected on the span of the k leading eigenvectors of X X^T / L: the subspace as the context shows it.
     *
     * @param k dimension of the subspace (d for subspaces, d + 1 for spheres)
     */
    public static Denoiser pcaProjection(int k) {
        return new PcaProjection(k, Double.NaN);
    }

    /**
     * {@link #pcaProjection} times v / (v + noiseVariance), with v the mean of the k leading eigenvalues.
     *
     * @param k dimension of the subspace
     * @param noiseVariance sigma_Z^2 &gt; 0
     */
    public static Denoiser shrunkPcaProjection(int k, double noiseVariance) {
        if (!(noiseVariance > 0)) {
            throw new IllegalArgumentException(
                    "Baselines.shrunkPcaProjection: noiseVariance must be > 0, got " + noiseVariance);
        }
        return new PcaProjection(k, noiseVariance);
    }

    /**
     * The posterior mean if p_X were the context itself: tokens weighted by exp(-||X_t - x~||^2 / (2 noiseVariance)).
     * Equation 14 with scaled identities; equal to equation 13 only where all tokens have one norm.
     *
     * @param noiseVariance sigma_Z^2 &gt; 0
     */
    public static Denoiser empiricalPosterior(double noiseVariance) {
        return new EmpiricalPosterior(noiseVariance);
    }

    /**
     * x^ = M x~ with the n x n matrix M of least squared error over the given prompts: the best linear map that ignores
     * the context.
     *
     * @param training at least n prompts in general position
     * @throws IllegalArgumentException if the queries do not span R^n
     */
    public static Denoiser leastSquares(PromptSet training) {
        int n = training.n();
        int size = training.size();
        MatrixStore<Double> queries = R064Store.wrap(training.queries().clone(), n); // n x N
        MatrixStore<Double> targets = R064Store.wrap(training.targets().clone(), n);
        MatrixStore<Double> gram = queries.multiply(queries.transpose());
        MatrixStore<Double> cross = queries.multiply(targets.transpose());
        Eigenvalue<Double> spread = Eigenvalue.R064.make(n, true);
        spread.decompose(gram);
        double least = spread.getD().doubleValue(n - 1, n - 1); // sorted by falling eigenvalue
        MatrixStore<Double> map; // M^T, since (Q Q^T) M^T = Q Y^T
        try {
            if (!(least > 1e-12 * spread.getD().doubleValue(0, 0))) {
                throw new RecoverableCondition("eigenvalue " + least); // a solver would answer with rounding errors
            }
            map = SolverTask.R064.make(gram, cross).solve(gram, cross);
        } catch (RecoverableCondition e) {
            throw new IllegalArgumentException(
                    "Baselines.leastSquares: the queries must span R^" + n + ", got " + size + " that do not", e);
        }
        double[] m = map.toRawCopy1D(); // column-major M^T is row-major M
        return new Named("least_squares", (prompts, from, to, estimates) -> {
            if (prompts.n() != n) {
                throw new IllegalArgumentException("Baselines.leastSquares: training and other prompts must be of one"
                        + " dimension, got n = " + n + " and n = " + prompts.n());
            }
            for (int k = from; k < to; k++) {
                for (int i = 0; i < n; i++) {
                    double sum = 0;
                    for (int j = 0; j < n; j++) {
                        sum = Math.fma(m[i * n + j], prompts.queries()[k * n + j], sum);
                    }
                    estimates[k * n + i] = sum;
                }
            }
        });
    }

    @FunctionalInterface
    private interface Estimate {
        void of(PromptSet prompts, int from, int to, double[] estimates);
    }

    private record Named(String name, Estimate rule) implements Denoiser {

        @Override
        public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
            rule.of(prompts, from, to, estimates);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface OracleEstimate {
        void of(Instance instance, double noiseVariance, double[] query, int at, double[] estimate, int to);
    }

    private record NamedOracle(String name, OracleEstimate rule) implements Oracle {

        @Override
        public void estimate(
                Instance instance, double noiseVariance, double[] query, int at, double[] estimate, int to) {
            rule.of(instance, noiseVariance, query, at, estimate, to);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
