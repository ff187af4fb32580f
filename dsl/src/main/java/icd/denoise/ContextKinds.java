package icd.denoise;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.task.Covariance;
import icd.task.PromptSet;
import icd.task.Range;
import icd.task.Task;
import icd.task.Transform;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The baselines of {@link Baselines} that estimate from the context what the Bayes denoiser knows about the instance.
 */
final class ContextKinds {

    private static final String DIMENSION =
            "dimension of the subspace; left out, that of the task (d + 1 on spheres), or of what the context spans where each prompt draws its own";

    private static final String ASSUMED = "variance sigma_Z^2 of the noise that it assumes; left out, that of the task";

    private ContextKinds() {}

    @Describe("projection of the query on the subspace estimated from the context by PCA")
    record PcaProjection(
            @Describe(value = DIMENSION, min = 1) Optional<Integer> d) implements Baseline {

        PcaProjection {
            checkDimension("pca_projection", d);
        }

        @Override
        public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            OptionalInt k = components(d, task);
            return k.isPresent() ? Baselines.pcaProjection(k.getAsInt()) : Baselines.pcaProjection();
        }

        @Override
        public Optional<String> misfit(Task task) {
            return pcaMisfit(d, task);
        }

        /**
         * Returns the loss of the projection: clean tokens span their subspace as soon as there are as many as its
         * dimension.
         */
        @Override
        public Optional<DoubleSupplier> exactLoss(Task task, int L) {
            return isFound(d, task, L) ? PROJECTION.exactLoss(task, L) : Optional.empty();
        }
    }

    @Describe("the PCA projection, shrunk as [3]")
    record ShrunkPcaProjection(
            @Describe(value = DIMENSION, min = 1) Optional<Integer> d,

            @Describe(value = ASSUMED, min = 1e-30, max = Task.MOST)
            Optional<Double> noiseVariance)
            implements Baseline {

        ShrunkPcaProjection {
            checkDimension("shrunk_pca_projection", d);
            checkVariance("shrunk_pca_projection", noiseVariance);
        }

        @Override
        public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            OptionalInt k = components(d, task);
            double variance = noiseVariance.orElseGet(task::noiseVariance);
            return k.isPresent()
                    ? Baselines.shrunkPcaProjection(k.getAsInt(), variance)
                    : Baselines.shrunkPcaProjection(variance);
        }

        @Override
        public Optional<String> misfit(Task task) {
            return pcaMisfit(d, task).or(() -> unlessKnown(noiseVariance, task));
        }

        /** See {@link ShrunkLoss}. */
        @Override
        public Optional<DoubleSupplier> exactLoss(Task task, int L) {
            return task.transform().isEmpty() && misfit(task).isEmpty() && isFound(d, task, L)
                    ? ShrunkLoss.of(task, L, noiseVariance.orElseGet(task::noiseVariance))
                    : Optional.empty();
        }
    }

    @Describe(
            "projection of the query on the fewest principal components that explain a share of the context's variance")
    record PcaExplaining(
            @Describe(value = "share of Tr X X^T that they explain", above = 0, max = 1, byDefault = "0.95")
            double share)
            implements Baseline {

        PcaExplaining {
            if (!(share > 0 && share <= 1)) {
                throw new RefusedException("pca_explaining", "share", "be in (0, 1]", share);
            }
        }

        @Override
        public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            return Baselines.pcaExplaining(share);
        }
    }

    @Describe("the Bayes estimate if tokens were Gaussian with the second moments of the context: C (C + Sigma_Z)^+ x~")
    record ContextGaussian(
            @Describe(value = ASSUMED, min = 1e-30, max = Task.MOST)
            Optional<Double> noiseVariance) implements Baseline {

        ContextGaussian {
            checkVariance("context_gaussian", noiseVariance);
        }

        @Override
        public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            return Baselines.contextGaussian(noiseVariance
                    .map(variance -> Covariance.isotropic(task.n(), variance))
                    .or(() -> common(task))
                    .orElseThrow());
        }

        @Override
        public Optional<String> misfit(Task task) {
            return noiseVariance.isPresent() ? Optional.empty() : unlessCommon(task);
        }
    }

    @Describe("posterior mean where the context is the prior: [14] with scaled identities")
    record EmpiricalPosterior(
            @Describe(value = ASSUMED, min = 1e-30, max = Task.MOST)
            Optional<Double> noiseVariance) implements Baseline {

        EmpiricalPosterior {
            checkVariance("empirical_posterior", noiseVariance);
        }

        @Override
        public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
            return noiseVariance.isPresent() || task.noise().isIsotropic()
                    ? Baselines.empiricalPosterior(noiseVariance.orElseGet(task::noiseVariance))
                    : Baselines.empiricalPosterior(common(task).orElseThrow());
        }

        @Override
        public Optional<String> misfit(Task task) {
            boolean known = noiseVariance.isPresent() || task.noise().isIsotropic();
            return known ? Optional.empty() : unlessCommon(task).or(() -> Fits.density(task));
        }
    }

    private static void checkDimension(String where, Optional<Integer> d) {
        if (d.isPresent() && !(d.get() >= 1)) {
            throw new RefusedException(where, "d", "be >= 1", d.get());
        }
    }

    private static void checkVariance(String where, Optional<Double> noiseVariance) {
        if (noiseVariance.isPresent() && !(noiseVariance.get() > 0 && Double.isFinite(noiseVariance.get()))) {
            throw new RefusedException(where, "noise_variance", "be > 0 and finite", noiseVariance.get());
        }
    }

    private static OptionalInt components(Optional<Integer> d, Task task) {
        return d.map(OptionalInt::of).orElseGet(() -> Fits.spanned(task));
    }

    /**
     * Returns a misfit under a transform: these baselines use the subspace of the task, which a transform hides; given
     * its dimension they find one in any context.
     */
    private static Optional<String> pcaMisfit(Optional<Integer> d, Task task) {
        return Fits.unless(d.orElse(1) <= task.n(), "have d <= n = " + task.n(), d.orElse(1))
                .or(() -> d.isPresent() ? Optional.empty() : Fits.subspace(task))
                .or(() -> d.isPresent() || task.transform().isEmpty()
                        ? Optional.empty()
                        : Optional.of("must come without a transform, or with d, got " + task));
    }

    /** Sigma_Z in the coordinates of the prompts, where it is one for all of them and no transform changes it. */
    private static Optional<Covariance> common(Task task) {
        return task.transform().isPresent() ? Optional.empty() : task.noise().common(task.n());
    }

    private static Optional<String> unlessCommon(Task task) {
        return Fits.unless(
                common(task).isPresent(),
                "have a noise_variance to assume, or go with noise of one covariance for all prompts and no transform",
                task.noise() + (task.transform().isPresent() ? " and a transform" : ""));
    }

    private static Optional<String> unlessKnown(Optional<Double> noiseVariance, Task task) {
        return noiseVariance.isPresent() ? Optional.empty() : Fits.isotropicNoise(task);
    }

    /**
     * Whether the components are the instance's subspace, and prompts that are moved are turned and stretched alike: clean tokens span
     * their subspace as soon as there are as many as its dimension m. Where m is to be found out, eigenvalues below 1e-5 of the largest
     * count as none, and the context must be so long that there is none. For X of normal numbers the least singular value is below
     * sqrt(L) - sqrt(m) - 8 with a chance of 1e-14; tokens on a sphere are these over lengths of at most sqrt(m) + 9.
     */
    private static boolean isFound(Optional<Integer> d, Task task, int L) {
        boolean stretched = task.transform().stream()
                .allMatch(change -> change.target() == Transform.Target.NEW && !Double.isNaN(change.stretch()));
        if (!stretched || task.spanned().isEmpty() || task.isOrdered()) {
            return false;
        }
        Range m = task.spanned().get();
        if (m.isFixed()) {
            return L >= m.least() && d.orElse(m.least()) == m.least();
        }
        double root = Math.sqrt(m.most());
        return d.isEmpty() && 1 - (root + 8) / Math.sqrt(L) >= Math.sqrt(1e-5) * (root + 9);
    }
}
