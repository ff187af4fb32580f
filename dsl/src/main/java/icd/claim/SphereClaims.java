package icd.claim;

import icd.denoise.Baselines;
import icd.denoise.Oracle;
import icd.math.Bessel;
import icd.math.Frame;
import icd.math.GaussLegendre;
import icd.math.RandomStream;
import icd.task.Covariance;
import icd.task.Instance;
import icd.task.Scratch;
import icd.task.Sphere;
import icd.task.Spheres;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

/** Claims about Proposition 3: the Bayes estimate of a sphere, its loss, and the estimate of the published code. */
final class SphereClaims {

    private static final MathContext DIGITS = new MathContext(50);

    private static final GaussLegendre ANGLES = new GaussLegendre(100);

    private SphereClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "sphere-bayes-estimate",
                        "Proposition 3, equations 5 and 6; Appendix C.2",
                        "E[X | X~] = (I_{(d+1)/2} / I_{(d-1)/2})(R r / sigma_Z^2) R P X~ / r, r = ||P X~||",
                        Equality.exact(1e-11, SphereClaims::estimate),
                        Because.QUADRATURE,
                        Cost.QUICK),
                Claim.corrected(
                        "sphere-bessel-orders",
                        "the published code's baseline of case 2",
                        "the Bayes estimate has the Bessel orders d - 1/2 and d - 3/2",
                        new Erratum(
                                3,
                                "the orders are (d+1)/2 and (d-1)/2, as in equation 6",
                                "the d-sphere's angular integral is over sin^{d-1}, which gives I_{(d-1)/2}"),
                        Equality.monteCarlo(SphereClaims::besselOrders),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.corrected(
                        "sphere-dimension",
                        "Section 2.2.2",
                        "we uniformly sample points with fixed norm in R^d and embed them",
                        new Erratum(3, "in R^{d+1}", "points of fixed norm in R^d are a (d-1)-sphere"),
                        Equality.exact(1e-12, SphereClaims::dimension),
                        "a rank is a whole number",
                        Cost.QUICK),
                Claim.asPrinted(
                        "sphere-baseline-losses",
                        "Figure 3, case 2; Propositions 1 and 3",
                        "n = 16, d = 8, R = 1, sigma_Z^2 = 0.1: Bayes loses 0.46388, the nearest point of the sphere 0.53909,"
                                + " the projection 0.9 and zero 1",
                        Equality.monteCarlo(SphereClaims::baselines),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "bessel-ratio",
                        "Gradshteyn and Ryzhik 8.431; Gautschi and Slavik 1978",
                        "I_{nu+1}(x) / I_nu(x) is the mean of cos over exp(x cos) sin^{2 nu}",
                        Equality.exact(1e-12, SphereClaims::besselRatio),
                        Because.QUADRATURE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "bessel-accuracy",
                        "Gautschi and Slavik 1978",
                        "Perron's continued fraction gives I_{nu+1}(x) / I_nu(x) to 3e-15",
                        Equality.exact(3e-15, SphereClaims::besselAccuracy),
                        "against both power series in fifty-digit arithmetic",
                        Cost.QUICK));
    }

    /** Returns equation 5 reduced to the angle with P x~, as in C.2: the mean of cos over exp(kappa cos) sin^{d-1}. */
    static double meanCosine(int d, double kappa) {
        // With the largest exponent taken out, the mass lies at angles up to some 1/sqrt(kappa).
        double reach = Math.min(Math.PI, 40 / Math.sqrt(kappa));
        DoubleUnaryOperator weight =
                a -> StrictMath.exp(kappa * (StrictMath.cos(a) - 1)) * StrictMath.pow(StrictMath.sin(a), d - 1);
        return ANGLES.integrate(0, reach, a -> weight.applyAsDouble(a) * StrictMath.cos(a))
                / ANGLES.integrate(0, reach, weight);
    }

    private static List<Expectation> estimate(Laboratory lab) {
        List<double[]> measured = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        int n = 10;
        for (int d = 1; d < n; d += d == 1 ? 1 : 3) {
            for (double noise : new double[] {2, 0.3, 0.05}) {
                RandomStream random = lab.stream("queries", d);
                Frame frame = Frame.random(n, d + 1, random);
                double[] query = Vectors.gaussian(n, random);
                double[] point = new double[n]; // P x~
                frame.project(query, 0, point, 0);
                double radius = 1.5;
                double r = Vectors.norm(point);
                double cosine = meanCosine(d, radius * r / noise);
                measured.add(Vectors.combine(cosine * radius / r, point, 0, point));
                expected.add(Posteriors.mean(new Sphere(frame, radius), query, noise));
            }
        }
        return List.of(Expectation.equal("E[X | X~]", Vectors.concatenate(measured), Vectors.concatenate(expected)));
    }

    private static List<Expectation> besselRatio(Laboratory lab) {
        double[] x = {0.01, 0.5, 2, 10, 50};
        double[] measured = new double[5 * x.length];
        double[] expected = new double[measured.length];
        int at = 0;
        for (int d : new int[] {1, 2, 3, 8, 15}) {
            for (double each : x) {
                measured[at] = meanCosine(d, each);
                expected[at++] = Bessel.ratio((d - 1) / 2.0, each);
            }
        }
        return List.of(Expectation.equal("I_{nu+1}/I_nu", measured, expected));
    }

    private static List<Expectation> besselAccuracy(Laboratory lab) {
        double[] x = {1e-3, 0.3, 4, 30, 200};
        double[] orders = {-0.5, 0, 0.5, 3.5, 7, 30};
        double[] shares = new double[orders.length * x.length];
        double[] ones = new double[shares.length];
        for (int k = 0; k < shares.length; k++) {
            double nu = orders[k / x.length];
            BigDecimal argument = new BigDecimal(x[k % x.length]);
            BigDecimal ratio = argument.divide(new BigDecimal(2 * nu + 2), DIGITS)
                    .multiply(series(nu + 1, argument).divide(series(nu, argument), DIGITS), DIGITS);
            shares[k] = new BigDecimal(Bessel.ratio(nu, x[k % x.length]))
                    .divide(ratio, DIGITS)
                    .doubleValue();
            ones[k] = 1;
        }
        return List.of(Expectation.equal("Bessel.ratio over the ratio of the series", shares, ones));
    }

    /**
     * Returns Gamma(nu + 1) (2/x)^nu I_nu(x) = sum_k (x^2/4)^k / (k! (nu + 1) ... (nu + k)), whose terms are all
     * positive.
     */
    private static BigDecimal series(double nu, BigDecimal x) {
        BigDecimal square = x.multiply(x, DIGITS).divide(new BigDecimal(4), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int k = 1; term.compareTo(sum.movePointLeft(50)) > 0; k++) {
            term = term.multiply(square, DIGITS).divide(new BigDecimal(k * (nu + k)), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum;
    }

    private static List<Expectation> besselOrders(Laboratory lab) {
        int n = 16;
        int d = 8;
        double noise = 0.1;
        Spheres task = new Spheres(n, d, 1, noise);
        Estimates losses = OracleLosses.of(lab, task, 40_000, Baselines.bayes(), new PublishedSpheres());
        // from the definition of the posterior mean as an integral
        double least = task.loss(r -> meanCosine(d, r / noise));
        return List.of(
                Expectation.equal("loss with the orders (d+1)/2, (d-1)/2", losses.of(0), least),
                Expectation.above("loss above Bayes with the published orders", losses.combination(-1, 1), 0),
                Expectation.equal(
                                "loss with the published orders",
                                new Estimate(
                                        least + losses.combination(-1, 1).value(),
                                        losses.combination(-1, 1).error()),
                                least)
                        .asPrinted());
    }

    /** The estimator of equation 6 with the orders of the published code. */
    static final class PublishedSpheres implements Oracle {

        @Override
        public String name() {
            return "published";
        }

        @Override
        public void estimate(
                Instance instance,
                Covariance noise,
                double[] query,
                int at,
                double[] estimate,
                int to,
                Scratch scratch) {
            Sphere sphere = (Sphere) instance;
            double r = sphere.projectOnto(query, at, estimate, to);
            double ratio = Bessel.ratio(sphere.d() - 1.5, sphere.radius() * r / noise.variance());
            for (int i = 0; i < sphere.n(); i++) {
                estimate[to + i] *= ratio;
            }
        }
    }

    private static List<Expectation> dimension(Laboratory lab) {
        int n = 16;
        int d = 8;
        double[] tokens = new double[n * 40];
        RandomStream random = lab.stream("tokens");
        new Spheres(n, d, 1, 0.1).draw(random).sample(random, 40, tokens);
        SingularValue<Double> values = SingularValue.R064.make();
        values.decompose(R064Store.wrap(tokens, 40));
        double rank = Arrays.stream(values.getSingularValues().toRawCopy1D())
                .filter(value -> value > 1e-9)
                .count();
        return List.of(
                Expectation.equal("dimension of the span", rank, d + 1),
                Expectation.equal("dimension of the span", rank, d).asPrinted());
    }

    /** Measures the baselines; the zero predictor loses R^2 in each draw. */
    private static List<Expectation> baselines(Laboratory lab) {
        int d = 8;
        double noise = 0.1;
        Spheres task = new Spheres(16, d, 1, noise);
        Estimates losses = OracleLosses.of(
                lab,
                task,
                40_000,
                Baselines.bayes(),
                Baselines.projectionToSphere(),
                Baselines.projection(),
                Baselines.zero());
        return List.of(
                Expectation.equal("Bayes", losses.of(0), task.bayesLoss().orElseThrow()),
                Expectation.equal("nearest point", losses.of(1), task.loss(r -> 1)),
                Expectation.equal("projection", losses.of(2), (d + 1) * noise),
                Expectation.equal("zero", losses.of(3), 1));
    }
}
