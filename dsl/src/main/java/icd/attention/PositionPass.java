package icd.attention;

import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import java.util.Arrays;

/**
 * Applies a {@link Position} to the prompts of one pass, with the buffers of one thread: it moves tokens to keys and the query to the
 * vector that W_KQ is applied to, or leaves both and adds to the scores.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
abstract class PositionPass<A> {

    final TokenStack<A> x;
    final TokenKernel<A> kernel;
    final Rows<A> rows;
    final int n;
    final int L;
    final int at; // where its numbers begin in theta
    final boolean trained;

    private PositionPass(TokenStack<A> x, TokenKernel<A> kernel, int at, boolean trained) {
        this.x = x;
        this.kernel = kernel;
        this.rows = Rows.of(x);
        this.n = x.n();
        this.L = x.L();
        this.at = at;
        this.trained = trained;
    }

    /** @param at where its numbers begin in theta, if it has some */
    static <A> PositionPass<A> of(Position position, TokenStack<A> x, TokenKernel<A> kernel, int at) {
        return switch (position) {
            case Position.Recency(double slope, boolean trained) -> new Falling<>(x, kernel, at, trained, slope);
            case Position.Learned(int reach) -> new Table<>(x, kernel, at, reach);
            case Position.Sinusoidal(double scale, double base, boolean trained) ->
                new Waves<>(x, kernel, at, trained, scale, base);
            case Position.Rotary(double base, boolean trained) -> new Turned<>(x, kernel, at, trained, base);
            case Position.None _ -> throw new IllegalArgumentException("PositionPass: position must not be none");
        };
    }

    /** @param theta of the whole layer. Not modified. */
    abstract void load(double[] theta);

    /** The keys of a prompt's tokens, laid out as the tokens; to be used before the next call. */
    A keys(int k) {
        return x.data(k);
    }

    /** Where they begin. */
    int keysAt(int k) {
        return x.at(k);
    }

    /** What is added to the score of each token and, last, of the query; or null. */
    double[] bias() {
        return null;
    }

    /** What W_KQ is applied to. */
    void moveQuery(double[] query, int from, double[] moved) {
        System.arraycopy(query, from, moved, 0, n);
    }

    /**
     * What its numbers gain where the score of token t changes by {@code scale changes_t}, through the keys that {@link #keys} gave last.
     *
     * @param keys what that call gave. Not modified.
     * @param u cue. Not modified.
     * @param gradient of the whole layer. Modified: added to.
     */
    void pullBackKeys(A keys, A changes, double scale, double[] u, double[] gradient) {}

    /**
     * What its numbers gain where the bias of each token, and last of the query, changes along these.
     *
     * @param changes of {@link #bias}. Not modified.
     * @param gradient of the whole layer. Modified: added to.
     */
    void pullBackBias(double[] changes, double[] gradient) {}

    /**
     * From the gradient in the moved query to that in the query.
     *
     * @param moved what {@link #moveQuery} gave. Not modified.
     * @param dMoved n numbers. Modified: those of the query itself.
     * @param gradient of the whole layer. Modified: added to.
     */
    void pullBackQuery(double[] moved, double[] dMoved, double[] gradient) {}

    /** -slope times the distance is added to scores. */
    private static final class Falling<A> extends PositionPass<A> {

        private final double[] bias;
        private double slope;

        Falling(TokenStack<A> x, TokenKernel<A> kernel, int at, boolean trained, double slope) {
            super(x, kernel, at, trained);
            this.slope = slope;
            this.bias = new double[L + 1];
        }

        @Override
        void load(double[] theta) {
            slope = trained ? theta[at] : slope;
            for (int t = 0; t <= L; t++) {
                bias[t] = -slope * (L - t);
            }
        }

        @Override
        double[] bias() {
            return bias;
        }

        @Override
        void pullBackBias(double[] changes, double[] gradient) {
            if (trained) {
                double sum = 0;
                for (int t = 0; t < changes.length; t++) {
                    sum = Math.fma(L - t, changes[t], sum);
                }
                gradient[at] -= sum;
            }
        }
    }

    /** A multiple of a vector at each place is added to keys and query. */
    private abstract static class Added<A> extends PositionPass<A> {

        final A table; // of the tokens, laid out as these
        final double[] own; // of the query
        private final A keys;
        double scale = 1;

        Added(TokenStack<A> x, TokenKernel<A> kernel, int at, boolean trained) {
            super(x, kernel, at, trained);
            this.table = kernel.allocate(n * x.stride());
            this.keys = kernel.allocate(n * x.stride());
            this.own = new double[n];
        }

        @Override
        A keys(int k) {
            rows.scaled(table, scale, x.data(k), x.at(k), keys, n * x.stride());
            return keys;
        }

        @Override
        int keysAt(int k) {
            return 0;
        }

        @Override
        void moveQuery(double[] query, int from, double[] moved) {
            for (int i = 0; i < n; i++) {
                moved[i] = Math.fma(scale, own[i], query[from + i]);
            }
        }
    }

    /** The vectors are numbers of theta. */
    private static final class Table<A> extends Added<A> {

        private final int reach;
        private final double[] perToken;
        private final double[] perDistance;

        Table(TokenStack<A> x, TokenKernel<A> kernel, int at, int reach) {
            super(x, kernel, at, true);
            this.reach = reach;
            this.perToken = new double[L];
            this.perDistance = new double[reach + 1];
        }

        private int distance(int t) {
            return Math.min(L - t, reach);
        }

        @Override
        void load(double[] theta) {
            for (int i = 0; i < n; i++) {
                int row = at + i * (reach + 1);
                own[i] = theta[row];
                for (int t = 0; t < L; t++) {
                    rows.set(table, i * x.stride() + t, theta[row + distance(t)]);
                }
            }
        }

        @Override
        void pullBackKeys(A keys, A changes, double scale, double[] u, double[] gradient) {
            kernel.read(changes, L, perToken);
            Arrays.fill(perDistance, 0);
            for (int t = 0; t < L; t++) {
                perDistance[distance(t)] += scale * perToken[t];
            }
            int reached = Math.min(L, reach);
            for (int i = 0; i < n; i++) {
                int row = at + i * (reach + 1);
                double along = u[i];
                for (int k = 1; k <= reached; k++) {
                    gradient[row + k] = Math.fma(perDistance[k], along, gradient[row + k]);
                }
            }
        }

        @Override
        void pullBackQuery(double[] moved, double[] dMoved, double[] gradient) {
            for (int i = 0; i < n; i++) {
                gradient[at + i * (reach + 1)] += dMoved[i];
            }
        }
    }

    /** The vectors are sines and cosines, their scale a number of theta or given. */
    private static final class Waves<A> extends Added<A> {

        private final double[] sum;

        Waves(TokenStack<A> x, TokenKernel<A> kernel, int at, boolean trained, double scale, double base) {
            super(x, kernel, at, trained);
            this.scale = scale;
            this.sum = new double[n];
            double[] frequencies = Position.frequencies(n, base);
            for (int i = 0; i < n; i++) {
                for (int t = 0; t < L; t++) {
                    rows.set(table, i * x.stride() + t, Position.wave(i, t + 1, frequencies));
                }
                own[i] = Position.wave(i, L + 1, frequencies);
            }
        }

        @Override
        void load(double[] theta) {
            scale = trained ? theta[at] : scale;
        }

        @Override
        void pullBackKeys(A keys, A changes, double scale, double[] u, double[] gradient) {
            if (trained) {
                kernel.weightedSum(table, 0, n, x.stride(), changes, 0, scale, sum, 0);
                gradient[at] += Vectors.dot(sum, u, 0);
            }
        }

        @Override
        void pullBackQuery(double[] moved, double[] dMoved, double[] gradient) {
            if (trained) {
                gradient[at] += Vectors.dot(own, dMoved, 0);
            }
        }
    }

    /** Pairs of coordinates of keys and query are turned; the frequencies are numbers of theta or given. */
    private static final class Turned<A> extends PositionPass<A> {

        private final double[] frequencies;
        private final A keys;
        private final A cosines; // one row for each pair
        private final A sines;
        private final double[] own; // cosine and sine of each pair of the query
        private final A places; // t = 1, ..., L
        private final A product;
        private final double[] sum;
        private boolean isTabulated;

        Turned(TokenStack<A> x, TokenKernel<A> kernel, int at, boolean trained, double base) {
            super(x, kernel, at, trained);
            this.frequencies = Position.frequencies(n, base);
            this.keys = kernel.allocate(n * x.stride());
            this.cosines = kernel.allocate(n / 2 * x.stride());
            this.sines = kernel.allocate(n / 2 * x.stride());
            this.own = new double[n];
            this.places = kernel.allocate(x.stride());
            this.product = kernel.allocate(x.stride());
            this.sum = new double[n];
            for (int t = 0; t < L; t++) {
                rows.set(places, t, t + 1);
            }
        }

        @Override
        void load(double[] theta) {
            boolean same = isTabulated && (!trained || Arrays.equals(frequencies, 0, n / 2, theta, at, at + n / 2));
            if (same) {
                return; // sines take as long as many prompts
            }
            if (trained) {
                System.arraycopy(theta, at, frequencies, 0, n / 2);
            }
            for (int i = 0; i < n / 2; i++) {
                for (int t = 0; t < L; t++) {
                    rows.set(cosines, i * x.stride() + t, StrictMath.cos((t + 1) * frequencies[i]));
                    rows.set(sines, i * x.stride() + t, StrictMath.sin((t + 1) * frequencies[i]));
                }
                own[2 * i] = StrictMath.cos((L + 1) * frequencies[i]);
                own[2 * i + 1] = StrictMath.sin((L + 1) * frequencies[i]);
            }
            isTabulated = true;
        }

        @Override
        A keys(int k) {
            int stride = x.stride();
            for (int i = 0; i < n / 2; i++) {
                rows.turn(
                        x.data(k), x.at(k) + 2 * i * stride, cosines, sines, i * stride, keys, 2 * i * stride, stride);
            }
            return keys;
        }

        @Override
        int keysAt(int k) {
            return 0;
        }

        @Override
        void moveQuery(double[] query, int from, double[] moved) {
            for (int i = 0; i < n; i += 2) {
                moved[i] = own[i] * query[from + i] - own[i + 1] * query[from + i + 1];
                moved[i + 1] = own[i + 1] * query[from + i] + own[i] * query[from + i + 1];
            }
        }

        /** y = R(t omega) x moves along (-y', y) for each unit of the angle t omega. */
        @Override
        void pullBackKeys(A keys, A changes, double scale, double[] u, double[] gradient) {
            if (trained) {
                kernel.multiply(changes, places, 0, product, x.stride());
                kernel.weightedSum(keys, 0, n, x.stride(), product, 0, scale, sum, 0);
                for (int i = 0; i < n; i += 2) {
                    gradient[at + i / 2] += sum[i] * u[i + 1] - sum[i + 1] * u[i];
                }
            }
        }

        @Override
        void pullBackQuery(double[] moved, double[] dMoved, double[] gradient) {
            for (int i = 0; i < n; i += 2) {
                if (trained) {
                    gradient[at + i / 2] += (L + 1) * (moved[i] * dMoved[i + 1] - moved[i + 1] * dMoved[i]);
                }
                double d = dMoved[i];
                dMoved[i] = own[i] * d + own[i + 1] * dMoved[i + 1];
                dMoved[i + 1] = own[i] * dMoved[i + 1] - own[i + 1] * d;
            }
        }
    }
}
