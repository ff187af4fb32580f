package icd.theory;

import icd.attention.AttentionLayer;
import icd.denoise.Baseline;
import icd.denoise.Denoiser;
import icd.describe.Describe;
import icd.describe.KindProvider;
import icd.describe.RefusedException;
import icd.task.PromptSet;
import icd.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Attention layers with weights from theory, as baselines. */
public final class IdealLayers implements KindProvider {

    /** Constructor for {@link java.util.ServiceLoader}. */
    public IdealLayers() {}

    @Override
    public List<Class<? extends Record>> kinds() {
        return List.of(IdealLayer.class, IdealLinearLayer.class, LinearOptimumLayer.class);
    }

    @Override
    public String toString() {
        return "IdealLayers";
    }

    @Describe("the layer of [13]: softmax attention with alpha = 1 and beta = 1/sigma_Z^2")
    record IdealLayer(
            @Describe(
                    value = "variance sigma_Z^2 that beta is the inverse of; left out, that of the task",
                    min = 1e-30,
                    max = Task.MOST)
            Optional<Double> noiseVariance)
            implements Baseline {

        IdealLayer {
            if (noiseVariance.isPresent() && !(noiseVariance.get() > 0 && Double.isFinite(1 / noiseVariance.get()))) {
                throw new RefusedException("ideal_layer", "noise_variance", "be > 0 and finite", noiseVariance.get());
            }
        }

        @Override
        public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            return AttentionLayer.softmax(task.n()).identity(1, 1 / noiseVariance.orElseGet(task::noiseVariance));
        }

        @Override
        public Optional<String> misfit(Task task) {
            return noiseVariance.isPresent() || task.noise().isIsotropic()
                    ? Optional.empty()
                    : Optional.of("must have a noise_variance, or go with isotropic noise, got " + task.noise());
        }
    }

    @Describe("the linear layer that tends to Bayes as L grows: alpha = 1 and beta = 1/(sigma_0^2 + sigma_Z^2)")
    record IdealLinearLayer() implements Baseline {

        @Override
        public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            return AttentionLayer.linear(task.n())
                    .identity(1, task.idealLinearBeta().orElseThrow());
        }

        @Override
        public Optional<String> misfit(Task task) {
            return task.idealLinearBeta().isPresent()
                    ? Optional.empty()
                    : Optional.of("must go with Gaussian tokens of one variance and isotropic noise, got " + task);
        }

        @Override
        public Optional<DoubleSupplier> exactLoss(Task task, int L) {
            return task.contextMoments().isPresent() && task.idealLinearBeta().isPresent()
                    ? Optional.of(() -> LinearOptimum.of(task, L)
                            .loss(task.idealLinearBeta().getAsDouble()))
                    : Optional.empty();
        }
    }

    @Describe(value = "linear attention with the weights of least loss at the context length", key = "linear_optimum")
    record LinearOptimumLayer(
            @Describe("the weights among which the loss is least; left out, scalar")
            Optional<Weights> weights) implements Baseline {

        /** Makes the default and an absent value one, so that their results are one. */
        LinearOptimumLayer {
            weights = weights.filter(each -> each == Weights.FULL);
        }

        @Override
        public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            LinearOptimum optimum = LinearOptimum.of(task, L);
            return weights.isPresent()
                    ? optimum.layer()
                    : AttentionLayer.linear(task.n()).identity(1, optimum.product());
        }

        @Override
        public Optional<String> misfit(Task task) {
            return task.contextMoments().isPresent()
                    ? Optional.empty()
                    : Optional.of("must go with a task whose second moments are known, got " + task);
        }

        @Override
        public Optional<DoubleSupplier> exactLoss(Task task, int L) {
            return task.contextMoments().isPresent()
                    ? Optional.of(() -> weights.isPresent()
                            ? LinearOptimum.of(task, L).loss()
                            : LinearOptimum.of(task, L).scaledLoss())
                    : Optional.empty();
        }
    }

    @Describe("weights that an optimum is over")
    public enum Weights {
        @Describe("scaled identities, alpha I and beta I")
        SCALAR,
        @Describe("all matrices, where their optimum is known, else scaled identities")
        FULL
    }
}
