package icd.energy;

import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import java.util.Arrays;

/**
 * One thread's view of one context at a time, with the buffers that energies need: nothing is allocated from context to
 * context or from state to state.
 *
 * <p>It is the engine of the log-sum-exp family: scores z_t = x_t . u + a_t, or c ||x_t - s||^2 + a_t, with a_t a
 * log-prior of each token, and weights proportional to exp z_t. After scores by distance, tokens are relative to the
 * state: sums and moments are those of x_t - s, so that nothing cancels however far from the origin both are. It
 * computes in float64 whatever the precision of the context.
 */
final class Tokens {

    final int n;
    final int L;

    /** Scores, then weights: one number per token, then zeros to a whole number of vectors. Modified by most methods. */
    final double[] z;

    private final TokenKernel<double[]> kernel;
    private final int stride;
    private final double[] u;
    private final double[] g;
    private TokenStack<double[]> widened;
    private double[] x;
    private int at;
    private double[] seen; // x, or x - s: the tokens in sums
    private int atSeen;
    private double[] differences; // x - s
    private double[] prior;
    private double[] image; // one coordinate of K (x - s)
    private double[] room;
    private double[] packed;
    private double[] scores;

    private Tokens(Kernel kernel, int n, int L, int stride) {
        this.kernel = kernel.float64().get();
        this.n = n;
        this.L = L;
        this.stride = stride;
        this.z = new double[stride];
        this.u = new double[n];
        this.g = new double[n];
    }

    /**
     * Returns the view of one context.
     *
     * @param prior a, as {@link ScoreEnergy#prior} gives it, or null for zeros. Not modified.
     * @param kernel any kernel; all give the same bits
     */
    static Tokens of(TokenStack<double[]> memories, double[] prior, Kernel kernel) {
        Tokens tokens = new Tokens(kernel, memories.n(), memories.L(), memories.stride());
        tokens.x = memories.data();
        tokens.at = memories.at(0);
        tokens.prior = prior;
        return tokens;
    }

    /** Returns a view of no context yet: {@link #point} comes first. */
    static Tokens like(TokenStack<?> contexts) {
        return new Tokens(Kernel.chosen(), contexts.n(), contexts.L(), contexts.stride());
    }

    /** Turns to matrix k of a stack of the shape this was made for. */
    @SuppressWarnings("unchecked") // allocated in float64
    void point(TokenStack<?> contexts, int k, ScoreEnergy energy) {
        if (contexts.data(k) instanceof double[] data) {
            x = data;
            at = contexts.at(k);
        } else {
            if (widened == null) {
                widened = (TokenStack<double[]>) TokenStack.allocate(Precision.FLOAT64, 1, n, L);
                x = widened.data();
                at = widened.at(0);
            }
            float[] data = (float[]) contexts.data(k);
            int from = contexts.at(k);
            for (int i = 0; i < n * stride; i++) {
                x[at + i] = data[from + i];
            }
        }
        if (energy.hasPrior()) {
            if (prior == null) {
                prior = new double[stride];
            }
            energy.prior(prior);
        }
    }

    /** Computes z = X^T u + a. */
    void score(double[] u) {
        slopes(u);
        addPrior();
    }

    /** Computes z_t = scale ||x_t - s||^2 + a_t; tokens are relative to s from now on. */
    void distances(double[] s, double scale) {
        seeFrom(s);
        Arrays.fill(z, 0);
        for (int i = 0; i < n; i++) {
            kernel.addSquares(seen, i * stride, 0, scale, z, stride);
        }
        Arrays.fill(z, L, stride, 0);
        addPrior();
    }

    /**
     * Computes z_t = scale ||K (x_t - s) - b||^2 + a_t; tokens are relative to s from now on.
     *
     * @param keys rows of K, each of n numbers. Not modified.
     * @param b as many numbers as K has rows. Not modified.
     */
    void distances(double[] s, double[][] keys, double[] b, double scale) {
        seeFrom(s);
        double[] image = images();
        Arrays.fill(z, 0);
        for (int a = 0; a < keys.length; a++) {
            kernel.scores(seen, atSeen, n, stride, keys[a], image);
            kernel.addSquares(image, 0, b[a], scale, z, stride);
        }
        Arrays.fill(z, L, stride, 0);
        addPrior();
    }

    private double[] images() {
        if (image == null) {
            image = new double[stride];
        }
        return image;
    }

    /**
     * Computes z_t = scale ||x_t - s - f_t v||^2 + a_t of tokens relative to s: the distances from a line through it.
     *
     * @param f one number per token. Not modified.
     */
    void distancesFrom(double[] v, double[] f, double scale) {
        Arrays.fill(z, 0);
        for (int i = 0; i < n; i++) {
            int row = atSeen + i * stride;
            for (int t = 0; t < L; t++) {
                double off = Math.fma(-f[t], v[i], seen[row + t]);
                z[t] = Math.fma(scale * off, off, z[t]);
            }
        }
        addPrior();
    }

    private void addPrior() {
        if (prior != null) {
            for (int t = 0; t < L; t++) {
                z[t] += prior[t];
            }
        }
    }

    /** Makes tokens relative to s from now on. */
    void seeFrom(double[] s) {
        if (differences == null) {
            differences = new double[n * stride];
        }
        kernel.subtract(x, at, n, stride, s, 0, differences);
        seen = differences;
        atSeen = 0;
    }

    /** Computes z = X^T u, without the prior: the change of scores along a direction. */
    void slopes(double[] u) {
        seen = x;
        atSeen = at;
        kernel.scores(x, at, n, stride, u, z);
    }

    /** Computes z_t = v . (x_t - s) of tokens relative to s. */
    void along(double[] v) {
        kernel.scores(seen, atSeen, n, stride, v, z);
    }

    /**
     * Computes z &lt;- exp(z - max z).
     *
     * @return the sum of the exponentials
     */
    double exponentiate() {
        return kernel.exponentiate(z, L, stride);
    }

    /** Returns the largest score. It ignores NaN, but {@link #exponentiate} does not. */
    double max() {
        double m0 = Double.NEGATIVE_INFINITY; // four chains, as each comparison would wait for the one before
        double m1 = m0;
        double m2 = m0;
        double m3 = m0;
        int t = 0;
        for (; t + 4 <= L; t += 4) {
            m0 = z[t] > m0 ? z[t] : m0;
            m1 = z[t + 1] > m1 ? z[t + 1] : m1;
            m2 = z[t + 2] > m2 ? z[t + 2] : m2;
            m3 = z[t + 3] > m3 ? z[t + 3] : m3;
        }
        for (; t < L; t++) {
            m0 = z[t] > m0 ? z[t] : m0;
        }
        return Math.max(Math.max(m0, m1), Math.max(m2, m3));
    }

    /** Computes m = scale X w, or scale sum_t w_t (x_t - s). */
    void weightedSum(double[] w, double scale, double[] m) {
        kernel.weightedSum(seen, atSeen, n, stride, w, 0, scale, m, 0);
    }

    /**
     * Computes C = scale sum_t w_t (x_t - m)(x_t - m)^T, centred before it is summed so that nothing cancels where one
     * token has almost all of the weight; about m = 0 where m is null. Tokens and m are relative to the same point.
     *
     * @param c n x n. Modified.
     */
    void moments(double[] w, double[] m, double scale, double[] c) {
        double[] centred = new double[stride];
        for (int i = 0; i < n; i++) {
            int row = atSeen + i * stride;
            double mean = m == null ? 0 : m[i];
            double rest = 0; // the mean's rounding error
            for (int t = 0; t < L; t++) {
                centred[t] = w[t] * (seen[row + t] - mean);
                rest += centred[t];
            }
            kernel.weightedSum(seen, atSeen, i + 1, stride, centred, 0, 1, c, i * n);
            for (int j = 0; j <= i; j++) {
                double moment = scale * (m == null ? c[i * n + j] : Math.fma(-m[j], rest, c[i * n + j]));
                c[i * n + j] = moment;
                c[j * n + i] = moment;
            }
        }
    }

    /** Computes row &lt;- coordinate i of every token, relative to the same point. */
    void row(int i, double[] row) {
        System.arraycopy(seen, atSeen + i * stride, row, 0, L);
    }

    /** Returns a buffer of n numbers, for the state to be scored. */
    double[] state() {
        return u;
    }

    /** Returns another buffer of n numbers. */
    double[] sum() {
        return g;
    }

    /** Returns another buffer, of this many numbers. */
    double[] room(int count) {
        if (room == null || room.length != count) {
            room = new double[count];
        }
        return room;
    }

    /** Returns another buffer of exactly L numbers. */
    double[] scores() {
        if (scores == null) {
            scores = new double[L];
        }
        return scores;
    }

    /** Returns a buffer of exactly L numbers. */
    double[] packed() {
        if (packed == null) {
            packed = new double[L];
        }
        return packed;
    }
}
