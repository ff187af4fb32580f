package icd.sample;

import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.math.RandomStream;
import icd.task.Prompt;
import icd.task.Scratch;

/**
 * Where the empirical posterior of a context collapses onto its tokens. A state of its samplers at level {@math sigma} is a token with noise,
 * {@math x_t + sigma z}, and D weighs token s by {@math exp(-||x_t + sigma z - x_s||^2/(2 sigma^2))}. As {@math sigma} falls the token that the
 * state came from takes all of the weight: from there on its sample is that token, and nothing new is drawn. (Biroli, Bonnaire, de Bortoli &amp;
 * Mezard 2024.)
 *
 * @see icd.theory.CollapseNoise what the random-energy estimate says of it
 */
public final class Collapse {

    private static final int BISECTIONS = 50;

    private Collapse() {}

    /**
     * The level {@math sigma} at which a state's own token has half of the weight on average.
     *
     * @param prompt whose context has two tokens or more
     * @param states how many states, each from a token drawn uniformly, with noise of its own
     * @return {@math sigma}, to some 12 digits
     * @throws IllegalArgumentException if there are no two tokens, or all are the same
     */
    public static double noise(Prompt prompt, int states, long seed) {
        Check.atLeast("Collapse.noise", "states", 1, states);
        Check.atLeast("Collapse.noise", "L", 2, prompt.L());
        Scores scores = Scores.of(prompt, states, RandomStream.of(seed, "collapse", prompt.index()));
        double low = 0;
        double high = scores.spread();
        if (!(high > 0)) {
            throw new IllegalArgumentException("Collapse.noise: the context must hold tokens that differ, got none");
        }
        while (scores.ownWeight(high) > 0.5) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            boolean collapsed = middle > 0 && scores.ownWeight(middle) > 0.5;
            low = collapsed ? middle : low;
            high = collapsed ? high : middle;
        }
        return (low + high) / 2;
    }

    /**
     * The mean weight of a state's own token at a level.
     *
     * @param sigma &gt; 0
     */
    public static double ownWeight(Prompt prompt, double sigma, int states, long seed) {
        Check.positive("Collapse.ownWeight", "sigma", sigma);
        Check.atLeast("Collapse.ownWeight", "states", 1, states);
        return Scores.of(prompt, states, RandomStream.of(seed, "collapse", prompt.index()))
                .ownWeight(sigma);
    }

    /**
     * What weights at any sigma are made of, a row for each state: token s has the score -(apart/2 + sigma along)/sigma^2 above that of the
     * state's own token t, with apart = ||x_t - x_s||^2 and along = z.(x_t - x_s).
     */
    private record Scores(int L, double[] apart, double[] along) {

        static Scores of(Prompt prompt, int states, RandomStream random) {
            TokenStack<?> x = prompt.set()
                    .slice(prompt.index(), prompt.index() + 1)
                    .in(Precision.FLOAT64)
                    .contexts();
            int n = prompt.n();
            int L = prompt.L();
            double[] apart = new double[states * L];
            double[] along = new double[states * L];
            for (int k = 0; k < states; k++) {
                int t = random.below(L);
                for (int i = 0; i < n; i++) {
                    double z = random.gaussian();
                    for (int s = 0; s < L; s++) {
                        double difference = x.get(0, i, t) - x.get(0, i, s);
                        apart[k * L + s] = Math.fma(difference, difference, apart[k * L + s]);
                        along[k * L + s] = Math.fma(z, difference, along[k * L + s]);
                    }
                }
            }
            return new Scores(L, apart, along);
        }

        double spread() {
            double largest = 0;
            for (double each : apart) {
                largest = Math.max(largest, each);
            }
            return Math.sqrt(largest);
        }

        double ownWeight(double sigma) {
            Scratch scratch = new Scratch();
            double[] z = new double[L];
            double sum = 0;
            for (int k = 0; k < apart.length / L; k++) {
                double most = 0; // of the scores, among which the own token's is 0
                for (int s = 0; s < L; s++) {
                    z[s] = -(apart[k * L + s] / 2 + sigma * along[k * L + s]) / (sigma * sigma);
                    most = Math.max(most, z[s]);
                }
                sum += StrictMath.exp(-most) / scratch.exponentiate(z, L);
            }
            return sum / (apart.length / L);
        }
    }
}
