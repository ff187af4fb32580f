package icd.figure.layout;

import icd.figure.Band;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Contours;
import icd.figure.ErrorBars;
import icd.figure.Field;
import icd.figure.Histogram;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Markup;
import icd.figure.Note;
import icd.figure.Points;
import icd.figure.Rule;
import icd.figure.Style;
import icd.figure.Trajectory;
import icd.figure.VerticalRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the data of a chart into its plot area, in the order that {@link Chart} states.
 *
 * @param colours of the chart's surface; null if it has none
 */
record ChartMarks(Chart chart, PlotArea area, ColourScale colours, Typesetter setter) {

    private static final double OVERHANG = 0.8; // a line that runs along the edge of the plot area is seen whole

    void paint(List<Item> items) {
        List<Item> surface = new ArrayList<>();
        List<Item> bands = new ArrayList<>();
        List<Item> bars = new ArrayList<>();
        List<Item> rules = new ArrayList<>();
        List<Item> lines = new ArrayList<>();
        List<Item> paths = new ArrayList<>();
        List<Item> markers = new ArrayList<>();
        List<Item> points = new ArrayList<>();
        List<Item> notes = new ArrayList<>();
        LinePainter linePainter = new LinePainter(area);
        PointPainter pointPainter = new PointPainter(area, chart.surface().isPresent());
        long lineCount = chart.marks().stream().filter(Line.class::isInstance).count();
        int index = 0;
        for (Mark mark : chart.marks()) {
            switch (mark) {
                case Contours contours -> new ContourPainter(area, (LevelMap) colours).add(contours, surface);
                case Field field -> new FieldPainter(area, colours).add(field, surface);
                case Band band -> linePainter.add(band, of(band, bands));
                case Histogram histogram -> linePainter.add(histogram, of(histogram, bars));
                case Rule rule -> linePainter.add(rule, of(rule, rules));
                case VerticalRule rule -> linePainter.add(rule, of(rule, rules));
                case Line line ->
                    linePainter.add(line, (double) index++ / lineCount, of(line, lines), of(line, markers));
                case ErrorBars errors -> pointPainter.add(errors, of(errors, points));
                case Trajectory path -> pointPainter.add(path, of(path, paths), of(path, points));
                case Points scatter -> pointPainter.add(scatter, of(scatter, points));
                case Note note -> new NotePainter(area, setter).add(note, notes);
            }
        }
        List<Item> clipped = new ArrayList<>(surface);
        List.of(bands, bars, rules, lines, paths).forEach(clipped::addAll);
        Box plot = area.box();
        double overhang = surface.isEmpty() ? OVERHANG : 0;
        Box window = new Box(
                plot.x() - overhang, plot.y() - overhang, plot.width() + 2 * overhang, plot.height() + 2 * overhang);
        items.add(new Item.Clip(window, clipped));
        if (!surface.isEmpty()) {
            items.add(Item.Stroke.frame(plot, Colour.INK));
        }
        List.of(markers, points, notes).forEach(items::addAll);
    }

    /** The part of a layer that belongs to the series of a mark; the whole layer where the mark has no label. */
    private static List<Item> of(Mark mark, List<Item> layer) {
        if (mark.label().isEmpty()) {
            return layer;
        }
        Item.Labelled series = new Item.Labelled(Markup.plain(mark.label()), new ArrayList<>());
        layer.add(series);
        return series.items();
    }

    /**
     * Draws a style's marker on white, so that what it stands on does not show through, or filled where the style says so; a plain dot
     * as wide as the line if it has none.
     */
    static void addMarker(Style style, double x, double y, List<Item> items) {
        if (style.marker() == Marker.NONE) {
            double[][] dot = Marker.CIRCLE.outline(x, y, style.width());
            items.add(new Item.Fill(dot[0], dot[1], style.colour(), 1));
            return;
        }
        double[][] outline = style.marker().outline(x, y, style.size());
        items.add(new Item.Fill(outline[0], outline[1], style.solid() ? style.colour() : Colour.WHITE, 1));
        items.add(new Item.Stroke(outline[0], outline[1], style.colour(), 0.8));
    }

    static Item line(double x0, double y0, double x1, double y1, Style style) {
        return stroke(new double[] {x0, x1}, new double[] {y0, y1}, style);
    }

    static Item stroke(double[] xs, double[] ys, Style style) {
        return new Item.Stroke(xs, ys, style.colour(), style.width(), style.dash());
    }
}
