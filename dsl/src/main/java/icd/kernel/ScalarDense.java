package icd.kernel;

import java.util.Arrays;

/** The reference in plain Java. */
final class ScalarDense implements DenseKernel {

    @Override
    public void multiply(double[] columns, int atW, int r, int c, double[] x, int atX, double[] y) {
        Arrays.fill(y, 0, r, 0);
        for (int j = 0; j < c; j++) {
            for (int i = 0; i < r; i++) {
                y[i] = Math.fma(columns[atW + j * r + i], x[atX + j], y[i]);
            }
        }
    }

    @Override
    public void addOuter(double[] a, double[] b, int atB, int r, int c, double[] sum, int atS) {
        for (int i = 0; i < r; i++) {
            for (int j = 0; j < c; j++) {
                sum[atS + i * c + j] = Math.fma(a[i], b[atB + j], sum[atS + i * c + j]);
            }
        }
    }
}
