package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.math.RandomStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** Binary updates against energies in rational arithmetic, where double precision overflows, underflows or cannot tell. */
class ExactBinaryDynamicsTest {

    /** E(s) as a rational number, from the definition. */
    private static BigDecimal energy(R064Store X, double[] s, Function<BigDecimal, BigDecimal> f) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int mu = 0; mu < X.getColDim(); mu++) {
            BigDecimal overlap = BigDecimal.ZERO;
            for (int i = 0; i < s.length; i++) {
                overlap = overlap.add(new BigDecimal(X.doubleValue(i, mu)).multiply(new BigDecimal(s[i])));
            }
            sum = sum.subtract(f.apply(overlap));
        }
        return sum;
    }

    /** The state after one sweep: a bit flips if that lowers the energy. */
    private static double[] sweep(R064Store X, double[] start, Function<BigDecimal, BigDecimal> f) {
        double[] s = start.clone();
        for (int i = 0; i < s.length; i++) {
            BigDecimal before = energy(X, s, f);
            s[i] = -s[i];
            if (energy(X, s, f).compareTo(before) >= 0) {
                s[i] = -s[i];
            }
        }
        return s;
    }

    private static R064Store scaled(R064Store X, double factor) {
        return (R064Store) X.multiply(factor).copy();
    }

    /** The example: five bits flipped of a hundred, and 100^160 = 1e320. */
    @Test
    void aHighPowerCorrectsFlippedBits() {
        R064Store X = Samples.binary(100, 3, 1);
        double[] start = Samples.column(X, 0);
        for (int i = 0; i < 5; i++) {
            start[7 * i] *= -1;
        }
        for (int k : new int[] {160, 161, 600}) {
            BinaryRun run = BinaryDynamics.polynomial(X, k).run(R064Store.wrap(start));
            assertThat(run.overlap(0)).isEqualTo(1);
            assertThat(run.flips()).isEqualTo(5);
            BigDecimal exact = energy(X, Samples.column(X, 0), z -> z.pow(k));
            assertThat(run.decimalEnergies()
                            .getLast()
                            .divide(exact, MathContext.DECIMAL64)
                            .doubleValue())
                    .isCloseTo(1, within(1e-14));
            assertThat(run.toString()).contains("-> -1.00000e+" + 2 * k).doesNotContain("Infinity");
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(run::energies)
                    .withMessageContaining("BinaryRun.energies: energies must be within the range of double precision")
                    .withMessageContaining("decimalEnergies");
        }
        assertThat(BinaryDynamics.exponential(scaled(X, 1e300), 1e10)
                        .run(R064Store.wrap(start))
                        .overlap(0))
                .isCloseTo(1e300, within(1e287));
    }

    /** Every power, size and kind of memory, ties among them: few bits and many memories make ties common. */
    @Test
    void everySweepIsThatOfRationalArithmetic() {
        for (int seed = 0; seed < 12; seed++) {
            RandomStream random = RandomStream.of(seed, "exact");
            int n = 2 + random.below(9);
            R064Store start = Samples.binary(n, 1, seed + 1000);
            R064Store signs = Samples.binary(n, 1 + random.below(8), seed);
            for (int k : new int[] {2, 3, 4, 7, 30, 151}) {
                double[] plain = sweep(signs, start.data, z -> z.pow(k));
                double[] rectified =
                        sweep(signs, start.data, z -> z.max(BigDecimal.ZERO).pow(k));
                // a common factor changes no decision; 0.1 has no exact sums, and the others' powers leave double
                // precision
                for (double factor : new double[] {1, 0.1, 1e60, 0x1p-300, 1e-170}) {
                    assertSweep("" + factor, k, seed, scaled(signs, factor), start, plain, rectified);
                }
                R064Store uneven = Samples.gaussian(n, 3, seed, "memories");
                assertSweep(
                        "uneven",
                        k,
                        seed,
                        uneven,
                        start,
                        sweep(uneven, start.data, z -> z.pow(k)),
                        sweep(uneven, start.data, z -> z.max(BigDecimal.ZERO).pow(k)));
            }
        }
    }

    private static void assertSweep(
            String kind, int k, int seed, R064Store X, R064Store start, double[] plain, double[] rectified) {
        String name = kind + " memories, k = " + k + ", seed " + seed;
        assertThat(BinaryDynamics.polynomial(X, k).sweeps(1).run(start).state().data)
                .as(name)
                .isEqualTo(plain);
        assertThat(BinaryDynamics.rectifiedPolynomial(X, k).sweeps(1).run(start).state().data)
                .as(name)
                .isEqualTo(rectified);
        if (k == 2) {
            assertThat(BinaryDynamics.hopfield(X).sweeps(1).run(start).state().data)
                    .as(name)
                    .isEqualTo(plain);
        }
    }

    /** exp(beta z) = b^z with b a whole number is rational where overlaps are whole: b = 2 at beta = ln 2, but for rounding. */
    @Test
    void exponentialMemoriesToo() {
        for (int seed = 0; seed < 30; seed++) {
            int n = 3 + seed % 7;
            R064Store X = Samples.binary(n, 1 + seed % 5, seed);
            double[] start = Samples.column(Samples.binary(n, 1, seed + 1000), 0);
            for (double size : new double[] {1, 0.1, 300, 1e200}) {
                // more memories than e^2: the largest overlap need not win
                BigDecimal base = new BigDecimal(7);
                double[] exact = sweep(X, start, z -> power(base, z.intValueExact()));
                assertThat(BinaryDynamics.exponential(scaled(X, size), Math.log(7) / size)
                                .sweeps(1)
                                .run(R064Store.wrap(start))
                                .state()
                                .data)
                        .as("seed %d, size %s", seed, size)
                        .isEqualTo(exact);
            }
        }
    }

    /** In the limit of large even k the longer |overlaps| win, in order: one step of 2 in 100 is worth 10^8600 at a million. */
    @Test
    void theLargestPowersAreThoseOfTheLongestOverlaps() {
        int k = 1_000_000;
        for (int seed = 0; seed < 5; seed++) {
            R064Store X = Samples.binary(101, 4, seed);
            double[] start = Samples.column(X, 0);
            for (int i = 0; i < 40; i++) {
                start[i] *= -1;
            }
            double[] expected = start.clone();
            for (int i = 0; i < start.length; i++) {
                double[] stay = lengths(X, expected);
                expected[i] *= -1;
                if (Arrays.compare(lengths(X, expected), stay) <= 0) {
                    expected[i] *= -1;
                }
            }
            BinaryRun run = BinaryDynamics.polynomial(X, k).sweeps(1).run(R064Store.wrap(start));
            assertThat(run.state().data).as("seed %d", seed).isEqualTo(expected);
            double exponent = k * Math.log10(lengths(X, expected)[0]);
            assertThat((double) run.decimalEnergies().getLast().precision()
                            - run.decimalEnergies().getLast().scale())
                    .isCloseTo(exponent, within(1.0));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryDynamics.rectifiedPolynomial(Samples.binary(5, 1, 0), 1_000_000_000))
                .withMessage("BinaryDynamics.rectifiedPolynomial: k must be <= 1000000, got 1000000000");
    }

    /** The |overlaps|, longest first. */
    private static double[] lengths(R064Store X, double[] s) {
        double[] minus = new double[X.getColDim()];
        for (int mu = 0; mu < minus.length; mu++) {
            for (int i = 0; i < s.length; i++) {
                minus[mu] += X.doubleValue(i, mu) * s[i];
            }
            minus[mu] = -Math.abs(minus[mu]);
        }
        Arrays.sort(minus);
        return Arrays.stream(minus).map(m -> -m).toArray();
    }

    private static BigDecimal power(BigDecimal base, int exponent) {
        return exponent >= 0 ? base.pow(exponent) : BigDecimal.ONE.divide(base.pow(-exponent), new MathContext(60));
    }

    @Test
    void whatDoublePrecisionCannotHoldIsRefused() {
        R064Store X = Samples.binary(100, 3, 1);
        R064Store s = R064Store.wrap(Samples.column(X, 0));
        for (MemoryEnergy energy : new MemoryEnergy[] {
            Energies.polynomial(X, 160), Energies.rectifiedPolynomial(X, 161), Energies.exponential(X, 10)
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> energy.value(s))
                    .withMessageStartingWith(energy.name() + ": the energy of a state must be finite, got -Infinity")
                    .withMessageContaining("too large for double precision");
            assertThatIllegalArgumentException().isThrownBy(() -> energy.gradient(s));
            assertThatIllegalArgumentException().isThrownBy(() -> energy.hessian(s));
            assertThatIllegalArgumentException().isThrownBy(() -> energy.terms(s));
            assertThatIllegalArgumentException().isThrownBy(() -> energy.weights(s));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Landscape.of(Energies.polynomial(scaled(X, 1e3), 160)).run());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryDynamics.hopfield(scaled(X, 1e307)))
                .withMessageStartingWith("BinaryDynamics: memories must have sums of |x_i| below ");
    }
}
