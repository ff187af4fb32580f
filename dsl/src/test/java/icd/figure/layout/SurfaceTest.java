package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.ColourBar;
import icd.figure.Contours;
import icd.figure.Field;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.Gallery;
import icd.figure.HeatMap;
import icd.figure.Levels;
import icd.figure.Numbers;
import icd.figure.Panel;
import icd.figure.Shades;
import icd.figure.Surface;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Contours and fields: their colours, their levels, where they lie on the page, and what they cost. */
class SurfaceTest {

    private static final double[] GRID = Gallery.range(-2, 2, 41);

    @Test
    void contoursLieOnThePageWhereTheirLevelsAre() {
        double[][] radius = Gallery.table(GRID, GRID, (x, y) -> Math.hypot(x - 0.5, y + 0.25));
        Contours contours = Contours.of("", GRID, GRID, radius).levels(Levels.at("", 1));
        Item.Clip clip =
                clip(Figure.of("circle", "").row(new Chart("", Axis.of(""), Axis.of(""), contours).withEqualUnits()));
        Box plot = clip.box();
        assertThat(plot.height()).isCloseTo(plot.width(), within(1e-9));
        Item.Stroke line = clip.items().stream()
                .filter(Item.Stroke.class::isInstance)
                .map(Item.Stroke.class::cast)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < line.xs().length; i++) {
            double x = 4 * (line.xs()[i] - plot.middle()) / plot.width();
            double y = 4 * (line.ys()[i] - plot.centre()) / plot.height();
            assertThat(Math.hypot(x - 0.5, -y + 0.25))
                    .isCloseTo(1, within(0.005)); // h^2 / 4 = 0.0025 and what simplification leaves out
        }
        List<Item.Fill> regions = regions(clip);
        assertThat(regions).as("inside and outside").hasSize(2);
        assertThat(regions.get(0).rings().getFirst()[0])
                .as("all of the grid is a rectangle, its first corner again at the end")
                .hasSize(5);
        assertThat(regions.get(1).rings()).as("outside, with a hole").hasSize(2);
        double[][] hole = regions.get(1).rings().stream()
                .filter(ring -> ring[0].length > 5)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < hole[0].length; i++) {
            double x = 4 * (hole[0][i] - plot.middle()) / plot.width();
            double y = -4 * (hole[1][i] - plot.centre()) / plot.height();
            assertThat(Math.hypot(x - 0.5, y + 0.25)).isCloseTo(1, within(0.005));
        }
    }

    @Test
    void bandsOfColourFollowTheLevels() {
        LevelMap map = new LevelMap(Levels.at("", 0, 1, 10), new double[] {-5, 0.5, 5, 20});
        assertThat(map.bands()).isEqualTo(4);
        assertThat(map.below()).isPresent();
        assertThat(map.above()).isPresent();
        assertThat(new double[] {
                    map.band(-5), map.band(-0.0), map.band(0), map.band(0.99), map.band(1), map.band(10), map.band(1e9)
                })
                .containsExactly(0, 1, 1, 1, 2, 3, 3);
        assertThat(map.rgb(Double.NaN)).isEqualTo(ColourScale.MISSING);
        assertThat(map.rgb(Double.POSITIVE_INFINITY)).isEqualTo(ColourScale.MISSING);
        assertThat(map.bar()).hasSize(2);
        LevelMap inner = new LevelMap(Levels.at("", 0, 1, 10), new double[] {0.5, 5, 10});
        assertThat(inner.bands()).as("the largest value lies on the last level").isEqualTo(2);
        assertThat(inner.rgb(10)).isEqualTo(Colour.viridis(1).rgb());
        assertThat(inner.rgb(0)).isEqualTo(Colour.viridis(0).rgb());
    }

    @Property(cases = 200)
    void levelsThatAreChosenCoverTheData(Draws draws) {
        long seed = draws.seed();
        Random random = new Random(seed);
        double scale = Math.pow(10, random.nextInt(13) - 6);
        double[] values = random.doubles(50).map(v -> scale * v).toArray();
        for (Levels.Spacing spacing : List.of(Levels.Spacing.LINEAR, Levels.Spacing.LOG, Levels.Spacing.QUANTILES)) {
            LevelMap map = new LevelMap(new Levels(spacing, "", 9, Numbers.of()), values.clone());
            assertThat(map.below()).isEmpty();
            assertThat(map.above()).isEmpty();
            assertThat(map.bands()).isBetween(3, 20);
            for (double value : values) {
                assertThat(value).isGreaterThanOrEqualTo(map.from(map.band(value)));
            }
        }
    }

    @Test
    void quantilesAreRoundAndHoldAboutEquallyManyValues() {
        double[] values = new Random(3).doubles(800).map(u -> Math.exp(10 * u)).toArray();
        LevelMap map = new LevelMap(Levels.quantiles("", 9), values);
        int[] count = new int[map.bands()];
        Arrays.stream(values).forEach(v -> count[map.band(v)]++);
        assertThat(Arrays.stream(count).sum()).isEqualTo(800);
        assertThat(Arrays.stream(count)).allMatch(n -> n >= 50 && n <= 150);
        for (int i = 1; i < map.bands(); i++) {
            assertThat(new BigDecimal(Double.toString(map.from(i)))
                            .stripTrailingZeros()
                            .precision())
                    .as("digits of %s", map.from(i))
                    .isLessThanOrEqualTo(2);
        }
    }

    @Property(cases = 200)
    void viridisRisesInLightness(Draws draws) {
        double t = draws.between(0.0, 0.98);
        assertThat(luminance(Colour.viridis(t + 0.02).rgb()))
                .isGreaterThan(luminance(Colour.viridis(t).rgb()));
    }

    @Test
    void viridisIsTheTableOfItsAuthors() {
        assertThat(Colour.viridis(0).rgb()).isEqualTo(0x440154);
        assertThat(Colour.viridis(1).rgb()).isEqualTo(0xFDE725);
        int middle = Colour.viridis(127 / 255.0).rgb(); // entry 127 of 256: (0.127568, 0.566949, 0.550556)
        assertThat(middle >> 16).isCloseTo((int) Math.round(255 * 0.127568), within(2));
        assertThat(middle >> 8 & 255).isCloseTo((int) Math.round(255 * 0.566949), within(2));
        assertThat(middle & 255).isCloseTo((int) Math.round(255 * 0.550556), within(2));
    }

    @Test
    void aLogarithmicScaleSpreadsRatiosEvenly() {
        ColourScale scale = ShadeMap.of(Shades.Kind.LOG, 0.01, 100, false, false);
        assertThat(scale.rgb(1)).isEqualTo(Colour.viridis(0.5).rgb());
        assertThat(scale.rgb(0)).isEqualTo(ColourScale.MISSING);
        assertThat(ShadeMap.of(Shades.Kind.LINEAR, 0, 4, false, false).rgb(1))
                .isEqualTo(Colour.viridis(0.25).rgb());
    }

    @Test
    void panelsShareAScaleAsFarAsTheColourBarSays() {
        Panel small = chart(field(1, Shades.linear("loss")));
        Panel large = chart(field(9, Shades.linear("loss")));
        Figure figure = Figure.of("shared", "").row(small, large);
        ColourScales shared = new ColourScales(figure);
        assertThat(shared.scale(0, 0)).isSameAs(shared.scale(0, 1));
        assertThat(shared.scale(0, 0).rgb(9)).isEqualTo(Colour.viridis(1).rgb());
        ColourScales own = new ColourScales(figure.colourBar(ColourBar.of("", ColourBar.Sharing.PANEL)));
        assertThat(own.groups()).hasSize(2);
        assertThat(own.scale(0, 0).rgb(2))
                .as("its largest value")
                .isEqualTo(Colour.viridis(1).rgb());
        ColourScales other = new ColourScales(Figure.of("other", "")
                .row(small, chart(field(9, Shades.log("loss"))), new HeatMap("", new double[][] {{-3}}, "")));
        assertThat(other.groups()).as("one for each kind").hasSize(3);
        assertThat(other.scale(0, 2).rgb(-3))
                .isEqualTo(ShadeMap.of(Shades.Kind.SIGNED, -3, 3, false, false).rgb(-3));
    }

    @Test
    void cellsOfAFieldLieAroundTheirPoints() {
        assertThat(Span.borders(Numbers.of(1, 2, 4), false)).isEqualTo(Numbers.of(0.5, 1.5, 3, 5));
        assertThat(Span.borders(Numbers.of(1, 10), true).at(1)).isCloseTo(Math.sqrt(10), within(1e-12));
        assertThat(Span.borders(Numbers.of(1, 10), true).at(2)).isCloseTo(Math.pow(10, 1.5), within(1e-12));
        assertThat(Span.borders(Numbers.of(3), false)).isEqualTo(Numbers.of(2.5, 3.5));
        Item.Picture picture = (Item.Picture) clip(Figure.of("field", "").row(chart(field(7, Shades.linear("")))))
                .items()
                .getFirst();
        assertThat(picture.columns()).isEqualTo(3);
        assertThat(picture.rows()).isEqualTo(2);
        assertThat(picture.colours()[0])
                .as("upper left: last row, first column")
                .isEqualTo(Colour.viridis(5 / 7.0).rgb());
        assertThat(picture.colours()[5])
                .as("lower right: first row, last column")
                .isEqualTo(Colour.viridis(2 / 7.0).rgb());
    }

    @Test
    void aFallingAxisTurnsTheField() {
        double[][] values = {{0, 1}};
        Field falling = new Field(new double[] {2, 1}, new double[] {0}, values, Shades.linear(""));
        Item.Picture picture = (Item.Picture)
                clip(Figure.of("falling", "").row(chart(falling))).items().getFirst();
        assertThat(picture.colours())
                .containsExactly(Colour.viridis(1).rgb(), Colour.viridis(0).rgb());
    }

    @Test
    void aLargeLandscapeIsASmallFile() {
        double[] grid = Gallery.range(-1.6, 1.6, 400);
        double[][] values = Gallery.table(
                grid, grid, (x, y) -> (x * x + y * y) / 2 - Math.log(1 + Math.cosh(9 * x) + Math.cosh(9 * y)) / 9);
        Figure figure = Figure.of("large", "").row(chart(Contours.of("energy", grid, grid, values)));
        assertThat(Figures.svg(figure).length()).isLessThan(100_000);
    }

    @Test
    void whatIsNoGridIsRefused() {
        double[] two = {0, 1};
        assertThatThrownBy(() -> Contours.of("", two, new double[] {0}, new double[1][2]))
                .hasMessage("Contours: y must be 2 or more finite numbers, rising or falling, got [0.0]");
        assertThatThrownBy(() -> Contours.of("", two, new double[] {0, 0}, new double[2][2]))
                .hasMessage("Contours: y must be 2 or more finite numbers, rising or falling, got [0.0, 0.0]");
        assertThatThrownBy(() -> Contours.of("", two, two, new double[3][2]))
                .hasMessage("Contours: values must have as many rows as y (2), got 3");
        assertThatThrownBy(() -> new Field(two, two, new double[][] {{0, 1}, {0}}, Shades.linear("")))
                .hasMessage("Field: every row must have as many values as row 0 (2), got 1");
        assertThatThrownBy(() -> Shades.log("").range(0, 1))
                .hasMessage("Shades: range must be positive on a logarithmic scale, got 0.0 to 1.0");
        assertThatThrownBy(() -> Levels.at("", 1, 1))
                .hasMessage("Levels: given must be one or more finite numbers in rising order, got [1.0, 1.0]");
        Surface field = field(1, Shades.signed());
        assertThatThrownBy(() -> new Chart("", Axis.of(""), Axis.of(""), field, field))
                .hasMessage("Chart: marks must hold at most one surface, got 2");
        assertThatThrownBy(() -> chart(field).withEqualUnits().x().log().range(-1, 1))
                .hasMessage("Axis: range must be positive on a logarithmic axis, got -1.0 to 1.0");
    }

    /** Values 0 to 5 in 2 x 3 cells, the last one as given. */
    private static Field field(double last, Shades shades) {
        return new Field(
                new double[] {0, 1, 2},
                new double[] {0, 1},
                new double[][] {{0, 0, 2}, {5 * last / 7, 0, last}},
                shades);
    }

    private static Chart chart(Surface surface) {
        return new Chart("", Axis.of("x"), Axis.of("y"), surface);
    }

    private static Item.Clip clip(Figure figure) {
        try (Typeface face = Typeface.load()) {
            return (Item.Clip) Layout.of(figure, face).items().stream()
                    .filter(Item.Clip.class::isInstance)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Item.Fill> regions(Item.Clip clip) {
        return clip.items().stream()
                .filter(Item.Fill.class::isInstance)
                .map(Item.Fill.class::cast)
                .toList();
    }

    private static double luminance(int rgb) {
        return 0.2126 * Math.pow((rgb >> 16) / 255.0, 2.2)
                + 0.7152 * Math.pow((rgb >> 8 & 255) / 255.0, 2.2)
                + 0.0722 * Math.pow((rgb & 255) / 255.0, 2.2);
    }
}
