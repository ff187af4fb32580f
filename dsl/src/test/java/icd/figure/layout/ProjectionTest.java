package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.figure.Axis;
import icd.figure.Chart3d;
import icd.figure.Colour;
import icd.figure.Figure;
import icd.figure.Line3d;
import icd.figure.Points3d;
import icd.figure.Style;
import icd.figure.View;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    private static final Style STYLE = Style.of(Colour.BLUE);

    @Test
    void fromTheEndOfAnAxisTheOthersAreSeen() {
        check(new View(0, 0), 1, 2, 3, 2, 3, 1); // from x: y to the right, z up
        check(new View(90, 0), 1, 2, 3, -1, 3, 2); // from y: x to the left
        check(new View(-90, 0), 1, 2, 3, 1, 3, -2); // from minus y, as a page is read: x to the right
        check(new View(-90, 90), 1, 2, 3, 1, 2, 3); // from above: x to the right, y up, z towards the eye
        double half = Math.sqrt(0.5);
        check(new View(0, 45), 1, 0, 0, 0, -half, half);
    }

    private static void check(View view, double x, double y, double z, double right, double up, double near) {
        Projection projection = Projection.of(view);
        assertThat(projection.of(x, y, z)).containsExactly(new double[] {right, up, near}, within(1e-12));
    }

    @Property(cases = 200)
    void lengthsAreKept(Draws draws) {
        double azimuth = draws.between(-360.0, 360.0);
        double elevation = draws.between(-90.0, 90.0);
        Projection p = Projection.of(new View(azimuth, elevation));
        double square =
                Arrays.stream(p.of(0.3, -1.2, 2)).map(part -> part * part).sum();
        assertThat(square).isCloseTo(0.09 + 1.44 + 4, within(1e-12));
        assertThat(p.of(0, 0, 1)[1]).as("up is never down").isGreaterThanOrEqualTo(0);
    }

    @Test
    void nearPointsAreDrawnLastAndDarker() {
        Points3d points = new Points3d("", new double[] {1, -1}, new double[] {0, 0}, new double[] {0, 0}, STYLE);
        Chart3d chart = new Chart3d(
                        "",
                        Axis.of("").range(-1, 1),
                        Axis.of("").range(-1, 1),
                        Axis.of("").range(-1, 1),
                        points)
                .view(0, 0); // x = 1 is nearest
        List<Item.Dots> dots = dots(chart);
        assertThat(dots).hasSize(2);
        assertThat(dots.get(1).colour()).isEqualTo(Colour.BLUE);
        assertThat(dots.get(0).colour().red()).as("paler").isGreaterThan(Colour.BLUE.red());
        assertThat(dots.get(0).radius()).isLessThan(dots.get(1).radius());
        assertThat(dots(chart.view(180, 0)).getLast().colour()).isEqualTo(Colour.BLUE);
    }

    @Test
    void pointsOutsideTheBoxAndNotFiniteOnesAreNotDrawn() {
        double[] x = {0, 2, Double.NaN};
        Points3d points = new Points3d("", x, new double[3], new double[3], STYLE);
        Axis axis = Axis.of("").range(-1, 1);
        assertThat(dots(new Chart3d("", axis, axis, axis, points)).stream()
                        .mapToInt(d -> d.xs().length)
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void wiresLieWhereTheyShould() {
        Line3d sphere = Line3d.sphere("", new double[] {1, 2, 3}, 2, STYLE);
        assertThat(sphere.x().stream().filter(Double::isFinite).count()).isGreaterThan(100);
        for (int i = 0; i < sphere.x().size(); i++) {
            double x = sphere.x().at(i) - 1;
            double y = sphere.y().at(i) - 2;
            double z = sphere.z().at(i) - 3;
            double square = x * x + y * y + z * z;
            assertThat(Double.isNaN(square) || Math.abs(square - 4) < 1e-12).isTrue();
        }
        Line3d plane = Line3d.plane("", new double[3], new double[] {1, 0, 1}, new double[] {0, 2, 0}, STYLE);
        assertThat(plane.x().stream().filter(Double::isFinite).count()).isGreaterThan(10);
        for (int i = 0; i < plane.x().size(); i++) {
            assertThat(plane.z().at(i)).isEqualTo(Double.valueOf(plane.x().at(i))); // also where both are a gap
        }
    }

    private static List<Item.Dots> dots(Chart3d chart) {
        try (Typeface face = Typeface.load()) {
            return Layout.of(Figure.of("cloud", "").width(80).row(chart), face).items().stream()
                    .filter(Item.Dots.class::isInstance)
                    .map(Item.Dots.class::cast)
                    .toList();
        }
    }
}
