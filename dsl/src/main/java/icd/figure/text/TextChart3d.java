package icd.figure.text;

import icd.figure.Chart3d;
import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Line3d;
import icd.figure.Mark3d;
import icd.figure.TextStyle;
import icd.figure.layout.Cube;
import icd.figure.layout.Ticks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A three-dimensional chart in characters: a box of dots, its axes named at their ends, their ranges in a line below. */
record TextChart3d(Chart3d chart, Cube cube, String title, TextLooks looks) implements TextPanel {

    private static final int LEAST_ROWS = 5;
    private static final int MOST_GLYPHS = 400;
    private static final double SHORTEST = 8;
    private static final double BEYOND = 5;

    private record Glyph(double[] at, int character, int ink) {}

    /** The dots, and where places of the box lie among them. */
    private record Dots(DotGrid grid, Cube.OnPage page) {

        void line(List<double[]> places, int ink, Dash dash) {
            double[] xs = places.stream().mapToDouble(page::x).toArray();
            double[] ys = places.stream().mapToDouble(page::y).toArray();
            grid.line(xs, ys, dash, ink, '.');
        }

        void line(Cube.Edge edge, Dash dash) {
            line(List.of(edge.from(), edge.to()), Colour.GREY.rgb(), dash);
        }
    }

    TextChart3d(Chart3d chart, String title, TextLooks looks) {
        this(chart, new Cube(chart), title, looks);
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
        for (Cube.Edge edge : cube.backEdges()) {
            across = Math.max(across, Math.max(Math.abs(edge.from()[0]), Math.abs(edge.to()[0])));
            up = Math.max(up, Math.max(Math.abs(edge.from()[1]), Math.abs(edge.to()[1])));
        }
        double scale = Math.min((2 * width - 9) / (2 * across), (4 * rows - 5) / (2 * up));
        Dots dots = new Dots(new DotGrid(width, rows), new Cube.OnPage(scale, width - 0.5, 2 * rows - 0.5));
        cube.backEdges().forEach(edge -> dots.line(edge, Dash.DOTTED));
        for (int axis = 0; axis < 3; axis++) {
            dots.line(cube.axisEdge(axis), Dash.SOLID);
        }
        List<Glyph> glyphs = new ArrayList<>();
        for (Mark3d mark : chart.marks()) {
            mark(mark, dots, glyphs);
        }
        dots.grid.stamp(canvas, x, top);
        glyphs.sort(Comparator.comparingDouble(glyph -> glyph.at[2]));
        for (Glyph glyph : glyphs) {
            int column = (int) (Math.round(dots.page.x(glyph.at)) / 2);
            int line = (int) (Math.round(dots.page.y(glyph.at)) / 4);
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
                dots.grid.dot(dots.page.x(at), dots.page.y(at), ink, glyph);
            }
        }
        dots.line(run, ink, mark.style().dash());
    }

    /** The axes' names just beyond the high ends of their edges; an axis seen end on has none. */
    private void names(TextCanvas canvas, int x, int y, int width, int rows, Dots dots) {
        for (int axis = 0; axis < 3; axis++) {
            double length = dots.page.length(cube.axisEdge(axis));
            if (length < SHORTEST) {
                continue;
            }
            String label = TextWords.plain(chart.axes().get(axis).label(), canvas.style());
            String name = TextWords.cut(label, Math.max(4, width / 3), canvas.style());
            double[] beyond = cube.axisEdge(axis).at(1 + BEYOND / length);
            int column = (int) (Math.round(dots.page.x(beyond)) / 2) - TextWords.width(name) / 2;
            int line = (int) Math.floorDiv(Math.round(dots.page.y(beyond)), 4L);
            int left = x + Math.clamp(column, 0, Math.max(0, width - TextWords.width(name)));
            canvas.write(left, y + Math.clamp(line, 0, rows - 1), name, TextCanvas.NONE);
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
