package icd.figure.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Contours;
import icd.figure.Dash;
import icd.figure.Field;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.Gallery;
import icd.figure.Line;
import icd.figure.Marker;
import icd.figure.Plots;
import icd.figure.Points;
import icd.figure.Rule;
import icd.figure.Samples;
import icd.figure.Series;
import icd.figure.Shades;
import icd.figure.Style;
import icd.figure.TextStyle;
import icd.figure.Trajectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Figures in characters: sizes, what stands where, and what a terminal that can do less gets. */
class TextFigureTest {

    private static final List<TextStyle> STYLES = List.of(
            TextStyle.plain(),
            TextStyle.ascii(),
            new TextStyle(TextStyle.Colours.ANSI_256, true),
            new TextStyle(TextStyle.Colours.TRUE_COLOUR, true));

    @TestFactory
    Stream<DynamicTest> noLineIsLongerThanAsked() {
        List<Figure> figures = new ArrayList<>(Gallery.all());
        figures.add(Samples.fig3a());
        figures.add(Samples.fig3b());
        return figures.stream()
                .map(figure -> DynamicTest.dynamicTest(figure.name(), () -> {
                    for (TextStyle style : STYLES) {
                        for (int columns : new int[] {20, 61, 120}) {
                            String text = Figures.text(figure, columns, 30, style);
                            assertThat(text)
                                    .isEqualTo(Figures.text(figure, columns, 30, style))
                                    .endsWith("\n");
                            assertThat(lines(text)).allMatch(line -> TextWords.width(line) <= columns);
                            assertThat(text.contains("\u001b"))
                                    .as("escape sequences")
                                    .isEqualTo(style.coloured());
                            if (!style.unicode()) {
                                assertThat(text).matches("[ -~\n]*");
                            }
                        }
                    }
                }));
    }

    @Test
    void aFigureTakesTheLinesItIsGiven() {
        assertThat(lines(Figures.text(Samples.fig3a(), 120, 40, TextStyle.plain())))
                .hasSizeBetween(38, 40);
        assertThat(lines(Figures.text(Gallery.errors(), 80, 24, TextStyle.ascii())))
                .hasSize(24);
    }

    @Test
    void pointsStandWhereTheAxesSay() {
        Axis axis = Axis.of("").range(0, 10);
        Points points = new Points(
                "",
                new double[] {0, 10, 5},
                new double[] {0, 10, 10},
                Style.of(Colour.BLUE).marker(Marker.CIRCLE));
        List<String> lines = lines(Figures.text(
                Figure.of("corners", "").row(new Chart("", axis, axis, points)), 40, 12, TextStyle.ascii()));
        assertThat(lines.get(0)).startsWith("10+").endsWith("o");
        assertThat(lines.get(0).indexOf('o'))
                .as("the middle of 36 columns from the fourth on")
                .isEqualTo(3 + 18);
        int last = lines.size() - 3;
        assertThat(lines.get(last)).isEqualTo(" 0+o");
        assertThat(lines.get(last + 1)).startsWith("  ++").hasSize(39);
        assertThat(lines.get(last + 2)).contains("0").endsWith("10");
    }

    /** A plot of equal units is narrower than its lines: its numbers must have room in its own width. */
    @Test
    void everyTickOfEqualUnitsHasItsNumber() {
        for (double end : new double[] {0.3, 1.4, 7, 40}) {
            Axis axis = Axis.of("").range(-end, end);
            Points point = new Points("", new double[] {0}, new double[] {0}, Style.of(Colour.BLACK));
            Figure figure = Figure.of("square", "").row(new Chart("", axis, axis, point).withEqualUnits());
            for (int columns : new int[] {60, 80, 120, 200}) {
                List<String> lines = lines(Figures.text(figure, columns, 24, TextStyle.plain()));
                int ticks = IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).contains("└"))
                        .findFirst()
                        .orElseThrow();
                assertThat(lines.get(ticks + 1).strip().split(" +"))
                        .as("numbers below %s", lines.get(ticks))
                        .hasSize((int)
                                lines.get(ticks).chars().filter(c -> c == '┬').count());
            }
        }
    }

    /** A power of ten that numbers leave out is said though the axis has no label. */
    @Test
    void unitsStandWithoutALabelToo() {
        Figure figure = Plots.curves("", "", List.of(Series.of("", new double[] {1e6, 2e6, 4e6})));
        assertThat(Figures.text(figure, 80, 12, TextStyle.plain())).startsWith("(units of 10⁶)\n4┤");
    }

    @Test
    void circlesOfATokensWeightDiffer() {
        List<Points> tokens = DoubleStream.of(0.6, 1.2, 5)
                .mapToObj(size -> Points.at(
                        "(t)",
                        size,
                        0,
                        Style.of(Colour.BLUE).marker(Marker.CIRCLE).size(size).filled()))
                .toList();
        Chart chart = new Chart("", Axis.of("").range(0, 6), Axis.of("").range(-1, 1), tokens.toArray(Points[]::new));
        assertThat(Figures.text(Figure.of("w", "").row(chart), 60, 10, TextStyle.plain()))
                .containsPattern("·.*•.*●");
    }

    /** Six panels of a row that would take three strips of two at full width. */
    @Test
    void panelsAreNarrowerWhereThePageWouldBeTooLong() {
        Chart[] panels = IntStream.range(0, 6)
                .mapToObj(i ->
                        new Chart("panel " + i, Axis.of("x"), Axis.of("y"), Points.at("", i, i, Style.of(Colour.BLUE))))
                .toArray(Chart[]::new);
        Figure figure = Figure.of("six", "").row(panels);
        assertThat(lines(Figures.text(figure, 80, 22, TextStyle.plain()))).hasSizeLessThanOrEqualTo(22);
    }

    @Test
    void noNameIsLeftOutBelowABar() {
        List<String> names =
                List.of("linear attention", "softmax attention", "sparsemax attention", "entmax attention");
        Figure figure = Plots.bars(names, 1, 2, 3, 4);
        String text = Figures.text(figure, 60, 14, TextStyle.plain());
        assertThat(text)
                .contains("linear at", "softmax a", "sparsemax", "entmax at")
                .doesNotContain("•");
        assertThat(Figures.svg(figure)).contains(names);
    }

    @Test
    void aDotIsOneOfEightInItsCharacter() {
        DotGrid dots = new DotGrid(2, 1);
        dots.dot(0, 0, 0xFF0000, 'x');
        dots.dot(1, 3, 0x00FF00, 'y');
        dots.dot(2, 1, 0x0000FF, 'z');
        dots.dot(-1, 0, 0, '!');
        dots.dot(4, 0, 0, '!');
        dots.dot(0, 4, 0, '!');
        TextCanvas braille = new TextCanvas(3, 1, TextStyle.plain());
        dots.stamp(braille, 1, 0);
        assertThat(braille.text()).isEqualTo(" \u2881\u2802\n"); // dots 1 and 8; dot 2
        TextCanvas ascii = new TextCanvas(3, 1, TextStyle.ascii());
        dots.stamp(ascii, 1, 0);
        assertThat(ascii.text()).isEqualTo(" yz\n");
    }

    @Test
    void marksDifferWithoutColours() {
        for (TextStyle style : List.of(TextStyle.plain(), TextStyle.ascii())) {
            for (Figure figure : Gallery.all()) {
                List<Integer> glyphs = new TextLooks(figure, style)
                        .all().stream().map(TextLooks.Look::glyph).toList();
                assertThat(new HashSet<>(glyphs)).as(figure.name()).hasSameSizeAs(glyphs);
            }
        }
        String text = Figures.text(Samples.fig3a(), 100, 30, TextStyle.ascii());
        assertThat(text).contains("-^- linear attention   -o- softmax attention");
    }

    @Test
    void coloursAreAskedForAsTheTerminalUnderstandsThem() {
        Figure figure = Figure.of("field", "")
                .row(new Chart(
                        "",
                        Axis.of(""),
                        Axis.of(""),
                        new Field(
                                new double[] {0, 1},
                                new double[] {0, 1},
                                new double[][] {{0, 0}, {1, 1}},
                                Shades.linear(""))));
        String last = "\u001b[48;2;253;231;37m"; // of viridis
        String first = "\u001b[48;2;68;1;84m";
        String text = Figures.text(figure, 20, 10, new TextStyle(TextStyle.Colours.TRUE_COLOUR, true));
        assertThat(text).contains(last).contains(first).doesNotContain(";5;");
        assertThat(text.indexOf(last)).as("what is high in y stands above").isLessThan(text.indexOf(first));
        assertThat(Figures.text(figure, 20, 10, new TextStyle(TextStyle.Colours.ANSI_256, true)))
                .contains("\u001b[48;5;")
                .doesNotContain(";2;");
        for (String line : Figures.text(figure, 20, 10, new TextStyle(TextStyle.Colours.TRUE_COLOUR, true))
                .split("\n")) {
            assertThat(line.contains("\u001b") ? line.lastIndexOf("\u001b[0m") : 0)
                    .isGreaterThanOrEqualTo(line.lastIndexOf("\u001b["));
        }
        assertThat(TextCanvas.nearest(0xFF0000)).isEqualTo(196);
        assertThat(TextCanvas.nearest(0x808080)).isEqualTo(244);
        assertThat(TextCanvas.nearest(0x5F87AF)).isEqualTo(67);
    }

    @Test
    void darkInkIsLeftToTheTerminal() {
        Chart chart = new Chart(
                "",
                Axis.of(""),
                Axis.of(""),
                new Points("p", new double[] {1}, new double[] {1}, Style.of(Colour.BLACK)));
        assertThat(Figures.text(
                        Figure.of("black", "").row(chart), 30, 10, new TextStyle(TextStyle.Colours.TRUE_COLOUR, true)))
                .doesNotContain("\u001b");
    }

    @Test
    void anEmptyChartStillHasItsAxes() {
        String text = Figures.text(
                Figure.of("empty", "")
                        .row(new Chart("Nothing", Axis.of("x"), Axis.of("y").log())),
                30,
                12,
                TextStyle.ascii());
        assertThat(text).contains("Nothing").contains("10+").contains("0.0").contains("x");
    }

    @Test
    void wideCharactersCountTwice() {
        assertThat(TextWords.width("a語e\u0301")).isEqualTo(4);
        assertThat(TextWords.cut("語語語", 5, TextStyle.plain())).isEqualTo("語語…");
        TextCanvas canvas = new TextCanvas(6, 1, TextStyle.plain());
        canvas.write(0, 0, "語語語語", TextCanvas.NONE);
        assertThat(canvas.text()).isEqualTo("語語語\n");
    }

    @Test
    void labelsAreWrittenAsTheTerminalCan() {
        assertThat(TextWords.plain("σ_Z^2 = 10^{-3}, W_{KQ}, x_{12}", TextStyle.plain()))
                .isEqualTo("σ_Z² = 10⁻³, W_KQ, x₁₂");
        assertThat(TextWords.plain("10^{−3}", TextStyle.plain())).isEqualTo("10⁻³");
        assertThat(TextWords.plain("σ_Z^2 ≤ 10^{−3} × Δé語", TextStyle.ascii()))
                .isEqualTo("sigma_Z^2 <= 10^-3 x Deltae?");
    }

    @Test
    void tooSmallATerminalIsRefused() {
        assertThatThrownBy(() -> Figures.text(Samples.fig3a(), 19, 24, TextStyle.plain()))
                .hasMessage("Figure fig3a: columns must be at least 20, got 19");
        assertThatThrownBy(() -> Figures.text(Samples.fig3a(), 80, 7, TextStyle.plain()))
                .hasMessage("Figure fig3a: rows must be at least 8, got 7");
    }

    @Test
    void aWholePageIsAsItWas() throws IOException {
        Figure figure = snapshot();
        assertThat(Figures.text(figure, 72, 22, TextStyle.plain())).isEqualTo(resource("terminal-plain.txt"));
        assertThat(Figures.text(figure, 72, 22, TextStyle.ascii())).isEqualTo(resource("terminal-ascii.txt"));
    }

    /** A curve with its rule, contours with a trajectory. Exact arithmetic only, so that the page is the same anywhere. */
    static Figure snapshot() {
        double[] x = Gallery.range(0, 8, 33);
        double[] grid = Gallery.range(-2, 2, 17);
        double[][] bowl = Gallery.table(grid, grid, (a, b) -> a * a + b * b / 2);
        Style line = Style.of(Colour.BLUE).marker(Marker.CIRCLE);
        return Figure.of("snapshot", "")
                .row(
                        new Chart(
                                "Loss",
                                Axis.of("epoch"),
                                Axis.of("MSE/n"),
                                new Line("softmax", x, Gallery.map(x, t -> 1 + 3 / (1 + t)), line),
                                new Rule("Bayes", 1, Style.of(Colour.PURPLE).dash(Dash.DASHED))),
                        new Chart(
                                "Energy",
                                Axis.of("s_1"),
                                Axis.of("s_2"),
                                Contours.of("E", grid, grid, bowl),
                                new Trajectory(
                                        "descent",
                                        new double[] {-1.5, -0.75, 0},
                                        new double[] {1.5, 1, 0},
                                        Style.of(Colour.VERMILION))))
                .withLetters()
                .note("Two panels.");
    }

    private static List<String> lines(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "").lines().toList();
    }

    private static String resource(String name) throws IOException {
        try (var in = TextFigureTest.class.getResourceAsStream("/figure/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
