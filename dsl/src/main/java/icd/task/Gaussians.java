package icd.task;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.math.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * The linear-Gaussian case in general: {@math x ~ N(0, Sigma_X)}, whose Bayes estimate is {@math Sigma_X (Sigma_X + Sigma_Z)^+ x~}.
 * {@math Sigma_X} is one for all prompts, or has Haar-random axes for each.
 *
 * @param n ambient dimension
 * @param spectrum eigenvalues of {@math Sigma_X}, n numbers &gt;= 0, falling not required; empty where {@math Sigma_X} is given, or is a
 *     multiple of the identity, whose axes do not matter
 * @param given {@math Sigma_X} for all prompts; empty where it has random axes
 * @param noise on the query
 */
@Describe("Gaussian tokens, x ~ N(0, Sigma_X): one Sigma_X for all prompts, or one with random axes for each")
public record Gaussians(
        int n,

        @Describe(
                value = "eigenvalues of Sigma_X, n numbers, whose axes are Haar-random for each prompt",
                key = "eigenvalues",
                min = 0,
                max = Task.MOST,
                byDefault = "[]")
        List<Double> spectrum,

        @Describe(
                value = "Sigma_X of all prompts: n rows of n numbers, or n numbers for a diagonal",
                key = "covariance",
                orOne = true)
        Optional<Covariance> given,

        @Describe(
                value = "the noise on the query; a number is sigma_Z^2 of each coordinate",
                alias = "noise_variance",
                min = 1e-30,
                max = Task.MOST)
        Noise noise)
        implements Task {

    /** @throws IllegalArgumentException unless there is either a {@math Sigma_X} or a spectrum, of dimension n */
    public Gaussians {
        spectrum = List.copyOf(spectrum);
        if (given.isPresent() && given.get().n() != n) {
            throw new RefusedException(
                    "Gaussians",
                    "covariance",
                    "be n x n with n = " + n,
                    given.get().n());
        }
        if (given.isPresent() != spectrum.isEmpty()) {
            throw new RefusedException(
                    "Gaussians", "eigenvalues", "be given, or else a covariance, not both", spectrum + " and " + given);
        }
        if (given.isEmpty() && spectrum.size() != n) {
            throw new RefusedException("Gaussians", "eigenvalues", "hold n = " + n + " numbers", spectrum.size());
        }
        if (given.isEmpty() && Noises.areOne(spectrum)) {
            given = Optional.of(Covariance.isotropic(n, spectrum.getFirst()));
            spectrum = List.of();
        }
        given = given.map(Covariance::plain);
        noise = Noises.anywhere("Gaussians", n, noise);
    }

    /** {@math x ~ N(0, sigma)} in every prompt, with isotropic noise of variance 1. */
    public static Gaussians of(MatrixStore<Double> sigma) {
        return of(Covariance.of(sigma));
    }

    /** x ~ N(0, covariance) in every prompt, with isotropic noise of variance 1. */
    public static Gaussians of(Covariance covariance) {
        return new Gaussians(covariance.n(), List.of(), Optional.of(covariance), Noise.isotropic(1));
    }

    /** {@math Sigma_X} with these eigenvalues and axes Haar-random for each prompt; isotropic noise of variance 1. */
    public static Gaussians spectrum(double... eigenvalues) {
        return new Gaussians(
                eigenvalues.length,
                Check.spectrum("Gaussians.spectrum", eigenvalues),
                Optional.empty(),
                Noise.isotropic(1));
    }

    /** A copy with isotropic noise of this {@math sigma_Z^2}. */
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
        return new GaussianTokens(given.isPresent() ? given.get() : Noises.drawn("Gaussians", n, spectrum, random));
    }

    private double[] eigenvalues() {
        return given.isPresent()
                ? given.get().spectrum().values()
                : spectrum.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private boolean isIsotropic() {
        return given.filter(Covariance::isIsotropic).isPresent();
    }

    /** {@math Sigma_X}, or a multiple of the identity of the same trace where its axes are random. */
    @Override
    public Optional<TokenMoments> tokenMoments() {
        DoubleSupplier trace = () -> DoubleStream.of(eigenvalues()).sum();
        return Optional.of(TokenMoments.centred(
                n,
                given.isPresent() && !isIsotropic()
                        ? SecondMoment.of(n, trace, given.get()::entries)
                        : SecondMoment.isotropic(n, trace)));
    }

    /** {@math sigma^2} where {@math Sigma_X = sigma^2 I}. */
    @Override
    public OptionalDouble tokenVariance() {
        return isIsotropic() ? OptionalDouble.of(given.orElseThrow().variance()) : OptionalDouble.empty();
    }

    /** They are known for one {@math Sigma_Z} for all prompts, and for noise that has nothing to do with the axes of {@math Sigma_X}. */
    @Override
    public Optional<ContextMoments> contextMoments() {
        double[] values = eigenvalues();
        double trace = DoubleStream.of(values).sum();
        boolean fixed = given.isPresent() && noise instanceof Noises.Given;
        boolean apart =
                noise.meanVariance().isPresent() && (given.isEmpty() || isIsotropic() || noise.isRotationInvariant());
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
        double[] axes = given.orElseThrow().spectrum().axes();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < n; l++) {
                sum = Math.fma(axes[j * n + i] * axes[j * n + l], sigma.get(i, l), sum);
            }
        }
        return sum;
    }

    /** None where {@math Sigma_X} is one for all prompts, unless it is a multiple of the identity. */
    @Override
    public List<TurnedTokens> turnedTokens() {
        double[] values = eigenvalues();
        return given.isPresent() && !isIsotropic()
                ? List.of()
                : List.of(new TurnedTokens(
                        1,
                        DoubleStream.of(values).sum(),
                        DoubleStream.of(values).map(v -> v * v).sum(),
                        DoubleStream.of(values).map(v -> v * v * v).sum(),
                        1,
                        1));
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
        return given.isEmpty() || isIsotropic();
    }

    /**
     * {@math Sigma_X (Sigma_X + Sigma_Z)^+ Sigma_Z} where both are one for all prompts, or one of them is a multiple of the identity: for
     * isotropic noise of trace {@math sum_j lambda_j sigma_Z^2 / (lambda_j + sigma_Z^2)}, with {@math lambda} the eigenvalues of
     * {@math Sigma_X}.
     */
    @Override
    public Optional<SecondMoment> bayesError() {
        if (isIsotropic()) {
            return LinearGaussian.error(n, given.orElseThrow().variance(), noise);
        }
        if (given.isEmpty()) {
            return noise.isIsotropic() ? Optional.of(SecondMoment.isotropic(n, this::isotropicLoss)) : Optional.empty();
        }
        GaussianTokens tokens = new GaussianTokens(given.get());
        return noise.common(n)
                .map(sigma -> SecondMoment.of(
                        n,
                        () -> noise.isIsotropic()
                                ? isotropicLoss()
                                : tokens.posterior(new double[n], 0, sigma, new double[n], 0, new Scratch()),
                        () -> {
                            double[] covariance = new double[n * n];
                            tokens.posteriorCovariance(new double[n], 0, sigma, covariance, new Scratch());
                            return covariance;
                        }));
    }

    private double isotropicLoss() {
        return DoubleStream.of(eigenvalues())
                .map(lambda -> LinearGaussian.error(lambda, noise.variance()))
                .sum();
    }

    @Override
    public String toString() {
        return (given.isPresent() ? "gaussians(" + given.get() + ")" : "gaussians(" + Noises.arguments(spectrum) + ")")
                + Words.noise(noise);
    }
}
