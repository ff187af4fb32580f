package icd.claim;

import icd.attention.Attention;
import icd.math.WishartMoments;
import icd.task.Subspaces;
import icd.theory.DepthOptimum;
import icd.theory.LinearOptimum;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Layers of linear attention one after another: whether more of them help, which the paper leaves open. */
final class DepthClaims {

    private static final String SOURCE = "derived; open question of Section 4: whether more layers help";
    private static final Subspaces CASE_1 = new Subspaces(16, 8, 2, 1);

    private DepthClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "wishart-moments",
                        "derived by Gaussian integration by parts",
                        "E tr W^3 = L d (L^2 + d^2 + 3 L d + 3 L + 3 d + 4), and E tr W^4 is L d (L^3 + 6 L^2 d + 6 L d^2 + d^3 + 6 L^2 + 17 L d"
                                + " + 6 d^2 + 21 L + 21 d + 20)",
                        Equality.monteCarlo(DepthClaims::moments),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "one-layer-with-a-skip",
                        SOURCE,
                        "n = 16, d = 8: one layer of linear attention with a skip loses .440476 n at L = 20 where the paper's loses .540230 n,"
                                + " and .403101 n at 50",
                        Equality.monteCarlo(DepthClaims::skip),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "a-second-layer-helps",
                        SOURCE,
                        "two layers lose .395272 n at L = 20 and .351249 n at 50, less than one with a skip; and so at every L",
                        Equality.monteCarlo(DepthClaims::second),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "tied-layers-lose-to-one",
                        SOURCE,
                        "two tied layers lose .448314 n at L = 20 and .355486 n at 500, more than one layer with a skip; three lose more still",
                        Equality.monteCarlo(DepthClaims::tied),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "three-layers-miss-the-best-cubic",
                        SOURCE,
                        "the best polynomial of degree 3 in S loses .367915 n at L = 20 but has complex roots; three layers, whose factors"
                                + " are real, lose .382706 n, and .344966 n at 50",
                        Equality.monteCarlo(DepthClaims::three),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "two-layers-with-a-moving-context",
                        SOURCE,
                        "where the context moves as the query does, two layers lose .377517 n at L = 20 and .342967 n at 50, less than three"
                                + " whose context stays",
                        Equality.monteCarlo(DepthClaims::moving),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH));
    }

    private static List<Expectation> moments(Laboratory lab) {
        int d = 3;
        int L = 5;
        Estimates traces = lab.average("matrices", 40_000, 4, (random, out) -> {
            R064Store x = Vectors.gaussian(d, L, random);
            MatrixStore<Double> W = x.multiply(x.transpose());
            MatrixStore<Double> power = W;
            for (int k = 0; k < 4; k++) {
                out[k] = Vectors.trace(power);
                power = power.multiply(W);
            }
        });
        List<BigInteger> exact = WishartMoments.of(d, L, 4);
        List<Expectation> expectations = new ArrayList<>();
        for (int k = 1; k <= 4; k++) {
            expectations.add(Expectation.equal(
                    "E tr W^" + k, traces.of(k - 1), exact.get(k).doubleValue()));
        }
        expectations.add(Expectation.equal(
                "E tr W^3 in closed form",
                exact.get(3).doubleValue(),
                L * d * (L * L + d * d + 3.0 * L * d + 3 * L + 3 * d + 4)));
        expectations.add(Expectation.equal(
                "E tr W^4 in closed form",
                exact.get(4).doubleValue(),
                L
                        * d
                        * (L * L * L
                                + 6.0 * L * L * d
                                + 6 * L * d * d
                                + d * d * d
                                + 6 * L * L
                                + 17 * L * d
                                + 6 * d * d
                                + 21 * L
                                + 21 * d
                                + 20)));
        return expectations;
    }

    private static Estimates losses(Laboratory lab, int L, int count, Attention... layers) {
        return OracleLosses.of(lab, CASE_1, count, L, layers);
    }

    private static DepthOptimum best(int L, int layers) {
        return DepthOptimum.of(CASE_1, L, layers);
    }

    private static List<Expectation> skip(Laboratory lab) {
        Attention plain = LinearOptimum.of(CASE_1, 20).layer();
        Estimates brief = losses(lab, 20, 20_000, plain, best(20, 1).layer());
        Estimates longer = losses(lab, 50, 10_000, best(50, 1).layer());
        return List.of(
                Expectation.equal("the paper's layer, L = 20", brief.of(0), 16 * .540230),
                Expectation.equal("one with a skip, L = 20", brief.of(1), 16 * .440476),
                Expectation.equal("one with a skip, L = 50", longer.of(0), 16 * .403101),
                Expectation.above("what the skip gains, L = 20", brief.combination(1, -1), 0));
    }

    private static List<Expectation> second(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        int[] lengths = {20, 50};
        double[] expected = {.395272, .351249};
        for (int i = 0; i < 2; i++) {
            int L = lengths[i];
            Estimates losses =
                    losses(lab, L, 10_000, best(L, 1).layer(), best(L, 2).layer());
            expectations.add(Expectation.equal("two layers, L = " + L, losses.of(1), 16 * expected[i]));
            expectations.add(Expectation.above("what the second layer gains, L = " + L, losses.combination(1, -1), 0));
        }
        for (int L : new int[] {1, 2, 5, 100, 1_000, 100_000, Integer.MAX_VALUE}) {
            double gain = (best(L, 1).loss() - best(L, 2).loss())
                    / (best(L, 1).loss() - CASE_1.bayesLoss().orElseThrow());
            expectations.add(Expectation.above(
                    "share of what is above Bayes that the second layer takes, L = " + L, new Estimate(gain, 0), 0));
        }
        return expectations;
    }

    private static List<Expectation> tied(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        int[] lengths = {20, 500};
        double[] expected = {.448314, .355486};
        for (int i = 0; i < 2; i++) {
            int L = lengths[i];
            DepthOptimum two = DepthOptimum.tied(CASE_1, L, 2);
            Estimates losses =
                    losses(lab, L, L == 20 ? 20_000 : 4_000, best(L, 1).layer(), two.layer());
            expectations.add(Expectation.equal("two tied layers, L = " + L, losses.of(1), 16 * expected[i]));
            expectations.add(
                    Expectation.above("what one layer with a skip gains, L = " + L, losses.combination(-1, 1), 0));
            expectations.add(Expectation.above(
                    "what the third tied layer costs, L = " + L,
                    new Estimate(DepthOptimum.tied(CASE_1, L, 3).loss() - two.loss(), 0),
                    0));
        }
        return expectations;
    }

    private static List<Expectation> moving(Laboratory lab) {
        Attention brief = DepthOptimum.moving(CASE_1, 20).layer();
        Attention longer = DepthOptimum.moving(CASE_1, 50).layer();
        Estimates twenty = losses(lab, 20, 20_000, best(20, 3).layer(), brief);
        Estimates fifty = losses(lab, 50, 20_000, best(50, 3).layer(), longer);
        return List.of(
                Expectation.equal("two layers, L = 20", twenty.of(1), 16 * .377517),
                Expectation.equal("two layers, L = 50", fifty.of(1), 16 * .342967),
                Expectation.above("what they gain on three whose context stays, L = 20", twenty.combination(1, -1), 0),
                Expectation.above("what they gain on three whose context stays, L = 50", fifty.combination(1, -1), 0));
    }

    private static List<Expectation> three(Laboratory lab) {
        DepthOptimum three = best(20, 3);
        Estimates brief = losses(lab, 20, 20_000, best(20, 2).layer(), three.layer());
        Estimates longer = losses(lab, 50, 10_000, best(50, 3).layer());
        return List.of(
                Expectation.equal("three layers, L = 20", brief.of(1), 16 * .382706),
                Expectation.equal("three layers, L = 50", longer.of(0), 16 * .344966),
                Expectation.above("what the third layer gains, L = 20", brief.combination(1, -1), 0),
                Expectation.equal("best cubic, L = 20", new Estimate(three.bound(), 8e-6 / 4), 16 * .367915));
    }
}
