package icd.task;

import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;

/**
 * A distribution D over token distributions p_X, and how queries are corrupted: x~ = x + z, z ~ N(0, sigma_Z^2 I).
 *
 * <p>Open to users: a name, three numbers and {@link #draw} make a task.
 */
public interface Task {

    /** What recipes, tables and figures call it. */
    String name();

    /** Ambient dimension n. */
    int n();

    /** Variance sigma_Z^2 of each coordinate of the noise on the query. */
    double noiseVariance();

    /** Draws an instance p_X. */
    Instance draw(RandomStream random);

    /**
     * Draws prompts in float64, each from an instance of its own.
     *
     * @param count how many
     * @param L context length: uncorrupted tokens in each
     * @param seed the same seed gives the same prompts, whatever their number
     */
    default PromptSet prompts(int count, int L, long seed) {
        return PromptSet.draw(this, count, L, Precision.FLOAT64, seed, "prompts", Workers.caller());
    }
}
