package icd.task;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.math.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Case 3 (section 2.2.3): K Gaussians whose centres are uniform on the sphere of radius R in {@math R^n}; of equal weight and
 * variance unless given.
 *
 * @param n ambient dimension
 * @param components K, at least 1; from a range each prompt draws its own
 * @param radii R; from an interval each centre draws its own
 * @param weights w, K numbers &gt; 0 that sum to 1; none for {@math 1/K} each, which equal ones become
 * @param variances {@math sigma_a^2 &gt;= 0}, K numbers; or one, for all components, which equal ones become
 * @param noise on the query
 */
@Describe("case 3: tokens from K Gaussians, centres uniform on a sphere of R^n")
public record Mixtures(
        int n,

        @Describe(value = "number K of components; from a range each prompt draws its own", key = "K", min = 1)
        Range components,

        @Describe(
                value = "radius R of the sphere of the centres; from an interval each centre draws its own",
                key = "radius",
                above = 0,
                max = Task.MOST_LENGTH)
        Radius radii,

        @Describe(
                value = "weight of each component, K numbers that sum to 1; none for 1/K each",
                above = 0,
                max = 1,
                byDefault = "[]")
        List<Double> weights,

        @Describe(
                value = "variance sigma_0^2 of each component along each coordinate; one number, or K",
                key = "variance",
                alias = "variances",
                orOne = true,
                min = 0,
                max = Task.MOST)
        List<Double> variances,

        @Describe(
                value = "the noise on the query; a number is sigma_Z^2 of each coordinate",
                alias = "noise_variance",
                min = 1e-30,
                max = Task.MOST)
        Noise noise)
        implements Task {

    /**
     * @throws IllegalArgumentException if n is not positive, a number is out of range, the weights do not sum to 1, or K is a
     *     range or another than the number of weights or variances given
     */
    public Mixtures {
        Check.atLeastOne("Mixtures", "n", n);
        weights = List.copyOf(weights);
        variances = List.copyOf(variances);
        if (!weights.isEmpty()) {
            fits("weights", weights.size(), components);
            double total = 0;
            for (double weight : weights) {
                Check.positive("Mixtures", "weights", weight);
                total += weight;
            }
            if (!(Math.abs(total - 1) < 1e-9)) {
                throw new RefusedException("Mixtures", "weights", "sum to 1", weights);
            }
        }
        if (variances.size() != 1) {
            fits("variances", variances.size(), components);
        }
        for (double variance : variances) {
            Check.notNegative("Mixtures", "variance", variance);
        }
        weights = weights.stream().distinct().count() == 1 ? List.of() : weights;
        variances = variances.stream().distinct().count() == 1 ? List.of(variances.getFirst()) : variances;
        noise = Noises.anywhere("Mixtures", n, noise);
    }

    private static void fits(String name, int given, Range components) {
        if (!(components.isFixed() && components.least() == given)) {
            throw new RefusedException("Mixtures", name, "hold K = " + components + " numbers", given);
        }
    }

    /**
     * With equal weights and variances and isotropic noise.
     *
     * @param K number of components, at least 1
     * @param variance {@math sigma_0^2 &gt;= 0} of each component
     * @param noiseVariance {@math sigma_Z^2 &gt; 0}
     * @throws IllegalArgumentException if n or K is not positive, or a radius or variance is out of range
     */
    public Mixtures(int n, int K, double radius, double variance, double noiseVariance) {
        Check.atLeastOne("Mixtures", "n", n);
        this(
                n,
                Range.only("Mixtures", "K", K),
                Radius.only("Mixtures", radius),
                List.of(),
                List.of(variance),
                Check.isotropic("Mixtures", noiseVariance));
    }

    /** With the radius, the variance and the noise of Figure 3: 1, 0.02 and 0.1. */
    public Mixtures(int n, int K) {
        this(n, K, 1, 0.02, 0.1);
    }

    /** A copy with this many components, of equal weights; variances must be one for all. */
    public Mixtures K(int K) {
        return new Mixtures(n, Range.only("Mixtures", "K", K), radii, List.of(), variances, noise);
    }

    /** A copy in which each prompt draws its K uniformly from least, ..., most. */
    public Mixtures K(int least, int most) {
        return new Mixtures(n, new Range(least, most), radii, List.of(), variances, noise);
    }

    /** A copy with this R. */
    public Mixtures radius(double radius) {
        return new Mixtures(n, components, Radius.only("Mixtures", radius), weights, variances, noise);
    }

    /** A copy in which each centre draws its R uniformly between least and most. */
    public Mixtures radius(double least, double most) {
        return new Mixtures(n, components, new Radius(least, most), weights, variances, noise);
    }

    /** A copy with these weights, one for each component. */
    public Mixtures weights(double... weights) {
        return new Mixtures(n, components, radii, list(weights), variances, noise);
    }

    /** A copy with this {@math sigma_0^2} for all components. */
    public Mixtures variance(double variance) {
        return variances(variance);
    }

    /** A copy with these {@math sigma_a^2}, one for each component. */
    public Mixtures variances(double... variances) {
        return new Mixtures(n, components, radii, weights, list(variances), noise);
    }

    /** {@math sigma_a^2} of component a. */
    public double varianceOf(int a) {
        return variances.get(variances.size() == 1 ? 0 : a);
    }

    /** A copy with isotropic noise of this {@math sigma_Z^2}. */
    public Mixtures noiseVariance(double noiseVariance) {
        return noise(Check.isotropic("Mixtures", noiseVariance));
    }

    /** A copy with this noise. */
    public Mixtures noise(Noise noise) {
        return new Mixtures(n, components, radii, weights, variances, noise);
    }

    private static List<Double> list(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }

    /**
     * Number of components K.
     *
     * @throws IllegalStateException if it varies from prompt to prompt
     */
    public int K() {
        return components.only("Mixtures.K");
    }

    /**
     * The radius R.
     *
     * @throws IllegalStateException if it varies from centre to centre
     */
    public double radius() {
        return radii.only("Mixtures.radius");
    }

    @Override
    public double noiseVariance() {
        return noise.variance();
    }

    @Override
    public double instanceSize() {
        return (double) components.most() * n;
    }

    @Override
    public String title() {
        return "mixtures, K = " + components;
    }

    @Override
    public OptionalInt dimension() {
        return components.isFixed() ? OptionalInt.of(K()) : OptionalInt.empty();
    }

    @Override
    public String name() {
        return "mixtures";
    }

    @Override
    public Mixture draw(RandomStream random) {
        int K = components.draw(random);
        double[] w = weights(K);
        double[] s = variances(K);
        double[] centres = new double[K * n];
        random.gaussians(centres, 0, centres.length);
        for (int a = 0; a < K; a++) {
            double square = 0;
            for (int i = a * n; i < (a + 1) * n; i++) {
                square = Math.fma(centres[i], centres[i], square);
            }
            double scale = radii.draw(random) / Math.sqrt(square);
            for (int i = a * n; i < (a + 1) * n; i++) {
                centres[i] *= scale;
            }
        }
        return new Mixture(n, centres, w, s);
    }

    private double[] weights(int K) {
        return IntStream.range(0, K)
                .mapToDouble(a -> weights.isEmpty() ? 1.0 / K : weights.get(a))
                .toArray();
    }

    private double[] variances(int K) {
        return IntStream.range(0, K)
                .mapToDouble(a -> variances.get(variances.size() == 1 ? 0 : a))
                .toArray();
    }

    /**
     * In all directions alike: {@math E ||"mean"||^2 = E R^2 E sum_a w_a^2}, as centres are independent, and a token varies about the mean by
     * {@math E R^2 (1 - E sum_a w_a^2) + n sum_a w_a sigma_a^2}.
     */
    @Override
    public Optional<TokenMoments> tokenMoments() {
        double[] w = weights(components.least());
        double[] s = variances(components.least());
        double own =
                n * IntStream.range(0, w.length).mapToDouble(a -> w[a] * s[a]).sum();
        double square = radii.meanSquare();
        double alike = components.mean(
                K -> DoubleStream.of(weights((int) K)).map(each -> each * each).sum());
        double apart = isOneComponent() ? 0 : square * (1 - alike);
        return Optional.of(new TokenMoments(
                SecondMoment.isotropic(n, () -> apart + own), SecondMoment.isotropic(n, () -> square * alike)));
    }

    /** The error is known for one component, which is a Gaussian about a known centre, and for no more. */
    @Override
    public Optional<SecondMoment> bayesError() {
        return isOneComponent() ? LinearGaussian.error(n, varianceOf(0), noise) : Optional.empty();
    }

    /** {@math E (x - mu)(x - mu)^T}, the error of the estimate of equation 8, of one component; none of several. */
    public Optional<SecondMoment> zeroVarianceError() {
        return isOneComponent() ? Optional.of(SecondMoment.isotropic(n, () -> n * varianceOf(0))) : Optional.empty();
    }

    private boolean isOneComponent() {
        return components.most() == 1;
    }

    /** They are known for noise that has nothing to do with the centres. */
    @Override
    public Optional<ContextMoments> contextMoments() {
        return Noises.moments(noise.meanVariance(), variance -> {
            double square = radii.most() * radii.most(); // all in units of the largest R, as R^6 overflows
            double[] R = {radii.meanPower(1), radii.meanPower(2), radii.meanPower(3)};
            double[] mean = new double[5];
            for (int K = components.least(); K <= components.most(); K++) {
                double[] s =
                        DoubleStream.of(variances(K)).map(each -> each / square).toArray();
                double[] moments = MixtureMoments.of(n, R, weights(K), s);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += moments[i] / (components.most() - components.least() + 1);
                }
            }
            return MixtureMoments.combine(mean, variance / square).stretched(square);
        });
    }

    /** None where each centre draws its radius, so that tokens are near no one sphere. */
    @Override
    public OptionalDouble idealSoftmaxBeta() {
        return !radii.isFixed() ? OptionalDouble.empty() : Noises.ifIsotropic(noise, sigma -> 1 / sigma);
    }

    @Override
    public List<Outline> outline(Map<String, List<double[]>> landmarks) {
        List<double[]> centres = landmarks.get("centre");
        double[] variance = variances(centres.size());
        List<double[]> axes = IntStream.range(0, n)
                .mapToObj(i ->
                        IntStream.range(0, n).mapToDouble(j -> i == j ? 1 : 0).toArray())
                .toList();
        return IntStream.range(0, centres.size())
                .mapToObj(a -> Outline.of(centres.get(a), axes, 2 * Math.sqrt(variance[a])))
                .toList();
    }

    @Override
    public boolean isRotationInvariant() {
        return true;
    }

    @Override
    public String toString() {
        return "mixtures(" + n + ", " + components.least() + ")"
                + (components.isFixed() ? "" : ".K(" + components.arguments() + ")") + ".radius(" + radii.arguments()
                + ")"
                + (weights.isEmpty() ? "" : ".weights(" + Noises.arguments(weights) + ")")
                + (variances.size() == 1 ? ".variance(" : ".variances(") + Noises.arguments(variances) + ")"
                + Words.noise(noise);
    }
}
