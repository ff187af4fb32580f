package icd.claim;

import icd.denoise.Baselines;
import icd.math.RandomStream;
import icd.task.Mixture;
import icd.task.Mixtures;
import icd.task.Scratch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Claims about Proposition 4 and Appendix C.3: the Bayes estimate of a mixture of isotropic Gaussians. */
final class MixtureClaims {

    private static final double NOISE = 0.3;

    private MixtureClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.corrected(
                        "mixture-bayes-estimate",
                        "Proposition 4, equation 7, as the text has it",
                        "[sum_a w_a e_a / sum_a w_a e_a] mu_a",
                        new Erratum(
                                8,
                                "sum_a w_a e_a mu_a / sum_a w_a e_a",
                                "mu_a stands outside the sum over a, where the fraction is 1; at best mu_a is then the"
                                        + " centre that comes closest"),
                        Equality.exact(1e-10, MixtureClaims::equalVariances),
                        Because.QUADRATURE,
                        Cost.QUICK),
                Claim.corrected(
                        "mixture-evidence-factor",
                        "Appendix C.3, unequal variances",
                        "component a is weighted by w_a ((sigma_Z^2 + sigma_a^2) / sigma_a^2)^{n/2} exp(...)",
                        new Erratum(
                                2,
                                "by w_a (sigma_Z^2 + sigma_a^2)^{-n/2} exp(...)",
                                "C_a times the integral of exp(-g_a) is (sigma_a^2 + sigma_Z^2)^{-n/2} up to a constant: the"
                                        + " printed factor is upside down"),
                        Equality.exact(1e-10, MixtureClaims::unequalVariances),
                        Because.QUADRATURE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "mixture-zero-variance",
                        "Proposition 4, equation 8",
                        "as sigma_0 -> 0, E[X | X~] becomes sum_a w_a e^{mu_a.X~/sigma_Z^2} mu_a, normalised",
                        Limit.power("sigma_0^2", 1, MixtureClaims::zeroVariance),
                        Because.RATE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "mixture-baseline-losses",
                        "Figure 3, case 3; Propositions 1 and 4",
                        "n = 16, K = 8, sigma_0^2 = 0.02, R = 1, sigma_Z^2 = 0.1: the optimum, 0.36758 (to .0009), lies below its"
                                + " sigma_0 -> 0 approximation, 0.42002, and that below zero, 1.32",
                        Equality.monteCarlo(MixtureClaims::baselines),
                        Because.MONTE_CARLO,
                        Cost.QUICK));
    }

    private static Mixture mixture(RandomStream random, double... variances) {
        double[] centres = new double[6];
        for (int a = 0; a < 3; a++) {
            System.arraycopy(Vectors.onSphere(2, 1, random), 0, centres, 2 * a, 2);
        }
        return new Mixture(2, centres, new double[] {0.5, 0.3, 0.2}, variances);
    }

    /** Returns the posterior mean by its definition, an integral over the plane. */
    private static double[] posterior(Mixture mixture, double[] query) {
        return PlaneQuadrature.mean(
                (x, y) -> {
                    double prior = 0;
                    for (int a = 0; a < mixture.K(); a++) {
                        double v = mixture.variances()[a];
                        double dx = x - mixture.centres()[2 * a];
                        double dy = y - mixture.centres()[2 * a + 1];
                        prior += mixture.weights()[a] / v * StrictMath.exp(-(dx * dx + dy * dy) / (2 * v));
                    }
                    double dx = x - query[0];
                    double dy = y - query[1];
                    return prior * StrictMath.exp(-(dx * dx + dy * dy) / (2 * NOISE));
                },
                7,
                0.07);
    }

    private static List<Expectation> equalVariances(Laboratory lab) {
        double variance = 0.1;
        double share = NOISE / (variance + NOISE);
        List<double[]> measured = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        List<double[]> printed = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
            RandomStream random = lab.stream("mixtures", k);
            Mixture mixture = mixture(random, variance, variance, variance);
            double[] query = Vectors.gaussian(2, random);
            double[] mean = posterior(mixture, query);
            double[] best = null;
            for (int a = 0; a < 3; a++) {
                double[] centre = Arrays.copyOfRange(mixture.centres(), 2 * a, 2 * a + 2);
                double[] reading = Vectors.combine(1 - share, query, share, centre);
                if (best == null || Vectors.distance(reading, mean) < Vectors.distance(best, mean)) {
                    best = reading;
                }
            }
            measured.add(mean);
            expected.add(Posteriors.mean(mixture, query, NOISE));
            printed.add(best);
        }
        return compare(measured, expected, printed);
    }

    private static List<Expectation> compare(List<double[]> measured, List<double[]> expected, List<double[]> printed) {
        double[] numbers = Vectors.concatenate(measured);
        return List.of(
                Expectation.equal("E[X | X~]", numbers, Vectors.concatenate(expected)),
                Expectation.equal("E[X | X~]", numbers, Vectors.concatenate(printed))
                        .asPrinted());
    }

    private static List<Expectation> unequalVariances(Laboratory lab) {
        double[] variances = {0.05, 0.2, 0.6};
        List<double[]> measured = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        List<double[]> printed = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
            RandomStream random = lab.stream("mixtures", k);
            Mixture mixture = mixture(random, variances);
            double[] query = Vectors.gaussian(2, random);
            measured.add(posterior(mixture, query));
            expected.add(Posteriors.mean(mixture, query, NOISE));
            printed.add(asInAppendix(mixture, query));
        }
        return compare(measured, expected, printed);
    }

    /** Returns the estimate of Appendix C.3 to the letter. */
    private static double[] asInAppendix(Mixture mixture, double[] query) {
        int n = mixture.n();
        double total = 0;
        double[] sum = new double[n];
        for (int a = 0; a < mixture.K(); a++) {
            double v = mixture.variances()[a];
            double[] centre = Arrays.copyOfRange(mixture.centres(), a * n, (a + 1) * n);
            double square = Vectors.distance(query, centre) * Vectors.distance(query, centre);
            double weight = mixture.weights()[a]
                    * StrictMath.pow((NOISE + v) / v, n / 2.0)
                    * StrictMath.exp(-square / (2 * (NOISE + v)));
            total += weight;
            sum = Vectors.combine(1, sum, weight, Vectors.combine(v / (v + NOISE), query, NOISE / (v + NOISE), centre));
        }
        return Vectors.combine(1 / total, sum, 0, sum);
    }

    private static Scaling zeroVariance(Laboratory lab) {
        return Scaling.measure(lab, new double[] {1e-5, 1e-4, 1e-3}, 40, (variance, random) -> {
            int n = 6;
            Mixture mixture = new Mixtures(n, 4, 1, variance, NOISE).draw(random);
            double[] query = new double[n];
            mixture.sample(random, 1, query);
            query = Vectors.combine(1, query, Math.sqrt(NOISE), Vectors.gaussian(n, random));
            double[] limit = new double[n];
            mixture.zeroVarianceMean(query, 0, NOISE, limit, 0, new Scratch());
            return Vectors.distance(Posteriors.mean(mixture, query, NOISE), limit);
        });
    }

    private static List<Expectation> baselines(Laboratory lab) {
        int n = 16;
        double variance = 0.02;
        Estimates losses = OracleLosses.of(
                lab,
                new Mixtures(n, 8, 1, variance, 0.1),
                20_000,
                Baselines.bayes(),
                Baselines.zeroVariance(),
                Baselines.zero());
        return List.of(
                Expectation.equal("Bayes loss", knownTo(0.0009, losses.of(0)), 0.36758),
                Expectation.equal("loss of the approximation", knownTo(0.0009, losses.of(1)), 0.42002),
                Expectation.equal("loss of zero", losses.of(2), 1 + n * variance),
                Expectation.above("loss that the approximation adds", losses.combination(-1, 1, 0), 0),
                Expectation.above("loss that zero adds to it", losses.combination(0, -1, 1), 0));
    }

    /** Adds the error of the number that it is compared with, another implementation's Monte Carlo. */
    private static Estimate knownTo(double error, Estimate measured) {
        return new Estimate(measured.value(), Math.hypot(error, measured.error()));
    }
}
