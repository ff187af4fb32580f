package icd.figure.layout;

import icd.figure.Chart;
import icd.figure.Colour;
import java.util.List;
import java.util.Optional;

/** A chart being laid out: its axes and margins; {@link ChartMarks} draws the data. */
final class ChartCell implements Cell {

    private static final double POINTS_PER_Y_TICK = 24;
    private static final double POINTS_PER_X_TICK = 28;

    private final Chart chart;
    private final Typesetter setter;
    private final ColourScale colours;
    private final Span xSpan;
    private final Ticks y;
    private final TickLabels yLabels;
    private final Block yTitle;
    private double labelRoom =
            Double.POSITIVE_INFINITY; // beside the ends of the x axis; known from the first settling on
    private Ticks x;
    private TickLabels xLabels;
    private Block xTitle;
    private double width;
    private double height;
    private boolean yTitled = true;
    private boolean xTitled = true;
    private boolean yLabelled = true;
    private boolean xLabelled = true;

    /**
     * @param colours of the chart's surface; null if it has none
     * @param nominalWidth of the grid cell, which with the aspect gives the height of the plot area
     */
    ChartCell(
            Chart chart,
            Span xSpan,
            Span ySpan,
            ColourScale colours,
            double nominalWidth,
            double aspect,
            Typesetter setter) {
        this.chart = chart;
        this.setter = setter;
        this.colours = colours;
        this.xSpan = xSpan;
        double about = 0.75 * nominalWidth * (ySpan.high() - ySpan.low()) / (xSpan.high() - xSpan.low());
        double likely = chart.equalUnits() && Double.isFinite(about) ? about : nominalWidth * aspect;
        this.height = likely;
        int wanted = wanted(height, POINTS_PER_Y_TICK);
        this.y = ySpan.ticks(wanted, t -> new TickLabels(t, setter).fit(likely, false));
        this.yLabels = new TickLabels(y, setter);
        this.yTitle = setter.fit(yText(), Measures.TEXT, height);
        settle(0.75 * nominalWidth);
        this.labelRoom = xLabels.widest() / 2 + 0.5;
    }

    @Override
    public Chart panel() {
        return chart;
    }

    /** The label of the y axis with its unit. */
    String yText() {
        return chart.y().label() + y.unit();
    }

    /** The label of the x axis with its unit; known once settled. */
    String xText() {
        return chart.x().label() + x.unit();
    }

    /** Leaves out the label of the y axis, which stands at the chart on the left already. */
    void dropYTitle() {
        yTitled = false;
    }

    /** Leaves out the label of the x axis, which stands under the chart below already. */
    void dropXTitle() {
        xTitled = false;
    }

    /** Leaves out the numbers of the y axis, which stand at a chart on the left already. */
    void dropYLabels() {
        yLabelled = false;
    }

    /** Leaves out the numbers of the x axis, which stand under a chart below already. */
    void dropXLabels() {
        xLabelled = false;
    }

    @Override
    public double left() {
        double title = yTitled && !yTitle.lines().isEmpty() ? yTitle.height() + Measures.GAP : 0;
        return Math.max(labelRoom, title + yLabelWidth() + 2 + Measures.TICK);
    }

    @Override
    public double above() {
        return yLabelled ? Math.max(0, yLabels.tallest() - TickLabels.HALF_DIGIT - 3) : 0;
    }

    @Override
    public double right() {
        return labelRoom;
    }

    @Override
    public void settle(double plotWidth) {
        width = plotWidth;
        int wanted = wanted(width, POINTS_PER_X_TICK);
        x = xSpan.ticks(wanted, t -> fits(new TickLabels(t, setter)));
        xLabels = new TickLabels(x, setter);
        if (chart.equalUnits()) {
            height = width * (y.high() - y.low()) / (x.high() - x.low());
        }
        xTitle = setter.fit(xText(), Measures.TEXT, plotWidth);
    }

    private boolean fits(TickLabels labels) {
        return labels.fit(width, true) && labels.widest() / 2 <= labelRoom;
    }

    @Override
    public double height() {
        return height;
    }

    @Override
    public double below() {
        double title = xTitled && !xTitle.lines().isEmpty() ? Measures.GAP - 1 + xTitle.height() : 0;
        return Measures.TICK + (xLabelled ? 2 + Measures.TICK_TEXT : 0) + title;
    }

    @Override
    public void paint(double px, double py, List<Item> items) {
        PlotArea area = area(px, py);
        Box plot = area.box();
        double[] spineX = {px, px, plot.right()};
        double[] spineY = {py, plot.bottom(), plot.bottom()};
        items.add(new Item.Stroke(spineX, spineY, Colour.INK, Measures.SPINE));
        for (var value : x.values()) {
            xTick(plot, value.doubleValue(), Measures.TICK, items);
        }
        for (double value : x.minor()) {
            xTick(plot, value, 0.6 * Measures.TICK, items);
        }
        for (var value : y.values()) {
            yTick(plot, value.doubleValue(), Measures.TICK, items);
        }
        for (double value : y.minor()) {
            yTick(plot, value, 0.6 * Measures.TICK, items);
        }
        double below = plot.bottom() + Measures.TICK;
        if (xLabelled) {
            xLabels.addBelow(px, below + 2, width, labelRoom, labelRoom, items);
            below += 2 + Measures.TICK_TEXT;
        }
        if (yLabelled) {
            yLabels.addBeside(px - Measures.TICK - 2, plot.bottom(), height, 1, items);
        }
        if (xTitled) {
            xTitle.addCentred(plot.middle(), below + Measures.GAP - 1, items);
        }
        if (yTitled) {
            double at = px - Measures.TICK - 2 - yLabelWidth() - Measures.GAP - yTitle.height();
            yTitle.addUpright(at, plot.centre(), items);
        }
        new ChartMarks(chart, area, colours, setter).paint(items);
    }

    @Override
    public Optional<Place> place(String name, double px, double py) {
        return Optional.of(new Place.Plane(name, chart, area(px, py)));
    }

    private PlotArea area(double px, double py) {
        return new PlotArea(x, y, new Box(px, py, width, height));
    }

    private double yLabelWidth() {
        return yLabelled ? Measures.SPARE * yLabels.widest() : 0;
    }

    private void xTick(Box plot, double value, double length, List<Item> items) {
        double at = plot.x() + x.fraction(value) * width;
        items.add(Item.Stroke.line(at, plot.bottom(), at, plot.bottom() + length, Colour.INK, Measures.SPINE));
    }

    private void yTick(Box plot, double value, double length, List<Item> items) {
        double at = plot.bottom() - y.fraction(value) * height;
        items.add(Item.Stroke.line(plot.x() - length, at, plot.x(), at, Colour.INK, Measures.SPINE));
    }

    private static int wanted(double length, double each) {
        return Math.clamp((int) (length / each) + 1, 3, 9);
    }
}
