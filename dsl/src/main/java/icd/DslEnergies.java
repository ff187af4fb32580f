package icd;

import icd.attention.Attention;
import icd.attention.Potential;
import icd.denoise.Denoiser;
import icd.energy.Conservativeness;
import icd.energy.ContextEnergy;
import icd.energy.DescentDistance;
import icd.energy.Energies;
import icd.energy.Energy;
import icd.energy.LayerEnergy;
import icd.energy.MemoryEnergy;
import icd.task.PromptSet;
import java.util.function.ToDoubleFunction;
import org.ojalgo.matrix.store.MatrixStore;

/** The part of {@link Dsl} about energies of a state given memories, which are the context. */
public abstract class DslEnergies extends DslAttention {

    DslEnergies() {}

    /**
     * The energy whose step is softmax attention: {@math ||s||^2/(2 alpha) - (1/beta) log sum exp(beta x_t.s)} (equation 16).
     *
     * {@snippet :
     *   lse(gaussianMatrix(3, 20, seed(0)), 1, 10).gradient(vector(1, 0, 0))
     * }
     */
    public static MemoryEnergy lse(MatrixStore<Double> X, double alpha, double beta) {
        return Energies.lse(X, alpha, beta);
    }

    /**
     * The same without memories, for a descent that denoises many prompts.
     *
     * {@snippet :
     *   descent(lse(1, 10)).steps(3)
     * }
     */
    public static ContextEnergy lse(double alpha, double beta) {
        return Energies.lse(alpha, beta);
    }

    /**
     * The energy lse with a weight for each memory; its step is equation 8 where these are a mixture's weights.
     *
     * {@snippet :
     *   weightedLse(matrix(row(1, -1), row(0, 0)), row(0.3, 0.7), 1, 10).value(vector(1, 0))
     * }
     */
    public static MemoryEnergy weightedLse(MatrixStore<Double> X, double[] weights, double alpha, double beta) {
        return Energies.weightedLse(X, weights, alpha, beta);
    }

    /**
     * The energy of Gaussian-kernel attention, whose unit step is mean shift.
     *
     * {@snippet :
     *   gaussianLse(gaussianMatrix(3, 20, seed(0)), 10).value(vector(1, 0, 0))
     * }
     */
    public static MemoryEnergy gaussianLse(MatrixStore<Double> X, double beta) {
        return Energies.gaussianLse(X, beta);
    }

    /**
     * The same without memories, for a descent that denoises many prompts.
     *
     * {@snippet :
     *   descent(gaussianLse(10))
     * }
     */
    public static ContextEnergy gaussianLse(double beta) {
        return Energies.gaussianLse(beta);
    }

    /**
     * The energy gaussianLse with a weight for each memory: minus the log density of a mixture, times its variance {@math 1/beta}.
     *
     * {@snippet :
     *   weightedGaussianLse(matrix(row(1, -1), row(0, 0)), row(0.3, 0.7), 10).value(vector(1, 0))
     * }
     */
    public static MemoryEnergy weightedGaussianLse(MatrixStore<Double> X, double[] weights, double beta) {
        return Energies.weightedGaussianLse(X, weights, beta);
    }

    /**
     * Naive spherical Hopfield, whose step is linear attention (equation A.15).
     *
     * {@snippet :
     *   sphericalHopfield(gaussianMatrix(3, 20, seed(0)), 0.5).hessian(vector(1, 0, 0))
     * }
     */
    public static MemoryEnergy sphericalHopfield(MatrixStore<Double> X, double gamma) {
        return Energies.sphericalHopfield(X, gamma);
    }

    /**
     * The same without memories, for a descent that denoises many prompts.
     *
     * {@snippet :
     *   descent(sphericalHopfield(0.3))
     * }
     */
    public static ContextEnergy sphericalHopfield(double gamma) {
        return Energies.sphericalHopfield(gamma);
    }

    /**
     * Spherical Hopfield in coordinates warped by A (appendix H, corrected).
     *
     * {@snippet :
     *   warpedSphericalHopfield(gaussianMatrix(3, 20, seed(0)), diagonal(1, 2, 3), 0.5).value(vector(1, 0, 0))
     * }
     */
    public static MemoryEnergy warpedSphericalHopfield(MatrixStore<Double> X, MatrixStore<Double> A, double gamma) {
        return Energies.warpedSphericalHopfield(X, A, gamma);
    }

    /**
     * The same without memories, for a descent that denoises many prompts.
     *
     * {@snippet :
     *   descent(warpedSphericalHopfield(diagonal(1, 2, 3), 0.5))
     * }
     */
    public static ContextEnergy warpedSphericalHopfield(MatrixStore<Double> A, double gamma) {
        return Energies.warpedSphericalHopfield(A, gamma);
    }

    /**
     * Classical Hopfield with Hebbian couplings, for states of -1 and 1 (equation A.16).
     *
     * {@snippet :
     *   hopfield(signMatrix(100, 10, seed(0)))
     * }
     */
    public static MemoryEnergy hopfield(MatrixStore<Double> X) {
        return Energies.hopfield(X);
    }

    /**
     * Dense associative memory {@math -sum (x_t.s)^k} (Krotov and Hopfield 2016).
     *
     * {@snippet :
     *   polynomial(gaussianMatrix(3, 20, seed(0)), 4).value(vector(1, 0, 0))
     * }
     */
    public static MemoryEnergy polynomial(MatrixStore<Double> X, int k) {
        return Energies.polynomial(X, k);
    }

    /**
     * Dense associative memory {@math -sum (x_t.s)^k}, with overlaps below 0 left out.
     *
     * {@snippet :
     *   rectifiedPolynomial(gaussianMatrix(3, 20, seed(0)), 3).value(vector(1, 0, 0))
     * }
     */
    public static MemoryEnergy rectifiedPolynomial(MatrixStore<Double> X, int k) {
        return Energies.rectifiedPolynomial(X, k);
    }

    /**
     * Exponential memory {@math -sum exp(beta x_t.s)} (Demircigil et al. 2017).
     *
     * {@snippet :
     *   exponential(gaussianMatrix(3, 20, seed(0)), 1).value(vector(1, 0, 0))
     * }
     */
    public static MemoryEnergy exponential(MatrixStore<Double> X, double beta) {
        return Energies.exponential(X, beta);
    }

    /**
     * {@math -(1/beta) log sum exp(beta x_t.s)}: orders states as the exponential memory does, and never overflows.
     *
     * {@snippet :
     *   logExponential(gaussianMatrix(3, 20, seed(0)), 1).value(vector(1, 0, 0))
     * }
     */
    public static MemoryEnergy logExponential(MatrixStore<Double> X, double beta) {
        return Energies.logExponential(X, beta);
    }

    /**
     * Memories with an Epanechnikov kernel: a fixed point is the centroid of the memories near it.
     *
     * {@snippet :
     *   epanechnikov(gaussianMatrix(3, 20, seed(0)), 1, 1e-3).value(vector(1, 0, 0))
     * }
     */
    public static MemoryEnergy epanechnikov(MatrixStore<Double> X, double beta, double eps) {
        return Energies.epanechnikov(X, beta, eps);
    }

    /**
     * The same without memories, for a descent that denoises many prompts.
     *
     * {@snippet :
     *   descent(epanechnikov(1, 1e-3))
     * }
     */
    public static ContextEnergy epanechnikov(double beta, double eps) {
        return Energies.epanechnikov(beta, eps);
    }

    /**
     * Hopfield-Fenchel-Young: a step retrieves with softmax(), sparsemax(), entmax(a), normmax(a) or a potential of your own.
     *
     * {@snippet :
     *   hopfieldFenchelYoung(gaussianMatrix(3, 20, seed(0)), 1, sparsemax()).value(vector(1, 0, 0))
     * }
     */
    public static MemoryEnergy hopfieldFenchelYoung(MatrixStore<Double> X, double beta, Potential potential) {
        return Energies.hopfieldFenchelYoung(X, beta, potential);
    }

    /**
     * The same without memories, for a descent that denoises many prompts.
     *
     * {@snippet :
     *   descent(hopfieldFenchelYoung(10, sparsemax()))
     * }
     */
    public static ContextEnergy hopfieldFenchelYoung(double beta, Potential potential) {
        return Energies.hopfieldFenchelYoung(beta, potential);
    }

    /**
     * Your own energy: a function of the state; gradient and Hessian by differences.
     *
     * {@snippet :
     *   energy("bowl", 2, s -> s[0] * s[0] + 2 * s[1] * s[1]).gradient(vector(1, 1))
     * }
     */
    public static Energy energy(String name, int n, ToDoubleFunction<double[]> value) {
        return Energy.of(name, n, value);
    }

    /**
     * The energy that a layer, trained or not, descends, where it has one.
     *
     * {@snippet :
     *   layerEnergy(softmaxAttention(4).identity(1, 10)).hasEnergy()
     * }
     */
    public static LayerEnergy layerEnergy(Attention layer) {
        return LayerEnergy.of(layer);
    }

    /**
     * The distance of a denoiser from a gradient flow: {@math ||J - J^T||/||J||}, averaged over prompts.
     *
     * {@snippet :
     *   conservativeness(softmaxAttention(4).uniform(randomStream(1)), subspaces(4, 2).prompts(5, 20, seed(0)))
     * }
     */
    public static Conservativeness conservativeness(Denoiser denoiser, PromptSet prompts) {
        return Conservativeness.of(denoiser, prompts);
    }

    /**
     * How far a layer or a stack is from so many steps of descent on the energy of linear attention, of the rate that fits best.
     *
     * {@snippet :
     *   descentDistance(tied(linearAttention(4).identity(1, 0.3), 2), subspaces(4, 2).prompts(5, 20, seed(0)), 2)
     * }
     */
    public static DescentDistance descentDistance(Attention layer, PromptSet prompts, int steps) {
        return DescentDistance.of(layer, prompts, steps);
    }
}
