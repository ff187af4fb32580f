package icd.denoise;

import icd.task.Prompt;
import icd.task.PromptSet;
import java.util.Optional;
import java.util.function.BiFunction;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Estimates targets from prompts: attention models and baselines share this one idea.
 *
 * <p>Users may implement it, see {@link #of}. Several threads may use an implementation at a time.
 */
public interface Denoiser {

    /**
     * Returns the name in tables and figures. Names of functions include all their numbers, but no arrays: weights,
     * matrices and fitted values.
     */
    String name();

    /**
     * Returns the kind that makes it, under whose name a recipe compares with it; empty where no kind does, as for
     * functions and layers. A described record that is a denoiser and a {@link Baseline} is its own kind.
     */
    default Optional<Baseline> baseline() {
        return this instanceof Baseline kind ? Optional.of(kind) : Optional.empty();
    }

    /**
     * Estimates the targets of prompts from (inclusive) to (exclusive).
     *
     * @param estimates N x n, row k for prompt k. Rows from to {@code to - 1} are modified.
     */
    void estimate(PromptSet prompts, int from, int to, double[] estimates);

    /**
     * Estimates the targets of all prompts, N x n.
     *
     * @throws ArithmeticException if an estimate is not finite
     */
    default double[] estimate(PromptSet prompts) {
        double[] estimates = new double[prompts.size() * prompts.n()];
        estimate(prompts, 0, prompts.size(), estimates);
        return Estimates.finite(name(), prompts, estimates, 0);
    }

    /**
     * Estimates the target of prompt k, n x 1.
     *
     * @throws ArithmeticException if the estimate is not finite
     */
    default R064Store estimate(PromptSet prompts, int k) {
        double[] estimate = new double[prompts.n()];
        estimate(prompts.size() == 1 && k == 0 ? prompts : prompts.slice(k, k + 1), 0, 1, estimate);
        return R064Store.wrap(Estimates.finite(name(), prompts, estimate, k));
    }

    /** Estimates the target of a prompt, n x 1; as {@link #estimate(PromptSet, int)}. */
    default R064Store estimate(Prompt prompt) {
        return estimate(prompt.set(), prompt.index());
    }

    /**
     * A denoiser from a function of one prompt.
     *
     * <p>In {@code X.multiply(q)} and any other method of the context, an operand whose shape does not fit is an error
     * that names both shapes (see {@link icd.math.CheckedMatrix}). In code that was not typed in the shell this does
     * not cover methods of the query, {@code q.multiply(X)}, which is one of ojAlgo's own matrices.
     *
     * @param name the name in tables
     * @param estimate maps the context (n x L) and the query (n x 1) to the estimate (n x 1)
     */
    static Denoiser of(
            String name, BiFunction<MatrixStore<Double>, R064Store, ? extends MatrixStore<Double>> estimate) {
        return new OwnDenoiser(name, estimate);
    }
}
