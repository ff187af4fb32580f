package icd.attention;

import icd.kernel.DenseKernel;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import icd.math.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that is applied to every token of a context, and to the query, at once: each looks up the tokens that the mask lets it see, and
 * the query, which is neither key nor value, all of them. For one thread.
 */
interface TokenMap {

    /** @param theta of the whole stack. Not modified. */
    void load(double[] theta);

    /**
     * out = f(in).
     *
     * @param in not modified, here or by the caller before {@link #backward}
     * @param queryAlone whether the query alone is asked for
     * @param out its query and, unless that alone is asked for, its tokens are modified
     */
    void forward(Tokens in, boolean queryAlone, Tokens out);

    /**
     * gradient &lt;- gradient + J^T r and change &lt;- change + J_in^T r, at the last {@link #forward}.
     *
     * @param r as {@code out} was. Not modified.
     * @param gradient of the whole stack. Modified.
     * @param change of every token and the query. Modified.
     */
    void backward(Tokens r, boolean queryAlone, double[] gradient, Tokens change);

    /** What all maps of a stack have in common. */
    record Setting(int n, int L, boolean causal, Kernel kernel) {

        int stride() {
            return layout().stride();
        }

        @SuppressWarnings("unchecked") // of float64 the numbers are double[]
        private TokenStack<double[]> layout() {
            return (TokenStack<double[]>) TokenStack.allocate(Precision.FLOAT64, 1, n, L);
        }

        TokenKernel<double[]> tokens() {
            return kernel.of(layout());
        }

        Tokens zeros() {
            return Tokens.zeros(n, L, stride());
        }
    }

    /** Why a layer cannot be applied to tokens that move, as the end of a message; empty where it can. */
    static String misfit(Attention layer) {
        return switch (layer) {
            case AttentionLayer one when one.isFull() -> "has its query among keys and values";
            case AttentionLayer one when one.scoring() == Scoring.DISTANCE -> "scores tokens by distance";
            case AttentionLayer _ -> "";
            case Heads heads ->
                heads.heads().stream()
                        .map(TokenMap::misfit)
                        .filter(why -> !why.isEmpty())
                        .findFirst()
                        .orElse("");
            case Residual stream -> misfit(stream.layer());
            case RmsNorm norm -> misfit(norm.layer());
            case ScaledLayer scaled -> misfit(scaled.layer());
            case PositionedLayer _ -> "scores tokens by where they stand";
            default -> "is no single layer of the library";
        };
    }

    /** @param at where the layer's numbers begin in the theta of the stack */
    static TokenMap of(Attention layer, int at, Setting setting) {
        return switch (layer) {
            case AttentionLayer one when one.isResidual() -> new Stream(Layer.of(one, at, setting));
            case AttentionLayer one -> Layer.of(one, at, setting);
            case Heads heads -> {
                List<TokenMap> maps = new ArrayList<>();
                int next = at;
                for (Attention head : heads.heads()) {
                    maps.add(of(head, next, setting));
                    next += head.theta().length;
                }
                yield new Sum(maps, setting);
            }
            case Residual stream -> new Stream(of(stream.layer(), at, setting));
            case RmsNorm norm -> new Normalised(of(norm.layer(), at, setting), setting);
            case ScaledLayer scaled ->
                new Scaled(of(scaled.layer(), at, setting), at + scaled.layer().theta().length, setting);
            default -> throw new IllegalArgumentException(layer.name() + " " + misfit(layer));
        };
    }

    /** One head: u = W_KQ q, m = C w(C^T u), W_PV m for each column q. Cues, scores and weights are made again on the way back. */
    abstract class Layer implements TokenMap {

        final Setting setting;
        final DenseKernel dense;
        final double[] q;
        final double[] u;
        final double[] m;
        final double[] g;
        final double[] du;
        private final LinearMapPass cue;
        private final LinearMapPass readout;
        private final double[] output;
        private final double[] r;
        private final double[] dq;
        Tokens in;

        Layer(AttentionLayer layer, int at, Setting setting) {
            this.setting = setting;
            this.dense = setting.kernel.dense();
            this.cue = layer.cue(at, dense);
            this.readout = layer.readout(at, dense);
            int n = setting.n;
            this.q = new double[n];
            this.u = new double[n];
            this.m = new double[n];
            this.g = new double[n];
            this.du = new double[n];
            this.output = new double[n];
            this.r = new double[n];
            this.dq = new double[n];
        }

        static Layer of(AttentionLayer layer, int at, Setting setting) {
            return layer.potential() instanceof Potential.Linear && !setting.causal
                    ? new Moments(layer, at, setting)
                    : new Scores(layer, at, setting);
        }

        /** m of the cue u, from the tokens that column t sees. */
        abstract void retrieve(int t);

        /** du from g, and what the tokens that were seen gain. */
        abstract void pullBack(int t, Tokens change);

        /** Before the columns of another prompt. */
        void begin() {}

        /** After the last column on the way back. */
        void end(Tokens change) {}

        @Override
        public final void load(double[] theta) {
            cue.load(theta);
            readout.load(theta);
        }

        @Override
        public final void forward(Tokens in, boolean queryAlone, Tokens out) {
            this.in = in;
            begin();
            for (int t = queryAlone ? setting.L : 0; t <= setting.L; t++) {
                apply(t);
                out.set(t, output);
            }
        }

        private void apply(int t) {
            in.get(t, q);
            cue.apply(q, 0, u); // u = W_KQ q
            retrieve(t); // m = C w(C^T u)
            readout.apply(m, 0, output); // W_PV m
        }

        @Override
        public final void backward(Tokens residual, boolean queryAlone, double[] gradient, Tokens change) {
            for (int t = queryAlone ? setting.L : 0; t <= setting.L; t++) {
                apply(t);
                residual.get(t, r);
                readout.pullBack(r, m, 0, gradient, g); // g = W_PV^T r, dW_PV += r m^T
                pullBack(t, change);
                cue.pullBack(du, q, 0, gradient, dq); // dq = W_KQ^T du, dW_KQ += du q^T
                change.add(t, dq);
            }
            end(change);
        }
    }

    /** Any potential of scores z = C^T u: dC = g w^T + u dz^T with dz = H (C^T g), and du = C dz. */
    final class Scores extends Layer {

        private final Potential potential;
        private final TokenKernel<double[]> tokens;
        private final double[] perToken;
        private final double[] changes;
        private double[] z;
        private double[] w;
        private boolean finite; // all scores

        Scores(AttentionLayer layer, int at, Setting setting) {
            super(layer, at, setting);
            this.potential = layer.potential();
            this.tokens = setting.tokens();
            this.perToken = new double[setting.stride()];
            this.changes = new double[setting.stride()];
            this.z = new double[setting.L];
            this.w = new double[setting.L];
        }

        @Override
        void retrieve(int t) {
            int seen = setting.causal && t < setting.L ? t + 1 : setting.L;
            if (z.length != seen) {
                z = new double[seen];
                w = new double[seen];
            }
            tokens.scores(in.context(), 0, setting.n, in.stride(), u, perToken);
            System.arraycopy(perToken, 0, z, 0, seen);
            finite = Vectors.areFinite(z);
            if (finite) {
                potential.weigh(z, w);
            } else {
                Arrays.fill(w, Double.NaN);
            }
            Arrays.fill(perToken, seen, perToken.length, 0);
            System.arraycopy(w, 0, perToken, 0, seen);
            tokens.weightedSum(in.context(), 0, setting.n, in.stride(), perToken, 0, 1, m, 0);
        }

        @Override
        void pullBack(int t, Tokens change) {
            int seen = z.length;
            tokens.scores(in.context(), 0, setting.n, in.stride(), g, changes);
            double[] dz = Arrays.copyOf(changes, seen);
            if (finite) {
                potential.hessian(z, w, dz, dz);
            } else {
                Arrays.fill(dz, Double.NaN);
            }
            Arrays.fill(changes, seen, changes.length, 0);
            System.arraycopy(dz, 0, changes, 0, seen);
            tokens.weightedSum(in.context(), 0, setting.n, in.stride(), changes, 0, 1, du, 0);
            dense.addOuter(g, perToken, 0, setting.n, in.stride(), change.context(), 0);
            dense.addOuter(u, changes, 0, setting.n, in.stride(), change.context(), 0);
        }
    }

    /** Linear attention to all tokens through S = C C^T / L: m = S u, dS = g u^T, dC = (dS + dS^T) C / L. */
    final class Moments extends Layer {

        private final TokenKernel<double[]> tokens;
        private final double[] S;
        private final double[] dS;

        Moments(AttentionLayer layer, int at, Setting setting) {
            super(layer, at, setting);
            this.tokens = setting.tokens();
            this.S = new double[setting.n * setting.n];
            this.dS = new double[setting.n * setting.n];
        }

        @Override
        void begin() {
            tokens.secondMoment(in.context(), 0, setting.n, setting.L, in.stride(), S, 0);
            Arrays.fill(dS, 0);
        }

        @Override
        void retrieve(int t) {
            dense.multiply(S, 0, setting.n, u, 0, m);
        }

        @Override
        void pullBack(int t, Tokens change) {
            dense.multiply(S, 0, setting.n, g, 0, du);
            dense.addOuter(g, u, 0, setting.n, dS, 0);
            dense.addOuter(u, g, 0, setting.n, dS, 0);
        }

        @Override
        void end(Tokens change) {
            for (int i = 0; i < dS.length; i++) {
                dS[i] /= setting.L;
            }
            int n = setting.n;
            dense.addProduct(dS, n, 1, n, n, in.context(), 0, in.stride(), in.stride(), change.context());
            Arrays.fill(dS, 0);
        }
    }

    /** The sum of several maps. */
    final class Sum implements TokenMap {

        private final List<TokenMap> maps;
        private final Tokens one;

        Sum(List<TokenMap> maps, Setting setting) {
            this.maps = maps;
            this.one = setting.zeros();
        }

        @Override
        public void load(double[] theta) {
            maps.forEach(map -> map.load(theta));
        }

        @Override
        public void forward(Tokens in, boolean queryAlone, Tokens out) {
            maps.getFirst().forward(in, queryAlone, out);
            for (TokenMap map : maps.subList(1, maps.size())) {
                map.forward(in, queryAlone, one);
                out.combine(queryAlone, 1, out, 1, one);
            }
        }

        @Override
        public void backward(Tokens r, boolean queryAlone, double[] gradient, Tokens change) {
            maps.forEach(map -> map.backward(r, queryAlone, gradient, change));
        }
    }

    /** A map plus what it is given. */
    final class Stream implements TokenMap {

        private final TokenMap map;

        Stream(TokenMap map) {
            this.map = map;
        }

        @Override
        public void load(double[] theta) {
            map.load(theta);
        }

        @Override
        public void forward(Tokens in, boolean queryAlone, Tokens out) {
            map.forward(in, queryAlone, out);
            out.combine(queryAlone, 1, out, 1, in);
        }

        @Override
        public void backward(Tokens r, boolean queryAlone, double[] gradient, Tokens change) {
            map.backward(r, queryAlone, gradient, change);
            change.combine(queryAlone, 1, change, 1, r);
        }
    }

    /** a x + b f(x): da = r.x, db = r.f, dx = a r + J^T (b r). */
    final class Scaled implements TokenMap {

        private final TokenMap map;
        private final int at; // of the skip in theta
        private final Tokens output;
        private final Tokens scaled;
        private Tokens in;
        private double skip;
        private double step;

        Scaled(TokenMap map, int at, Setting setting) {
            this.map = map;
            this.at = at;
            this.output = setting.zeros();
            this.scaled = setting.zeros();
        }

        @Override
        public void load(double[] theta) {
            map.load(theta);
            skip = theta[at];
            step = theta[at + 1];
        }

        @Override
        public void forward(Tokens in, boolean queryAlone, Tokens out) {
            this.in = in;
            map.forward(in, queryAlone, output);
            out.combine(queryAlone, skip, in, step, output);
        }

        @Override
        public void backward(Tokens r, boolean queryAlone, double[] gradient, Tokens change) {
            gradient[at] += r.dot(queryAlone, in);
            gradient[at + 1] += r.dot(queryAlone, output);
            scaled.combine(queryAlone, step, r, 0, r);
            map.backward(scaled, queryAlone, gradient, change);
            change.combine(queryAlone, 1, change, skip, r);
        }
    }

    /** A map of y = c x, c = sqrt(n)/||x||, for each column: dx = c (dy - y (y.dy)/n). */
    final class Normalised implements TokenMap {

        private final TokenMap map;
        private final int n;
        private final int L;
        private final Tokens normalised;
        private final Tokens dNormalised;
        private final double[] scales; // c of each column; 0 of a zero one
        private final double[] y;
        private final double[] dy;

        Normalised(TokenMap map, Setting setting) {
            this.map = map;
            this.n = setting.n;
            this.L = setting.L;
            this.normalised = setting.zeros();
            this.dNormalised = setting.zeros();
            this.scales = new double[L + 1];
            this.y = new double[n];
            this.dy = new double[n];
        }

        @Override
        public void load(double[] theta) {
            map.load(theta);
        }

        @Override
        public void forward(Tokens in, boolean queryAlone, Tokens out) {
            for (int t = 0; t <= L; t++) {
                in.get(t, y);
                double norm = Norm.of(y, 0, n);
                scales[t] = norm == 0 ? 0 : Math.sqrt(n) / norm;
                for (int i = 0; i < n; i++) {
                    y[i] = norm == 0 ? 0 : Math.sqrt(n) * (y[i] / norm);
                }
                normalised.set(t, y);
            }
            map.forward(normalised, queryAlone, out);
        }

        @Override
        public void backward(Tokens r, boolean queryAlone, double[] gradient, Tokens change) {
            dNormalised.clear();
            map.backward(r, queryAlone, gradient, dNormalised);
            for (int t = 0; t <= L; t++) {
                normalised.get(t, y);
                dNormalised.get(t, dy);
                double along = Vectors.dot(y, dy, 0) / n;
                for (int i = 0; i < n; i++) {
                    dy[i] = scales[t] * (dy[i] - along * y[i]);
                }
                change.add(t, dy);
            }
        }
    }
}
