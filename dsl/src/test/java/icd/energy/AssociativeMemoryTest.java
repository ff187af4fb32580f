package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.math.Frame;
import icd.math.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ojalgo.function.special.ErrorFunction;
import org.ojalgo.matrix.store.R064Store;

/** Claims of the literature about retrieval, measured. */
class AssociativeMemoryTest {

    /**
     * Amit, Gutfreund &amp; Sompolinsky 1985: retrieval with m(.10) = .99800 below a_c = .1379, none above. At N = 1000 the
     * transition is rounded; these two loads are clear of it.
     */
    @Test
    void hopfieldRetrievesBelowItsCapacityAlone() {
        assertThat(meanOverlap(100)).as("a = .10").isCloseTo(.998, within(.003));
        assertThat(meanOverlap(200)).as("a = .20").isLessThan(.7);
    }

    private static double meanOverlap(int count) {
        R064Store X = Samples.binary(1000, count, 1);
        BinaryDynamics dynamics = BinaryDynamics.hopfield(X).inRandomOrder(1);
        double sum = 0;
        for (int mu = 0; mu < 20; mu++) {
            BinaryRun run = dynamics.run(R064Store.wrap(Samples.column(X, mu)));
            assertThat(run.end()).isEqualTo(BinaryRun.End.FIXED_POINT);
            sum += run.overlap(mu) / 20;
        }
        return sum;
    }

    /**
     * Share of a stored pattern's bits that one step flips: erfc(1/sqrt(2a))/2 for N to infinity. At finite N the noise on a
     * bit is a sum of (N-1)(K-1) independent signs, which must go below -(N-1): the binomial law, here exactly.
     */
    @ParameterizedTest
    @CsvSource({"1000, 200", "100, 15", "100, 40"})
    void oneStepErrorsOfHopfield(int n, int count) {
        double expected = binomialBelow((long) (n - 1) * (count - 1), -(n - 1));
        double limit = ErrorFunction.erfc(Math.sqrt(n / (2.0 * count))) / 2;
        assertThat(expected).isCloseTo(limit, within(n == 1000 ? 0.02 * limit : 0.3 * limit));
        if (count == 15) {
            assertThat(expected).as("as others have measured it").isCloseTo(.0037, within(.0003));
        }
        int sets = n == 1000 ? 20 : 400;
        Errors errors = new Errors();
        for (int set = 0; set < sets; set++) {
            R064Store X = Samples.binary(n, count, set);
            errors.add(BinaryDynamics.hopfield(X), X, 10);
        }
        errors.check(expected, 0.05);
    }

    /** Flips of stored patterns, pooled by set of patterns: within a set they are not independent. */
    private static final class Errors {

        private double sum;
        private double squares;
        private int groups;

        /** Adds the share of flips in the first patterns of a set. */
        void add(BinaryDynamics dynamics, R064Store X, int patterns) {
            BinaryDynamics step = dynamics.synchronous().sweeps(1);
            double share = 0;
            for (int mu = 0; mu < patterns; mu++) {
                BinaryRun run = step.run(R064Store.wrap(Samples.column(X, mu)));
                share += (double) run.flips() / X.getRowDim() / patterns;
            }
            sum += share;
            squares += share * share;
            groups++;
        }

        void check(double expected, double sharpness) {
            double mean = sum / groups;
            double error = Math.sqrt((squares / groups - mean * mean) / (groups - 1));
            assertThat(mean).isCloseTo(expected, within(4 * error));
            assertThat(error).as("sharp enough").isLessThan(sharpness * expected);
        }
    }

    /** P(S &lt; bound), S the sum of M independent signs: S = 2B - M, B binomial. */
    private static double binomialBelow(long m, long bound) {
        double total = 0;
        double mode = logFactorial(m) - m * Math.log(2);
        for (long b = 0; 2 * b - m < bound; b++) {
            total += Math.exp(mode - logFactorial(b) - logFactorial(m - b));
        }
        return total;
    }

    /** Stirling's series, good to 1e-10 from 10 on. */
    private static double logFactorial(long k) {
        if (k < 10) {
            double product = 1;
            for (int i = 2; i <= k; i++) {
                product *= i;
            }
            return Math.log(product);
        }
        double x = k;
        return (x + 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x * x * x);
    }

    /**
     * Krotov &amp; Hopfield 2016: with K = N^{k-1}/(6.635 (2k-3)!!) memories, 0.5 % of bits, for N to infinity and noise taken
     * as Gaussian. At N = 100 the noise is a sum of K - 1 independent terms +-[F(r+1) - F(r-1)], r the sum of 99 signs, whose
     * law is had from its characteristic function; that is what is tested. (With odd k a bit's noise is in part common to all
     * patterns, so that many sets are needed.)
     */
    @ParameterizedTest
    @CsvSource({"3, 502, 4, 250, .06", "4, 10048, 15, 8, .2"})
    void oneStepErrorsOfPolynomialMemories(int k, int count, int patterns, int sets, double sharpness) {
        double expected = unstable(100, k, count);
        assertThat(expected).as("of the order of 0.5 %").isBetween(.0025, .01);
        Errors errors = new Errors();
        for (int set = 0; set < sets; set++) {
            R064Store X = Samples.binary(100, count, set);
            errors.add(BinaryDynamics.polynomial(X, k), X, patterns);
        }
        errors.check(expected, sharpness);
    }

    /**
     * P(signal + S &lt; 0) with signal N^k - (N-2)^k, by Gil-Pelaez: 1/2 - (1/pi) int_0^inf sin(t signal) phi(t)/t dt, the
     * integrand having died out long before the lattice of S is felt.
     */
    private static double unstable(int n, int k, int count) {
        double signal = Math.pow(n, k) - Math.pow(n - 2, k);
        int terms = n; // r = -(n-1), ..., n-1 in steps of two
        double[] term = new double[terms];
        double[] probability = new double[terms];
        double variance = 0;
        for (int b = 0; b < terms; b++) {
            double r = 2 * b - (n - 1);
            term[b] = Math.pow(r + 1, k) - Math.pow(r - 1, k);
            probability[b] =
                    Math.exp(logFactorial(n - 1) - logFactorial(b) - logFactorial(n - 1 - b) - (n - 1) * Math.log(2));
            variance += probability[b] * term[b] * term[b] * (count - 1);
        }
        double deviation = Math.sqrt(variance);
        int points = 4000;
        double end = 12;
        double sum = 0;
        for (int i = 0; i < points; i++) { // midpoints, t in units of 1/deviation
            double t = end * (i + 0.5) / points;
            double phi = 0;
            for (int b = 0; b < terms; b++) {
                phi += probability[b] * Math.cos(t / deviation * term[b]);
            }
            sum += Math.sin(t * signal / deviation) * Math.pow(phi, count - 1) / t * end / points;
        }
        return 0.5 - sum / Math.PI;
    }

    /** Antipodal memories of norm R, alpha = 1: along the pair the fixed points are m R with m = tanh(beta R^2 m). */
    @ParameterizedTest
    @CsvSource({"1.1, .502941", "2, .957504"})
    void antipodalMemoriesMagnetise(double strength, double magnetisation) {
        double radius = 1.7;
        double[] x = {radius * 0.6, 0, radius * 0.8};
        R064Store X = R064Store.wrap(new double[] {x[0], x[1], x[2], -x[0], -x[1], -x[2]}, 3);
        MemoryEnergy energy = Energies.lse(X, 1, strength / (radius * radius));
        Trajectory path = Descent.of(energy, R064Store.wrap(0.3, 0.4, 0.5)).run();
        assertThat(path.converged()).isTrue();
        assertThat(path.last().data)
                .containsExactly(new double[] {magnetisation * x[0], 0, magnetisation * x[2]}, within(1e-6 * radius));
    }

    @ParameterizedTest
    @CsvSource({"0.5", "0.999", "1.001", "2"})
    void theOriginBetweenAntipodesIsStableUpToOne(double strength) {
        double radius = 1.7;
        R064Store X = R064Store.wrap(new double[] {radius, 0, -radius, 0}, 2);
        MemoryEnergy energy = Energies.lse(X, 1, strength / (radius * radius));
        R064Store hessian = energy.hessian(R064Store.wrap(0.0, 0.0));
        assertThat(hessian.doubleValue(0, 0)).isCloseTo(1 - strength, within(1e-12));
        assertThat(hessian.doubleValue(1, 1)).isEqualTo(1);
        Trajectory path =
                Descent.of(energy, R064Store.wrap(1e-3, 0)).steps(100_000).run();
        if (strength < 1) {
            assertThat(path.last().doubleValue(0)).isCloseTo(0, within(1e-8));
        } else {
            assertThat(path.last().doubleValue(0)).isGreaterThan(0.03 * radius);
        }
    }

    /** Tokens uniform on a sphere in m dimensions, L to infinity: s = 0 is stable iff beta < m/R^2. */
    @ParameterizedTest
    @CsvSource({"0.95, true", "1.05, false"})
    void theOriginOfASphereOfTokens(double ofThreshold, boolean stable) {
        int m = 4;
        double radius = 1.3;
        double beta = ofThreshold * m / (radius * radius);
        R064Store X = Samples.onSphere(m, 40_000, radius, 1);
        R064Store hessian = Energies.lse(X, 1, beta).hessian(R064Store.FACTORY.make(m, 1));
        for (int i = 0; i < m; i++) {
            // Var x_i^2 = 2 R^4 (m-1) / (m^2 (m+2)), so the standard error of a variance is 0.005 R^2/m
            assertThat(hessian.doubleValue(i, i)).isCloseTo(1 - ofThreshold, within(0.02));
        }
        double[] start = new double[m];
        start[0] = 0.01;
        R064Store last = Descent.of(Energies.lse(X, 1, beta), R064Store.wrap(start))
                .steps(500)
                .tolerance(1e-7)
                .run()
                .last();
        double norm = Math.sqrt(last.transpose().multiply(last).doubleValue(0));
        if (stable) {
            assertThat(norm).isLessThan(0.1 * radius); // not quite 0: the tokens' mean is not
        } else {
            assertThat(norm).isGreaterThan(0.2 * radius);
        }
    }

    /**
     * exp(aN) patterns of norm sqrt N at N = 14, lambda = 1: at a stored pattern more than half of the softmax weight is on
     * itself at .9 a_1, never at 1.1 a_1, a_1 = .62257.
     */
    @ParameterizedTest
    @CsvSource({"0.9, true", "1.1, false"})
    void sphericalExponentialMemoryKeepsTheWeightBelowItsThreshold(double ofThreshold, boolean keeps) {
        int n = 14;
        int count = (int) Math.round(Math.exp(ofThreshold * .62257 * n));
        R064Store X = Samples.onSphere(n, count, Math.sqrt(n), 1);
        MemoryEnergy energy = Energies.lse(X, 1, 1);
        for (int mu = 0; mu < 100; mu++) {
            double weight = energy.weights(Samples.column(X, mu))[mu];
            assertThat(weight > 0.5).as("pattern %d has %s", mu, weight).isEqualTo(keeps);
        }
    }

    /** A gap of 1/(a-1) between the two largest scores makes the step land on the memory, exactly; softmax never does. */
    @ParameterizedTest
    @CsvSource({"2, 1", "1.5, 2"})
    void fenchelYoungRetrievesExactly(double a, double gap) {
        R064Store X =
                Frame.random(6, 4, RandomStream.of(1, "memories")).matrix(); // orthonormal: scores are coordinates
        R064Store s = Samples.copy(X.multiply(R064Store.wrap(0.9, 0.5, 0.1, -0.3)));
        double gapOfScores = 0.4;
        for (double factor : new double[] {0.98, 1.02}) {
            double beta = factor * gap / gapOfScores;
            MemoryEnergy energy = Energies.hopfieldFenchelYoung(X, beta, new icd.attention.Potential.Entmax(a));
            double[] landed = Descent.of(energy, s).steps(1).run().last().data;
            double[] weights = energy.weights(s).data;
            if (factor > 1) {
                assertThat(weights).containsExactly(1, 0, 0, 0);
                assertThat(landed).containsExactly(Samples.column(X, 0), within(1e-15));
                assertThat(Descent.of(energy, s).run().steps()).as("and stays").isEqualTo(2);
            } else {
                assertThat(weights[1]).isPositive();
            }
            assertThat(Energies.lse(X, 1, beta).weights(s).data[3]).isPositive();
        }
    }
}
