package icd.claim;

import icd.denoise.Baselines;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.theory.LinearOptimum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ojalgo.matrix.store.R064Store;

/**
 * Claims about tokens whose subspace turns on its way to the query: the loss of attention that is blind to their order.
 */
final class DriftClaims {

    private static final String SOURCE =
            "derived; next steps of the talk: positional embedding and dynamical inference";
    private static final Subspaces STILL = new Subspaces(16, 8, 2, 1);
    private static final int L = 100;

    private DriftClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "drift-order-blind-loss",
                        SOURCE,
                        "n = 16, d = 8, L = 100: the least loss/n of order-blind linear attention is .388379 without drift and .725102 at"
                                + " .02 a token",
                        Equality.monteCarlo(DriftClaims::orderBlind),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "drift-order-blind-loss-on-spheres",
                        SOURCE,
                        "on spheres c* = B/A and the loss R^2 - B^2/A, with the jitter d of spheres in the place of d + 1",
                        Equality.monteCarlo(DriftClaims::spheres),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "drift-best-decay",
                        SOURCE,
                        "at .02 a token the best weights e^{-lambda k} have lambda = .057, and the loss/n .551827",
                        Equality.monteCarlo(DriftClaims::bestDecay),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "drift-oracle",
                        SOURCE,
                        "the projector at L + 1, shrunk, loses d sigma_0^2 sigma_Z^2 / (sigma_0^2 + sigma_Z^2) whatever the drift",
                        Equality.monteCarlo(DriftClaims::oracle),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "order-blind-is-best-only-without-drift",
                        SOURCE,
                        "order-blind attention has the best weights of tokens without drift, and not with it; at .05 a token weights"
                                + " e^{-lambda k} lose less, but where axes come back within the context none does",
                        Equality.monteCarlo(DriftClaims::onlyWithoutDrift),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH));
    }

    /** Measures E m.x, E|m|^2 and E|x|^2 with m = sum_k e^{-decay k} x_k x_k^T x~ / L for each decay. */
    private static Estimates moments(Laboratory lab, Task task, int count, int L, double... decays) {
        int n = task.n();
        PromptSet prompts = lab.prompts(task.title() + ", L = " + L, task, count, L);
        int quantities = 2 * decays.length + 1;
        double[] values = new double[count * quantities];
        double[] m = new double[n * decays.length];
        for (int k = 0; k < count; k++) {
            Arrays.fill(m, 0);
            for (int t = 0; t < L; t++) {
                double score = 0;
                for (int i = 0; i < n; i++) {
                    score += prompts.contexts().get(k, i, t) * prompts.queries()[k * n + i];
                }
                for (int f = 0; f < decays.length; f++) {
                    double weight = StrictMath.exp(-decays[f] * (L - t)) * score / L;
                    for (int i = 0; i < n; i++) {
                        m[f * n + i] += weight * prompts.contexts().get(k, i, t);
                    }
                }
            }
            for (int i = 0; i < n; i++) {
                double x = prompts.targets()[k * n + i];
                values[k * quantities + 2 * decays.length] += x * x;
                for (int f = 0; f < decays.length; f++) {
                    values[k * quantities + 2 * f] += m[f * n + i] * x;
                    values[k * quantities + 2 * f + 1] += m[f * n + i] * m[f * n + i];
                }
            }
        }
        return new Estimates(count, quantities, values);
    }

    private static Estimate loss(Estimates moments, double c) {
        return moments.combination(-2 * c, c * c, 1);
    }

    private static List<Expectation> orderBlind(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        double[] expected = {.388379, .725102};
        for (int i = 0; i < 2; i++) {
            Task task = STILL.drift(.02 * i);
            double c = LinearOptimum.of(task, L).product();
            Estimates moments = moments(lab, task, 4_000, L, 0);
            expectations.add(Expectation.equal("c*, drift " + .02 * i, moments.ratio(0, 1), c));
            expectations.add(Expectation.equal("loss, drift " + .02 * i, loss(moments, c), 16 * expected[i]));
        }
        return expectations;
    }

    private static List<Expectation> spheres(Laboratory lab) {
        Task task = new Spheres(8, 3, 1.5, .2).drift(.1);
        LinearOptimum optimum = LinearOptimum.of(task, 15);
        Estimates moments = moments(lab, task, 20_000, 15, 0);
        return List.of(
                Expectation.equal("c*", moments.ratio(0, 1), optimum.product()),
                Expectation.equal("loss", loss(moments, optimum.product()), optimum.loss()));
    }

    private static List<Expectation> bestDecay(Laboratory lab) {
        Task task = STILL.drift(.02);
        LinearOptimum best = LinearOptimum.ofBestDecay(task, L);
        double c = LinearOptimum.of(task, L, .057).product();
        Estimates moments = moments(lab, task, 4_000, L, .057);
        return List.of(
                Expectation.equal("c* at .057", moments.ratio(0, 1), c),
                Expectation.equal("loss at .057", loss(moments, c), 16 * .551827),
                Expectation.equal("best decay", new Estimate(best.decay(), .0005 / 4), .057));
    }

    private static List<Expectation> oracle(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (double drift : new double[] {.02, .5}) {
            Estimates losses = OracleLosses.of(lab, new Subspaces(6, 3, 2, 1).drift(drift), 20_000, Baselines.bayes());
            expectations.add(Expectation.equal("Bayes loss, drift " + drift, losses.of(0), 2));
        }
        return expectations;
    }

    /** Returns the least loss over all weights w_k: with overlap b.w and quadratic w.Q w it is d v - b.Q^{-1} b. */
    private static double leastOverAllWeights(Subspaces task, int L) {
        int d = task.d();
        double v = task.variance();
        double s = task.noiseVariance();
        R064Store quadratic = R064Store.FACTORY.make(L, L);
        double[] overlap = new double[L];
        for (int k = 0; k < L; k++) {
            double cosine = StrictMath.cos((k + 1) * task.drift());
            overlap[k] = v * v * d * cosine * cosine;
            for (int j = 0; j < L; j++) {
                double between = StrictMath.cos((k - j) * task.drift());
                double own = k == j ? (d + 1) * (v * cosine * cosine + s) : 0;
                double other = StrictMath.cos((j + 1) * task.drift());
                quadratic.set(k, j, v * v * d * (own + v * cosine * other * between + s * between * between));
            }
        }
        return d * v - Vectors.dot(overlap, Vectors.times(WeightSearch.inverse(quadratic), overlap));
    }

    private static List<Expectation> onlyWithoutDrift(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        Subspaces still = new Subspaces(8, 4, 2, 1);
        expectations.add(Expectation.equal(
                "least loss over all weights, drift 0",
                leastOverAllWeights(still, 40),
                LinearOptimum.of(still, 40).loss()));
        for (double drift : new double[] {.01, .05, .094, .5}) {
            double blind = LinearOptimum.of(still.drift(drift), 40).loss();
            expectations.add(Expectation.above(
                    "order-blind loss above the least, drift " + drift,
                    new Estimate(blind - leastOverAllWeights(still.drift(drift), 40), 0),
                    0));
        }
        expectations.add(Expectation.equal(
                "best decay, drift .094",
                LinearOptimum.ofBestDecay(still.drift(.094), 40).decay(),
                0));
        for (double drift : new double[] {0, .05}) {
            Task task = new Subspaces(8, 4, 2, 1).drift(drift);
            double c = LinearOptimum.of(task, 40).product();
            double decay = drift == 0 ? .1 : LinearOptimum.ofBestDecay(task, 40).decay();
            double decayed = LinearOptimum.of(task, 40, decay).product();
            Estimates moments = moments(lab, task, 10_000, 40, 0, decay);
            Estimate gain = moments.combination(-2 * c, c * c, 2 * decayed, -decayed * decayed, 0);
            String what = String.format(Locale.ROOT, "drift %s, decay %.3f: ", drift, decay);
            expectations.add(
                    drift == 0
                            ? Expectation.above(
                                    what + "loss above order-blind", new Estimate(-gain.value(), gain.error()), 0)
                            : Expectation.above(what + "loss below order-blind", gain, 0));
            expectations.add(Expectation.equal(
                    what + "loss",
                    moments.combination(0, 0, -2 * decayed, decayed * decayed, 1),
                    LinearOptimum.of(task, 40, decay).loss()));
        }
        return expectations;
    }
}
