package icd.claim;

import icd.denoise.Baselines;
import icd.energy.BinaryDynamics;
import icd.energy.Energies;
import icd.kernel.TokenStack;
import icd.math.Frame;
import icd.math.RandomStream;
import icd.task.Mixture;
import icd.task.Mixtures;
import icd.task.PromptSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ojalgo.matrix.store.R064Store;

/** Claims that only the slides of the talk make, not the paper. */
final class SlidesClaims {

    private static final double NOISE = 0.3;

    private SlidesClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "slides-linear-ansatz",
                        "slides, 'Linear case - Details and optimal predictor'",
                        "of all maps V x~ the best has V = gamma sigma_0^2 P, gamma = 1/(sigma_0^2 + sigma_Z^2), and loses gamma"
                                + " sigma_0^2 sigma_Z^2 d",
                        Equality.exact(1e-12, SlidesClaims::linearAnsatz),
                        "least squares over points whose moments are exactly those of tokens and noise: only rounding is left",
                        Cost.QUICK),
                Claim.asPrinted(
                        "slides-mixture-approximation",
                        "slides, 'Optimal denoisers', case 3",
                        "f_opt(x~) ~ gamma sigma_Z^2 sum_a e^{gamma mu_a.x~} mu_a / sum_a e^{gamma mu_a.x~} for small cluster"
                                + " variance sigma_0^2, gamma = 1/(sigma_0^2 + sigma_Z^2)",
                        Limit.power("sigma_0^2", 1, SlidesClaims::mixtureApproximation),
                        Because.RATE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "slides-hopfield-patterns",
                        "slides, 'Two (seemingly) unrelated architectures'",
                        "E = -x^T J x = -sum_mu (xi_mu.x)^2 with J = sum_mu xi_mu xi_mu^T, and patterns are fixed points of x"
                                + " <- sgn(J x); here at a load of 0.02",
                        Equality.exact(1e-12, SlidesClaims::hopfield),
                        "integers; at this load a unit flips with probability 8e-13",
                        Cost.QUICK),
                Claim.asPrinted(
                        "slides-sharper-is-more",
                        "slides, 'Recent generalizations': F = m^k, F = e^m",
                        "sharper nonlinearities enhance the storage capacity",
                        Equality.monteCarlo(SlidesClaims::sharper),
                        Because.MONTE_CARLO,
                        Cost.QUICK));
    }

    /**
     * Uses tokens +-sqrt d sigma_0 v_j with noise +-sqrt n sigma_Z e_i, each with each: E X X^T and E Z Z^T hold to
     * rounding.
     */
    private static List<Expectation> linearAnsatz(Laboratory lab) {
        int n = 5;
        int d = 2;
        double variance = 2;
        double gamma = 1 / (variance + NOISE);
        Frame frame = Frame.random(n, d, lab.stream("subspace"));
        List<double[]> queries = new ArrayList<>();
        List<double[]> targets = new ArrayList<>();
        for (int j = 0; j < 2 * d; j++) {
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = (j < d ? 1 : -1) * Math.sqrt(d * variance) * frame.get(i, j % d);
            }
            for (int i = 0; i < 2 * n; i++) {
                double[] query = x.clone();
                query[i % n] += (i < n ? 1 : -1) * Math.sqrt(n * NOISE);
                queries.add(query);
                targets.add(x);
            }
        }
        PromptSet points = without(queries, targets);
        double[] fitted = Baselines.leastSquares(points).estimate(points);
        double loss = Vectors.distance(fitted, points.targets());
        double[] axes = new double[n * n];
        double[] projected = new double[n * n];
        for (int i = 0; i < n; i++) {
            axes[i * n + i] = 1;
            frame.project(axes, i * n, projected, i * n);
        }
        double[] map = Baselines.leastSquares(points).estimate(PromptSet.of(tokens(n), axes, new double[n * n]));
        return List.of(
                Expectation.equal("V", map, Vectors.combine(gamma * variance, projected, 0, projected)),
                Expectation.equal("its loss", loss * loss / points.size(), gamma * variance * NOISE * d));
    }

    private static PromptSet without(List<double[]> queries, List<double[]> targets) {
        int n = queries.getFirst().length;
        return PromptSet.of(
                TokenStack.of(new double[queries.size() * n], queries.size(), n, 1),
                Vectors.concatenate(queries),
                Vectors.concatenate(targets));
    }

    private static TokenStack<?> tokens(int n) {
        return TokenStack.of(new double[n * n], n, n, 1);
    }

    private static Scaling mixtureApproximation(Laboratory lab) {
        return Scaling.measure(lab, new double[] {1e-5, 1e-4, 1e-3}, 40, (variance, random) -> {
            int n = 6;
            double gamma = 1 / (variance + NOISE);
            Mixture mixture = new Mixtures(n, 4, 1, variance, NOISE).draw(random);
            double[] query = new double[n];
            mixture.sample(random, 1, query);
            query = Vectors.combine(1, query, Math.sqrt(NOISE), Vectors.gaussian(n, random));
            R064Store centres = R064Store.wrap(mixture.centres().clone(), n);
            double[] p = Vectors.softmax(Vectors.times(centres.transpose(), query), gamma);
            double[] approximation = Vectors.times(centres, p);
            approximation = Vectors.combine(gamma * NOISE, approximation, 0, approximation);
            return Vectors.distance(Posteriors.mean(mixture, query, NOISE), approximation);
        });
    }

    private static List<Expectation> hopfield(Laboratory lab) {
        int N = 1000;
        int count = 20;
        RandomStream random = lab.stream("patterns");
        R064Store X = HopfieldClaims.patterns(N, count, random);
        double[] overlaps = new double[count];
        double[] ones = new double[count];
        for (int mu = 0; mu < count; mu++) {
            overlaps[mu] = BinaryDynamics.hopfield(X)
                    .keepingDiagonal()
                    .synchronous()
                    .sweeps(1)
                    .run(R064Store.wrap(Vectors.column(X, mu)))
                    .overlap(mu);
            ones[mu] = 1;
        }
        double[] x = Vectors.column(HopfieldClaims.patterns(N, 1, random), 0);
        double quadratic = Vectors.dot(x, Vectors.times(X.multiply(X.transpose()), x));
        return List.of(
                Expectation.equal("overlap of a pattern with itself after a step", overlaps, ones),
                Expectation.equal("E", Energies.polynomial(X, 2).value(x), -quadratic));
    }

    private static List<Expectation> sharper(Laboratory lab) {
        int N = 100;
        int patterns = 1000;
        List<DoubleUnaryOperator> sharpness =
                List.of(m -> m * m, m -> m * m * m, m -> m * m * m * m, m -> StrictMath.exp(m - N));
        List<String> names = List.of("m^2", "m^3", "m^4", "e^m");
        Estimates[] errors = new Estimates[4];
        Arrays.setAll(
                errors,
                k -> lab.average(
                        names.get(k),
                        200,
                        1,
                        (random, out) -> out[0] = DenseMemoryClaims.flips(N, patterns, 60, sharpness.get(k), random)));
        return List.of(
                Expectation.above("error of one step, N = 100, K = 1000, F = m^2", errors[0].of(0), 0.3),
                Expectation.atMost("the same, F = m^3", errors[1].of(0), 0.1),
                Expectation.above("the same, F = m^3", errors[1].of(0), 0.01),
                Expectation.atMost("the same, F = m^4", errors[2].of(0), 0.001),
                Expectation.equal("the same, F = e^m", errors[3].of(0), 0));
    }
}
