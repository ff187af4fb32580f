package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.figure.Gallery;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarchingSquaresTest {

    @Property(cases = 50)
    void theLevelSetsOfARadiusAreCircles(Draws draws) {
        double radius = draws.between(0.2, 0.95);
        int n = 201;
        double[] grid = Gallery.range(-1, 1, n);
        double h = 2.0 / (n - 1);
        List<MarchingSquares.Ring> rings =
                MarchingSquares.above(Gallery.table(grid, grid, (x, y) -> -Math.hypot(x, y)), -radius);
        assertThat(rings).hasSize(1);
        MarchingSquares.Ring ring = rings.getFirst();
        for (int k = 0; k < ring.rows().length; k++) {
            assertThat(ring.onLevel()[k]).isTrue();
            double distance = Math.hypot(-1 + h * ring.columns()[k], -1 + h * ring.rows()[k]);
            assertThat(distance).isCloseTo(radius, within(h * h / radius)); // a chord's error: h^2 / (8 radius)
        }
        assertThat(area(rings) * h * h).isCloseTo(Math.PI * radius * radius, within(2 * Math.PI * h * h));
    }

    @Test
    void aHoleRunsTheOtherWayRound() {
        double[] grid = Gallery.range(-1, 1, 101);
        double[][] crater = Gallery.table(grid, grid, (x, y) -> -Math.abs(Math.hypot(x, y) - 0.6));
        List<MarchingSquares.Ring> rings = MarchingSquares.above(crater, -0.2); // between radius 0.4 and 0.8
        assertThat(rings).hasSize(2);
        double[] areas = rings.stream()
                .mapToDouble(r -> area(List.of(r)) * 4e-4)
                .sorted()
                .toArray();
        assertThat(areas[0]).isCloseTo(-Math.PI * 0.16, within(0.002));
        assertThat(areas[1]).isCloseTo(Math.PI * 0.64, within(0.002));
    }

    @Test
    void theMeanDecidesAtASaddle() {
        double[][] joined = {{1, 0}, {0, 3}}; // mean 1 is above 0.9: one area from corner to corner
        double[][] apart = {{1, 0}, {0, 1}}; // mean 0.5 is below: two corners
        assertThat(MarchingSquares.above(joined, 0.9)).hasSize(1);
        assertThat(MarchingSquares.above(apart, 0.9)).hasSize(2);
        double[][] other = {{0, 1}, {1, 0}};
        assertThat(MarchingSquares.above(other, 0.9)).hasSize(2);
        assertThat(MarchingSquares.above(other, 0.4)).hasSize(1);
        assertThat(area(MarchingSquares.above(apart, 0.9))).isCloseTo(2 * 0.1 * 0.1 / 2, within(1e-12));
        assertThat(area(MarchingSquares.above(other, 0.4))).isCloseTo(1 - 2 * 0.4 * 0.4 / 2, within(1e-12));
    }

    @Test
    void theLinesOfASaddleCrossInItsMiddle() {
        double[] grid = Gallery.range(-1, 1, 21);
        double[][] saddle = Gallery.table(grid, grid, (x, y) -> x * x - y * y);
        for (MarchingSquares.Ring ring : MarchingSquares.above(saddle, 0.3)) {
            for (int k = 0; k < ring.rows().length; k++) {
                if (ring.onLevel()[k]) {
                    double x = -1 + 0.1 * ring.columns()[k];
                    double y = -1 + 0.1 * ring.rows()[k];
                    assertThat(x * x - y * y).isCloseTo(0.3, within(0.0026)); // h^2 / 4 on an edge
                }
            }
        }
        assertThat(MarchingSquares.above(saddle, 0.3)).as("left and right").hasSize(2);
    }

    @Property(cases = 200)
    void whatIsAboveAndWhatIsBelowMakeTheWhole(Draws draws) {
        long seed = draws.seed();
        Random random = new Random(seed);
        double[][] values = random(random, 0.0);
        double[][] negative = Arrays.stream(values)
                .map(row -> Arrays.stream(row).map(v -> -v).toArray())
                .toArray(double[][]::new);
        double whole = (values.length - 1.0) * (values[0].length - 1.0);
        double level = random.nextGaussian();
        double above = area(MarchingSquares.above(values, level));
        double below = area(MarchingSquares.above(negative, -level));
        assertThat(above + below).isCloseTo(whole, within(1e-9));
        assertThat(area(MarchingSquares.above(values, Double.NEGATIVE_INFINITY)))
                .isCloseTo(whole, within(1e-9));
        assertThat(MarchingSquares.above(values, 1e9)).isEmpty();
    }

    @Property(cases = 200)
    void cellsWithACornerThatIsNotFiniteAreLeftOut(Draws draws) {
        long seed = draws.seed();
        double[][] values = random(new Random(seed), 0.2);
        int whole = 0;
        for (int i = 0; i + 1 < values.length; i++) {
            for (int j = 0; j + 1 < values[0].length; j++) {
                whole += Double.isFinite(values[i][j] + values[i][j + 1] + values[i + 1][j] + values[i + 1][j + 1])
                        ? 1
                        : 0;
            }
        }
        assertThat(area(MarchingSquares.above(values, Double.NEGATIVE_INFINITY)))
                .isCloseTo(whole, within(1e-9));
    }

    @Test
    void valuesAtTheEndsOfTheRangeDoNotOverflow() {
        double[][] values = {{-Double.MAX_VALUE, Double.MAX_VALUE}, {-Double.MAX_VALUE, Double.MAX_VALUE}};
        assertThat(area(MarchingSquares.above(values, 0))).isCloseTo(0.5, within(1e-12));
    }

    private static double[][] random(Random random, double missing) {
        double[][] values = new double[2 + random.nextInt(6)][2 + random.nextInt(6)];
        for (double[] row : values) {
            Arrays.setAll(
                    row, j -> random.nextDouble() < missing ? Double.NaN : Math.rint(4 * random.nextGaussian()) / 4);
        }
        return values;
    }

    /** Signed: what runs clockwise counts against the rest. */
    private static double area(List<MarchingSquares.Ring> rings) {
        double area = 0;
        for (MarchingSquares.Ring ring : rings) {
            int n = ring.rows().length;
            for (int k = 0; k < n; k++) {
                int next = (k + 1) % n;
                area += (ring.columns()[k] * ring.rows()[next] - ring.columns()[next] * ring.rows()[k]) / 2;
            }
        }
        return area;
    }
}
