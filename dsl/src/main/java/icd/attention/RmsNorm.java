package icd.attention;

import icd.math.Norm;
import java.util.Arrays;
import java.util.List;

/**
 * A layer behind an RMS normalisation: it sees every token, and the query, as {@math x sqrt(n)/||x||}, of root mean square 1, so
 * that {@math ||x|| = sqrt n}. Without a gain.
 *
 * <p>A zero token or query stays zero, and passes no gradient on. Tokens are normalised once for each prompt set, which
 * keeps the copy. Tokens and query may be of any finite size.
 *
 * <p>Reference: Zhang &amp; Sennrich 2019.
 */
public final class RmsNorm extends Composite {

    RmsNorm(Attention layer) {
        super("RmsNorm", List.of(layer));
    }

    /** The layer that sees normalised tokens. */
    public Attention layer() {
        return parts().getFirst();
    }

    /** A head of the layer within, behind the same norm. */
    @Override
    public Attention head(int index) {
        return layer().head(index).normalised();
    }

    @Override
    public String name() {
        return layer() instanceof Composite ? "rms_(" + layer().name() + ")" : "rms_" + layer().name();
    }

    @Override
    boolean isRow() {
        return false;
    }

    @Override
    public RmsNorm normalised() {
        return this;
    }

    @Override
    RmsNorm of(List<Attention> parts) {
        return new RmsNorm(parts.getFirst());
    }

    @Override
    String suffix(int part) {
        return "";
    }

    @Override
    Pass pass(PassMaker maker) {
        return new NormPass(n(), List.of(maker.of(layer(), true)), parts());
    }

    /**
     * y = c q with c = sqrt(n)/||q||; both are 0 where q is.
     *
     * @param q n numbers from {@code at}. Not modified.
     * @param y n numbers. Modified.
     * @return c
     */
    static double normalise(double[] q, int at, double[] y) {
        int n = y.length;
        double norm = Norm.of(q, at, n);
        double root = Math.sqrt(n);
        for (int i = 0; i < n; i++) {
            y[i] = norm == 0 ? 0 : root * (q[at + i] / norm); // so that a small norm overflows nothing
        }
        return norm == 0 ? 0 : root / norm;
    }

    /**
     * dq = c (dy - y (y.dy)/n).
     *
     * @param y what {@link #normalise} gave with this c. Not modified.
     * @param dy n numbers, in whose place dq comes. Modified.
     */
    static void pullBack(double c, double[] y, double[] dy) {
        double along = Vectors.dot(y, dy, 0) / y.length;
        for (int i = 0; i < y.length; i++) {
            dy[i] = c == 0 ? 0 : c * (dy[i] - along * y[i]);
        }
    }

    private static final class NormPass extends CompositePass {

        private final double[] normalised;
        private final double[] dNormalised;
        private double scale; // c

        NormPass(int n, List<Pass> passes, List<Attention> parts) {
            super(n, passes, parts);
            this.normalised = new double[n];
            this.dNormalised = new double[n];
        }

        @Override
        public void forward(int k, double[] query, int at, double[] estimate, int to) {
            scale = normalise(query, at, normalised);
            pass(0).forward(k, normalised, 0, estimate, to);
        }

        @Override
        public void backward(int k, double[] residual, double[] gradient, double[] queryGradient) {
            if (queryGradient == null) {
                backward(0, k, residual, gradient, null);
                return;
            }
            Arrays.fill(dNormalised, 0);
            backward(0, k, residual, gradient, dNormalised);
            pullBack(scale, normalised, dNormalised);
            for (int i = 0; i < n; i++) {
                queryGradient[i] += dNormalised[i];
            }
        }
    }
}
