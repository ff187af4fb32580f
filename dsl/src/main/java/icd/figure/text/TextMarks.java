package icd.figure.text;

import icd.figure.Band;
import icd.figure.Chart;
import icd.figure.Dash;
import icd.figure.ErrorBars;
import icd.figure.Histogram;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Note;
import icd.figure.Numbers;
import icd.figure.Points;
import icd.figure.Rule;
import icd.figure.Surface;
import icd.figure.TextStyle;
import icd.figure.Trajectory;
import icd.figure.VerticalRule;
import icd.figure.layout.ColourScale;
import icd.figure.layout.PlotArea;
import java.util.ArrayList;
import java.util.List;

/** Draws the data of a chart in dots and characters: what is filled first, then lines, then points, then words. */
final class TextMarks {

    private static final int GLYPHS_PER_LINE = 6;
    private static final int MOST_GLYPHS = 400;

    private record Glyph(double x, double y, int character, int ink) {}

    private final Chart chart;
    private final PlotArea area;
    private final TextLooks looks;
    private final TextAxis axes;
    private final TextCanvas canvas;
    private final TextStyle style;
    private final DotGrid fills;
    private final DotGrid lines;
    private final List<Glyph> glyphs = new ArrayList<>();
    private int drawn;

    /** @param area in dots: 2 to a character, 4 to a line */
    TextMarks(Chart chart, PlotArea area, TextLooks looks, TextAxis axes) {
        this.chart = chart;
        this.area = area;
        this.looks = looks;
        this.axes = axes;
        this.canvas = axes.canvas();
        this.style = canvas.style();
        this.fills = new DotGrid(axes.columns(), axes.rows());
        this.lines = new DotGrid(axes.columns(), axes.rows());
    }

    /** @param colours of the surface; null if there is none */
    void draw(ColourScale colours) {
        double[] across = {0, area.box().right()};
        double[] down = {0, area.box().bottom()};
        for (Mark mark : chart.marks()) {
            switch (mark) {
                case Surface surface -> surface(surface, new TextShades(colours, style));
                case Band band -> band(band);
                case Histogram histogram -> histogram(histogram);
                case Rule rule -> rule(rule, across, twice(area.pageY(rule.y())), '-');
                case VerticalRule rule -> rule(rule, twice(area.pageX(rule.x())), down, '|');
                case Line line -> line(line);
                case ErrorBars bars -> errorBars(bars);
                case Trajectory path -> trajectory(path);
                case Points points -> scatter(points, area.pageX(points.x()), area.pageY(points.y()));
                case Note _ -> {}
            }
        }
        fills.stamp(canvas, axes.x() + 1, axes.y());
        lines.stamp(canvas, axes.x() + 1, axes.y());
        for (Glyph glyph : glyphs) {
            if (area.inside(glyph.x, glyph.y)) {
                canvas.put(column(glyph.x), line(glyph.y), glyph.character, glyph.ink);
            }
        }
        for (Mark mark : chart.marks()) {
            if (mark instanceof Note note) {
                note(note);
            }
        }
    }

    private int column(double px) {
        return axes.x() + 1 + (int) (Math.round(px) / 2);
    }

    private int line(double py) {
        return axes.y() + (int) (Math.round(py) / 4);
    }

    private void surface(Surface surface, TextShades shades) {
        TextSurface values = TextSurface.of(surface, area);
        double half = shades.perCell() == 2 ? 1 : 0;
        for (int i = 0; i < axes.rows(); i++) {
            for (int j = 0; j < axes.columns(); j++) {
                double upper = values.at(2 * j + 0.5, 4 * i + 1.5 - half);
                double lower = values.at(2 * j + 0.5, 4 * i + 1.5 + half);
                if (!Double.isNaN(upper) || !Double.isNaN(lower) || values.covers(2 * j + 0.5, 4 * i + 1.5)) {
                    shades.put(canvas, axes.x() + 1 + j, axes.y() + i, upper, lower);
                }
            }
        }
    }

    private void band(Band band) {
        double[] xs = area.pageX(band.x());
        double[] lows = area.endY(band.low());
        double[] highs = area.endY(band.high());
        for (int[] run : PlotArea.runs(xs, lows, highs)) {
            for (int i = run[0] + 1; i < run[1]; i++) {
                fill(xs[i - 1], lows[i - 1], highs[i - 1], xs[i], lows[i], highs[i], ink(band));
            }
        }
    }

    /** Sparse dots between two edges. */
    private void fill(double x0, double low0, double high0, double x1, double low1, double high1, int ink) {
        double from = Math.max(0, Math.min(x0, x1));
        double to = Math.min(area.box().right(), Math.max(x0, x1));
        for (int px = (int) Math.ceil(from); px <= to; px++) {
            double t = x1 == x0 ? 0 : (px - x0) / (x1 - x0);
            double bottom = Math.min(area.box().bottom(), low0 + t * (low1 - low0));
            double top = Math.max(0, high0 + t * (high1 - high0));
            for (int py = (int) Math.ceil(top); py <= bottom; py++) {
                if ((px + 2 * py) % 4 == 0) {
                    fills.dot(px, py, ink, ':');
                }
            }
        }
    }

    private void histogram(Histogram histogram) {
        double[] edges = area.pageX(histogram.edges());
        Numbers heights = histogram.heights();
        double base = Math.min(area.box().bottom(), area.endY(0));
        int glyph = looks.glyph(histogram.label(), histogram.style());
        int every = Math.max(1, heights.size() / 10);
        for (int i = 0; i < heights.size(); i++) {
            if (!(heights.at(i) != 0) || !Double.isFinite(heights.at(i)) || Double.isNaN(edges[i] + edges[i + 1])) {
                continue;
            }
            double top = area.endY(heights.at(i));
            fill(edges[i], base, top, edges[i + 1], base, top, ink(histogram));
            double[] xs = {edges[i], edges[i], edges[i + 1], edges[i + 1]};
            double[] ys = {base, top, top, base};
            lines.line(xs, ys, histogram.style().dash(), ink(histogram), glyph);
            if (!style.coloured() && histogram.isInLegend() && i % every == 0) {
                glyphs.add(new Glyph((edges[i] + edges[i + 1]) / 2, top, glyph, ink(histogram)));
            }
        }
    }

    private void rule(Mark rule, double[] xs, double[] ys, int plain) {
        lines.line(xs, ys, rule.style().dash(), ink(rule), plain);
        if (!style.coloured() && !rule.label().isEmpty()) {
            int glyph = looks.glyph(rule.label(), rule.style());
            double t = 0.06 + 0.13 * (drawn++ % 7); // rules that nearly coincide have theirs in different places
            for (double at = t; at < 1; at += 0.45) {
                glyphs.add(new Glyph(xs[0] + at * (xs[1] - xs[0]), ys[0] + at * (ys[1] - ys[0]), glyph, ink(rule)));
            }
        }
    }

    private void line(Line line) {
        double[] xs = area.pageX(line.x());
        double[] ys = area.pageY(line.y());
        int glyph = looks.glyph(line.label(), line.style());
        lines.line(xs, ys, line.style().dash(), ink(line), glyph);
        boolean marked = line.style().marker() != Marker.NONE || !style.coloured();
        int every = line.style().every() > 0 ? line.style().every() : Math.max(1, xs.length / GLYPHS_PER_LINE);
        int first = line.style().every() > 0 ? 0 : drawn++ * every / 3 % every;
        for (int[] run : PlotArea.runs(xs, ys)) {
            for (int i = run[0]; i < run[1]; i++) {
                if (marked && i % every == first || run[1] - run[0] == 1) {
                    glyphs.add(new Glyph(xs[i], ys[i], glyph, ink(line)));
                }
            }
        }
    }

    private void errorBars(ErrorBars bars) {
        double[] xs = area.pageX(bars.x());
        double[] ys = area.pageY(bars.y());
        double[] lows = area.endY(bars.low());
        double[] highs = area.endY(bars.high());
        for (int i = 0; i < xs.length; i++) {
            for (double end : new double[] {Math.min(lows[i], area.box().bottom() + 4), Math.max(highs[i], -4)}) {
                lines.line(twice(xs[i]), new double[] {ys[i], end}, Dash.SOLID, ink(bars), '|');
            }
        }
        scatter(bars, xs, ys);
    }

    private void trajectory(Trajectory path) {
        double[] xs = area.pageX(path.x());
        double[] ys = area.pageY(path.y());
        int glyph = looks.glyph(path.label(), path.style());
        lines.line(xs, ys, path.style().dash(), ink(path), glyph);
        List<int[]> runs = PlotArea.runs(xs, ys);
        if (!runs.isEmpty()) {
            int first = runs.getFirst()[0];
            int last = runs.getLast()[1] - 1;
            glyphs.add(new Glyph(xs[first], ys[first], style.either('○', 'o'), ink(path)));
            glyphs.add(new Glyph(xs[last], ys[last], glyph, ink(path)));
        }
    }

    private void scatter(Mark mark, double[] xs, double[] ys) {
        int glyph = looks.glyph(mark.label(), mark.style());
        for (int i = 0; i < xs.length; i += Math.max(1, mark.style().every())) {
            if (xs.length <= MOST_GLYPHS) {
                glyphs.add(new Glyph(xs[i], ys[i], glyph, ink(mark)));
            } else if (area.inside(xs[i], ys[i])) {
                lines.dot(xs[i], ys[i], ink(mark), glyph);
            }
        }
    }

    private void note(Note note) {
        double px = area.pageX(note.x());
        double py = area.pageY(note.y());
        if (!area.inside(px, py)) {
            return;
        }
        String text = TextWords.cut(TextWords.plain(note.text(), style), axes.columns(), style);
        int width = TextWords.width(text);
        int at = switch (note.side()) {
            case LEFT -> column(px) - width - 1;
            case RIGHT -> column(px) + 2;
            case CENTRE, ABOVE, BELOW -> column(px) - width / 2;
        };
        int down = note.side() == Note.Side.ABOVE ? -1 : note.side() == Note.Side.BELOW ? 1 : 0;
        int left = Math.clamp(at, axes.x() + 1, axes.x() + 1 + axes.columns() - width);
        int top = Math.clamp(line(py) + down, axes.y(), axes.y() + axes.rows() - 1);
        canvas.write(left, top, text, TextCanvas.NONE);
    }

    private static int ink(Mark mark) {
        return mark.style().colour().rgb();
    }

    private static double[] twice(double value) {
        return new double[] {value, value};
    }
}
