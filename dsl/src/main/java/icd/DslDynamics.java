package icd;

import icd.energy.BinaryDynamics;
import icd.energy.Census;
import icd.energy.ContextEnergy;
import icd.energy.Descent;
import icd.energy.DescentDenoiser;
import icd.energy.Energy;
import icd.energy.Landscape;
import org.ojalgo.matrix.store.MatrixStore;

/** The part of {@link Dsl} that moves a state down an energy, and examines the energy's shape. */
public abstract class DslDynamics extends DslEnergies {

    DslDynamics() {}

    /**
     * Gradient descent on an energy from a start: choose rate and steps, then run().
     *
     * {@snippet :
     *   descent(lse(gaussianMatrix(3, 20, seed(0)), 1, 10), vector(1, 0, 0)).rate(1).steps(50).run()
     * }
     */
    public static Descent descent(Energy energy, MatrixStore<Double> start) {
        return Descent.of(energy, start);
    }

    /**
     * Descent from the query as a denoiser, so that one step and many can be compared.
     *
     * {@snippet :
     *   compare(spheres(16, 8).prompts(10, 50, seed(0)), descent(lse(1, 10)).steps(1), descent(lse(1, 10)).steps(20))
     * }
     */
    public static DescentDenoiser descent(ContextEnergy energy) {
        return DescentDenoiser.of(energy);
    }

    /**
     * The energy over a plane, on a grid: choose the plane, bounds and points, then run().
     *
     * {@snippet :
     *   landscape(lse(gaussianMatrix(3, 20, seed(0)), 1, 10)).within(-2, 2, -2, 2).points(50, 50).run()
     * }
     */
    public static Landscape landscape(Energy energy) {
        return Landscape.of(energy);
    }

    /**
     * The fixed points of an energy from many starts: choose starts, then run().
     *
     * {@snippet :
     *   census(lse(gaussianMatrix(3, 20, seed(0)), 1, 10)).starts(50, seed(0)).run()
     * }
     */
    public static Census census(Energy energy) {
        return Census.of(energy);
    }

    /**
     * Updates of states of -1 and 1 by Hebbian couplings; run(start) updates until nothing flips.
     *
     * {@snippet :
     *   hopfieldDynamics(signMatrix(100, 5, seed(0))).run(signMatrix(100, 1, seed(1)))
     * }
     */
    public static BinaryDynamics hopfieldDynamics(MatrixStore<Double> X) {
        return BinaryDynamics.hopfield(X);
    }

    /**
     * Updates of states of -1 and 1 by the energy {@math -sum (x_t.s)^k}.
     *
     * {@snippet :
     *   polynomialDynamics(signMatrix(100, 5, seed(0)), 3).run(signMatrix(100, 1, seed(1)))
     * }
     */
    public static BinaryDynamics polynomialDynamics(MatrixStore<Double> X, int k) {
        return BinaryDynamics.polynomial(X, k);
    }

    /**
     * Updates of states of -1 and 1 by the energy {@math -sum (x_t.s)^k}, with overlaps below 0 left out.
     *
     * {@snippet :
     *   rectifiedPolynomialDynamics(signMatrix(100, 5, seed(0)), 3).synchronous().run(signMatrix(100, 1, seed(1)))
     * }
     */
    public static BinaryDynamics rectifiedPolynomialDynamics(MatrixStore<Double> X, int k) {
        return BinaryDynamics.rectifiedPolynomial(X, k);
    }

    /**
     * Updates of states of -1 and 1 by the energy {@math -sum exp(beta x_t.s)}.
     *
     * {@snippet :
     *   exponentialDynamics(signMatrix(100, 5, seed(0)), 1).run(signMatrix(100, 1, seed(1)))
     * }
     */
    public static BinaryDynamics exponentialDynamics(MatrixStore<Double> X, double beta) {
        return BinaryDynamics.exponential(X, beta);
    }
}
