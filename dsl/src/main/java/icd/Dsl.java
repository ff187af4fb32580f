package icd;

import icd.math.RandomStream;

/**
 * The whole library in the field's words, for one static import:
 *
 * <pre>
 * import static icd.Dsl.*;
 *
 * var prompts = subspaces(16, 8).prompts(1000, 500, seed(0));
 * var fit = train(linearAttention(16)).on(prompts.split(0.8)).run();
 * compare(fit.test(), fit.model(), bayes(), projection(), zero())
 * </pre>
 *
 * Each entry makes a value whose own methods offer further choices; no entry holds state.
 *
 * <p>The entries stand in the superclasses, each of which holds one subject: a static import also takes inherited
 * methods. They are public for the shell, which completes no method of a class that it cannot see.
 */
public final class Dsl extends DslPlots {

    private Dsl() {}

    /**
     * A seed: the same seed gives the same numbers on every machine, with any number of threads.
     *
     * {@snippet :
     *   subspaces(2, 1).prompt(10, seed(7))
     * }
     */
    public static long seed(long value) {
        return value;
    }

    /**
     * A named stream of random numbers, from a seed.
     *
     * {@snippet :
     *   softmaxAttention(16).uniform(randomStream(1))
     * }
     */
    public static RandomStream randomStream(long seed) {
        return RandomStream.of(seed, "weights");
    }
}
