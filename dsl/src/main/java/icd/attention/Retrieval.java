package icd.attention;

import icd.kernel.DenseKernel;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;

/**
 * The part of a layer between its two maps: from a cue u in R^n and the context X, it computes a vector m of R^n. For
 * one thread.
 *
 * <p>The query itself matters only where it is a token too ({@code full}).
 */
interface Retrieval {

    /** @param theta of the whole layer, for retrievals with parameters of their own. Not modified. */
    default void load(double[] theta) {}

    /**
     * @param query n numbers from {@code at}. Not modified before {@link #pullBack}.
     * @param m n numbers. Modified.
     */
    void retrieve(int k, double[] u, double[] query, int at, double[] m);

    /**
     * du = J^T g with J the Jacobian of the last {@link #retrieve} in u, and what g brings to the retrieval's own
     * parameters and, past u, to the query.
     *
     * @param m what that call gave. Not modified; nor is the u it was given.
     * @param du n numbers. Modified.
     * @param gradient of the whole layer. Modified: added to.
     * @param queryGradient n numbers. Modified: added to. Null where it is not wanted.
     */
    void pullBack(int k, double[] m, double[] g, double[] du, double[] gradient, double[] queryGradient);

    /** m = (1/L) X X^T u, through C = X X^T / L: O(n^2) once C is there, which pays when a prompt is seen many times. */
    record Linear(double[] secondMoments, int n, DenseKernel dense) implements Retrieval {

        @Override
        public void retrieve(int k, double[] u, double[] query, int at, double[] m) {
            dense.multiply(secondMoments, k * n * n, n, u, 0, m);
        }

        @Override
        public void pullBack(int k, double[] m, double[] g, double[] du, double[] gradient, double[] queryGradient) {
            dense.multiply(secondMoments, k * n * n, n, g, 0, du); // C is symmetric
        }
    }

    /** As {@link Linear}, from X itself: O(n L), for prompts that are seen once. */
    record LinearOnce<A>(TokenStack<A> x, TokenKernel<A> kernel, A scores) implements Retrieval {

        static <A> LinearOnce<A> of(TokenStack<A> x, TokenKernel<A> kernel) {
            return new LinearOnce<>(x, kernel, kernel.allocate(x.stride()));
        }

        @Override
        public void retrieve(int k, double[] u, double[] query, int at, double[] m) {
            kernel.scores(x.data(k), x.at(k), x.n(), x.stride(), u, scores);
            kernel.weightedSum(x.data(k), x.at(k), x.n(), x.stride(), scores, 0, 1.0 / x.L(), m, 0);
        }

        @Override
        public void pullBack(int k, double[] m, double[] g, double[] du, double[] gradient, double[] queryGradient) {
            retrieve(k, g, null, 0, du);
        }
    }

    /** Either of them with the query q as one token more: m = (L C u + (q.u) q) / (L + 1). */
    final class LinearFull implements Retrieval {

        private final Retrieval context;
        private final int n;
        private final int L;
        private double[] u;
        private double[] query;
        private int at;

        LinearFull(Retrieval context, int n, int L) {
            this.context = context;
            this.n = n;
            this.L = L;
        }

        @Override
        public void retrieve(int k, double[] u, double[] query, int at, double[] m) {
            this.u = u;
            this.query = query;
            this.at = at;
            context.retrieve(k, u, query, at, m);
            addQuery(Vectors.dot(u, query, at), m);
        }

        private void addQuery(double weight, double[] m) {
            for (int i = 0; i < n; i++) {
                m[i] = (L * m[i] + weight * query[at + i]) / (L + 1);
            }
        }

        @Override
        public void pullBack(int k, double[] m, double[] g, double[] du, double[] gradient, double[] queryGradient) {
            context.pullBack(k, m, g, du, gradient, null);
            double gain = Vectors.dot(g, query, at);
            addQuery(gain, du);
            if (queryGradient != null) {
                double weight = Vectors.dot(u, query, at);
                for (int i = 0; i < n; i++) {
                    queryGradient[i] += (weight * g[i] + gain * u[i]) / (L + 1);
                }
            }
        }
    }
}
