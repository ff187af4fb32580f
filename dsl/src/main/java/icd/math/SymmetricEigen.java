package icd.math;

import java.util.Arrays;

/**
 * The eigenvalues and eigenvectors of symmetric matrices, one after another in the same memory:
 *
 * {@equation
 *   A = V^T diag(lambda) V,     lambda_0 &gt;= lambda_1 &gt;= ...,     "row" j "of" V "the eigenvector of" lambda_j
 * }
 *
 * by Householder's reduction to tridiagonal form and QR steps with Wilkinson's shift.
 *
 * <p>Where ojAlgo's decomposition serves a matrix, this serves the inner loops: it allocates nothing after construction, and
 * uses sums, products and square roots alone, in one order, so that its bits are the same on every machine.
 *
 * <p>Accuracy: eigenvalues to a few units in the last place of the largest; vectors orthonormal to as much.
 *
 * <p>For one thread at a time. Reference: Golub &amp; Van Loan, Matrix Computations, sections 8.3.1 and 8.3.5.
 */
public final class SymmetricEigen {

    private static final double ROUNDING = 0x1p-53;

    /** The largest number of steps, far more than the two or three that an eigenvalue takes. */
    private static final int MOST_STEPS = 100;

    private final int n;
    private final double[] a;
    private final double[] values;
    private final double[] beside; // off the diagonal: entry k couples k and k + 1
    private final double[] vectors;
    private final double[] p;
    private final double[] v;

    /**
     * Memory for matrices of this size.
     *
     * @throws IllegalArgumentException if n is not positive
     */
    public SymmetricEigen(int n) {
        if (!(n > 0)) {
            throw new IllegalArgumentException("SymmetricEigen: n must be > 0, got " + n);
        }
        this.n = n;
        this.a = new double[n * n];
        this.values = new double[n];
        this.beside = new double[n];
        this.vectors = new double[n * n];
        this.p = new double[n];
        this.v = new double[n];
    }

    /** Size of the matrices. */
    public int n() {
        return n;
    }

    /** Returns the eigenvalues of the last matrix, n, falling. Overwritten by the next. Not to be modified. */
    public double[] values() {
        return values;
    }

    /** Returns its orthonormal eigenvectors, n x n, each a row. Overwritten by the next. Not to be modified. */
    public double[] vectors() {
        return vectors;
    }

    /**
     * Decomposes a matrix.
     *
     * @param matrix n x n from {@code at}, symmetric: the lower triangle alone is read. Not modified.
     * @return this
     * @throws IllegalArgumentException if an entry is not finite
     */
    public SymmetricEigen decompose(double[] matrix, int at) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double entry = Math.abs(matrix[at + i * n + j]);
                if (!(entry < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("SymmetricEigen.decompose: entries must be finite, got "
                            + matrix[at + i * n + j] + " in row " + i + ", column " + j);
                }
                largest = Math.max(largest, entry);
            }
        }
        int exponent = largest == 0 ? 0 : Math.getExponent(largest); // scaled, no square overflows
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i * n + j] = Math.scalb(matrix[at + i * n + j], -exponent);
                a[j * n + i] = a[i * n + j];
            }
        }
        reduce();
        accumulate();
        iterate();
        sort();
        for (int j = 0; j < n; j++) {
            values[j] = Math.scalb(values[j], exponent);
        }
        return this;
    }

    /**
     * Reduces the matrix to tridiagonal form by reflections I - 2 v v^T / (v.v), whose v stay in the columns they
     * cleared.
     */
    private void reduce() {
        for (int k = 0; k < n - 2; k++) {
            double square = 0;
            for (int i = k + 2; i < n; i++) {
                square = Math.fma(a[i * n + k], a[i * n + k], square);
            }
            double head = a[(k + 1) * n + k];
            values[k] = a[k * n + k];
            if (square == 0) {
                beside[k] = head;
                a[(k + 1) * n + k] = 0; // no reflection
                continue;
            }
            double norm = Math.sqrt(Math.fma(head, head, square));
            beside[k] = head > 0 ? -norm : norm;
            a[(k + 1) * n + k] = head - beside[k];
            double scale = 2 / Math.fma(a[(k + 1) * n + k], a[(k + 1) * n + k], square);
            reflectBothSides(k, scale);
        }
        if (n > 1) {
            values[n - 2] = a[(n - 2) * n + n - 2];
            beside[n - 2] = a[(n - 1) * n + n - 2];
        }
        values[n - 1] = a[n * n - 1];
    }

    /** Computes A &lt;- A - v w^T - w v^T beyond column k, with w = p - (scale/2)(p.v) v and p = scale A v. */
    private void reflectBothSides(int k, double scale) {
        double overlap = 0;
        copyColumn(k);
        for (int i = k + 1; i < n; i++) {
            double sum = 0;
            for (int j = k + 1; j < n; j++) {
                sum = Math.fma(a[i * n + j], v[j], sum);
            }
            p[i] = scale * sum;
            overlap = Math.fma(p[i], v[i], overlap);
        }
        double half = 0.5 * scale * overlap;
        for (int i = k + 1; i < n; i++) {
            p[i] -= half * v[i];
        }
        for (int i = k + 1; i < n; i++) {
            double vi = v[i];
            double pi = p[i];
            for (int j = k + 1; j < n; j++) {
                a[i * n + j] -= vi * p[j] + pi * v[j];
            }
        }
    }

    /** Copies v out of column k of A to a place where it can be read in order. */
    private void copyColumn(int k) {
        for (int i = k + 1; i < n; i++) {
            v[i] = a[i * n + k];
        }
    }

    /** Computes V^T as the product of the reflections, from the last to the first, each on the corner it changes. */
    private void accumulate() {
        Arrays.fill(vectors, 0);
        for (int i = 0; i < n; i++) {
            vectors[i * n + i] = 1;
        }
        for (int k = n - 3; k >= 0; k--) {
            double square = 0;
            copyColumn(k);
            for (int i = k + 1; i < n; i++) {
                square = Math.fma(v[i], v[i], square);
            }
            if (square == 0) {
                continue;
            }
            for (int row = k + 1; row < n; row++) {
                double overlap = 0;
                for (int i = k + 1; i < n; i++) {
                    overlap = Math.fma(vectors[row * n + i], v[i], overlap);
                }
                overlap *= 2 / square;
                for (int i = k + 1; i < n; i++) {
                    vectors[row * n + i] -= overlap * v[i];
                }
            }
        }
    }

    private void iterate() {
        int steps = 0;
        for (int high = n - 1; high > 0; ) {
            int low = high;
            while (low > 0 && !negligible(low - 1)) {
                low--;
            }
            if (low == high) {
                high--;
                steps = 0;
                continue;
            }
            if (++steps > MOST_STEPS) {
                throw new ArithmeticException("SymmetricEigen: each eigenvalue must converge within " + MOST_STEPS
                        + " steps, got " + beside[high - 1] + " still beside the diagonal");
            }
            step(low, high);
        }
    }

    /** Returns whether an entry is negligible beside its neighbours, or beside the largest entry, which is about 1. */
    private boolean negligible(int k) {
        double size = Math.abs(beside[k]);
        return size <= ROUNDING * (Math.abs(values[k]) + Math.abs(values[k + 1])) || size <= 0x1p-60;
    }

    /**
     * Makes one implicit QR step on rows low to high: a rotation that the shift chooses, and others that chase its
     * bulge out.
     */
    private void step(int low, int high) {
        double e = beside[high - 1];
        double half = 0.5 * (values[high - 1] - values[high]);
        double root = Math.sqrt(Math.fma(half, half, e * e));
        double x = values[low] - (values[high] - e * e / (half + (half < 0 ? -root : root)));
        double z = beside[low];
        for (int k = low; k < high; k++) {
            double r = Math.sqrt(Math.fma(x, x, z * z));
            double c = r == 0 ? 1 : x / r;
            double s = r == 0 ? 0 : z / r;
            if (k > low) {
                beside[k - 1] = r;
            }
            double upper = values[k];
            double lower = values[k + 1];
            double turn = 2 * c * s * beside[k];
            values[k] = c * c * upper + turn + s * s * lower;
            values[k + 1] = s * s * upper - turn + c * c * lower;
            beside[k] = c * s * (lower - upper) + (c * c - s * s) * beside[k];
            if (k < high - 1) {
                x = beside[k];
                z = s * beside[k + 1];
                beside[k + 1] *= c;
            }
            rotate(k, c, s);
        }
    }

    private void rotate(int k, double c, double s) {
        for (int i = k * n; i < (k + 1) * n; i++) {
            double upper = vectors[i];
            double lower = vectors[i + n];
            vectors[i] = c * upper + s * lower;
            vectors[i + n] = c * lower - s * upper;
        }
    }

    private void sort() {
        for (int j = 0; j < n - 1; j++) {
            int most = j;
            for (int i = j + 1; i < n; i++) {
                most = values[i] > values[most] ? i : most;
            }
            if (most != j) {
                double value = values[j];
                values[j] = values[most];
                values[most] = value;
                for (int i = 0; i < n; i++) {
                    double entry = vectors[j * n + i];
                    vectors[j * n + i] = vectors[most * n + i];
                    vectors[most * n + i] = entry;
                }
            }
        }
    }

    @Override
    public String toString() {
        return "eigen-decomposition of " + n + " x " + n + " matrices";
    }
}
