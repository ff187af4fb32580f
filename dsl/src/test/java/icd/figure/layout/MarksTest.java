package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Axis;
import icd.figure.Band;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.ErrorBars;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.Gallery;
import icd.figure.Histogram;
import icd.figure.Line;
import icd.figure.Note;
import icd.figure.Numbers;
import icd.figure.Points;
import icd.figure.Samples;
import icd.figure.Style;
import icd.figure.Trajectory;
import icd.figure.VerticalRule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the marks of a chart lie on the page. */
class MarksTest {

    private static final Style STYLE = Style.of(Colour.BLUE);
    private static final Axis TEN = Axis.of("").range(0, 10);

    @Test
    void aLogarithmicAxisPutsTheGeometricMeanInTheMiddle() {
        Axis axis = Axis.of("").range(1, 100).log();
        Points points = Points.at("", 10, 1, STYLE);
        Figure figure = Figure.of("log", "").row(new Chart("", axis, axis, points));
        Box plot = plot(figure);
        Item.Dots dots = only(figure, Item.Dots.class).getFirst();
        assertThat(dots.xs()[0]).isCloseTo(plot.middle(), within(1e-9));
        assertThat(dots.ys()[0]).isCloseTo(plot.bottom(), within(1e-9));
    }

    @Test
    void aHistogramIsOutlinedBinByBin() {
        Histogram histogram = new Histogram("", new double[] {0, 2, 4, 6, 10}, new double[] {5, 8, 0, 1}, STYLE);
        Figure figure = Figure.of("bars", "").row(new Chart("", TEN, TEN, histogram));
        List<Item.Stroke> outlines = clip(figure).items().stream()
                .filter(Item.Stroke.class::isInstance)
                .map(Item.Stroke.class::cast)
                .toList();
        assertThat(outlines).as("an empty bin parts them").hasSize(2);
        Box plot = plot(figure);
        double[] xs = Arrays.stream(outlines.getFirst().xs())
                .map(x -> 10 * (x - plot.x()) / plot.width())
                .toArray();
        double[] ys = Arrays.stream(outlines.getFirst().ys())
                .map(y -> 10 * (plot.bottom() - y) / plot.height())
                .toArray();
        assertThat(xs).containsExactly(new double[] {0, 0, 2, 2, 4, 4}, within(1e-9));
        assertThat(ys).containsExactly(new double[] {0, 5, 5, 8, 8, 0}, within(1e-9));
    }

    @Test
    void anAxisOfCountsBeginsAtZeroOrBelowTheLeastBar() {
        Histogram histogram = new Histogram("", new double[] {0, 1, 2}, new double[] {4, 5}, STYLE);
        Figure linear = Figure.of("a", "").row(new Chart("", Axis.of(""), Axis.of(""), histogram));
        assertThat(new Spans(linear).y(0, 0).low()).isZero();
        Figure log =
                Figure.of("a", "").row(new Chart("", Axis.of(""), Axis.of("").log(), histogram));
        assertThat(new Spans(log).y(0, 0).low()).isEqualTo(2);
    }

    @Test
    void aTrajectoryStartsOpenEndsFilledAndPointsForward() {
        Trajectory path = new Trajectory("", new double[] {1, 9}, new double[] {2, 2}, STYLE);
        Figure figure = Figure.of("path", "").width(85).row(new Chart("", TEN, TEN, path));
        Box plot = plot(figure);
        List<Item.Fill> fills = only(figure, Item.Fill.class);
        Item.Fill start = fills.getLast();
        assertThat(start.colour()).isEqualTo(Colour.WHITE);
        assertThat(Arrays.stream(start.rings().getFirst()[0]).average().orElseThrow())
                .isCloseTo(plot.x() + 0.1 * plot.width(), within(0.2));
        Item.Dots end = only(figure, Item.Dots.class).getLast();
        assertThat(end.xs()[0]).isCloseTo(plot.x() + 0.9 * plot.width(), within(1e-9));
        Item.Fill head = fills.getFirst();
        assertThat(head.rings().getFirst()[0][0])
                .as("its tip is ahead")
                .isGreaterThan(head.rings().getFirst()[0][1])
                .isGreaterThan(head.rings().getFirst()[0][2]);
        Trajectory back = new Trajectory("", new double[] {9, 1}, new double[] {2, 2}, STYLE);
        Item.Fill other = only(Figure.of("back", "").width(85).row(new Chart("", TEN, TEN, back)), Item.Fill.class)
                .getFirst();
        assertThat(other.rings().getFirst()[0][0]).isLessThan(other.rings().getFirst()[0][1]);
    }

    @Test
    void everyStepOfATrajectoryHasItsDot() {
        double[] x = {1, 2, 4, 7, 9};
        Trajectory path = new Trajectory("", x, x, STYLE, Trajectory.Steps.DOTS);
        Item.Dots dots = only(Figure.of("steps", "").row(new Chart("", TEN, TEN, path)), Item.Dots.class)
                .getFirst();
        assertThat(dots.xs()).as("all but the ends").hasSize(3);
    }

    @Test
    void verticalRulesStandWhereTheyShouldAndWidenTheAxis() {
        VerticalRule rule = new VerticalRule("", 4, STYLE);
        Figure figure = Figure.of("rule", "").row(new Chart("", TEN, TEN, rule));
        Item.Stroke stroke = (Item.Stroke) clip(figure).items().getFirst();
        assertThat(stroke.xs()[0])
                .isCloseTo(plot(figure).x() + 0.4 * plot(figure).width(), within(1e-9));
        assertThat(stroke.xs()[1]).isEqualTo(stroke.xs()[0]);
        Line line = new Line("", new double[] {0, 1}, new double[] {0, 1}, STYLE);
        assertThat(new Spans(Figure.of("a", "").row(new Chart("", Axis.of(""), Axis.of(""), line, rule)))
                        .x(0, 0)
                        .high())
                .isEqualTo(4);
    }

    @Test
    void pointsOutsideTheRangeAreNotDrawn() {
        Points points = new Points("", new double[] {5, 11, Double.NaN}, new double[] {5, 5, 5}, STYLE);
        assertThat(only(Figure.of("out", "").row(new Chart("", TEN, TEN, points)), Item.Dots.class)
                        .getFirst()
                        .xs())
                .hasSize(1);
    }

    @Test
    void whatSimplificationLeavesOutLiesWithinItsTolerance() {
        double[] x = Gallery.range(0, 6, 500);
        double[] y = Gallery.map(x, Math::sin);
        double[][] fewer = Simplify.line(x, y, 0.01);
        assertThat(fewer[0]).hasSizeBetween(5, 60).startsWith(0).endsWith(6);
        int at = 0;
        for (int i = 0; i < x.length; i++) {
            while (fewer[0][at + 1] < x[i]) {
                at++;
            }
            double t = (x[i] - fewer[0][at]) / (fewer[0][at + 1] - fewer[0][at]);
            double between = fewer[1][at] + t * (fewer[1][at + 1] - fewer[1][at]);
            assertThat(between).isCloseTo(y[i], within(0.015)); // measured upright, not across the line
        }
    }

    @Test
    void aBandThatReachesZeroRunsOffALogarithmicChart() {
        Band band = new Band("", new double[] {1, 2}, new double[] {0, -1}, new double[] {10, 10}, STYLE);
        Line line = new Line("", new double[] {1, 2}, new double[] {5, 5}, STYLE);
        Item.Clip clip = clip(
                Figure.of("a", "").row(new Chart("", Axis.of(""), Axis.of("").log(), band, line)));
        Item.Fill fill = (Item.Fill) clip.items().getFirst();
        assertThat(Arrays.stream(fill.rings().getFirst()[1]).max().orElseThrow())
                .isGreaterThan(clip.box().bottom());
    }

    @Test
    void errorBarsReachFromLowToHigh() {
        ErrorBars bars = ErrorBars.of("", new double[] {5}, new double[] {4}, new double[] {2}, STYLE);
        assertThat(bars.low()).isEqualTo(Numbers.of(2));
        assertThat(bars.high()).isEqualTo(Numbers.of(6));
        Axis axis = Axis.of("").range(0, 10);
        Figure figure = Figure.of("bars", "").row(new Chart("", axis, axis, bars));
        Box plot = clip(figure).box();
        double[] ends = strokes(figure).stream()
                .filter(s -> s.colour().equals(Colour.BLUE) && s.xs()[0] == s.xs()[1])
                .mapToDouble(s -> 10 * (plot.bottom() - 0.8 - s.ys()[1]) / (plot.height() - 1.6))
                .toArray();
        assertThat(ends[0]).isCloseTo(2, within(1e-9));
        assertThat(ends[1]).isCloseTo(6, within(1e-9));
    }

    @Test
    void notesStayWithinThePlot() {
        Axis axis = Axis.of("").range(0, 1);
        for (Note.Side side : Note.Side.values()) {
            for (double at : new double[] {0, 0.5, 1}) {
                Figure figure =
                        Figure.of("note", "").row(new Chart("", axis, axis, new Note("a few words", at, 1 - at, side)));
                Box plot = clip(figure).box();
                Item.Text text = items(figure).stream()
                        .filter(Item.Text.class::isInstance)
                        .map(Item.Text.class::cast)
                        .filter(t -> t.label().runs().getFirst().text().equals("a few words"))
                        .findFirst()
                        .orElseThrow();
                assertThat(plot.contains(text.box())).as("%s at %s", side, at).isTrue();
            }
        }
    }

    @Test
    void equalUnitsMakeCirclesRound() {
        double[] x = {0, 4};
        double[] y = {0, 1};
        Chart chart = new Chart("", Axis.of("").range(0, 4), Axis.of("").range(0, 1), new Line("", x, y, STYLE))
                .withEqualUnits();
        Box plot = clip(Figure.of("round", "").row(chart)).box();
        assertThat((plot.height() - 1.6) / (plot.width() - 1.6)).isCloseTo(0.25, within(1e-9));
        assertThatThrownBy(() -> new Chart("", Axis.of("").log(), Axis.of("")).withEqualUnits())
                .hasMessageStartingWith("Chart: axes must be linear for equal units");
    }

    @Test
    void whatALogarithmicAxisCannotShowIsCounted() {
        double[] x = {-1, 1, 10, Double.NaN};
        double[] y = {1, -2, 100, 0};
        Line line = new Line("", x, y, STYLE);
        Chart both = new Chart("", Axis.of("").log(), Axis.of("").log(), line);
        assertThat(Figure.of("a", "").row(both).fullNote())
                .isEqualTo("Not shown on logarithmic axes: 2 points at or below zero.");
        Chart one = new Chart("", Axis.of("").log(), Axis.of(""), line);
        assertThat(Figure.of("a", "").row(one).fullNote()).endsWith(": 1 point at or below zero.");
        assertThat(Samples.fig3a().fullNote()).isEqualTo(Samples.fig3a().note());
        assertThat(Figures.svg(Figure.of("a", "").row(both).note("Losses.")))
                .contains("Losses. Not shown on logarithmic axes");
    }

    /** The plot area; its clip hangs over by 0.8. */
    private static Box plot(Figure figure) {
        Box box = clip(figure).box();
        return new Box(box.x() + 0.8, box.y() + 0.8, box.width() - 1.6, box.height() - 1.6);
    }

    private static Item.Clip clip(Figure figure) {
        return only(figure, Item.Clip.class).getFirst();
    }

    private static <T extends Item> List<T> only(Figure figure, Class<T> kind) {
        return items(figure).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<Item.Stroke> strokes(Figure figure) {
        return only(figure, Item.Stroke.class);
    }

    private static List<Item> items(Figure figure) {
        try (Typeface face = Typeface.load()) {
            return Layout.of(figure, face).items();
        }
    }
}
