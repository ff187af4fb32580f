package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** A census at critical points and at any scale: what is degenerate is said to be, and units change nothing. */
class CensusScalesTest {

    /** Memories +-R along the first axis of R^n. */
    private static R064Store antipodes(int n, double radius) {
        R064Store X = R064Store.FACTORY.make(n, 2);
        X.set(0, 0, radius);
        X.set(0, 1, -radius);
        return X;
    }

    /** beta R^2 = 1: s^2/2 - log cosh s = s^4/12 + ..., one quartic minimum at 0, at every size and dimension. */
    @Test
    void atTheCriticalPointThereIsOneDegenerateState() {
        for (int n : new int[] {1, 2, 16}) {
            for (double size : new double[] {1e-7, 1, 1e7}) {
                FixedPoints found = Census.of(Energies.lse(antipodes(n, size), 1, 1 / (size * size)))
                        .starts(20, 1)
                        .run();
                assertThat(found.toString())
                        .as("n = %d, size %s", n, size)
                        .startsWith("lse: 1 degenerate from 20 starts (0 unsettled, 0 diverged)");
                assertThat(found.points().getFirst().state().data).containsExactly(new double[n], within(1e-4 * size));
                assertThat(found.points().getFirst().nearZero()).isEqualTo(1);
            }
        }
    }

    /** The same at twice the critical beta: two minima at +-.957504 R, m = tanh(2 m). */
    @Test
    void beyondItThereAreTwoMinimaAtEverySize() {
        for (int n : new int[] {1, 2, 16}) {
            for (double size : new double[] {1e-12, 1e-7, 1e7, 1e12}) {
                FixedPoints found = Census.of(Energies.lse(antipodes(n, size), 1, 2 / (size * size)))
                        .starts(20, 1)
                        .run();
                assertThat(found.toString())
                        .as("n = %d, size %s", n, size)
                        .startsWith("lse: 2 minima from 20 starts (0 u");
                assertThat(found.points())
                        .allSatisfy(point -> assertThat(Math.abs(point.state().doubleValue(0)))
                                .isCloseTo(size * .957504, within(1e-6 * size)));
            }
        }
    }

    /** Curvature 1 - beta at 0 is the bound itself, 1e-4 but for rounding: one state is then not listed as two. */
    @Test
    void aStateAtTheBoundOfDegeneracyIsListedOnce() {
        FixedPoints found = Census.of(Energies.lse(antipodes(1, 1), 1, 0.9999)).run();
        assertThat(found.points()).hasSize(1);
        assertThat(found.points().getFirst().found()).isEqualTo(500);
    }

    /** Units of length change no count, kind or share, whatever the energy. */
    @Test
    void unitsChangeNothing() {
        R064Store X = Samples.gaussian(2, 7, 3, "memories");
        String plain = counts(X, 1);
        for (double size : new double[] {0x1p-40, 0x1p-23, 0x1p23}) { // powers of two, which round nothing
            assertThat(counts((R064Store) X.multiply(size).copy(), size))
                    .as("size %s", size)
                    .isEqualTo(plain);
        }
    }

    private static String counts(R064Store X, double size) {
        StringBuilder counts = new StringBuilder();
        for (int steps : new int[] {0, 2000}) {
            for (MemoryEnergy energy : new MemoryEnergy[] {
                Energies.lse(X, 1, 6 / (size * size)), Energies.gaussianLse(X, 9 / (size * size))
            }) {
                FixedPoints found = Census.of(energy).starts(80, 2).steps(steps).run();
                counts.append(found.toString().lines().findFirst().orElseThrow());
                found.points().forEach(point -> counts.append(", ").append(point.found()));
            }
        }
        return counts.toString();
    }

    /** A pair 1e-7 apart, which a kernel of width 1e-8 tells apart, and one that it does not. */
    @Test
    void memoriesCloseTogetherAreTwoWhereTheEnergyTellsThemApart() {
        R064Store X = R064Store.wrap(new double[] {0, 1e-7, 1}, 1);
        FixedPoints apart = Census.of(Energies.gaussianLse(X, 1e16)).run();
        assertThat(apart.toString()).startsWith("gaussian_lse: 3 minima from 500 starts (0 unsettled");
        FixedPoints one = Census.of(Energies.gaussianLse(X, 1e13)).run();
        assertThat(one.toString()).startsWith("gaussian_lse: 2 minima from 500 starts (0 unsettled");
    }

    /** Equidistant tokens on a circle are a ring at every size. */
    @Test
    void aRingIsOneFamilyAtEverySize() {
        for (double size : new double[] {1e-7, 1, 1e7}) {
            R064Store X = R064Store.FACTORY.make(2, 30);
            for (int t = 0; t < 30; t++) {
                X.set(0, t, size * Math.cos(2 * Math.PI * t / 30));
                X.set(1, t, size * Math.sin(2 * Math.PI * t / 30));
            }
            FixedPoints found = Census.of(Energies.lse(X, 1, 8 / (size * size)))
                    .starts(40, 1)
                    .run();
            assertThat(found.toString()).startsWith("lse: 1 degenerate from 40 starts (0 unsettled, 0 diverged)");
            assertThat(found.points().getFirst().extent()).isGreaterThan(1.7 * size);
        }
    }

    /** A user's quartic wells (x^2 - 1)^4 at -1 and 1, of one energy: two states, as no valley joins them. */
    @Test
    void quarticWellsApartAreTwo() {
        Energy wells = Energy.of("wells", 1, s -> Math.pow(s[0] * s[0] - 1, 4));
        FixedPoints found = Census.of(wells).rate(0.01).starts(40, 1).run();
        assertThat(found.toString()).startsWith("wells: 2 degenerate from 40 starts");
        Energy one = Energy.of("well", 1, s -> Math.pow(s[0] - 0.5, 4));
        assertThat(Census.of(one).rate(0.01).starts(40, 1).run().toString())
                .startsWith("well: 1 degenerate from 40 starts");
    }

    /** Two circles of radius 1 about (-3, 0) and (3, 0), both of energy 0: two rings. */
    @Test
    void ringsApartAreTwo() {
        Energy rings = Energy.of("rings", 2, s -> {
            double x = Math.abs(s[0]) - 3;
            double r = x * x + s[1] * s[1] - 1;
            return r * r / 4;
        });
        R064Store starts = R064Store.FACTORY.make(2, 60);
        for (int k = 0; k < 60; k++) {
            double angle = 2.4 * k;
            starts.set(0, k, (k % 2 == 0 ? 3 : -3) + (0.6 + 0.01 * k) * Math.cos(angle));
            starts.set(1, k, (0.6 + 0.01 * k) * Math.sin(angle));
        }
        FixedPoints found = Census.of(rings).rate(0.1).from(starts).run();
        assertThat(found.toString()).startsWith("rings: 2 degenerate from 60 starts (0 unsettled, 0 diverged)");
        assertThat(found.points()).allSatisfy(ring -> {
            assertThat(ring.found()).isEqualTo(30);
            assertThat(ring.extent()).isBetween(1.9, 2.0001);
        });
    }

    /** Four memories at the corners of a cross, critical in both directions at beta R^2 = 2: every eigenvalue is near zero. */
    @Test
    void whereAllCurvaturesVanishThereIsOneDegenerateState() {
        R064Store cross = R064Store.wrap(new double[] {1, 0, -1, 0, 0, 1, 0, -1}, 2);
        FixedPoints found = Census.of(Energies.lse(cross, 1, 2)).starts(60, 1).run();
        assertThat(found.toString()).startsWith("lse: 1 degenerate from 60 starts (0 unsettled, 0 diverged)");
        assertThat(found.points().getFirst().nearZero()).isEqualTo(2);
        assertThat(Arrays.stream(found.points().getFirst().eigenvalues())
                        .map(Math::abs)
                        .max()
                        .orElseThrow())
                .isLessThan(1e-4);
    }
}
