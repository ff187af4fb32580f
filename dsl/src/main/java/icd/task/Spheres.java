package icd.task;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.math.Bessel;
import icd.math.Frame;
import icd.math.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Case 2 (section 2.2.2): x uniform on the sphere {@math S^d} of radius R in a Haar-random (d+1)-dimensional subspace of {@math R^n}.
 * (The text says {@math R^d} where a d-sphere needs {@math R^{d+1}}.)
 *
 * @param n ambient dimension
 * @param dimensions d of the spheres, 1 to n - 1; from a range each prompt draws its own
 * @param radii R; from an interval each prompt draws its own
 * @param noise on the query
 * @param drift angle {@math theta} by which each axis of the subspace turns towards an orthogonal partner of its own, a token: the query is one
 *     step after the last token of its context; where it is not 0, {@math 2(d + 1) &lt;= n}
 */
@Describe("case 2: tokens uniform on a d-sphere in a Haar-random (d+1)-dimensional subspace, d + 1 <= n")
public record Spheres(
        int n,

        @Describe(
                value =
                        "dimension d of the sphere, which spans d + 1 dimensions; from a range each prompt draws its own",
                key = "d",
                min = 1)
        Range dimensions,

        @Describe(
                value = "radius R of the sphere; from an interval each prompt draws its own",
                key = "radius",
                above = 0,
                max = Task.MOST_LENGTH)
        Radius radii,

        @Describe(
                value = "the noise on the query; a number is sigma_Z^2 of each coordinate",
                alias = "noise_variance",
                min = 1e-30,
                max = Task.MOST)
        Noise noise,

        @Describe(
                value =
                        "angle by which each axis turns towards an orthogonal partner of its own, a token, up to the query's; 2(d + 1) <= n",
                min = 0,
                max = Math.PI,
                byDefault = "0")
        double drift)
        implements Task {

    /**
     * Results of a quadrature that takes some 7 ms (measured): the trials of a sweep and the points of its figures ask for
     * the same one hundreds of times.
     */
    private static final Map<Spheres, Double> BAYES_LOSSES = new ConcurrentHashMap<>();

    private static final int MOST_BAYES_LOSSES = 1000; // so that they need little memory, whatever is swept

    /** @throws IllegalArgumentException if not {@math 1 &lt;= d &lt; n} */
    public Spheres {
        check(dimensions.least(), n);
        check(dimensions.most(), n);
        Drift.check("Spheres", drift, dimensions.most() + 1, n, "2(d + 1)");
        noise = Noises.in(n, noise);
    }

    /** Spheres that stand still. */
    public Spheres(int n, Range dimensions, Radius radii, Noise noise) {
        this(n, dimensions, radii, noise, 0);
    }

    /**
     * With isotropic noise.
     *
     * @param d dimension of the spheres, 1 to n - 1
     * @param noiseVariance {@math sigma_Z^2 &gt; 0}
     * @throws IllegalArgumentException if not {@math 1 &lt;= d &lt; n}, or radius or variance is not positive and finite
     */
    public Spheres(int n, int d, double radius, double noiseVariance) {
        check(d, n);
        this(n, new Range(d, d), Radius.only("Spheres", radius), Check.isotropic("Spheres", noiseVariance));
    }

    /** With the radius and the noise of Figure 3, 1 and 0.1. */
    public Spheres(int n, int d) {
        this(n, d, 1, 0.1);
    }

    private static void check(int d, int n) {
        Check.atLeastOne("Spheres", "d", d);
        if (!(d < n)) {
            throw new RefusedException("Spheres", "d", "be < %s, as a d-sphere spans d + 1 dimensions", d, "n", n);
        }
    }

    /** A copy with spheres of this dimension. */
    public Spheres d(int d) {
        check(d, n);
        return new Spheres(n, new Range(d, d), radii, noise, drift);
    }

    /** A copy in which each prompt draws its d uniformly from least, ..., most. */
    public Spheres d(int least, int most) {
        return new Spheres(n, new Range(least, most), radii, noise, drift);
    }

    /** A copy with this R. */
    public Spheres radius(double radius) {
        return new Spheres(n, dimensions, Radius.only("Spheres", radius), noise, drift);
    }

    /** A copy in which each prompt draws its R uniformly between least and most. */
    public Spheres radius(double least, double most) {
        return new Spheres(n, dimensions, new Radius(least, most), noise, drift);
    }

    /** A copy with isotropic noise of this {@math sigma_Z^2}. */
    public Spheres noiseVariance(double noiseVariance) {
        return noise(Check.isotropic("Spheres", noiseVariance));
    }

    /** A copy with this noise. */
    public Spheres noise(Noise noise) {
        return new Spheres(n, dimensions, radii, noise, drift);
    }

    /** A copy whose spheres turn by this angle a token. */
    public Spheres drift(double drift) {
        return new Spheres(n, dimensions, radii, noise, drift);
    }

    /**
     * The dimension d.
     *
     * @throws IllegalStateException if it varies from prompt to prompt
     */
    public int d() {
        return dimensions.only("Spheres.d");
    }

    /**
     * The radius R.
     *
     * @throws IllegalStateException if it varies from prompt to prompt
     */
    public double radius() {
        return radii.only("Spheres.radius");
    }

    @Override
    public double noiseVariance() {
        return noise.variance();
    }

    @Override
    public String title() {
        return "spheres, d = " + dimensions + Words.driftInTitle(drift);
    }

    @Override
    public OptionalInt dimension() {
        return dimensions.isFixed() ? OptionalInt.of(d()) : OptionalInt.empty();
    }

    @Override
    public String name() {
        return "spheres";
    }

    @Override
    public Sphere draw(RandomStream random) {
        int m = dimensions.draw(random) + 1;
        Frame frame = Frame.random(n, drift == 0 ? m : 2 * m, random);
        double radius = radii.draw(random);
        return drift == 0 ? new Sphere(frame, radius) : new Sphere(new Drift(frame, drift), radius);
    }

    /** d + 1. */
    @Override
    public Optional<Range> spanned() {
        return Optional.of(new Range(dimensions.least() + 1, dimensions.most() + 1));
    }

    /** {@math E R^2} of a token, in all directions alike. */
    @Override
    public Optional<TokenMoments> tokenMoments() {
        return Optional.of(TokenMoments.centred(n, SecondMoment.isotropic(n, radii::meanSquare)));
    }

    @Override
    public boolean isOrdered() {
        return drift != 0;
    }

    /** {@math R^2/(d+1)}; none where each prompt draws its d or R, or the axes turn. */
    @Override
    public OptionalDouble tokenVariance() {
        return !isOrdered() && dimensions.isFixed() && radii.isFixed()
                ? OptionalDouble.of(radii.meanSquare() / (d() + 1))
                : OptionalDouble.empty();
    }

    /** They are known for isotropic noise, orthogonal noise, and noise that has nothing to do with the subspace. */
    @Override
    public Optional<ContextMoments> contextMoments() {
        double count = dimensions.most() - dimensions.least() + 1;
        return Noises.moments(
                Noises.within(noise, drift),
                within -> ContextMoments.of(
                        IntStream.rangeClosed(dimensions.least(), dimensions.most())
                                .boxed()
                                .flatMap(d -> radii.nodes().stream()
                                        .map(R -> new ContextMoments.Axes(
                                                R.share() * (d + 1) / count, R.at() * R.at() / (d + 1), within, d)))
                                .toList(),
                        drift));
    }

    /** One kind for each d and each node of a quadrature over R, unless the axes turn. */
    @Override
    public List<TurnedTokens> turnedTokens() {
        if (isOrdered()) {
            return List.of();
        }
        double count = dimensions.most() - dimensions.least() + 1;
        return IntStream.rangeClosed(dimensions.least() + 1, dimensions.most() + 1)
                .boxed()
                .flatMap(m -> radii.nodes().stream()
                        .map(R -> TurnedTokens.of(
                                R.share() / count, m, R.at() * R.at() / m, (m - 2) / (m + 2.0), m / (m + 2.0))))
                .toList();
    }

    @Override
    public OptionalDouble idealSoftmaxBeta() {
        return isOrdered() ? OptionalDouble.empty() : Noises.ifIsotropic(noise, sigma -> 1 / sigma);
    }

    /** The sphere; none where each prompt draws its radius, which landmarks do not tell. */
    @Override
    public List<Outline> outline(Map<String, List<double[]>> landmarks) {
        return radii.isFixed() ? List.of(Outline.of(new double[n], landmarks.get("basis"), radius())) : List.of();
    }

    @Override
    public boolean isRotationInvariant() {
        return true;
    }

    /** Whether Bayes has a closed form: for isotropic noise, and for noise orthogonal to the subspace, which leaves the target. */
    public boolean knowsPosterior() {
        return noise.isIsotropic() || noise instanceof Noises.Orthogonal;
    }

    /** For isotropic noise by quadrature, see {@link #loss}, also over the radii; 0 for noise orthogonal to the subspace. */
    @Override
    public Optional<SecondMoment> bayesError() {
        return errorAlong((d, R) -> r -> Bessel.oneMinusRatio((d - 1) / 2.0, R * r / noise.variance()))
                .map(error -> SecondMoment.isotropic(n, () -> bayesLoss(error)));
    }

    private double bayesLoss(SecondMoment error) {
        if (BAYES_LOSSES.size() >= MOST_BAYES_LOSSES) {
            BAYES_LOSSES.clear();
        }
        return BAYES_LOSSES.computeIfAbsent(this, _ -> error.trace());
    }

    /** Likewise of the point of the sphere that is nearest to the query. */
    public Optional<SecondMoment> nearestPointError() {
        return errorAlong((_, _) -> _ -> 0);
    }

    @FunctionalInterface
    private interface Length {
        /** 1 - rho, with the rho of {@link #loss}. */
        DoubleUnaryOperator on(int d, double radius);
    }

    private Optional<SecondMoment> errorAlong(Length rest) {
        if (noise instanceof Noises.Orthogonal) {
            return Optional.of(SecondMoment.zero(n));
        }
        if (!noise.isIsotropic()) {
            return Optional.empty();
        }
        return Optional.of(SecondMoment.isotropic(n, () -> {
            double sum = 0;
            for (int d = dimensions.least(); d <= dimensions.most(); d++) {
                Spheres fixed = d(d);
                sum += radii.mean(R -> fixed.radius(R).lossOf(rest.on(fixed.d(), R)));
            }
            return sum / (dimensions.most() - dimensions.least() + 1);
        }));
    }

    /**
     * The loss {@math E||x^ - x||^2} of an estimate along the projected query,
     *
     * {@equation
     *   x^ = rho(r) R P x~ / r,   r = ||P x~||,
     * }
     *
     * by quadrature: Bayes with {@math rho(r) = (I_{(d+1)/2} / I_{(d-1)/2})(R r / sigma_Z^2)}, equation 6; the nearest point of the
     * sphere with 1; the projection with {@math r / R}; zero with 0.
     *
     * <p>Accuracy, for d from 1 to 1000 and {@math R^2 / sigma_Z^2} from 1e-9 to 1e9: 12 digits where {@math rho} is smooth on the scale of
     * {@math sigma_Z}, and never worse than 8, also where it bends or jumps.
     *
     * @param rho called with {@math r &gt; 0}
     * @throws IllegalStateException if d or R varies from prompt to prompt, or the noise is not isotropic
     * @throws IllegalArgumentException if {@math rho(r)} is not finite
     * @throws ArithmeticException if {@math rho} varies too fast for eight digits
     */
    public double loss(DoubleUnaryOperator rho) {
        return lossOf(r -> 1 - rho.applyAsDouble(r));
    }

    /** @param rest 1 - rho, which keeps its digits where rho is 1 to rounding */
    private double lossOf(DoubleUnaryOperator rest) {
        int d = dimensions.only("Spheres.loss");
        if (!noise.isIsotropic()) {
            throw new IllegalStateException("Spheres.loss: noise must be isotropic, got " + noise);
        }
        return SphereLoss.of(d + 1, radii.only("Spheres.loss"), noise.variance(), rest);
    }

    @Override
    public String toString() {
        return "spheres(" + n + ", " + dimensions.least() + ")"
                + (dimensions.isFixed() ? "" : ".d(" + dimensions.arguments() + ")") + ".radius(" + radii.arguments()
                + ")"
                + Words.drift(drift)
                + Words.noise(noise);
    }
}
