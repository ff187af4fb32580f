package icd.attention;

import icd.kernel.Kernel;
import icd.kernel.TokenStack;
import icd.task.PromptSet;

/** How a layer weighs the tokens of its context. */
public enum Similarity {
    /** Equation 11: weights X_t . u / L. */
    LINEAR,
    /** Equation 12: weights softmax(X^T u). */
    SOFTMAX;

    /** What recipes, tables and files call it: {@code linear} or {@code softmax}. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Retrieval, by a layer of dimension n, from prompts that will be seen many times: what training wants. */
    Retrieval over(int n, PromptSet prompts, Kernel kernel) {
        return this == LINEAR
                ? new Retrieval.Linear(check(n, prompts).secondMoments(), n, kernel.dense())
                : overOnce(n, prompts, kernel);
    }

    /** Retrieval, by a layer of dimension n, from prompts that will be seen once. */
    Retrieval overOnce(int n, PromptSet prompts, Kernel kernel) {
        check(n, prompts);
        return once(prompts.contexts(), kernel);
    }

    private PromptSet check(int n, PromptSet prompts) {
        if (n != prompts.n()) {
            throw new IllegalArgumentException(this + " attention: layer and prompts must be of one dimension, got n = "
                    + n + " and n = " + prompts.n());
        }
        return prompts;
    }

    private <A> Retrieval once(TokenStack<A> contexts, Kernel kernel) {
        return switch (this) {
            case LINEAR -> Retrieval.LinearOnce.of(contexts, kernel.of(contexts));
            case SOFTMAX -> new Retrieval.Softmax<>(contexts, kernel.of(contexts));
        };
    }
}
