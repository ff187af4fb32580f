package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Workers;
import icd.math.Bessel;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

class CensusTest {

    private static R064Store antipodes(double radius) {
        return R064Store.wrap(new double[] {radius, 0, -radius, 0}, 2);
    }

    /** Two antipodal memories with beta R^2 = 2: minima at +-.957504 R with half of the starts each. */
    @Test
    void antipodesHaveTwoMinima() {
        FixedPoints found = Census.of(Energies.lse(antipodes(2), 1, 0.5)).run();
        assertThat(found.points()).hasSize(2).allSatisfy(point -> {
            assertThat(point.kind()).isEqualTo(FixedPoint.Kind.MINIMUM);
            assertThat(Math.abs(point.state().doubleValue(0))).isCloseTo(2 * .957504, within(1e-6));
            assertThat(point.state().doubleValue(1)).isCloseTo(0, within(1e-12));
            assertThat(point.share()).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / 500)));
            assertThat(point.memoryDistance()).isCloseTo(2 * (1 - .957504), within(1e-6));
            assertThat(point.mixture()).containsExactly(0, 1);
            assertThat(point.mixtureDistance()).isCloseTo(2 * .957504, within(1e-6));
        });
        assertThat(found.points().get(0).memory())
                .isNotEqualTo(found.points().get(1).memory());
        assertThat(found.unsettled() + found.diverged()).isZero();
        assertThat(found.points().stream().mapToInt(FixedPoint::found).sum()).isEqualTo(500);
    }

    /** Newton's method alone finds the saddle between them too; its Hessian is 1 - beta R^2 = -1 along the pair. */
    @Test
    void withoutDescentSaddlesAreFound() {
        FixedPoints found = Census.of(Energies.lse(antipodes(2), 1, 0.5))
                .steps(0)
                .starts(100, 1)
                .run();
        assertThat(found.of(FixedPoint.Kind.MINIMUM)).hasSize(2);
        assertThat(found.of(FixedPoint.Kind.SADDLE)).singleElement().satisfies(saddle -> {
            assertThat(saddle.state().data).containsExactly(new double[] {0, 0}, within(1e-9));
            assertThat(saddle.eigenvalues()).containsExactly(new double[] {-1, 1}, within(1e-9));
            assertThat(saddle.index()).isEqualTo(1);
            assertThat(saddle.description()).isEqualTo("saddle of index 1");
            assertThat(saddle.mixtureDistance()).isCloseTo(0, within(1e-9));
        });
        // above the threshold in both directions, the origin between two such pairs is a maximum
        R064Store cross = R064Store.wrap(new double[] {2, 0, -2, 0, 0, 2, 0, -2}, 2);
        assertThat(Census.of(Energies.lse(cross, 1, 1))
                        .steps(0)
                        .starts(100, 1)
                        .run()
                        .of(FixedPoint.Kind.MAXIMUM))
                .hasSize(1);
    }

    /** A third of the starts each, and the mean of all three memories between them once beta is small. */
    @Test
    void threeMemoriesAndTheirMean() {
        double h = Math.sqrt(3) / 2;
        R064Store X = R064Store.wrap(new double[] {1, 0, -0.5, h, -0.5, -h}, 2);
        FixedPoints sharp = Census.of(Energies.lse(X, 1, 20)).run();
        assertThat(sharp.points()).hasSize(3).allSatisfy(point -> {
            assertThat(point.share()).isCloseTo(1 / 3.0, within(4 * Math.sqrt(2 / 9.0 / 500)));
            assertThat(point.memoryDistance()).isLessThan(1e-6);
        });
        FixedPoints blurred = Census.of(Energies.lse(X, 1, 1)).run();
        assertThat(blurred.points()).singleElement().satisfies(point -> {
            assertThat(point.mixture()).containsExactly(0, 1, 2);
            assertThat(point.mixtureDistance()).isLessThan(1e-6);
            assertThat(point.share()).isEqualTo(1);
        });
    }

    /** Thirty tokens on a circle are a ring, no thirty minima: how stiff it is along itself falls as I_30. */
    @Test
    void aRingIsReportedAsDegenerate() {
        R064Store X = R064Store.FACTORY.make(2, 30);
        for (int t = 0; t < 30; t++) {
            X.set(0, t, Math.cos(2 * Math.PI * t / 30));
            X.set(1, t, Math.sin(2 * Math.PI * t / 30));
        }
        MemoryEnergy energy = Energies.lse(X, 1, 8);
        double r = 1;
        for (int i = 0; i < 100; i++) {
            r = Bessel.ratio(0, 8 * r);
        }
        double expected = r;
        FixedPoints found = Census.of(energy).starts(100, 1).run();
        assertThat(found.points()).singleElement().satisfies(ring -> {
            assertThat(ring.kind()).isEqualTo(FixedPoint.Kind.DEGENERATE);
            assertThat(ring.nearZero()).isEqualTo(1);
            assertThat(ring.share()).isEqualTo(1);
            // tokens all around: the mean of softmax weights exp(beta r cos) is r = I_1(beta r)/I_0(beta r)
            assertThat(Math.hypot(ring.state().doubleValue(0), ring.state().doubleValue(1)))
                    .isCloseTo(expected, within(1e-6));
            assertThat(ring.extent()).isGreaterThan(1.8);
            assertThat(ring.description()).isEqualTo("degenerate (1 of 2 directions)");
        });
        assertThat(found.toString()).contains("degenerate (1 of 2 directions)");
    }

    /** With a sharp beta the ring does break into its tokens. */
    @Test
    void aSharpRingIsItsTokens() {
        R064Store X = R064Store.FACTORY.make(2, 6);
        for (int t = 0; t < 6; t++) {
            X.set(0, t, Math.cos(2 * Math.PI * t / 6));
            X.set(1, t, Math.sin(2 * Math.PI * t / 6));
        }
        assertThat(Census.of(Energies.lse(X, 1, 30)).run().of(FixedPoint.Kind.MINIMUM))
                .hasSize(6);
    }

    /** Each fixed point of the Epanechnikov energy is the centroid of its active set, and the rest is flat. */
    @Test
    void epanechnikovFixedPointsAreCentroids() {
        R064Store X = Samples.gaussian(2, 40, 1, "memories");
        double beta = 6;
        FixedPoints found = Census.of(Energies.epanechnikov(X, beta, 0.01)).run();
        assertThat(found.unsettled()).isZero();
        assertThat(found.of(FixedPoint.Kind.FLAT)).hasSize(1);
        assertThat(found.of(FixedPoint.Kind.MINIMUM)).hasSizeGreaterThan(5);
        for (FixedPoint point : found.of(FixedPoint.Kind.MINIMUM)) {
            double[] s = point.state().data;
            double[] centroid = new double[2];
            for (int t : point.active()) {
                centroid[0] += X.doubleValue(0, t) / point.active().length;
                centroid[1] += X.doubleValue(1, t) / point.active().length;
            }
            assertThat(s).containsExactly(centroid, within(1e-14));
            int inside = 0;
            for (int t = 0; t < 40; t++) {
                double square = Math.pow(X.doubleValue(0, t) - s[0], 2) + Math.pow(X.doubleValue(1, t) - s[1], 2);
                inside += square < 2 / beta ? 1 : 0;
            }
            assertThat(inside).isEqualTo(point.active().length);
        }
        assertThat(found.toString()).contains("active", "1 flat");
        int flat = found.of(FixedPoint.Kind.FLAT).getFirst().found();
        int others = found.of(FixedPoint.Kind.MINIMUM).stream()
                .mapToInt(FixedPoint::found)
                .sum();
        assertThat(flat + others).isEqualTo(500);
    }

    @Test
    void unboundedEnergiesDiverge() {
        FixedPoints found = Census.of(Energies.polynomial(antipodes(1), 4))
                .rate(1)
                .starts(20, 1)
                .run();
        assertThat(found.diverged()).isGreaterThan(0);
        assertThat(found.diverged()
                        + found.unsettled()
                        + found.points().stream().mapToInt(FixedPoint::found).sum())
                .isEqualTo(20);
        assertThat(found.toString()).contains("diverged");
    }

    /** A user's energy, s^4/4 - s^2/2 in each of two coordinates: minima at (+-1, +-1). */
    @Test
    void ofAUsersEnergy() {
        Energy wells = Energy.of("wells", 2, s -> {
            double sum = 0;
            for (double x : s) {
                sum += x * x * x * x / 4 - x * x / 2;
            }
            return sum;
        });
        FixedPoints found = Census.of(wells).rate(0.2).starts(60, 1).run();
        assertThat(found.points()).hasSize(4).allSatisfy(point -> {
            assertThat(Math.abs(point.state().doubleValue(0))).isCloseTo(1, within(1e-6));
            assertThat(Math.abs(point.state().doubleValue(1))).isCloseTo(1, within(1e-6));
            assertThat(point.memory()).isEqualTo(-1);
            assertThat(point.eigenvalues()).containsExactly(new double[] {2, 2}, within(1e-4));
        });
    }

    @Test
    void threadsChangeNothing() {
        Census census = Census.of(Energies.lse(Samples.gaussian(3, 12, 1, "memories"), 1, 3))
                .starts(60, 2);
        try (Workers workers = Workers.of(3)) {
            assertThat(census.run(workers)).isEqualTo(census.run());
        }
    }

    @Test
    void errors() {
        Census census = Census.of(Energies.hopfield(antipodes(1)));
        assertThatIllegalArgumentException().isThrownBy(census::run).withMessageContaining("rate must be given");
        assertThatIllegalArgumentException().isThrownBy(() -> census.starts(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> census.from(R064Store.FACTORY.make(3, 4)))
                .withMessage("census: starts must be 2 x 4, got 3 x 4");
    }
}
