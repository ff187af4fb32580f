package icd.claim;

import icd.energy.Energies;
import icd.energy.Energy;
import icd.energy.MemoryEnergy;
import icd.math.Bessel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Derived claims about the common form of the energies of associative memories, and about the places where they are
 * flat.
 */
final class MemoryEnergyClaims {

    private static final double BETA = 1.3;

    private MemoryEnergyClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "log-priors",
                        "derived: one family of energies",
                        "weights p ~ exp(beta x_t.s + a_t) are those of the LSE energy for a = 0, of the Gaussian kernel for a ="
                                + " -beta ||x_t||^2/2, and of a weighted mixture for a = ln w_t",
                        Equality.exact(1e-8, MemoryEnergyClaims::logPriors),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.asPrinted(
                        "ring-of-minima",
                        "derived: Fourier series of exp(beta cos) over equidistant angles",
                        "L equidistant tokens on a unit circle give a nearly degenerate ring of minima: between two tokens the"
                                + " energy is higher by (2/beta) artanh(2 I_L(beta)/I_0(beta))",
                        Equality.exact(1e-6, MemoryEnergyClaims::ring),
                        "the next term of the series is I_{2L}/I_0, 1e-9 of the first at the L tested",
                        Cost.QUICK),
                Claim.asPrinted(
                        "epanechnikov-is-flat-beyond-reach",
                        "Hoover et al. 2025 (arXiv 2506.10801); derived",
                        "where no memory is active the Epanechnikov energy is flat, -(1/beta) log eps: each such point is"
                                + " stationary",
                        Equality.exact(1e-12, MemoryEnergyClaims::beyondReach),
                        "there the logarithm is of eps alone, a constant",
                        Cost.QUICK),
                Claim.asPrinted(
                        "odd-powers",
                        "Krotov and Hopfield 2016, section 2; derived",
                        "F = x^k of odd k is unbounded below: it raises the energy of a pattern's opposite to N^k, where even"
                                + " powers store it and rectified ones leave 0",
                        Equality.exact(1e-12, MemoryEnergyClaims::oddPowers),
                        "sums of products of integers are exact",
                        Cost.QUICK),
                Claim.asPrinted(
                        "exponential-memory-overflows",
                        "Demircigil et al. 2017; derived",
                        "-sum exp(x_t.s) overflows beyond N = 709, where -log sum exp(x_t.s) does not and orders states alike",
                        Equality.exact(1e-12, MemoryEnergyClaims::overflow),
                        Because.ROUNDING,
                        Cost.QUICK));
    }

    private static double[] step(MatrixStore<Double> X, double[] s, double[] logPrior) {
        double[] scores = Vectors.combine(BETA, Vectors.times(X.transpose(), s), 1, logPrior);
        return Vectors.times(X, Vectors.softmax(scores, 1));
    }

    private static List<Expectation> logPriors(Laboratory lab) {
        double[] weights = {0.5, 0.2, 1.5, 1, 0.1, 3, 0.7};
        double[] logs = new double[Steps.L];
        for (int t = 0; t < Steps.L; t++) {
            logs[t] = StrictMath.log(weights[t]);
        }
        return List.of(
                Expectation.equal(
                        "step down the LSE energy",
                        Steps.cases(lab, (X, s) -> Steps.down(Energies.lse(X, 1, BETA)::value, s, 1)),
                        Steps.cases(lab, (X, s) -> step(X, s, new double[Steps.L]))),
                Expectation.equal(
                        "step down the Gaussian kernel's",
                        Steps.cases(lab, (X, s) -> Steps.down(Energies.gaussianLse(X, BETA)::value, s, 1)),
                        Steps.cases(lab, (X, s) -> {
                            double[] a = new double[Steps.L];
                            for (int t = 0; t < Steps.L; t++) {
                                double[] x = Vectors.column(X, t);
                                a[t] = -BETA * Vectors.dot(x, x) / 2;
                            }
                            return step(X, s, a);
                        })),
                Expectation.equal(
                        "step down the weighted mixture's",
                        Steps.cases(lab, (X, s) -> Steps.down(Energies.weightedLse(X, weights, 1, BETA)::value, s, 1)),
                        Steps.cases(lab, (X, s) -> step(X, s, logs))));
    }

    /** Uses sum_t exp(beta cos(a - a_t)) / L = I_0 + 2 I_L cos(L a) + 2 I_{2L} cos(2 L a) + ... */
    private static List<Expectation> ring(Laboratory lab) {
        double beta = 10;
        List<Expectation> expectations = new ArrayList<>();
        for (int L : new int[] {12, 16}) {
            double[][] tokens = new double[L][];
            for (int t = 0; t < L; t++) {
                tokens[t] = at(2 * Math.PI * t / L);
            }
            Energy energy = Energies.lse(Vectors.columns(tokens), 1, beta);
            double ratio = 1; // I_L / I_0
            for (int k = 0; k < L; k++) {
                ratio *= Bessel.ratio(k, beta);
            }
            double artanh = 0.5 * (StrictMath.log1p(2 * ratio) - StrictMath.log1p(-2 * ratio));
            expectations.add(Expectation.equal(
                    "ridge between two of " + L + " tokens",
                    energy.value(at(Math.PI / L)) - energy.value(at(0)),
                    2 / beta * artanh));
        }
        return expectations;
    }

    private static double[] at(double angle) {
        return new double[] {StrictMath.cos(angle), StrictMath.sin(angle)};
    }

    private static List<Expectation> beyondReach(Laboratory lab) {
        double eps = 1e-3;
        R064Store X = Vectors.columns(new double[] {0, 0}, new double[] {1, 0});
        Energy energy = Energies.epanechnikov(X, BETA, eps);
        double[] gradient = new double[2];
        energy.gradient(new double[] {5, 4}, gradient);
        return List.of(
                Expectation.equal("energy", energy.value(new double[] {5, 4}), -StrictMath.log(eps) / BETA),
                Expectation.equal("gradient", gradient, new double[2]));
    }

    private static List<Expectation> oddPowers(Laboratory lab) {
        int N = 11;
        R064Store pattern = HopfieldClaims.patterns(N, 1, lab.stream("pattern"));
        double[] x = Vectors.column(pattern, 0);
        double[] opposite = Vectors.combine(-1, x, 0, x);
        List<Expectation> expectations = new ArrayList<>();
        for (int k = 2; k <= 5; k++) {
            double size = Math.pow(N, k);
            MemoryEnergy plain = Energies.polynomial(pattern, k);
            MemoryEnergy rectified = Energies.rectifiedPolynomial(pattern, k);
            expectations.add(Expectation.equal("E of the pattern, k = " + k, plain.value(x), -size));
            expectations.add(
                    Expectation.equal("E of its opposite, k = " + k, plain.value(opposite), k % 2 == 1 ? size : -size));
            expectations.add(Expectation.equal("the same rectified, k = " + k, rectified.value(opposite), 0));
        }
        return expectations;
    }

    private static List<Expectation> overflow(Laboratory lab) {
        int N = 20;
        double[] measured = new double[5];
        double[] expected = new double[5];
        for (int k = 0; k < 5; k++) {
            R064Store X = HopfieldClaims.patterns(N, 6, lab.stream("patterns", k));
            double[] s = Vectors.column(HopfieldClaims.patterns(N, 1, lab.stream("states", k)), 0);
            measured[k] = Energies.logExponential(X, 1).value(s);
            expected[k] = -StrictMath.log(-Energies.exponential(X, 1).value(s));
        }
        return List.of(
                Expectation.equal("-log sum exp(x_t.s) of five states", measured, expected),
                Expectation.equal("-sum exp(x.x) is finite at N = 709", finite(709), 1),
                Expectation.equal("-sum exp(x.x) is finite at N = 710", finite(710), 0),
                Expectation.equal("-log sum exp(x.x) at N = 710", energies(710, true), -710));
    }

    private static double finite(int N) {
        return Double.isFinite(energies(N, false)) ? 1 : 0;
    }

    /** Returns the energy of the only pattern (1, ..., 1) at itself. */
    private static double energies(int N, boolean log) {
        double[] ones = new double[N];
        Arrays.fill(ones, 1);
        R064Store X = Vectors.columns(ones);
        return (log ? Energies.logExponential(X, 1) : Energies.exponential(X, 1)).value(ones);
    }
}
