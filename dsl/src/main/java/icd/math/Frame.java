package icd.math;

import icd.kernel.Kernel;
import java.util.Arrays;
import org.ojalgo.matrix.store.R064Store;

/**
 * k orthonormal vectors in {@math R^n}: a basis B of a subspace, whose orthogonal projector is {@math P = B B^T}.
 *
 * <p>Immutable. The columns lie one after another, each of n numbers.
 */
public final class Frame {

    private final int n;
    private final int k;
    private final double[] columns;

    private Frame(int n, int k, double[] columns) {
        this.n = n;
        this.k = k;
        this.columns = columns;
    }

    /**
     * Returns a frame uniform on the Stiefel manifold (so its span is Haar distributed on the Grassmannian): Gaussian
     * columns, orthonormalised by Gram and Schmidt with the positive sign for each norm; again wherever much of a
     * column was lost to the others, which keeps orthogonality to rounding.
     *
     * @param n ambient dimension
     * @param k number of vectors, 1 to n
     * @throws IllegalArgumentException if not {@math 1 &lt;= k &lt;= n}
     */
    public static Frame random(int n, int k, RandomStream random) {
        if (!(1 <= k && k <= n)) {
            throw new IllegalArgumentException(
                    "Frame.random: k must be between 1 and n, got k = " + k + " with n = " + n);
        }
        double[] b = new double[n * k];
        random.gaussians(b, 0, b.length);
        for (int j = 0; j < k; j++) {
            double before;
            double norm = Math.sqrt(dot(b, j * n, b, j * n, n));
            do {
                before = norm;
                for (int i = 0; i < j; i++) {
                    double overlap = dot(b, i * n, b, j * n, n);
                    for (int r = 0; r < n; r++) {
                        b[j * n + r] -= overlap * b[i * n + r];
                    }
                }
                norm = Math.sqrt(dot(b, j * n, b, j * n, n));
            } while (norm < 0.5 * before);
            for (int r = 0; r < n; r++) {
                b[j * n + r] /= norm;
            }
        }
        return new Frame(n, k, b);
    }

    /**
     * Returns the frame of the given orthonormal columns.
     *
     * @param columns n x k. Not modified.
     * @throws IllegalArgumentException if {@math B^T B} differs from the identity by more than 1e-9 anywhere
     */
    public static Frame of(R064Store columns) {
        int n = columns.getRowDim();
        int k = columns.getColDim();
        double[] b = new double[n * k];
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < n; i++) {
                b[j * n + i] = columns.doubleValue(i, j);
            }
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double overlap = dot(b, i * n, b, j * n, n);
                if (!(Math.abs(overlap - (i == j ? 1 : 0)) <= 1e-9)) {
                    throw new IllegalArgumentException("Frame.of: columns must be orthonormal, got " + overlap
                            + " for the product of columns " + i + " and " + j);
                }
            }
        }
        return new Frame(n, k, b);
    }

    /**
     * Returns the first vectors of the frame.
     *
     * @param count 1 to k
     */
    public Frame part(int count) {
        if (!(1 <= count && count <= k)) {
            throw new IllegalArgumentException("Frame.part: count must be between 1 and k = " + k + ", got " + count);
        }
        return new Frame(n, count, Arrays.copyOf(columns, n * count));
    }

    /** Ambient dimension. */
    public int n() {
        return n;
    }

    /** Dimension of the subspace. */
    public int k() {
        return k;
    }

    /** Component i of basis vector j. */
    public double get(int i, int j) {
        return columns[j * n + i];
    }

    /** Returns the basis as an n x k matrix (a copy). */
    public R064Store matrix() {
        R064Store copy = R064Store.FACTORY.make(n, k);
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < n; i++) {
                copy.set(i, j, get(i, j));
            }
        }
        return copy;
    }

    /**
     * Orthogonal projection {@math P x = B B^T x}.
     *
     * @param x n numbers from {@code at}. Not modified.
     * @param projected n numbers from {@code to}. Modified; must not overlap x.
     */
    public void project(double[] x, int at, double[] projected, int to) {
        for (int i = 0; i < n; i++) {
            projected[to + i] = 0;
        }
        for (int j = 0; j < k; j++) {
            double coordinate = dot(columns, j * n, x, at, n);
            for (int i = 0; i < n; i++) {
                projected[to + i] = Math.fma(coordinate, columns[j * n + i], projected[to + i]);
            }
        }
    }

    /** The points of the subspace with these coordinates, {@math X = B Y}, for Y of k x count numbers, row-major. */
    public void embed(double[] coordinates, int count, double[] points) {
        embed(coordinates, 0, count, count, points);
    }

    /**
     * The points of the subspace with some of these coordinates, {@math X = B Y}.
     *
     * @param coordinates Y, k rows: the j-th is {@code count} numbers from {@code at + j stride}. Not modified.
     * @param points X, n x count, row-major. Modified.
     */
    public void embed(double[] coordinates, int at, int stride, int count, double[] points) {
        Arrays.fill(points, 0, n * count, 0);
        Kernel.chosen().dense().addProduct(columns, 1, n, n, k, coordinates, at, stride, count, points);
    }

    /** Four partial sums: one chain of additions would wait for each. */
    private static double dot(double[] a, int atA, double[] b, int atB, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            s0 = Math.fma(a[atA + i], b[atB + i], s0);
            s1 = Math.fma(a[atA + i + 1], b[atB + i + 1], s1);
            s2 = Math.fma(a[atA + i + 2], b[atB + i + 2], s2);
            s3 = Math.fma(a[atA + i + 3], b[atB + i + 3], s3);
        }
        for (; i < n; i++) {
            s0 = Math.fma(a[atA + i], b[atB + i], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public String toString() {
        return k + " orthonormal vectors in R^" + n;
    }
}
