package icd;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Formula;
import icd.attention.Heads;
import icd.attention.LayerStack;
import icd.attention.Potential;
import icd.claim.Claim;
import icd.claim.Claims;
import icd.claim.Verdict;
import icd.denoise.Baselines;
import icd.denoise.BayesLoss;
import icd.denoise.Comparison;
import icd.denoise.Denoiser;
import icd.denoise.Oracle;
import icd.energy.Descent;
import icd.energy.Landscape;
import icd.figure.Figure;
import icd.kernel.Workers;
import icd.math.Finite;
import icd.math.RandomStream;
import icd.task.Covariance;
import icd.task.Gaussians;
import icd.task.Instance;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.OwnTokens;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.task.TokenTable;
import icd.task.Transform;
import icd.theory.LinearOptimum;
import icd.train.Fit;
import icd.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Everything of the library in the field's words, for one static import:
 *
 * <pre>
 * import static icd.Dsl.*;
 *
 * var prompts = subspaces(16, 8).prompts(1000, 500, seed(0));
 * var fit = train(linearAttention(16)).on(prompts.split(0.8)).run();
 * compare(fit.test(), fit.model(), bayes(), projection(), zero())
 * </pre>
 *
 * Each entry makes a value whose own methods say what more can be chosen; nothing here holds state.
 */
public final class Dsl extends DslEnergies {

    private Dsl() {}

    // ------------------------------------------------------------ Tasks

    /**
     * Case 1: Gaussian tokens in a random d-dimensional subspace of R^n.
     *
     * {@snippet :
     *   subspaces(16, 8).variance(2).noiseVariance(1).prompts(10, 50, seed(0))
     * }
     */
    public static Subspaces subspaces(int n, int d) {
        return new Subspaces(n, d);
    }

    /**
     * Case 2: tokens uniform on a d-sphere in a random (d+1)-dimensional subspace of R^n.
     *
     * {@snippet :
     *   spheres(16, 8).radius(1).noiseVariance(0.1).prompt(20, seed(3))
     * }
     */
    public static Spheres spheres(int n, int d) {
        return new Spheres(n, d);
    }

    /**
     * Case 3: tokens of K Gaussians whose centres lie on a sphere of R^n.
     *
     * {@snippet :
     *   mixtures(16, 8).variance(0.02).noiseVariance(0.1).prompts(10, 50, seed(0))
     * }
     */
    public static Mixtures mixtures(int n, int K) {
        return new Mixtures(n, K);
    }

    /**
     * Tokens Gaussian with this covariance, for which the Bayes denoiser is linear.
     *
     * {@snippet :
     *   gaussians(diagonal(4, 1, 0)).prompts(10, 50, seed(0))
     * }
     */
    public static Gaussians gaussians(MatrixStore<Double> covariance) {
        return Gaussians.of(covariance);
    }

    /**
     * Tokens Gaussian with a covariance of these eigenvalues, along axes drawn for each prompt.
     *
     * {@snippet :
     *   gaussians(4, 1, 0).prompts(10, 50, seed(0))
     * }
     */
    public static Gaussians gaussians(double... eigenvalues) {
        return Gaussians.spectrum(eigenvalues);
    }

    /**
     * Your own tokens, n x count, one a column: each prompt draws L of them and its target, all different.
     *
     * {@snippet :
     *   tokens(matrix(row(1, 0, -1, 0), row(0, 1, 0, -1))).noiseVariance(0.1).prompts(10, 2, seed(0))
     * }
     */
    public static OwnTokens tokens(MatrixStore<Double> tokens) {
        return OwnTokens.of(TokenTable.of(tokens));
    }

    /**
     * Your own tokens from a file; a share of them may be kept back, for the task to test on.
     *
     * {@snippet :
     *   TokenTable.of(matrix(row(1, 0, -1, 0), row(0, 1, 0, -1))).write(directory.resolve("tokens.npz"));
     *   tokens(readTokens(directory.resolve("tokens.npz").toString())).split(0.5).heldOut().prompts(10, 1, seed(0))
     * }
     */
    public static OwnTokens tokens(TokenTable tokens) {
        return OwnTokens.of(tokens);
    }

    /**
     * Tokens from a CSV file with one token a row, with or without a header line, or from an npz file with an array tokens (count x n).
     *
     * {@snippet :
     *   TokenTable.of(matrix(row(1, 0, -1), row(0, 1, 0))).write(directory.resolve("tokens.npz"));
     *   readTokens(directory.resolve("tokens.npz").toString())
     * }
     */
    public static TokenTable readTokens(String file) throws IOException {
        return TokenTable.read(Path.of(file));
    }

    /**
     * Your own task: how to draw an instance, from which tokens are drawn.
     *
     * {@snippet :
     *   task("coins", 2, 0.1, r -> Instance.of(2, s -> new double[] {s.below(2), s.below(2)})).prompt(10, seed(0))
     * }
     */
    public static Task task(String name, int n, double noiseVariance, Function<RandomStream, Instance> draw) {
        return Task.of(name, n, noiseVariance, draw);
    }

    /**
     * A task whose whole prompt is mapped by A, the target kept in the old coordinates (appendix H).
     *
     * {@snippet :
     *   transformed(subspaces(2, 1), matrix(row(2, 1), row(0, 1))).prompt(10, seed(0))
     * }
     */
    public static Task transformed(Task task, MatrixStore<Double> A) {
        return task.transformed(Transform.of(A, Transform.Target.OLD));
    }

    /**
     * The same with the target taken to the new coordinates too.
     *
     * {@snippet :
     *   transformedWithTarget(subspaces(2, 1), matrix(row(2, 1), row(0, 1))).prompt(10, seed(0))
     * }
     */
    public static Task transformedWithTarget(Task task, MatrixStore<Double> A) {
        return task.transformed(Transform.of(A, Transform.Target.NEW));
    }

    /**
     * A seed: the same one gives the same numbers on every machine, with any number of threads.
     *
     * {@snippet :
     *   subspaces(2, 1).prompt(10, seed(7))
     * }
     */
    public static long seed(long value) {
        return value;
    }

    /**
     * Noise of one variance in every direction, as the tasks have it.
     *
     * {@snippet :
     *   subspaces(16, 8).noise(isotropicNoise(0.5))
     * }
     */
    public static Noise isotropicNoise(double variance) {
        return Noise.isotropic(variance);
    }

    /**
     * Gaussian noise of a given covariance.
     *
     * {@snippet :
     *   subspaces(2, 1).noise(gaussianNoise(matrix(row(1, 0.5), row(0.5, 1))))
     * }
     */
    public static Noise gaussianNoise(MatrixStore<Double> covariance) {
        return Noise.gaussian(covariance);
    }

    /**
     * Gaussian noise whose covariance has these eigenvalues, along axes drawn for each prompt.
     *
     * {@snippet :
     *   subspaces(3, 1).noise(spectrumNoise(2, 1, 0.1))
     * }
     */
    public static Noise spectrumNoise(double... eigenvalues) {
        return Noise.spectrum(eigenvalues);
    }

    /**
     * Noise orthogonal to the subspace that the tokens span.
     *
     * {@snippet :
     *   subspaces(16, 8).noise(orthogonalNoise(1))
     * }
     */
    public static Noise orthogonalNoise(double variance) {
        return Noise.orthogonal(variance);
    }

    /**
     * A prompt of your own: context, one token a column, and query.
     *
     * {@snippet :
     *   promptOf(matrix(row(1, 0, -1), row(0, 1, 0)), vector(0.8, 0.1))
     * }
     */
    public static Prompt promptOf(MatrixStore<Double> context, MatrixStore<Double> query) {
        return Prompt.of(context, query);
    }

    /**
     * Prompts from an npz file with the arrays X, query and target.
     *
     * {@snippet :
     *   subspaces(4, 2).prompts(5, 10, seed(0)).write(directory.resolve("prompts.npz"));
     *   readPrompts(directory.resolve("prompts.npz").toString())
     * }
     */
    public static PromptSet readPrompts(String npz) throws IOException {
        return PromptSet.read(Path.of(npz));
    }

    // ------------------------------------------------------------ Denoisers that learn nothing by gradient

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
     * The token of the context that is nearest to the query: retrieval from an associative memory at its best.
     *
     * {@snippet :
     *   compare(spheres(16, 8).prompts(10, 50, seed(0)), nearestToken())
     * }
     */
    public static Denoiser nearestToken() {
        return Baselines.nearestToken();
    }

    /**
     * The posterior mean E[X | X~], best of all denoisers (Proposition 1).
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), bayes())
     * }
     */
    public static Oracle bayes() {
        return Baselines.bayes();
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
     * The least loss of a task, E Tr Cov(X | X~), with its standard error.
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
     * The query projected on all that its context spans, whatever its dimension.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).d(2, 8).prompts(10, 50, seed(0)), pcaProjection())
     * }
     */
    public static Denoiser pcaProjection() {
        return Baselines.pcaProjection();
    }

    /**
     * The same, shrunk as Bayes would if that were the subspace.
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
     * The posterior mean if the context were all there is: Gaussian-kernel weights.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), empiricalPosterior(1))
     * }
     */
    public static Denoiser empiricalPosterior(double noiseVariance) {
        return Baselines.empiricalPosterior(noiseVariance);
    }

    /**
     * The same for noise of any invertible covariance.
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
     * Softmax attention at alpha = 1 and beta = 1/noiseVariance (equation 13).
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
     * Denoisers side by side on the same prompts: MSE, MSE/n, standard error, difference to the best.
     *
     * {@snippet :
     *   compare(subspaces(16, 8).prompts(10, 50, seed(0)), bayes(), projection(), zero())
     * }
     */
    public static Comparison compare(PromptSet prompts, Denoiser... denoisers) {
        return Comparison.of(prompts, denoisers);
    }

    // ------------------------------------------------------------ Attention

    /**
     * Linear attention with merged weights (equation 11).
     *
     * {@snippet :
     *   linearAttention(16).identity(1, 1 / 3.0)
     * }
     */
    public static AttentionLayer linearAttention(int n) {
        return AttentionLayer.linear(n);
    }

    /**
     * Softmax attention with merged weights (equation 12).
     *
     * {@snippet :
     *   softmaxAttention(16).full().residual()
     * }
     */
    public static AttentionLayer softmaxAttention(int n) {
        return AttentionLayer.softmax(n);
    }

    /**
     * Gaussian-kernel attention (equation 14).
     *
     * {@snippet :
     *   gaussianAttention(16).identity(1, 10)
     * }
     */
    public static AttentionLayer gaussianAttention(int n) {
        return AttentionLayer.gaussian(n);
    }

    /**
     * Attention with sparsemax weights, exactly zero for tokens far from the best.
     *
     * {@snippet :
     *   sparsemaxAttention(16).scalar()
     * }
     */
    public static AttentionLayer sparsemaxAttention(int n) {
        return AttentionLayer.sparsemax(n);
    }

    /**
     * Attention with entmax weights, between softmax (a to 1) and sparsemax (a = 2).
     *
     * {@snippet :
     *   entmaxAttention(16, 1.5)
     * }
     */
    public static AttentionLayer entmaxAttention(int n, double a) {
        return AttentionLayer.entmax(n, a);
    }

    /**
     * Attention with normmax weights, a &gt; 1: zero for tokens far from the best, nearly even among the others.
     *
     * {@snippet :
     *   normmaxAttention(16, 2)
     * }
     */
    public static AttentionLayer normmaxAttention(int n, double a) {
        return AttentionLayer.normmax(n, a);
    }

    /**
     * Polynomial attention: tokens weigh the (k-1)-th power of their score over L; k = 2 is linear.
     *
     * {@snippet :
     *   polynomialAttention(16, 3).identity(1, 0.2)
     * }
     */
    public static AttentionLayer polynomialAttention(int n, int k) {
        return AttentionLayer.polynomial(n, k);
    }

    /**
     * The same with no weight for tokens of negative score.
     *
     * {@snippet :
     *   rectifiedPolynomialAttention(16, 3).identity(1, 0.2)
     * }
     */
    public static AttentionLayer rectifiedPolynomialAttention(int n, int k) {
        return AttentionLayer.rectifiedPolynomial(n, k);
    }

    /**
     * Exponential attention: softmax without its denominator, over L.
     *
     * {@snippet :
     *   exponentialAttention(16).identity(1, 0.2)
     * }
     */
    public static AttentionLayer exponentialAttention(int n) {
        return AttentionLayer.exponential(n);
    }

    /**
     * Attention whose tokens weigh the gradient of a potential of your own.
     *
     * {@snippet :
     *   potentialAttention(entmax(1.3), 16).scalar()
     * }
     */
    public static AttentionLayer potentialAttention(Potential potential, int n) {
        return AttentionLayer.of(potential, n);
    }

    /**
     * Softmax attention of one head of width h, with W_Q, W_K, W_V and W_O apart.
     *
     * {@snippet :
     *   qkvAttention(16, 4).uniform(randomStream(1))
     * }
     */
    public static AttentionLayer qkvAttention(int n, int h) {
        return AttentionLayer.softmax(n).unmerged(h);
    }

    /**
     * Several heads side by side, their outputs added.
     *
     * {@snippet :
     *   heads(qkvAttention(16, 4), qkvAttention(16, 4)).uniform(randomStream(1))
     * }
     */
    public static Heads heads(Attention... heads) {
        return Heads.of(heads);
    }

    /**
     * Layers one after another, each with weights of its own; the context stays, the query's state moves.
     *
     * {@snippet :
     *   stack(softmaxAttention(16), linearAttention(16))
     * }
     */
    public static LayerStack stack(Attention... layers) {
        return LayerStack.of(layers);
    }

    /**
     * One layer so many times, with the same weights each time.
     *
     * {@snippet :
     *   tied(softmaxAttention(16).scalar(), 5)
     * }
     */
    public static LayerStack tied(Attention layer, int count) {
        return LayerStack.tied(layer, count);
    }

    /**
     * Your own layer, trained by finite differences: a function of its numbers, context and query.
     *
     * {@snippet :
     *   attention("mine", 16, new double[] {0.3}, (theta, x, q) -> x.multiply(x.transpose()).multiply(q).multiply(theta[0] / x.getColDim()))
     * }
     */
    public static Attention attention(String name, int n, double[] theta, Formula formula) {
        return Attention.of(name, n, theta, formula);
    }

    /**
     * The weights of an old run, or of any npz file, in a layer of the same kind.
     *
     * {@snippet :
     *   var npz = directory.resolve("weights.npz");
     *   Npz.write(npz, softmaxAttention(4).arrays("_final"));
     *   load(softmaxAttention(4), npz.toString())
     * }
     */
    public static Attention load(Attention layer, String npz) throws IOException {
        return layer.read(Path.of(npz), "_final");
    }

    /**
     * The best linear layer over scaled identities at a finite context length, for a task whose moments are known.
     *
     * {@snippet :
     *   linearOptimum(subspaces(16, 8).variance(2).noiseVariance(1), 500).product()
     * }
     */
    public static LinearOptimum linearOptimum(Task task, int L) {
        return LinearOptimum.of(task, L);
    }

    /**
     * Trains a layer, its weights drawn anew unless ownWeights(): say on what, and how, then run().
     *
     * {@snippet :
     *   train(linearAttention(16)).on(subspaces(16, 8).prompts(100, 50, seed(0)).split(0.8)).epochs(5).batch(20).adam(0.01).seed(1).run()
     * }
     */
    public static Training train(Attention layer) {
        return Training.of(layer);
    }

    /**
     * A named stream of random numbers, from a seed.
     *
     * {@snippet :
     *   softmaxAttention(16).uniform(randomStream(1))
     * }
     */
    public static RandomStream randomStream(long seed) {
        return RandomStream.of(seed, "weights");
    }

    // ------------------------------------------------------------ Claims of the paper and of the literature around it

    /**
     * Every claim: where it stands, what is printed, and what holds.
     *
     * {@snippet :
     *   claims()
     * }
     */
    public static List<Claim> claims() {
        return Claims.all();
    }

    /**
     * One claim by its id; an unknown one is answered with the nearest.
     *
     * {@snippet :
     *   claim("subspace-bayes-loss").holds()
     * }
     */
    public static Claim claim(String id) {
        return Claims.of(id);
    }

    /**
     * Measures a claim: its value, error bar and verdict.
     *
     * {@snippet :
     *   check("attention-is-one-step")
     * }
     */
    public static Verdict check(String id) {
        try (Workers workers = Workers.ofAllProcessors()) {
            return Claims.of(id).check(workers);
        }
    }

    // ------------------------------------------------------------ Figures

    /**
     * The losses of a training against the epoch.
     *
     * {@snippet :
     *   var split = subspaces(4, 2).prompts(40, 20, seed(0)).split(0.8);
     *   figure(train(linearAttention(4)).on(split).epochs(3).run())
     * }
     */
    public static Figure figure(Fit fit) {
        return Drawings.of(fit);
    }

    /**
     * The weights of a layer as coloured cells.
     *
     * {@snippet :
     *   figure(softmaxAttention(16).uniform(randomStream(1)))
     * }
     */
    public static Figure figure(Attention layer) {
        return Drawings.of(layer);
    }

    /**
     * An energy landscape as contours, with its memories and descents over it.
     *
     * {@snippet :
     *   var p = spheres(2, 1).prompt(20, seed(3));
     *   var e = lse(p.context(), 1, 10);
     *   figure(landscape(e).points(40, 40), descent(e, p.query()).rate(1).steps(50))
     * }
     */
    public static Figure figure(Landscape landscape, Descent... descents) {
        return Drawings.of(landscape, descents);
    }

    /**
     * A prompt as points in the plane or in space.
     *
     * {@snippet :
     *   figure(spheres(3, 2).prompt(200, seed(0)))
     * }
     */
    public static Figure figure(Prompt prompt) {
        return PromptDrawing.of(prompt);
    }

    /**
     * A matrix as coloured cells.
     *
     * {@snippet :
     *   figure(randomOrthogonal(8, seed(0)))
     * }
     */
    public static Figure figure(MatrixStore<Double> matrix) {
        return Drawings.of(matrix);
    }

    /**
     * A histogram of values.
     *
     * {@snippet :
     *   figure(1.0, 1.2, 0.9, 1.1, 1.0)
     * }
     */
    public static Figure figure(double... values) {
        return Drawings.of(values);
    }
}
