package icd.energy;

import icd.describe.Kinds;
import icd.task.Prompt;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * An energy that depends on its memories through scores alone:
 *
 * {@equation
 *   E(X, s) = (1/2) s^T Q s + V(z),                       z_t = "scale" x_t . K s + a_t
 *   grad E  = Q s - K^T X w,                              w_t = -"scale" dV/dz_t
 *   Hess E  = Q - K^T (sum_tt' D_tt' x_t x_t'^T) K,       D_tt' = "scale" dw_t/dz_t'
 * }
 *
 * with Q = norm I and K = I unless matrices are given, and V minus a multiple of a potential ({@link PotentialEnergy})
 * or {@link Epanechnikov}'s own. Scores are affine in s, which a landscape makes use of. A {@link #byDistance} energy
 * has the scores
 *
 * {@equation
 *   z_t = -("scale"/2) ||x_t - s||^2 + a_t,     grad E = -sum_t w_t (x_t - s),     Hess E = "pull" I - "scale-weighted moments"
 * }
 *
 * instead, and no norm: as x_t . s - ||x_t||^2/2 they would lose all digits far from the origin.
 */
abstract class ScoreEnergy implements ContextEnergy {

    private final ContextEnergy kind;
    private final String name;
    private final double scale;
    private final double norm;
    private final double rate;
    private final Metric metric;

    /**
     * @param kind the kind that makes it, or null
     * @param norm Q's multiple of the identity, and of {@code metric.form()}
     * @param rate the step of the update it is known by, or NaN
     */
    ScoreEnergy(ContextEnergy kind, String name, double scale, double norm, double rate, Metric metric) {
        this.kind = kind;
        this.name = name;
        this.scale = scale;
        this.norm = norm;
        this.rate = rate;
        this.metric = metric;
    }

    /**
     * Matrices, n x n row-major, of an energy in coordinates of its own. Null stands for the identity.
     *
     * @param form Q up to the factor {@code norm}
     * @param key K
     * @param preconditioner P
     */
    record Metric(int n, double[] form, double[] key, double[] preconditioner) {

        static final Metric PLAIN = new Metric(0, null, null, null);
    }

    final String name() {
        return name;
    }

    @Override
    public final Optional<ContextEnergy> kind() {
        return Optional.ofNullable(kind);
    }

    /** Returns the numbers of its kind that are not in its name. */
    final SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        if (kind != null && !isLayer()) {
            Kinds.of(kind.getClass()).arguments(kind).forEach((name, value) -> {
                if (value instanceof Double number) {
                    numbers.put(name, number);
                }
            });
        }
        return numbers;
    }

    /** Returns its numbers as the arguments of a call, empty where it has none. */
    final String arguments() {
        return numbers().isEmpty()
                ? ""
                : numbers().values().stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    final OptionalDouble rate() {
        return Double.isNaN(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }

    /** Returns V(z), from the scores of s in t.z, which are modified. */
    abstract double potential(Tokens t, double[] s);

    /**
     * Turns the scores of s in t.z into weights, up to a factor.
     *
     * @return the factor
     */
    abstract double weigh(Tokens t, double[] s);

    /**
     * Computes X D X^T, n x n, from the scores of s in t.z, which are modified.
     *
     * @param c n x n. Modified.
     */
    abstract void curvature(Tokens t, double[] s, double[] c);

    /** Returns whether {@link #prior} sets anything. */
    boolean hasPrior() {
        return false;
    }

    /** @param a one number per token, zero from L on. Modified. */
    void prior(double[] a) {}

    /** Returns whether scores are by distance. */
    boolean byDistance() {
        return false;
    }

    /** Returns whether scores are affine in s, so that along a line they need not be made anew. */
    boolean isAffine() {
        return !byDistance();
    }

    /**
     * Adds the part that the weighted sum of the tokens lacks where tokens are relative to s: sum &lt;- sum + s times
     * the sum of the weights.
     */
    void addState(double[] s, double[] sum) {}

    /**
     * Returns a sentence that says why E over these memories has no lower bound; empty where it has one, or where that
     * is not known.
     */
    Optional<String> unbounded(MemoryEnergy over) {
        return Optional.empty();
    }

    /**
     * Returns whether weights are exactly zero except for tokens near the state, so that E is flat far from all tokens.
     */
    boolean local() {
        return false;
    }

    /** Returns the factor of s in the gradient, given the weights and their factor. */
    double pull(Tokens t, double factor) {
        return norm;
    }

    @Override
    public final MemoryEnergy over(MatrixStore<Double> X) {
        if (metric.n() > 0 && metric.n() != X.getRowDim()) {
            throw new IllegalArgumentException(name + ": memories must be n x L with n = " + metric.n() + " as its"
                    + " matrices have it, got " + X.getRowDim() + " x " + X.getColDim());
        }
        return new MemoryEnergy(
                this, Check.memories(name, X), Prompt.ofContext(X).orElse(null));
    }

    /** Returns the only dimension that this energy can have, or 0 for any. */
    final int dimension() {
        return metric.n();
    }

    /**
     * Returns the largest curvature that the quadratic term alone gives, up to the eigenvalues of {@code
     * metric.form()}.
     */
    final double curvature() {
        double largest = metric.form() == null ? 1 : 0;
        for (int i = 0; i < metric.n() && metric.form() != null; i++) {
            largest = Math.max(largest, Math.abs(metric.form()[i * metric.n() + i]));
        }
        return norm * largest;
    }

    /** Returns whether K is the W_KQ of a layer, rather than a change of coordinates. */
    final boolean isLayer() {
        return metric.key() != null && metric.form() == null;
    }

    /** Computes u = scale K s, with which tokens are multiplied. */
    final void key(double[] s, double[] u) {
        if (metric.key() == null) {
            for (int i = 0; i < s.length; i++) {
                u[i] = scale * s[i];
            }
        } else {
            multiply(metric.key(), scale, s, u);
        }
    }

    /** Computes the scores of s, into t.z. */
    void score(Tokens t, double[] s) {
        if (byDistance()) {
            t.distances(s, -0.5 * scale);
        } else {
            key(s, t.state());
            t.score(t.state());
        }
    }

    /** Returns the factor of products in scores. */
    final double scale() {
        return scale;
    }

    /** Returns the factor of the quadratic term. */
    final double norm() {
        return norm;
    }

    /** Returns half of the factor of -||x_t - s||^2 in a score by distance. */
    final double halfScale() {
        return 0.5 * scale;
    }

    /** Returns E at s whose scores are in t.z. */
    final double value(Tokens t, double[] s) {
        return hasNorm() ? norm(s) + potential(t, s) : potential(t, s);
    }

    private boolean hasNorm() {
        return norm != 0 && !byDistance();
    }

    private double norm(double[] s) {
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            double row = s[i];
            if (metric.form() != null) {
                row = 0;
                for (int j = 0; j < s.length; j++) {
                    row = Math.fma(metric.form()[i * s.length + j], s[j], row);
                }
            }
            sum = Math.fma(s[i], row, sum);
        }
        return 0.5 * norm * sum;
    }

    final SequencedMap<String, Double> terms(Tokens t, double[] s) {
        SequencedMap<String, Double> terms = new LinkedHashMap<>();
        if (hasNorm()) {
            terms.put("norm", norm(s));
        }
        terms.put("potential", potential(t, s));
        return terms;
    }

    /**
     * Computes grad E at s. Allocates nothing.
     *
     * @param g n numbers. Modified; must not be s.
     */
    final void gradient(Tokens t, double[] s, double[] g) {
        score(t, s);
        double factor = weigh(t, s);
        if (byDistance()) {
            t.weightedSum(t.z, factor, g);
            for (int i = 0; i < g.length; i++) {
                g[i] = 0 - g[i]; // not -0 where nothing pulls
            }
            return;
        }
        double pull = pull(t, factor);
        double[] sum = t.sum();
        t.weightedSum(t.z, factor, sum);
        addState(s, sum);
        if (metric.form() == null) {
            for (int i = 0; i < s.length; i++) {
                g[i] = pull * s[i];
            }
        } else {
            multiply(metric.form(), pull, s, g);
        }
        if (metric.key() == null) {
            for (int i = 0; i < s.length; i++) {
                g[i] -= sum[i];
            }
        } else {
            for (int j = 0; j < s.length; j++) {
                for (int i = 0; i < s.length; i++) {
                    g[i] = Math.fma(-metric.key()[j * s.length + i], sum[j], g[i]);
                }
            }
        }
    }

    /** @param h n x n. Modified. */
    final void hessian(Tokens t, double[] s, double[] h) {
        int n = s.length;
        score(t, s);
        double pull = local() ? pull(t, weigh(t, s)) : norm;
        if (local()) {
            score(t, s);
        }
        curvature(t, s, h);
        if (metric.key() != null) {
            sandwich(metric.key(), n, h);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double form = metric.form() != null ? metric.form()[i * n + j] : i == j ? 1 : 0;
                h[i * n + j] = pull * form - h[i * n + j];
            }
        }
    }

    /** Computes g &lt;- P g. Allocates nothing. */
    void precondition(Tokens t, double[] s, double[] g) {
        if (metric.preconditioner() != null) {
            System.arraycopy(g, 0, t.sum(), 0, g.length);
            multiply(metric.preconditioner(), 1, t.sum(), g);
        }
    }

    private static void multiply(double[] matrix, double scale, double[] s, double[] u) {
        for (int i = 0; i < s.length; i++) {
            double sum = 0;
            for (int j = 0; j < s.length; j++) {
                sum = Math.fma(matrix[i * s.length + j], s[j], sum);
            }
            u[i] = scale * sum;
        }
    }

    /** Computes C &lt;- K^T C K, C symmetric. */
    private static void sandwich(double[] k, int n, double[] c) {
        double[] half = new double[n * n]; // C K
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < n; l++) {
                for (int j = 0; j < n; j++) {
                    half[i * n + j] = Math.fma(c[i * n + l], k[l * n + j], half[i * n + j]);
                }
            }
        }
        Arrays.fill(c, 0);
        for (int l = 0; l < n; l++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    c[i * n + j] = Math.fma(k[l * n + i], half[l * n + j], c[i * n + j]);
                }
            }
        }
    }
}
