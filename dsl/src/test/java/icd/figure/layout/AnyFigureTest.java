package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;

import icd.Draws;
import icd.Property;
import icd.figure.Axis;
import icd.figure.Band;
import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.Colour;
import icd.figure.ColourBar;
import icd.figure.Contours;
import icd.figure.Dash;
import icd.figure.ErrorBars;
import icd.figure.Field;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.Gallery;
import icd.figure.HeatMap;
import icd.figure.Histogram;
import icd.figure.Levels;
import icd.figure.Line;
import icd.figure.Line3d;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Note;
import icd.figure.Numbers;
import icd.figure.Panel;
import icd.figure.Points;
import icd.figure.Points3d;
import icd.figure.Rule;
import icd.figure.Shades;
import icd.figure.SharedAxes;
import icd.figure.Style;
import icd.figure.Surface;
import icd.figure.TextStyle;
import icd.figure.Trajectory;
import icd.figure.VerticalRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Whatever the data: nothing overlaps, nothing leaves the page or the terminal, nothing throws. */
class AnyFigureTest {

    private static final Colour[] COLOURS = {Colour.BLUE, Colour.VERMILION, Colour.BLACK, Colour.GREEN};

    @Property(cases = 150)
    void anyFigureOfAnyMarksIsInOrder(Draws draws) {
        long seed = draws.seed();
        Figure figure = figure(new Random(seed));
        LayoutTest.check(figure);
        assertThat(Figures.csv(figure)).startsWith("panel,");
    }

    @Property(cases = 150)
    void anyFigureFitsATerminal(Draws draws) {
        long seed = draws.seed();
        Random random = new Random(seed);
        Figure figure = figure(random);
        int columns = 20 + random.nextInt(120);
        TextStyle style = random.nextBoolean() ? TextStyle.plain() : TextStyle.ascii();
        assertThat(Figures.text(figure, columns, 8 + random.nextInt(50), style).lines())
                .allMatch(line -> line.codePointCount(0, line.length()) <= columns);
    }

    private static Figure figure(Random random) {
        int columns = 1 + random.nextInt(3);
        boolean logX = random.nextInt(4) == 0;
        boolean logY = random.nextInt(4) == 0;
        ColourBar.Sharing[] sharings = ColourBar.Sharing.values();
        Figure figure = Figure.of("random", "")
                .width(80 + 60 * columns)
                .colourBar(ColourBar.of("", sharings[random.nextInt(sharings.length)]))
                .share(SharedAxes.values()[random.nextInt(4)]);
        figure = random.nextBoolean() ? figure.withLetters() : figure;
        for (int r = 1 + random.nextInt(2); r > 0; r--) {
            Panel[] row = new Panel[columns];
            for (int c = 0; c < columns; c++) {
                row[c] = switch (random.nextInt(6)) {
                    case 0 -> space(random);
                    case 1 -> new HeatMap("map", values(random, 3 + random.nextInt(20), 4), "", shades(random));
                    case 2 -> new Blank();
                    default -> chart(random, logX, logY);
                };
            }
            figure = figure.row(row);
        }
        return figure;
    }

    private static Chart chart(Random random, boolean logX, boolean logY) {
        double scale = Math.pow(10, random.nextInt(9) - 4);
        List<Mark> marks = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            int n = random.nextInt(12);
            double[] x = data(random, n, scale);
            double[] y = data(random, n, scale);
            Style style = Style.of(COLOURS[i % 4])
                    .marker(Marker.values()[random.nextInt(9)])
                    .dash(Dash.values()[i]);
            String label = random.nextBoolean() ? "" : "mark " + random.nextInt();
            boolean noted = marks.stream().anyMatch(Note.class::isInstance); // two could stand on each other
            marks.add(
                    switch (random.nextInt(noted ? 5 : 9)) {
                        case 0 -> new Points(label, x, y, random.nextBoolean() ? style.filled() : style);
                        case 1 -> ErrorBars.of(label, x, y, data(random, n, scale), style);
                        case 2 -> new Trajectory(label, x, y, style, Trajectory.Steps.values()[random.nextInt(3)]);
                        case 3 -> Histogram.counts(label, x, style);
                        case 4 -> new VerticalRule(label, scale * random.nextGaussian(), style);
                        case 5 -> new Note("note " + i, scale * random.nextGaussian(), 0, Note.Side.values()[i]);
                        case 6 -> new Band(label, x, y, data(random, n, scale), style);
                        case 7 -> new Rule(label, scale * random.nextGaussian(), style);
                        default -> new Line(label, x, y, style);
                    });
        }
        if (random.nextInt(3) == 0) {
            marks.add(random.nextBoolean() ? field(random) : contours(random));
        }
        Axis x = logX ? Axis.of("x").log() : Axis.of("x label");
        Axis y = logY ? Axis.of("y").log() : Axis.of("y_1");
        Chart chart = new Chart(random.nextBoolean() ? "" : "a title", x, y, marks);
        return logX || logY || random.nextBoolean() ? chart : chart.withEqualUnits();
    }

    private static Surface contours(Random random) {
        Levels.Spacing spacing = Levels.Spacing.values()[random.nextInt(4)];
        Levels levels = new Levels(spacing, "levels", 2 + random.nextInt(9), Numbers.of(-1, 0, 0.7));
        int width = 2 + random.nextInt(9);
        int height = 2 + random.nextInt(9);
        return new Contours(
                Gallery.range(1, 5, width),
                Gallery.range(7, 2, height),
                values(random, height, width),
                levels,
                random.nextBoolean());
    }

    private static Surface field(Random random) {
        int width = 1 + random.nextInt(9);
        double[] x = new double[width];
        Arrays.setAll(x, j -> Math.pow(2, j));
        return new Field(x, Gallery.range(-1, 2, 4), values(random, 4, width), shades(random));
    }

    private static Shades shades(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Shades.signed();
            case 1 -> Shades.log("log");
            case 2 -> Shades.linear("range").range(-0.5, 0.5);
            default -> Shades.linear("linear");
        };
    }

    private static Chart3d space(Random random) {
        int n = random.nextInt(20);
        Style style = Style.of(COLOURS[random.nextInt(4)]).marker(Marker.values()[random.nextInt(9)]);
        Points3d points = new Points3d("", data(random, n, 1), data(random, n, 100), data(random, n, 1), style);
        Line3d line = new Line3d("", data(random, n, 1), data(random, n, 100), data(random, n, 1), style);
        Chart3d chart = new Chart3d("space", Axis.of("x"), Axis.of("a long label"), Axis.of("z"), points, line)
                .view(random.nextInt(720) - 360, random.nextInt(181) - 90);
        return random.nextBoolean() ? chart : chart.withEqualUnits();
    }

    private static double[][] values(Random random, int rows, int columns) {
        double[][] values = new double[rows][];
        double scale = Math.pow(10, random.nextInt(5) - 2);
        Arrays.setAll(values, i -> data(random, columns, scale));
        return values;
    }

    private static double[] data(Random random, int n, double scale) {
        double[] data = new double[n];
        Arrays.setAll(
                data,
                i -> random.nextInt(12) == 0
                        ? new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0}[random.nextInt(3)]
                        : scale * random.nextGaussian());
        return data;
    }
}
