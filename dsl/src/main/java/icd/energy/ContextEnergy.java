package icd.energy;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import java.util.Optional;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * An energy E(X, s) before the context X is given, as a descent needs it to denoise many prompts.
 *
 * <p>Users may implement it, as a lambda {@code X -> energy}; a described record becomes a kind, which recipes can
 * name. The energies of {@link Energies} are evaluated without allocation.
 */
@FunctionalInterface
@Describe("an energy of a state, whose memories are the context")
@KnownKinds({
    EnergyKinds.Lse.class,
    EnergyKinds.WeightedLse.class,
    EnergyKinds.GaussianLse.class,
    EnergyKinds.WeightedGaussianLse.class,
    EnergyKinds.SphericalHopfield.class,
    EnergyKinds.WarpedSphericalHopfield.class,
    EnergyKinds.Hopfield.class,
    EnergyKinds.Polynomial.class,
    EnergyKinds.RectifiedPolynomial.class,
    EnergyKinds.Exponential.class,
    EnergyKinds.LogExponential.class,
    EnergyKinds.EpanechnikovKernel.class,
    EnergyKinds.HopfieldFenchelYoung.class
})
public interface ContextEnergy {

    /** @param X memories, n x L. Not modified. */
    Energy over(MatrixStore<Double> X);

    /** Returns the described record that makes it, under whose name a recipe has it; empty where none does. */
    default Optional<ContextEnergy> kind() {
        return this instanceof Record ? Optional.of(this) : Optional.empty();
    }
}
