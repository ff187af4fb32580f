package icd.denoise;

import icd.describe.Describe;
import icd.describe.Kinds;
import icd.describe.KnownKinds;
import icd.task.PromptSet;
import icd.task.Task;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * A denoiser without trained weights, before it is made for a task; layers are compared with it.
 *
 * <p>Users may implement it: a described record with the one abstract method is enough.
 *
 * <pre>
 * &#64;Describe("the query, shrunk")
 * record Shrunk(&#64;Describe(value = "what it is multiplied by", byDefault = "0.5") double by) implements Baseline {
 *     public Denoiser denoiser(Task task, int L, Supplier&lt;PromptSet&gt; training) {
 *         return Denoiser.of("shrunk", (X, query) -&gt; query.multiply(by));
 *     }
 * }
 * </pre>
 */
@Describe("a denoiser without trained weights")
@KnownKinds({
    BaselineKinds.Zero.class,
    BaselineKinds.Query.class,
    BaselineKinds.ContextMean.class,
    BaselineKinds.NearestToken.class,
    BaselineKinds.Bayes.class,
    BaselineKinds.BayesBySampling.class,
    Kalman.class,
    BaselineKinds.Projection.class,
    BaselineKinds.ProjectionToSphere.class,
    BaselineKinds.ZeroVariance.class,
    ContextKinds.PcaProjection.class,
    ContextKinds.ShrunkPcaProjection.class,
    ContextKinds.PcaExplaining.class,
    ContextKinds.ContextGaussian.class,
    ContextKinds.EmpiricalPosterior.class,
    BaselineKinds.LeastSquares.class
})
public interface Baseline {

    /** {@link Baselines#bayes}. */
    Baseline BAYES = new BaselineKinds.Bayes();

    /** {@link Baselines#zero}. */
    Baseline ZERO = new BaselineKinds.Zero();

    /** {@link Baselines#query}. */
    Baseline QUERY = new BaselineKinds.Query();

    /** {@link Baselines#projection}. */
    Baseline PROJECTION = new BaselineKinds.Projection();

    /**
     * The denoiser for prompts of a task.
     *
     * @param task a task that it fits, see {@link #misfit}
     * @param L context length, for baselines that need the context
     * @param training draws prompts to fit to, for baselines that say how many they need
     */
    Denoiser denoiser(Task task, int L, Supplier<PromptSet> training);

    /**
     * The denoiser for prompts of a task, where it is fitted to none.
     *
     * @throws IllegalArgumentException if it is fitted to training prompts
     */
    default Denoiser denoiser(Task task, int L) {
        return denoiser(task, L, () -> {
            throw new IllegalArgumentException(name() + ": it must have training prompts to be fitted to, got none");
        });
    }

    /** The name in recipes, tables and figures, with the parameters that are not at their defaults: {@code pca_projection(d=3)}. */
    default String name() {
        return Kinds.text(this);
    }

    /**
     * Returns whether it uses the context. By default it does, and is measured on whole prompts; otherwise it is
     * measured on draws without a context. A denoiser that {@link Denoiser#of} makes receives the context, and so needs
     * one.
     */
    default boolean needsContext() {
        return true;
    }

    /** Whether it knows the instance that a prompt was drawn from, which an imported prompt does not tell. */
    default boolean isOracle() {
        return false;
    }

    /** Returns the least number of training prompts of dimension n that it needs; 0 if it is fitted to none. */
    default int trainingPrompts(int n) {
        return 0;
    }

    /**
     * Returns why it has no meaning for a task, as the end of a message: "must go with isotropic noise, got ..."; empty
     * where it has one.
     */
    default Optional<String> misfit(Task task) {
        return Optional.empty();
    }

    /**
     * Returns its exact loss {@math E||x^ - x||^2}, where a formula or quadrature gives it, so that nothing need be drawn. It
     * is computed when it is requested, as a quadrature takes time.
     */
    default Optional<DoubleSupplier> exactLoss(Task task, int L) {
        return Optional.empty();
    }
}
