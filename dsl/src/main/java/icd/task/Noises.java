package icd.task;

import icd.math.Frame;
import icd.math.RandomStream;
import java.util.List;
import java.util.stream.Collectors;

/** The noises that {@link Noise} makes. Each prints as the call that makes it. */
final class Noises {

    private Noises() {}

    record Isotropic(double variance) implements Noise {

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
            return "isotropic(" + variance + ")";
        }
    }

    record Given(Covariance covariance) implements Noise {

        @Override
        public Covariance covariance(Instance instance, RandomStream random) {
            if (instance.n() != covariance.n()) {
                throw new IllegalArgumentException(
                        "Noise.gaussian: Sigma_Z and tokens must be of one dimension, got n = " + covariance.n()
                                + " and n = " + instance.n());
            }
            return covariance;
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
        public String toString() {
            return "gaussian(" + covariance + ")";
        }
    }

    record OfSpectrum(List<Double> eigenvalues) implements Noise {

        @Override
        public Covariance covariance(Instance instance, RandomStream random) {
            return drawn("Noise.spectrum", instance.n(), eigenvalues, random);
        }

        @Override
        public String toString() {
            return "spectrum(" + arguments(eigenvalues) + ")";
        }
    }

    record Orthogonal(double offSubspace) implements Noise {

        @Override
        public Covariance covariance(Instance instance, RandomStream random) {
            if (!(instance instanceof SpannedInstance spanned)) {
                throw new UnsupportedOperationException(
                        "Noise.orthogonal: the instance must be in a subspace (subspaces, spheres), got " + instance);
            }
            return Covariance.orthogonal(spanned.frame(), offSubspace);
        }

        @Override
        public String toString() {
            return "orthogonal(" + offSubspace + ")";
        }
    }

    /** The Sigma of these eigenvalues with Haar-random axes. */
    static Covariance drawn(String where, int n, List<Double> eigenvalues, RandomStream random) {
        if (eigenvalues.size() != n) {
            throw new IllegalArgumentException(
                    where + ": there must be n = " + n + " eigenvalues, got " + eigenvalues.size());
        }
        return Covariance.of(
                Frame.random(n, n, random),
                eigenvalues.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static String arguments(List<Double> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
