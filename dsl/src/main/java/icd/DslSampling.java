package icd;

import icd.denoise.Denoiser;
import icd.sample.DenoiserFamily;
import icd.sample.Sampling;
import icd.sample.ScoreFunction;
import icd.task.Prompt;
import icd.task.Task;
import icd.theory.CollapseNoise;

/** The part of {@link Dsl} that draws samples with denoisers. */
public abstract class DslSampling extends DslDynamics {

    DslSampling() {}

    /**
     * Samples drawn with a denoiser, going down from noise: choose levels, sampler and number, then run().
     * Bayes and the empirical posterior are asked at each level as they are, a layer with {@math W_KQ} times {@math sigma_Z^2/sigma^2}.
     *
     * {@snippet :
     *   var p = mixtures(2, 3).variance(0.02).prompt(50, seed(0));
     *   var s = sample(bayes(), p).levels(10, 0.01, 30).samples(200).seed(1).run();
     *   row(s.distance(s.law(0)), s.law(1).distance(s.law(2)));
     *   sample(equation13(2, 0.1), p).probabilityFlow().samples(200).run().modeWeights()
     * }
     */
    public static Sampling sample(Denoiser denoiser, Prompt prompt) {
        return Sampling.of(DenoiserFamily.of(denoiser, prompt), prompt);
    }

    /**
     * Samples drawn with a denoiser for each level of noise {@math sigma}.
     *
     * {@snippet :
     *   var p = spheres(2, 1).prompt(20, seed(3));
     *   sample(sigma -> descent(gaussianLse(1 / (sigma * sigma))), p).langevin(5, 0.5).samples(100).run().matrix()
     * }
     */
    public static Sampling sample(DenoiserFamily family, Prompt prompt) {
        return Sampling.of(family, prompt);
    }

    /**
     * The score {@math grad log p} of noisy queries, {@math (D(x) - x)/sigma^2} by Tweedie's formula.
     *
     * <p>D must be the posterior mean at that {@math sigma}.
     *
     * {@snippet :
     *   var p = subspaces(4, 2).variance(2).noiseVariance(1).prompt(50, seed(0));
     *   score(bayes(), 1).at(p);
     *   score(empiricalPosterior(0.25), 0.5).at(p, vector(1, 0, 0, 0))
     * }
     */
    public static ScoreFunction score(Denoiser denoiser, double sigma) {
        return new ScoreFunction(denoiser, sigma);
    }

    /**
     * The level of noise {@math sigma_C} below which samplers that know L tokens alone fall onto one of them.
     *
     * <p>Its square is {@math v/(L^(2/m) - 1)}.
     *
     * {@snippet :
     *   collapseNoise(subspaces(16, 8).variance(2), 100)
     * }
     */
    public static double collapseNoise(Task task, int L) {
        return CollapseNoise.of(task, L);
    }
}
