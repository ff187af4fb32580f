package icd.attention;

/**
 * The score of a token before a {@link Potential} weighs it, given a cue {@math u = W_KQ x~}.
 *
 * <p>Energies score in the same two ways, with the state in the place of the query, and may add a log-weight to each token.
 */
public enum Scoring {
    /** {@math z_t = x_t . u}. */
    PRODUCT("inner product"),

    /**
     * {@math z_t = -||W_K x_t - W_Q x~||^2 / 2}, which is {@math x_t . u - ||W_K x_t||^2 / 2} but for a constant, with {@math u = W_K^T W_Q x~}.
     */
    DISTANCE("distance");

    private final String words;

    Scoring(String words) {
        this.words = words;
    }

    /** Returns the scores that this potential weighs: by distance for {@link Potential.Gaussian} alone. */
    public static Scoring of(Potential potential) {
        return potential instanceof Potential.Gaussian ? DISTANCE : PRODUCT;
    }

    @Override
    public String toString() {
        return words;
    }
}
