package icd.denoise;

import icd.task.PromptSet;
import java.util.Arrays;
import org.ojalgo.matrix.store.R064Store;

/**
 * Estimates targets from prompts: the one idea that attention models and baselines share.
 *
 * <p>Open to users. Implementations must be usable by several threads at a time.
 */
public interface Denoiser {

    /** What tables and figures call it. */
    String name();

    /**
     * Estimates the targets of prompts from (inclusive) to (exclusive).
     *
     * @param estimates N x n, row k for prompt k. Rows from to {@code to - 1} are modified.
     */
    void estimate(PromptSet prompts, int from, int to, double[] estimates);

    /** Estimates the targets of all prompts, N x n. */
    default double[] estimate(PromptSet prompts) {
        double[] estimates = new double[prompts.size() * prompts.n()];
        estimate(prompts, 0, prompts.size(), estimates);
        return estimates;
    }

    /** Estimates the target of prompt k, n x 1. */
    default R064Store estimate(PromptSet prompts, int k) {
        double[] estimates = new double[prompts.size() * prompts.n()];
        estimate(prompts, k, k + 1, estimates);
        return R064Store.wrap(Arrays.copyOfRange(estimates, k * prompts.n(), (k + 1) * prompts.n()));
    }
}
