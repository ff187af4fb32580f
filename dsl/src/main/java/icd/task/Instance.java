package icd.task;

import icd.math.RandomStream;

/**
 * One draw from a task: a distribution p_X over tokens in R^n.
 *
 * <p>Open to users: {@link #sample} is all that is needed; without {@link #posteriorMean} there is no Bayes baseline.
 */
public interface Instance {

    /** Ambient dimension. */
    int n();

    /**
     * Draws independent tokens.
     *
     * @param tokens n x count, row-major: coordinate i of token t at {@code i count + t}. Modified.
     */
    void sample(RandomStream random, int count, double[] tokens);

    /**
     * The Bayes estimate E[X | X~ = x~] where x~ = x + z, z ~ N(0, noiseVariance I).
     *
     * @param query n numbers from {@code at}. Not modified.
     * @param noiseVariance sigma_Z^2 &gt; 0
     * @param estimate n numbers from {@code to}. Modified; must not overlap the query.
     * @throws UnsupportedOperationException if this distribution has no closed form, or its author gave none
     */
    default void posteriorMean(double[] query, int at, double noiseVariance, double[] estimate, int to) {
        throw new UnsupportedOperationException(
                "Instance.posteriorMean: " + getClass().getSimpleName()
                        + " gives no closed form of E[X | X~]; override posteriorMean to use the Bayes baseline");
    }
}
