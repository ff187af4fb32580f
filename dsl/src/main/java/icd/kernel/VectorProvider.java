package icd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Makes the vector kernel. It is loaded only where the vector module is present, and keeps its classes out of {@link
 * Kernel}.
 */
final class VectorProvider {

    /** The hardware's vectors, but no wider than the 512 bits that sums are laid out for. */
    static final VectorSpecies<Float> WIDEST_32 = FloatVector.SPECIES_PREFERRED.vectorBitSize() > 512
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;

    static final VectorSpecies<Double> WIDEST_64 = DoubleVector.SPECIES_PREFERRED.vectorBitSize() > 512
            ? DoubleVector.SPECIES_512
            : DoubleVector.SPECIES_PREFERRED;

    private VectorProvider() {}

    static Kernel kernel() {
        return new Kernel(
                "simd",
                "simd, " + WIDEST_32.vectorBitSize() + " bits",
                "",
                VectorKernel32::new,
                VectorKernel64::new,
                new VectorDense(),
                VectorPowers::new);
    }
}
