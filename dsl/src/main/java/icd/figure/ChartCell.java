package icd.figure;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/** A chart being laid out: its axes and margins; {@link ChartMarks} draws the data. */
final class ChartCell implements Cell {

    private static final double POINTS_PER_Y_TICK = 24;
    private static final double POINTS_PER_X_TICK = 28;

    private final Chart chart;
    private final Typesetter setter;
    private final double height;
    private final Ticks y;
    private final TickLabels yLabels;
    private final Block yTitle;
    private final double labelRoom;
    private Ticks x;
    private TickLabels xLabels;
    private Block xTitle;
    private double width;
    private boolean yTitled = true;
    private boolean xTitled = true;

    /** @param nominalWidth of the grid cell, which with the aspect gives the height of the plot area */
    ChartCell(Chart chart, double nominalWidth, double aspect, Typesetter setter) {
        this.chart = chart;
        this.setter = setter;
        this.height = nominalWidth * aspect;
        double[] range = range(chart.y(), ChartCell::ordinates);
        int wanted = wanted(height, POINTS_PER_Y_TICK);
        this.y = ticks(chart.y(), range, wanted, t -> new TickLabels(t, setter).fit(height, false));
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

    @Override
    public double left() {
        double title = yTitled && !yTitle.lines().isEmpty() ? yTitle.height() + Measures.GAP : 0;
        return Math.max(labelRoom, title + Measures.SPARE * yLabels.widest() + 2 + Measures.TICK);
    }

    @Override
    public double right() {
        return labelRoom;
    }

    @Override
    public void settle(double plotWidth) {
        width = plotWidth;
        double[] range = range(chart.x(), ChartCell::abscissae);
        int wanted = wanted(width, POINTS_PER_X_TICK);
        x = ticks(chart.x(), range, wanted, t -> new TickLabels(t, setter).fit(width, true));
        xLabels = new TickLabels(x, setter);
        xTitle = setter.fit(xText(), Measures.TEXT, plotWidth);
    }

    @Override
    public double height() {
        return height;
    }

    @Override
    public double below() {
        double title = xTitled && !xTitle.lines().isEmpty() ? Measures.GAP - 1 + xTitle.height() : 0;
        return Measures.TICK + 2 + Measures.TICK_TEXT + title;
    }

    @Override
    public void paint(double px, double py, List<Item> items) {
        Box plot = new Box(px, py, width, height);
        double[] spineX = {px, px, plot.right()};
        double[] spineY = {py, plot.bottom(), plot.bottom()};
        items.add(new Item.Stroke(spineX, spineY, Scene.INK, Measures.SPINE, new double[0]));
        for (var value : x.values()) {
            double at = px + x.fraction(value.doubleValue()) * width;
            items.add(tick(at, plot.bottom(), at, plot.bottom() + Measures.TICK));
        }
        for (var value : y.values()) {
            double at = plot.bottom() - y.fraction(value.doubleValue()) * height;
            items.add(tick(px - Measures.TICK, at, px, at));
        }
        double labelTop = plot.bottom() + Measures.TICK + 2;
        xLabels.addBelow(px, labelTop, width, labelRoom, labelRoom, items);
        yLabels.addBeside(px - Measures.TICK - 2, plot.bottom(), height, 1, items);
        if (xTitled) {
            xTitle.addCentred(plot.middle(), labelTop + Measures.TICK_TEXT + Measures.GAP - 1, items);
        }
        if (yTitled) {
            double at = px - Measures.TICK - 2 - Measures.SPARE * yLabels.widest() - Measures.GAP - yTitle.height();
            yTitle.addUpright(at, plot.centre(), items);
        }
        new ChartMarks(chart, x, y, plot).paint(items);
    }

    private static Item tick(double x0, double y0, double x1, double y1) {
        return new Item.Stroke(new double[] {x0, x1}, new double[] {y0, y1}, Scene.INK, Measures.SPINE, new double[0]);
    }

    private static int wanted(double length, double each) {
        return Math.clamp((int) (length / each) + 1, 3, 9);
    }

    private static Ticks ticks(Axis axis, double[] range, int wanted, Predicate<Ticks> fits) {
        return axis.hasRange()
                ? Ticks.within(range[0], range[1], wanted, fits)
                : Ticks.covering(range[0], range[1], wanted, fits);
    }

    /** The range that was set, or that of the finite data, or 0 to 1 where there are none. */
    private double[] range(Axis axis, Function<Mark, DoubleStream> values) {
        if (axis.hasRange()) {
            return new double[] {axis.low(), axis.high()};
        }
        var data = chart.marks().stream()
                .flatMapToDouble(values)
                .filter(Double::isFinite)
                .summaryStatistics();
        return data.getCount() == 0 ? new double[] {0, 1} : new double[] {data.getMin(), data.getMax()};
    }

    private static DoubleStream abscissae(Mark mark) {
        return switch (mark) {
            case Line line -> DoubleStream.of(line.x());
            case Band band -> DoubleStream.of(band.x());
            case Rule rule -> DoubleStream.empty();
        };
    }

    private static DoubleStream ordinates(Mark mark) {
        return switch (mark) {
            case Line line -> DoubleStream.of(line.y());
            case Band band -> DoubleStream.concat(DoubleStream.of(band.low()), DoubleStream.of(band.high()));
            case Rule rule -> DoubleStream.of(rule.y());
        };
    }
}
