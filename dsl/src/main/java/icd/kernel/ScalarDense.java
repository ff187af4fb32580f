package icd.kernel;

import java.util.Arrays;

/** The reference in plain Java. */
final class ScalarDense implements DenseKernel {

    @Override
    public void multiply(double[] columns, int atW, int n, double[] x, int atX, double[] y) {
        Arrays.fill(y, 0, n, 0);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                y[i] = Math.fma(columns[atW + j * n + i], x[atX + j], y[i]);
            }
        }
    }

    @Override
    public void addOuter(double[] a, double[] b, int atB, int n, double[] sum, int atS) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum[atS + i * n + j] = Math.fma(a[i], b[atB + j], sum[atS + i * n + j]);
            }
        }
    }
}
