package icd.claim;

import icd.energy.BinaryDynamics;
import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.matrix.store.R064Store;

/** Claims about the Hebbian network at zero temperature: Amit, Gutfreund and Sompolinsky 1985. */
final class HopfieldClaims {

    private static final String SOURCE = "Amit, Gutfreund and Sompolinsky 1985";

    private HopfieldClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "hopfield-critical-load",
                        SOURCE,
                        "retrieval ends at a_c = 0.138, where m = 0.967",
                        Equality.exact(2e-4, HopfieldClaims::critical),
                        "beside a_c the mean-field iteration needs 1/sqrt(a_c - a) steps, and m moves as sqrt(a_c - a):"
                                + " 20,000 steps place m_c to four digits",
                        Cost.QUICK),
                Claim.asPrinted(
                        "hopfield-overlap",
                        SOURCE,
                        "below a_c the retrieved state has the overlap m = erf(t) that solves the mean-field equations",
                        Equality.exact(1e-10, HopfieldClaims::overlap),
                        "at these loads the mean-field iteration contracts well, and 20,000 steps end at rounding",
                        Cost.QUICK),
                Claim.asPrinted(
                        "hopfield-retrieval",
                        SOURCE,
                        "at N = 1000 patterns are retrieved at a = 0.10 (m > 0.99), and not at 0.20 (m < 0.7)",
                        Equality.monteCarlo(HopfieldClaims::retrieval),
                        Because.MONTE_CARLO + "; near a_c itself a network of this size has no sharp transition",
                        Cost.QUICK),
                Claim.asPrinted(
                        "hopfield-one-step-error",
                        "Hopfield 1982; Hertz, Krogh and Palmer 1991",
                        "one synchronous step from a pattern flips a share erfc(1/sqrt(2a))/2 of its units",
                        new Equality(0.01, 4, HopfieldClaims::oneStep),
                        Because.MONTE_CARLO + "; and 1 % for N = 1000, where the crosstalk is not yet quite normal",
                        Cost.QUICK));
    }

    /**
     * Iterates the replica-symmetric equations at zero temperature as they stand, from the pattern: m = erf(m/sqrt(2 a
     * r)), r = 1/(1 - C)^2, C = sqrt(2/(pi a r)) exp(-m^2/(2 a r)).
     *
     * @return m, or 0 where the iteration loses the pattern
     */
    static double meanField(double load) {
        double m = 1;
        double r = 1;
        for (int t = 0; t < 20_000; t++) {
            double spread = 2 * load * r;
            double c = 2 / Math.sqrt(Math.PI * spread) * StrictMath.exp(-m * m / spread);
            if (!(c < 1) || m < 0.5) {
                return 0;
            }
            m = HopfieldCapacity.erf(m / Math.sqrt(spread));
            r = 1 / ((1 - c) * (1 - c));
        }
        return m;
    }

    private static List<Expectation> critical(Laboratory lab) {
        double low = 0.1;
        double high = 0.2;
        for (int i = 0; i < 22; i++) {
            double middle = 0.5 * (low + high);
            if (meanField(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return List.of(
                Expectation.equal("a_c", low, HopfieldCapacity.criticalLoad()),
                Expectation.equal("m_c", meanField(low), HopfieldCapacity.criticalOverlap()));
    }

    private static List<Expectation> overlap(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (double load : new double[] {0.05, 0.10, 0.13}) {
            expectations.add(Expectation.equal("m at a = " + load, meanField(load), HopfieldCapacity.overlap(load)));
        }
        expectations.add(Expectation.equal("m at a = 0.15", meanField(0.15), HopfieldCapacity.overlap(0.15)));
        return expectations;
    }

    private static List<Expectation> retrieval(Laboratory lab) {
        Estimates below = lab.average("a = 0.10", 20, 1, (random, out) -> out[0] = retrieve(1000, 100, random));
        Estimates above = lab.average("a = 0.20", 20, 1, (random, out) -> out[0] = retrieve(1000, 200, random));
        return List.of(
                Expectation.above("m at a = 0.10", below.of(0), 0.99),
                Expectation.above("-m at a = 0.20", above.combination(-1), -0.7));
    }

    /**
     * Returns the overlap with a random pattern of the state that asynchronous updates in random order reach from it.
     */
    private static double retrieve(int N, int patterns, RandomStream random) {
        R064Store X = patterns(N, patterns, random);
        return BinaryDynamics.hopfield(X)
                .inRandomOrder(random.bits())
                .run(R064Store.wrap(Vectors.column(X, 0)))
                .overlap(0);
    }

    static R064Store patterns(int N, int count, RandomStream random) {
        R064Store X = R064Store.FACTORY.make(N, count);
        for (int i = 0; i < N; i++) {
            for (int mu = 0; mu < count; mu++) {
                X.set(i, mu, 2 * (random.bits() >>> 63) - 1);
            }
        }
        return X;
    }

    private static List<Expectation> oneStep(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (int count : new int[] {200, 500}) {
            Estimates flips = lab.average("flips at K = " + count, 60, 1, (random, out) -> {
                R064Store X = patterns(1000, count, random);
                out[0] = (1
                                - BinaryDynamics.hopfield(X)
                                        .synchronous()
                                        .sweeps(1)
                                        .run(R064Store.wrap(Vectors.column(X, 0)))
                                        .overlap(0))
                        / 2;
            });
            expectations.add(Expectation.equal(
                    "share at K = " + count, flips.of(0), HopfieldCapacity.oneStepError(count / 1000.0)));
        }
        return expectations;
    }
}
