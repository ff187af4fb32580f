package icd.figure.layout;

import icd.figure.Chart;
import icd.figure.Colour;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A chart being laid out: its axes and margins; {@link ChartMarks} draws the data. */
final class ChartCell implements Cell {

    private static final double POINTS_PER_Y_TICK = 24;
    private static final double POINTS_PER_X_TICK = 28;
    private static final double INSET = 0.62; // of the width and the height of the plot area

    /** The parts of axes that a chart can leave to a neighbour which shows the same. */
    enum Part {
        X_TITLE,
        Y_TITLE,
        X_LABELS,
        Y_LABELS
    }

    private final Chart chart;
    private final Typesetter setter;
    private final ColourScale colours;
    private final Span xSpan;
    private final Ticks y;
    private final TickLabels yLabels;
    private final Block yTitle;
    private final EndLabels ends;
    private double labelRoom = Double.POSITIVE_INFINITY; // beside the ends of the x axis, once settled
    private Ticks x;
    private TickLabels xLabels;
    private boolean upright; // the names below the x axis, which have no room side by side
    private double xLabelHeight;
    private Block xTitle;
    private double width;
    private double height;
    private final Set<Part> dropped = EnumSet.noneOf(Part.class);

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
        this.y = ySpan.ticks(
                wanted,
                t -> new TickLabels(t, setter).fit(likely, false)
                        && (!chart.equalUnits() || new TickLabels(t, setter).fit(0.7 * nominalWidth, true)));
        this.yLabels = new TickLabels(y, setter);
        this.yTitle = setter.fit(yText(), Measures.TEXT, height);
        this.ends = new EndLabels(chart, setter);
        settle(0.75 * nominalWidth);
        this.labelRoom = (upright ? xLabels.tallest() : xLabels.widest()) / 2 + 0.5;
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

    /** Leaves out what stands at the chart on the left or under the chart below already. */
    void drop(Part part) {
        dropped.add(part);
    }

    private boolean has(Part part) {
        return !dropped.contains(part);
    }

    @Override
    public double left() {
        double title = has(Part.Y_TITLE) && !yTitle.lines().isEmpty() ? yTitle.height() + Measures.GAP : 0;
        return Math.max(labelRoom, title + yLabelWidth() + 2 + Measures.TICK);
    }

    @Override
    public double above() {
        return has(Part.Y_LABELS) ? Math.max(0, yLabels.tallest() - TickLabels.HALF_DIGIT - 3) : 0;
    }

    @Override
    public double right() {
        return Math.max(labelRoom, ends.width());
    }

    @Override
    public void settle(double plotWidth) {
        width = plotWidth;
        int wanted = wanted(width, POINTS_PER_X_TICK);
        Predicate<Ticks> fits = t -> fits(new TickLabels(t, setter));
        x = chart.equalUnits() ? xSpan.ticks(wanted, fits, y) : xSpan.ticks(wanted, fits);
        xLabels = new TickLabels(x, setter);
        upright |= !xSpan.names().isEmpty() && !xLabels.fit(width, true);
        xLabelHeight = upright ? xLabels.widest() : Measures.TICK_TEXT;
        if (chart.equalUnits()) {
            height = width * (y.high() - y.low()) / (x.high() - x.low());
        }
        xTitle = setter.fit(xText(), Measures.TEXT, plotWidth);
    }

    private boolean fits(TickLabels labels) {
        return labels.fit(width, true) && labels.widest() / 2 <= labelRoom;
    }

    /** Gives the plot area another height than follows from the figure's aspect; one of equal units keeps its own. */
    void stretch(double newHeight) {
        height = chart.equalUnits() ? height : newHeight;
    }

    @Override
    public double height() {
        return height;
    }

    @Override
    public double below() {
        double title = has(Part.X_TITLE) && !xTitle.lines().isEmpty() ? Measures.GAP - 1 + xTitle.height() : 0;
        return Measures.TICK + (has(Part.X_LABELS) ? 2 + xLabelHeight : 0) + title;
    }

    @Override
    public void paint(double px, double py, List<Item> items) {
        PlotArea area = area(px, py);
        Box plot = area.box();
        double[] spineX = {px, px, plot.right()};
        double[] spineY = {py, plot.bottom(), plot.bottom()};
        items.add(new Item.Stroke(spineX, spineY, Colour.INK, Measures.SPINE));
        double bottom = plot.bottom();
        xLabels.addTicks(width, Measures.TICK, (at, tick) -> tick(px + at, bottom, px + at, bottom + tick), items);
        yLabels.addTicks(height, Measures.TICK, (at, tick) -> tick(px - tick, bottom - at, px, bottom - at), items);
        double below = bottom + Measures.TICK;
        if (has(Part.X_LABELS)) {
            xLabels.addBelow(px, below + 2, width, labelRoom, upright, items);
            below += 2 + xLabelHeight;
        }
        if (has(Part.Y_LABELS)) {
            yLabels.addBeside(px - Measures.TICK - 2, plot.bottom(), height, 1, items);
        }
        if (has(Part.X_TITLE)) {
            xTitle.addCentred(plot.middle(), below + Measures.GAP - 1, items);
        }
        if (has(Part.Y_TITLE)) {
            double at = px - Measures.TICK - 2 - yLabelWidth() - Measures.GAP - yTitle.height();
            yTitle.addUpright(at, plot.centre(), items);
        }
        new ChartMarks(chart, area, colours, setter).paint(items);
        ends.paint(area, items);
        chart.inset().ifPresent(inset -> inset(inset, area, items));
    }

    /** Frames what an inset shows, and draws it on white in the upper right corner. */
    private void inset(Chart.Inset inset, PlotArea area, List<Item> items) {
        Box plot = area.box();
        Chart inner = new Chart("", inset.x(), inset.y(), chart.marks());
        double inside = INSET * plot.width();
        ChartCell cell =
                new ChartCell(inner, Span.x(inner), Span.y(inner), null, inside, INSET * height / inside, setter);
        cell.drop(Part.X_TITLE);
        cell.drop(Part.Y_TITLE);
        cell.settle(inside - cell.left());
        double left = plot.right() - inside + cell.left();
        double top = plot.y();
        Box shown = Box.between(
                area.pageX(inset.x().low()),
                area.pageY(inset.y().high()),
                area.pageX(inset.x().high()),
                area.pageY(inset.y().low()));
        items.add(Item.Stroke.frame(shown, Colour.GREY));
        Box ground = new Box(plot.right() - inside, top - 2, inside + 1, cell.height() + cell.below() + 2);
        items.add(Item.Fill.of(ground, Colour.WHITE, 1));
        cell.paint(left, top, items);
    }

    @Override
    public Optional<Place> place(String name, double px, double py) {
        return Optional.of(new Place(name, chart, area(px, py).box(), List.of(x, y), List.of()));
    }

    private PlotArea area(double px, double py) {
        return new PlotArea(x, y, new Box(px, py, width, height));
    }

    private double yLabelWidth() {
        return has(Part.Y_LABELS) ? Measures.SPARE * yLabels.widest() : 0;
    }

    private static Item tick(double x0, double y0, double x1, double y1) {
        return Item.Stroke.line(x0, y0, x1, y1, Colour.INK, Measures.SPINE);
    }

    private static int wanted(double length, double each) {
        return Math.clamp((int) (length / each) + 1, 3, 9);
    }
}
