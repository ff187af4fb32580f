package icd.task;

import icd.math.SymmetricEigen;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** Bayes where tokens and noise are Gaussian: E[X | X~ = x~] = Sigma_X (Sigma_X + Sigma_Z)^+ x~, for X of mean zero. */
final class LinearGaussian {

    private LinearGaussian() {}

    /** The posterior variance of one coordinate of variance lambda under noise of variance z: lambda z / (lambda + z). */
    static double error(double lambda, double z) {
        return lambda == 0 || z == 0 ? 0 : lambda / (lambda + z) * z;
    }

    /** E Cov(X | X~) of tokens of covariance variance I, for noise of one covariance or of one spectrum. */
    static Optional<SecondMoment> error(int n, double variance, Noise noise) {
        if (noise instanceof Noises.OfSpectrum spectrum) {
            return Optional.of(SecondMoment.isotropic(
                    n,
                    () -> spectrum.eigenvalues().stream()
                            .mapToDouble(z -> error(variance, z))
                            .sum()));
        }
        return noise.common(n).map(sigma -> {
            DoubleSupplier trace = () -> DoubleStream.of(sigma.spectrum().values())
                    .map(z -> error(variance, z))
                    .sum();
            return sigma.isIsotropic()
                    ? SecondMoment.isotropic(n, trace)
                    : SecondMoment.of(n, trace, () -> inEigenbasis(n, sigma.spectrum(), variance));
        });
    }

    private static double[] inEigenbasis(int n, Covariance.Spectrum noise, double variance) {
        double[] matrix = new double[n * n];
        for (int j = 0; j < n; j++) {
            double value = error(variance, noise.values()[j]);
            for (int i = 0; i < n; i++) {
                for (int l = 0; l < n; l++) {
                    matrix[i * n + l] =
                            Math.fma(value * noise.axes()[j * n + i], noise.axes()[j * n + l], matrix[i * n + l]);
                }
            }
        }
        return matrix;
    }

    /**
     * Computes the general case, singular matrices among them: the sum is inverted on its range, and the part of x~
     * outside it, where no query can be, is left out.
     *
     * @param sigma Sigma_X, n x n, row-major. Not modified.
     * @param query x~, n numbers from {@code at}. Not modified.
     * @param estimate n numbers from {@code to}. Modified.
     * @param scratch arrays 0 to 1 are used
     * @return Tr Cov(X | X~) = Tr Sigma_X (Sigma_X + Sigma_Z)^+ Sigma_Z, which keeps its digits where one of the two is small,
     *     unlike Tr (Sigma_X - Sigma_X (Sigma_X + Sigma_Z)^+ Sigma_X)
     */
    static double posterior(
            int n,
            double[] sigma,
            double[] query,
            int at,
            Covariance noise,
            double[] estimate,
            int to,
            Scratch scratch) {
        double[] sum = scratch.numbers(0, n * n);
        double trace = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum[i * n + j] = sigma[i * n + j] + noise.get(i, j);
            }
        }
        SymmetricEigen eigen = scratch.eigen(n).decompose(sum, 0);
        double[] values = eigen.values();
        double[] axes = eigen.vectors();
        double[] image = scratch.numbers(1, n); // Sigma_X v
        for (int i = 0; i < n; i++) {
            estimate[to + i] = 0;
        }
        for (int j = 0; j < n && values[j] > Covariance.NOTHING * values[0]; j++) {
            double overlap = 0;
            double product = 0;
            for (int i = 0; i < n; i++) {
                double entry = 0;
                double noisy = 0; // Sigma_Z v
                for (int l = 0; l < n; l++) {
                    entry = Math.fma(sigma[i * n + l], axes[j * n + l], entry);
                    noisy = Math.fma(noise.get(i, l), axes[j * n + l], noisy);
                }
                image[i] = entry;
                product = Math.fma(entry, noisy, product);
                overlap = Math.fma(axes[j * n + i], query[at + i], overlap);
            }
            trace += product / values[j];
            for (int i = 0; i < n; i++) {
                estimate[to + i] = Math.fma(overlap / values[j], image[i], estimate[to + i]);
            }
        }
        return Math.max(0, trace);
    }
}
