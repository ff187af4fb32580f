package icd.attention;

import icd.kernel.DenseKernel;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
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

    /** The shapes, the mask and the kernel, which all maps of a stack share. */
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
            case AttentionLayer _, Mlp _ -> "";
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
            case Mlp mlp -> new Each(mlp.pass(at, setting.kernel().dense()), setting);
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
        final double[] output;
        final double[] r;
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
            return switch (layer.potential()) {
                case Potential.Linear _ when !setting.causal -> new Moments(layer, at, setting);
                case Potential.Softmax _ -> new Softmax(layer, at, setting);
                default -> new Gradients(layer, at, setting);
            };
        }

        /** m of the cue u, from the tokens that column t sees. */
        abstract void retrieve(int t);

        /** du from g, and what the tokens that were seen gain. */
        abstract void pullBack(int t, Tokens change);

        @Override
        public final void load(double[] theta) {
            cue.load(theta);
            readout.load(theta);
        }

        @Override
        public void forward(Tokens in, boolean queryAlone, Tokens out) {
            this.in = in;
            for (int t = queryAlone ? setting.L : 0; t <= setting.L; t++) {
                in.get(t, q);
                apply(t);
                out.set(t, output);
            }
        }

        /** The output of column t, where q is what it asks. */
        final void apply(int t) {
            cue.apply(q, 0, u); // u = W_KQ q
            retrieve(t); // m = C w(C^T u)
            readout.apply(m, 0, output); // W_PV m
        }

        @Override
        public void backward(Tokens residual, boolean queryAlone, double[] gradient, Tokens change) {
            for (int t = queryAlone ? setting.L : 0; t <= setting.L; t++) {
                in.get(t, q);
                residual.get(t, r);
                pullBack(t, gradient, change);
                change.add(t, dq);
            }
        }

        /** dq, where q is what column t asks and r what its output gains. */
        final void pullBack(int t, double[] gradient, Tokens change) {
            apply(t);
            readout.pullBack(r, m, 0, gradient, g); // g = W_PV^T r, dW_PV += r m^T
            pullBack(t, change);
            cue.pullBack(du, q, 0, gradient, dq); // dq = W_KQ^T du, dW_KQ += du q^T
        }
    }

    /** Weights w of scores z = C^T u: dC = g w^T + u dz^T with dz = H (C^T g), and du = C dz. */
    abstract class Scores extends Layer {

        final TokenKernel<double[]> tokens;
        final double[] w; // first the scores, then the weights: 0 of tokens that are not seen
        final double[] dz; // first the overlaps with g
        private int seen;

        Scores(AttentionLayer layer, int at, Setting setting) {
            super(layer, at, setting);
            this.tokens = setting.tokens();
            this.w = new double[setting.stride()];
            this.dz = new double[setting.stride()];
        }

        /** The weights of so many tokens in place of their scores; what stands behind them becomes 0. */
        abstract void weigh(int seen);

        /** Replaces the gradient in the weights of the first {@code seen} tokens by that in their scores; the numbers after these become 0. */
        abstract void respond(int seen);

        @Override
        final void retrieve(int t) {
            seen = setting.causal && t < setting.L ? t + 1 : setting.L;
            tokens.scores(in.context(), 0, setting.n, in.stride(), u, w);
            weigh(seen);
            tokens.weightedSum(in.context(), 0, setting.n, in.stride(), w, 0, 1, m, 0);
        }

        @Override
        final void pullBack(int t, Tokens change) {
            tokens.scores(in.context(), 0, setting.n, in.stride(), g, dz);
            respond(seen);
            tokens.weightedSum(in.context(), 0, setting.n, in.stride(), dz, 0, 1, du, 0);
            dense.addOuter(g, w, 0, setting.n, in.stride(), change.context(), 0);
            dense.addOuter(u, dz, 0, setting.n, in.stride(), change.context(), 0);
        }
    }

    /** w = softmax z, and dz = w o (C^T g - m.g). */
    final class Softmax extends Scores {

        Softmax(AttentionLayer layer, int at, Setting setting) {
            super(layer, at, setting);
        }

        @Override
        void weigh(int seen) {
            double total = tokens.exponentiate(w, seen, w.length);
            for (int t = 0; t < seen; t++) {
                w[t] /= total;
            }
        }

        @Override
        void respond(int seen) {
            tokens.reweigh(w, Vectors.dot(m, g, 0), dz, dz.length);
        }
    }

    /** w = grad F(z) of any potential. Under a mask each token sees another number of them, so that there are arrays of each length. */
    final class Gradients extends Scores {

        private final Potential potential;
        private final double[][] scores;
        private final double[][] weights;
        private final double[][] changes;
        private boolean finite; // all scores

        Gradients(AttentionLayer layer, int at, Setting setting) {
            super(layer, at, setting);
            this.potential = layer.potential();
            this.scores = lengths(setting);
            this.weights = lengths(setting);
            this.changes = lengths(setting);
        }

        private static double[][] lengths(Setting setting) {
            double[][] lengths = new double[setting.L + 1][];
            for (int seen = setting.causal ? 1 : setting.L; seen <= setting.L; seen++) {
                lengths[seen] = new double[seen];
            }
            return lengths;
        }

        @Override
        void weigh(int seen) {
            tokens.read(w, seen, scores[seen]);
            finite = Vectors.areFinite(scores[seen]);
            if (finite) {
                potential.weigh(scores[seen], weights[seen]);
            } else {
                Arrays.fill(weights[seen], Double.NaN);
            }
            write(weights[seen], w);
        }

        @Override
        void respond(int seen) {
            tokens.read(dz, seen, changes[seen]);
            if (finite) {
                potential.hessian(scores[seen], weights[seen], changes[seen], changes[seen]);
            } else {
                Arrays.fill(changes[seen], Double.NaN);
            }
            write(changes[seen], dz);
        }

        private static void write(double[] numbers, double[] perToken) {
            System.arraycopy(numbers, 0, perToken, 0, numbers.length);
            Arrays.fill(perToken, numbers.length, perToken.length, 0);
        }
    }

    /**
     * Linear attention to all tokens, which is one matrix for all columns: M = W_PV S W_KQ with S = C C^T / L. It is found, and its gradient
     * handed on, by its effect on unit vectors: m = S u, dS = g u^T, dC = (dS + dS^T) C / L.
     */
    final class Moments extends Layer {

        private final TokenKernel<double[]> tokens;
        private final int n;
        private final double[] S;
        private final double[] dS;
        private final double[] M;
        private final double[] dM;

        Moments(AttentionLayer layer, int at, Setting setting) {
            super(layer, at, setting);
            this.tokens = setting.tokens();
            this.n = setting.n;
            this.S = new double[n * n];
            this.dS = new double[n * n];
            this.M = new double[n * n];
            this.dM = new double[n * n];
        }

        @Override
        public void forward(Tokens in, boolean queryAlone, Tokens out) {
            tokens.secondMoment(in.context(), 0, n, setting.L, in.stride(), S, 0);
            if (queryAlone) {
                super.forward(in, true, out);
                return;
            }
            this.in = in;
            for (int j = 0; j < n; j++) {
                ask(j);
                apply(j);
                for (int i = 0; i < n; i++) {
                    M[i * n + j] = output[i];
                }
            }
            out.clear();
            dense.addProduct(M, n, 1, n, n, in.context(), 0, in.stride(), in.stride(), out.context());
            dense.addProduct(M, n, 1, n, n, in.query(), 0, 1, 1, out.query());
        }

        private void ask(int coordinate) {
            Arrays.fill(q, 0);
            q[coordinate] = 1;
        }

        @Override
        public void backward(Tokens residual, boolean queryAlone, double[] gradient, Tokens change) {
            Arrays.fill(dS, 0);
            if (queryAlone) {
                super.backward(residual, true, gradient, change);
            } else {
                for (int i = 0; i < n; i++) { // dM = R C^T
                    tokens.weightedSum(
                            in.context(), 0, n, in.stride(), residual.context(), i * in.stride(), 1, dM, i * n);
                }
                dense.addOuter(residual.query(), in.query(), 0, n, dM, 0);
                for (int j = 0; j < n; j++) {
                    ask(j);
                    for (int i = 0; i < n; i++) {
                        r[i] = dM[i * n + j];
                    }
                    pullBack(j, gradient, change);
                }
                dense.addProduct(M, 1, n, n, n, residual.context(), 0, in.stride(), in.stride(), change.context());
                dense.addProduct(M, 1, n, n, n, residual.query(), 0, 1, 1, change.query());
            }
            for (int i = 0; i < dS.length; i++) {
                dS[i] /= setting.L;
            }
            dense.addProduct(dS, n, 1, n, n, in.context(), 0, in.stride(), in.stride(), change.context());
        }

        @Override
        void retrieve(int t) {
            dense.multiply(S, 0, n, u, 0, m);
        }

        @Override
        void pullBack(int t, Tokens change) {
            dense.multiply(S, 0, n, g, 0, du);
            dense.addOuter(g, u, 0, n, dS, 0);
            dense.addOuter(u, g, 0, n, dS, 0);
        }
    }

    /** A map of each column by itself. */
    final class Each implements TokenMap {

        private final Pass pass; // of any prompt
        private final int L;
        private final double[] q;
        private final double[] output;
        private final double[] r;
        private final double[] dq;
        private Tokens in;

        Each(Pass pass, Setting setting) {
            this.pass = pass;
            this.L = setting.L;
            this.q = new double[setting.n];
            this.output = new double[setting.n];
            this.r = new double[setting.n];
            this.dq = new double[setting.n];
        }

        @Override
        public void load(double[] theta) {
            pass.load(theta);
        }

        @Override
        public void forward(Tokens in, boolean queryAlone, Tokens out) {
            this.in = in;
            for (int t = queryAlone ? L : 0; t <= L; t++) {
                apply(t);
                out.set(t, output);
            }
        }

        private void apply(int t) {
            in.get(t, q);
            pass.forward(0, q, 0, output, 0);
        }

        @Override
        public void backward(Tokens residual, boolean queryAlone, double[] gradient, Tokens change) {
            for (int t = queryAlone ? L : 0; t <= L; t++) {
                apply(t);
                residual.get(t, r);
                Arrays.fill(dq, 0);
                pass.backward(0, r, gradient, dq);
                change.add(t, dq);
            }
        }
    }

    /** The sum of several maps. */
    final class Sum implements TokenMap {

        private final TokenMap[] maps;
        private final Tokens one;

        Sum(List<TokenMap> maps, Setting setting) {
            this.maps = maps.toArray(TokenMap[]::new);
            this.one = setting.zeros();
        }

        @Override
        public void load(double[] theta) {
            for (TokenMap map : maps) {
                map.load(theta);
            }
        }

        @Override
        public void forward(Tokens in, boolean queryAlone, Tokens out) {
            maps[0].forward(in, queryAlone, out);
            for (int i = 1; i < maps.length; i++) {
                maps[i].forward(in, queryAlone, one);
                out.combine(queryAlone, 1, out, 1, one);
            }
        }

        @Override
        public void backward(Tokens r, boolean queryAlone, double[] gradient, Tokens change) {
            for (TokenMap map : maps) {
                map.backward(r, queryAlone, gradient, change);
            }
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

    /** A map of each column as {@link RmsNorm} normalises it. */
    final class Normalised implements TokenMap {

        private final TokenMap map;
        private final int L;
        private final Tokens normalised;
        private final Tokens dNormalised;
        private final double[] scales; // of each column
        private final double[] x;
        private final double[] y;
        private final double[] dy;

        Normalised(TokenMap map, Setting setting) {
            this.map = map;
            this.L = setting.L;
            this.normalised = setting.zeros();
            this.dNormalised = setting.zeros();
            this.scales = new double[L + 1];
            this.x = new double[setting.n];
            this.y = new double[setting.n];
            this.dy = new double[setting.n];
        }

        @Override
        public void load(double[] theta) {
            map.load(theta);
        }

        @Override
        public void forward(Tokens in, boolean queryAlone, Tokens out) {
            for (int t = 0; t <= L; t++) {
                in.get(t, x);
                scales[t] = RmsNorm.normalise(x, 0, y);
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
                RmsNorm.pullBack(scales[t], y, dy);
                change.add(t, dy);
            }
        }
    }
}
