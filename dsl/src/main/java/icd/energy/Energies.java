package icd.energy;

import icd.attention.Potential;
import java.util.Arrays;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * The energies of a state s given memories X (n x L, {@math x_t} being column t), with gradients and Hessians by formula. Each
 * exists twice: over memories, and without, for a descent that denoises many prompts ({@link DescentDenoiser}).
 *
 * <p>There must be at least one memory, and memories must be finite; they are copied. {@code alpha}, {@code beta} and
 * {@code gamma} must be &gt; 0 and finite. Otherwise {@link IllegalArgumentException} is thrown.
 */
public final class Energies {

    private Energies() {}

    /**
     * Equation 16, of which softmax attention is one step: {@math ||s||^2/(2 alpha) - (1/beta) log sum_t exp(beta x_t.s)}.
     *
     * <p>{@math grad E = s/alpha - X p} and {@math Hess E = I/alpha - beta Cov_p[x]}, {@math p = softmax(beta X^T s)}. A step
     * {@math gamma = alpha} goes to {@math alpha X p}; any {@math gamma &lt; 2 alpha} decreases it.
     *
     * @param alpha the scale of the projection-value weights {@math alpha I}
     * @param beta the inverse temperature, from the key-query weights {@math beta I}
     */
    public static MemoryEnergy lse(MatrixStore<Double> X, double alpha, double beta) {
        return over(lse(alpha, beta), X);
    }

    /** See {@link #lse(MatrixStore, double, double)}. */
    public static ContextEnergy lse(double alpha, double beta) {
        return new EnergyKinds.Lse(alpha, beta).form();
    }

    /**
     * {@link #lse} with a weight for each memory: {@math ||s||^2/(2 alpha) - (1/beta) log sum_t w_t exp(beta x_t.s)}. With a
     * mixture's centres and weights, and {@math beta = 1/sigma_Z^2}, a step {@math gamma = alpha = 1} is equation 8.
     *
     * @param weights w, L numbers &gt;= 0, at least one &gt; 0; a common factor shifts the energy
     */
    public static MemoryEnergy weightedLse(MatrixStore<Double> X, double[] weights, double alpha, double beta) {
        return new EnergyKinds.WeightedLse(Arrays.stream(weights).boxed().toList(), alpha, beta).over(X);
    }

    /**
     * {@math -(1/beta) log sum_t exp(-(beta/2) ||x_t - s||^2)}, of which Gaussian-kernel attention (equation 14) is one step.
     *
     * <p>{@math grad E = s - X p} and {@math Hess E = I - beta Cov_p[x]}: a unit step is mean shift. Where all tokens have one norm it is
     * {@link #lse} with {@math alpha = 1}, plus half that norm's square.
     */
    public static MemoryEnergy gaussianLse(MatrixStore<Double> X, double beta) {
        return over(gaussianLse(beta), X);
    }

    /** See {@link #gaussianLse(MatrixStore, double)}. */
    public static ContextEnergy gaussianLse(double beta) {
        return new EnergyKinds.GaussianLse(beta).form();
    }

    /**
     * {@link #gaussianLse} with a weight for each memory: with {@math beta = 1/sigma^2}, {@math -sigma^2} log of the density of a mixture
     * {@math sum_t w_t N(x_t, sigma^2 I)}, up to a constant.
     *
     * @param weights as in {@link #weightedLse}
     */
    public static MemoryEnergy weightedGaussianLse(MatrixStore<Double> X, double[] weights, double beta) {
        return new EnergyKinds.WeightedGaussianLse(
                        Arrays.stream(weights).boxed().toList(), beta)
                .over(X);
    }

    /**
     * Naive spherical Hopfield, equation A.15, of which linear attention is one step: {@math ||s||^2/(2 gamma) - s^T X X^T s/(2L)}.
     *
     * <p>A step {@math gamma} goes to {@math (gamma/L) X X^T s}. Unbounded below where an eigenvalue of {@math X X^T/L} exceeds {@math 1/gamma}.
     */
    public static MemoryEnergy sphericalHopfield(MatrixStore<Double> X, double gamma) {
        return over(sphericalHopfield(gamma), X);
    }

    /** See {@link #sphericalHopfield(MatrixStore, double)}. */
    public static ContextEnergy sphericalHopfield(double gamma) {
        return new EnergyKinds.SphericalHopfield(gamma).form();
    }

    /**
     * Spherical Hopfield in warped coordinates (appendix H), tokens and state being images under A:
     * {@math s^T M s/(2 gamma) - sum_t (x_t^T M s)^2/(2L)}, {@math M = (A A^T)^-1}.
     *
     * <p>The paper prints {@math ||s||^2} in the first term; with it, the step preconditioned by {@math A A^T} would not be equation A.13.
     * With the corrected form, that step at rate {@math gamma}, which {@link Descent} takes, goes to {@math (gamma/L) X X^T M s}.
     *
     * @param A n x n, invertible. Not modified.
     * @throws IllegalArgumentException also if A is singular
     */
    public static MemoryEnergy warpedSphericalHopfield(MatrixStore<Double> X, MatrixStore<Double> A, double gamma) {
        return over(warpedSphericalHopfield(A, gamma), X);
    }

    /** See {@link #warpedSphericalHopfield(MatrixStore, MatrixStore, double)}. */
    public static ContextEnergy warpedSphericalHopfield(MatrixStore<Double> A, double gamma) {
        return new EnergyKinds.WarpedSphericalHopfield(EnergyKinds.rows(A), gamma).form();
    }

    /**
     * Classical Hopfield, equation A.16: {@math -s^T X X^T s/(2L)}, the diagonal of the couplings included. Meant for states of -1
     * and 1 ({@link BinaryDynamics}); on {@math R^n} it is unbounded below.
     */
    public static MemoryEnergy hopfield(MatrixStore<Double> X) {
        return over(hopfield(), X);
    }

    /** See {@link #hopfield(MatrixStore)}. */
    public static ContextEnergy hopfield() {
        return new EnergyKinds.Hopfield().form();
    }

    /**
     * Dense associative memory (Krotov &amp; Hopfield 2016): {@math -sum_t (x_t.s)^k}. Unbounded below on {@math R^n}; odd powers reward
     * the memories' opposites with a higher energy, even ones do not tell them apart.
     *
     * @param k &gt;= 2
     */
    public static MemoryEnergy polynomial(MatrixStore<Double> X, int k) {
        return over(polynomial(k), X);
    }

    /** See {@link #polynomial(MatrixStore, int)}. */
    public static ContextEnergy polynomial(int k) {
        return new EnergyKinds.Polynomial(k).form();
    }

    /**
     * {@link #polynomial} of the positive overlaps alone: {@math -sum_t max(x_t.s, 0)^k}. The Hessian of {@math k = 2} jumps where an
     * overlap is zero.
     *
     * @param k &gt;= 2
     */
    public static MemoryEnergy rectifiedPolynomial(MatrixStore<Double> X, int k) {
        return over(rectifiedPolynomial(k), X);
    }

    /** See {@link #rectifiedPolynomial(MatrixStore, int)}. */
    public static ContextEnergy rectifiedPolynomial(int k) {
        return new EnergyKinds.RectifiedPolynomial(k).form();
    }

    /**
     * Exponential memory (Demircigil et al. 2017): {@math -sum_t exp(beta x_t.s)}. It is -infinity once a score exceeds 709;
     * {@link #logExponential} orders states alike and never overflows.
     */
    public static MemoryEnergy exponential(MatrixStore<Double> X, double beta) {
        return over(exponential(beta), X);
    }

    /** See {@link #exponential(MatrixStore, double)}. */
    public static ContextEnergy exponential(double beta) {
        return new EnergyKinds.Exponential(beta).form();
    }

    /** {@math -(1/beta) log sum_t exp(beta x_t.s)}, a falling function of minus {@link #exponential}: the same order, no overflow. */
    public static MemoryEnergy logExponential(MatrixStore<Double> X, double beta) {
        return over(logExponential(beta), X);
    }

    /** See {@link #logExponential(MatrixStore, double)}. */
    public static ContextEnergy logExponential(double beta) {
        return new EnergyKinds.LogExponential(beta).form();
    }

    /**
     * Log-sum-ReLU with the Epanechnikov kernel (arXiv 2506.10801): {@math -(1/beta) log("eps" + sum_t max(0, 1 - (beta/2) ||s - x_t||^2))}.
     *
     * <p>Tokens nearer to s than {@math sqrt(2/beta)} are active. Fixed points are the centroids of their active sets; where no
     * token is active the energy is flat (with eps = 0, infinite). {@link Descent}'s unit step goes to the centroid.
     *
     * @param eps &gt;= 0
     */
    public static MemoryEnergy epanechnikov(MatrixStore<Double> X, double beta, double eps) {
        return over(epanechnikov(beta, eps), X);
    }

    /** See {@link #epanechnikov(MatrixStore, double, double)}. */
    public static ContextEnergy epanechnikov(double beta, double eps) {
        return new EnergyKinds.EpanechnikovKernel(beta, eps).form();
    }

    /**
     * Hopfield-Fenchel-Young (Santos et al. 2024), for any potential: {@math ||s||^2/2 - (1/beta) F(beta X^T s)}.
     *
     * <p>{@math grad E = s - X w}, {@math w = grad F(beta X^T s)}: a unit step goes to X w, the layer with {@math W_PV = I} and
     * {@math W_KQ = beta I}. Sparsemax, entmax and normmax retrieve a memory exactly once its score leads by enough; softmax gives {@link #lse}
     * with {@math alpha = 1}, and the Gaussian kernel {@link #gaussianLse}.
     *
     * @param potential F, which may be the user's own
     */
    public static MemoryEnergy hopfieldFenchelYoung(MatrixStore<Double> X, double beta, Potential potential) {
        return over(hopfieldFenchelYoung(beta, potential), X);
    }

    /** See {@link #hopfieldFenchelYoung(MatrixStore, double, Potential)}. */
    public static ContextEnergy hopfieldFenchelYoung(double beta, Potential potential) {
        return new EnergyKinds.HopfieldFenchelYoung(beta, potential).form();
    }

    private static MemoryEnergy over(ContextEnergy energy, MatrixStore<Double> X) {
        return ((ScoreEnergy) energy).over(X);
    }
}
