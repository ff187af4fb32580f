package icd.figure.text;

import icd.figure.Chart3d;
import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Line3d;
import icd.figure.Mark3d;
import icd.figure.TextStyle;
import icd.figure.layout.Box;
import icd.figure.layout.Cube;
import icd.figure.layout.Ticks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A three-dimensional chart in characters: a box of dots, its axes named at their ends, their ranges in a line below. */
final class TextChart3d implements TextPanel {

    private static final int LEAST_ROWS = 5;
    private static final int MOST_GLYPHS = 400;
    private static final double SHORTEST = 8;
    private static final double BEYOND = 5;

    private record Glyph(double[] at, int character, int ink) {}

    /** Says where places of the box lie, in dots. */
    private record Dots(DotGrid grid, double scale, double middleX, double middleY) {

        double x(double right) {
            return middleX + scale * right;
        }

        double y(double up) {
            return middleY - scale * up;
        }

        void line(List<double[]> places, int ink, Dash dash) {
            double[] xs = places.stream().mapToDouble(p -> x(p[0])).toArray();
            double[] ys = places.stream().mapToDouble(p -> y(p[1])).toArray();
            grid.line(xs, ys, dash, ink, '.');
        }
    }

    private final Chart3d chart;
    private final Cube cube;
    private final String title;
    private final TextLooks looks;

    TextChart3d(Chart3d chart, String title, TextLooks looks) {
        this.chart = chart;
        this.cube = new Cube(chart);
        this.title = title;
        this.looks = looks;
    }

    @Override
    public int height(int width, int most) {
        int others = TextPanel.lines(title) + 1;
        return Math.clamp(width / 2 + others, others + LEAST_ROWS, Math.max(most, others + LEAST_ROWS));
    }

    @Override
    public void draw(TextCanvas canvas, int x, int y, int width, int height) {
        TextStyle style = canvas.style();
        int top = y + TextPanel.title(canvas, x, y, width, title);
        int rows = y + height - 1 - top;
        TextPanel.centred(canvas, x, top + rows, width, ranges(style));
        double across = 0;
        double up = 0;
        for (double[][] edge : cube.backEdges()) {
            for (double[] end : edge) {
                across = Math.max(across, Math.abs(end[0]));
                up = Math.max(up, Math.abs(end[1]));
            }
        }
        double scale = Math.min((2 * width - 9) / (2 * across), (4 * rows - 5) / (2 * up));
        Dots dots = new Dots(new DotGrid(width, rows), scale, width - 0.5, 2 * rows - 0.5);
        for (double[][] edge : cube.backEdges()) {
            dots.line(List.of(edge), Colour.GREY.rgb(), Dash.DOTTED);
        }
        for (int axis = 0; axis < 3; axis++) {
            dots.line(List.of(cube.axisEdge(axis)), Colour.GREY.rgb(), Dash.SOLID);
        }
        List<Glyph> glyphs = new ArrayList<>();
        for (Mark3d mark : chart.marks()) {
            mark(mark, dots, glyphs);
        }
        dots.grid.stamp(canvas, x, top);
        glyphs.sort(Comparator.comparingDouble(glyph -> glyph.at[2]));
        for (Glyph glyph : glyphs) {
            int column = (int) (Math.round(dots.x(glyph.at[0])) / 2);
            int line = (int) (Math.round(dots.y(glyph.at[1])) / 4);
            canvas.put(x + column, top + line, glyph.character, glyph.ink);
        }
        names(canvas, x, top, width, rows, dots);
    }

    private void mark(Mark3d mark, Dots dots, List<Glyph> glyphs) {
        int size = mark.x().size();
        int ink = mark.style().colour().rgb();
        int glyph = looks.glyph(mark.label(), mark.style());
        List<double[]> run = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double[] at = cube.place(mark, i);
            if (mark instanceof Line3d) {
                if (at == null) {
                    dots.line(run, ink, mark.style().dash());
                    run.clear();
                } else {
                    run.add(at);
                }
            } else if (at != null && size <= MOST_GLYPHS) {
                glyphs.add(new Glyph(at, glyph, ink));
            } else if (at != null) {
                dots.grid.dot(dots.x(at[0]), dots.y(at[1]), ink, glyph);
            }
        }
        dots.line(run, ink, mark.style().dash());
    }

    /** The axes' names just beyond the high ends of their edges; an axis seen end on has none. */
    private void names(TextCanvas canvas, int x, int y, int width, int rows, Dots dots) {
        for (int axis = 0; axis < 3; axis++) {
            double[][] edge = cube.axisEdge(axis);
            double across = edge[1][0] - edge[0][0];
            double up = edge[1][1] - edge[0][1];
            double length = dots.scale * Box.length(across, up);
            if (length < SHORTEST) {
                continue;
            }
            String label = TextWords.plain(chart.axes().get(axis).label(), canvas.style());
            String name = TextWords.cut(label, Math.max(4, width / 3), canvas.style());
            double beyond = 1 + BEYOND / length;
            double px = dots.x(edge[0][0] + beyond * across);
            double py = dots.y(edge[0][1] + beyond * up);
            int column = (int) (Math.round(px) / 2) - TextWords.width(name) / 2;
            int line = (int) Math.floorDiv(Math.round(py), 4L);
            canvas.write(
                    x + Math.clamp(column, 0, Math.max(0, width - TextWords.width(name))),
                    y + Math.clamp(line, 0, rows - 1),
                    name,
                    TextCanvas.NONE);
        }
    }

    private String ranges(TextStyle style) {
        List<String> ranges = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            Ticks ticks = cube.ticks(axis);
            names.add(chart.axes().get(axis).label());
            ranges.add(Ticks.label(ticks.low()) + ".." + Ticks.label(ticks.high()));
        }
        boolean alike = ranges.stream().distinct().count() == 1;
        String text = alike
                ? String.join(", ", names) + " " + ranges.getFirst()
                : IntStream.range(0, 3)
                        .mapToObj(axis -> names.get(axis) + " " + ranges.get(axis))
                        .collect(Collectors.joining(", "));
        return TextWords.plain(text.strip(), style);
    }
}
