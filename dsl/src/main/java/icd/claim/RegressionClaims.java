package icd.claim;

import icd.attention.AttentionLayer;
import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Claims about learning linear functions in context: von Oswald et al. 2023 and Garg et al. 2022. */
final class RegressionClaims {

    private RegressionClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "one-step-regression",
                        "von Oswald et al. 2023, section 3; optimum derived",
                        "d = N = 10, inputs uniform in [-1/2, 1/2]: one gradient step of the best size eta* = v/b loses"
                                + " (d v/2)(1 - v^2/b)",
                        Equality.monteCarlo(RegressionClaims::oneStep),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "linear-attention-is-gradient-descent",
                        "von Oswald et al. 2023, Proposition 1",
                        "W_K = W_Q = diag(I, 0), W_V = [[0, 0], [W_0, -I]], P = (eta/N) I: one layer is one gradient step of"
                                + " least squares",
                        Equality.exact(1e-8, RegressionClaims::construction),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.asPrinted(
                        "least-squares-in-context",
                        "Garg et al. 2022, section 3",
                        "from k < d noiseless examples, least squares of least norm has the normalised error 1 - k/d",
                        Equality.monteCarlo(RegressionClaims::leastSquares),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "averaging-in-context",
                        "Garg et al. 2022, section 3",
                        "the averaging estimator has the normalised error (d + 1)/k",
                        Equality.monteCarlo(RegressionClaims::averaging),
                        Because.MONTE_CARLO,
                        Cost.QUICK));
    }

    /**
     * Measures the best step: with p the prediction at eta = 1, the loss E(y - eta p)^2/2 is least at eta = E p y / E
     * p^2.
     */
    private static List<Expectation> oneStep(Laboratory lab) {
        int d = 10;
        OneStepRegression formula = new OneStepRegression(d, 10, 0.5);
        Estimates means = lab.average("tasks", 60_000, 3, (random, out) -> {
            double[] w = Vectors.gaussian(d, random);
            double[] query = uniform(d, random);
            double prediction = 0;
            for (int i = 0; i < 10; i++) {
                double[] x = uniform(d, random);
                prediction += Vectors.dot(w, x) * Vectors.dot(x, query) / 10;
            }
            double y = Vectors.dot(w, query);
            out[0] = prediction * y;
            out[1] = prediction * prediction;
            double error = y - formula.bestStep() * prediction;
            out[2] = 0.5 * error * error;
        });
        return List.of(
                Expectation.equal("eta*", means.ratio(0, 1), formula.bestStep()),
                Expectation.equal("loss at eta*", means.of(2), formula.leastLoss()));
    }

    private static double[] uniform(int d, RandomStream random) {
        double[] x = new double[d];
        for (int i = 0; i < d; i++) {
            x[i] = random.uniform(-0.5, 0.5);
        }
        return x;
    }

    /**
     * Compares the layer's change of the query's y-part with the change of the prediction by a step down the squared
     * error.
     */
    private static List<Expectation> construction(Laboratory lab) {
        int d = 3;
        int outputs = 2;
        int n = d + outputs;
        int N = 6;
        double eta = 0.3;
        RandomStream random = lab.stream("task");
        R064Store tokens = Vectors.gaussian(n, N, random);
        R064Store W0 = Vectors.gaussian(outputs, d, random);
        double[] input = Vectors.gaussian(d, random);
        double[] query = new double[n]; // (x, y): the y-part is neither key nor query
        System.arraycopy(input, 0, query, 0, d);

        R064Store kq = R064Store.FACTORY.make(n, n);
        R064Store pv = R064Store.FACTORY.make(n, n);
        for (int i = 0; i < d; i++) {
            kq.set(i, i, 1);
        }
        for (int i = 0; i < outputs; i++) {
            for (int j = 0; j < d; j++) {
                pv.set(d + i, j, eta * W0.doubleValue(i, j));
            }
            pv.set(d + i, d + i, -eta); // 1/N is the layer's own
        }
        double[] layer = AttentionLayer.linear(n).weights(kq, pv).estimate(Layers.prompt(tokens, query));

        ToDoubleFunction<double[]> loss = w -> {
            double sum = 0;
            for (int t = 0; t < N; t++) {
                for (int i = 0; i < outputs; i++) {
                    double error = -tokens.doubleValue(d + i, t);
                    for (int j = 0; j < d; j++) {
                        error += w[i * d + j] * tokens.doubleValue(j, t);
                    }
                    sum += error * error / (2 * N);
                }
            }
            return sum;
        };
        double[] weights = Vectors.numbers(W0);
        double[] change = Vectors.combine(1, Steps.down(loss, weights, eta), -1, weights);
        double[] expected = new double[n];
        for (int i = 0; i < outputs; i++) {
            for (int j = 0; j < d; j++) {
                expected[d + i] -= change[i * d + j] * input[j]; // targets move by -dW x
            }
        }
        return List.of(Expectation.equal("what the layer adds", layer, expected));
    }

    private static List<Expectation> leastSquares(Laboratory lab) {
        int d = 8;
        List<Expectation> expectations = new ArrayList<>();
        for (int k : new int[] {2, 6}) {
            Estimates error = lab.average("k = " + k, 4000, 1, (random, out) -> {
                double[] w = Vectors.gaussian(d, random);
                R064Store X = Vectors.gaussian(d, k, random);
                double[] y = Vectors.times(X.transpose(), w);
                MatrixStore<Double> gram = X.transpose().multiply(X);
                LU<Double> lu = LU.R064.make(gram);
                lu.decompose(gram);
                double[] estimate = Vectors.times(X, Vectors.times(lu.getInverse(), y));
                out[0] = normalised(estimate, w, random);
            });
            expectations.add(Expectation.equal(
                    "error at k = " + k + ", d = " + d, error.of(0), new GaussianRegression(d, k).leastSquares()));
        }
        return expectations;
    }

    /** Returns the squared error of a prediction at a new input, over d. */
    private static double normalised(double[] estimate, double[] w, RandomStream random) {
        double error = Vectors.dot(Vectors.combine(1, estimate, -1, w), Vectors.gaussian(w.length, random));
        return error * error / w.length;
    }

    private static List<Expectation> averaging(Laboratory lab) {
        int d = 8;
        List<Expectation> expectations = new ArrayList<>();
        for (int k : new int[] {5, 20}) {
            Estimates error = lab.average("k = " + k, 20_000, 1, (random, out) -> {
                double[] w = Vectors.gaussian(d, random);
                double[] estimate = new double[d];
                for (int i = 0; i < k; i++) {
                    double[] x = Vectors.gaussian(d, random);
                    estimate = Vectors.combine(1, estimate, Vectors.dot(w, x) / k, x);
                }
                out[0] = normalised(estimate, w, random);
            });
            expectations.add(Expectation.equal(
                    "error at k = " + k + ", d = " + d, error.of(0), new GaussianRegression(d, k).averaging()));
        }
        return expectations;
    }
}
