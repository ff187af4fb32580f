package icd.figure.text;

import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.TextStyle;
import icd.figure.layout.Box;
import icd.figure.layout.ColourScale;
import icd.figure.layout.Measures;
import icd.figure.layout.PlotArea;
import icd.figure.layout.Span;
import icd.figure.layout.Ticks;
import java.util.List;
import java.util.function.Predicate;

/**
 * A chart in characters: its axes; {@link TextMarks} draws the data.
 *
 * @param colours of the chart's surface; null if it has none
 */
record TextChart(
        Chart chart, String title, Span xSpan, Span ySpan, ColourScale colours, String barLabel, TextLooks looks)
        implements TextPanel {

    private static final int LEAST_ROWS = 4;
    private static final int ROWS_PER_TICK = 3;
    private static final int COLUMNS_PER_TICK = 11;
    private static final int LEAST_TICKS = 4; // with fewer, an axis that ends on ticks would show much that is empty
    private static final int MOST_TICKS = 9;

    @Override
    public int height(int width, int most) {
        return Math.max(most, above() + below() + LEAST_ROWS);
    }

    /** Lines for the title and the label of the y axis. */
    private int above() {
        return TextPanel.lines(title) + TextPanel.lines(label(chart.y(), ySpan.ticks(LEAST_TICKS, t -> true)));
    }

    /** Lines for the x axis, its numbers and label, and the colour bar. */
    private int below() {
        return 2 + TextPanel.lines(label(chart.x(), xSpan.ticks(LEAST_TICKS, t -> true))) + (colours == null ? 0 : 1);
    }

    private static String label(Axis axis, Ticks ticks) {
        return (axis.label() + ticks.unit()).strip();
    }

    @Override
    public void draw(TextCanvas canvas, int x, int y, int width, int height) {
        TextStyle style = canvas.style();
        int rows = height - above() - below();
        int mostRows = rows;
        int wantedDown = Math.clamp(rows / ROWS_PER_TICK, LEAST_TICKS, MOST_TICKS);
        Ticks yTicks = ySpan.ticks(wantedDown, t -> t.values().size() <= mostRows / 2 + 2);
        int widest = (int) Measures.most(TextAxis.labels(yTicks, style), TextWords::width);
        int margin = Math.min(widest, width / 2);
        int mostColumns = Math.max(2, width - margin - 2);
        int columns = mostColumns;
        Ticks xTicks = across(columns, yTicks, style);
        int left = x;
        int top = y + above();
        if (chart.equalUnits()) {
            columns = Math.clamp(Math.round(2 * rows * ratio(xTicks, yTicks)), 2, mostColumns);
            xTicks = across(columns, yTicks, style);
            double ratio = ratio(xTicks, yTicks);
            columns = Math.clamp(Math.round(2 * rows * ratio), 2, mostColumns);
            rows = Math.clamp(Math.round(columns / ratio / 2), 1, rows);
            left += (mostColumns - columns) / 2;
            top += (mostRows - rows) / 2;
        }
        TextPanel.title(canvas, x, top - above(), width, title);
        String yLabel = TextWords.plain(label(chart.y(), yTicks), style);
        canvas.write(left, Math.max(y, top - 1), TextWords.cut(yLabel, width - (left - x), style), TextCanvas.NONE);
        TextAxis axes = new TextAxis(canvas, left + margin, top, columns, rows);
        axes.y(yTicks);
        boolean cut = !xSpan.names().isEmpty() && !fits(xTicks, columns, style);
        axes.x(xTicks, x, width, cut ? columns / xSpan.names().size() - 1 : width);
        int line = top + rows + 2;
        line += TextPanel.title(canvas, left + margin + 1, line, columns, label(chart.x(), xTicks));
        if (colours != null) {
            new TextShades(colours, style).bar(canvas, x, line, width, barLabel);
        }
        PlotArea area = new PlotArea(xTicks, yTicks, new Box(0, 0, 2 * columns - 1, 4 * rows - 1));
        new TextMarks(chart, area, looks, axes).draw(colours);
    }

    /** Ticks of the x axis that have room within so many columns. */
    private Ticks across(int columns, Ticks yTicks, TextStyle style) {
        int wanted = Math.clamp(columns / COLUMNS_PER_TICK, LEAST_TICKS, MOST_TICKS);
        Predicate<Ticks> fits = t -> fits(t, columns, style);
        return chart.equalUnits() ? xSpan.ticks(wanted, fits, yTicks) : xSpan.ticks(wanted, fits);
    }

    private static boolean fits(Ticks ticks, int columns, TextStyle style) {
        List<String> labels = TextAxis.labels(ticks, style);
        return ticks.apart(columns, 1, i -> TextWords.width(labels.get(i)));
    }

    /** The width of a plot in heights where units are equally long; a dot is about as high as it is wide. */
    private static double ratio(Ticks x, Ticks y) {
        return (x.high() - x.low()) / (y.high() - y.low());
    }
}
