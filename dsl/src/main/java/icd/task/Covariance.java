package icd.task;

import icd.describe.Written;
import icd.math.Digits;
import icd.math.Finite;
import icd.math.Frame;
import icd.math.RandomStream;
import icd.math.SymmetricEigen;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * The distribution {@math N(0, Sigma)} over {@math R^n}, with {@math Sigma} symmetric, positive semidefinite and possibly singular: the noise on
 * a query, or the spread of Gaussian tokens.
 *
 * <p>Immutable. Isotropic ones, variance I with a variance &gt; 0, are a case of their own, so that what is cheap for them
 * stays cheap; so is every {@math Sigma} that is a multiple of the identity to 1e-12 of its largest entry, however it was written.
 */
public final class Covariance {

    /** Eigenvalues below this share of the largest are rounding errors of zeros. */
    static final double NOTHING = 1e-12;

    private final int n;
    private final double variance; // of each coordinate it is not orthogonal to; NaN if given as a matrix
    private final double[] matrix; // n x n; null where isotropic
    private final Frame spared; // the subspace it is orthogonal to; null unless made so
    private final boolean hasOwnAxes; // whether the spectrum came with it, and is not computed from the matrix
    private volatile Spectrum spectrum; // computed when first asked for

    /** Eigenvalues, falling and none negative, and the eigenvectors as rows. */
    record Spectrum(double[] values, double[] axes) {}

    private Covariance(int n, double variance, double[] matrix, Frame spared, boolean hasOwnAxes, Spectrum spectrum) {
        this.n = n;
        this.variance = variance;
        this.matrix = matrix;
        this.spared = spared;
        this.hasOwnAxes = hasOwnAxes;
        this.spectrum = spectrum;
    }

    /**
     * variance I.
     *
     * @param n dimension, at least 1
     * @param variance of each coordinate, &gt; 0
     */
    public static Covariance isotropic(int n, double variance) {
        Check.atLeastOne("Covariance.isotropic", "n", n);
        Check.positive("Covariance.isotropic", "variance", variance);
        return new Covariance(n, variance, null, null, false, null);
    }

    /**
     * Any Sigma.
     *
     * @param sigma n x n. Not modified.
     * @throws IllegalArgumentException if it is not square, symmetric to 1e-12 of its largest entry, and finite, or has an
     *     eigenvalue below -1e-12 of its largest
     */
    public static Covariance of(MatrixStore<Double> sigma) {
        int n = sigma.getRowDim();
        if (sigma.getColDim() != n) {
            throw new IllegalArgumentException(
                    "Covariance.of: sigma must be square, got " + n + " x " + sigma.getColDim());
        }
        double[] matrix = new double[n * n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] = Finite.entry("Covariance.of", "sigma", sigma, i, j);
                largest = Math.max(largest, Math.abs(matrix[i * n + j]));
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double above = matrix[j * n + i];
                double below = matrix[i * n + j];
                if (!(Math.abs(above - below) <= 1e-12 * largest)) {
                    throw new IllegalArgumentException("Covariance.of: sigma must be symmetric, got " + below + " and "
                            + above + " in rows " + i + " and " + j);
                }
                matrix[j * n + i] = below;
            }
        }
        double variance = multipleOfIdentity(n, matrix, largest);
        return variance > 0
                ? isotropic(n, variance)
                : new Covariance(n, Double.NaN, matrix, null, false, decompose(n, matrix));
    }

    /**
     * Any Sigma, from its rows.
     *
     * @param rows n rows of n numbers, or n rows of one number for a diagonal
     */
    @Written
    static Covariance rows(List<List<Double>> rows) {
        int n = rows.size();
        boolean diagonal = n > 1 && rows.stream().allMatch(row -> row.size() == 1);
        R064Store sigma = R064Store.FACTORY.make(n, n);
        for (int i = 0; i < n; i++) {
            List<Double> row = rows.get(i);
            if (!diagonal && row.size() != n) {
                throw new IllegalArgumentException("Covariance: each of n = " + n
                        + " rows must hold n numbers, or each 1 for a diagonal, got " + row.size() + " in row " + i);
            }
            for (int j = 0; j < row.size(); j++) {
                sigma.set(i, diagonal ? i : j, row.get(j));
            }
        }
        return of(sigma);
    }

    /** The rows of Sigma; of a diagonal one, its numbers alone. */
    @Written
    List<List<Double>> rows() {
        boolean diagonal =
                IntStream.range(0, n).allMatch(i -> IntStream.range(0, n).allMatch(j -> i == j || get(i, j) == 0));
        return IntStream.range(0, n)
                .mapToObj(i -> IntStream.range(diagonal ? i : 0, diagonal ? i + 1 : n)
                        .mapToObj(j -> get(i, j))
                        .toList())
                .toList();
    }

    /** The same Sigma from its matrix alone: Sigmas that are equal then draw alike, however they were made. */
    Covariance plain() {
        return isIsotropic() ? this : of(matrix());
    }

    /** The v for which a symmetric matrix is v I, to 1e-12 of its largest entry; NaN if there is none. */
    private static double multipleOfIdentity(int n, double[] matrix, double largest) {
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += (matrix[i * n + i] - matrix[0]) / n; // relative to the first, so that equal ones stay as they are
        }
        double variance = matrix[0] + mean;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (!(Math.abs(matrix[i * n + j] - (i == j ? variance : 0)) <= NOTHING * largest)) {
                    return Double.NaN;
                }
            }
        }
        return variance;
    }

    /**
     * The Sigma with these eigenvectors and eigenvalues.
     *
     * @param axes n orthonormal vectors
     * @param values n numbers &gt;= 0, one for each. Not modified.
     */
    public static Covariance of(Frame axes, double... values) {
        int n = axes.n();
        if (axes.k() != n || values.length != n) {
            throw new IllegalArgumentException("Covariance.of: axes and values must be n and n with n = " + n + ", got "
                    + axes.k() + " and " + values.length);
        }
        double[] rows = new double[n * n];
        double[] falling = new double[n];
        Integer[] order = new Integer[n];
        Arrays.setAll(order, j -> j);
        Arrays.sort(order, (i, j) -> Double.compare(values[j], values[i]));
        for (int j = 0; j < n; j++) {
            Check.notNegative("Covariance.of", "value " + j, values[j]);
            falling[j] = values[order[j]];
            for (int i = 0; i < n; i++) {
                rows[j * n + i] = axes.get(i, order[j]);
            }
        }
        if (falling[n - 1] > 0 && falling[0] - falling[n - 1] <= NOTHING * falling[0]) {
            return isotropic(n, falling[n / 2]);
        }
        double[] matrix = new double[n * n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                for (int l = 0; l < n; l++) {
                    matrix[i * n + l] += falling[j] * (rows[j * n + i] * rows[j * n + l]);
                }
            }
        }
        return new Covariance(n, Double.NaN, matrix, null, true, new Spectrum(falling, rows));
    }

    /**
     * variance (I - P), with P the projector onto a subspace: noise that leaves the subspace alone.
     *
     * @param variance &gt; 0
     */
    public static Covariance orthogonal(Frame subspace, double variance) {
        Check.positive("Covariance.orthogonal", "variance", variance);
        int n = subspace.n();
        double[] matrix = new double[n * n];
        for (int i = 0; i < n && subspace.k() < n; i++) { // orthogonal to all there is, it is exactly nothing
            for (int l = 0; l < n; l++) {
                double p = 0;
                for (int j = 0; j < subspace.k(); j++) {
                    p = Math.fma(subspace.get(i, j), subspace.get(l, j), p);
                }
                matrix[i * n + l] = variance * ((i == l ? 1 : 0) - p);
            }
        }
        return new Covariance(n, variance, matrix, subspace, false, null);
    }

    /**
     * Whether its eigenvectors and eigenvalues came with it. They are then not to the bit those that are computed from the matrix, so a
     * file must hold them for what is read to estimate the same.
     */
    boolean hasOwnAxes() {
        return hasOwnAxes;
    }

    private static Spectrum decompose(int n, double[] matrix) {
        SymmetricEigen eigen = new SymmetricEigen(n).decompose(matrix, 0);
        double[] values = eigen.values().clone();
        if (!(values[n - 1] >= -NOTHING * values[0])) {
            throw new IllegalArgumentException(
                    "Covariance.of: sigma must have no negative eigenvalue, got " + values[n - 1]);
        }
        for (int j = 0; j < n; j++) {
            values[j] = values[j] > NOTHING * values[0] ? values[j] : 0;
        }
        return new Spectrum(values, eigen.vectors());
    }

    /** Dimension n. */
    public int n() {
        return n;
    }

    /** Whether {@math Sigma = "variance" I} with variance &gt; 0. */
    public boolean isIsotropic() {
        return matrix == null;
    }

    /**
     * The variance of each coordinate of isotropic noise.
     *
     * @throws UnsupportedOperationException if it is not isotropic
     */
    public double variance() {
        if (!isIsotropic()) {
            throw new UnsupportedOperationException(
                    "Covariance.variance: Sigma must be a multiple > 0 of the identity, got " + this
                            + "; see matrix()");
        }
        return variance;
    }

    /** Entry of Sigma in row i and column j. */
    public double get(int i, int j) {
        return isIsotropic() ? (i == j ? variance : 0) : matrix[i * n + j];
    }

    /** {@math Tr Sigma}: the mean of {@math ||z||^2}. */
    public double trace() {
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += get(i, i);
        }
        return trace;
    }

    /** Number of positive eigenvalues; n unless singular. */
    public int rank() {
        if (isIsotropic()) {
            return n;
        }
        int rank = 0;
        for (double value : spectrum().values) {
            rank += value > 0 ? 1 : 0;
        }
        return rank;
    }

    /** Sigma, n x n, row-major. Not to be modified; null where it is isotropic. */
    double[] entries() {
        return matrix;
    }

    /** Sigma, n x n (a copy). */
    public R064Store matrix() {
        R064Store copy = R064Store.FACTORY.make(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                copy.set(i, j, get(i, j));
            }
        }
        return copy;
    }

    Spectrum spectrum() {
        Spectrum known = spectrum;
        if (known == null) {
            if (isIsotropic()) {
                double[] values = new double[n];
                Arrays.fill(values, variance);
                double[] axes = new double[n * n];
                for (int i = 0; i < n; i++) {
                    axes[i * n + i] = 1;
                }
                known = new Spectrum(values, axes);
            } else {
                known = decompose(n, matrix);
            }
            spectrum = known;
        }
        return known;
    }

    /**
     * Returns the v with {@math Sigma B = v B}: within the subspace the noise is isotropic of this variance, and independent of
     * everything outside. To 1e-12 of the trace.
     *
     * @return {@math v &gt;= 0}, or NaN if there is none
     */
    public double within(Frame subspace) {
        if (isIsotropic()) {
            return variance;
        }
        if (spared == subspace) {
            return 0;
        }
        double v = 0;
        for (int i = 0; i < n; i++) {
            v = Math.fma(subspace.get(i, 0), times(i, subspace, 0), v);
        }
        double tolerance = NOTHING * trace();
        v = Math.abs(v) <= tolerance ? 0 : v;
        for (int j = 0; j < subspace.k(); j++) {
            for (int i = 0; i < n; i++) {
                if (!(Math.abs(times(i, subspace, j) - v * subspace.get(i, j)) <= tolerance)) {
                    return Double.NaN;
                }
            }
        }
        return v;
    }

    private double times(int i, Frame vectors, int j) {
        double sum = 0;
        for (int l = 0; l < n; l++) {
            sum = Math.fma(matrix[i * n + l], vectors.get(l, j), sum);
        }
        return sum;
    }

    /**
     * Adds one draw to a vector.
     *
     * @param x n numbers from {@code at}. Modified.
     * @param scratch of the calling thread
     */
    public void addDraw(RandomStream random, double[] x, int at, Scratch scratch) {
        if (isIsotropic()) {
            double deviation = Math.sqrt(variance);
            for (int i = 0; i < n; i++) {
                x[at + i] = Math.fma(deviation, random.gaussian(), x[at + i]);
            }
        } else if (spared != null) {
            double[] g = scratch.numbers(0, n);
            double[] projected = scratch.numbers(1, n);
            random.gaussians(g, 0, n);
            spared.project(g, 0, projected, 0);
            double deviation = Math.sqrt(variance);
            for (int i = 0; i < n; i++) {
                x[at + i] = Math.fma(deviation, g[i] - projected[i], x[at + i]);
            }
        } else {
            Spectrum s = spectrum();
            for (int j = 0; j < n; j++) {
                double coordinate = Math.sqrt(s.values[j]) * random.gaussian();
                for (int i = 0; i < n; i++) {
                    x[at + i] = Math.fma(coordinate, s.axes[j * n + i], x[at + i]);
                }
            }
        }
    }

    /**
     * Computes the Bayes estimate of {@math x ~ N(0, Sigma_X)} from {@math x~ = x + z}, with this as {@math Sigma_Z}: {@math Sigma_X (Sigma_X +
     * Sigma_Z)^+ x~}; the part of {@math x~} outside the range of the sum, which cannot occur, is left out.
     *
     * @param sigma {@math Sigma_X}, n x n, row-major. Not modified.
     * @param query {@math x~}, n numbers from {@code at}. Not modified.
     * @param estimate n numbers from {@code to}. Modified.
     * @param scratch of the calling thread
     * @return {@math Tr Cov(X | X~) = Tr Sigma_X (Sigma_X + Sigma_Z)^+ Sigma_Z}
     */
    public double linearBayes(double[] sigma, double[] query, int at, double[] estimate, int to, Scratch scratch) {
        return LinearGaussian.posterior(n, sigma, query, at, this, estimate, to, scratch.inner());
    }

    /**
     * {@math log N(q - X_t; 0, Sigma)} but for a constant: {@math -1/2 (q - X_t)^T Sigma^-1 (q - X_t)}, for every token.
     *
     * @param q n numbers. Not modified.
     * @param tokens X, n x count, row-major. Not modified.
     * @param logs its first count numbers are modified
     * @param scratch of the calling thread
     * @throws UnsupportedOperationException if {@math Sigma} is singular: there is no density then
     */
    public void logDensities(double[] q, double[] tokens, int count, double[] logs, Scratch scratch) {
        if (rank() < n) {
            throw new UnsupportedOperationException(
                    "Covariance.logDensities: Sigma must be invertible for there to be a density, got " + this);
        }
        Arrays.fill(logs, 0, count, 0);
        if (isIsotropic()) {
            for (int i = 0; i < n; i++) {
                for (int t = 0; t < count; t++) {
                    double difference = q[i] - tokens[i * count + t];
                    logs[t] = Math.fma(difference, -0.5 / variance * difference, logs[t]);
                }
            }
            return;
        }
        Spectrum s = spectrum();
        double[] along = scratch.numbers(0, count);
        for (int j = 0; j < n; j++) {
            Arrays.fill(along, 0, count, 0);
            for (int i = 0; i < n; i++) {
                for (int t = 0; t < count; t++) {
                    along[t] = Math.fma(s.axes[j * n + i], q[i] - tokens[i * count + t], along[t]);
                }
            }
            for (int t = 0; t < count; t++) {
                logs[t] = Math.fma(along[t], -0.5 / s.values[j] * along[t], logs[t]);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Covariance c
                && n == c.n
                && Double.compare(variance, c.variance) == 0
                && Arrays.equals(matrix, c.matrix);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * n + Double.hashCode(variance)) + Arrays.hashCode(matrix);
    }

    @Override
    public String toString() {
        return isIsotropic()
                ? variance + " I in R^" + n
                : Digits.text("covariance of rank %d and trace %.4g in R^%d", rank(), trace(), n);
    }
}
