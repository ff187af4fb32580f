package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Axis;
import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.Colour;
import icd.figure.Contours;
import icd.figure.ErrorBars;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.Gallery;
import icd.figure.Histogram;
import icd.figure.Levels;
import icd.figure.Line;
import icd.figure.Line3d;
import icd.figure.Note;
import icd.figure.Panel;
import icd.figure.Points;
import icd.figure.Points3d;
import icd.figure.SharedAxes;
import icd.figure.Style;
import icd.figure.Trajectory;
import icd.figure.VerticalRule;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every kind of panel and mark, through every renderer. */
class GalleryTest {

    private static final Style STYLE = Style.of(Colour.BLUE);

    @TestFactory
    Stream<DynamicTest> everyFigureIsInOrderAtEveryWidth() {
        return Gallery.all().stream()
                .map(figure -> DynamicTest.dynamicTest(figure.name(), () -> {
                    for (double width : new double[] {85, 171, 254}) {
                        if (width > 85 || !figure.name().equals("edges")) {
                            LayoutTest.check(figure.width(width));
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyRendererDrawsEveryFigureAlikeEachTime() {
        return Gallery.all().stream()
                .map(figure -> DynamicTest.dynamicTest(figure.name(), () -> {
                    Map<String, byte[]> files = Figures.render(figure.width(110));
                    Map<String, byte[]> again = Figures.render(figure.width(110));
                    files.forEach((kind, bytes) -> assertThat(bytes).as(kind).isEqualTo(again.get(kind)));
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(files.get("svg")));
                    try (PDDocument pdf = Loader.loadPDF(files.get("pdf"))) {
                        String text = new PDFTextStripper().getText(pdf);
                        for (Panel panel : figure.rows().getFirst().panels()) {
                            assertThat(text).contains(panel.title().split("[_^ ]", 2)[0]);
                        }
                    }
                }));
    }

    @Test
    void namesStandAtWholeNumbersAndAllOfThemAreShown() {
        Axis names = Axis.of("", List.of("a", "b", "c"));
        Chart chart = new Chart("", Axis.of("x"), names, Points.at("", 5, 1, STYLE));
        Ticks ticks = new Spans(Figure.of("names", "").row(chart)).y(0, 0).ticks(3, t -> true);
        assertThat(ticks.labels()).containsExactly("a", "b", "c");
        assertThat(ticks.fraction(0)).isEqualTo(1 / 6.0);
        assertThat(ticks.fraction(2)).isEqualTo(5 / 6.0);
        assertThat(ticks.at(ticks.fraction(1.25))).isEqualTo(1.25);
        Chart other = new Chart("", Axis.of("x"), Axis.of("", List.of("a", "b")), Points.at("", 5, 1, STYLE));
        assertThatThrownBy(
                        () -> new Spans(Figure.of("two", "").row(chart, other).share(SharedAxes.Y)))
                .hasMessage("Figure two: y axes of row 1 must have the same names to be shared, got [a, b]");
        assertThatThrownBy(names::log)
                .hasMessage("Axis: an axis of names must have neither range nor logarithms, got [a, b, c]");
        assertThatThrownBy(chart::withEqualUnits).hasMessageContaining("must be linear for equal units");
    }

    @Test
    void heatMapsAloneHaveCellsOfOneSize() {
        try (Typeface face = Typeface.load()) {
            List<Double> sides = Layout.of(Gallery.embedding(), face).items().stream()
                    .filter(Item.Picture.class::isInstance)
                    .map(Item.Picture.class::cast)
                    .filter(picture -> picture.rows() == 8)
                    .map(picture -> picture.box().width() / picture.columns())
                    .toList();
            assertThat(sides).hasSize(4).allSatisfy(side -> assertThat(side).isCloseTo(sides.getFirst(), within(1e-9)));
        }
    }

    @Test
    void sharedAxesHaveOneRangeAndTheirNumbersOutside() {
        Figure figure = Figure.of("shared", "");
        for (int r = 0; r < 2; r++) {
            Panel[] row = new Panel[2];
            for (int c = 0; c < 2; c++) {
                double[] x = {0, 10 * (c + 1)};
                double[] y = {0, 3 * (r + 1) + c};
                row[c] = new Chart("", Axis.of("x"), Axis.of("y"), new Line("", x, y, STYLE));
            }
            figure = figure.row(row);
        }
        Spans alone = new Spans(figure);
        Spans shared = new Spans(figure.share(SharedAxes.BOTH));
        assertThat(alone.y(0, 0).high()).isEqualTo(3);
        assertThat(shared.y(0, 0).high()).isEqualTo(4);
        assertThat(shared.y(1, 1)).isEqualTo(shared.y(1, 0)).isNotEqualTo(shared.y(0, 0));
        assertThat(shared.x(0, 1)).isEqualTo(shared.x(1, 1)).isNotEqualTo(shared.x(0, 0));
        assertThat(numbers(figure))
                .hasSizeGreaterThan(2 * numbers(figure.share(SharedAxes.BOTH)).size() - 4);
        assertThat(numbers(figure.share(SharedAxes.BOTH)))
                .as("0 of two x and two y axes")
                .filteredOn(text -> Double.parseDouble(text.replace('−', '-')) == 0)
                .hasSize(4);
        assertThat(numbers(figure))
                .as("0 of all axes")
                .filteredOn(text -> Double.parseDouble(text.replace('−', '-')) == 0)
                .hasSize(8);
    }

    @Test
    void sharedAxesMustBeOfOneKind() {
        Chart linear = new Chart("", Axis.of(""), Axis.of(""));
        Chart log = new Chart("", Axis.of(""), Axis.of("").log());
        assertThatThrownBy(() ->
                        Figures.svg(Figure.of("mixed", "").row(linear, log).share(SharedAxes.Y)))
                .hasMessage(
                        "Figure mixed: y axes of row 1 must be all linear or all logarithmic to be shared, got both");
        assertThat(Figures.svg(Figure.of("mixed", "").row(linear, log).share(SharedAxes.X)))
                .contains("svg");
    }

    @Test
    void lettersCountPanelsAndSkipBlanks() {
        Chart chart = new Chart("Loss", Axis.of(""), Axis.of(""));
        Figure figure = Figure.of("letters", "")
                .row(chart, new Blank())
                .row(chart, chart)
                .withLetters();
        assertThat(figure.title(0, 0)).isEqualTo("(a) Loss");
        assertThat(figure.title(0, 1)).isEmpty();
        assertThat(figure.title(1, 1)).isEqualTo("(c) Loss");
    }

    @Test
    void csvHoldsEveryMark() {
        List<String> rows = new ArrayList<>(List.of(Figures.csv(marks()).split("\n")));
        assertThat(rows)
                .containsExactly(
                        "panel,row_title,heading,title,series,kind,x,x_end,y,z,low,high,value",
                        "1,,,t,p,points,1.0,,2.0,,,,",
                        "1,,,t,e,error_bars,1.0,,2.0,,1.5,2.5,",
                        "1,,,t,w,trajectory,1.0,,2.0,,,,",
                        "1,,,t,w,trajectory,0.1,,NaN,,,,",
                        "1,,,t,h,histogram,0.0,1.0,5.0,,,,",
                        "1,,,t,h,histogram,1.0,3.0,6.0,,,,",
                        "1,,,t,v,vertical_rule,7.0,,,,,,",
                        "1,,,t,\"a, b\",note,1.0,,2.0,,,,",
                        "1,,,t,E,contours,0.0,,0.0,,,,0.30000000000000004",
                        "1,,,t,E,contours,1.0,,0.0,,,,1.0",
                        "1,,,t,E,contours,0.0,,1.0,,,,2.0",
                        "1,,,t,E,contours,1.0,,1.0,,,,3.0",
                        "1,,,t,,level,,,,,,,0.5",
                        "1,,,t,,level,,,,,,,1.5",
                        "2,,,,q,points,1.0,,2.0,3.0,,,",
                        "2,,,,l,line,1.0,,2.0,3.0,,,");
    }

    private static Figure marks() {
        double[] one = {1};
        double[] two = {2};
        double[] three = {3};
        double[][] values = {{0.1 + 0.2, 1}, {2, 3}};
        double[] grid = {0, 1};
        return Figure.of("marks", "")
                .row(
                        new Chart(
                                "t",
                                Axis.of(""),
                                Axis.of(""),
                                new Points("p", one, two, STYLE),
                                new ErrorBars("e", one, two, new double[] {1.5}, new double[] {2.5}, STYLE),
                                new Trajectory("w", new double[] {1, 0.1}, new double[] {2, Double.NaN}, STYLE),
                                new Histogram("h", new double[] {0, 1, 3}, new double[] {5, 6}, STYLE),
                                new VerticalRule("v", 7, STYLE),
                                new Note("a, b", 1, 2, Note.Side.ABOVE),
                                Contours.of("E", grid, grid, values).levels(Levels.at("E", 0.5, 1.5))),
                        new Chart3d(
                                "",
                                Axis.of(""),
                                Axis.of(""),
                                Axis.of(""),
                                new Points3d("q", one, two, three, STYLE),
                                new Line3d("l", one, two, three, STYLE)));
    }

    @Test
    void everyMarkAndPanelPrintsWithoutItsData() {
        for (Panel panel : marks().rows().getFirst().panels()) {
            assertThat(panel.toString()).doesNotContain("[D@").doesNotContain("[[D@");
        }
    }

    private static List<String> numbers(Figure figure) {
        return items(figure).stream()
                .filter(Item.Text.class::isInstance)
                .map(item -> ((Item.Text) item).label().runs().getFirst().text())
                .filter(text -> text.matches("[−0-9.]+"))
                .toList();
    }

    private static List<Item> items(Figure figure) {
        try (Typeface face = Typeface.load()) {
            return Layout.of(figure, face).items();
        }
    }

    @Test
    void svgKeepsItsTextAsText() {
        assertThat(Figures.svg(Gallery.landscape()).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(150_000);
        assertThat(Figures.svg(Gallery.landscape()))
                .contains(">(a) Attention step</text>")
                .contains(">context tokens</text>");
    }
}
