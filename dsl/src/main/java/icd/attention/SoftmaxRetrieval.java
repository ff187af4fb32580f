package icd.attention;

import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;

/**
 * m = X softmax(X^T u); J = Cov_p[x] is symmetric, so du = X (p o (X^T g - m.g)).
 *
 * <p>Where the query is a token too, its weight is merged after those of the context: from its own score and the largest of
 * theirs, of which one is then exp 0, so that none overflows.
 */
final class SoftmaxRetrieval<A> implements Retrieval {

    private final TokenStack<A> x;
    private final TokenKernel<A> kernel;
    private final boolean full;
    private final A weights; // exp(score - max), one per token
    private final A changes; // of the weights, one per token
    private double max; // of the scores
    private double total; // of the weights
    private double share = 1; // of the context in all weights
    private double weight; // of the query
    private double mean; // m.g
    private double[] u;
    private double[] query;
    private int at;

    SoftmaxRetrieval(TokenStack<A> x, TokenKernel<A> kernel, boolean full) {
        this.x = x;
        this.kernel = kernel;
        this.full = full;
        this.weights = kernel.allocate(x.stride());
        this.changes = kernel.allocate(x.stride());
    }

    @Override
    public void retrieve(int k, double[] u, double[] query, int at, double[] m) {
        kernel.scores(x.data(k), x.at(k), x.n(), x.stride(), u, weights); // z = X^T u (L)
        weigh(u, query, at);
        kernel.weightedSum(x.data(k), x.at(k), x.n(), x.stride(), weights, 0, 1 / total, m, 0); // m = X p (n)
        addQuery(m);
    }

    /** Does the second of the four steps of {@link #retrieve}, of which {@link SharedPass} does the first and third for several. */
    void weigh(double[] u, double[] query, int at) {
        this.u = u;
        this.query = query;
        this.at = at;
        max = full ? kernel.max(weights, x.L()) : 0;
        total = kernel.exponentiate(weights, x.L(), x.stride()); // e = exp(z - max z) (L)
    }

    /** Does the last step: merges the query with the context where it is a token too. */
    void addQuery(double[] m) {
        if (full) {
            merge(max, m);
        }
    }

    private void merge(double max, double[] m) {
        double score = Vectors.dot(u, query, at);
        double above = score - max;
        double context = above > 0 ? total * StrictMath.exp(-above) : total;
        double own = above > 0 ? 1 : StrictMath.exp(above);
        share = context / (context + own);
        weight = own / (context + own);
        for (int i = 0; i < m.length; i++) {
            m[i] = share * m[i] + weight * query[at + i];
        }
    }

    @Override
    public void pullBack(int k, double[] m, double[] g, double[] du, double[] gradient, double[] queryGradient) {
        kernel.scores(x.data(k), x.at(k), x.n(), x.stride(), g, changes); // X^T g (L)
        double scale = reweigh(m, g);
        kernel.weightedSum(x.data(k), x.at(k), x.n(), x.stride(), changes, 0, scale, du, 0); // du (n)
        pullQuery(g, du, queryGradient);
    }

    /** Does the second of the four steps of {@link #pullBack}, and returns the scale of the third. */
    double reweigh(double[] m, double[] g) {
        mean = Vectors.dot(m, g, 0);
        kernel.reweigh(weights, mean, changes, x.stride()); // e o (X^T g - m.g) (L)
        return share / total;
    }

    /** Does the last step: what the query adds where it is a token too. */
    void pullQuery(double[] g, double[] du, double[] queryGradient) {
        if (full) {
            double change = weight * (Vectors.dot(g, query, at) - mean);
            for (int i = 0; i < du.length; i++) {
                du[i] = Math.fma(change, query[at + i], du[i]);
            }
            if (queryGradient != null) {
                for (int i = 0; i < du.length; i++) {
                    queryGradient[i] += weight * g[i] + change * u[i];
                }
            }
        }
    }

    TokenStack<A> tokens() {
        return x;
    }

    TokenKernel<A> kernel() {
        return kernel;
    }

    /** Returns the weights (not a copy), one per token, up to a factor; before {@link #weigh}, the scores. */
    A weights() {
        return weights;
    }

    /** Returns the changes of the weights (not a copy); before {@link #reweigh}, the overlaps of tokens and g. */
    A changes() {
        return changes;
    }

    /** Returns the sum of the weights of the context. */
    double total() {
        return total;
    }
}
