package icd.task;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A distribution D over token distributions p_X, and how queries are corrupted: x~ = x + z, z ~ N(0, Sigma_Z), with
 * Sigma_Z = sigma_Z^2 I unless {@link #noise} says otherwise.
 *
 * <p>Open to users: a name, two numbers and {@link #draw} make a task, and so does {@link #of}. Values that are equal must
 * draw alike.
 */
@Describe("the task: a distribution over token distributions p_X")
@KnownKinds({Subspaces.class, Spheres.class, Mixtures.class, Gaussians.class})
public interface Task {

    /** The largest variance that a recipe can ask for, so that sums of products of tokens stay finite in float32. */
    double MOST = 1e30;

    /** The largest radius, the root of the largest variance. */
    double MOST_LENGTH = 1e15;

    /** What recipes, tables and figures call it. */
    String name();

    /** Ambient dimension n. */
    int n();

    /**
     * Variance sigma_Z^2 of each coordinate of the noise on the query.
     *
     * @throws UnsupportedOperationException if the noise is not isotropic
     */
    double noiseVariance();

    /** How queries are corrupted. */
    default Noise noise() {
        return Noise.isotropic(noiseVariance());
    }

    /** Draws an instance p_X. */
    Instance draw(RandomStream random);

    /** The change of coordinates that whole prompts undergo after they are drawn; none unless {@link Transformed}. */
    default Optional<Transform> transform() {
        return Optional.empty();
    }

    /** The Bayes loss E Tr Cov(X | X~) where a formula gives it. */
    default OptionalDouble bayesLoss() {
        return OptionalDouble.empty();
    }

    /**
     * Draws prompts in float64, each from an instance of its own.
     *
     * @param count how many
     * @param L context length: uncorrupted tokens in each
     * @param seed the same seed gives the same prompts, whatever their number
     */
    default PromptSet prompts(int count, int L, long seed) {
        try (Workers workers = Workers.ofAllProcessors()) {
            return PromptSet.draw(this, count, L, Precision.FLOAT64, seed, "prompts", workers);
        }
    }

    /** Draws one prompt: the first of {@link #prompts}. */
    default Prompt prompt(int L, long seed) {
        return prompts(1, L, seed).prompt(0);
    }

    /** This task with whole prompts transformed (Appendix H). */
    default Task transformed(Transform transform) {
        return new Transformed(this, transform);
    }

    /**
     * A task from a function that draws an instance.
     *
     * @param name what tables call it
     * @param n ambient dimension
     * @param noiseVariance sigma_Z^2 &gt; 0
     */
    static Task of(String name, int n, double noiseVariance, Function<RandomStream, Instance> draw) {
        Check.positive("Task.of", "noiseVariance", noiseVariance);
        return of(name, n, Noise.isotropic(noiseVariance), draw);
    }

    /** As {@link #of(String, int, double, Function)} with any noise. */
    static Task of(String name, int n, Noise noise, Function<RandomStream, Instance> draw) {
        return new OwnTask(name, n, noise, draw);
    }
}
