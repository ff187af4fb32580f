package icd.task;

import icd.math.Frame;
import icd.math.RandomStream;
import java.util.Arrays;

/**
 * One subspace, in which tokens follow one another: an instance of {@link StateSpace}.
 *
 * @param frame basis of the subspace
 * @param variance {@math sigma_0^2 &gt; 0}, stationary
 * @param rho correlation of neighbours
 * @param contextNoise {@math R &gt;= 0}, of each coordinate of the context's tokens
 */
public record StatePath(Frame frame, double variance, double rho, double contextNoise) implements SpannedInstance {

    /** @throws IllegalArgumentException if the variance is not positive, rho not between -1 and 1, or the noise negative */
    public StatePath {
        Check.positive("StatePath", "variance", variance);
        Check.notNegative("StatePath", "contextNoise", contextNoise);
        if (!(rho > -1 && rho < 1)) {
            throw new IllegalArgumentException("StatePath: rho must be between -1 and 1, and neither, got " + rho);
        }
    }

    /** Tokens of the target's law, N(0, variance P), which do not follow one another. */
    @Override
    public void sample(RandomStream random, int count, double[] tokens) {
        still(variance).sample(random, count, tokens);
    }

    private Subspace still(double variance) {
        return new Subspace(frame, variance);
    }

    @Override
    public TokenTiles tiles(RandomStream random, int count, Scratch scratch) {
        int d = frame.k();
        double[] states = scratch.numbers(0, d * count);
        random.gaussians(states, 0, d * count);
        double first = Math.sqrt(variance);
        double step = Math.sqrt((1 - rho) * (1 + rho) * variance);
        for (int j = 0; j < d; j++) {
            states[j * count] *= first;
            for (int t = 1; t < count; t++) {
                states[j * count + t] = Math.fma(rho, states[j * count + t - 1], step * states[j * count + t]);
            }
        }
        if (contextNoise == 0) {
            return (from, each, tile) -> frame.embed(states, from, count, each, tile);
        }
        int n = n();
        double[] noise = scratch.numbers(2, n * count);
        random.gaussians(noise, 0, n * count);
        double deviation = Math.sqrt(contextNoise);
        return (from, each, tile) -> {
            frame.embed(states, from, count, each, tile);
            for (int i = 0; i < n; i++) {
                for (int t = 0; t < each && from + t < count - 1; t++) { // the target stays clean
                    tile[i * each + t] = Math.fma(deviation, noise[i * count + from + t], tile[i * each + t]);
                }
            }
        };
    }

    /** Given the query alone, as of {@link Subspace}. */
    @Override
    public double posterior(double[] query, int at, Covariance noise, double[] estimate, int to, Scratch scratch) {
        return still(variance).posterior(query, at, noise, estimate, to, scratch);
    }

    /** The variance of a coordinate of the next token given L before it. */
    static double prediction(double variance, double rho, double contextNoise, int L) {
        double p = variance;
        double before = Double.NaN;
        for (int t = 0; t < L && p != before; t++) { // until it no longer changes
            before = p;
            p = next(p, variance, rho, contextNoise);
        }
        return p;
    }

    private static double next(double p, double variance, double rho, double contextNoise) {
        double left = contextNoise == 0 ? 0 : p * contextNoise / (p + contextNoise); // (1 - K) P
        return rho * rho * left + (1 - rho) * (1 + rho) * variance;
    }

    /**
     * The Kalman filter over a context: the mean of the next token given it, in the coordinates of the context's tokens.
     *
     * @param context hands out coordinate i of token t
     * @param mean n numbers. Modified.
     * @return P, the variance of each coordinate of the next token in the subspace
     */
    public double filter(int L, Context context, double[] mean) {
        Arrays.fill(mean, 0, n(), 0);
        double p = variance;
        for (int t = 0; t < L; t++) {
            double gain = p / (p + contextNoise);
            for (int i = 0; i < n(); i++) {
                mean[i] = rho * Math.fma(gain, context.get(i, t) - mean[i], mean[i]);
            }
            p = next(p, variance, rho, contextNoise);
        }
        return p;
    }

    /** The tokens of a context. */
    @FunctionalInterface
    public interface Context {
        double get(int i, int t);
    }

    /**
     * {@math E[x_{L+1} | "context", x~]} from the prediction of {@link #filter}: the posterior of a token of variance P about the prediction.
     *
     * @param mean the prediction, n numbers; what of it is outside the subspace is left out. Not modified.
     * @param prediction P
     * @param query {@math x~}, n numbers from {@code at}. Not modified.
     * @param estimate n numbers from {@code to}. Modified.
     * @return its Tr Cov
     */
    public double posterior(
            double[] mean,
            double prediction,
            double[] query,
            int at,
            Covariance noise,
            double[] estimate,
            int to,
            Scratch scratch) {
        int n = n();
        double[] inside = scratch.numbers(3, n);
        double[] rest = scratch.numbers(4, n);
        frame.project(mean, 0, inside, 0);
        for (int i = 0; i < n; i++) {
            rest[i] = query[at + i] - inside[i];
        }
        double trace = still(prediction).posterior(rest, 0, noise, estimate, to, scratch);
        for (int i = 0; i < n; i++) {
            estimate[to + i] += inside[i];
        }
        return trace;
    }
}
