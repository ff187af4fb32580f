package icd.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a page is told about the places and values of a figure is what the SVG shows. */
class InlineFigureTest {

    private static final Style STYLE = Style.of(Colour.BLUE);
    private static final String NUMBER = "(-?[0-9.]+)";

    @Test
    void theSvgIsThatOfTheFileWithoutPrologAndTitle() {
        for (Figure figure : Gallery.all()) {
            String file = Figures.svg(figure);
            String inline = Figures.inline(figure).svg();
            assertThat(inline).startsWith("<svg ").doesNotContain("<title");
            assertThat(ungrouped(inline.substring(inline.indexOf("<desc"))))
                    .isEqualTo(ungrouped(file.substring(file.indexOf("<desc"))));
        }
    }

    /** Without the groups of series, which the file does not have. */
    private static String ungrouped(String svg) {
        return svg.replaceAll("<g data-series=\"[^\"]*\">\n|</g>\n", "");
    }

    @Test
    void aPanelHasOneNumberInItsLetterTheTableAndThePage() {
        Figure figure = Figure.of("f", "").withLetters();
        for (String titles : List.of("a-b", "-c-", "d--")) {
            figure = figure.row(titles.chars()
                    .mapToObj(c -> c == '-' ? new Blank() : new HeatMap("is " + (char) c, new double[][] {{c}}, ""))
                    .toArray(Panel[]::new));
        }
        assertThat(figure.number(1, 1)).isEqualTo(3);
        assertThat(figure.title(1, 1)).isEqualTo("(c) is c");
        assertThat(Figures.csv(figure).lines().skip(1))
                .containsExactly("1,,,is a,0,0,97.0", "2,,,is b,0,0,98.0", "3,,,is c,0,0,99.0", "4,,,is d,0,0,100.0");
        Matcher names =
                Pattern.compile("is ([a-d])").matcher(Figures.inline(figure).values());
        assertThat(names.results().map(found -> found.group(1))).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatIsDrawnOfASeriesIsInItsGroups() {
        double[] x = {0, 1};
        Line line = new Line("a \"b\" W_{KQ}", x, x, STYLE);
        Line guide = new Line("", x, new double[] {1, 0}, STYLE);
        String drawn = Figures.inline(Figure.of("f", "").row(new Chart("", Axis.of("x"), Axis.of("y"), guide, line)))
                .svg();
        String group = "<g data-series=\"a &quot;b&quot; WKQ\">";
        assertThat(drawn.split(Pattern.quote(group), -1))
                .as("its line, and its markers")
                .hasSize(3);
        String within = drawn.substring(drawn.indexOf(group) + group.length());
        assertThat(within.substring(0, within.indexOf("</g>"))).containsOnlyOnce("<path");
    }

    @Test
    void axesAndBoxOfAChartGiveThePlacesOfItsPoints() {
        double[] x = {1, 10, 1000};
        double[] y = {-3, 0.5, 4};
        Chart chart = new Chart("", Axis.of("x").log(), Axis.of("y"), new Line("a", x, y, STYLE));
        InlineFigure inline = Figures.inline(Figure.of("f", "").row(chart));

        double[] box = numbers(inline.values(), "\"box\":\\[" + NUMBER + "," + NUMBER + "," + NUMBER + "," + NUMBER);
        double[] across = numbers(inline.values(), "\"low\":" + NUMBER + ",\"high\":" + NUMBER + ",\"log\":true");
        double[] up = numbers(inline.values(), "\"low\":" + NUMBER + ",\"high\":" + NUMBER + ",\"log\":false");
        String place = NUMBER + " " + NUMBER;
        double[] drawn = numbers(inline.svg(), "stroke=\"#0072b2\"[^>]* d=\"M" + place + "L" + place + " " + place);
        for (int i = 0; i < x.length; i++) {
            double right = Math.log(x[i] / across[0]) / Math.log(across[1] / across[0]);
            assertThat(box[0] + box[2] * right).isCloseTo(drawn[2 * i], within());
            double above = (y[i] - up[0]) / (up[1] - up[0]);
            assertThat(box[1] + box[3] * (1 - above)).isCloseTo(drawn[2 * i + 1], within());
        }
        assertThat(inline.values()).contains("\"x\":[1,10,1000],\"y\":[-3,0.5,4],\"label\":[\"a\"]");
    }

    @Test
    void namesOfAnAxisAreTold() {
        Line line = new Line("a", new double[] {0, 1}, new double[] {3, 4}, STYLE);
        Chart chart = new Chart("", Axis.of("x", List.of("one", "W_{KQ}")), Axis.of("y"), line);
        assertThat(Figures.inline(Figure.of("f", "").row(chart)).values())
                .contains("\"log\":false,\"names\":[[\"one\"],[\"W\",{\"sub\":\"KQ\"}]]},\"y\":");
    }

    @Test
    void theBoxOfAHeatMapIsThatOfItsPicture() {
        double[][] values = {{1, 2, 3}, {4, Double.NaN, 6}};
        Figure figure = Figure.of("f", "")
                .heading("Softmax", 2)
                .titledRow("spheres", new Blank(), new HeatMap("W_{KQ}", values, "mean"));
        InlineFigure inline = Figures.inline(figure);
        double[] box = numbers(inline.values(), "\"box\":\\[" + NUMBER + "," + NUMBER + "," + NUMBER + "," + NUMBER);
        double[] image = numbers(
                inline.svg(), "x=\"" + NUMBER + "\" y=\"" + NUMBER + "\" width=\"" + NUMBER + "\" height=\"" + NUMBER);
        for (int i = 0; i < 4; i++) {
            assertThat(image[i]).isCloseTo(box[i], within());
        }
        assertThat(inline.values())
                .contains("\"name\":[\"Softmax, spheres, W\",{\"sub\":\"KQ\"}]")
                .contains("\"values\":[[1,2,3],[4,null,6]]");
    }

    @Test
    void pointsInSpaceHaveThePlacesOfTheirDots() {
        double[] x = {0, 1, 2};
        double[] y = {0, 3, 1};
        double[] z = {0, 1, 5};
        Points3d points = new Points3d("p", x, y, z, STYLE);
        Chart3d chart = new Chart3d(
                "",
                Axis.of("x").range(0, 2),
                Axis.of("y").range(0, 3),
                Axis.of("z").range(0, 2),
                points);
        InlineFigure inline = Figures.inline(Figure.of("f", "").row(chart));
        double[] across = numbers(inline.values(), "\"across\":\\[" + NUMBER + "," + NUMBER + ",null\\]");
        double[] down = numbers(inline.values(), "\"down\":\\[" + NUMBER + "," + NUMBER + ",null\\]");
        for (int i = 0; i < 2; i++) {
            double[] at = {across[i], down[i]};
            Pattern dot = Pattern.compile("M" + NUMBER + " " + NUMBER + "h0");
            assertThat(dot.matcher(inline.svg()).results().map(InlineFigureTest::groups))
                    .anySatisfy(place -> {
                        assertThat(place[0]).isCloseTo(at[0], within());
                        assertThat(place[1]).isCloseTo(at[1], within());
                    });
        }
    }

    @Test
    void anyMarkHasItsNumbersToEightDigitsAndNoTextEndsAScript() {
        for (Figure figure : Gallery.all()) {
            assertThat(Figures.inline(figure).values()).doesNotContain("NaN", "Infinity", "<", "&");
        }
        double[] third = {1 / 3.0};
        Chart chart = new Chart(
                "</script><b>&amp;\"\\\\",
                Axis.of("x"),
                Axis.of("y"),
                new Band("b", third, new double[] {1e-300}, new double[] {2e22 / 3}, STYLE),
                new Rule("r", Double.POSITIVE_INFINITY, STYLE));
        assertThat(Figures.inline(Figure.of("f", "").row(chart)).values())
                .contains("\"name\":[\"\\u003c/script\\u003e\\u003cb\\u003e\\u0026amp;\\u0022\\u005c\"]")
                .contains("\"x\":[0.33333333],\"low\":[1.0E-300],\"high\":[6.6666667E21]")
                .contains("{\"kind\":\"rule\",\"y\":[null],\"label\":[\"r\"],\"colour\":\"#0072b2\"}");
    }

    /** A mark states its kind and its columns once: a table and a page have them by the same names. */
    @Test
    void marksHaveTheColumnsOfTheirTable() {
        double[] one = {1};
        double[] two = {2};
        Chart chart = new Chart(
                "",
                Axis.of(""),
                Axis.of(""),
                new ErrorBars("e", one, two, new double[] {1.5}, new double[] {2.5}, STYLE),
                new Trajectory("w", one, two, STYLE),
                new Histogram("h", new double[] {0, 3}, new double[] {5}, STYLE),
                new VerticalRule("v", 7, STYLE),
                new Note("n", 1, 2, Note.Side.ABOVE));
        Figure figure = Figure.of("f", "").row(chart);
        assertThat(Figures.csv(figure).lines().skip(1))
                .containsExactly(
                        "1,,,,e,error_bars,1.0,,2.0,1.5,2.5",
                        "1,,,,w,trajectory,1.0,,2.0,,",
                        "1,,,,h,histogram,0.0,3.0,5.0,,",
                        "1,,,,v,vertical_rule,7.0,,,,",
                        "1,,,,n,note,1.0,,2.0,,");
        assertThat(Figures.inline(figure).values())
                .contains(
                        "{\"kind\":\"error_bars\",\"x\":[1],\"y\":[2],\"low\":[1.5],\"high\":[2.5],\"label\":[\"e\"]",
                        "{\"kind\":\"trajectory\",\"x\":[1],\"y\":[2],\"label\":[\"w\"]",
                        "{\"kind\":\"histogram\",\"x\":[0],\"x_end\":[3],\"y\":[5],\"label\":[\"h\"]",
                        "{\"kind\":\"vertical_rule\",\"x\":[7],\"label\":[\"v\"]",
                        "{\"kind\":\"note\",\"x\":[1],\"y\":[2],\"label\":[\"n\"]");
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(0.011); // the SVG has two decimals
    }

    private static double[] numbers(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return groups(matcher.toMatchResult());
    }

    private static double[] groups(MatchResult match) {
        String[] groups = new String[match.groupCount()];
        Arrays.setAll(groups, i -> match.group(i + 1));
        return Arrays.stream(groups).mapToDouble(Double::parseDouble).toArray();
    }
}
