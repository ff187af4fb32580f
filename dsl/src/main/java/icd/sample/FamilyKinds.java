package icd.sample;

import icd.attention.Attention;
import icd.denoise.Baselines;
import icd.denoise.Denoiser;
import icd.denoise.Oracle;
import icd.describe.Describe;
import icd.describe.Kinds;
import icd.energy.DescentDenoiser;
import icd.energy.Energies;
import icd.task.Covariance;
import icd.task.Instance;
import icd.task.PromptSet;
import icd.task.Scratch;
import java.util.Map;
import java.util.NavigableMap;

/** The families of {@link DenoiserFamily}. */
final class FamilyKinds {

    private FamilyKinds() {}

    @Describe("posterior mean given the instance")
    record Bayes() implements DenoiserFamily {
        @Override
        public Denoiser at(double sigma) {
            return new BayesAt(Check.positive("bayes", "sigma", sigma));
        }
    }

    @Describe(
            "posterior mean whose prior is the context: Gaussian-kernel attention with alpha = 1 and beta = 1/sigma^2")
    record EmpiricalPosterior() implements DenoiserFamily {
        @Override
        public Denoiser at(double sigma) {
            return Baselines.empiricalPosterior(sigma * sigma);
        }
    }

    /** Energies whose unit step denoises. */
    enum Form {
        @Describe("-(1/beta) log sum exp(-(beta/2) ||x_t - s||^2), whose step is the empirical posterior mean")
        GAUSSIAN_LSE,
        @Describe("||s||^2/2 - (1/beta) log sum exp(beta x_t.s) [16], whose step is the softmax layer of [13]")
        LSE
    }

    @Describe("x - grad E(x), a unit step of descent on an energy at beta = 1/sigma^2")
    record Descent(
            @Describe(value = "which energy, over the context as memories", byDefault = "gaussian_lse")
            Form energy) implements DenoiserFamily {
        @Override
        public Denoiser at(double sigma) {
            double beta = 1 / (sigma * sigma);
            return DescentDenoiser.of(
                            switch (energy) {
                                case GAUSSIAN_LSE -> Energies.gaussianLse(beta);
                                case LSE -> Energies.lse(1, beta);
                            })
                    .rate(1);
        }
    }

    /** See {@link DenoiserFamily#scaled}. */
    record Scaled(Attention layer, double noiseVariance) implements DenoiserFamily {
        @Override
        public Denoiser at(double sigma) {
            return ScaledScores.of(layer, noiseVariance / (sigma * sigma));
        }

        @Override
        public String name() {
            return layer.name();
        }
    }

    /** See {@link DenoiserFamily#ofLevels}. */
    record OfLevels(NavigableMap<Double, Denoiser> levels) implements DenoiserFamily {
        @Override
        public Denoiser at(double sigma) {
            Map.Entry<Double, Denoiser> below = levels.floorEntry(sigma);
            Map.Entry<Double, Denoiser> above = levels.ceilingEntry(sigma);
            if (below == null || above == null) {
                return (below == null ? above : below).getValue();
            }
            return sigma / below.getKey() <= above.getKey() / sigma ? below.getValue() : above.getValue();
        }

        @Override
        public String name() {
            return levels.size() + " levels";
        }
    }

    /** The posterior mean under noise of this sigma, whatever noise the prompt names. */
    private record BayesAt(double sigma) implements Oracle {

        @Override
        public String name() {
            return Kinds.name(Bayes.class);
        }

        /** @throws IllegalArgumentException of transformed prompts, as the noise of a sampler is not transformed with them */
        @Override
        public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
            if (prompts.task().transform().isPresent()) {
                throw new IllegalArgumentException(
                        "bayes: prompts must come without a transform to be sampled from, got " + prompts.task());
            }
            Oracle.super.estimate(prompts, from, to, estimates);
        }

        @Override
        public void estimate(
                Instance instance,
                Covariance noise,
                double[] query,
                int at,
                double[] estimate,
                int to,
                Scratch scratch) {
            instance.posterior(query, at, Covariance.isotropic(instance.n(), sigma * sigma), estimate, to, scratch);
        }
    }
}
