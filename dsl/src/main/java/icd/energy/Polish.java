package icd.energy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Newton's method towards grad E = 0, along eigenvectors of the Hessian whose eigenvalues are not near zero: onto the floor
 * of a valley, not along it. For one thread.
 */
final class Polish {

    private static final int ITERATIONS = 50;
    private static final int HALVINGS = 10;

    private final Energy energy;
    private final int n;
    private final double threshold;
    private final Eigenvalue<Double> eigen;
    private final double[] hessian;
    private final double[] g;

    /** Eigenvalues at the state, increasing. */
    final double[] eigenvalues;

    private final double[][] vectors;

    /** @param threshold of |eigenvalue| relative to the largest below which it counts as zero */
    Polish(Energy energy, double threshold) {
        this.energy = energy;
        this.n = energy.n();
        this.threshold = threshold;
        this.eigen = Eigenvalue.R064.make(n, true);
        this.hessian = new double[n * n];
        this.g = new double[n];
        this.eigenvalues = new double[n];
        this.vectors = new double[n][n];
    }

    /** Largest eigenvalue that counts as zero. */
    double nearZero() {
        return threshold * Math.max(Math.abs(eigenvalues[0]), Math.abs(eigenvalues[n - 1]));
    }

    /**
     * Moves a state to where the gradient vanishes in all directions that are not near zero.
     *
     * @param s modified
     * @return the norm of the gradient there, in those directions
     */
    double run(double[] s) {
        double[] next = new double[n];
        double[] step = new double[n];
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
        return norm;
    }

    /** |grad E| along the eigenvectors of the last decomposition that count. */
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
