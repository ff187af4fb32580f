package icd.task;

import icd.describe.Describe;
import icd.math.Frame;
import icd.math.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Case 1 (section 2.2.1): {@math x = P y} with {@math y ~ N(0, "variance" I)} and P the projector onto a Haar-random d-dimensional subspace
 * of {@math R^n}.
 *
 * <p>The Bayes loss is {@math d sigma_0^2 sigma_Z^2 / (sigma_0^2 + sigma_Z^2)}, the right side of equation 4. (Its left side
 * prints the unshrunk projection, whose loss is {@math d sigma_Z^2}.)
 *
 * @param n ambient dimension
 * @param dimensions d of the subspaces, 1 to n; from a range each prompt draws its own
 * @param variance {@math sigma_0^2 &gt; 0}
 * @param noise on the query
 * @param drift angle {@math theta} by which each axis of the subspace turns towards an orthogonal partner of its own, a token: the query is one
 *     step after the last token of its context; where it is not 0, {@math 2d &lt;= n}
 */
@Describe("case 1: Gaussian tokens in a Haar-random d-dimensional subspace, d <= n")
public record Subspaces(
        int n,

        @Describe(value = "dimension d of the subspace; from a range each prompt draws its own", key = "d", min = 1)
        Range dimensions,

        @Describe(
                value = "variance sigma_0^2 of a token along each direction of the subspace",
                above = 0,
                max = Task.MOST)
        double variance,

        @Describe(
                value = "the noise on the query; a number is sigma_Z^2 of each coordinate",
                alias = "noise_variance",
                min = 1e-30,
                max = Task.MOST)
        Noise noise,

        @Describe(
                value =
                        "angle by which each axis turns towards an orthogonal partner of its own, a token, up to the query's; 2d <= n",
                min = 0,
                max = Math.PI,
                byDefault = "0")
        double drift)
        implements Task {

    /** @throws IllegalArgumentException if not {@math 1 &lt;= d &lt;= n}, or the variance is not positive and finite */
    public Subspaces {
        Check.dimension("Subspaces", "d", dimensions.most(), n);
        Check.positive("Subspaces", "variance", variance);
        Drift.check("Subspaces", drift, dimensions.most(), n, "2d");
        noise = Noises.in(n, noise);
    }

    /** Subspaces that stand still. */
    public Subspaces(int n, Range dimensions, double variance, Noise noise) {
        this(n, dimensions, variance, noise, 0);
    }

    /**
     * With isotropic noise.
     *
     * @param d dimension of the subspaces, 1 to n
     * @param noiseVariance {@math sigma_Z^2 &gt; 0}
     * @throws IllegalArgumentException if not {@math 1 &lt;= d &lt;= n}, or a variance is not positive and finite
     */
    public Subspaces(int n, int d, double variance, double noiseVariance) {
        Check.dimension("Subspaces", "d", d, n);
        this(n, new Range(d, d), variance, Check.isotropic("Subspaces", noiseVariance));
    }

    /** With the variances of Figure 3, 2 and 1. */
    public Subspaces(int n, int d) {
        this(n, d, 2, 1);
    }

    /** A copy with subspaces of this dimension. */
    public Subspaces d(int d) {
        Check.dimension("Subspaces", "d", d, n);
        return new Subspaces(n, new Range(d, d), variance, noise, drift);
    }

    /** A copy in which each prompt draws its d uniformly from least, ..., most. */
    public Subspaces d(int least, int most) {
        return new Subspaces(n, new Range(least, most), variance, noise, drift);
    }

    /** A copy with this {@math sigma_0^2}. */
    public Subspaces variance(double variance) {
        return new Subspaces(n, dimensions, variance, noise, drift);
    }

    /** A copy with isotropic noise of this {@math sigma_Z^2}. */
    public Subspaces noiseVariance(double noiseVariance) {
        return noise(Check.isotropic("Subspaces", noiseVariance));
    }

    /** A copy with this noise. */
    public Subspaces noise(Noise noise) {
        return new Subspaces(n, dimensions, variance, noise, drift);
    }

    /** A copy whose subspaces turn by this angle a token. */
    public Subspaces drift(double drift) {
        return new Subspaces(n, dimensions, variance, noise, drift);
    }

    /**
     * The dimension d.
     *
     * @throws IllegalStateException if it varies from prompt to prompt
     */
    public int d() {
        return dimensions.only("Subspaces.d");
    }

    @Override
    public double noiseVariance() {
        return noise.variance();
    }

    @Override
    public String title() {
        return "subspaces, d = " + dimensions + Words.driftInTitle(drift);
    }

    @Override
    public OptionalInt dimension() {
        return dimensions.isFixed() ? OptionalInt.of(d()) : OptionalInt.empty();
    }

    @Override
    public String name() {
        return "subspaces";
    }

    @Override
    public Subspace draw(RandomStream random) {
        int d = dimensions.draw(random);
        return drift == 0
                ? new Subspace(Frame.random(n, d, random), variance)
                : new Subspace(new Drift(Frame.random(n, 2 * d, random), drift), variance);
    }

    /** d. */
    @Override
    public Optional<Range> spanned() {
        return Optional.of(dimensions);
    }

    /** {@math E d sigma_0^2} of a token, in all directions alike. */
    @Override
    public Optional<TokenMoments> tokenMoments() {
        return Optional.of(TokenMoments.centred(
                n, SecondMoment.isotropic(n, () -> dimensions.mean(d -> d) * variance)));
    }

    @Override
    public boolean isOrdered() {
        return drift != 0;
    }

    /** {@math sigma_0^2}, unless the axes turn. */
    @Override
    public OptionalDouble tokenVariance() {
        return isOrdered() ? OptionalDouble.empty() : OptionalDouble.of(variance);
    }

    /** They are known for isotropic noise, orthogonal noise, and noise that has nothing to do with the subspace. */
    @Override
    public Optional<ContextMoments> contextMoments() {
        double mean = dimensions.mean(d -> d);
        double jitter = dimensions.mean(d -> d * (d + 1) / mean);
        return Noises.moments(
                Noises.within(noise, drift),
                within -> ContextMoments.of(List.of(new ContextMoments.Axes(mean, variance, within, jitter)), drift));
    }

    /** One kind for each d, unless its axes turn. */
    @Override
    public List<TurnedTokens> turnedTokens() {
        if (isOrdered()) {
            return List.of();
        }
        double share = 1.0 / (dimensions.most() - dimensions.least() + 1);
        return IntStream.rangeClosed(dimensions.least(), dimensions.most())
                .mapToObj(d -> TurnedTokens.of(share, d, variance, 1, 1))
                .toList();
    }

    @Override
    public OptionalDouble idealLinearBeta() {
        return isOrdered() ? OptionalDouble.empty() : Noises.ifIsotropic(noise, sigma -> 1 / (variance + sigma));
    }

    @Override
    public List<Outline> outline(Map<String, List<double[]>> landmarks) {
        return List.of(Outline.of(new double[n], landmarks.get("basis"), Double.POSITIVE_INFINITY));
    }

    @Override
    public boolean isRotationInvariant() {
        return true;
    }

    /**
     * {@math E d sigma_0^2 sigma_Z^2 / (sigma_0^2 + sigma_Z^2)}, for isotropic noise; 0 for noise orthogonal to the subspace; for other noise
     * where the subspace is all of {@math R^n}.
     */
    @Override
    public Optional<SecondMoment> bayesError() {
        if (noise instanceof Noises.Orthogonal) {
            return Optional.of(SecondMoment.zero(n));
        }
        if (noise.isIsotropic()) {
            return Optional.of(SecondMoment.isotropic(n, this::isotropicLoss));
        }
        return dimensions.least() == n ? LinearGaussian.error(n, variance, noise) : Optional.empty();
    }

    private double isotropicLoss() {
        double d = dimensions.mean(each -> each);
        double loss = d * variance * noise.variance() / (variance + noise.variance());
        double shrink = variance / (variance + noise.variance()); // the product of two large variances overflows
        return Double.isFinite(loss) ? loss : d * shrink * noise.variance();
    }

    @Override
    public String toString() {
        return "subspaces(" + n + ", " + dimensions.least() + ")"
                + (dimensions.isFixed() ? "" : ".d(" + dimensions.arguments() + ")") + ".variance(" + variance + ")"
                + Words.drift(drift)
                + Words.noise(noise);
    }
}
