package icd.sample;

import icd.attention.Attention;
import icd.denoise.Baselines;
import icd.denoise.Denoiser;
import icd.describe.Describe;
import icd.describe.Kinds;
import icd.describe.KnownKinds;
import icd.energy.Energies;
import icd.task.Prompt;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A denoiser {@math D(., sigma)} for each level of noise: at level {@math sigma} the query is {@math x + sigma z} with {@math z ~ N(0, I)},
 * whatever noise the prompt was drawn with. A sampler asks for one at each of its levels.
 *
 * <p>Open to users, as a lambda {@code sigma -> denoiser}; a described record is a kind too, which recipes can name. Denoisers must not
 * look at the noise that their prompts name, as {@link Baselines#bayes} does.
 */
@FunctionalInterface
@Describe("a denoiser for each level of noise")
@KnownKinds({FamilyKinds.Bayes.class, FamilyKinds.EmpiricalPosterior.class, FamilyKinds.Descent.class})
public interface DenoiserFamily {

    /**
     * The denoiser of queries with noise of variance {@math sigma^2} in each coordinate.
     *
     * @param sigma &gt; 0
     */
    Denoiser at(double sigma);

    /** The name that tables have for it. */
    default String name() {
        return getClass().isAnnotationPresent(Describe.class) ? Kinds.text(this) : "own";
    }

    /** The posterior mean given the instance: see {@link Baselines#bayes}. */
    static DenoiserFamily bayes() {
        return new FamilyKinds.Bayes();
    }

    /** The posterior mean whose prior is the context: see {@link Baselines#empiricalPosterior(double)}. */
    static DenoiserFamily empiricalPosterior() {
        return new FamilyKinds.EmpiricalPosterior();
    }

    /**
     * A unit step down {@link Energies#gaussianLse} at {@math beta = 1/sigma^2}, {@math D(x) = x - grad E(x)}: the empirical posterior mean, in
     * another way.
     */
    static DenoiserFamily descent() {
        return new FamilyKinds.Descent(FamilyKinds.Form.GAUSSIAN_LSE);
    }

    /**
     * A unit step down {@link Energies#lse} with {@math alpha = 1} and {@math beta = 1/sigma^2}, {@math D(x) = x - grad E(x)}: the softmax layer
     * of equation 13 at each level. It is the empirical posterior mean where all tokens have one norm.
     */
    static DenoiserFamily descentOnLse() {
        return new FamilyKinds.Descent(FamilyKinds.Form.LSE);
    }

    /**
     * A layer that was trained at one level of noise, with scores that are {@math sigma_Z^2/sigma^2} times as large at level {@math sigma}:
     * {@math W_KQ} is multiplied by that. This is how equation 13 depends on the noise, {@math beta = 1/sigma_Z^2}.
     *
     * @param layer a layer whose tokens are weighed by their scores, such as softmax or Gaussian attention
     * @param noiseVariance {@math sigma_Z^2} that it was trained at, &gt; 0
     * @throws IllegalArgumentException if the layer has no {@math W_KQ} in any form, or the variance is not positive
     */
    static DenoiserFamily scaled(Attention layer, double noiseVariance) {
        Check.positive("scaled", "noiseVariance", noiseVariance);
        ScaledScores.of(layer, 1); // which tells now, not in the middle of a run, that a layer has no scores
        return new FamilyKinds.Scaled(layer, noiseVariance);
    }

    /**
     * Layers that were each trained at a level of noise of their own; at level {@math sigma} the nearest of them in ratio is asked.
     *
     * @param layers by {@math sigma &gt; 0}, at least one
     */
    static DenoiserFamily ofLevels(SequencedMap<Double, ? extends Denoiser> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("ofLevels: layers must hold a denoiser for one level or more, got none");
        }
        layers.keySet().forEach(sigma -> Check.positive("ofLevels", "sigma", sigma));
        return new FamilyKinds.OfLevels(new TreeMap<>(layers));
    }

    /**
     * What a denoiser becomes at other levels of noise: {@link Baselines#bayes} and {@link Baselines#empiricalPosterior(double)} are made
     * for each level, and layers are {@link #scaled} from the noise of the prompt.
     *
     * @throws IllegalArgumentException if it is another; the message says what to give instead
     */
    static DenoiserFamily of(Denoiser denoiser, Prompt prompt) {
        String kind = denoiser.baseline()
                .map(baseline -> Kinds.name(baseline.getClass()))
                .orElse("");
        if (kind.equals("bayes")) {
            return bayes();
        } else if (kind.equals("empirical_posterior")) {
            return empiricalPosterior();
        } else if (denoiser instanceof Attention layer) {
            return scaled(layer, prompt.set().noise(prompt.index()).variance());
        }
        throw new IllegalArgumentException(
                "sample: denoiser must be bayes, an empirical posterior or a layer, which are"
                        + " known at all levels of noise, got " + denoiser.name()
                        + "; give a function instead, sigma -> denoiser");
    }
}
