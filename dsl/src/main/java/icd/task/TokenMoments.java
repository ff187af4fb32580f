package icd.task;

/**
 * The second moments of tokens, averaged over instances: they determine the loss of an estimate that is linear in the
 * tokens.
 *
 * @param within {@math E (x - x')(x - x')^T / 2} of two tokens x and x' of a prompt: how tokens vary about the mean of their instance
 * @param between {@math E x x'^T} of the same, which is 0 where every instance has mean 0
 */
public record TokenMoments(SecondMoment within, SecondMoment between) {

    /** The moments of tokens whose instances have mean 0: only E x x^T. */
    static TokenMoments centred(int n, SecondMoment tokens) {
        return new TokenMoments(tokens, SecondMoment.zero(n));
    }

    /** E||A x||^2. */
    double through(Transform change) {
        return within.through(change) + between.through(change);
    }

    /** {@math E||x||^2}. */
    public double square() {
        return within.trace() + between.trace();
    }
}
