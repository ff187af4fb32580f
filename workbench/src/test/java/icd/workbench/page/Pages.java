package icd.workbench.page;

import icd.figure.Axis;
import icd.figure.Band;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.Colour;
import icd.figure.Contours;
import icd.figure.ErrorBars;
import icd.figure.Field;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Histogram;
import icd.figure.Line;
import icd.figure.Marker;
import icd.figure.Numbers;
import icd.figure.Points;
import icd.figure.Points3d;
import icd.figure.Rule;
import icd.figure.Shades;
import icd.figure.SingleCurve;
import icd.figure.Style;
import icd.figure.Trajectory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pages with made-up content. */
final class Pages {

    static final String CSV = "panel,x,y\n1,0,1\n";

    private static final Style STYLE = Style.of(Colour.BLUE);

    private Pages() {}

    static Page small() {
        return new Page(
                new Head(
                        "fig3",
                        "Figure 3: training dynamics",
                        "Smart, Bietti & Sengupta (ICML 2025), Figure 3",
                        "workbench 0.1.0 (1a2b3c4), 12 s",
                        "workbench run recipe.yaml",
                        Optional.of(
                                new Head.Citation("arXiv:2502.05164", "https://arxiv.org/abs/2502.05164", "@x{y}"))),
                figures().stream().map(Pages::picture).toList(),
                List.of("Training dynamics for the studied cases."),
                List.of("The paper draws Bayes at 0.03022, which is not the Bayes loss."),
                List.of(new Fact("Run", "36 trials"), new Fact("Found", "1.08 times the Bayes loss")),
                "± is one standard error.",
                List.of(new Judged("Expectations", "1 of 2 expectations is met", false, List.of(expectations()))),
                List.of(
                        results(),
                        new PageTable(
                                        "Trials",
                                        List.of(PageTable.Column.words("trial"), PageTable.Column.numbers("beta", "")),
                                        List.of(List.of("spheres-softmax-seed1", "3.22")))
                                .fold()),
                List.of("spheres-linear-seed2: the loss became infinite"),
                "name: fig3\ntitle: \"Figure 3\"\n",
                List.of(new Fact("Java", "25.0.1"), new Fact("seeds", "1 to 6")),
                Attachments.of(List.of(
                        new Attachment("recipe.yaml", "recipe", "name: fig3\n".getBytes(StandardCharsets.UTF_8)),
                        new Attachment("figures/fig3a.csv", "figures", CSV.getBytes(StandardCharsets.UTF_8)),
                        new Attachment("trials/large.csv", "trials", Long.MAX_VALUE, () -> new byte[0]))));
    }

    /** A figure with a file and the curve of a single trial. */
    static Picture picture(Figure figure) {
        SingleCurve single = new SingleCurve(
                0, "softmax", "training.seed = 2", Numbers.of(0, 1, 2, 3), Numbers.of(1, 0.6, 0.45, 0.4));
        return Picture.of(
                figure,
                Map.of("csv", CSV.getBytes(StandardCharsets.UTF_8)),
                figure.name().equals("fig3a") ? List.of(single) : List.of());
    }

    static List<Figure> figures() {
        return List.of(curves("fig3a"), weights("fig3b"));
    }

    private static PageTable expectations() {
        return new PageTable(
                "What was expected",
                List.of(PageTable.Column.words("quantity"), PageTable.Column.verdicts("verdict")),
                List.of(List.of("alpha beta of case 1", "✓ met"), List.of("fresh loss", "✗ not met")));
    }

    static PageTable results() {
        return new PageTable(
                "Losses",
                List.of(
                        PageTable.Column.words("case, attention"),
                        PageTable.Column.numbers("train", "MSE/n"),
                        PageTable.Column.numbers("fresh", "MSE/n")),
                List.of(
                        List.of("subspaces linear", "0.3551", "0.3612"),
                        List.of("subspaces softmax", "0.3871", "0.3980")));
    }

    static Figure curves(String name) {
        double[] x = {0, 1, 2, 3};
        double[] y = {1, 0.5, 0.4, 0.38};
        double[] low = {0.9, 0.45, 0.35, 0.33};
        double[] high = {1.1, 0.6, 0.45, 0.43};
        Chart chart = new Chart(
                "Case 1",
                Axis.of("Epoch"),
                Axis.of("Test MSE/n"),
                new Band("softmax", x, low, high, STYLE),
                new Line("softmax", x, y, STYLE),
                new Rule("Bayes", 0.3333, Style.of(Colour.PURPLE)));
        return Figure.of(name, "Loss against epoch").row(chart);
    }

    static Figure weights(String name) {
        double[][] values = {{1, 2, 3}, {4, 5, 6}};
        return Figure.of(name, "Weights before training").width(90).row(new HeatMap("W_{KQ}", values, ""));
    }

    /** A page with every kind of panel and mark. */
    static Page ofEveryKind() {
        List<Picture> pictures = Stream.of(landscape(), losses(), space(), names())
                .map(Pages::picture)
                .toList();
        return new Page(new Head("kinds", "Every kind", ""), List.of(), pictures, List.of());
    }

    /** The square of the distance from the origin, with points and a path. */
    private static Figure landscape() {
        double[] axis =
                IntStream.rangeClosed(-10, 10).mapToDouble(i -> i / 10.0).toArray();
        double[][] energy = new double[21][21];
        for (int i = 0; i < 21; i++) {
            for (int j = 0; j < 21; j++) {
                energy[i][j] = axis[i] * axis[i] + axis[j] * axis[j];
            }
        }
        Chart chart = new Chart(
                        "",
                        Axis.of("x₁"),
                        Axis.of(""),
                        Contours.of("Energy", axis, axis, energy),
                        new Line("valley", new double[] {-0.9, 0.9}, new double[] {0.9, 0.9}, STYLE.width(0.5)),
                        new Points("tokens", new double[] {0.3, -0.4}, new double[] {-0.6, 0.2}, STYLE),
                        new Trajectory("descent", new double[] {0.8, 0.4, 0}, new double[] {-0.8, -0.4, 0}, STYLE))
                .withEqualUnits();
        return Figure.of("landscape", "An energy").width(100).row(chart);
    }

    private static Figure losses() {
        double[] x = {1, 10, 100};
        double[] y = {0.01, 1};
        double[][] ratios = {{1, 0.1, 0.01}, {100, 10, 1}};
        Chart field =
                new Chart("a", Axis.of("α").log(), Axis.of("β").log(), new Field(x, y, ratios, Shades.log("Loss")));
        Chart histogram = new Chart(
                "b",
                Axis.of("margin"),
                Axis.of("count"),
                new Histogram("counts", new double[] {-1, 0, 1, 3}, new double[] {2, 4, 1}, STYLE));
        double[] lengths = {1, 2, 3};
        double[] law = {1, 4, 9};
        Chart bars = new Chart(
                "c",
                Axis.of("L"),
                Axis.of("loss"),
                new Line("law", lengths, law, Style.of(Colour.GREEN)),
                new ErrorBars(
                        "measured",
                        lengths,
                        new double[] {3, 5, 6},
                        new double[] {2, 4, 5},
                        new double[] {4, 7, 8},
                        STYLE.marker(Marker.CIRCLE)));
        return Figure.of("losses", "A field, bins and error bars").row(field, histogram, bars);
    }

    /** Points on an axis of names, with lines and a band that guide the eye. */
    private static Figure names() {
        double[] ends = {-1, 1};
        Chart chart = new Chart(
                "",
                Axis.of("out by"),
                Axis.of("", List.of("first", "W_{KQ}")),
                new Band("allowed", ends, new double[] {-0.5, -0.5}, new double[] {1.5, 1.5}, STYLE),
                new Line("", new double[] {0, 0}, new double[] {-0.5, 1.5}, STYLE),
                new Points("holds", new double[] {0.25, -0.5}, new double[] {0, 1}, STYLE));
        return Figure.of("names", "Points beside names").width(90).row(chart);
    }

    private static Figure space() {
        double[] x = {0, 1, 2};
        double[] y = {0, 3, 1};
        double[] z = {0, 1, 2};
        return Figure.of("space", "Points in space")
                .width(80)
                .row(new Chart3d("", Axis.of("x"), Axis.of("y"), Axis.of("z"), new Points3d("points", x, y, z, STYLE)));
    }

    /** A page with thirty claims: twenty in the paper, ten on its slides, two of each fail. */
    static Page ofManyClaims() {
        List<PageTable> tables = Stream.of("The paper", "Its slides")
                .map(part -> new PageTable(
                        part,
                        List.of(
                                PageTable.Column.words("claim"),
                                PageTable.Column.words("part"),
                                PageTable.Column.verdicts("verdict")),
                        IntStream.range(0, part.equals("The paper") ? 20 : 10)
                                .mapToObj(i -> List.of("claim-" + i, part, i < 2 ? "✗ fails: by " + i : "✓ holds"))
                                .toList()))
                .toList();
        Judged claims = new Judged("Claims", "30 claims", false, tables);
        return new Page(
                new Head("claims", "Claims", ""),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(claims),
                List.of(),
                List.of(),
                "",
                List.of(),
                Attachments.of(List.of()));
    }

    /** A page whose every text tries to be more than text. */
    static Page hostile(String text) {
        return new Page(
                new Head("hostile", text, text, text, text, Optional.of(new Head.Citation(text, "https://a", text))),
                List.of(picture(Figure.of("hostile", text)
                        .note(text)
                        .row(new Chart(
                                text,
                                Axis.of(text),
                                Axis.of(text),
                                new Line(text, new double[] {0, 1}, new double[] {1, 2}, STYLE))))),
                List.of(text),
                List.of(text),
                List.of(new Fact(text, text)),
                text,
                List.of(new Judged("Expectations", text, true, List.of(results()))),
                List.of(new PageTable(
                                text,
                                List.of(
                                        new PageTable.Column(text, text, PageTable.Column.Content.NUMBERS),
                                        PageTable.Column.formulas(text)),
                                List.of(List.of(text, text)))
                        .fold()),
                List.of(text),
                text,
                List.of(new Fact(text, text)),
                Attachments.of(List.of(new Attachment("figures/a b&c<.svg", text, new byte[] {1}))));
    }
}
