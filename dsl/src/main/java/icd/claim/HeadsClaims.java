package icd.claim;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import icd.theory.HeadsOptimum;
import icd.theory.LinearOptimum;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Heads of linear attention side by side: how many equal one of full width, and what many can do that one cannot. */
final class HeadsClaims {

    private static final String SOURCE = "derived; next steps of the talk: several heads";

    private HeadsClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "heads-needed-for-a-full-one",
                        SOURCE,
                        "as maps of a symmetric S a head of width w has at most w^2 dimensions and a full one n(n+1)/2, so that H heads equal a"
                                + " full one only if H >= n(n+1)/(2 w^2); n/w heads are too few",
                        Equality.exact(1e-12, HeadsClaims::needed),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "heads-enough-for-a-full-one",
                        SOURCE,
                        "(n/w)^2 heads of width w equal a full head, whatever its weights",
                        Equality.exact(1e-12, HeadsClaims::enough),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "many-heads-make-a-skip",
                        SOURCE,
                        "no number of linear heads loses less than the best a S + b tr(S), which n^2 + 1 heads are; the trace acts as a skip,"
                                + " so that they lose less than one full head",
                        Equality.monteCarlo(HeadsClaims::trace),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "heads-of-small-rank",
                        SOURCE,
                        "heads whose outputs span r of n dimensions lose (1 - r/n) d sigma_0^2 and r/n of the least loss of heads",
                        Equality.monteCarlo(HeadsClaims::rank),
                        Because.MONTE_CARLO,
                        Cost.QUICK));
    }

    /** The dimension of the space of maps S -> V S K of symmetric S, by the singular values of this linear map. */
    private static int dimensions(MatrixStore<Double> V, MatrixStore<Double> K) {
        int n = V.getRowDim();
        R064Store images = R064Store.FACTORY.make(n * n, n * (n + 1) / 2);
        int column = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                R064Store S = R064Store.FACTORY.make(n, n);
                S.set(i, j, 1);
                S.set(j, i, 1);
                MatrixStore<Double> image = V.multiply(S).multiply(K);
                for (int entry = 0; entry < n * n; entry++) {
                    images.set(entry, column, image.doubleValue(entry));
                }
                column++;
            }
        }
        SingularValue<Double> values = SingularValue.R064.make(images);
        values.decompose(images);
        return values.getRank();
    }

    private static List<Expectation> needed(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        RandomStream random = lab.stream("weights");
        int n = 6;
        R064Store V = Vectors.gaussian(n, n, random);
        R064Store K = Vectors.gaussian(n, n, random);
        expectations.add(Expectation.equal("dimensions of a full head", dimensions(V, K), n * (n + 1) / 2.0));
        for (int w = 1; w <= 3; w++) {
            MatrixStore<Double> narrowV = Vectors.gaussian(n, w, random).multiply(Vectors.gaussian(w, n, random));
            MatrixStore<Double> narrowK = Vectors.gaussian(n, w, random).multiply(Vectors.gaussian(w, n, random));
            int each = dimensions(narrowV, narrowK);
            expectations.add(Expectation.equal("dimensions of a head of width " + w, each, w * w));
            expectations.add(Expectation.above(
                    "dimensions that n/w heads lack, w = " + w,
                    new Estimate(n * (n + 1) / 2.0 - (double) n / w * each, 0),
                    0));
        }
        return expectations;
    }

    private static List<Expectation> enough(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        int n = 6;
        AttentionLayer full = AttentionLayer.linear(n).normal(1, lab.stream("weights"));
        PromptSet prompts = lab.prompts("prompts", new Subspaces(n, 3, 2, 1), 5, 9);
        for (int w : new int[] {1, 2, 3}) {
            AttentionLayer narrow = AttentionLayer.linear(n).unmerged(w);
            List<Attention> heads = new ArrayList<>();
            for (int out = 0; out < n; out += w) {
                for (int in = 0; in < n; in += w) {
                    MatrixStore<Double> values = eye(n, out, w); // V P_out S P_in K
                    MatrixStore<Double> keys = eye(n, in, w);
                    heads.add(narrow.with("W_V", values)
                            .with("W_O", full.projectionValue().multiply(values.transpose()))
                            .with("W_K", keys)
                            .with("W_Q", keys.multiply(full.keyQuery())));
                }
            }
            expectations.add(Expectation.equal("heads of width " + w, heads.size(), Math.pow((double) n / w, 2)));
            expectations.add(Expectation.equal(
                    "estimates, width " + w,
                    Heads.of(heads.toArray(Attention[]::new)).estimate(prompts),
                    full.estimate(prompts)));
        }
        return expectations;
    }

    /** Rows {@code from} to {@code from + w} of the identity. */
    private static MatrixStore<Double> eye(int n, int from, int w) {
        R064Store rows = R064Store.FACTORY.make(w, n);
        for (int i = 0; i < w; i++) {
            rows.set(i, from + i, 1);
        }
        return rows;
    }

    /** a S x~ + b tr(S) x~ in so many coordinates: a head and, for the trace, one for each pair of coordinates, b e_i e_j^T S e_j e_i^T. */
    private static Attention many(HeadsOptimum optimum, int coordinates) {
        int n = optimum.n();
        AttentionLayer narrow = AttentionLayer.linear(n).unmerged(1);
        List<Attention> heads = new ArrayList<>();
        MatrixStore<Double> kept = eye(n, 0, coordinates);
        heads.add(AttentionLayer.linear(n)
                .weights(
                        R064Store.FACTORY.makeEye(n, n).multiply(optimum.product()),
                        kept.transpose().multiply(kept)));
        for (int i = 0; i < coordinates; i++) {
            for (int j = 0; j < n; j++) {
                heads.add(narrow.with("W_V", eye(n, j, 1))
                        .with("W_O", eye(n, i, 1).transpose().multiply(optimum.trace()))
                        .with("W_K", eye(n, j, 1))
                        .with("W_Q", eye(n, i, 1)));
            }
        }
        return Heads.of(heads.toArray(Attention[]::new));
    }

    private static List<Expectation> trace(Laboratory lab) {
        Subspaces task = new Subspaces(4, 2, 2, 1);
        HeadsOptimum optimum = HeadsOptimum.of(task, 6);
        Estimates losses =
                OracleLosses.of(lab, task, 20_000, 6, LinearOptimum.of(task, 6).layer(), many(optimum, 4));
        return List.of(
                Expectation.equal(
                        "one full head", losses.of(0), LinearOptimum.of(task, 6).loss()),
                Expectation.equal("seventeen heads", losses.of(1), optimum.loss()),
                Expectation.above("what they gain", losses.combination(1, -1), 0));
    }

    private static List<Expectation> rank(Laboratory lab) {
        Subspaces task = new Subspaces(4, 2, 2, 1);
        HeadsOptimum optimum = HeadsOptimum.of(task, 6);
        Estimates losses = OracleLosses.of(lab, task, 20_000, 6, many(optimum, 1), many(optimum, 3));
        return List.of(
                Expectation.equal("outputs of 1 dimension", losses.of(0), 3 + optimum.loss() / 4),
                Expectation.equal("outputs of 3 dimensions", losses.of(1), 1 + 3 * optimum.loss() / 4),
                Expectation.equal("the formula at 3", optimum.loss(3), 1 + 3 * optimum.loss() / 4));
    }
}
