package icd.task;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A distribution D over token distributions {@math p_X}, with the corruption of queries: {@math x~ = x + z}, {@math z ~ N(0, Sigma_Z)}, with
 * {@math Sigma_Z = sigma_Z^2 I} unless {@link #noise} says otherwise.
 *
 * <p>Users may implement it: a name, two numbers and {@link #draw} make a task, and so does {@link #of}. Values that
 * are equal must draw alike.
 */
@Describe("the task: a distribution over token distributions p_X")
@KnownKinds({
    Subspaces.class,
    Spheres.class,
    Mixtures.class,
    Gaussians.class,
    StateSpace.class,
    Digits.class,
    OwnTokens.class,
    UnknownTask.class
})
public interface Task {

    /** The largest variance that a recipe can ask for, so that sums of products of tokens stay finite in float32. */
    double MOST = 1e30;

    /** The largest radius, the root of the largest variance. */
    double MOST_LENGTH = 1e15;

    /** Returns the name in recipes, tables and figures. */
    String name();

    /** Ambient dimension n. */
    int n();

    /**
     * Variance {@math sigma_Z^2} of each coordinate of the noise on the query.
     *
     * @throws UnsupportedOperationException if the noise is not isotropic
     */
    double noiseVariance();

    /** Returns the corruption of queries. */
    default Noise noise() {
        return Noise.isotropic(noiseVariance());
    }

    /** Draws an instance {@math p_X}. */
    Instance draw(RandomStream random);

    /** The task to test on: this one, unless it keeps something back for that, as a user's own tokens may. */
    default Task heldOut() {
        return this;
    }

    /** Returns the task as a recipe names it: this one, unless only prompts of a file are known of it. */
    default Task written() {
        return this;
    }

    /** The longest context that a prompt can have; of tokens that must all be different there is one. */
    default int longestContext() {
        return Integer.MAX_VALUE;
    }

    /** The change of coordinates that whole prompts undergo after they are drawn; none unless {@link Transformed}. */
    default Optional<Transform> transform() {
        return Optional.empty();
    }

    /** The second moments of its tokens, in the coordinates that they are drawn in; empty where they are not known. */
    default Optional<TokenMoments> tokenMoments() {
        return Optional.empty();
    }

    /** {@math E z z^T} of the noise z on a query, over all instances, likewise. */
    default Optional<SecondMoment> noiseMoment() {
        return Noises.moment(this);
    }

    /** {@math E||x||^2} of a target, the loss of the zero predictor; empty where it is not known. */
    default OptionalDouble secondMoment() {
        return tokenMoments().stream().mapToDouble(TokenMoments::square).findFirst();
    }

    /**
     * The variance {@math E (a.x)^2} of a token along each axis a of the space that an instance spans, where it is one for all axes
     * and instances: {@math sigma_0^2} of subspaces, {@math R^2/(d+1)} of spheres; empty where it is not, or not known.
     */
    default OptionalDouble tokenVariance() {
        return OptionalDouble.empty();
    }

    /**
     * The number that says how large an instance is, as tables of several have it: d of subspaces and spheres, K of mixtures, n of
     * others; empty where each prompt draws its own.
     */
    default OptionalInt dimension() {
        return OptionalInt.of(n());
    }

    /** How many numbers an instance holds, which must fit into an array: n x d of a basis; 0 where it is not known. */
    default double instanceSize() {
        return spanned().map(m -> (double) m.most() * n()).orElse(0.0);
    }

    /** Gives the name that a figure has for it: "subspaces, d = 8". */
    default String title() {
        return name();
    }

    /** The dimension of the subspace of {@math R^n} that the tokens of an instance span; empty where they lie in none, or it is not known. */
    default Optional<Range> spanned() {
        return Optional.empty();
    }

    /** Whether the order of a prompt's tokens matters: they are no independent draws from one distribution. */
    default boolean isOrdered() {
        return false;
    }

    /**
     * Returns the moments that determine the loss of linear attention with scaled identities, where formulas give them.
     */
    default Optional<ContextMoments> contextMoments() {
        return Optional.empty();
    }

    /**
     * Returns the kinds of its instances, where the axes of all are Haar-random and linear attention depends on nothing
     * else of them; none where that is not so, or not known.
     */
    default List<TurnedTokens> turnedTokens() {
        return List.of();
    }

    /**
     * The {@math beta} for which linear attention with {@math alpha = 1} tends to the Bayes denoiser as the context grows (Proposition 5):
     * {@math 1/(sigma_0^2 + sigma_Z^2)} of Gaussian tokens of one variance; empty where there is none, or it is not known.
     */
    default OptionalDouble idealLinearBeta() {
        return OptionalDouble.empty();
    }

    /**
     * The {@math beta} of equation 13, softmax attention with {@math alpha = 1}: {@math 1/sigma_Z^2} where tokens lie on a sphere, for which it
     * tends to the Bayes denoiser as the context grows (Theorem 3.1), or near one; empty elsewhere.
     */
    default OptionalDouble idealSoftmaxBeta() {
        return OptionalDouble.empty();
    }

    /** Whether {@math R^n} may be turned without a change: instances are as likely as the same turned. Of the noise {@link #noise} tells. */
    default boolean isRotationInvariant() {
        return false;
    }

    /**
     * Shapes that show where the tokens of one of its instances are: a subspace, a sphere, or two standard deviations about
     * each centre of a mixture; none where none are known.
     *
     * @param landmarks of the instance, see {@link Instance#landmarks}
     */
    default List<Outline> outline(Map<String, List<double[]>> landmarks) {
        return List.of();
    }

    /** {@math E Cov(X | X~)}, the second moment of the error of the Bayes estimate, where a formula or quadrature gives it. */
    default Optional<SecondMoment> bayesError() {
        return Optional.empty();
    }

    /** The Bayes loss {@math E Tr Cov(X | X~)} where a formula gives it. */
    default OptionalDouble bayesLoss() {
        return bayesError().stream().mapToDouble(SecondMoment::trace).findFirst();
    }

    /** {@math E P z z^T P}, the second moment of the error of the projection on an instance's subspace; empty where it is not known. */
    default Optional<SecondMoment> projectionError() {
        return spanned().flatMap(m -> Noises.projected(this, m));
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
     * @param name the name in tables
     * @param n ambient dimension
     * @param noiseVariance {@math sigma_Z^2 &gt; 0}
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
