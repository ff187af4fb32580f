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

    @Override
    public void addProduct(
            double[] b, int down, int across, int r, int c, double[] y, int atY, int stride, int count, double[] x) {
        product(b, down, across, r, c, y, atY, stride, count, x);
    }

    /**
     * Computes the product with rows in arrays of their own, as the compiler uses vectors only where it sees that no
     * row overlaps another.
     */
    static void product(
            double[] b, int down, int across, int r, int c, double[] y, int atY, int stride, int count, double[] x) {
        double[][] rows = new double[c][];
        for (int j = 0; j < c; j++) {
            rows[j] = Arrays.copyOfRange(y, atY + j * stride, atY + j * stride + count);
        }
        double[] row = new double[count];
        for (int i = 0; i < r; i++) {
            System.arraycopy(x, i * count, row, 0, count);
            int at = i * down;
            int j = 0;
            for (; j + 4 <= c; j += 4, at += 4 * across) { // this takes a quarter of the loads and stores
                double b0 = b[at];
                double b1 = b[at + across];
                double b2 = b[at + 2 * across];
                addFour(b0, rows[j], b1, rows[j + 1], b2, rows[j + 2], b[at + 3 * across], rows[j + 3], row);
            }
            for (; j < c; j++, at += across) {
                addOne(b[at], rows[j], row);
            }
            System.arraycopy(row, 0, x, i * count, count);
        }
    }

    private static void addFour(
            double b0,
            double[] y0,
            double b1,
            double[] y1,
            double b2,
            double[] y2,
            double b3,
            double[] y3,
            double[] x) {
        for (int t = 0; t < x.length; t++) {
            x[t] = Math.fma(b3, y3[t], Math.fma(b2, y2[t], Math.fma(b1, y1[t], Math.fma(b0, y0[t], x[t]))));
        }
    }

    private static void addOne(double b, double[] y, double[] x) {
        for (int t = 0; t < x.length; t++) {
            x[t] = Math.fma(b, y[t], x[t]);
        }
    }
}
