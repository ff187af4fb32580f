package icd.attention;

import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import java.util.Arrays;

/**
 * The Gaussian kernel (equation 14): m = x~ + sum_t p_t y_t with y_t = X_t - x~ and p the softmax of {@link GaussianKeys}' scores.
 * Everything is relative to the query, so that no digit depends on where the origin is.
 *
 * <p>The cue is not used: it is a map of the query alone, and the scores need W_K and W_Q apart. So du = 0, and what g brings to
 * W_K, W_Q and the query goes past it.
 *
 * <p>Where the query is a token too, its weight is merged after those of the context, as {@link SoftmaxRetrieval} does.
 */
final class GaussianRetrieval<A> implements Retrieval {

    private final TokenStack<A> x;
    private final TokenKernel<A> kernel;
    private final boolean full;
    private final GaussianKeys<A> keys;
    private final A y; // X - x~, n rows
    private final A weights; // exp(score - max), one per token
    private final A changes; // of the weights, one per token
    private final A zeros;
    private final double[] offset; // sum_t p_t y_t
    private final double[] moved; // sum_t of changes and y_t
    private double total; // of the weights
    private double share = 1; // of the context in all weights
    private double weight; // of the query
    private double[] query;
    private int at;

    GaussianRetrieval(TokenStack<A> x, TokenKernel<A> kernel, boolean full, GaussianKeys<A> keys) {
        this.x = x;
        this.kernel = kernel;
        this.full = full;
        this.keys = keys;
        this.y = kernel.allocate(x.n() * x.stride());
        this.weights = kernel.allocate(x.stride());
        this.changes = kernel.allocate(x.stride());
        this.zeros = kernel.allocate(x.stride());
        this.offset = new double[x.n()];
        this.moved = new double[x.n()];
    }

    @Override
    public void load(double[] theta) {
        keys.load(theta);
    }

    @Override
    public void retrieve(int k, double[] u, double[] query, int at, double[] m) {
        this.query = query;
        this.at = at;
        kernel.subtract(x.data(k), x.at(k), x.n(), x.stride(), query, at, y);
        System.arraycopy(zeros, 0, weights, 0, x.stride());
        keys.score(y, query, at, weights);
        double max = full ? kernel.max(weights, x.L()) : 0;
        total = kernel.exponentiate(weights, x.L(), x.stride());
        if (full) {
            double above = keys.own() - max;
            double context = above > 0 ? total * StrictMath.exp(-above) : total;
            double own = above > 0 ? 1 : StrictMath.exp(above);
            share = context / (context + own);
            weight = own / (context + own);
        }
        kernel.weightedSum(y, 0, x.n(), x.stride(), weights, 0, share / total, offset, 0);
        for (int i = 0; i < m.length; i++) {
            m[i] = query[at + i] + offset[i];
        }
    }

    @Override
    public void pullBack(int k, double[] m, double[] g, double[] du, double[] gradient, double[] queryGradient) {
        double scale = share / total;
        double mean = Vectors.dot(offset, g, 0); // of g . y over the weights, the query's 0 among them
        kernel.scores(y, 0, x.n(), x.stride(), g, changes); // g . y_t
        kernel.reweigh(weights, mean, changes, x.stride());
        kernel.weightedSum(y, 0, x.n(), x.stride(), changes, 0, scale, moved, 0);
        double change = full ? -weight * mean : 0;
        if (full && queryGradient != null) {
            for (int i = 0; i < g.length; i++) {
                queryGradient[i] = Math.fma(weight, g[i], queryGradient[i]);
            }
        }
        keys.pullBack(y, changes, scale, change, moved, query, at, gradient, queryGradient);
        Arrays.fill(du, 0);
    }
}
