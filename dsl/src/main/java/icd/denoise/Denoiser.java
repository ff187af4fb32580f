package icd.denoise;

import icd.task.Prompt;
import icd.task.PromptSet;
import java.util.Optional;
import java.util.function.BiFunction;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Estimates targets from prompts: the one idea that attention models and baselines share.
 *
 * <p>Open to users, see {@link #of}. Implementations must be usable by several threads at a time.
 */
public interface Denoiser {

    /**
     * What tables and figures call it. It tells functions apart by all their numbers, but not by arrays: weights, matrices and
     * what was fitted to data.
     */
    String name();

    /**
     * The kind that makes it, under whose name a recipe compares with it; empty where none does, as of functions and layers. A
     * described record that is a denoiser and a {@link Baseline} is its own.
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
     * <p>In {@code X.multiply(q)} and whatever else is asked of the context, an operand whose shape does not fit is an error
     * that names both shapes (see {@link icd.math.CheckedMatrix}). In code that was not typed in the shell this does not
     * reach what is asked of the query, {@code q.multiply(X)}, which is a matrix of ojAlgo's own.
     *
     * @param name what tables call it
     * @param estimate from the context (n x L) and the query (n x 1) to the estimate (n x 1)
     */
    static Denoiser of(
            String name, BiFunction<MatrixStore<Double>, R064Store, ? extends MatrixStore<Double>> estimate) {
        return new OwnDenoiser(name, estimate);
    }
}
