package icd.energy;

import org.ojalgo.matrix.store.MatrixStore;

/**
 * E(X, s) before the context X is given: what a descent needs that is to denoise many prompts.
 *
 * <p>Open to users, as a lambda {@code X -> energy}; those of {@link Energies} are evaluated without allocation.
 */
@FunctionalInterface
public interface ContextEnergy {

    /** @param X memories, n x L. Not modified. */
    Energy over(MatrixStore<Double> X);
}
