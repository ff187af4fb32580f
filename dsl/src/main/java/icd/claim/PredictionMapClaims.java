package icd.claim;

import icd.attention.Potential;
import icd.energy.Energies;
import icd.energy.Energy;
import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Claims about softmax and its sparse relatives: Santos et al. 2024, and the Epanechnikov energy. */
final class PredictionMapClaims {

    private PredictionMapClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "prediction-maps",
                        "Santos et al. 2024; Peters, Niculae and Martins 2019",
                        "softmax, sparsemax, entmax and normmax maximise z.y - Omega(y) over the simplex",
                        Equality.exact(1e-6, PredictionMapClaims::maximise),
                        "a search on values finds the place of a maximum to half the digits",
                        Cost.QUICK),
                Claim.asPrinted(
                        "sparsity-gap",
                        "Santos et al. 2024",
                        "entmax_a is exactly one-hot once the two largest scores differ by 1/(a-1) (sparsemax 1, entmax-1.5 2);"
                                + " softmax never is",
                        Equality.exact(1e-6, PredictionMapClaims::gaps),
                        "beside the gap the second probability vanishes as a power, 1e-7 at the worst of the maps tested",
                        Cost.QUICK),
                Claim.asPrinted(
                        "fenchel-young-step",
                        "Santos et al. 2024",
                        "a unit step down -(1/beta) Omega*(beta X^T s) + ||s||^2/2 goes to X y_Omega(beta X^T s)",
                        Equality.exact(1e-8, PredictionMapClaims::fenchelYoung),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.asPrinted(
                        "epanechnikov-centroids",
                        "Hoover et al. 2025 (arXiv 2506.10801)",
                        "the fixed points of -(1/beta) log(eps + sum relu(1 - (beta/2)||s - x_t||^2)) are centroids of active"
                                + " sets",
                        Equality.exact(1e-6, PredictionMapClaims::centroids),
                        "descent with differences as gradient ends within some 1e-8 of a smooth minimum",
                        Cost.QUICK));
    }

    /** The regulariser Omega, by its formula. */
    private record Regulariser(Potential potential, ToDoubleFunction<double[]> omega) {}

    private static List<Regulariser> regularisers() {
        return List.of(
                new Regulariser(new Potential.Softmax(), y -> sum(y, p -> p == 0 ? 0 : p * StrictMath.log(p))),
                new Regulariser(new Potential.Sparsemax(), y -> (sum(y, p -> p * p) - 1) / 2),
                new Regulariser(new Potential.Entmax(1.5), y -> (sum(y, p -> p * Math.sqrt(p)) - 1) / (1.5 * 0.5)),
                new Regulariser(new Potential.Normmax(2), y -> Math.sqrt(sum(y, p -> p * p)) - 1));
    }

    private static double sum(double[] y, DoubleUnaryOperator f) {
        return Arrays.stream(y).map(f).sum();
    }

    private static List<Expectation> maximise(Laboratory lab) {
        double[] z = {-2, 0, 0.5};
        List<Expectation> expectations = new ArrayList<>();
        for (Regulariser each : regularisers()) {
            double[] y = new double[3];
            double conjugate = each.potential.weigh(z, y);
            double[] best = search(z, each);
            expectations.add(Expectation.equal(each.potential.label(), best, y));
            expectations.add(Expectation.equal(
                    each.potential.label() + ", maximum",
                    Vectors.dot(z, best) - each.omega.applyAsDouble(best),
                    conjugate));
        }
        return expectations;
    }

    /** Maximises a concave function over the triangle by golden section inside golden section. */
    private static double[] search(double[] z, Regulariser regulariser) {
        DoubleUnaryOperator second = a -> golden(0, 1 - a, b -> value(z, regulariser, a, b));
        double a = golden(0, 1, first -> value(z, regulariser, first, second.applyAsDouble(first)));
        double b = second.applyAsDouble(a);
        return new double[] {a, b, 1 - a - b};
    }

    private static double value(double[] z, Regulariser regulariser, double a, double b) {
        double[] y = {a, b, Math.max(0, 1 - a - b)};
        return Vectors.dot(z, y) - regulariser.omega.applyAsDouble(y);
    }

    private static double golden(double low, double high, DoubleUnaryOperator f) {
        double ratio = 0.5 * (Math.sqrt(5) - 1);
        for (int i = 0; i < 60; i++) {
            double left = high - ratio * (high - low);
            double right = low + ratio * (high - low);
            if (f.applyAsDouble(left) < f.applyAsDouble(right)) {
                low = left;
            } else {
                high = right;
            }
        }
        // the ends themselves, on which golden section never lands
        double middle = 0.5 * (low + high);
        return low == 0 && f.applyAsDouble(0) >= f.applyAsDouble(middle) ? 0 : middle;
    }

    /** Measures the least gap between two scores at which the second probability is 0. */
    private static List<Expectation> gaps(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (double a : new double[] {1.25, 1.5, 2, 3}) {
            Potential potential = new Potential.Entmax(a);
            double gap = Bisection.between(1e-3, 50, g -> second(potential, g) == 0);
            expectations.add(Expectation.equal("gap of " + potential.label(), gap, 1 / (a - 1)));
        }
        expectations.add(Expectation.above(
                "softmax's second probability at a gap of 700",
                new Estimate(StrictMath.log(second(new Potential.Softmax(), 700)), 0),
                -701));
        return expectations;
    }

    private static double second(Potential potential, double gap) {
        double[] y = new double[2];
        potential.weigh(new double[] {0, -gap}, y);
        return y[1];
    }

    /** Measures descent from beside each memory: it ends at the centroid of the memories then within reach. */
    private static List<Expectation> centroids(Laboratory lab) {
        int n = 2;
        double beta = 2;
        double reach = 2 / beta; // squared
        List<double[]> ends = new ArrayList<>();
        List<double[]> centres = new ArrayList<>();
        RandomStream random = lab.stream("memories");
        List<double[]> memories = new ArrayList<>();
        for (int t = 0; t < 12; t++) {
            memories.add(new double[] {random.uniform(-3, 3), random.uniform(-3, 3)});
        }
        Energy energy = Energies.epanechnikov(Vectors.columns(memories.toArray(new double[0][])), beta, 1e-9);
        for (double[] start : memories) {
            double[] s = start;
            for (int t = 0; t < 2000; t++) {
                s = Steps.down(energy::value, s, 0.05);
            }
            double[] sum = new double[n];
            int active = 0;
            for (double[] x : memories) {
                double apart = Vectors.distance(s, x);
                if (apart * apart < reach) {
                    sum = Vectors.combine(1, sum, 1, x);
                    active++;
                }
            }
            ends.add(s);
            centres.add(Vectors.combine(1.0 / active, sum, 0, sum));
        }
        return List.of(
                Expectation.equal("where descent ends", Vectors.concatenate(ends), Vectors.concatenate(centres)));
    }

    private static List<Expectation> fenchelYoung(Laboratory lab) {
        double beta = 1.3;
        List<Expectation> expectations = new ArrayList<>();
        for (Regulariser each : regularisers()) {
            expectations.add(Expectation.equal(
                    "step with " + each.potential.label(),
                    Steps.cases(
                            lab,
                            (X, s) -> Steps.down(Energies.hopfieldFenchelYoung(X, beta, each.potential)::value, s, 1)),
                    Steps.cases(lab, (X, s) -> {
                        double[] scores = Vectors.times(X.transpose(), s);
                        double[] y = new double[scores.length];
                        each.potential.weigh(Vectors.combine(beta, scores, 0, scores), y);
                        return Vectors.times(X, y);
                    })));
        }
        return expectations;
    }
}
