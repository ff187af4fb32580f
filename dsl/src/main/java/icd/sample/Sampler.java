package icd.sample;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import icd.describe.RefusedException;
import icd.math.RandomStream;

/**
 * How a state goes from one level of noise to the next. D is the denoiser at the level {@math sigma} where it stands, and {@math sigma'} the
 * next level, which is 0 at the end: there every sampler built in goes to D(x).
 *
 * <p>Open to users; a described record is a kind too.
 */
@Describe("how a state goes from one level of noise to the next")
@KnownKinds({Sampler.Ancestral.class, Sampler.ProbabilityFlow.class, Sampler.Langevin.class})
public interface Sampler {

    /**
     * One step.
     *
     * @param walker the state, which is modified, and its denoiser
     * @param sigma the level that the state is at
     * @param next the level that it goes to, in {@math [0, sigma)}
     * @param random of this state alone
     */
    void step(Walker walker, double sigma, double next, RandomStream random);

    /**
     * Draws from the law of a state at {@math sigma'} given that at {@math sigma} and the token that D stands for,
     *
     * {@equation
     *   x &lt;- D + (sigma'^2/sigma^2) (x - D) + sqrt(sigma'^2 (sigma^2 - sigma'^2)/sigma^2) z,
     * }
     *
     * with {@math eta = 1}. In between, a share {@math eta} of the standard deviation of z is drawn, and the rest of the noise is what is left
     * of x - D; {@math eta = 0} is the probability flow. (Ho et al. 2020; Song et al. 2021, equation 47.)
     */
    @Describe("ancestral sampling: towards D, and noise drawn anew")
    record Ancestral(
            @Describe(
                    value = "share of the noise that is drawn anew; 0 is the probability flow",
                    min = 0,
                    max = 1,
                    byDefault = "1")
            double eta)
            implements Sampler {

        public Ancestral {
            if (!(eta >= 0 && eta <= 1)) {
                throw new RefusedException("Ancestral", "eta", "be in [0, 1]", eta);
            }
        }

        @Override
        public void step(Walker walker, double sigma, double next, RandomStream random) {
            double share = next / sigma;
            double fresh = eta * next * Math.sqrt(Math.max(0, 1 - share * share));
            double kept = Math.sqrt(Math.max(0, next * next - fresh * fresh)) / sigma;
            walker.towards(sigma, kept);
            walker.addNoise(fresh, random);
        }
    }

    /**
     * A step of Euler's along {@math dx/dsigma = (x - D)/sigma}, whose states have the law of noisy tokens at each level:
     * {@math x &lt;- D + (sigma'/sigma) (x - D)}.
     */
    @Describe("the probability flow dx/dsigma = (x - D)/sigma, in steps of Euler's")
    record ProbabilityFlow() implements Sampler {

        @Override
        public void step(Walker walker, double sigma, double next, RandomStream random) {
            walker.towards(sigma, next / sigma);
        }
    }

    /**
     * Langevin dynamics at each level, annealed: {@math x &lt;- x + ("rate"/2) (D - x) + sqrt("rate") sigma z} a number of times, which by
     * Tweedie's formula is a step of size {@math "rate" sigma^2} along the score. (Song &amp; Ermon 2019.)
     */
    @Describe("annealed Langevin dynamics: steps along the score at each level")
    record Langevin(
            @Describe(value = "steps at each level", min = 1, max = 100_000, byDefault = "5")
            int corrections,

            @Describe(value = "size of a step over sigma^2", above = 0, below = 4, byDefault = "0.5")
            double rate)
            implements Sampler {

        public Langevin {
            if (!(corrections >= 1)) {
                throw new RefusedException("Langevin", "corrections", "be >= 1", corrections);
            }
            if (!(rate > 0 && rate < 4)) {
                throw new RefusedException("Langevin", "rate", "be in (0, 4)", rate);
            }
        }

        @Override
        public void step(Walker walker, double sigma, double next, RandomStream random) {
            for (int i = 0; i < corrections; i++) {
                walker.towards(sigma, 1 - rate / 2);
                walker.addNoise(Math.sqrt(rate) * sigma, random);
            }
            if (next == 0) {
                walker.towards(sigma, 0);
            }
        }
    }
}
