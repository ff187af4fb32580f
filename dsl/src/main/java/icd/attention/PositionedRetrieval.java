package icd.attention;

import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import java.util.Arrays;

/**
 * m = X w(z) with z_t = k_t . u + b_t: keys k and additions b are those of a {@link Position}, values are the tokens as they are. Where F is
 * a power of the scores, w = e^b o grad F(z), z_t = k_t . u: weights are multiplied in the place of adding to scores.
 *
 * <p>The weights of softmax stay in the tokens' precision, so that it takes as long as without positions; those of other potentials go
 * through doubles. Where the query is a token too, it is the last: its key is the moved query, its value the query itself.
 */
final class PositionedRetrieval<A> implements Retrieval {

    private final TokenStack<A> x;
    private final TokenKernel<A> kernel;
    private final Rows<A> rows;
    private final Potential potential;
    private final boolean full;
    private final PositionPass<A> position;
    private final boolean softmax;
    private final boolean power;
    private final int tokens; // L, and the query where it is one
    private final int width; // of arrays per token: a stride that has room for all of them
    private final A perToken; // scores, then weights
    private final A changes;
    private final A additions; // b, of softmax
    private final double[] scores;
    private final double[] weights; // grad F
    private final double[] factors; // e^b
    private final double[] numbers;
    private final double[] ofBias;
    private final double[] own; // gradient in the moved query as a key
    private double total = 1; // of the weights
    private boolean finite; // all scores
    private A keys;
    private double[] u;
    private double[] moved;
    private double[] query;
    private int at;

    PositionedRetrieval(
            TokenStack<A> x, TokenKernel<A> kernel, Potential potential, boolean full, PositionPass<A> position) {
        this.x = x;
        this.kernel = kernel;
        this.rows = Rows.of(x);
        this.potential = potential;
        this.full = full;
        this.position = position;
        this.softmax = potential instanceof Potential.Softmax;
        this.power = isPower(potential);
        this.tokens = full ? x.L() + 1 : x.L();
        this.width = x.stride() < tokens ? x.stride() + 16 : x.stride();
        this.perToken = kernel.allocate(width);
        this.changes = kernel.allocate(width);
        this.additions = kernel.allocate(width);
        this.scores = new double[tokens];
        this.weights = new double[tokens];
        this.factors = new double[tokens];
        this.numbers = new double[tokens];
        this.ofBias = new double[tokens];
        this.own = new double[x.n()];
    }

    /** Whether adding to a score does not weigh a token: F grows as a power of the scores above the first. */
    static boolean isPower(Potential potential) {
        return potential.growth() > 1 && potential.growth() < Double.POSITIVE_INFINITY;
    }

    @Override
    public void load(double[] theta) {
        position.load(theta);
        double[] bias = position.bias();
        if (bias == null) {
            Arrays.fill(factors, 1);
            return;
        }
        for (int t = 0; t < tokens; t++) {
            rows.set(additions, t, bias[t]);
            factors[t] = StrictMath.exp(bias[t]);
        }
    }

    /** What W_KQ is applied to; to be called before {@link #retrieve}, with the same query. */
    void moveQuery(double[] query, int at, double[] moved) {
        position.moveQuery(query, at, moved);
        this.moved = moved;
    }

    /** From the gradient in W_KQ's argument to that in the query; to be called after {@link #pullBack}. */
    void pullBackQuery(double[] dMoved, double[] gradient) {
        if (full) {
            for (int i = 0; i < own.length; i++) {
                dMoved[i] += own[i];
            }
        }
        position.pullBackQuery(moved, dMoved, gradient);
    }

    /** The weights of the last {@link #retrieve}, a number per token and, last, of the query where it is one. */
    double[] weights() {
        double[] read = new double[tokens];
        kernel.read(perToken, tokens, read);
        for (int t = 0; t < tokens; t++) {
            read[t] /= total;
        }
        return read;
    }

    @Override
    public void retrieve(int k, double[] u, double[] query, int at, double[] m) {
        this.u = u;
        this.query = query;
        this.at = at;
        keys = position.keys(k);
        kernel.scores(keys, position.keysAt(k), x.n(), x.stride(), u, perToken);
        if (full) {
            rows.set(perToken, x.L(), Vectors.dot(u, moved, 0));
        }
        if (softmax) {
            if (position.bias() != null) {
                rows.scaled(additions, 1, perToken, 0, perToken, tokens);
            }
            total = kernel.exponentiate(perToken, tokens, width);
        } else {
            weigh();
        }
        kernel.weightedSum(x.data(k), x.at(k), x.n(), x.stride(), perToken, 0, 1 / total, m, 0);
        if (full) {
            addQuery(perToken, 1 / total, query, at, m);
        }
    }

    private void weigh() {
        kernel.read(perToken, tokens, scores);
        finite = true;
        double[] bias = power ? null : position.bias();
        for (int t = 0; t < tokens; t++) {
            scores[t] += bias == null ? 0 : bias[t];
            finite &= Math.abs(scores[t]) <= Double.MAX_VALUE;
        }
        if (finite) {
            potential.weigh(scores, weights);
        } else {
            Arrays.fill(weights, Double.NaN);
        }
        for (int t = 0; t < tokens; t++) {
            numbers[t] = power ? factors[t] * weights[t] : weights[t];
        }
        kernel.write(numbers, tokens, perToken);
    }

    /** sum gains what a number per token has at the query, times a vector. */
    private void addQuery(A perToken, double scale, double[] vector, int from, double[] sum) {
        kernel.read(perToken, tokens, numbers);
        double weight = scale * numbers[x.L()];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.fma(weight, vector[from + i], sum[i]);
        }
    }

    @Override
    public void pullBack(int k, double[] m, double[] g, double[] du, double[] gradient, double[] queryGradient) {
        kernel.scores(x.data(k), x.at(k), x.n(), x.stride(), g, changes);
        if (full) {
            rows.set(changes, x.L(), Vectors.dot(g, query, at));
            if (queryGradient != null) {
                addQuery(perToken, 1 / total, g, 0, queryGradient);
            }
        }
        if (softmax) {
            kernel.reweigh(perToken, Vectors.dot(m, g, 0), changes, width); // of scores, but for 1/total
        } else {
            answer();
        }
        pullBackBias(gradient);
        kernel.weightedSum(keys, position.keysAt(k), x.n(), x.stride(), changes, 0, 1 / total, du, 0);
        if (full) {
            addQuery(changes, 1 / total, moved, 0, du);
            Arrays.fill(own, 0);
            addQuery(changes, 1 / total, u, 0, own);
        }
        position.pullBackKeys(keys, changes, 1 / total, u, gradient);
    }

    /** From changes of weights to changes of scores; of powers, what the bias gains is found on the way. */
    private void answer() {
        kernel.read(changes, tokens, numbers);
        for (int t = 0; power && t < tokens; t++) {
            numbers[t] *= factors[t];
            ofBias[t] = weights[t] * numbers[t];
        }
        if (finite) {
            potential.hessian(scores, weights, numbers, numbers);
        } else {
            Arrays.fill(numbers, Double.NaN);
        }
        kernel.write(numbers, tokens, changes);
    }

    private void pullBackBias(double[] gradient) {
        if (position.bias() == null) {
            return;
        }
        if (!power) {
            kernel.read(changes, tokens, ofBias);
            for (int t = 0; t < tokens; t++) {
                ofBias[t] /= total;
            }
        }
        position.pullBackBias(ofBias, gradient);
    }
}
