package icd.attention;

import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import java.util.Arrays;

/**
 * m = X w(X^T u) with w the gradient of any potential, whose Hessian H is symmetric: du = X (H (X^T g)). Where the query is a
 * token too, it is the last.
 *
 * <p>Scores that are not finite give NaN, as with softmax, so that a training that diverges is told apart from a mistake;
 * weights beyond the range of the tokens' precision are infinite, and so leave no finite estimate.
 */
final class PotentialRetrieval<A> implements Retrieval {

    private final TokenStack<A> x;
    private final TokenKernel<A> kernel;
    private final Potential potential;
    private final boolean full;
    private final A perToken;
    private final double[] scores;
    private final double[] weights;
    private final double[] changes;
    private boolean finite; // all scores
    private double[] u;
    private double[] query;
    private int at;

    PotentialRetrieval(TokenStack<A> x, TokenKernel<A> kernel, Potential potential, boolean full) {
        this.x = x;
        this.kernel = kernel;
        this.potential = potential;
        this.full = full;
        this.perToken = kernel.allocate(x.stride());
        int tokens = full ? x.L() + 1 : x.L();
        this.scores = new double[tokens];
        this.weights = new double[tokens];
        this.changes = new double[tokens];
    }

    @Override
    public void retrieve(int k, double[] u, double[] query, int at, double[] m) {
        this.u = u;
        this.query = query;
        this.at = at;
        overlaps(k, u, scores);
        finite = Vectors.areFinite(scores);
        if (finite) {
            potential.weigh(scores, weights);
        } else {
            Arrays.fill(weights, Double.NaN);
        }
        combine(k, weights, m);
    }

    @Override
    public void pullBack(int k, double[] m, double[] g, double[] du, double[] gradient, double[] queryGradient) {
        if (finite) {
            overlaps(k, g, changes);
            potential.hessian(scores, weights, changes, changes);
        } else {
            Arrays.fill(changes, Double.NaN);
        }
        combine(k, changes, du);
        if (full && queryGradient != null) {
            for (int i = 0; i < du.length; i++) {
                queryGradient[i] += weights[x.L()] * g[i] + changes[x.L()] * u[i];
            }
        }
    }

    /** Computes the overlaps of every token with v. */
    private void overlaps(int k, double[] v, double[] overlaps) {
        kernel.scores(x.data(k), x.at(k), x.n(), x.stride(), v, perToken);
        kernel.read(perToken, x.L(), overlaps);
        if (full) {
            overlaps[x.L()] = Vectors.dot(v, query, at);
        }
    }

    /** sum = the tokens, weighted. */
    private void combine(int k, double[] weights, double[] sum) {
        kernel.write(weights, x.L(), perToken);
        kernel.weightedSum(x.data(k), x.at(k), x.n(), x.stride(), perToken, 0, 1, sum, 0);
        if (full) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] = Math.fma(weights[x.L()], query[at + i], sum[i]);
            }
        }
    }
}
