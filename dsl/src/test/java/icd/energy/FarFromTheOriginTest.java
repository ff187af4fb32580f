package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.math.RandomStream;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Energies of distances do not change where memories and state move together. All coordinates here are whole multiples of 2^-12
 * below 2^40, so that moving them is exact and any digit that changes was lost.
 */
class FarFromTheOriginTest {

    private static final double GRAIN = 0x1p-12;

    private static R064Store grained(int rows, int columns, long seed, double shift) {
        RandomStream random = RandomStream.of(seed, "grained");
        R064Store matrix = R064Store.FACTORY.make(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int t = 0; t < columns; t++) {
                matrix.set(i, t, Math.rint(random.gaussian() / GRAIN) * GRAIN + (i % 2 == 0 ? shift : -shift));
            }
        }
        return matrix;
    }

    private static List<Function<MatrixStore<Double>, MemoryEnergy>> energies() {
        double[] weights = {0.1, 0.3, 0.05, 0.25, 0.2, 0.1};
        return List.of(
                X -> Energies.gaussianLse(X, 1.7),
                X -> Energies.weightedGaussianLse(X, weights, 0.8),
                X -> Energies.epanechnikov(X, 0.4, 0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0x1p10, 0x1p26, 0x1p36})
    void nothingChanges(double shift) {
        R064Store near = grained(3, 6, 1, 0);
        R064Store far = grained(3, 6, 1, shift);
        for (Function<MatrixStore<Double>, MemoryEnergy> of : energies()) {
            MemoryEnergy here = of.apply(near);
            MemoryEnergy there = of.apply(far);
            for (int seed = 2; seed < 12; seed++) {
                R064Store s = grained(3, 1, seed, 0);
                R064Store moved = grained(3, 1, seed, shift);
                assertThat(there.value(moved)).as("value of %s", here).isEqualTo(here.value(s));
                assertThat(there.gradient(moved).data)
                        .as("gradient of %s", here)
                        .containsExactly(here.gradient(s).data);
                assertThat(there.hessian(moved).data).as("Hessian of %s", here).containsExactly(here.hessian(s).data);
                assertThat(there.weights(moved).data).as("weights of %s", here).containsExactly(here.weights(s).data);
                assertThat(there.terms(moved).values().stream().reduce(0.0, Double::sum))
                        .isEqualTo(there.value(moved));
            }
        }
    }

    /** Two memories a distance of 1 apart: p = 1/(1 + exp(beta (d_2^2 - d_1^2)/2)), by hand. */
    @Test
    void theExampleOfTheIssue() {
        R064Store X = R064Store.FACTORY.make(2, 2);
        X.set(0, 0, 1e8);
        X.set(0, 1, 1e8 + 1);
        double at = 1e8 + 0.4;
        double off = at - 1e8; // not 0.4 to the last digit
        double second = 1 / (1 + Math.exp(((1 - off) * (1 - off) - off * off) / 2));
        R064Store s = R064Store.wrap(at, 0);
        MemoryEnergy energy = Energies.gaussianLse(X, 1);
        assertThat(energy.gradient(s).data).containsExactly(new double[] {off - second, 0}, within(1e-15));
        assertThat(energy.hessian(s).data)
                .containsExactly(new double[] {1 - second * (1 - second), 0, 0, 1}, within(1e-15));
        double value = -Math.log(Math.exp(-off * off / 2) + Math.exp(-(1 - off) * (1 - off) / 2));
        assertThat(energy.value(s)).isCloseTo(value, within(1e-15));
    }

    /** A cluster far from another: no one centre serves both. */
    @Test
    void twoClusters() {
        R064Store X = R064Store.FACTORY.make(1, 4);
        X.set(0, 0, -0x1p30);
        X.set(0, 1, -0x1p30 + 1);
        X.set(0, 2, 0x1p30);
        X.set(0, 3, 0x1p30 + 1);
        double second = 1 / (1 + Math.exp(0.75 * 0.75 / 2 - 0.25 * 0.25 / 2));
        for (double centre : new double[] {-0x1p30, 0x1p30}) {
            double gradient = Energies.gaussianLse(X, 1)
                    .gradient(R064Store.wrap(centre + 0.25))
                    .doubleValue(0);
            assertThat(gradient).isCloseTo(0.25 - second, within(1e-15));
        }
    }

    /** On a line through far memories, each point is the energy's own value. */
    @Test
    void landscapesFarAway() {
        R064Store X = grained(3, 6, 1, 0x1p26);
        R064Store origin = R064Store.wrap(0x1p26, -0x1p26, 0x1p26);
        for (Function<MatrixStore<Double>, MemoryEnergy> of : energies()) {
            MemoryEnergy energy = of.apply(X);
            Plane plane = Plane.of(origin, R064Store.wrap(1.0, 0, 0), R064Store.wrap(0.0, 0, 1));
            Surface surface = Landscape.of(energy)
                    .over(plane)
                    .within(-2, 2, -2, 2)
                    .points(9, 5)
                    .run();
            for (int i = 0; i < 9; i++) {
                for (int j = 0; j < 5; j++) {
                    double expected = energy.value(plane.point(surface.x()[i], surface.y()[j]));
                    assertThat(surface.value(i, j)).as("%s", energy).isCloseTo(expected, within(1e-13));
                }
            }
        }
    }

    /** Mean shift from far away goes where it goes near the origin. */
    @Test
    void descentsFarAway() {
        double shift = 0x1p26;
        R064Store here = Descent.of(Energies.gaussianLse(grained(3, 6, 1, 0), 2), grained(3, 1, 2, 0))
                .steps(30)
                .run()
                .last();
        R064Store there = Descent.of(Energies.gaussianLse(grained(3, 6, 1, shift), 2), grained(3, 1, 2, shift))
                .steps(30)
                .run()
                .last();
        for (int i = 0; i < 3; i++) {
            double back = there.doubleValue(i) - (i % 2 == 0 ? shift : -shift);
            assertThat(back)
                    .isCloseTo(here.doubleValue(i), within(1e-3)); // thirty steps along a valley, each rounded to 2^-27
        }
    }
}
