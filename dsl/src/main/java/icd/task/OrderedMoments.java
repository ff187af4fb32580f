package icd.task;

/** What the loss of linear attention with scaled identities is made of where the order of the context's tokens tells something. */
public sealed interface OrderedMoments permits TurningMoments, StateMoments {

    /**
     * The averages for tokens that weigh so much, with {@math S = sum_k w_k x_k x_k^T}.
     *
     * @param square {@math E||x||^2}
     * @param overlap {@math E x . S x~}
     * @param quadratic {@math E||S x~||^2}
     */
    record Averages(double square, double overlap, double quadratic) {}

    /** With the weights {@math w_k} of this recency, divided by their sum. */
    Averages at(Recency recency);

    /** The moments after all tokens and all noise are stretched by the root of this factor. */
    OrderedMoments stretched(double square);
}
