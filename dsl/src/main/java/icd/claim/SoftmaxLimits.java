package icd.claim;

import icd.attention.AttentionLayer;
import icd.math.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.store.R064Store;

/** Claims about small and large arguments of the softmax: Proposition 3.2 and Appendix F. */
final class SoftmaxLimits {

    private SoftmaxLimits() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "softmax-attention-for-small-weights",
                        "Proposition 3.2, equation 15; Appendix F.1",
                        "F(E, (W_PV/eps, eps W_KQ)) = W_PV Xbar/eps + W_PV sum X_t (X_t - Xbar)^T W_KQ x~ / L + O(eps)",
                        Limit.power("eps", 1, SoftmaxLimits::smallWeights),
                        Because.RATE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "softmax-for-small-arguments",
                        "Lemma F.1",
                        "softmax(beta v) = (1 + beta (v - vbar))/L + O(beta^2)",
                        Limit.power("beta", 2, SoftmaxLimits::smallArguments),
                        Because.RATE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "softmax-for-large-arguments",
                        "Appendix F, large argument",
                        "as beta -> infinity, softmax(beta v) selects the largest v_i, if it is unique (with error"
                                + " exp(-beta gap))",
                        Limit.power("exp(-beta gap)", 1, SoftmaxLimits::largeArguments),
                        Because.RATE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "softmax-attention-for-large-beta",
                        "Appendix F, large argument",
                        "all attention is given to a single token: the one of largest inner product with the query (not the"
                                + " nearest)",
                        Equality.exact(1e-12, SoftmaxLimits::retrieval),
                        "beta times the gap is 40 at least, and exp(-40) = 4e-18",
                        Cost.QUICK));
    }

    private static Scaling smallWeights(Laboratory lab) {
        return Scaling.measure(lab, new double[] {1e-4, 1e-3, 1e-2}, 300, (eps, random) -> {
            int n = 4;
            int L = 10;
            R064Store X = Vectors.gaussian(n, L, random);
            R064Store kq = Vectors.gaussian(n, n, random);
            R064Store pv = Vectors.gaussian(n, n, random);
            double[] query = Vectors.gaussian(n, random);
            double[] layer = AttentionLayer.softmax(n)
                    .weights(scaled(kq, eps), scaled(pv, 1 / eps))
                    .estimate(Layers.prompt(X, query));
            double[] mean = new double[n];
            for (int t = 0; t < L; t++) {
                mean = Vectors.combine(1, mean, 1.0 / L, Vectors.column(X, t));
            }
            double[] key = Vectors.times(kq, query);
            double[] expansion = Vectors.combine(1 / eps, mean, 0, mean);
            for (int t = 0; t < L; t++) {
                double[] x = Vectors.column(X, t);
                double weight = Vectors.dot(Vectors.combine(1, x, -1, mean), key) / L;
                expansion = Vectors.combine(1, expansion, weight, x);
            }
            return Vectors.distance(layer, Vectors.times(pv, expansion));
        });
    }

    private static R064Store scaled(R064Store matrix, double by) {
        R064Store copy = matrix.copy();
        for (int i = 0; i < copy.getRowDim(); i++) {
            for (int j = 0; j < copy.getColDim(); j++) {
                copy.set(i, j, by * matrix.doubleValue(i, j));
            }
        }
        return copy;
    }

    private static Scaling smallArguments(Laboratory lab) {
        return Scaling.measure(lab, new double[] {1e-4, 1e-3, 1e-2}, 40, (beta, random) -> {
            int L = 20;
            double[] v = Vectors.gaussian(L, random);
            double mean = Arrays.stream(v).average().orElseThrow();
            double[] p = Vectors.softmax(v, beta);
            double[] expansion =
                    Arrays.stream(v).map(each -> (1 + beta * (each - mean)) / L).toArray();
            return Vectors.distance(p, expansion);
        });
    }

    /** Measures the limit of large beta: the gap is drawn, and beta chosen such that exp(-beta gap) is the size. */
    private static Scaling largeArguments(Laboratory lab) {
        return Scaling.measure(lab, new double[] {1e-10, 1e-8, 1e-6}, 40, (size, random) -> {
            double gap = random.uniform(0.5, 1.5);
            double beta = -StrictMath.log(size) / gap;
            double[] v = new double[10];
            v[0] = random.uniform(-1, 1);
            int seconds = 1 + random.below(4); // tokens that tie for the second place
            for (int i = 1; i < v.length; i++) {
                v[i] = v[0] - gap - (i <= seconds ? 0 : random.uniform(1, 3));
            }
            double[] p = Vectors.softmax(v, beta);
            double others = 0; // 1 - p_0, without the cancellation
            for (int i = 1; i < v.length; i++) {
                others += p[i];
            }
            return others;
        });
    }

    private static List<Expectation> retrieval(Laboratory lab) {
        int n = 5;
        double[] measured = new double[20 * n];
        double[] expected = new double[20 * n];
        for (int k = 0; k < 20; k++) {
            RandomStream random = lab.stream("tokens", k);
            R064Store X = Vectors.gaussian(n, 12, random);
            double[] query = Vectors.gaussian(n, random);
            double[] overlaps = Vectors.times(X.transpose(), query);
            int best = 0;
            for (int t = 1; t < 12; t++) {
                best = overlaps[t] > overlaps[best] ? t : best;
            }
            double second = Double.NEGATIVE_INFINITY;
            for (int t = 0; t < 12; t++) {
                second = t == best ? second : Math.max(second, overlaps[t]);
            }
            double beta = 40 / (overlaps[best] - second);
            double[] layer = Layers.softmax(n, 1, beta).estimate(Layers.prompt(X, query));
            System.arraycopy(layer, 0, measured, k * n, n);
            System.arraycopy(Vectors.column(X, best), 0, expected, k * n, n);
        }
        return List.of(Expectation.equal("layer", measured, expected));
    }
}
