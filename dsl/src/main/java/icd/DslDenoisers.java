package icd;

import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.denoise.BayesLoss;
import icd.denoise.Comparison;
import icd.denoise.Denoiser;
import icd.denoise.Oracle;
import icd.denoise.Paired;
import icd.denoise.Score;
import icd.kernel.Workers;
import icd.math.Finite;
import icd.task.Covariance;
import icd.task.PromptSet;
import icd.task.Task;
import java.util.function.BiFunction;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** The part of {@link Dsl} about denoisers that learn nothing by gradient, and their comparison. */
public abstract class DslDenoisers extends DslTasks {

    DslDenoisers() {}

    /**
     * Estimates 0.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), zero())
     * }
     */
    public static Denoiser zero() {
        return Baselines.zero();
    }

    /**
     * Returns the query as it is.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), query())
     * }
     */
    public static Denoiser query() {
        return Baselines.query();
    }

    /**
     * The mean of the context.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), contextMean())
     * }
     */
    public static Denoiser contextMean() {
        return Baselines.contextMean();
    }

    /**
     * The token of the context that is nearest to the query: the best retrieval from an associative memory.
     *
     * {@snippet :
     *   compare(spheres(16, 8).prompts(10, 50, seed(0)), nearestToken())
     * }
     */
    public static Denoiser nearestToken() {
        return Baselines.nearestToken();
    }

    /**
     * The posterior mean {@math E[X | X~]}, best of all denoisers (Proposition 1).
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), bayes())
     * }
     */
    public static Oracle bayes() {
        return Baselines.bayes();
    }

    /**
     * The posterior mean of a state space given all of the prompt: a Kalman filter over the context, corrected by the query.
     *
     * {@snippet :
     *   compare(stateSpace(16, 8).contextNoise(1).prompts(10, 50, seed(0)), kalman(), bayes())
     * }
     */
    public static Denoiser kalman() {
        return Baselines.kalman();
    }

    /**
     * The posterior mean by importance sampling, where there is no closed form.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), bayesBySampling(2000))
     * }
     */
    public static Denoiser bayesBySampling(int samples) {
        return Baselines.bayesBySampling(samples);
    }

    /**
     * The least loss of a task, {@math E Tr Cov(X | X~)}, with its standard error.
     *
     * {@snippet :
     *   bayesLoss(subspaces(16, 8), 1000, seed(0))
     * }
     */
    public static BayesLoss bayesLoss(Task task, int queries, long seed) {
        return BayesLoss.of(task, queries, seed);
    }

    /**
     * The query projected on the instance's subspace.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), projection())
     * }
     */
    public static Oracle projection() {
        return Baselines.projection();
    }

    /**
     * The point of the instance's sphere nearest to the query.
     *
     * {@snippet :
     *   compare(spheres(16, 8).prompts(10, 50, seed(0)), projectionToSphere())
     * }
     */
    public static Oracle projectionToSphere() {
        return Baselines.projectionToSphere();
    }

    /**
     * The Bayes denoiser of a mixture if its variances were 0 (equation 8).
     *
     * {@snippet :
     *   compare(mixtures(16, 8).prompts(10, 50, seed(0)), zeroVariance())
     * }
     */
    public static Oracle zeroVariance() {
        return Baselines.zeroVariance();
    }

    /**
     * The query projected on the k leading principal components of the context.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), pcaProjection(8))
     * }
     */
    public static Denoiser pcaProjection(int k) {
        return Baselines.pcaProjection(k);
    }

    /**
     * The query projected on the span of its context, whatever its dimension.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).d(2, 8).prompts(10, 50, seed(0)), pcaProjection())
     * }
     */
    public static Denoiser pcaProjection() {
        return Baselines.pcaProjection();
    }

    /**
     * The query projected on k principal components, shrunk as Bayes would if that were the subspace.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), shrunkPcaProjection(8, 1))
     * }
     */
    public static Denoiser shrunkPcaProjection(int k, double noiseVariance) {
        return Baselines.shrunkPcaProjection(k, noiseVariance);
    }

    /**
     * The query projected on the span of its context, shrunk as Bayes would if that were the subspace.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).d(2, 8).prompts(10, 50, seed(0)), shrunkPcaProjection(1))
     * }
     */
    public static Denoiser shrunkPcaProjection(double noiseVariance) {
        return Baselines.shrunkPcaProjection(noiseVariance);
    }

    /**
     * Bayes if tokens were Gaussian with the context's second moments, for noise of any covariance.
     *
     * {@snippet :
     *   compare(subspaces(3, 1).noise(gaussianNoise(diagonal(2, 1, 0))).prompts(10, 50, seed(0)), contextGaussian(diagonal(2, 1, 0)))
     * }
     */
    public static Denoiser contextGaussian(MatrixStore<Double> noiseCovariance) {
        return Baselines.contextGaussian(Covariance.of(noiseCovariance));
    }

    /**
     * The posterior mean if the context were the whole distribution: Gaussian-kernel weights.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), empiricalPosterior(1))
     * }
     */
    public static Denoiser empiricalPosterior(double noiseVariance) {
        return Baselines.empiricalPosterior(noiseVariance);
    }

    /**
     * The posterior mean if the context were the whole distribution, for noise of any invertible covariance.
     *
     * {@snippet :
     *   compare(subspaces(3, 1).noise(gaussianNoise(diagonal(2, 1, 1))).prompts(10, 50, seed(0)), empiricalPosterior(diagonal(2, 1, 1)))
     * }
     */
    public static Denoiser empiricalPosterior(MatrixStore<Double> noiseCovariance) {
        return Baselines.empiricalPosterior(Covariance.of(noiseCovariance));
    }

    /**
     * The linear map of the query of least squared error over given prompts.
     *
     * {@snippet :
     *   leastSquares(subspaces(4, 2).prompts(50, 5, seed(0)))
     * }
     */
    public static Denoiser leastSquares(PromptSet training) {
        return Baselines.leastSquares(training);
    }

    /**
     * Softmax attention at {@math alpha = 1} and {@math beta = 1/"noiseVariance"} (equation 13).
     *
     * {@snippet :
     *   compare(spheres(16, 8).prompts(10, 50, seed(0)), equation13(16, 0.1))
     * }
     */
    public static AttentionLayer equation13(int n, double noiseVariance) {
        if (!(noiseVariance > 0 && noiseVariance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "equation13: noiseVariance must be > 0 and finite, got " + noiseVariance);
        }
        double beta = Finite.number("equation13", "1/noiseVariance", 1 / noiseVariance);
        return AttentionLayer.softmax(n).identity(1, beta);
    }

    /**
     * Your own denoiser: a function of context and query.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), denoiser("half", (x, q) -> q.multiply(0.5)))
     * }
     */
    public static Denoiser denoiser(
            String name, BiFunction<MatrixStore<Double>, R064Store, ? extends MatrixStore<Double>> rule) {
        return Denoiser.of(name, rule);
    }

    /**
     * Denoisers side by side on the same prompts: MSE, MSE/n, standard error, difference from the best.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), bayes(), projection(), zero())
     * }
     */
    public static Comparison compare(PromptSet prompts, Denoiser... denoisers) {
        return Comparison.of(prompts, denoisers);
    }

    /**
     * The squared error of a denoiser on every prompt: {@math ||x^ - x||^2}, summed over coordinates.
     *
     * {@snippet :
     *   errors(bayes(), subspaces(16, 8).prompts(5, 50, seed(0)))
     * }
     */
    public static double[] errors(Denoiser denoiser, PromptSet prompts) {
        return Score.squaredErrors(denoiser, prompts, Workers.caller());
    }

    /**
     * The mean difference between the errors of two denoisers on the same prompts, with standard error and interval.
     *
     * {@snippet :
     *   paired(subspaces(16, 8).prompts(100, 50, seed(0)), projection(), bayes())
     * }
     */
    public static Paired paired(PromptSet prompts, Denoiser first, Denoiser second) {
        return Paired.of(prompts, first, second);
    }
}
