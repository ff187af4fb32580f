package icd.sample;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import icd.describe.RefusedException;
import icd.math.Digits;

/**
 * Levels of noise that a sampler goes down, standard deviations {@math sigma_1 &gt; ... &gt; sigma_K &gt; 0}. K steps lead from each to the
 * next, and the last from {@math sigma_K} to 0.
 *
 * <p>Samples start from {@math N(0, sigma_1^2 I)}, which is the law of noisy tokens as far as {@math sigma_1} is large against the tokens: the
 * noise explodes (Song et al. 2021), and nothing is scaled.
 */
@Describe("levels of noise that a sampler goes down")
@KnownKinds({NoiseLevels.Geometric.class, NoiseLevels.Power.class})
public interface NoiseLevels {

    /** The levels, falling and all positive; a new array. */
    double[] sigmas();

    /** The same from the first level to the last in another number of steps. */
    NoiseLevels steps(int steps);

    /** Each level is the same share of the one before. */
    @Describe("each level is the same share of the one before")
    record Geometric(
            @Describe(value = "the first level, a standard deviation", above = 0, max = 1e15)
            double from,

            @Describe(value = "the last level before 0", above = 0, max = 1e15)
            double to,

            @Describe(value = "number of levels, and of steps", min = 2, max = 100_000)
            int steps)
            implements NoiseLevels {

        public Geometric {
            check("Geometric", from, to, steps);
        }

        @Override
        public double[] sigmas() {
            double[] sigmas = new double[steps];
            double log = StrictMath.log(to / from);
            for (int i = 0; i < steps; i++) {
                sigmas[i] = i == steps - 1 ? to : from * StrictMath.exp(log * i / (steps - 1));
            }
            return sigmas;
        }

        @Override
        public Geometric steps(int steps) {
            return new Geometric(from, to, steps);
        }

        @Override
        public String toString() {
            return Digits.text("%d levels from %.4g to %.4g", steps, from, to);
        }
    }

    /** {@math sigma^(1/rho)} falls in equal steps: {@math sigma} itself with {@math rho = 1}; {@math rho = 7} is Karras et al. 2022. */
    @Describe("sigma^(1/rho) falls in equal steps; rho = 7 is Karras et al. 2022")
    record Power(
            @Describe(value = "the first level, a standard deviation", above = 0, max = 1e15)
            double from,

            @Describe(value = "the last level before 0", above = 0, max = 1e15)
            double to,

            @Describe(value = "number of levels, and of steps", min = 2, max = 100_000)
            int steps,

            @Describe(value = "the power rho", min = 1, max = 100, byDefault = "7")
            double rho)
            implements NoiseLevels {

        public Power {
            check("Power", from, to, steps);
            if (!(rho >= 1 && rho <= 100)) {
                throw new RefusedException("Power", "rho", "be in [1, 100]", rho);
            }
        }

        @Override
        public double[] sigmas() {
            double[] sigmas = new double[steps];
            double first = StrictMath.pow(from, 1 / rho);
            double last = StrictMath.pow(to, 1 / rho);
            for (int i = 0; i < steps; i++) {
                double at = (double) i / (steps - 1);
                sigmas[i] = i == 0 ? from : i == steps - 1 ? to : StrictMath.pow(first + at * (last - first), rho);
            }
            return sigmas;
        }

        @Override
        public Power steps(int steps) {
            return new Power(from, to, steps, rho);
        }

        @Override
        public String toString() {
            return Digits.text("%d levels from %.4g to %.4g, rho = %.4g", steps, from, to, rho);
        }
    }

    private static void check(String where, double from, double to, int steps) {
        if (!(to > 0)) {
            throw new RefusedException(where, "to", "be > 0", to);
        }
        if (!(from > to && from < Double.POSITIVE_INFINITY)) {
            throw new RefusedException(where, "from", "be finite and > %s", from, "to", to);
        }
        if (!(steps >= 2)) {
            throw new RefusedException(where, "steps", "be >= 2", steps);
        }
    }
}
