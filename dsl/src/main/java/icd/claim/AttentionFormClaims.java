package icd.claim;

import icd.attention.AttentionLayer;
import icd.attention.LayerStack;
import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Claims about the forms of attention: Appendix D, and tied layers of Appendix I.2. */
final class AttentionFormClaims {

    private static final int N = 5;
    private static final int L = 8;

    private AttentionFormClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "merged-weights",
                        "Appendix D.1, equations A.1 to A.3",
                        "with K = W_K X, Q = W_Q x~ and V = W_V X, V softmax(K^T Q) and V K^T Q / L are the layers of W_KQ ="
                                + " W_K^T W_Q",
                        Equality.exact(1e-12, AttentionFormClaims::merged),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "merged-rank",
                        "Appendix D.1",
                        "W_K^T W_Q of a head of width n_attn has any rank up to n if n_attn >= n, and at most n_attn if it is"
                                + " less",
                        Equality.exact(1e-12, AttentionFormClaims::ranks),
                        "a rank is a whole number",
                        Cost.QUICK),
                Claim.asPrinted(
                        "masked-attention",
                        "Appendix D.2, equations A.4 to A.9",
                        "attention of all of E = (X, x~) to itself, with the query masked out of the keys, is at the query's"
                                + " column the layer of the main text",
                        Equality.exact(1e-12, AttentionFormClaims::masked),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "steps-are-tied-layers",
                        "Appendix I.2, after equation A.19",
                        "K steps [17] of gamma != alpha are K layers of tied weights with a residual term in s(t)",
                        Equality.exact(1e-12, AttentionFormClaims::tied),
                        Because.ROUNDING,
                        Cost.QUICK));
    }

    private static double[] softmaxOrMean(boolean softmax, double[] scores) {
        return softmax ? Vectors.softmax(scores, 1) : Vectors.combine(1.0 / scores.length, scores, 0, scores);
    }

    private static List<Expectation> merged(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (boolean softmax : new boolean[] {false, true}) {
            for (int width : new int[] {2, 7}) {
                RandomStream random = lab.stream("weights", width);
                R064Store K = Vectors.gaussian(width, N, random);
                R064Store Q = Vectors.gaussian(width, N, random);
                R064Store V = Vectors.gaussian(N, N, random);
                R064Store X = Vectors.gaussian(N, L, random);
                double[] query = Vectors.gaussian(N, random);
                double[] scores = Vectors.times(K.multiply(X).transpose(), Vectors.times(Q, query));
                R064Store kq = R064Store.FACTORY.copy(K.transpose().multiply(Q));
                AttentionLayer layer = softmax ? AttentionLayer.softmax(N) : AttentionLayer.linear(N);
                expectations.add(Expectation.equal(
                        layer.name() + " attention, n_attn = " + width,
                        Vectors.times(V.multiply(X), softmaxOrMean(softmax, scores)),
                        layer.weights(kq, V).estimate(Layers.prompt(X, query))));
            }
        }
        return expectations;
    }

    private static List<Expectation> ranks(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (int width : new int[] {1, 3, 5, 7}) {
            AttentionLayer head = AttentionLayer.softmax(N).unmerged(width).uniform(lab.stream("weights", width));
            SingularValue<Double> values = SingularValue.R064.make();
            values.decompose(head.keyQuery());
            double rank = Arrays.stream(values.getSingularValues().toRawCopy1D())
                    .filter(value -> value > 1e-12)
                    .count();
            expectations.add(Expectation.equal("rank at n_attn = " + width, rank, Math.min(width, N)));
        }
        return expectations;
    }

    /**
     * Measures A.4 and A.7 to the letter: W_PV E M E^T W_KQ E / L, and W_PV E softmax(E^T W_KQ E + M), at the last
     * column.
     */
    private static List<Expectation> masked(Laboratory lab) {
        RandomStream random = lab.stream("weights");
        R064Store kq = Vectors.gaussian(N, N, random);
        R064Store pv = Vectors.gaussian(N, N, random);
        R064Store E = Vectors.gaussian(N, L + 1, random);
        double[] query = Vectors.column(E, L);
        R064Store X = Vectors.columns(columns(E, L));
        double[] scores = Vectors.times(E.transpose(), Vectors.times(kq, query));
        double[] linear = Vectors.combine(1.0 / L, scores, 0, scores);
        linear[L] = 0; // M_Lin
        scores[L] = Double.NEGATIVE_INFINITY; // M
        return List.of(
                Expectation.equal(
                        "A.6, linear",
                        Vectors.times(pv.multiply(E), linear),
                        AttentionLayer.linear(N).weights(kq, pv).estimate(Layers.prompt(X, query))),
                Expectation.equal(
                        "A.9, softmax",
                        Vectors.times(pv.multiply(E), Vectors.softmax(scores, 1)),
                        AttentionLayer.softmax(N).weights(kq, pv).estimate(Layers.prompt(X, query))));
    }

    private static double[][] columns(MatrixStore<Double> matrix, int count) {
        double[][] columns = new double[count][];
        for (int t = 0; t < count; t++) {
            columns[t] = Vectors.column(matrix, t);
        }
        return columns;
    }

    private static List<Expectation> tied(Laboratory lab) {
        double alpha = 1.3;
        double beta = 0.7;
        List<Expectation> expectations = new ArrayList<>();
        for (double gamma : new double[] {0.4, 2}) {
            for (int K : new int[] {1, 4}) {
                LayerStack stack =
                        LayerStack.tied(Layers.softmax(Steps.N, alpha, beta), K).step(gamma / alpha);
                expectations.add(Expectation.equal(
                        K + " layers, gamma = " + gamma,
                        Steps.cases(lab, (X, s) -> stack.estimate(Layers.prompt(X, s))),
                        Steps.cases(lab, (X, s) -> {
                            double[] state = s;
                            for (int t = 0; t < K; t++) {
                                state = Steps.update(X, alpha, beta, gamma, state);
                            }
                            return state;
                        })));
            }
        }
        return expectations;
    }
}
