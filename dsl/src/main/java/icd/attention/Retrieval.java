package icd.attention;

import icd.kernel.DenseKernel;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;

/**
 * What a layer does between its two matrices: from a cue u in R^n and the context X, a vector m of R^n. For one thread.
 */
interface Retrieval {

    /** @param m n numbers. Modified. */
    void retrieve(int k, double[] u, double[] m);

    /**
     * du = J^T g with J the Jacobian of the last {@link #retrieve} in u.
     *
     * @param m what that call gave
     * @param du n numbers. Modified.
     */
    void pullBack(int k, double[] m, double[] g, double[] du);

    /** m = (1/L) X X^T u, through C = X X^T / L: O(n^2) once C is there, which pays when a prompt is seen many times. */
    record Linear(double[] secondMoments, int n, DenseKernel dense) implements Retrieval {

        @Override
        public void retrieve(int k, double[] u, double[] m) {
            dense.multiply(secondMoments, k * n * n, n, u, 0, m);
        }

        @Override
        public void pullBack(int k, double[] m, double[] g, double[] du) {
            dense.multiply(secondMoments, k * n * n, n, g, 0, du); // C is symmetric
        }
    }

    /** As {@link Linear}, from X itself: O(n L), for prompts that are seen once. */
    record LinearOnce<A>(TokenStack<A> x, TokenKernel<A> kernel, A scores) implements Retrieval {

        static <A> LinearOnce<A> of(TokenStack<A> x, TokenKernel<A> kernel) {
            return new LinearOnce<>(x, kernel, kernel.allocate(x.stride()));
        }

        @Override
        public void retrieve(int k, double[] u, double[] m) {
            kernel.scores(x.data(), x.at(k), x.n(), x.stride(), u, scores);
            kernel.weightedSum(x.data(), x.at(k), x.n(), x.stride(), scores, 0, 1.0 / x.L(), m, 0);
        }

        @Override
        public void pullBack(int k, double[] m, double[] g, double[] du) {
            retrieve(k, g, du);
        }
    }

    /** m = X softmax(X^T u); J = Cov_p[x] is symmetric, so du = X (p o (X^T g - m.g)). */
    final class Softmax<A> implements Retrieval {

        private final TokenStack<A> x;
        private final TokenKernel<A> kernel;
        private final A weights; // exp(score - max), one per token
        private final A changes; // of the weights, one per token
        private double total; // of the weights

        Softmax(TokenStack<A> x, TokenKernel<A> kernel) {
            this.x = x;
            this.kernel = kernel;
            this.weights = kernel.allocate(x.stride());
            this.changes = kernel.allocate(x.stride());
        }

        @Override
        public void retrieve(int k, double[] u, double[] m) {
            kernel.scores(x.data(), x.at(k), x.n(), x.stride(), u, weights);
            total = kernel.exponentiate(weights, x.L(), x.stride());
            kernel.weightedSum(x.data(), x.at(k), x.n(), x.stride(), weights, 0, 1 / total, m, 0);
        }

        @Override
        public void pullBack(int k, double[] m, double[] g, double[] du) {
            double mean = 0;
            for (int i = 0; i < x.n(); i++) {
                mean = Math.fma(m[i], g[i], mean);
            }
            kernel.scores(x.data(), x.at(k), x.n(), x.stride(), g, changes);
            kernel.reweigh(weights, mean, changes, x.stride());
            kernel.weightedSum(x.data(), x.at(k), x.n(), x.stride(), changes, 0, 1 / total, du, 0);
        }
    }
}
