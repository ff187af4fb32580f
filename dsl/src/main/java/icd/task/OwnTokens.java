package icd.task;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.math.RandomStream;
import icd.math.Share;
import java.util.Optional;

/**
 * The user's own tokens: each prompt draws L of them and its target uniformly, all different rows of the table. A share of the rows
 * can be kept back, for the task to test on, {@link #heldOut}.
 *
 * <p>Its instance is always the same, the uniform distribution over the tokens that are drawn from; the Bayes denoiser is the posterior
 * mean of that, which knows all these tokens, and not which of them are in the context.
 *
 * @param n ambient dimension, the length of a row
 * @param table the tokens
 * @param split share of them that is kept back, in [0, 1); with 0 all tokens are drawn from in training and test
 * @param noise on the query
 */
@Describe(
        value = "your own tokens: each prompt draws L of them and its target uniformly, all different",
        key = "tokens")
public record OwnTokens(
        int n,

        @Describe(
                value =
                        "file of the tokens, relative to the recipe: CSV with one token a row (a column called label in its"
                                + " header holds labels), npz with an array tokens (count x n), or IDX (idx3-ubyte, gz too)",
                key = "file")
        TokenTable table,

        @Describe(
                value =
                        "share of the tokens that is held out, from which test and fresh prompts are drawn; with 0 they are"
                                + " drawn from the same tokens",
                min = 0,
                below = 1,
                byDefault = "0")
        double split,

        @Describe(
                value = "the noise on the query; a number is sigma_Z^2 of each coordinate",
                alias = "noise_variance",
                min = 1e-30,
                max = Task.MOST)
        Noise noise)
        implements Task {

    /** @throws IllegalArgumentException if tokens are not of dimension n, or the share is out of range or leaves no token */
    public OwnTokens {
        if (table.n() != n) {
            throw new RefusedException("OwnTokens", "file", "hold tokens of n = " + n + " numbers", table.n());
        }
        if (!(split >= 0 && split < 1 && Share.round(split, table.count()) < table.count())) {
            throw new RefusedException(
                    "OwnTokens", "split", "be in [0, 1) and leave a token to train on", split + " of " + table);
        }
        noise = Noises.anywhere("OwnTokens", n, noise);
    }

    /** All tokens, with isotropic noise of variance 0.1. */
    public static OwnTokens of(TokenTable table) {
        return new OwnTokens(table.n(), table, 0, Noise.isotropic(0.1));
    }

    /** A copy that keeps back this share of the tokens. */
    public OwnTokens split(double share) {
        return new OwnTokens(n, table, share, noise);
    }

    /** A copy with isotropic noise of this {@math sigma_Z^2}. */
    public OwnTokens noiseVariance(double noiseVariance) {
        return noise(Check.isotropic("OwnTokens", noiseVariance));
    }

    /** A copy with this noise. */
    public OwnTokens noise(Noise noise) {
        return new OwnTokens(n, table, split, noise);
    }

    /** The task on the tokens that are kept back; where none are, this one. */
    @Override
    public Task heldOut() {
        TokenTable back = table.heldOut(split);
        return back == table ? this : new OwnTokens(n, back, 0, noise);
    }

    /** One less than there are tokens to draw from. */
    @Override
    public int longestContext() {
        return table.training(split).count() - 1;
    }

    @Override
    public double noiseVariance() {
        return noise.variance();
    }

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public Instance draw(RandomStream random) {
        return table.training(split).uniform();
    }

    /** The moments of tokens that are drawn uniformly and all different. */
    @Override
    public Optional<TokenMoments> tokenMoments() {
        return Optional.of(table.training(split).moments());
    }

    @Override
    public String toString() {
        return "tokens("
                + table.file().map(file -> "readTokens(\"" + file + "\")").orElse(table.toString()) + ")"
                + (split == 0 ? "" : ".split(" + split + ")") + Words.noise(noise);
    }
}
