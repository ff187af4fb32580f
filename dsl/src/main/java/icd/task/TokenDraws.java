package icd.task;

import icd.math.RandomStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The uniform distribution over the tokens of a table: the instance of {@link OwnTokens}. Tokens drawn together are different rows.
 *
 * @param prior a mixture whose centres are the tokens, all variances 0
 */
record TokenDraws(Mixture prior) implements Instance {

    TokenDraws(TokenTable table) {
        double[] weights = new double[table.count()];
        Arrays.fill(weights, 1.0 / weights.length);
        this(new Mixture(table.n(), table.tokens(), weights, new double[weights.length]));
    }

    @Override
    public int n() {
        return prior.n();
    }

    /** @throws IllegalArgumentException if more are asked for than there are, as no token is drawn twice */
    @Override
    public void sample(RandomStream random, int count, double[] tokens) {
        int all = prior.K();
        if (count > all) {
            throw new IllegalArgumentException("OwnTokens: tokens drawn together must be at most the " + all
                    + " that there are, as they are all different, got " + count);
        }
        Map<Integer, Integer> moved =
                new HashMap<>(); // the first steps of Fisher and Yates, without the rest of the order
        for (int t = 0; t < count; t++) {
            int place = t + random.below(all - t);
            int row = moved.getOrDefault(place, place);
            moved.put(place, moved.getOrDefault(t, t));
            for (int i = 0; i < n(); i++) {
                tokens[i * count + t] = prior.centres()[row * n() + i];
            }
        }
    }

    /** sum_t r_t x_t with r_t proportional to exp(-||x_t - x~||^2/(2 sigma_Z^2)): the empirical posterior over these tokens. */
    @Override
    public double posterior(double[] query, int at, Covariance noise, double[] estimate, int to, Scratch scratch) {
        return prior.posterior(query, at, noise, estimate, to, scratch);
    }

    @Override
    public String toString() {
        return "uniform over " + prior.K() + " tokens in R^" + n();
    }
}
