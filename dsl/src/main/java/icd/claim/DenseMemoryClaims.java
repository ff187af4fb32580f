package icd.claim;

import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Claims about the number of patterns that dense and exponential associative memories hold. */
final class DenseMemoryClaims {

    private DenseMemoryClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "dense-memory-capacity",
                        "Krotov and Hopfield 2016, equations 4 to 6",
                        "with F = x^k, N^{k-1} / (6.635 (2k-3)!!) patterns are stored with an error of 0.5 % per unit: the noise"
                                + " of K patterns is normal, of variance K (2k-3)!! N^{k-1} (2k)^2",
                        new Equality(0.1, 4, DenseMemoryClaims::capacity),
                        Because.MONTE_CARLO + "; and a tenth for finite N, whose terms are of relative size k^2/N",
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "quadratic-memory-error",
                        "derived: at k = 2 the crosstalk is a sum of (K-1)(N-1) independent signs",
                        "at N = 100, K = 15 one step flips the binomial share of units, less than the asymptotic 0.5 %",
                        Equality.monteCarlo(DenseMemoryClaims::quadratic),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "exponential-memory-capacity",
                        "Demircigil et al. 2017",
                        "exp(a N) + 1 patterns are retrieved for a < ln 2/2 = .3466 (sufficient, not sharp: at N = 20 half are lost"
                                + " between .5 and .6)",
                        Equality.monteCarlo(DenseMemoryClaims::exponential),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "spherical-exponential-load",
                        "derived; Lucibello and Mezard 2024",
                        "exp(a N) patterns of norm sqrt N leave a stored one its weight exp(lambda N) iff a < lambda - lambda q"
                                + " - ln(1 - q^2)/2",
                        Equality.exact(1e-12, DenseMemoryClaims::sphericalLoad),
                        "the maximum over the cosine is found to half the digits, and its value to all",
                        Cost.QUICK),
                Claim.asPrinted(
                        "spherical-exponential-retrieval",
                        "derived; Lucibello and Mezard 2024",
                        "at N = 14, lambda = 1, a stored pattern keeps more than half of the weight at 0.9 a_1, and not at 1.1"
                                + " a_1",
                        Equality.monteCarlo(DenseMemoryClaims::sphericalRetrieval),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH));
    }

    /**
     * Returns how many of the first units of a stored pattern would flip, by the difference of energy sum_mu F(xi_mu .
     * s). Random patterns may be multiplied by the stored one unit by unit, so the state is all ones.
     *
     * @param units the number of units that are looked at, at most 64
     * @param F the function of an overlap
     * @return the share of units that flip
     */
    static double flips(int N, int patterns, int units, DoubleUnaryOperator F, RandomStream random) {
        double[] gain = new double[units];
        double own = F.applyAsDouble(N) - F.applyAsDouble(N - 2);
        int words = (N + 63) / 64;
        long last = N % 64 == 0 ? -1L : (1L << (N % 64)) - 1;
        // F is needed only at the overlaps -N, -N + 2, ..., N
        double[] table = new double[N + 1];
        for (int ones = 0; ones <= N; ones++) {
            table[ones] = F.applyAsDouble(2 * ones - N);
        }
        for (int mu = 1; mu < patterns; mu++) {
            int ones = 0;
            long first = 0;
            for (int w = 0; w < words; w++) {
                long bits = random.bits() & (w == words - 1 ? last : -1L);
                ones += Long.bitCount(bits);
                first = w == 0 ? bits : first;
            }
            double up = ones == 0 ? 0 : table[ones] - table[ones - 1]; // where the unit is 1
            double down = ones == N ? 0 : table[ones] - table[ones + 1];
            for (int i = 0; i < units; i++) {
                gain[i] += (first >>> i & 1) == 1 ? up : down;
            }
        }
        int flips = 0;
        for (double each : gain) {
            flips += own + each < 0 ? 1 : 0;
        }
        return flips / (double) units;
    }

    private static List<Expectation> capacity(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        int[] sizes = {4000, 400, 100};
        for (int k = 2; k <= 4; k++) {
            int power = k;
            int N = sizes[k - 2];
            int patterns = (int) Math.round(DenseMemoryCapacity.patterns(N, k, 0.005));
            DoubleUnaryOperator F = x -> {
                double product = 1;
                for (int j = 0; j < power; j++) {
                    product *= x;
                }
                return product;
            };
            Estimates share =
                    lab.average("k = " + k, 400, 1, (random, out) -> out[0] = flips(N, patterns, 60, F, random));
            expectations.add(
                    Expectation.equal("error at k = " + k + ", N = " + N + ", K = " + patterns, share.of(0), 0.005));
        }
        return expectations;
    }

    private static List<Expectation> quadratic(Laboratory lab) {
        Estimates share =
                lab.average("k = 2", 20_000, 1, (random, out) -> out[0] = flips(100, 15, 60, x -> x * x, random));
        return List.of(
                Expectation.equal("error", share.of(0), DenseMemoryCapacity.quadraticOneStepError(100, 15)),
                Expectation.above("asymptotic error less that", share.combination(-1), -0.005));
    }

    private static List<Expectation> exponential(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (int N : new int[] {20, 30}) {
            Estimates kept = lab.average("below, N = " + N, 100, 1, (random, out) -> {
                int patterns = (int) StrictMath.exp(0.9 * StrictMath.log(2) / 2 * N) + 1;
                // exp(x - N), so that it does not overflow
                out[0] = flips(N, patterns, N, x -> StrictMath.exp(x - N), random) == 0 ? 1 : 0;
            });
            expectations.add(
                    Expectation.atLeast("share of patterns that are fixed points, N = " + N, kept.of(0), 0.99));
        }
        // not sharp: at N = 20 every second pattern is lost only between a = 0.5 and 0.6
        for (double load : new double[] {0.5, 0.6}) {
            Estimates kept = lab.average("beyond, a = " + load, 60, 1, (random, out) -> {
                int patterns = (int) StrictMath.exp(load * 20) + 1;
                out[0] = flips(20, patterns, 20, x -> StrictMath.exp(x - 20), random) == 0 ? 1 : 0;
            });
            String what = "the same at a = " + load + ", N = 20";
            expectations.add(
                    load < 0.55
                            ? Expectation.above(what, kept.of(0), 0.5)
                            : Expectation.above("minus " + what, kept.combination(-1), -0.5));
        }
        return expectations;
    }

    private static List<Expectation> sphericalLoad(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (double lambda : new double[] {0.5, 1, 2}) {
            // max over c of the others' exponent at a = 0, by golden section
            DoubleUnaryOperator exponent = c -> lambda * c + 0.5 * StrictMath.log1p(-c * c);
            double golden = 0.5 * (Math.sqrt(5) - 1);
            double low = 0;
            double high = 1;
            for (int i = 0; i < 80; i++) {
                double left = high - golden * (high - low);
                double right = low + golden * (high - low);
                if (exponent.applyAsDouble(left) < exponent.applyAsDouble(right)) {
                    low = left;
                } else {
                    high = right;
                }
            }
            expectations.add(Expectation.equal(
                    "a_1 at lambda = " + lambda,
                    lambda - exponent.applyAsDouble(low),
                    SphericalExponentialMemory.criticalLoad(lambda)));
        }
        return expectations;
    }

    private static List<Expectation> sphericalRetrieval(Laboratory lab) {
        double critical = SphericalExponentialMemory.criticalLoad(1);
        Estimates kept = lab.average("weights", 100, 2, (random, out) -> {
            out[0] = keepsWeight(14, 1, 0.9 * critical, random) ? 1 : 0;
            out[1] = keepsWeight(14, 1, 1.1 * critical, random) ? 1 : 0;
        });
        return List.of(
                Expectation.atLeast("share that keep it at 0.9 a_1", kept.of(0), 0.95),
                Expectation.atMost("share that keep it at 1.1 a_1", kept.of(1), 0.05));
    }

    /** Returns whether a stored pattern keeps the weight; by symmetry it is sqrt N e_1. */
    private static boolean keepsWeight(int N, double lambda, double load, RandomStream random) {
        int others = (int) StrictMath.exp(load * N) - 1;
        double weight = 0;
        for (int mu = 0; mu < others; mu++) {
            double[] x = Vectors.onSphere(N, Math.sqrt(N), random);
            weight += StrictMath.exp(lambda * (x[0] * Math.sqrt(N) - N));
        }
        return weight < 1;
    }
}
