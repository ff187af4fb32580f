package icd.denoise;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Task;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** The baselines of {@link Baselines} that know the instance, or need no knowledge. */
final class BaselineKinds {

    private BaselineKinds() {}

    @Describe("predicts 0")
    record Zero() implements WithoutContext {
        @Override
        public Denoiser denoiser() {
            return Baselines.zero();
        }

        /** E||x||^2. */
        @Override
        public Optional<DoubleSupplier> exactLoss(Task task, int L) {
            return LinearLosses.zero(task);
        }
    }

    @Describe("predicts the query itself")
    record Query() implements WithoutContext {
        @Override
        public Denoiser denoiser() {
            return Baselines.query();
        }

        /** See {@link LinearLosses}. */
        @Override
        public Optional<DoubleSupplier> exactLoss(Task task, int L) {
            return LinearLosses.query(task);
        }
    }

    @Describe("predicts the mean of the context")
    record ContextMean() implements Baseline {
        @Override
        public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            return Baselines.contextMean();
        }

        /** See {@link LinearLosses}. */
        @Override
        public Optional<DoubleSupplier> exactLoss(Task task, int L) {
            return LinearLosses.contextMean(task, L);
        }
    }

    @Describe("predicts the token of the context that is nearest to the query")
    record NearestToken() implements Baseline {
        @Override
        public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            return Baselines.nearestToken();
        }
    }

    @Describe("posterior mean given the instance: [3], [6] or [C.3, 7, 8]")
    record Bayes() implements WithoutContext {

        @Override
        public boolean isOracle() {
            return true;
        }

        @Override
        public Denoiser denoiser() {
            return Baselines.bayes();
        }

        @Override
        public Optional<String> misfit(Task task) {
            Task plain = Fits.plain(task);
            return plain instanceof Spheres spheres && !spheres.knowsPosterior()
                    ? Fits.isotropicNoise(task)
                    : Optional.empty();
        }

        @Override
        public Optional<DoubleSupplier> exactLoss(Task task, int L) {
            return Fits.loss(task, Task::bayesError)
                    .or(() -> task.bayesLoss().stream()
                            .mapToObj(known -> (DoubleSupplier) () -> known)
                            .findFirst());
        }
    }

    @Describe("posterior mean given the instance, by importance sampling of its tokens")
    record BayesBySampling(
            @Describe(value = "tokens drawn for each prompt", min = 1, max = 1e6)
            int samples,

            @Describe(value = "seed of the draws", byDefault = "0", min = 0)
            long seed)
            implements WithoutContext {

        @Override
        public boolean isOracle() {
            return true;
        }

        BayesBySampling {
            if (!(samples >= 1)) {
                throw new RefusedException("bayes_by_sampling", "samples", "be >= 1", samples);
            }
        }

        @Override
        public Denoiser denoiser() {
            return Baselines.bayesBySampling(samples, seed);
        }

        @Override
        public Optional<String> misfit(Task task) {
            return Fits.density(task);
        }
    }

    @Describe("projection of the query on the true subspace")
    record Projection() implements WithoutContext {

        @Override
        public boolean isOracle() {
            return true;
        }

        @Override
        public Denoiser denoiser() {
            return Baselines.projection();
        }

        @Override
        public Optional<String> misfit(Task task) {
            return Fits.subspace(task);
        }

        /** E tr P Sigma_Z: m sigma_Z^2 of isotropic noise, with m the dimension of the subspace. */
        @Override
        public Optional<DoubleSupplier> exactLoss(Task task, int L) {
            return Fits.loss(task, Task::projectionError);
        }
    }

    @Describe("projection of the query on the sphere of the instance")
    record ProjectionToSphere() implements WithoutContext {

        @Override
        public boolean isOracle() {
            return true;
        }

        @Override
        public Denoiser denoiser() {
            return Baselines.projectionToSphere();
        }

        @Override
        public Optional<String> misfit(Task task) {
            return Fits.task(Spheres.class, "spheres", task);
        }

        /** See {@link Spheres#loss}. */
        @Override
        public Optional<DoubleSupplier> exactLoss(Task task, int L) {
            return Fits.loss(
                    task, plain -> plain instanceof Spheres spheres ? spheres.nearestPointError() : Optional.empty());
        }
    }

    @Describe("posterior mean of a mixture whose components have variance 0 [8]")
    record ZeroVariance() implements WithoutContext {

        @Override
        public boolean isOracle() {
            return true;
        }

        @Override
        public Denoiser denoiser() {
            return Baselines.zeroVariance();
        }

        @Override
        public Optional<String> misfit(Task task) {
            return Fits.task(Mixtures.class, "mixtures", task).or(() -> Fits.isotropicNoise(task));
        }

        /** The loss is known for a single component only. */
        @Override
        public Optional<DoubleSupplier> exactLoss(Task task, int L) {
            return misfit(task).isPresent()
                    ? Optional.empty()
                    : Fits.loss(task, plain -> ((Mixtures) plain).zeroVarianceError());
        }
    }

    @Describe("the linear map of the query that is best in mean square over the training prompts")
    record LeastSquares() implements Baseline {
        @Override
        public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            return Baselines.leastSquares(training.get());
        }

        @Override
        public boolean needsContext() {
            return false;
        }

        /** Fewer than n do not determine the map. */
        @Override
        public int trainingPrompts(int n) {
            return n;
        }
    }

    /** A baseline that is one denoiser for all tasks, and does not look at the context. */
    private interface WithoutContext extends Baseline {

        Denoiser denoiser();

        @Override
        default Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            return denoiser();
        }

        @Override
        default boolean needsContext() {
            return false;
        }
    }
}
