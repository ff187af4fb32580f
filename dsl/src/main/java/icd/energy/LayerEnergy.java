package icd.energy;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.attention.LayerStack;
import icd.attention.PositionedLayer;
import icd.attention.Potential;
import icd.attention.Residual;
import icd.attention.RmsNorm;
import icd.attention.ScaledLayer;
import icd.attention.Scoring;
import icd.describe.RefusedException;
import icd.kernel.Workers;
import icd.math.Digits;
import icd.task.PromptSet;
import java.util.Arrays;
import java.util.Locale;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * The energy, if there is one, that a layer with weights {@math (W_KQ, W_PV)} descends, as a map of the state:
 *
 * {@equation
 *   f(s) = W_PV X grad F(z),     z_t = x_t . W_KQ s "or, for the Gaussian kernel," z_t = x_t . W_KQ s - ||W_K x_t||^2 / 2
 * }
 *
 * <p>With {@math W_PV = c W_KQ^T}, {@math f = -grad E} with {@math E = -c F(z)}, whatever the potential F: a unit step down E is the layer with
 * its residual stream, and a unit step down {@math E + ||s||^2/2} is the layer itself.
 *
 * <p>f is a gradient for every context only if {@math W_PV Y W_KQ} is symmetric for every symmetric Y (equation A.19, whose
 * transposes are misprinted; Y is {@math X H X^T}, H being the Hessian of F: {@math Cov_p[x]} for softmax, {@math X X^T/L} for linear). This
 * holds if {@math W_PV = c W_KQ^T}. The only other case is that both are of rank one with the range of {@math W_PV} equal to that of
 * {@math W_KQ^T}, where f moves along one line; no formula is given for it.
 *
 * <p>Layers with the query among keys and values, norms, stacks of several layers, heads whose matrices are unlike, positions, and
 * layers of the user's own have no such energy; {@link #of(Attention)} says why.
 */
public final class LayerEnergy {

    /** The relative misfit from which W_PV does not count as a multiple of W_KQ^T. */
    private static final double ROUNDING = 1e-9;

    private final Potential potential;
    private final GaussianLayer.Keys keys; // null where there is none
    private final boolean residual;
    private final int n;
    private final double[] kq;
    private final double[] pv;
    private final double[] unitKq; // W_KQ and W_PV over powers of two, so that no square overflows
    private final double[] unitPv;
    private final double c;
    private final double misfit;
    private final Attention layer; // null where there is none

    private LayerEnergy(
            Potential potential,
            GaussianLayer.Keys keys,
            boolean residual,
            int n,
            double[] kq,
            double[] pv,
            Attention layer) {
        this.layer = layer;
        this.potential = potential;
        this.keys = keys;
        this.residual = residual;
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
     * Returns the energy of a layer with this potential and these weights.
     *
     * @param kq {@math W_KQ}, n x n. Not modified.
     * @param pv {@math W_PV}, n x n. Not modified.
     * @throws IllegalArgumentException if they are not square, of one size and finite; or if the potential is Gaussian,
     *     whose scores need {@math W_K} and {@math W_Q} apart
     */
    public static LayerEnergy of(Potential potential, MatrixStore<Double> kq, MatrixStore<Double> pv) {
        if (Scoring.of(potential) == Scoring.DISTANCE) {
            throw new IllegalArgumentException("LayerEnergy.of: potential must be of scores that W_KQ makes, got "
                    + potential.label() + ", whose scores need W_K and W_Q apart; give the layer instead");
        }
        return of(potential, null, false, kq, pv);
    }

    private static LayerEnergy of(
            Potential potential,
            GaussianLayer.Keys keys,
            boolean residual,
            MatrixStore<Double> kq,
            MatrixStore<Double> pv) {
        int n = kq.getRowDim();
        return new LayerEnergy(
                potential,
                keys,
                residual,
                n,
                Check.matrix("LayerEnergy", "W_KQ", kq, n, n),
                Check.matrix("LayerEnergy", "W_PV", pv, n, n),
                null);
    }

    /**
     * Returns the energy of a layer, whatever its potential and the form of its weights; of heads that share {@math W_KQ},
     * whose {@math W_PV} add; and of either with a residual stream.
     *
     * @throws IllegalArgumentException if it has no energy of this form, whatever its weights; the message says why
     */
    public static LayerEnergy of(Attention layer) {
        LayerEnergy found = of(layer, layer, false);
        return new LayerEnergy(found.potential, found.keys, found.residual, found.n, found.kq, found.pv, layer);
    }

    /**
     * The energy whose unit step is this layer, as {@link #step()} returns it.
     *
     * @param layer a layer that has such an energy
     */
    public record Step(Attention layer) implements ContextEnergy {

        @Override
        public MemoryEnergy over(MatrixStore<Double> X) {
            return LayerEnergy.of(layer).step(X);
        }
    }

    private static LayerEnergy of(Attention layer, Attention whole, boolean residual) {
        return switch (layer) {
            case AttentionLayer one -> {
                if (one.isFull()) {
                    throw none(whole, "the query is among keys and values, so that the state is a memory of its own");
                }
                yield of(
                        one.potential(),
                        keys(one),
                        residual || one.isResidual(),
                        one.keyQuery(),
                        one.projectionValue());
            }
            case Residual around -> of(around.layer(), whole, true);
            case Heads heads -> ofHeads(heads, whole, residual);
            case LayerStack stack
            when stack.layers().size() == 1 && stack.step() == 1 ->
                of(stack.layers().getFirst(), whole, residual);
            case LayerStack _, ScaledLayer _ ->
                throw none(whole, "a stack is several steps, or a step of another length");
            case PositionedLayer _ ->
                throw none(
                        whole, "it scores tokens by where they stand, of which an energy over memories knows nothing");
            case RmsNorm _ ->
                throw none(whole, "it sees normalised tokens, and scores that are not affine in the state");
            default -> throw none(whole, "the use of its weights is not known");
        };
    }

    /** Returns the energy of heads with one W_KQ, which are a layer whose W_PV is the sum of theirs. */
    private static LayerEnergy ofHeads(Heads heads, Attention whole, boolean residual) {
        LayerEnergy first = null;
        for (Attention each : heads.heads()) {
            LayerEnergy head = of(each, whole, false);
            if (heads.heads().size() > 1 && head.residual) {
                throw none(whole, "its heads have residual streams of their own");
            }
            if (first == null) {
                first = head;
                continue;
            }
            boolean alike = first.potential.equals(head.potential)
                    && Arrays.equals(first.kq, head.kq)
                    && (first.keys == null || first.keys.isLike(head.keys));
            if (!alike) {
                throw none(
                        whole, "its heads are unlike: they must share their potential and W_KQ to score tokens alike");
            }
            double[] sum = first.pv.clone();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += head.pv[i];
            }
            first = new LayerEnergy(first.potential, first.keys, false, first.n, first.kq, sum, null);
        }
        return new LayerEnergy(
                first.potential, first.keys, residual || first.residual, first.n, first.kq, first.pv, null);
    }

    private static RefusedException none(Attention layer, String why) {
        return new RefusedException(
                "LayerEnergy.of", "layer", "have an energy s.s/2 - c F(z)", layer.name() + ", which has none: " + why);
    }

    private static GaussianLayer.Keys keys(AttentionLayer layer) {
        if (layer.scoring() == Scoring.PRODUCT) {
            return null;
        }
        if (layer.parameters().stream().anyMatch(parameter -> parameter.name().equals("W_K"))) {
            return new GaussianLayer.Keys(rows(layer.matrix("W_K")), rows(layer.matrix("W_Q")), 1);
        }
        double[][] root = rows(R064Store.FACTORY.makeIdentity(layer.n()).multiply(Math.sqrt(Math.abs(layer.beta()))));
        return new GaussianLayer.Keys(root, root, layer.beta() < 0 ? -1 : 1);
    }

    private static double[][] rows(MatrixStore<Double> matrix) {
        double[][] rows = new double[matrix.getRowDim()][matrix.getColDim()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = matrix.doubleValue(i, j);
            }
        }
        return rows;
    }

    /** Dimension of the state. */
    public int n() {
        return n;
    }

    /** Returns the c for which {@math c W_KQ^T} is nearest to {@math W_PV}. */
    public double c() {
        return c;
    }

    /**
     * Returns {@math ||W_PV - c W_KQ^T||_F / ||W_PV||_F}: 0 where the layer has the energy, 1 where the matrices are
     * orthogonal.
     */
    public double misfit() {
        return misfit;
    }

    /** Returns whether {@math W_PV = c W_KQ^T} to rounding, so that {@link #flow} and {@link #step} exist. */
    public boolean hasEnergy() {
        return misfit <= ROUNDING;
    }

    /** Returns whether the layer is a gradient flow on every context, to rounding. */
    public boolean conservative() {
        return asymmetry() <= ROUNDING;
    }

    /**
     * Returns {@math ||J - J^T||_F / ||J||_F} with {@math J = W_PV Y W_KQ}, in root mean square over all directions of a symmetric Y:
     * the layer's own asymmetry, independent of prompts.
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

    /** Returns {@math ||J - J^T||_F / ||J||_F} at each prompt's query, J by formula, and its mean. */
    public Conservativeness conservativeness(PromptSet prompts) {
        double[] ratios = new double[prompts.size()];
        for (int k = 0; k < ratios.length; k++) {
            Workers.poll();
            ratios[k] = Conservativeness.of(jacobian(prompts.context(k), prompts.query(k)));
        }
        return Conservativeness.of(ratios, 0);
    }

    /**
     * Returns {@math J = df/ds = W_PV Y W_KQ} (equation A.18), {@math Y = X H X^T}; plus I with a residual stream.
     *
     * @param X context, n x L. Not modified.
     * @param s state, n x 1. Not modified.
     */
    public R064Store jacobian(MatrixStore<Double> X, MatrixStore<Double> s) {
        double[] state = Check.vector("LayerEnergy.jacobian", "state", s, n);
        ScoreEnergy form = form(null, 1, 0);
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
                j.set(i, k, residual && i == k ? 1 + sum : sum);
            }
        }
        return j;
    }

    /**
     * Returns {@math E = -c F(z)}: a unit step of descent on it is the layer with a residual stream, s + f(s).
     *
     * @param X context, n x L. Not modified.
     * @throws IllegalArgumentException if {@math W_PV} is no multiple of {@math W_KQ^T}; {@link #nearest} returns a layer where it is
     */
    public MemoryEnergy flow(MatrixStore<Double> X) {
        return own(0, layer == null || residual ? layer : layer.residual()).over(X);
    }

    /**
     * Returns the energy whose unit step of descent is the layer itself: {@link #flow} plus {@math ||s||^2/2}, or {@link #flow}
     * alone where the layer has a residual stream.
     */
    public MemoryEnergy step(MatrixStore<Double> X) {
        return own(residual ? 0 : 1, layer).over(X);
    }

    /** Returns {@link #step} before the context is given. */
    public ContextEnergy step() {
        return own(residual ? 0 : 1, layer);
    }

    /** @param stepping the layer that the energy belongs to, or null */
    private ScoreEnergy own(double norm, Attention stepping) {
        if (!hasEnergy()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "LayerEnergy: W_PV must be a multiple of W_KQ^T for a layer to have this energy, got a relative misfit of"
                            + " %.3g; nearest() is the layer with W_PV = %.4g W_KQ^T",
                    misfit,
                    c));
        }
        return form(stepping == null ? null : new Step(stepping), c, norm);
    }

    private ScoreEnergy form(ContextEnergy kind, double c, double norm) {
        ScoreEnergy.Metric metric = new ScoreEnergy.Metric(n, null, kq, null);
        String name = potential.label() + "_layer";
        return keys == null
                ? new PotentialEnergy(kind, name, potential, c, norm, metric)
                : new GaussianLayer(kind, name, c, norm, metric, keys);
    }

    /** Returns the layer with {@math W_PV} replaced by {@math c W_KQ^T}, which has an energy. */
    public LayerEnergy nearest() {
        double[] multiple = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                multiple[i * n + j] = c * kq[j * n + i];
            }
        }
        return new LayerEnergy(potential, keys, residual, n, kq, multiple, null);
    }

    @Override
    public String toString() {
        String verdict;
        if (hasEnergy()) {
            verdict = Digits.text("a gradient flow, W_PV = %.4g W_KQ^T", c);
        } else if (conservative()) {
            boolean constant = Arrays.stream(kq).allMatch(entry -> entry == 0);
            verdict = constant ? "constant, as W_KQ = 0" : "a gradient flow along one line (rank one)";
        } else {
            verdict = Digits.text(
                    "no gradient flow, asymmetry %.3g; W_PV is %.3g away from %.4g W_KQ^T", asymmetry(), misfit, c);
        }
        return potential.label() + (residual ? " layer with its residual stream" : " layer") + ", n = " + n + ": "
                + verdict;
    }
}
