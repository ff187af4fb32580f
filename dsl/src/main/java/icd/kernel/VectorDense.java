package icd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarDense} on whole vectors, operation by operation the same.
 *
 * <p>Square products go to the loops directly instead of through the interface's defaults: measured, a twentieth off an
 * epoch of linear attention.
 */
final class VectorDense implements DenseKernel {

    private static final VectorSpecies<Double> SPECIES = VectorProvider.WIDEST_64;
    private static final int WIDTH = SPECIES.length();

    @Override
    public void multiply(double[] columns, int atW, int n, double[] x, int atX, double[] y) {
        product(columns, atW, n, n, x, atX, y);
    }

    @Override
    public void addOuter(double[] a, double[] b, int atB, int n, double[] sum, int atS) {
        outer(a, b, atB, n, n, sum, atS);
    }

    @Override
    public void multiply(double[] columns, int atW, int r, int c, double[] x, int atX, double[] y) {
        product(columns, atW, r, c, x, atX, y);
    }

    @Override
    public void addOuter(double[] a, double[] b, int atB, int r, int c, double[] sum, int atS) {
        outer(a, b, atB, r, c, sum, atS);
    }

    private static void product(double[] columns, int atW, int r, int c, double[] x, int atX, double[] y) {
        int i = 0;
        for (; i + 2 * WIDTH <= r; i += 2 * WIDTH) {
            DoubleVector low = DoubleVector.zero(SPECIES);
            DoubleVector high = low;
            for (int j = 0; j < c; j++) {
                DoubleVector xj = DoubleVector.broadcast(SPECIES, x[atX + j]);
                low = DoubleVector.fromArray(SPECIES, columns, atW + j * r + i).fma(xj, low);
                high = DoubleVector.fromArray(SPECIES, columns, atW + j * r + i + WIDTH)
                        .fma(xj, high);
            }
            low.intoArray(y, i);
            high.intoArray(y, i + WIDTH);
        }
        for (; i < r; i++) {
            double sum = 0;
            for (int j = 0; j < c; j++) {
                sum = Math.fma(columns[atW + j * r + i], x[atX + j], sum);
            }
            y[i] = sum;
        }
    }

    private static void outer(double[] a, double[] b, int atB, int r, int c, double[] sum, int atS) {
        int whole = SPECIES.loopBound(c);
        for (int i = 0; i < r; i++) {
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[i]);
            int row = atS + i * c;
            for (int j = 0; j < whole; j += WIDTH) {
                ai.fma(DoubleVector.fromArray(SPECIES, b, atB + j), DoubleVector.fromArray(SPECIES, sum, row + j))
                        .intoArray(sum, row + j);
            }
            for (int j = whole; j < c; j++) {
                sum[row + j] = Math.fma(a[i], b[atB + j], sum[row + j]);
            }
        }
    }
}
