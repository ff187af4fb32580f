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

    /** Columns that are taken at a time, so that their rows stay in the nearest caches and need little room. */
    private static final int BLOCK = 512;

    private static final ThreadLocal<double[][]> ROOM = ThreadLocal.withInitial(() -> new double[0][BLOCK]);

    /** So many rows of a block, of the calling thread: nothing is allocated for each product. */
    private static double[][] room(int rows) {
        double[][] room = ROOM.get();
        if (room.length < rows) {
            room = new double[rows][BLOCK];
            ROOM.set(room);
        }
        return room;
    }

    /**
     * Computes the product with rows in arrays of their own, as the compiler uses vectors only where it sees that no
     * row overlaps another.
     */
    static void product(
            double[] b, int down, int across, int r, int c, double[] y, int atY, int stride, int count, double[] x) {
        double[][] rows = room(c + 1);
        double[] row = rows[c];
        for (int from = 0; from < count; from += BLOCK) {
            int columns = Math.min(BLOCK, count - from);
            for (int j = 0; j < c; j++) {
                System.arraycopy(y, atY + j * stride + from, rows[j], 0, columns);
            }
            for (int i = 0; i < r; i++) {
                System.arraycopy(x, i * count + from, row, 0, columns);
                int at = i * down;
                int j = 0;
                for (; j + 4 <= c; j += 4, at += 4 * across) { // this takes a quarter of the loads and stores
                    double b0 = b[at];
                    double b1 = b[at + across];
                    double b2 = b[at + 2 * across];
                    double b3 = b[at + 3 * across];
                    addFour(b0, rows[j], b1, rows[j + 1], b2, rows[j + 2], b3, rows[j + 3], row, columns);
                }
                for (; j < c; j++, at += across) {
                    addOne(b[at], rows[j], row, columns);
                }
                System.arraycopy(row, 0, x, i * count + from, columns);
            }
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
            double[] x,
            int count) {
        for (int t = 0; t < count; t++) {
            x[t] = Math.fma(b3, y3[t], Math.fma(b2, y2[t], Math.fma(b1, y1[t], Math.fma(b0, y0[t], x[t]))));
        }
    }

    private static void addOne(double b, double[] y, double[] x, int count) {
        for (int t = 0; t < count; t++) {
            x[t] = Math.fma(b, y[t], x[t]);
        }
    }
}
