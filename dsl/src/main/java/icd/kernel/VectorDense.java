package icd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Does the same as {@link ScalarDense} on whole vectors, operation by operation.
 *
 * <p>Square products go to the loops directly instead of through the interface's defaults: measured, this takes a
 * twentieth off an epoch of linear attention.
 */
final class VectorDense implements DenseKernel {

    private static final VectorSpecies<Double> SPECIES = VectorProvider.WIDEST_64;
    private static final int WIDTH = SPECIES.length();

    /**
     * The number of multiplications from which a product is left to vectors. Until the JVM has compiled them they are
     * some twenty times slower than plain loops (measured over the first hundred prompts), which a run of small prompts
     * would not earn back.
     */
    private static final long LARGE = 1 << 17;

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
        for (; i + 4 * WIDTH <= r; i += 4 * WIDTH) {
            fourProducts(columns, atW + i, r, c, x, atX, y, i);
        }
        for (; i + 2 * WIDTH <= r; i += 2 * WIDTH) {
            DoubleVector low = DoubleVector.zero(SPECIES);
            DoubleVector high = low;
            for (int j = 0; j < c; j++) {
                DoubleVector xj = DoubleVector.broadcast(SPECIES, x[atX + j]);
                low = xj.fma(DoubleVector.fromArray(SPECIES, columns, atW + j * r + i), low);
                high = xj.fma(DoubleVector.fromArray(SPECIES, columns, atW + j * r + i + WIDTH), high);
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

    /** Computes four vectors of the product side by side, in two thirds of the time that they take as two and two (measured). */
    private static void fourProducts(double[] columns, int atW, int r, int c, double[] x, int atX, double[] y, int i) {
        DoubleVector y0 = DoubleVector.zero(SPECIES);
        DoubleVector y1 = y0;
        DoubleVector y2 = y0;
        DoubleVector y3 = y0;
        int at = atW;
        for (int j = atX; j < atX + c; j++, at += r) {
            DoubleVector xj = DoubleVector.broadcast(SPECIES, x[j]);
            y0 = xj.fma(DoubleVector.fromArray(SPECIES, columns, at), y0);
            y1 = xj.fma(DoubleVector.fromArray(SPECIES, columns, at + WIDTH), y1);
            y2 = xj.fma(DoubleVector.fromArray(SPECIES, columns, at + 2 * WIDTH), y2);
            y3 = xj.fma(DoubleVector.fromArray(SPECIES, columns, at + 3 * WIDTH), y3);
        }
        y0.intoArray(y, i);
        y1.intoArray(y, i + WIDTH);
        y2.intoArray(y, i + 2 * WIDTH);
        y3.intoArray(y, i + 3 * WIDTH);
    }

    private static void outer(double[] a, double[] b, int atB, int r, int c, double[] sum, int atS) {
        int j = 0;
        for (; j + 2 * WIDTH <= c; j += 2 * WIDTH) { // b stays in two registers
            DoubleVector low = DoubleVector.fromArray(SPECIES, b, atB + j);
            DoubleVector high = DoubleVector.fromArray(SPECIES, b, atB + j + WIDTH);
            for (int i = 0; i < r; i++) {
                int at = atS + i * c + j;
                DoubleVector ai = DoubleVector.broadcast(SPECIES, a[i]);
                ai.fma(low, DoubleVector.fromArray(SPECIES, sum, at)).intoArray(sum, at);
                ai.fma(high, DoubleVector.fromArray(SPECIES, sum, at + WIDTH)).intoArray(sum, at + WIDTH);
            }
        }
        for (; j + WIDTH <= c; j += WIDTH) {
            DoubleVector next = DoubleVector.fromArray(SPECIES, b, atB + j);
            for (int i = 0; i < r; i++) {
                int at = atS + i * c + j;
                DoubleVector ai = DoubleVector.broadcast(SPECIES, a[i]);
                ai.fma(next, DoubleVector.fromArray(SPECIES, sum, at)).intoArray(sum, at);
            }
        }
        for (; j < c; j++) {
            for (int i = 0; i < r; i++) {
                sum[atS + i * c + j] = Math.fma(a[i], b[atB + j], sum[atS + i * c + j]);
            }
        }
    }

    @Override
    public void addProduct(
            double[] b, int down, int across, int r, int c, double[] y, int atY, int stride, int count, double[] x) {
        int whole = count / (2 * WIDTH) * 2 * WIDTH;
        if ((long) r * c * count < LARGE || whole < count) {
            ScalarDense.product(b, down, across, r, c, y, atY, stride, count, x);
            return;
        }
        for (int t = 0; t < whole; t += 2 * WIDTH) {
            int i = 0;
            for (; i + 4 <= r; i += 4) {
                addFourRows(b, i * down, down, across, c, y, atY + t, stride, x, i * count + t, count);
            }
            for (; i < r; i++) {
                addRow(b, i * down, across, c, y, atY + t, stride, x, i * count + t);
            }
        }
    }

    /** Adds four rows with eight sums side by side, as many as keep the multipliers busy, from six loads. */
    private static void addFourRows(
            double[] b,
            int atB,
            int down,
            int across,
            int c,
            double[] y,
            int atY,
            int stride,
            double[] x,
            int atX,
            int count) {
        DoubleVector low0 = DoubleVector.fromArray(SPECIES, x, atX);
        DoubleVector high0 = DoubleVector.fromArray(SPECIES, x, atX + WIDTH);
        DoubleVector low1 = DoubleVector.fromArray(SPECIES, x, atX + count);
        DoubleVector high1 = DoubleVector.fromArray(SPECIES, x, atX + count + WIDTH);
        DoubleVector low2 = DoubleVector.fromArray(SPECIES, x, atX + 2 * count);
        DoubleVector high2 = DoubleVector.fromArray(SPECIES, x, atX + 2 * count + WIDTH);
        DoubleVector low3 = DoubleVector.fromArray(SPECIES, x, atX + 3 * count);
        DoubleVector high3 = DoubleVector.fromArray(SPECIES, x, atX + 3 * count + WIDTH);
        for (int j = 0; j < c; j++) {
            DoubleVector low = DoubleVector.fromArray(SPECIES, y, atY + j * stride);
            DoubleVector high = DoubleVector.fromArray(SPECIES, y, atY + j * stride + WIDTH);
            int at = atB + j * across;
            DoubleVector b0 = DoubleVector.broadcast(SPECIES, b[at]);
            DoubleVector b1 = DoubleVector.broadcast(SPECIES, b[at + down]);
            DoubleVector b2 = DoubleVector.broadcast(SPECIES, b[at + 2 * down]);
            DoubleVector b3 = DoubleVector.broadcast(SPECIES, b[at + 3 * down]);
            low0 = b0.fma(low, low0);
            high0 = b0.fma(high, high0);
            low1 = b1.fma(low, low1);
            high1 = b1.fma(high, high1);
            low2 = b2.fma(low, low2);
            high2 = b2.fma(high, high2);
            low3 = b3.fma(low, low3);
            high3 = b3.fma(high, high3);
        }
        low0.intoArray(x, atX);
        high0.intoArray(x, atX + WIDTH);
        low1.intoArray(x, atX + count);
        high1.intoArray(x, atX + count + WIDTH);
        low2.intoArray(x, atX + 2 * count);
        high2.intoArray(x, atX + 2 * count + WIDTH);
        low3.intoArray(x, atX + 3 * count);
        high3.intoArray(x, atX + 3 * count + WIDTH);
    }

    private static void addRow(
            double[] b, int atB, int across, int c, double[] y, int atY, int stride, double[] x, int atX) {
        DoubleVector low = DoubleVector.fromArray(SPECIES, x, atX);
        DoubleVector high = DoubleVector.fromArray(SPECIES, x, atX + WIDTH);
        for (int j = 0; j < c; j++) {
            DoubleVector entry = DoubleVector.broadcast(SPECIES, b[atB + j * across]);
            low = entry.fma(DoubleVector.fromArray(SPECIES, y, atY + j * stride), low);
            high = entry.fma(DoubleVector.fromArray(SPECIES, y, atY + j * stride + WIDTH), high);
        }
        low.intoArray(x, atX);
        high.intoArray(x, atX + WIDTH);
    }
}
