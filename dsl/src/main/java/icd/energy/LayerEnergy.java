package icd.energy;

import icd.attention.AttentionLayer;
import icd.attention.Weighting;
import icd.kernel.Workers;
import icd.task.PromptSet;
import java.util.Arrays;
import java.util.Locale;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * What energy, if any, a layer with weights (W_KQ, W_PV) descends, as a map of the state:
 *
 * <pre>
 *   softmax: f(s) = W_PV X softmax(X^T W_KQ s),     linear: f(s) = (1/L) W_PV X X^T W_KQ s.
 * </pre>
 *
 * <p>f is a gradient for every context only if W_PV Y W_KQ is symmetric for every symmetric Y (equation A.19, whose transposes
 * are misprinted; Y is Cov_p[x], or X X^T/L). That is so if W_PV = c W_KQ^T, and then f = -grad E with E = -c log sum_t
 * exp(x_t^T W_KQ s), or -(c/2L) ||X^T W_KQ s||^2. The only other way is that both are of rank one with W_PV's range equal to
 * that of W_KQ^T, where f moves along one line; no formula is given for that.
 */
public final class LayerEnergy {

    /** Relative misfit beyond which W_PV is not taken for a multiple of W_KQ^T. */
    private static final double ROUNDING = 1e-9;

    private final boolean softmax;
    private final int n;
    private final double[] kq;
    private final double[] pv;
    private final double[] unitKq; // W_KQ and W_PV over powers of two, so that no square overflows
    private final double[] unitPv;
    private final double c;
    private final double misfit;

    private LayerEnergy(boolean softmax, int n, double[] kq, double[] pv) {
        this.softmax = softmax;
        this.n = n;
        this.kq = kq;
        this.pv = pv;
        int ofKq = exponent(kq);
        int ofPv = exponent(pv);
        unitKq = scaled(kq, ofKq);
        unitPv = scaled(pv, ofPv);
        double product = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                product = Math.fma(unitPv[i * n + j], unitKq[j * n + i], product);
                square = Math.fma(unitKq[j * n + i], unitKq[j * n + i], square);
            }
        }
        double unitC = square == 0 ? 0 : product / square;
        c = Math.scalb(unitC, ofPv - ofKq);
        double rest = 0;
        double whole = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double difference = Math.fma(-unitC, unitKq[j * n + i], unitPv[i * n + j]);
                rest = Math.fma(difference, difference, rest);
                whole = Math.fma(unitPv[i * n + j], unitPv[i * n + j], whole);
            }
        }
        misfit = whole == 0 ? 0 : Math.sqrt(rest / whole);
    }

    private static int exponent(double[] matrix) {
        double largest = Arrays.stream(matrix).map(Math::abs).max().orElse(0);
        return largest == 0 ? 0 : Math.getExponent(largest);
    }

    private static double[] scaled(double[] matrix, int exponent) {
        return Arrays.stream(matrix).map(entry -> Math.scalb(entry, -exponent)).toArray();
    }

    /**
     * Of softmax attention, equation 12.
     *
     * @param kq W_KQ, n x n. Not modified.
     * @param pv W_PV, n x n. Not modified.
     * @throws IllegalArgumentException if they are not square, of one size and finite
     */
    public static LayerEnergy softmax(MatrixStore<Double> kq, MatrixStore<Double> pv) {
        return of(true, kq, pv);
    }

    /** Of linear attention, equation 11; as {@link #softmax}. */
    public static LayerEnergy linear(MatrixStore<Double> kq, MatrixStore<Double> pv) {
        return of(false, kq, pv);
    }

    private static LayerEnergy of(boolean softmax, MatrixStore<Double> kq, MatrixStore<Double> pv) {
        int n = kq.getRowDim();
        return new LayerEnergy(
                softmax,
                n,
                Check.matrix("LayerEnergy", "W_KQ", kq, n, n),
                Check.matrix("LayerEnergy", "W_PV", pv, n, n));
    }

    /**
     * The energy of a layer with merged or scalar weights.
     *
     * @throws IllegalArgumentException if its weights are neither linear nor softmax, or the query is among keys and values or
     *     added to the output
     */
    public static LayerEnergy of(AttentionLayer layer) {
        if (layer.isFull() || layer.isResidual()) {
            throw new IllegalArgumentException(
                    "LayerEnergy.of: layer must be neither full nor residual, got " + layer.name());
        }
        return switch (layer.weighting()) {
            case Weighting.Linear _ -> linear(layer.keyQuery(), layer.projectionValue());
            case Weighting.Softmax _ -> softmax(layer.keyQuery(), layer.projectionValue());
            default ->
                throw new IllegalArgumentException(
                        "LayerEnergy.of: layer must be linear or softmax attention, got " + layer.name());
        };
    }

    /** Dimension of the state. */
    public int n() {
        return n;
    }

    /** The c for which c W_KQ^T is nearest to W_PV. */
    public double c() {
        return c;
    }

    /** ||W_PV - c W_KQ^T||_F / ||W_PV||_F: 0 where the layer has the energy, 1 where the matrices are orthogonal. */
    public double misfit() {
        return misfit;
    }

    /** Whether W_PV = c W_KQ^T to rounding, so that {@link #flow} and {@link #step} exist. */
    public boolean hasEnergy() {
        return misfit <= ROUNDING;
    }

    /** Whether the layer is a gradient flow on every context, to rounding. */
    public boolean conservative() {
        return asymmetry() <= ROUNDING;
    }

    /**
     * ||J - J^T||_F / ||J||_F with J = W_PV Y W_KQ, in root mean square over all directions of a symmetric Y: the layer's own
     * asymmetry, whatever the prompts.
     */
    public double asymmetry() {
        double[] j = new double[n * n];
        double difference = 0;
        double square = 0;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                double unit =
                        a == b ? 0.5 : Math.sqrt(0.5); // Y of norm 1: e_a e_a^T, or (e_a e_b^T + e_b e_a^T)/sqrt 2
                for (int i = 0; i < n; i++) {
                    for (int k = 0; k < n; k++) {
                        j[i * n + k] =
                                unit * (unitPv[i * n + a] * unitKq[b * n + k] + unitPv[i * n + b] * unitKq[a * n + k]);
                    }
                }
                for (int i = 0; i < n; i++) {
                    for (int k = 0; k < n; k++) {
                        double d = j[i * n + k] - j[k * n + i];
                        difference = Math.fma(d, d, difference);
                        square = Math.fma(j[i * n + k], j[i * n + k], square);
                    }
                }
            }
        }
        return square == 0 ? 0 : Math.sqrt(difference / square);
    }

    /** ||J - J^T||_F / ||J||_F at each prompt's query, J by formula, and its mean. */
    public Conservativeness conservativeness(PromptSet prompts) {
        double[] ratios = new double[prompts.size()];
        for (int k = 0; k < ratios.length; k++) {
            Workers.poll();
            ratios[k] = Conservativeness.of(jacobian(prompts.context(k), prompts.query(k)));
        }
        return Conservativeness.of(ratios, 0);
    }

    /**
     * J = df/ds = W_PV Y W_KQ (equation A.18), Y = Cov_p[x] or X X^T/L.
     *
     * @param X context, n x L. Not modified.
     * @param s state, n x 1. Not modified.
     */
    public R064Store jacobian(MatrixStore<Double> X, MatrixStore<Double> s) {
        double[] state = Check.vector("LayerEnergy.jacobian", "state", s, n);
        ScoreEnergy form = form(1, 0);
        Tokens t = form.over(X).tokens();
        form.score(t, state);
        double[] y = new double[n * n];
        form.curvature(t, state, y);
        R064Store j = R064Store.FACTORY.make(n, n);
        double[] row = new double[n];
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < n; l++) {
                row[l] = 0;
                for (int m = 0; m < n; m++) {
                    row[l] = Math.fma(pv[i * n + m], y[m * n + l], row[l]);
                }
            }
            for (int k = 0; k < n; k++) {
                double sum = 0;
                for (int l = 0; l < n; l++) {
                    sum = Math.fma(row[l], kq[l * n + k], sum);
                }
                j.set(i, k, sum);
            }
        }
        return j;
    }

    /**
     * E with f = -grad E: a unit step of descent on it is the layer with a residual stream, s + f(s).
     *
     * @param X context, n x L. Not modified.
     * @throws IllegalArgumentException if W_PV is no multiple of W_KQ^T; {@link #nearest} has one that is
     */
    public MemoryEnergy flow(MatrixStore<Double> X) {
        return own(0).over(X);
    }

    /** {@link #flow} plus ||s||^2/2: a unit step of descent on it is the layer itself, f(s). */
    public MemoryEnergy step(MatrixStore<Double> X) {
        return own(1).over(X);
    }

    /** {@link #step} with the context yet to be given. */
    public ContextEnergy step() {
        return own(1);
    }

    private ScoreEnergy own(double norm) {
        if (!hasEnergy()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "LayerEnergy: W_PV must be a multiple of W_KQ^T for a layer to have this energy, got a relative misfit of"
                            + " %.3g; nearest() is the layer with W_PV = %.4g W_KQ^T",
                    misfit,
                    c));
        }
        return form(c, norm);
    }

    private ScoreEnergy form(double c, double norm) {
        ScoreEnergy.Metric metric = new ScoreEnergy.Metric(n, null, kq, null);
        return softmax
                ? new LogSumExp("softmax_layer", 1, c, norm, 1, false, null, metric)
                : new Quadratic("linear_layer", c, norm, 1, metric);
    }

    /** The layer with W_PV replaced by c W_KQ^T, which has an energy. */
    public LayerEnergy nearest() {
        double[] multiple = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                multiple[i * n + j] = c * kq[j * n + i];
            }
        }
        return new LayerEnergy(softmax, n, kq, multiple);
    }

    @Override
    public String toString() {
        String verdict;
        if (hasEnergy()) {
            verdict = String.format(Locale.ROOT, "a gradient flow, W_PV = %.4g W_KQ^T", c);
        } else if (conservative()) {
            boolean constant = Arrays.stream(kq).allMatch(entry -> entry == 0);
            verdict = constant ? "constant, as W_KQ = 0" : "a gradient flow along one line (rank one)";
        } else {
            verdict = String.format(
                    Locale.ROOT,
                    "no gradient flow, asymmetry %.3g; W_PV is %.3g away from %.4g W_KQ^T",
                    asymmetry(),
                    misfit,
                    c);
        }
        return (softmax ? "softmax" : "linear") + " layer, n = " + n + ": " + verdict;
    }
}
