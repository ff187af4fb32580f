package icd.attention;

import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;

/**
 * The scores of the Gaussian kernel (equation 14), from tokens as the query sees them, y_t = X_t - x~:
 *
 * {@equation
 *   z_t = -||r_t||^2 / 2,     r_t = W_K X_t - W_Q x~ = W_K y_t - b,     b = (W_Q - W_K) x~
 * }
 *
 * <p>As X_t . W_K^T W_Q x~ - ||W_K X_t||^2 / 2, which differs from z_t by a constant, they would lose all digits where tokens and
 * query are far from the origin and near each other.
 */
interface GaussianKeys<A> {

    void load(double[] theta);

    /**
     * z, one number per token.
     *
     * @param y n rows, as {@link TokenKernel#subtract} gives them. Not modified.
     * @param query x~, n numbers from {@code at}. Not modified before {@link #pullBack}.
     * @param scores zeros. Modified.
     */
    void score(A y, double[] query, int at, A scores);

    /** The score of the query itself, where y = 0. */
    double own();

    /**
     * Adds the gradients of parameters and query where token t's score changes by {@code scale changes_t} and the
     * query's own by {@code change}; all of these changes sum to 0.
     *
     * @param moved scale sum_t changes_t y_t, n numbers. Not modified.
     * @param gradient of the whole layer. Modified: added to.
     * @param queryGradient n numbers. Modified: added to. Null where it is not wanted.
     */
    void pullBack(
            A y,
            A changes,
            double scale,
            double change,
            double[] moved,
            double[] query,
            int at,
            double[] gradient,
            double[] queryGradient);

    /** W_K = W_Q = sqrt(beta) I, so z_t = -beta ||y_t||^2 / 2: scalar weights, of either sign. */
    final class Scaled<A> implements GaussianKeys<A> {

        private final TokenKernel<A> kernel;
        private final int n;
        private final int stride;
        private final int atBeta;
        private final A squares;
        private final A zeros;
        private final double[] sum = new double[1];
        private double beta;

        Scaled(TokenStack<A> x, TokenKernel<A> kernel, int atBeta) {
            this.kernel = kernel;
            this.n = x.n();
            this.stride = x.stride();
            this.atBeta = atBeta;
            this.squares = kernel.allocate(stride);
            this.zeros = kernel.allocate(stride);
        }

        @Override
        public void load(double[] theta) {
            beta = theta[atBeta];
        }

        @Override
        public void score(A y, double[] query, int at, A scores) {
            addSquares(y, -beta / 2, scores);
        }

        private void addSquares(A y, double scale, A sums) {
            for (int i = 0; i < n; i++) {
                kernel.addSquares(y, i * stride, 0, scale, sums, stride);
            }
        }

        @Override
        public double own() {
            return 0;
        }

        @Override
        public void pullBack(
                A y,
                A changes,
                double scale,
                double change,
                double[] moved,
                double[] query,
                int at,
                double[] gradient,
                double[] queryGradient) {
            System.arraycopy(zeros, 0, squares, 0, stride);
            addSquares(y, 1, squares);
            kernel.weightedSum(squares, 0, 1, stride, changes, 0, scale, sum, 0);
            gradient[atBeta] -= sum[0] / 2; // dz_t/dbeta = -||y_t||^2 / 2
            if (queryGradient != null) {
                for (int i = 0; i < n; i++) {
                    queryGradient[i] = Math.fma(beta, moved[i], queryGradient[i]);
                }
            }
        }
    }

    /** W_K and W_Q, matrices of h rows. */
    final class Matrices<A> implements GaussianKeys<A> {

        private final TokenKernel<A> kernel;
        private final int n;
        private final int h;
        private final int stride;
        private final int atKeys;
        private final int atQueries;
        private final A product;
        private final double[][] keys; // rows of W_K
        private final double[][] queries; // rows of W_Q
        private final double[] b;
        private final double[] moment; // S = sum_t c_t y_t y_t^T, n x n

        /** @param atKeys where W_K begins in theta, and {@code atQueries} where W_Q does */
        Matrices(TokenStack<A> x, TokenKernel<A> kernel, int h, int atKeys, int atQueries) {
            this.kernel = kernel;
            this.n = x.n();
            this.h = h;
            this.stride = x.stride();
            this.atKeys = atKeys;
            this.atQueries = atQueries;
            this.product = kernel.allocate(stride);
            this.keys = new double[h][n];
            this.queries = new double[h][n];
            this.b = new double[h];
            this.moment = new double[n * n];
        }

        @Override
        public void load(double[] theta) {
            for (int a = 0; a < h; a++) {
                System.arraycopy(theta, atKeys + a * n, keys[a], 0, n);
                System.arraycopy(theta, atQueries + a * n, queries[a], 0, n);
            }
        }

        @Override
        public void score(A y, double[] query, int at, A scores) {
            for (int a = 0; a < h; a++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum = Math.fma(queries[a][i] - keys[a][i], query[at + i], sum);
                }
                b[a] = sum;
                kernel.scores(y, 0, n, stride, keys[a], product);
                kernel.addSquares(product, 0, sum, -0.5, scores, stride); // coordinate a of every r_t
            }
        }

        @Override
        public double own() {
            return -0.5 * Vectors.dot(b, b, 0);
        }

        /**
         * With c_t the changes and R = sum c_t r_t = W_K sum c_t y_t over all tokens, the query's own among them:
         * dW_K = -sum c_t r_t X_t^T = b (sum c_t y_t)^T - W_K S - R x~^T and dW_Q = R x~^T.
         */
        @Override
        public void pullBack(
                A y,
                A changes,
                double scale,
                double change,
                double[] moved,
                double[] query,
                int at,
                double[] gradient,
                double[] queryGradient) {
            for (int i = 0; i < n; i++) {
                kernel.multiply(changes, y, i * stride, product, stride);
                kernel.weightedSum(y, 0, n, stride, product, 0, scale, moment, i * n);
            }
            for (int a = 0; a < h; a++) {
                double r = Vectors.dot(keys[a], moved, 0);
                for (int j = 0; j < n; j++) {
                    double spread = 0;
                    for (int i = 0; i < n; i++) {
                        spread = Math.fma(keys[a][i], moment[i * n + j], spread);
                    }
                    gradient[atKeys + a * n + j] += b[a] * moved[j] - spread - r * query[at + j];
                    gradient[atQueries + a * n + j] += r * query[at + j];
                    if (queryGradient != null) {
                        queryGradient[j] += queries[a][j] * r + change * keys[a][j] * b[a];
                    }
                }
            }
        }
    }
}
