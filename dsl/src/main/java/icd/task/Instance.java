package icd.task;

import icd.math.RandomStream;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.ojalgo.matrix.store.R064Store;

/**
 * One draw from a task: a distribution {@math p_X} over tokens in {@math R^n}.
 *
 * <p>Users may implement it: {@link #sample} is enough. Without {@link #posterior} there is no Bayes baseline except
 * the numerical one, {@code bayesBySampling}.
 */
public interface Instance {

    /** Ambient dimension. */
    int n();

    /**
     * Draws independent tokens, from the distribution of the target.
     *
     * @param tokens n x count, row-major: coordinate i of token t at {@code i count + t}. Modified.
     */
    void sample(RandomStream random, int count, double[] tokens);

    /**
     * Draws the tokens of a prompt in their order, the target last, and hands them out a few at a time: as {@link #sample} draws them
     * unless it is overridden. Override it where tokens are quick to make from fewer numbers, or where their order matters.
     *
     * @param scratch of the calling thread, which holds the tokens until they are read
     */
    default TokenTiles tiles(RandomStream random, int count, Scratch scratch) {
        double[] held = scratch.numbers(0, n() * count);
        double[] tokens =
                held.length == n() * count ? held : new double[n() * count]; // whoever draws may ask for its length
        sample(random, count, tokens);
        return (from, each, tile) -> {
            for (int i = 0; i < n(); i++) {
                System.arraycopy(tokens, i * count + from, tile, i * each, each);
            }
        };
    }

    /**
     * Computes the Bayes estimate {@math E[X | X~ = x~]} where {@math x~ = x + z}, {@math z ~ N(0, Sigma_Z)}, and the remaining uncertainty.
     *
     * @param query {@math x~}, n numbers from {@code at}. Not modified.
     * @param noise {@math Sigma_Z}, n x n
     * @param estimate n numbers from {@code to}. Modified; must not overlap the query.
     * @param scratch of the calling thread
     * @return {@math Tr Cov(X | X~ = x~)}, whose mean is the Bayes loss (Proposition 1); NaN if only the mean is known
     * @throws UnsupportedOperationException if there is no closed form for this distribution and noise, or its author gave
     *     none
     */
    default double posterior(double[] query, int at, Covariance noise, double[] estimate, int to, Scratch scratch) {
        throw new UnsupportedOperationException(
                "Instance.posterior: " + getClass().getSimpleName()
                        + " gives no closed form of E[X | X~]; override posterior, or use bayesBySampling(samples)");
    }

    /**
     * {@math Cov(X | X~ = x~)}, from the identity {@math Cov = (d E[X | x~] / d x~) Sigma_Z} by central differences of {@link #posterior}:
     * to about twelve digits of the largest entry of each column.
     *
     * @param query {@math x~}, n numbers from {@code at}. Not modified.
     * @param covariance n x n. Modified.
     * @param scratch of the calling thread
     * @throws UnsupportedOperationException as {@link #posterior}
     */
    default void posteriorCovariance(double[] query, int at, Covariance noise, double[] covariance, Scratch scratch) {
        PosteriorDifferences.covariance(this, query, at, noise, covariance, scratch);
    }

    /**
     * The vectors that tell it from other instances of its task, n numbers each, under {@code basis} or {@code centre}: the two
     * names under which tables of drawn prompts hold them. None unless given.
     */
    default SequencedMap<String, List<double[]>> landmarks() {
        return Collections.emptyNavigableMap();
    }

    /** {@math E[X | X~ = x~]}: {@link #posterior} for one query, n x 1. */
    default R064Store posteriorMean(R064Store query, Covariance noise) {
        double[] estimate = new double[n()];
        posterior(query.toRawCopy1D(), 0, noise, estimate, 0, new Scratch());
        return R064Store.wrap(estimate);
    }

    /**
     * A distribution from a function that draws one token.
     *
     * @param n ambient dimension
     * @param token draws n numbers, a new array each time
     */
    static Instance of(int n, Function<RandomStream, double[]> token) {
        return new OwnInstance(n, token);
    }
}
