package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.Draws;
import icd.Property;
import icd.figure.Axis;
import icd.figure.Band;
import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.ColourBar;
import icd.figure.Dash;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.HeatMap;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Markup;
import icd.figure.Note;
import icd.figure.Panel;
import icd.figure.Rule;
import icd.figure.Samples;
import icd.figure.Style;
import icd.figure.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing overlaps, nothing leaves the page, whatever the data. */
class LayoutTest {

    private static final String[] WORDS = {
        "MSE/n",
        "Epoch",
        "softmax",
        "W_{KQ}",
        "σ_Z^2",
        "incomprehensibilities",
        "of",
        "the",
        "mean",
        "−0.5",
        "linear attention"
    };

    @Test
    void theFiguresOfThePaperAreInOrder() {
        check(Samples.fig3a());
        check(Samples.fig3b());
        check(Samples.fig3b().colourBar(new ColourBar("weight", ColourBar.Sharing.FIGURE, 1)));
        check(Samples.fig3b().colourBar(ColourBar.of("weight", ColourBar.Sharing.ROW)));
        check(Samples.fig3a().width(100));
    }

    @Property(cases = 400)
    void anyFigureIsInOrder(Draws draws) {
        long seed = draws.seed();
        check(figure(new Random(seed)));
    }

    @Test
    void everyTextOfTheFigureIsThere() {
        List<String> texts =
                texts(scene(Samples.fig3a())).stream().map(LayoutTest::plain).toList();
        assertThat(texts)
                .contains("Case 1: subspaces", "Case 2: spheres", "Case 3: mixtures", "Epoch", "MSE/n")
                .containsOnlyOnce("linear attention", "softmax attention", "zero predictor", "Bayes", "MSE/n")
                .contains("Bayes for zero variance [8]");
        List<String> maps =
                texts(scene(Samples.fig3b())).stream().map(LayoutTest::plain).toList();
        assertThat(maps)
                .filteredOn("WKQ initial"::equals)
                .as("once over each column")
                .hasSize(2);
        assertThat(maps).contains("Subspaces", "Spheres", "Mixtures", "Linear attention", "0.194", "1.607", "−0.71");
    }

    @Test
    void theLegendShowsOneLookForOneLabel() {
        Style other = Samples.BAYES.dash(Dash.DOTTED);
        Chart first = new Chart("", Axis.of(""), Axis.of(""), new Rule("Bayes", 1, Samples.BAYES));
        Chart second = new Chart("", Axis.of(""), Axis.of(""), new Rule("Bayes", 2, other));
        assertThatThrownBy(() -> scene(Figure.of("two-looks", "").row(first, second)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Figure two-looks: rule \"Bayes\" must look the same everywhere");
    }

    /** The legend has no room for a curve of theory beside each measured one; the CSV names them all. */
    @Test
    void aLabelInRoundBracketsStandsInTheCsvAlone() {
        Line measured = new Line("L = 30", new double[] {0, 1}, new double[] {1, 2}, Samples.BAYES);
        Line theory = new Line("(theory, L = 30)", new double[] {0, 1}, new double[] {1, 3}, Samples.BAYES);
        Figure figure = Figure.of("theory", "").row(new Chart("", Axis.of(""), Axis.of(""), measured, theory));
        assertThat(texts(scene(figure)).stream().map(LayoutTest::plain))
                .contains("L = 30")
                .doesNotContain("(theory, L = 30)");
        assertThat(Figures.text(figure, 60, 20, new TextStyle(TextStyle.Colours.TRUE_COLOUR, true)))
                .contains("L = 30")
                .doesNotContain("theory");
        assertThat(Figures.csv(figure)).contains("(theory");
    }

    /** Rows of much the same length would part the values, as three and three names; they keep together if no row is lost. */
    @Test
    void theLegendKeepsTheValuesOfOneThingInARow() {
        List<String> values = List.of("initial α = −0.2", "initial α = 0.1", "initial α = 0.3", "initial α = 1");
        List<Mark> marks = new ArrayList<>();
        for (String label : Stream.concat(values.stream(), Stream.of("Bayes", "best scaled identities at L"))
                .toList()) {
            marks.add(new Rule(label, marks.size(), Style.of(Colour.viridis(0.1 * marks.size()))));
        }
        Scene scene = scene(Figure.of("values", "").row(new Chart("", Axis.of(""), Axis.of(""), marks)));
        assertThat(texts(scene).stream()
                        .filter(text -> values.contains(plain(text)))
                        .map(Item.Text::y)
                        .distinct())
                .hasSize(1);
        assertThat(texts(scene).stream()
                        .filter(text ->
                                marks.stream().anyMatch(mark -> mark.label().equals(plain(text))))
                        .map(Item.Text::y)
                        .distinct())
                .hasSize(2);
    }

    /** Ends and middle of the published table. */
    @Test
    void viridisRunsFromDarkBlueToYellow() {
        assertThat(Colour.viridis(0)).isEqualTo(new Colour(0x44, 0x01, 0x54));
        assertThat(Colour.viridis(1)).isEqualTo(new Colour(0xFD, 0xE7, 0x25));
        assertThat(Colour.viridis(7.0 / 15)).isEqualTo(new Colour(0x23, 0x88, 0x8E));
        assertThatThrownBy(() -> Colour.viridis(Double.NaN))
                .hasMessage("Colour.viridis: fraction must be between 0 and 1, got NaN");
    }

    @Test
    void aRuleOutsideASetRangeIsNotDrawnAndOneInsideIs() {
        Axis y = Axis.of("").range(0, 1);
        Chart out = new Chart("", Axis.of(""), y, new Rule("", 2, Samples.BAYES));
        Chart in = new Chart("", Axis.of(""), y, new Rule("", 0.5, Samples.BAYES));
        assertThat(clips(scene(Figure.of("out", "").row(out))).getFirst().items())
                .isEmpty();
        assertThat(clips(scene(Figure.of("in", "").row(in))).getFirst().items()).hasSize(1);
    }

    /** Names stand right of the plot area in the order of the ends, clear of each other, and not in the legend. */
    @Test
    void linesAreNamedWhereTheyEnd() {
        double[] x = {0, 1};
        List<Mark> marks = List.of(
                new Line("lowest", x, new double[] {3, 1}, Style.of(Colour.BLUE)),
                new Band("lowest", x, new double[] {2, 0.9}, new double[] {4, 1.1}, Style.of(Colour.BLUE)),
                new Rule("near it", 1.001, Samples.BAYES),
                new Line("highest", x, new double[] {1, 4}, Style.of(Colour.BLACK)));
        Chart chart = new Chart("", Axis.of(""), Axis.of("y"), marks);
        Scene scene = scene(Figure.of("direct", "").width(84).row(chart.withDirectLabels()));
        List<Item.Text> names = texts(scene).stream()
                .filter(text -> marks.stream().anyMatch(mark -> mark.label().equals(plain(text))))
                .toList();
        assertThat(names).extracting(LayoutTest::plain).containsExactly("highest", "near it", "lowest");
        Box plot = clips(scene).getFirst().box();
        assertThat(names).allMatch(name -> name.box().x() > plot.right());
        assertThat(names.get(1).y() - names.get(0).y()).isGreaterThan(20);
        assertThat(names.get(2).y() - names.get(1).y()).isBetween(8.0, 10.0);
        assertThat(texts(scene(Figure.of("legend", "").width(84).row(chart))))
                .filteredOn(text -> plain(text).equals("lowest"))
                .allMatch(text -> text.y() > plot.bottom());
    }

    @Test
    void noTextIsSmallerThanSixPoints() {
        Figure maps = Samples.fig3b().note("a note ".repeat(80) + "σ_Z^2");
        Figure narrow = Samples.fig3a().width(100).title("a long title that has no room ".repeat(9) + "W_{KQ}");
        for (Figure figure : List.of(maps, narrow)) {
            assertThat(texts(scene(figure)).stream().flatMap(text -> text.label().runs().stream()))
                    .isNotEmpty()
                    .allMatch(run -> run.size() >= 6);
        }
    }

    @Test
    void anInsetShowsAPartInTheUpperRightCorner() {
        Line line = new Line("", new double[] {0, 1, 10}, new double[] {1, 0.1, 0.09}, Style.of(Colour.BLUE));
        Chart chart = new Chart("", Axis.of("x"), Axis.of("y"), line);
        Axis none = Axis.of("");
        Scene scene =
                scene(Figure.of("inset", "").width(84).row(chart.withInset(none.range(1, 10), none.range(0.08, 0.11))));
        List<Item.Clip> clips = clips(scene);
        assertThat(clips).hasSize(2);
        Box whole = clips.getFirst().box();
        Box inset = clips.getLast().box();
        assertThat(whole.contains(inset)).isTrue();
        assertThat(inset.right()).isEqualTo(whole.right());
        assertThat(inset.y()).isEqualTo(whole.y());
        assertThat(inset.width()).isBetween(0.4 * whole.width(), 0.7 * whole.width());
    }

    @Test
    void gapsBreakALineAndALonePointIsSeen() {
        double nan = Double.NaN;
        Line line = new Line(
                "", new double[] {0, 1, 2, 3, 4, 5}, new double[] {1, 2, nan, 3, nan, 4}, Style.of(Colour.BLUE));
        Scene scene = scene(Figure.of("gaps", "").row(new Chart("", Axis.of(""), Axis.of(""), line)));
        assertThat(clips(scene).getFirst().items()).as("points 0 and 1").hasSize(1);
        assertThat(scene.items())
                .filteredOn(Item.Fill.class::isInstance)
                .as("points 3 and 5")
                .hasSize(2);
    }

    @Test
    void tooNarrowAPageSaysHowWideItMustBe() {
        assertThatThrownBy(() -> scene(Samples.fig3b().width(60)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("Figure fig3b: width must be at least \\d+ mm for 8 columns, got 60.0");
        assertThatThrownBy(() -> scene(Figure.of("empty", "")))
                .hasMessage("Figure empty: rows must not be empty, got none");
        assertThatThrownBy(() -> scene(Samples.fig3b().heading("more", 1)))
                .hasMessage("Figure fig3b: headings must span all 8 columns, got 9");
    }

    /** Notes alone may stand on plots. */
    static void check(Figure figure) {
        Scene scene = scene(figure);
        double margin = 2;
        Box page = new Box(margin, margin, scene.width() - 2 * margin, scene.height() - 2 * margin);
        List<Item.Text> texts = texts(scene);
        List<Box> areas = new ArrayList<>();
        for (Item item : flat(scene.items())) {
            switch (item) {
                case Item.Labelled series -> throw new AssertionError("flat leaves " + series);
                case Item.Clip clip -> areas.add(clip.box());
                case Item.Picture picture -> areas.add(picture.box());
                case Item.Stroke stroke ->
                    assertThat(page.contains(bounds(stroke.xs(), stroke.ys()))).isTrue();
                case Item.Fill fill ->
                    assertThat(fill.rings()).allMatch(ring -> page.contains(bounds(ring[0], ring[1])));
                case Item.Dots dots ->
                    assertThat(dots.xs().length == 0 || page.contains(bounds(dots.xs(), dots.ys())))
                            .isTrue();
                case Item.Text text ->
                    assertThat(page.contains(text.box()))
                            .as("%s on the page", plain(text))
                            .isTrue();
            }
        }
        for (int i = 0; i < texts.size(); i++) {
            Box box = texts.get(i).box();
            for (int j = 0; j < i; j++) {
                assertThat(box.overlaps(texts.get(j).box()))
                        .as("'%s' on '%s' in %s", plain(texts.get(i)), plain(texts.get(j)), figure)
                        .isFalse();
            }
            for (Box area : isNote(texts.get(i), figure) ? List.<Box>of() : areas) {
                assertThat(box.overlaps(area))
                        .as("'%s' on a plot in %s", plain(texts.get(i)), figure)
                        .isFalse();
            }
        }
        for (int i = 0; i < areas.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(areas.get(i).overlaps(areas.get(j)))
                        .as("plots %d and %d of %s", i, j, figure)
                        .isFalse();
            }
        }
    }

    private static boolean isNote(Item.Text text, Figure figure) {
        return figure.rows().stream()
                .flatMap(row -> row.panels().stream())
                .filter(Chart.class::isInstance)
                .flatMap(panel -> ((Chart) panel).marks().stream())
                .anyMatch(mark ->
                        mark instanceof Note note && Markup.plain(note.text()).contains(plain(text)));
    }

    private static Figure figure(Random random) {
        int columns = 1 + random.nextInt(4);
        ColourBar.Sharing sharing = ColourBar.Sharing.values()[random.nextInt(3)];
        double limit =
                random.nextBoolean() ? Double.NaN : Math.pow(10, random.nextInt(9) - 4) * (0.5 + random.nextDouble());
        Figure figure = Figure.of("random", "")
                .width(columns == 4 ? 195 : 130 + random.nextInt(60))
                .colourBar(new ColourBar(random.nextBoolean() ? "" : words(random, 4), sharing, limit))
                .note(words(random, 20));
        if (random.nextBoolean()) {
            int split = 1 + random.nextInt(columns);
            figure = figure.heading(words(random, 5), split);
            figure = split < columns ? figure.heading(words(random, 5), columns - split) : figure;
        }
        for (int r = 1 + random.nextInt(3); r > 0; r--) {
            List<Panel> panels = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                int kind = random.nextInt(8);
                panels.add(
                        kind == 0
                                ? new Blank()
                                : kind < 4
                                        ? map(random)
                                        : kind == 4 && columns < 3
                                                ? chart(random).withDirectLabels()
                                                : chart(random));
            }
            String title = random.nextBoolean() ? "" : words(random, 6);
            figure = figure.titledRow(title, panels.toArray(Panel[]::new));
        }
        return figure;
    }

    private static Chart chart(Random random) {
        double scale = Math.pow(10, random.nextInt(17) - 8);
        double offset = random.nextInt(3) * scale * Math.pow(10, random.nextInt(6)) * (random.nextDouble() - 0.5);
        List<Mark> marks = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            int n = random.nextInt(3) == 0 ? random.nextInt(3) : 40;
            double[] x = random.doubles(n).map(v -> v * 200).sorted().toArray();
            double[] low = random.doubles(n)
                    .map(v -> random.nextInt(9) == 0 ? Double.NaN : offset + scale * v)
                    .toArray();
            double[] high = Arrays.stream(low).map(v -> v + scale).toArray();
            String label = "series " + i + " " + words(random, i);
            Style style = Style.of(Colour.BLUE).marker(Marker.values()[i]).dash(Dash.values()[i]);
            marks.add(new Band(label + i, x, low, high, style));
            marks.add(new Line(label + random.nextInt(), x, low, style));
        }
        if (random.nextBoolean()) {
            marks.add(new Rule(words(random, 3) + random.nextInt(), offset - scale, Samples.BAYES));
        }
        Axis y = Axis.of(words(random, 8));
        return new Chart(
                words(random, 6),
                Axis.of(words(random, 6)),
                random.nextInt(3) == 0 ? y.range(offset, offset + scale * (0.1 + random.nextDouble())) : y,
                marks);
    }

    private static HeatMap map(Random random) {
        double scale = Math.pow(10, random.nextInt(13) - 6);
        double[][] values = new double[4 + random.nextInt(5)][5];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextInt(20) == 0 ? Double.NaN : scale * random.nextGaussian());
        }
        return new HeatMap(
                random.nextBoolean() ? "same" : words(random, 4), values, random.nextBoolean() ? "" : words(random, 5));
    }

    private static String words(Random random, int most) {
        StringBuilder words = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            words.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return words.toString().strip();
    }

    private static Scene scene(Figure figure) {
        try (Typeface face = Typeface.load()) {
            return Layout.of(figure, face);
        }
    }

    private static List<Item.Text> texts(Scene scene) {
        return scene.items().stream()
                .filter(Item.Text.class::isInstance)
                .map(Item.Text.class::cast)
                .toList();
    }

    /** The items of series one by one, but for what is within a clip. */
    static List<Item> flat(List<Item> items) {
        return items.stream()
                .flatMap(item -> item instanceof Item.Labelled series ? flat(series.items()).stream() : Stream.of(item))
                .toList();
    }

    private static List<Item.Clip> clips(Scene scene) {
        return scene.items().stream()
                .filter(Item.Clip.class::isInstance)
                .map(Item.Clip.class::cast)
                .toList();
    }

    private static String plain(Item.Text text) {
        return String.join("", text.label().runs().stream().map(Label.Run::text).toList());
    }

    private static Box bounds(double[] xs, double[] ys) {
        var x = Arrays.stream(xs).summaryStatistics();
        var y = Arrays.stream(ys).summaryStatistics();
        return new Box(x.getMin(), y.getMin(), x.getMax() - x.getMin(), y.getMax() - y.getMin());
    }
}
