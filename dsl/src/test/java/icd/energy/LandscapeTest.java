package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Workers;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

class LandscapeTest {

    private static final R064Store X = Samples.gaussian(5, 23, 1, "memories");

    @Test
    void everyPointIsTheEnergyThere() {
        Plane plane = Plane.of(
                Samples.gaussian(5, 1, 1, "origin"),
                Samples.gaussian(5, 1, 2, "first"),
                Samples.gaussian(5, 1, 3, "second"));
        for (MemoryEnergy energy : Samples.all(X, 1)) {
            Surface surface = Landscape.of(energy)
                    .over(plane)
                    .within(-1.5, 2, -0.5, 3)
                    .points(7, 9)
                    .run();
            assertThat(surface.values()).hasDimensions(9, 7);
            for (int j = 0; j < 9; j++) {
                for (int i = 0; i < 7; i++) {
                    double expected = energy.value(plane.point(surface.x()[i], surface.y()[j]));
                    assertThat(surface.value(i, j))
                            .as(energy.toString())
                            .isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
                }
            }
        }
    }

    @Test
    void rowsAreY() {
        Energy energy = Energy.of("tilted", 3, s -> 10 * s[0] + s[1] + 100 * s[2]);
        Surface surface = Landscape.of(energy).within(0, 2, 0, 4).points(3, 5).run();
        assertThat(surface.x()).containsExactly(0, 1, 2);
        assertThat(surface.y()).containsExactly(0, 1, 2, 3, 4);
        assertThat(surface.values()[4][1]).isEqualTo(14);
        assertThat(surface.min()).isZero();
        assertThat(surface.max()).isEqualTo(24);
        assertThat(surface.lowest().data).containsExactly(0, 0, 0);
        assertThat(surface.toString()).isEqualTo("tilted on 3 x 5 points: from 0.00000 at (0.000, 0.000) to 24.0000");
    }

    @Test
    void threadsChangeNoBit() {
        Landscape landscape = Landscape.of(Energies.lse(X, 1, 3)).points(40, 37);
        try (Workers workers = Workers.of(3)) {
            assertThat(landscape.run(workers).values())
                    .isDeepEqualTo(landscape.run().values());
        }
    }

    /** Memories at (+-1, 0) and (0, 1): a square of side 2 about (0, 1/2), half as much again. */
    @Test
    void boundsSurroundTheMemories() {
        R064Store triangle = R064Store.FACTORY.make(2, 3);
        triangle.set(0, 0, 1);
        triangle.set(0, 1, -1);
        triangle.set(1, 2, 1);
        Surface surface =
                Landscape.of(Energies.lse(triangle, 1, 1)).points(2, 2).run();
        assertThat(surface.x()).containsExactly(-1.5, 1.5);
        assertThat(surface.y()).containsExactly(-1, 2);
        assertThat(Landscape.of(Energies.lse(triangle, 1, 1)).toString())
                .isEqualTo("landscape of lse: 200 x 200 points, x from -1.500 to 1.500, y from -1.000 to 2.000");
    }

    @Test
    void planesProject() {
        R064Store a = R064Store.wrap(1.0, 1, 1);
        R064Store b = R064Store.wrap(3.0, 1, 1);
        R064Store c = R064Store.wrap(4.0, 5, 1);
        Plane plane = Plane.through(a, b, c);
        assertThat(plane.project(b)).containsExactly(2, 0);
        assertThat(plane.project(c)).containsExactly(3, 4);
        R064Store above = R064Store.wrap(2.0, 3, 7);
        assertThat(plane.project(above)).containsExactly(1, 2);
        assertThat(plane.distance(above)).isEqualTo(6);
        Trajectory path = Descent.of(Energies.lse(Samples.gaussian(3, 4, 1, "m"), 1, 1), above)
                .steps(3)
                .run();
        double[][] xy = plane.project(path);
        assertThat(xy).hasDimensions(2, 4);
        assertThat(xy[0][0]).isEqualTo(1);
        assertThat(xy[1][3]).isEqualTo(plane.project(path.last())[1]);
    }

    @Test
    void errors() {
        Landscape landscape = Landscape.of(Energies.lse(X, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> landscape.over(Plane.ofFirstTwo(3)))
                .withMessageContaining("n = 3 and n = 5");
        assertThatIllegalArgumentException().isThrownBy(() -> landscape.within(0, 0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> landscape.points(1, 10));
        R064Store line = R064Store.wrap(1.0, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plane.of(line, line, line))
                .withMessageContaining("parallel");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Landscape.of(Energy.of("line", 1, s -> s[0])))
                .withMessage("Plane: n must be >= 2, got 1");
    }
}
