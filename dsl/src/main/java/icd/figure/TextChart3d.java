package icd.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A three-dimensional chart in characters: a box of dots, its axes named at their ends, their ranges in a line below. */
final class TextChart3d implements TextPanel {

    private static final int LEAST_ROWS = 5;
    private static final int MOST_GLYPHS = 400;
    private static final double SHORTEST = 8;
    private static final double BEYOND = 5;

    private record Glyph(double[] at, int character, int ink) {}

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
        int others = (title.isBlank() ? 0 : 1) + 1;
        return Math.clamp(width / 2 + others, others + LEAST_ROWS, Math.max(most, others + LEAST_ROWS));
    }

    @Override
    public void draw(TextCanvas canvas, int x, int y, int width, int height) {
        TextStyle style = canvas.style();
        int top = y;
        if (!title.isBlank()) {
            TextPanel.centred(canvas, x, top++, width, TextWords.plain(title, style));
        }
        int rows = y + height - 1 - top;
        TextPanel.centred(canvas, x, top + rows, width, ranges(style));
        DotGrid dots = new DotGrid(width, rows);
        double across = 0;
        double up = 0;
        for (double[][] edge : cube.backEdges()) {
            for (double[] end : edge) {
                across = Math.max(across, Math.abs(end[0]));
                up = Math.max(up, Math.abs(end[1]));
            }
        }
        double scale = Math.min((2 * width - 9) / (2 * across), (4 * rows - 5) / (2 * up));
        double middleX = width - 0.5;
        double middleY = 2 * rows - 0.5;
        for (double[][] edge : cube.backEdges()) {
            line(dots, List.of(edge), scale, middleX, middleY, Colour.GREY.rgb(), Dash.DOTTED, '.');
        }
        for (int axis = 0; axis < 3; axis++) {
            line(dots, List.of(cube.axisEdge(axis)), scale, middleX, middleY, Colour.GREY.rgb(), Dash.SOLID, '.');
        }
        List<Glyph> glyphs = new ArrayList<>();
        for (Mark3d mark : chart.marks()) {
            mark(mark, dots, glyphs, scale, middleX, middleY);
        }
        dots.stamp(canvas, x, top);
        glyphs.sort(Comparator.comparingDouble(glyph -> glyph.at[2]));
        for (Glyph glyph : glyphs) {
            int column = (int) (Math.round(middleX + scale * glyph.at[0]) / 2);
            int line = (int) (Math.round(middleY - scale * glyph.at[1]) / 4);
            canvas.put(x + column, top + line, glyph.character, glyph.ink);
        }
        names(canvas, x, top, width, rows, scale, middleX, middleY);
    }

    private void mark(Mark3d mark, DotGrid dots, List<Glyph> glyphs, double scale, double middleX, double middleY) {
        double[] xs = mark.x();
        double[] ys = mark.y();
        double[] zs = mark.z();
        int ink = mark.style().colour().rgb();
        int glyph = looks.glyph(mark.label(), mark.style());
        List<double[]> run = new ArrayList<>();
        for (int i = 0; i < xs.length; i++) {
            double[] at = cube.place(xs[i], ys[i], zs[i]);
            if (mark instanceof Line3d) {
                if (at == null) {
                    line(dots, run, scale, middleX, middleY, ink, mark.style().dash(), '.');
                    run.clear();
                } else {
                    run.add(at);
                }
            } else if (at != null && xs.length <= MOST_GLYPHS) {
                glyphs.add(new Glyph(at, glyph, ink));
            } else if (at != null) {
                dots.dot(middleX + scale * at[0], middleY - scale * at[1], ink, glyph);
            }
        }
        line(dots, run, scale, middleX, middleY, ink, mark.style().dash(), '.');
    }

    private static void line(
            DotGrid dots,
            List<double[]> at,
            double scale,
            double middleX,
            double middleY,
            int ink,
            Dash dash,
            int plain) {
        double[] xs = at.stream().mapToDouble(p -> middleX + scale * p[0]).toArray();
        double[] ys = at.stream().mapToDouble(p -> middleY - scale * p[1]).toArray();
        dots.line(xs, ys, dash, ink, plain);
    }

    /** The axes' names just beyond the high ends of their edges; an axis seen end on has none. */
    private void names(
            TextCanvas canvas, int x, int y, int width, int rows, double scale, double middleX, double middleY) {
        for (int axis = 0; axis < 3; axis++) {
            double[][] edge = cube.axisEdge(axis);
            double across = edge[1][0] - edge[0][0];
            double up = edge[1][1] - edge[0][1];
            double length = scale * Dashes.length(across, up);
            if (length < SHORTEST) {
                continue;
            }
            String label = TextWords.plain(axis(axis).label(), canvas.style());
            String name = TextWords.cut(label, Math.max(4, width / 3), canvas.style());
            double beyond = 1 + BEYOND / length;
            double px = middleX + scale * (edge[0][0] + beyond * across);
            double py = middleY - scale * (edge[0][1] + beyond * up);
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
            names.add(axis(axis).label());
            ranges.add(LevelTicks.label(ticks.low()) + ".." + LevelTicks.label(ticks.high()));
        }
        boolean alike = ranges.stream().distinct().count() == 1;
        String text = String.join(", ", names) + " " + ranges.getFirst();
        if (!alike) {
            text = names.get(0) + " " + ranges.get(0) + ", " + names.get(1) + " " + ranges.get(1) + ", " + names.get(2)
                    + " " + ranges.get(2);
        }
        return TextWords.plain(text.strip(), style);
    }

    private Axis axis(int axis) {
        return axis == 0 ? chart.x() : axis == 1 ? chart.y() : chart.z();
    }
}
