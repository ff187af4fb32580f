package icd.kernel;

import jdk.incubator.vector.FloatVector;

/** Touched only where the vector module is present; keeps its classes out of {@link Kernel}. */
final class VectorProvider {

    private VectorProvider() {}

    static Kernel kernel() {
        int bits = Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize());
        return new Kernel(
                "simd", "simd, " + bits + " bits", new VectorKernel32(), new VectorKernel64(), new VectorDense());
    }
}
