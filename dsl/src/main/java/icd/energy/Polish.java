package icd.energy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Newton's method towards grad E = 0, along eigenvectors of the Hessian whose eigenvalues are not near zero: it moves
 * onto the floor of a valley, not along it, except for short steps at the end that lower the gradient, such as those to
 * the bottom of a quartic well. Only one thread may use it.
 *
 * <p>An eigenvalue is near zero relative to a scale of curvature: the largest eigenvalue; that of the energy's
 * quadratic term, from which it may be a small difference; and the Hessian a tenth of the census' length away, as all
 * eigenvalues at the state itself may be small.
 */
final class Polish {

    private static final int ITERATIONS = 50;
    private static final int HALVINGS = 10;

    /**
     * The largest length of steps along directions near zero, and the distance at which curvature is measured
     * elsewhere.
     */
    private static final double SHORT = 0.02;

    private static final double ASIDE = 0.1;

    private final Energy energy;
    private final int n;
    private final double threshold;
    private final double length;
    private final double own;
    private final boolean looksAside;
    private double aside;
    private final Eigenvalue<Double> eigen;
    private final double[] hessian;
    private final double[] g;

    /** The eigenvalues at the state, increasing. */
    final double[] eigenvalues;

    private final double[][] vectors;

    /**
     * @param threshold the |eigenvalue| relative to the scale below which it counts as zero
     * @param length the length over which the energy varies
     */
    Polish(Energy energy, double threshold, double length) {
        this.energy = energy;
        this.n = energy.n();
        this.threshold = threshold;
        this.length = length;
        this.own = energy instanceof MemoryEnergy memories ? memories.form().curvature() : 0;
        // a local kernel's curvature is no small difference, and it has any size at the edges of its reach
        this.looksAside = own == 0
                && !(energy instanceof MemoryEnergy memories && memories.form().local());
        this.eigen = Eigenvalue.R064.make(n, true);
        this.hessian = new double[n * n];
        this.g = new double[n];
        this.eigenvalues = new double[n];
        this.vectors = new double[n][n];
    }

    /** Returns the largest eigenvalue that counts as zero. */
    double nearZero() {
        return threshold * scale();
    }

    /** Returns the scale of curvature at the last state. */
    double scale() {
        return Math.max(Math.max(own, aside), Math.max(Math.abs(eigenvalues[0]), Math.abs(eigenvalues[n - 1])));
    }

    /** Returns whether a distance is no longer than steps along directions near zero may be. */
    boolean isShort(double distance) {
        return distance <= SHORT * length;
    }

    /**
     * Returns the distance from s at which the gradient may vanish, in directions that are not near zero: the length of
     * a Newton step.
     */
    double doubt(double[] s) {
        double square = 0;
        energy.gradient(s, g);
        for (int k = 0; k < n; k++) {
            if (Math.abs(eigenvalues[k]) > nearZero()) {
                double step = along(k) / eigenvalues[k];
                square = Math.fma(step, step, square);
            }
        }
        return Math.sqrt(square);
    }

    /**
     * Moves a state to a place where the gradient vanishes in all directions that are not near zero.
     *
     * @param s modified
     * @return the norm of the gradient there, in those directions
     */
    double run(double[] s) {
        double[] next = new double[n];
        double[] step = new double[n];
        aside = 0;
        double norm = decompose(s, step);
        for (int iteration = 0; iteration < ITERATIONS && norm > 0; iteration++) {
            double factor = 1;
            double reached = Double.NaN;
            for (int halving = 0; halving < HALVINGS && !(reached < norm); halving++) {
                for (int i = 0; i < n; i++) {
                    next[i] = Math.fma(factor, step[i], s[i]);
                }
                reached = hardNorm(next);
                factor *= 0.5;
            }
            if (!(reached < norm)) {
                break;
            }
            System.arraycopy(next, 0, s, 0, n);
            norm = decompose(s, step);
        }
        aside = looksAside ? curvatureAside(s) : 0;
        if (softNorm(s) > 0) {
            settle(s, next, step);
        }
        return hardNorm(s);
    }

    /** Takes short Newton steps along all directions, while each makes the whole gradient smaller. */
    private void settle(double[] s, double[] next, double[] step) {
        double left = SHORT * length;
        for (int iteration = 0; iteration < ITERATIONS && softNorm(s) > 0; iteration++) {
            energy.gradient(s, g);
            double norm = norm(g);
            Arrays.fill(step, 0);
            for (int k = 0; k < n; k++) {
                double along = eigenvalues[k] == 0 ? 0 : along(k) / eigenvalues[k];
                for (int i = 0; i < n; i++) {
                    step[i] = Math.fma(-along, vectors[k][i], step[i]);
                }
            }
            left -= norm(step);
            for (int i = 0; i < n; i++) {
                next[i] = s[i] + step[i];
            }
            energy.gradient(next, g);
            if (!(left > 0 && norm(g) < norm)) {
                break;
            }
            System.arraycopy(next, 0, s, 0, n);
            decompose(s, next);
        }
    }

    /**
     * Returns the largest curvature along an eigenvector at two states that lie aside in the direction of their sum.
     */
    private double curvatureAside(double[] s) {
        double[] moved = new double[n];
        double largest = 0;
        for (int side = -1; side <= 1; side += 2) {
            for (int i = 0; i < n; i++) {
                moved[i] = s[i];
                for (int k = 0; k < n; k++) {
                    moved[i] += side * ASIDE * length / Math.sqrt(n) * vectors[k][i];
                }
            }
            energy.hessian(moved, hessian);
            for (int k = 0; k < n; k++) {
                double curvature = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        curvature = Math.fma(vectors[k][i] * hessian[i * n + j], vectors[k][j], curvature);
                    }
                }
                largest = Math.abs(curvature) > largest ? Math.abs(curvature) : largest;
            }
        }
        return largest < Double.POSITIVE_INFINITY ? largest : 0;
    }

    private static double norm(double[] numbers) {
        double square = 0;
        for (double number : numbers) {
            square = Math.fma(number, number, square);
        }
        return Math.sqrt(square);
    }

    /** Returns |grad E| along the eigenvectors of the last decomposition whose eigenvalues are not near zero. */
    private double hardNorm(double[] s) {
        energy.gradient(s, g);
        double square = 0;
        for (int k = 0; k < n; k++) {
            if (Math.abs(eigenvalues[k]) > nearZero()) {
                double along = along(k);
                square = Math.fma(along, along, square);
            }
        }
        return Math.sqrt(square);
    }

    /** Returns |grad E| along the other eigenvectors, along which no step was taken. */
    double softNorm(double[] s) {
        energy.gradient(s, g);
        double square = 0;
        for (int k = 0; k < n; k++) {
            if (!(Math.abs(eigenvalues[k]) > nearZero())) {
                double along = along(k);
                square = Math.fma(along, along, square);
            }
        }
        return Math.sqrt(square);
    }

    private double along(int k) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum = Math.fma(vectors[k][i], g[i], sum);
        }
        return sum;
    }

    private double decompose(double[] s, double[] step) {
        energy.hessian(s, hessian);
        eigen.decompose(R064Store.wrap(hessian.clone(), n));
        MatrixStore<Double> d = eigen.getD();
        MatrixStore<Double> v = eigen.getV();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) -> Double.compare(d.doubleValue(a, a), d.doubleValue(b, b)))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int k = 0; k < n; k++) {
            eigenvalues[k] = d.doubleValue(order[k], order[k]);
            for (int i = 0; i < n; i++) {
                vectors[k][i] = v.doubleValue(i, order[k]);
            }
        }
        double norm = hardNorm(s);
        Arrays.fill(step, 0);
        for (int k = 0; k < n; k++) {
            if (Math.abs(eigenvalues[k]) > nearZero()) {
                double along = along(k) / eigenvalues[k];
                for (int i = 0; i < n; i++) {
                    step[i] = Math.fma(-along, vectors[k][i], step[i]);
                }
            }
        }
        return norm;
    }
}
