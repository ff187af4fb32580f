package icd.task;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.math.Frame;
import icd.math.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** The noises that {@link Noise} makes. Each prints as the shell's call that makes it. */
final class Noises {

    private Noises() {}

    /**
     * The noise of a task of dimension n: isotropic noise, however it was written, as one value, so that tasks which draw alike
     * are equal.
     *
     * @throws IllegalArgumentException if the noise is of another dimension
     */
    static Noise in(int n, Noise noise) {
        switch (noise) {
            case Given given -> given.check(n);
            case OfSpectrum spectrum -> check("Noise.spectrum", n, spectrum.eigenvalues);
            default -> {}
        }
        return noise.isIsotropic() ? Noise.isotropic(noise.variance()) : noise;
    }

    /**
     * Does the same as {@link #in}, for a task whose instances lie in no subspace.
     *
     * @throws IllegalArgumentException also if the noise is orthogonal to one
     */
    static Noise anywhere(String where, int n, Noise noise) {
        if (noise instanceof Orthogonal) {
            throw new RefusedException(
                    where, "noise", "need no subspace, as the orthogonal noise of subspaces and spheres does", noise);
        }
        return in(n, noise);
    }

    @Describe("isotropic noise, Sigma_Z = sigma_Z^2 I")
    record Isotropic(
            @Describe(value = "variance sigma_Z^2 of each coordinate", min = 1e-30, max = Task.MOST)
            double variance) implements Noise {

        @Override
        public Covariance covariance(Instance instance, RandomStream random) {
            return Covariance.isotropic(instance.n(), variance);
        }

        @Override
        public boolean isIsotropic() {
            return true;
        }

        @Override
        public String toString() {
            return "isotropicNoise(" + variance + ")";
        }
    }

    @Describe(value = "one Sigma_Z for all prompts, possibly singular", key = "gaussian")
    record Given(
            @Describe(value = "Sigma_Z: n rows of n numbers, or n numbers for a diagonal", orOne = true)
            Covariance covariance)
            implements Noise {

        Given {
            covariance = covariance.plain();
        }

        @Override
        public Covariance covariance(Instance instance, RandomStream random) {
            check(instance.n());
            return covariance;
        }

        void check(int n) {
            if (n != covariance.n()) {
                throw new IllegalArgumentException(
                        "Noise.gaussian: Sigma_Z and tokens must be of one dimension, got n = " + covariance.n()
                                + " and n = " + n);
            }
        }

        @Override
        public double variance() {
            return covariance.variance();
        }

        @Override
        public boolean isIsotropic() {
            return covariance.isIsotropic();
        }

        @Override
        public OptionalDouble meanVariance() {
            return OptionalDouble.of(covariance.trace() / covariance.n());
        }

        @Override
        public Optional<Covariance> common(int n) {
            return Optional.of(covariance);
        }

        @Override
        public boolean hasDensity() {
            return covariance.rank() == covariance.n();
        }

        @Override
        public String toString() {
            return "gaussianNoise(" + covariance + ")";
        }
    }

    @Describe(value = "Sigma_Z with these eigenvalues and axes that are Haar-random for each prompt", key = "spectrum")
    record OfSpectrum(
            @Describe(value = "eigenvalues of Sigma_Z, n numbers", min = 0, max = Task.MOST)
            List<Double> eigenvalues) implements Noise {

        @Override
        public Covariance covariance(Instance instance, RandomStream random) {
            return drawn("Noise.spectrum", instance.n(), eigenvalues, random);
        }

        /** All eigenvalues are one that is not zero: whatever the axes, that is isotropic. */
        @Override
        public boolean isIsotropic() {
            return areOne(eigenvalues);
        }

        @Override
        public double variance() {
            return isIsotropic() ? eigenvalues.getFirst() : Noise.super.variance();
        }

        @Override
        public OptionalDouble meanVariance() {
            return eigenvalues.stream().mapToDouble(Double::doubleValue).average();
        }

        @Override
        public boolean hasDensity() {
            return !eigenvalues.contains(0.0);
        }

        @Override
        public boolean isRotationInvariant() {
            return true;
        }

        @Override
        public String toString() {
            return "spectrumNoise(" + arguments(eigenvalues) + ")";
        }
    }

    @Describe("noise orthogonal to the instance's subspace, Sigma_Z = sigma_Z^2 (I - P); subspaces and spheres")
    record Orthogonal(
            @Describe(
                    value = "variance sigma_Z^2 in each direction orthogonal to the subspace",
                    key = "variance",
                    min = 1e-30,
                    max = Task.MOST)
            double offSubspace)
            implements Noise {

        @Override
        public Covariance covariance(Instance instance, RandomStream random) {
            if (!(instance instanceof SpannedInstance spanned)) {
                throw new UnsupportedOperationException(
                        "Noise.orthogonal: the instance must be in a subspace (subspaces, spheres), got " + instance);
            }
            return Covariance.orthogonal(spanned.frame(), offSubspace);
        }

        @Override
        public boolean hasDensity() {
            return false;
        }

        @Override
        public boolean isRotationInvariant() {
            return true;
        }

        @Override
        public String toString() {
            return "orthogonalNoise(" + offSubspace + ")";
        }
    }

    /**
     * The mean variance of the noise within the random subspaces that tokens span; orthogonal noise has none there, unless they turn: it
     * leaves the query's alone.
     */
    static OptionalDouble within(Noise noise, double drift) {
        if (drift != 0 && noise instanceof Orthogonal) {
            return OptionalDouble.empty();
        }
        return noise instanceof Orthogonal ? OptionalDouble.of(0) : noise.meanVariance();
    }

    /** E z z^T over the prompts of a task: of noise of one covariance or spectrum, and beside subspaces that may lie anywhere. */
    static Optional<SecondMoment> moment(Task task) {
        int n = task.n();
        return switch (task.noise()) {
            case OfSpectrum spectrum -> Optional.of(SecondMoment.isotropic(n, () -> trace(spectrum)));
            case Orthogonal beside
            when task.isRotationInvariant() ->
                task.spanned()
                        .map(m -> SecondMoment.isotropic(n, () -> beside.offSubspace * (n - m.mean(each -> each))));
            case Noise noise -> noise.common(n).map(SecondMoment::of);
        };
    }

    private static double trace(OfSpectrum spectrum) {
        return spectrum.eigenvalues.stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * E P z z^T P where P projects on the subspace of an instance, which may lie anywhere. Of one Sigma_Z that is
     *
     * {@equation
     *   (x + y) Sigma_Z + y tr(Sigma_Z) I,   y = m(n-m) / [n(n+2)(n-1)],   x = m^2/n^2 - 2y/n,
     * }
     *
     * averaged over the dimensions m of subspaces.
     */
    static Optional<SecondMoment> projected(Task task, Range dimensions) {
        int n = task.n();
        double m = dimensions.mean(each -> each);
        if (!task.isRotationInvariant()) {
            return Optional.empty();
        }
        return switch (task.noise()) {
            case Orthogonal _ -> Optional.of(SecondMoment.zero(n));
            case OfSpectrum spectrum -> Optional.of(SecondMoment.isotropic(n, () -> m * trace(spectrum) / n));
            case Noise noise ->
                noise.common(n)
                        .map(sigma -> sigma.isIsotropic()
                                ? SecondMoment.isotropic(n, () -> m * sigma.variance())
                                : SecondMoment.of(n, () -> m * sigma.trace() / n, () -> projected(sigma, dimensions)));
        };
    }

    private static double[] projected(Covariance sigma, Range dimensions) {
        int n = sigma.n();
        DoubleUnaryOperator y = m -> n == 1 ? 0 : m * (n - m) / (n * (n + 2.0) * (n - 1));
        double ofTrace = dimensions.mean(y);
        double ofSigma = dimensions.mean(m -> m * m / n / n + (1 - 2.0 / n) * y.applyAsDouble(m));
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < n; l++) {
                matrix[i * n + l] = ofSigma * sigma.get(i, l) + (i == l ? ofTrace * sigma.trace() : 0);
            }
        }
        return matrix;
    }

    /** A fact that is known for isotropic noise alone. */
    static OptionalDouble ifIsotropic(Noise noise, DoubleUnaryOperator fact) {
        return noise.isIsotropic() ? OptionalDouble.of(fact.applyAsDouble(noise.variance())) : OptionalDouble.empty();
    }

    /** The moments that noise of this mean variance gives; none where the variance is not known. */
    static Optional<ContextMoments> moments(OptionalDouble noise, DoubleFunction<ContextMoments> moments) {
        return noise.isPresent() ? Optional.of(moments.apply(noise.getAsDouble())) : Optional.empty();
    }

    /** The Sigma of these eigenvalues with Haar-random axes. */
    static Covariance drawn(String where, int n, List<Double> eigenvalues, RandomStream random) {
        check(where, n, eigenvalues);
        return Covariance.of(
                Frame.random(n, n, random),
                eigenvalues.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void check(String where, int n, List<Double> eigenvalues) {
        if (eigenvalues.size() != n) {
            throw new RefusedException(where, "eigenvalues", "hold n = " + n + " numbers", eigenvalues.size());
        }
    }

    /** Whether all eigenvalues are the same number &gt; 0. */
    static boolean areOne(List<Double> eigenvalues) {
        return eigenvalues.getFirst() > 0 && eigenvalues.stream().distinct().count() == 1;
    }

    static String arguments(List<Double> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
