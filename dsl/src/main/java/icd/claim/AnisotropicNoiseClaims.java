package icd.claim;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.task.Gaussians;
import icd.task.Noise;
import icd.task.PromptSet;
import icd.task.SpannedInstance;
import icd.task.Subspaces;
import icd.task.Task;
import icd.theory.LinearOptimum;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Claims about linear attention where directions differ: its least loss, the optima that are flows, and the cases where
 * it falls short of Bayes.
 */
final class AnisotropicNoiseClaims {

    private static final String SOURCE =
            "derived; next steps of the talk: non-isotropic noise with non-trivial weights";
    private static final String DESCENT =
            "each half step of the search is an exact minimum, and it is run until nothing changes: the rest is how flat the minimum is";
    private static final R064Store SIGMA = diagonal(4, 2, 1);
    private static final R064Store NOISE = diagonal(.5, 1, 2);
    private static final Noise FIXED = Noise.gaussian(diagonal(.25, .5, 1, 2));

    private AnisotropicNoiseClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "anisotropic-least-loss",
                        SOURCE,
                        "Sigma_X and Sigma_Z fixed: the least loss is tr Sigma_X - sum a_i (L a_i - T)_+/(L+1), a the singular values of"
                                + " Sigma_X (Sigma_X + Sigma_Z)^{-1/2}",
                        Equality.exact(1e-9, AnisotropicNoiseClaims::leastLoss),
                        DESCENT,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "anisotropic-loss-of-prompts",
                        SOURCE,
                        "the weights V = G m^{1/2} G^T Sigma_X^{-1/2}, K = Sigma_X^{-1/2} G m^{1/2} H^T C^{-1/2} have that loss on prompts",
                        Equality.monteCarlo(AnisotropicNoiseClaims::lossOfPrompts),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "anisotropic-preconditioner",
                        SOURCE,
                        "the optimum is gradient flow with the preconditioner W_PV W_KQ^{-T} = (Sigma_X C^{-1} Sigma_X)^{-1/2} Sigma_X,"
                                + " C^{1/2} where the covariances commute; where they do not it is not symmetric and there is no flow",
                        Equality.exact(1e-6, AnisotropicNoiseClaims::preconditioner),
                        DESCENT,
                        Cost.QUICK),
                Claim.asPrinted(
                        "anisotropic-endless-context",
                        SOURCE,
                        "as L grows any pair with W_PV Sigma_X W_KQ = Sigma_X C^{-1} is Bayes-optimal, (I, C^{-1}) with preconditioner C among them",
                        Equality.exact(1e-12, AnisotropicNoiseClaims::endless),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "drawn-axes-optimum",
                        SOURCE,
                        "axes drawn for each prompt: c* = sum l^2/[(1+1/L) sum (l+s) l^2 + (1/L) sum (l+s) l sum l], loss sum l - c* sum l^2",
                        Equality.monteCarlo(AnisotropicNoiseClaims::drawnAxes),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "drawn-axes-are-not-bayes",
                        SOURCE,
                        "axes of variances 4, 2, 1, 1/2 drawn for each prompt under noise 1: linear attention loses 2.715232 as L grows, Bayes 2.3",
                        Equality.monteCarlo(AnisotropicNoiseClaims::drawnAxesAgainstBayes),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "fixed-noise-on-subspaces",
                        SOURCE,
                        "noise diag(.25, .5, 1, 2) on random planes of R^4: diagonal weights are .0690 above Bayes as L grows, scaled identities .271",
                        Equality.monteCarlo(AnisotropicNoiseClaims::fixedNoise),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "fixed-noise-at-finite-context",
                        SOURCE,
                        "the same at L = 5, for which averages of three entries of a Haar projector give the loss",
                        Equality.monteCarlo(AnisotropicNoiseClaims::fixedNoiseOfPrompts),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "noise-counts-by-its-mean",
                        SOURCE,
                        "noise that has nothing to do with the instance enters the loss of linear attention through E Sigma_Z alone",
                        Equality.monteCarlo(AnisotropicNoiseClaims::meanNoise),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "orthogonal-noise-drops-out",
                        SOURCE,
                        "noise orthogonal to the subspace leaves c* = 1/[sigma_0^2 (1 + (d+1)/L)] and the loss d sigma_0^2 (1 - 1/(1 + (d+1)/L))",
                        Equality.monteCarlo(AnisotropicNoiseClaims::orthogonalNoise),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH));
    }

    private static R064Store diagonal(double... values) {
        R064Store matrix = R064Store.FACTORY.make(values.length, values.length);
        for (int i = 0; i < values.length; i++) {
            matrix.set(i, i, values[i]);
        }
        return matrix;
    }

    private static R064Store turned() {
        return Vectors.columns(new double[] {2, .8, .1}, new double[] {.8, 1, -.3}, new double[] {.1, -.3, .5});
    }

    private static Task task(R064Store sigma, R064Store noise) {
        return Gaussians.of(sigma).noise(Noise.gaussian(noise));
    }

    private static List<Expectation> leastLoss(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (int L : new int[] {2, 10, 100}) {
            for (R064Store sigma : List.of(SIGMA, turned())) {
                WeightSearch found = WeightSearch.of(sigma, NOISE, L, lab.stream("start", L));
                String what = (sigma == SIGMA ? "axes of the noise" : "other axes") + ", L = " + L;
                expectations.add(Expectation.equal(
                        "loss, " + what,
                        found.loss(),
                        LinearOptimum.of(task(sigma, NOISE), L).loss()));
            }
        }
        return expectations;
    }

    private static List<Expectation> lossOfPrompts(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (int L : new int[] {3, 10}) {
            Task task = task(SIGMA, NOISE);
            LinearOptimum optimum = LinearOptimum.of(task, L);
            Estimates losses = losses(
                    lab, task, 20_000, L, optimum.layer(), optimum.scaled().layer());
            expectations.add(Expectation.equal("loss at L = " + L, losses.of(0), optimum.loss()));
            expectations.add(Expectation.above("scaled identities less that, L = " + L, losses.combination(-1, 1), 0));
        }
        return expectations;
    }

    /** Mean of ||x^ - x||^2 for each layer, on the same prompts. */
    private static Estimates losses(Laboratory lab, Task task, int count, int L, Attention... layers) {
        return OracleLosses.of(lab.prompts("prompts, L = " + L, task, count, L), layers);
    }

    private static List<Expectation> preconditioner(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (R064Store sigma : List.of(SIGMA, turned())) {
            String axes = sigma == SIGMA ? "one set of axes" : "two sets of axes";
            R064Store measured =
                    WeightSearch.of(sigma, NOISE, 100, lab.stream("start")).preconditioner();
            R064Store root = R064Store.FACTORY.copy(measured.multiply(WeightSearch.inverse(sigma)));
            R064Store inner = R064Store.FACTORY.copy(
                    sigma.multiply(WeightSearch.inverse(sigma.add(NOISE))).multiply(sigma));
            expectations.add(
                    sigma == SIGMA
                            ? Expectation.equal(
                                    "P = C^{1/2}, " + axes,
                                    Vectors.numbers(measured),
                                    Vectors.numbers(diagonal(Math.sqrt(4.5), Math.sqrt(3), Math.sqrt(3))))
                            : Expectation.above("P - P^T, " + axes, new Estimate(asymmetry(measured), 0), 0.01));
            expectations.add(Expectation.equal(
                    "R Sigma_X C^{-1} Sigma_X R with R = P Sigma_X^{-1}, " + axes,
                    Vectors.numbers(root.multiply(inner).multiply(root)),
                    Vectors.numbers(R064Store.FACTORY.makeEye(3, 3))));
            expectations.add(Expectation.equal("R - R^T, " + axes, asymmetry(root), 0));
        }
        return expectations;
    }

    private static double asymmetry(R064Store matrix) {
        double most = 0;
        for (int i = 0; i < matrix.getRowDim(); i++) {
            for (int j = 0; j < i; j++) {
                most = Math.max(most, Math.abs(matrix.doubleValue(i, j) - matrix.doubleValue(j, i)));
            }
        }
        return most;
    }

    /**
     * Measures the loss of x^ = V Sigma_X K x~, the limit of X X^T / L, against the Bayes loss tr Sigma_X C^{-1}
     * Sigma_Z.
     */
    private static List<Expectation> endless(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (R064Store sigma : List.of(SIGMA, turned())) {
            String axes = sigma == SIGMA ? "one set of axes" : "two sets of axes";
            R064Store inverse = WeightSearch.inverse(sigma.add(NOISE));
            double bayes = Vectors.trace(sigma.multiply(inverse).multiply(NOISE));
            expectations.add(Expectation.equal("(I, C^{-1}), " + axes, endless(sigma, sigma.multiply(inverse)), bayes));
            MatrixStore<Double> keys =
                    WeightSearch.inverse(sigma).multiply(inverse).multiply(0.5);
            expectations.add(Expectation.equal(
                    "(2 Sigma_X, Sigma_X^{-1} C^{-1} / 2), " + axes,
                    endless(sigma, sigma.multiply(2).multiply(sigma).multiply(keys)),
                    bayes));
            expectations.add(Expectation.above(
                    "(I, I/3) less Bayes, " + axes,
                    new Estimate(endless(sigma, sigma.multiply(1 / 3.0)) - bayes, 0),
                    0));
        }
        return expectations;
    }

    private static double endless(R064Store sigma, MatrixStore<Double> map) {
        return Vectors.trace(sigma)
                - 2 * Vectors.trace(map.multiply(sigma))
                + Vectors.trace(map.multiply(sigma.add(NOISE)).multiply(map.transpose()));
    }

    private static List<Expectation> drawnAxes(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (int L : new int[] {5, 50}) {
            double top = 16 + 4 + 1 + .25;
            double c = top / ((1 + 1.0 / L) * (80 + 12 + 2 + .375) + (20 + 6 + 2 + .75) * 7.5 / L);
            Estimates moments = FiniteContextClaims.moments(lab, Gaussians.spectrum(4, 2, 1, .5), 20_000, L);
            expectations.add(Expectation.equal("c* at L = " + L, moments.ratio(0, 1), c));
            expectations.add(
                    Expectation.equal("loss at L = " + L, moments.combination(-2 * c, c * c, 1), 7.5 - c * top));
        }
        return expectations;
    }

    /** Measures losses with M itself in place of X X^T / L. */
    private static List<Expectation> drawnAxesAgainstBayes(Laboratory lab) {
        double[] lambda = {4, 2, 1, .5};
        double c = 21.25 / 94.375;
        Estimates losses = lab.average("queries", 100_000, 2, (random, out) -> {
            for (double v : lambda) { // the axes turn, but losses do not depend on them
                double x = Math.sqrt(v) * random.gaussian();
                double query = x + random.gaussian();
                out[0] += square(c * v * query - x);
                out[1] += square(v / (v + 1) * query - x);
            }
        });
        return List.of(
                Expectation.equal("loss of c M x~", losses.of(0), 2.715232),
                Expectation.equal("Bayes loss", losses.of(1), 2.3),
                Expectation.above("difference", losses.combination(1, -1), 0));
    }

    private static double square(double x) {
        return x * x;
    }

    private static List<Expectation> fixedNoise(Laboratory lab) {
        Task task = new Subspaces(4, 2).noise(FIXED);
        LinearOptimum optimum = LinearOptimum.of(task, Integer.MAX_VALUE);
        Attention best = optimum.layer();
        double c = optimum.product();
        PromptSet prompts = lab.prompts("queries", task, 40_000, 0);
        double[] bayes = Baselines.bayes().estimate(prompts);
        double[] values = new double[3 * prompts.size()];
        for (int k = 0; k < prompts.size(); k++) {
            double[] query = prompts.query(k).toRawCopy1D();
            double[] full =
                    Vectors.times(best.projectionValue(), projected(prompts, k, Vectors.times(best.keyQuery(), query)));
            double[] scaled = projected(prompts, k, query);
            for (int i = 0; i < 4; i++) {
                double x = prompts.targets()[4 * k + i];
                values[3 * k] += square(2 * full[i] - x);
                values[3 * k + 1] += square(2 * c * scaled[i] - x);
                values[3 * k + 2] += square(bayes[4 * k + i] - x);
            }
        }
        Estimates losses = new Estimates(prompts.size(), 3, values);
        return List.of(
                Expectation.equal("loss of diagonal weights", losses.of(0), optimum.loss()),
                Expectation.equal("loss of scaled identities", losses.of(1), 4 - 64 / 23.5),
                Expectation.equal("diagonal weights above Bayes", losses.combination(1, 0, -1), .06898));
    }

    /** Returns P v, with P the projector of prompt k. */
    private static double[] projected(PromptSet prompts, int k, double[] v) {
        double[] projected = new double[v.length];
        ((SpannedInstance) prompts.instance(k)).frame().project(v, 0, projected, 0);
        return projected;
    }

    private static List<Expectation> fixedNoiseOfPrompts(Laboratory lab) {
        Task task = new Subspaces(4, 2).noise(FIXED);
        LinearOptimum optimum = LinearOptimum.of(task, 5);
        Estimates losses =
                losses(lab, task, 20_000, 5, optimum.layer(), optimum.scaled().layer());
        return List.of(
                Expectation.equal("loss of diagonal weights", losses.of(0), optimum.loss()),
                Expectation.equal(
                        "loss of scaled identities",
                        losses.of(1),
                        optimum.scaled().loss()),
                Expectation.above("difference", losses.combination(-1, 1), 0));
    }

    /** Measures one layer under two noises of one mean covariance, and scaled identities under a third noise. */
    private static List<Expectation> meanNoise(Laboratory lab) {
        AttentionLayer layer = AttentionLayer.linear(3).normal(0.25, lab.stream("layer"));
        Subspaces task = new Subspaces(3, 2);
        Estimates isotropic = losses(lab, task, 20_000, 7, layer);
        Estimates spread = losses(lab, task.noise(Noise.spectrum(0, .2, 2.8)), 20_000, 7, layer);
        double c = 0.2;
        Estimates identities = losses(lab, task.noise(Noise.spectrum(0, 0, 3)), 20_000, 6, Layers.linear(3, 1, c));
        double error = Math.hypot(spread.of(0).error(), isotropic.of(0).error());
        return List.of(
                Expectation.equal(
                        "loss under (0, .2, 2.8) less that under (1, 1, 1)",
                        new Estimate(spread.mean(0) - isotropic.mean(0), error),
                        0),
                Expectation.equal(
                        "loss of scaled identities under (0, 0, 3)",
                        identities.of(0),
                        4 - 2 * c * 8 + c * c * (2 + 1) * 8 * (1 + 3 / 6.0)));
    }

    private static List<Expectation> orthogonalNoise(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (int L : new int[] {4, 40}) {
            double c = 1 / (2 * (1 + 4.0 / L));
            Estimates moments =
                    FiniteContextClaims.moments(lab, new Subspaces(6, 3).noise(Noise.orthogonal(5)), 20_000, L);
            expectations.add(Expectation.equal("c* at L = " + L, moments.ratio(0, 1), c));
            expectations.add(
                    Expectation.equal("loss at L = " + L, moments.combination(-2 * c, c * c, 1), 6 * (1 - 2 * c)));
        }
        return expectations;
    }
}
