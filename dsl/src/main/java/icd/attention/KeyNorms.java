package icd.attention;

import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;

/**
 * What the Gaussian kernel (equation 14) adds to each token's score: -||k_t||^2 / 2 with k_t = W_K X_t. The rest of
 * -||W_K X_t - W_Q x~||^2 / 2 is X_t . W_K^T W_Q x~, as with softmax, and a constant.
 */
interface KeyNorms<A> {

    void load(double[] theta);

    /** @param scores one number per token. Modified: added to. */
    void addTo(int k, A scores);

    /** The same for one more token y. */
    double of(double[] y, int at);

    /**
     * What the parameters gain where token t's score changes by {@code scale changes_t} and that of one more token y by
     * {@code change}.
     *
     * @param gradient of the whole layer. Modified: added to.
     * @param yGradient n numbers. Modified: added to. Null where it is not wanted.
     */
    void pullBack(
            int k, A changes, double scale, double change, double[] y, int at, double[] gradient, double[] yGradient);

    /** k_t = sqrt(beta) X_t, so -beta ||X_t||^2 / 2: scalar weights, of either sign. */
    final class Scaled<A> implements KeyNorms<A> {

        private final TokenStack<A> x;
        private final TokenKernel<A> kernel;
        private final int atBeta;
        private final A product;
        private final double[] sum = new double[1];
        private double beta;

        Scaled(TokenStack<A> x, TokenKernel<A> kernel, int atBeta) {
            this.x = x;
            this.kernel = kernel;
            this.atBeta = atBeta;
            this.product = kernel.allocate(x.stride());
        }

        @Override
        public void load(double[] theta) {
            beta = theta[atBeta];
        }

        @Override
        public void addTo(int k, A scores) {
            for (int i = 0; i < x.n(); i++) {
                kernel.addSquares(x.data(k), row(k, i), -beta / 2, scores, x.stride());
            }
        }

        private int row(int k, int i) {
            return x.at(k) + i * x.stride();
        }

        @Override
        public double of(double[] y, int at) {
            return -beta / 2 * square(y, at);
        }

        private double square(double[] y, int at) {
            double square = 0;
            for (int i = 0; i < x.n(); i++) {
                square = Math.fma(y[at + i], y[at + i], square);
            }
            return square;
        }

        @Override
        public void pullBack(
                int k,
                A changes,
                double scale,
                double change,
                double[] y,
                int at,
                double[] gradient,
                double[] yGradient) {
            double trace = change == 0 ? 0 : change * square(y, at); // of sum_t c_t x_t x_t^T
            for (int i = 0; i < x.n(); i++) {
                kernel.multiply(changes, x.data(k), row(k, i), product, x.stride());
                kernel.weightedSum(x.data(k), row(k, i), 1, x.stride(), product, 0, scale, sum, 0);
                trace += sum[0];
            }
            gradient[atBeta] -= trace / 2;
            if (yGradient != null) {
                for (int i = 0; i < x.n(); i++) {
                    yGradient[i] -= beta * change * y[at + i];
                }
            }
        }
    }

    /** k_t = W_K X_t with W_K a matrix of h rows. */
    final class Matrix<A> implements KeyNorms<A> {

        private final TokenStack<A> x;
        private final TokenKernel<A> kernel;
        private final int h;
        private final int atKeys;
        private final A product;
        private final double[][] rows; // of W_K
        private final double[] moment; // S = sum_t c_t x_t x_t^T, n x n
        private final double[] key;

        /** @param atKeys where W_K begins in theta */
        Matrix(TokenStack<A> x, TokenKernel<A> kernel, int h, int atKeys) {
            this.x = x;
            this.kernel = kernel;
            this.h = h;
            this.atKeys = atKeys;
            this.product = kernel.allocate(x.stride());
            this.rows = new double[h][x.n()];
            this.moment = new double[x.n() * x.n()];
            this.key = new double[h];
        }

        @Override
        public void load(double[] theta) {
            for (int i = 0; i < h; i++) {
                System.arraycopy(theta, atKeys + i * x.n(), rows[i], 0, x.n());
            }
        }

        @Override
        public void addTo(int k, A scores) {
            for (int i = 0; i < h; i++) {
                kernel.scores(x.data(k), x.at(k), x.n(), x.stride(), rows[i], product); // coordinate i of every key
                kernel.addSquares(product, 0, -0.5, scores, x.stride());
            }
        }

        @Override
        public double of(double[] y, int at) {
            double square = 0;
            for (int i = 0; i < h; i++) {
                key[i] = Vectors.dot(rows[i], y, at);
                square = Math.fma(key[i], key[i], square);
            }
            return -square / 2;
        }

        /** dW_K = -W_K S, as the scores' part here is -x^T W_K^T W_K x / 2. */
        @Override
        public void pullBack(
                int k,
                A changes,
                double scale,
                double change,
                double[] y,
                int at,
                double[] gradient,
                double[] yGradient) {
            int n = x.n();
            for (int i = 0; i < n; i++) {
                kernel.multiply(changes, x.data(k), x.at(k) + i * x.stride(), product, x.stride());
                kernel.weightedSum(x.data(k), x.at(k), n, x.stride(), product, 0, scale, moment, i * n);
            }
            if (change != 0) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        moment[i * n + j] += change * y[at + i] * y[at + j];
                    }
                }
            }
            for (int a = 0; a < h; a++) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        int aj = atKeys + a * n + j;
                        gradient[aj] = Math.fma(-rows[a][i], moment[i * n + j], gradient[aj]);
                    }
                }
            }
            if (yGradient != null) {
                for (int a = 0; a < h; a++) {
                    for (int i = 0; i < n; i++) {
                        yGradient[i] =
                                Math.fma(-change * key[a], rows[a][i], yGradient[i]); // key: of(y) was asked before
                    }
                }
            }
        }
    }
}
