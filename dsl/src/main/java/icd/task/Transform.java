package icd.task;

import icd.describe.Describe;
import icd.kernel.Kernel;
import icd.math.Finite;
import icd.math.Frame;
import icd.math.RandomStream;
import java.util.Arrays;
import java.util.Locale;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * A fixed invertible change of coordinates of whole prompts (Appendix H): {@math E = (X, x~)} becomes {@math E' = (A X, A x~)}.
 *
 * <p>With the target kept in the old coordinates, {@math W_PV = alpha A^-1} and {@math W_KQ = beta (A A^T)^-1} are optimal (A.12).
 */
public final class Transform {

    /** The coordinates of the target. */
    @Describe("the coordinates of the target")
    public enum Target {
        /** x, as it was before the transform. */
        @Describe("the untransformed space: the layer must undo A")
        OLD,
        /** A x. */
        @Describe("the transformed space")
        NEW
    }

    private final int n;
    private final double[] a;
    private final double[] inverse;
    private final Target target;

    private Transform(int n, double[] a, double[] inverse, Target target) {
        this.n = n;
        this.a = a;
        this.inverse = inverse;
        this.target = target;
    }

    /**
     * The transform by a given matrix.
     *
     * @param A n x n, invertible. Not modified.
     * @throws IllegalArgumentException if it is not square or not finite, or has no inverse to speak of ({@math ||A A^-1 - I||} above
     *     1e-8 anywhere)
     */
    public static Transform of(MatrixStore<Double> A, Target target) {
        int n = A.getRowDim();
        if (A.getColDim() != n) {
            throw new IllegalArgumentException("Transform.of: A must be square, got " + n + " x " + A.getColDim());
        }
        double[] a = Finite.rows("Transform.of", "A", A);
        LU<Double> lu = LU.R064.make(n, n);
        lu.decompose(A);
        double[] inverse;
        try {
            inverse = rows(lu.isSolvable() ? lu.getInverse() : R064Store.FACTORY.make(n, n));
        } catch (RuntimeException e) {
            throw singular(n, Double.POSITIVE_INFINITY);
        }
        double worst = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = i == j ? -1 : 0;
                for (int l = 0; l < n; l++) {
                    sum = Math.fma(a[i * n + l], inverse[l * n + j], sum);
                }
                worst = Double.isNaN(sum) ? Double.POSITIVE_INFINITY : Math.max(worst, Math.abs(sum));
            }
        }
        if (!(worst <= 1e-8)) {
            throw singular(n, worst);
        }
        return new Transform(n, a, inverse, target);
    }

    private static IllegalArgumentException singular(int n, double error) {
        return new IllegalArgumentException("Transform.of: A must be invertible, got a matrix " + n + " x " + n
                + " whose product with its inverse is off by " + error);
    }

    private static double[] rows(MatrixStore<Double> matrix) {
        int n = matrix.getRowDim();
        double[] rows = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows[i * n + j] = matrix.doubleValue(i, j);
            }
        }
        return rows;
    }

    /**
     * {@math A = U diag(s) V^T} with Haar-random U and V and singular values that fall geometrically from {@math sqrt("condition")} to
     * {@math 1/sqrt("condition")}, so that {@math |det A| = 1}.
     *
     * @param condition ratio of the largest to the smallest singular value, at least 1
     */
    public static Transform random(int n, double condition, Target target, RandomStream random) {
        Check.atLeastOne("Transform.random", "n", n);
        if (!(condition >= 1 && condition < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Transform.random: condition must be >= 1 and finite, got " + condition);
        }
        Frame u = Frame.random(n, n, random);
        Frame v = Frame.random(n, n, random);
        double[] a = new double[n * n];
        double[] inverse = new double[n * n];
        for (int k = 0; k < n; k++) {
            double s = n == 1 ? 1 : StrictMath.pow(condition, 0.5 - (double) k / (n - 1));
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i * n + j] = Math.fma(s * u.get(i, k), v.get(j, k), a[i * n + j]);
                    inverse[i * n + j] = Math.fma(v.get(i, k) / s, u.get(j, k), inverse[i * n + j]);
                }
            }
        }
        return new Transform(n, a, inverse, target);
    }

    /** Dimension n. */
    public int n() {
        return n;
    }

    /** In which coordinates the target is wanted. */
    public Target target() {
        return target;
    }

    /** A, n x n (a copy). */
    public R064Store matrix() {
        return copy(a);
    }

    /** {@math A^-1}, n x n (a copy). */
    public R064Store inverse() {
        return copy(inverse);
    }

    private R064Store copy(double[] rows) {
        R064Store copy = R064Store.FACTORY.make(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                copy.set(i, j, rows[i * n + j]);
            }
        }
        return copy;
    }

    /**
     * {@math Y = A X}.
     *
     * @param x n x count, row-major. Not modified.
     * @param y n x count. Modified; must not be x.
     */
    public void apply(double[] x, int count, double[] y) {
        Arrays.fill(y, 0, n * count, 0);
        Kernel.chosen().dense().addProduct(a, n, 1, n, n, x, 0, count, count, y);
    }

    /**
     * A x, one vector.
     *
     * @param x n numbers from {@code at}. Not modified.
     * @param y n numbers from {@code to}. Modified; must not overlap x.
     */
    public void apply(double[] x, int at, double[] y, int to) {
        multiply(a, x, at, y, to);
    }

    /** {@math A^-1 x}, likewise. */
    public void undo(double[] x, int at, double[] y, int to) {
        multiply(inverse, x, at, y, to);
    }

    private void multiply(double[] m, double[] x, int at, double[] y, int to) {
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int l = 0; l < n; l++) {
                sum = Math.fma(m[i * n + l], x[at + l], sum);
            }
            y[to + i] = sum;
        }
    }

    /** {@math Tr(A C A^T)}, the trace of a covariance in the new coordinates. */
    public double trace(double[] covariance) {
        return trace(a, covariance);
    }

    /**
     * Returns Tr((A - I) C (A - I)^T): the mean square by which the transform moves a vector with these second moments.
     */
    double traceOfMove(double[] moment) {
        return trace(move(), moment);
    }

    /** ||A - I||_F^2. */
    double squaredMove() {
        return square(move());
    }

    private double[] move() {
        double[] move = a.clone();
        for (int i = 0; i < n; i++) {
            move[i * n + i] -= 1;
        }
        return move;
    }

    private double trace(double[] map, double[] covariance) {
        double trace = 0;
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < n; l++) {
                double sum = 0;
                for (int m = 0; m < n; m++) {
                    sum = Math.fma(covariance[l * n + m], map[i * n + m], sum);
                }
                trace = Math.fma(map[i * n + l], sum, trace);
            }
        }
        return trace;
    }

    /** {@math c^2} where {@math A^T A = c^2 I} to 1e-12 of it, so that A turns and stretches everything alike; NaN elsewhere. */
    public double stretch() {
        double stretch = squaredNorm() / n;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double product = i == j ? -stretch : 0;
                for (int l = 0; l < n; l++) {
                    product = Math.fma(a[l * n + i], a[l * n + j], product);
                }
                if (!(Math.abs(product) <= 1e-12 * stretch)) {
                    return Double.NaN;
                }
            }
        }
        return stretch;
    }

    /** ||A||_F^2. */
    double squaredNorm() {
        return square(a);
    }

    private static double square(double[] rows) {
        double square = 0;
        for (double entry : rows) {
            square = Math.fma(entry, entry, square);
        }
        return square;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transform t && n == t.n && target == t.target && Arrays.equals(a, t.a);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(a) + target.hashCode();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "transform of R^%d, target in the %s coordinates",
                n,
                target.name().toLowerCase(Locale.ROOT));
    }
}
