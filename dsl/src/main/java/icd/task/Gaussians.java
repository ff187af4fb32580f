package icd.task;

import icd.math.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * The linear-Gaussian case in general: x ~ N(0, Sigma_X), whose Bayes estimate is Sigma_X (Sigma_X + Sigma_Z)^+ x~. Sigma_X
 * is one for all prompts, or has Haar-random axes for each.
 *
 * @param n ambient dimension
 * @param spectrum eigenvalues of Sigma_X, n numbers &gt;= 0, falling not required; empty where Sigma_X is given, or is a
 *     multiple of the identity, whose axes do not matter
 * @param given Sigma_X for all prompts; null where it has random axes
 * @param noise on the query
 */
public record Gaussians(int n, List<Double> spectrum, Covariance given, Noise noise) implements Task {

    public Gaussians {
        spectrum = List.copyOf(spectrum);
        if ((given == null) == spectrum.isEmpty()
                || (given != null && given.n() != n)
                || !(given != null || spectrum.size() == n)) {
            throw new IllegalArgumentException("Gaussians: there must be either a Sigma_X or a spectrum, of n = " + n
                    + ", got " + given + " and " + spectrum);
        }
        if (given == null && Noises.areOne(spectrum)) {
            given = Covariance.isotropic(n, spectrum.getFirst());
            spectrum = List.of();
        }
        noise = Noises.in(n, noise);
    }

    /** x ~ N(0, sigma) in every prompt, with isotropic noise of variance 1. */
    public static Gaussians of(MatrixStore<Double> sigma) {
        return of(Covariance.of(sigma));
    }

    /** x ~ N(0, covariance) in every prompt, with isotropic noise of variance 1. */
    public static Gaussians of(Covariance covariance) {
        return new Gaussians(covariance.n(), List.of(), covariance, Noise.isotropic(1));
    }

    /** Sigma_X with these eigenvalues and axes Haar-random for each prompt; isotropic noise of variance 1. */
    public static Gaussians spectrum(double... eigenvalues) {
        return new Gaussians(
                eigenvalues.length, Check.spectrum("Gaussians.spectrum", eigenvalues), null, Noise.isotropic(1));
    }

    /** A copy with isotropic noise of this sigma_Z^2. */
    public Gaussians noiseVariance(double noiseVariance) {
        return noise(Check.isotropic("Gaussians", noiseVariance));
    }

    /** A copy with this noise. */
    public Gaussians noise(Noise noise) {
        return new Gaussians(n, spectrum, given, noise);
    }

    @Override
    public double noiseVariance() {
        return noise.variance();
    }

    @Override
    public String name() {
        return "gaussians";
    }

    @Override
    public GaussianTokens draw(RandomStream random) {
        return new GaussianTokens(given != null ? given : Noises.drawn("Gaussians", n, spectrum, random));
    }

    private double[] eigenvalues() {
        return given != null
                ? given.spectrum().values()
                : spectrum.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Tr Sigma_X. */
    @Override
    public OptionalDouble secondMoment() {
        return OptionalDouble.of(DoubleStream.of(eigenvalues()).sum());
    }

    /** sigma^2 where Sigma_X = sigma^2 I. */
    @Override
    public OptionalDouble tokenVariance() {
        return given != null && given.isIsotropic() ? OptionalDouble.of(given.variance()) : OptionalDouble.empty();
    }

    /** They are known for one Sigma_Z for all prompts, and for noise that has nothing to do with the axes of Sigma_X. */
    @Override
    public Optional<ContextMoments> contextMoments() {
        double[] values = eigenvalues();
        double trace = DoubleStream.of(values).sum();
        boolean fixed = given != null && noise instanceof Noises.Given;
        boolean apart = noise.meanVariance().isPresent()
                && (given == null || given.isIsotropic() || noise.isRotationInvariant());
        if (!(trace > 0 && (fixed || apart))) {
            return Optional.empty();
        }
        return Optional.of(ContextMoments.of(IntStream.range(0, n)
                .filter(j -> values[j] > 0)
                .mapToObj(j -> new ContextMoments.Axes(
                        1, values[j], fixed ? along(j) : noise.meanVariance().getAsDouble(), 1 + trace / values[j]))
                .toList()));
    }

    /** a^T Sigma_Z a with a the axis j of Sigma_X. */
    private double along(int j) {
        Covariance sigma = ((Noises.Given) noise).covariance();
        double[] axes = given.spectrum().axes();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < n; l++) {
                sum = Math.fma(axes[j * n + i] * axes[j * n + l], sigma.get(i, l), sum);
            }
        }
        return sum;
    }

    @Override
    public OptionalDouble idealLinearBeta() {
        OptionalDouble variance = tokenVariance();
        return variance.isPresent()
                ? Noises.ifIsotropic(noise, sigma -> 1 / (variance.getAsDouble() + sigma))
                : OptionalDouble.empty();
    }

    @Override
    public boolean isRotationInvariant() {
        return (given == null || given.isIsotropic()) && noise.isRotationInvariant();
    }

    /** sum_j lambda_j sigma_Z^2 / (lambda_j + sigma_Z^2) for isotropic noise, with lambda the eigenvalues of Sigma_X. */
    @Override
    public OptionalDouble bayesLoss() {
        if (!noise.isIsotropic()) {
            return OptionalDouble.empty();
        }
        double loss = 0;
        for (double lambda : eigenvalues()) {
            loss += lambda / (lambda + noise.variance()) * noise.variance();
        }
        return OptionalDouble.of(loss);
    }

    @Override
    public String toString() {
        return (given != null ? "gaussians(" + given + ")" : "gaussians(" + Noises.arguments(spectrum) + ")")
                + Words.noise(noise);
    }
}
