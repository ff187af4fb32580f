package icd.energy;

import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;

/** The coordinates of Appendix H: Q and K are M = (A A^T)^-1, and the preconditioner is A A^T. */
final class Warp {

    private Warp() {}

    static ScoreEnergy.Metric metric(MatrixStore<Double> A) {
        int n = A.getRowDim();
        double[] a = Check.matrix("warpedSphericalHopfield", "A", A, n, n);
        SingularValue<Double> svd = SingularValue.R064.make(n, n);
        svd.decompose(A);
        double[] sigma = svd.getSingularValues().toRawCopy1D();
        double largest = sigma[0];
        double smallest = sigma[n - 1];
        if (!(smallest > 1e-12 * largest)) {
            throw new IllegalArgumentException(
                    "warpedSphericalHopfield: A must be invertible, got singular values from " + smallest + " to "
                            + largest);
        }
        double[] u = Check.matrix("warpedSphericalHopfield", "A", svd.getU(), n, n);
        double[] m = new double[n * n];
        double[] p = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    m[i * n + j] += u[i * n + k] * u[j * n + k] / (sigma[k] * sigma[k]); // A A^T = U sigma^2 U^T
                    p[i * n + j] = Math.fma(a[i * n + k], a[j * n + k], p[i * n + j]);
                }
            }
        }
        return new ScoreEnergy.Metric(n, m, m, p);
    }
}
