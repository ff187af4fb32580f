package icd.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DescriptionTest {

    private static final Style STYLE = Style.of(Colour.BLUE);

    @TestFactory
    Stream<DynamicTest> whatCannotBeIsRefusedByName() {
        return Stream.of(
                refused(
                        "Line: y must have as many values as x (1), got 2",
                        () -> new Line("", new double[1], new double[2], STYLE)),
                refused(
                        "Band: high must have as many values as x (2), got 0",
                        () -> new Band("", new double[2], new double[2], new double[0], STYLE)),
                refused(
                        "Axis: range must be two finite numbers in rising order, or NaN and NaN, got 2.0 to 1.0",
                        () -> Axis.of("").range(2, 1)),
                refused(
                        "Axis: range must be two finite numbers in rising order, or NaN and NaN, got 0.0 to NaN",
                        () -> Axis.of("").range(0, Double.NaN)),
                refused(
                        "HeatMap: every row must have as many values as row 0 (2), got 1",
                        () -> new HeatMap("", new double[][] {{1, 2}, {3}}, "")),
                refused(
                        "HeatMap: values must have at least one row and one column, got none",
                        () -> new HeatMap("", new double[0][], "")),
                refused("Colour: green must be between 0 and 255, got 256", () -> new Colour(0, 256, 0)),
                refused(
                        "ColourBar: limit must be positive and finite, got 0.0",
                        () -> new ColourBar("", ColourBar.Sharing.ROW, 0)),
                refused(
                        "Points: y must have as many values as x (1), got 2",
                        () -> new Points("", new double[1], new double[2], STYLE)),
                refused(
                        "ErrorBars: low must have as many values as x (1), got 0",
                        () -> new ErrorBars("", new double[1], new double[1], new double[0], new double[1], STYLE)),
                refused(
                        "ErrorBars: error must have as many values as y (1), got 2",
                        () -> ErrorBars.of("", new double[1], new double[1], new double[2], STYLE)),
                refused(
                        "Trajectory: y must have as many values as x (2), got 1",
                        () -> new Trajectory("", new double[2], new double[1], STYLE)),
                refused(
                        "Points3d: z must have as many values as x (1), got 2",
                        () -> new Points3d("", new double[1], new double[1], new double[2], STYLE)),
                refused(
                        "Line3d: centre must have three coordinates, got 2",
                        () -> Line3d.sphere("", new double[2], 1, STYLE)),
                refused(
                        "Line3d: radius must be positive and finite, got 0.0",
                        () -> Line3d.sphere("", new double[3], 0, STYLE)),
                refused("View: elevation must be between -90 and 90, got 91.0", () -> new View(0, 91)),
                refused("View: azimuth must be finite, got NaN", () -> new View(Double.NaN, 0)),
                refused("Levels: about must be at least 2, got 1", () -> Levels.linear("", 1)),
                refused("Note: text must be given, got null", () -> new Note(null, 0, 0, Note.Side.ABOVE)),
                refused("Style: size must be positive and finite, got 0.0", () -> STYLE.size(0)),
                refused("Style: every must not be negative, got -1", () -> STYLE.every(-1)),
                refused("Heading: columns must be at least 1, got 0", () -> new Heading("", 0)),
                refused(
                        "Row: panels must not be empty, got none",
                        () -> Figure.of("a", "").row()),
                refused(
                        "Figure a: every row must have 1 panels, got 2",
                        () -> Figure.of("a", "").row(new Blank()).row(new Blank(), new Blank())),
                refused(
                        "Figure: name must be letters, digits, dot, hyphen and underscore, got \"../a\"",
                        () -> Figure.of("../a", "")),
                refused(
                        "Figure: width must be positive and finite, got NaN",
                        () -> Figure.of("a", "").width(Double.NaN)));
    }

    @Test
    void marksKeepTheirOwnCopies() {
        double[] x = {1};
        Line line = new Line("", x, new double[] {2}, STYLE);
        x[0] = 9;
        line.x().toArray()[0] = 9;
        assertThat(line.x()).isEqualTo(Numbers.of(1));
        double[][] values = {{1}};
        HeatMap map = new HeatMap("", values, "");
        values[0][0] = 9;
        map.values().toArray()[0][0] = 9;
        assertThat(map.values()).isEqualTo(Grid.of(new double[][] {{1}}));
    }

    @Test
    void numbersPrintThemselves() {
        assertThat(Numbers.of(1, 2.5)).hasToString("[1.0, 2.5]");
        assertThat(Numbers.of(3, 1, Double.NaN, 5, 4)).hasToString("5 numbers from 1.0 to 5.0");
        assertThat(Grid.of(new double[][] {{3, 1, 2}, {0, 9, 8}})).hasToString("2 x 3 of 6 numbers from 0.0 to 9.0");
    }

    @Test
    void marksOfTheSameNumbersAreEqual() {
        double[] x = {1, Double.NaN};
        assertThat(new Line("a", x, x, STYLE)).isEqualTo(new Line("a", x.clone(), x, STYLE));
        assertThat(new Line("a", x, x, STYLE)).isNotEqualTo(new Line("a", x, new double[] {1, 2}, STYLE));
    }

    private static DynamicTest refused(String message, ThrowingCallable code) {
        return DynamicTest.dynamicTest(
                message,
                () -> assertThatThrownBy(code)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(message));
    }
}
