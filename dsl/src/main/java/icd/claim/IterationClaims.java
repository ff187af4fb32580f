package icd.claim;

import icd.attention.AttentionLayer;
import icd.energy.Energies;
import icd.energy.Energy;
import icd.math.Frame;
import icd.math.GaussLegendre;
import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Claims about one step against many: the effect on the estimate of iterating the update. */
final class IterationClaims {

    private IterationClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.corrected(
                        "figure-5-temperature",
                        "Figure 5, caption",
                        "R = 1, sigma_Z^2 = 10, L = 20, alpha = 1, beta = 1/sigma_Z^2: tokens sculpt the valleys of the energy",
                        new Erratum(
                                4,
                                "sigma_Z^2 = 0.1 and beta = 10",
                                "at beta = 0.1 < m/R^2 the energy is one bowl about the mean of the tokens, without valleys"
                                        + " near the circle"),
                        Equality.monteCarlo(IterationClaims::figure5),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "zero-is-stable-below",
                        "derived from equation 16: the Hessian at 0 is I - beta R^2/m",
                        "tokens uniform on a sphere of radius R in m dimensions, L to infinity, alpha = 1: s = 0 is stable iff"
                                + " beta < m/R^2",
                        Equality.exact(1e-5, IterationClaims::stability),
                        "second differences of the value leave some seven digits",
                        Cost.QUICK),
                Claim.asPrinted(
                        "antipodal-memories",
                        "derived: softmax over two opposite scores is a tanh",
                        "two memories x, -x: iterating ends at m x with m = tanh(beta R^2 m), from one fixed point up to"
                                + " beta R^2 = 1 to three beyond",
                        Equality.exact(1e-9, IterationClaims::antipodal),
                        "5,000 iterations contract by a factor of 0.9 or less each, at the loads tested",
                        Cost.QUICK),
                Claim.asPrinted(
                        "antipodal-hessian",
                        "derived from equation 16",
                        "two memories x, -x: the Hessian at 0 along x is 1 - beta R^2",
                        Equality.exact(1e-6, IterationClaims::antipodalHessian),
                        "second differences of the value leave some seven digits",
                        Cost.QUICK),
                Claim.asPrinted(
                        "iterating-linear-attention-degrades",
                        "Section 4 and Appendix I.1: repeated steps would take s towards zero",
                        "each step at the optimum multiplies the estimate by q = sigma_0^2/(sigma_0^2 + sigma_Z^2): the loss"
                                + " d [sigma_0^2 (1 - q^t)^2 + sigma_Z^2 q^{2t}] climbs from Bayes to the zero predictor's",
                        Equality.monteCarlo(IterationClaims::linear),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "iterating-softmax-attention-degrades",
                        "Figure 5; slides: one-step vs. recurrent denoising",
                        "iterating the softmax layer loses the query: on spheres the loss after many steps is above that of one",
                        Equality.monteCarlo(IterationClaims::softmax),
                        Because.MONTE_CARLO,
                        Cost.QUICK));
    }

    static double[] iterate(MatrixStore<Double> X, double beta, double[] from, int steps) {
        double[] s = from;
        for (int t = 0; t < steps; t++) {
            s = Steps.update(X, 1, beta, 1, s);
        }
        return s;
    }

    static R064Store circle(int L, RandomStream random) {
        double[][] tokens = new double[L][];
        for (int t = 0; t < L; t++) {
            tokens[t] = Vectors.onSphere(2, 1, random);
        }
        return Vectors.columns(tokens);
    }

    /**
     * Measures the distance from the centre at which descent ends, in circles of 20 tokens: in a valley near the
     * circle, or in the bowl.
     */
    private static List<Expectation> figure5(Laboratory lab) {
        Estimates means = lab.average("circles", 200, 2, (random, out) -> {
            R064Store X = circle(20, random);
            double[] query = Vectors.gaussian(2, random);
            out[0] = Vectors.norm(iterate(X, 10, query, 100));
            out[1] = Vectors.norm(iterate(X, 0.1, query, 100));
        });
        return List.of(
                Expectation.atLeast("radius of the valleys at beta = 10", means.of(0), 0.5),
                Expectation.atLeast("radius of the valleys at beta = 0.1", means.of(1), 0.5)
                        .asPrinted());
    }

    /**
     * Measures the beta at which the curvature of the energy at 0 changes sign, from its value by quadrature over the
     * sphere.
     */
    private static List<Expectation> stability(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        GaussLegendre rule = new GaussLegendre(60);
        for (int m : new int[] {2, 3, 6}) {
            double radius = 1.5;
            double norm = rule.integrate(0, Math.PI, a -> StrictMath.pow(StrictMath.sin(a), m - 2));
            double measured = Bisection.between(0.01, 20, beta -> {
                double h = 3e-3;
                double sum = rule.integrate(
                        0,
                        Math.PI,
                        a -> StrictMath.expm1(beta * radius * h * StrictMath.cos(a))
                                * StrictMath.pow(StrictMath.sin(a), m - 2));
                return h * h / 2 - StrictMath.log1p(sum / norm) / beta > 0; // E(h) - E(0)
            });
            expectations.add(Expectation.equal("critical beta, m = " + m, measured, m / (radius * radius)));
        }
        return expectations;
    }

    private static List<Expectation> antipodal(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        double[] x = {1.2, -0.5, 0.7};
        double square = Vectors.dot(x, x);
        R064Store X = Vectors.columns(x, Vectors.combine(-1, x, 0, x));
        for (double b : new double[] {0.8, 1.1, 2, 4}) {
            double m = Vectors.dot(iterate(X, b / square, x, 5000), x) / square;
            expectations.add(Expectation.equal("m at beta R^2 = " + b, m, AntipodalMemories.magnetisation(b)));
        }
        double[] near = iterate(X, 1.1 / square, Vectors.combine(1e-6, x, 0, x), 5000);
        expectations.add(Expectation.equal(
                "m at beta R^2 = 1.1, from beside 0",
                Vectors.dot(near, x) / square,
                AntipodalMemories.magnetisation(1.1)));
        return expectations;
    }

    private static List<Expectation> antipodalHessian(Laboratory lab) {
        double[] x = {1.2, -0.5, 0.7};
        double square = Vectors.dot(x, x);
        R064Store X = Vectors.columns(x, Vectors.combine(-1, x, 0, x));
        List<Expectation> expectations = new ArrayList<>();
        for (double beta : new double[] {0.2, 1, 3}) {
            Energy energy = Energies.lse(X, 1, beta);
            double h = 1e-4;
            double up = energy.value(Vectors.combine(h / Math.sqrt(square), x, 0, x));
            double curvature = 2 * (up - energy.value(new double[3])) / (h * h); // the energy is even
            expectations.add(Expectation.equal("curvature at beta = " + beta, curvature, 1 - beta * square));
        }
        return expectations;
    }

    /** Measures steps of the layer on a context whose second moment is exactly sigma_0^2 P. */
    private static List<Expectation> linear(Laboratory lab) {
        int n = 6;
        int d = 3;
        double variance = 2;
        double noise = 1;
        int steps = 5;
        double q = variance / (variance + noise);
        Estimates losses = lab.average("queries", 20_000, steps + 1, (random, out) -> {
            Frame frame = Frame.random(n, d, random);
            R064Store X = R064Store.FACTORY.make(n, d);
            double[] x = new double[n];
            for (int j = 0; j < d; j++) {
                double coordinate = Math.sqrt(variance) * random.gaussian();
                for (int i = 0; i < n; i++) {
                    X.set(i, j, Math.sqrt(variance * d) * frame.get(i, j));
                    x[i] += coordinate * frame.get(i, j);
                }
            }
            double[] s = Vectors.combine(1, x, Math.sqrt(noise), Vectors.gaussian(n, random));
            AttentionLayer layer = Layers.linear(n, 1, 1 / (variance + noise));
            for (int t = 0; t < steps; t++) {
                s = layer.estimate(Layers.prompt(X, s));
                double error = Vectors.distance(s, x);
                out[t] = error * error;
            }
            out[steps] = Vectors.dot(x, x);
        });
        List<Expectation> expectations = new ArrayList<>();
        double left = 1;
        for (int t = 0; t < steps; t++) {
            left *= q;
            expectations.add(Expectation.equal(
                    "loss after " + (t + 1) + " steps",
                    losses.of(t),
                    d * (variance * (1 - left) * (1 - left) + noise * left * left)));
            double[] climb = new double[steps + 1];
            climb[t] = -1;
            climb[t + 1] = 1;
            expectations.add(Expectation.above(
                    t + 1 == steps ? "the zero predictor's loss above" : "loss added by step " + (t + 2),
                    losses.combination(climb),
                    0));
        }
        return expectations;
    }

    /** Measures steps at the 20 tokens of the paper's figure and the 30 of the slides'. */
    private static List<Expectation> softmax(Laboratory lab) {
        double noise = 0.1;
        List<Expectation> expectations = new ArrayList<>();
        for (int L : new int[] {20, 30}) {
            Estimates losses = lab.average("circles of " + L, 1000, 2, (random, out) -> {
                R064Store X = circle(L, random);
                double[] x = Vectors.onSphere(2, 1, random);
                double[] query = Vectors.combine(1, x, Math.sqrt(noise), Vectors.gaussian(2, random));
                double[] one = iterate(X, 1 / noise, query, 1);
                double[] many = iterate(X, 1 / noise, one, 49);
                out[0] = Vectors.distance(one, x) * Vectors.distance(one, x);
                out[1] = Vectors.distance(many, x) * Vectors.distance(many, x);
            });
            expectations.add(Expectation.above("loss added by 49 more steps, L = " + L, losses.combination(-1, 1), 0));
        }
        return expectations;
    }
}
