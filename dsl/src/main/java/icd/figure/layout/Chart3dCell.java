package icd.figure.layout;

import icd.figure.Chart3d;
import icd.figure.Colour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A three-dimensional chart being laid out: its box and labels; {@link Cloud} draws the data. Lengths in points. */
final class Chart3dCell implements Cell {

    private static final Colour BOX = new Colour(205, 205, 205);
    private static final double OFF = 4;
    private static final double CLEAR = 2.5;
    private static final double SHORTEST = 16;
    private static final int ROUNDS = 6;
    private static final int MORE_ROUNDS = 150;
    private static final double HIGHEST = 1.2;

    private final Chart3d chart;
    private final Cube cube;
    private final Typesetter setter;
    private double scale;
    private double width;
    private Box bounds;

    Chart3dCell(Chart3d chart, Typesetter setter) {
        this.chart = chart;
        this.cube = new Cube(chart);
        this.setter = setter;
    }

    @Override
    public Chart3d panel() {
        return chart;
    }

    /** The box with its labels takes all of the width, or as much as leaves it not much higher than wide. */
    @Override
    public void settle(double plotWidth) {
        width = plotWidth;
        scale = plotWidth / 4;
        for (int round = 0; round < ROUNDS; round++) {
            Box box = box();
            scale *= Math.max(0.05, (plotWidth - (bounds().width() - box.width())) / box.width());
        }
        bounds = bounds();
        for (int round = 0; round < MORE_ROUNDS && !fits(); round++) { // labels come and go with the size
            scale *= 0.97;
            bounds = bounds();
        }
    }

    private boolean fits() {
        return bounds.width() <= width && bounds.height() <= HIGHEST * width;
    }

    @Override
    public double height() {
        return bounds.height();
    }

    @Override
    public void paint(double px, double py, List<Item> items) {
        Cube.OnPage page = onPage(px, py);
        cube.backEdges().forEach(edge -> items.add(line(edge, page, BOX)));
        for (int axis = 0; axis < 3; axis++) {
            items.add(line(cube.axisEdge(axis), page, Colour.INK));
        }
        new Cloud(cube, page).add(chart.marks(), items);
        items.addAll(labels(page));
    }

    @Override
    public Optional<Place> place(String name, double px, double py) {
        Box box = new Box(px, py, width, bounds.height());
        List<Place.Projected> marks = chart.marks().stream()
                .map(new Cloud(cube, onPage(px, py))::projected)
                .toList();
        return Optional.of(new Place(name, chart, box, List.of(), marks));
    }

    private Cube.OnPage onPage(double px, double py) {
        return new Cube.OnPage(scale, px + (width - bounds.width()) / 2 - bounds.x(), py - bounds.y());
    }

    private static Item line(Cube.Edge edge, Cube.OnPage page, Colour colour) {
        return Item.Stroke.line(
                page.x(edge.from()), page.y(edge.from()), page.x(edge.to()), page.y(edge.to()), colour, 0.5);
    }

    /** Returns what the edges take, with the middle of the box at the origin. */
    private Box box() {
        Cube.OnPage page = new Cube.OnPage(scale, 0, 0);
        return cube.backEdges().stream()
                .flatMap(edge -> Stream.of(edge.from(), edge.to()))
                .map(end -> new Box(page.x(end), page.y(end), 0, 0))
                .reduce(new Box(0, 0, 0, 0), Box::union);
    }

    private Box bounds() {
        return labels(new Cube.OnPage(scale, 0, 0)).stream()
                .flatMap(item -> item instanceof Item.Text text ? Stream.of(text.box()) : Stream.empty())
                .reduce(box(), Box::union);
    }

    /** Ticks, numbers and labels of the axes; numbers without room are left out. */
    private List<Item> labels(Cube.OnPage page) {
        List<Item> items = new ArrayList<>();
        List<Box> taken = new ArrayList<>();
        int[] seen = IntStream.range(0, 3)
                .filter(axis -> page.length(cube.axisEdge(axis)) >= SHORTEST)
                .toArray();
        for (int axis : seen) {
            title(axis, page, items, taken);
        }
        for (int axis : seen) {
            Cube.Edge edge = cube.axisEdge(axis);
            double[] out = outwards(edge);
            Ticks ticks = cube.ticks(axis);
            for (int i = 0; i < ticks.labels().size(); i++) {
                double[] at = edge.at(ticks.place(i));
                double x = page.x(at);
                double y = page.y(at);
                double length = Measures.TICK;
                items.add(Item.Stroke.line(x, y, x + out[0] * length, y + out[1] * length, Colour.INK, 0.5));
                add(beside(setter.set(ticks.labels().get(i), Measures.TICK_TEXT), x, y, out, OFF), items, taken);
            }
        }
        return items;
    }

    private void title(int axis, Cube.OnPage page, List<Item> items, List<Box> taken) {
        Ticks ticks = cube.ticks(axis);
        String text = (chart.axes().get(axis).label() + ticks.unit()).strip();
        if (text.isEmpty()) {
            return;
        }
        double[] out = outwards(cube.axisEdge(axis));
        double widest = new TickLabels(ticks, setter).widest();
        double off = OFF + Math.abs(out[0]) * (widest + 2) + Math.abs(out[1]) * (Measures.TICK_TEXT + 2);
        double[] middle = cube.axisEdge(axis).at(0.5);
        Label label = setter.cut(text, Measures.TEXT, 0.4 * width).lines().getFirst();
        add(beside(label, page.x(middle), page.y(middle), out, off), items, taken);
    }

    /** Adds a text if it stands clear of the others. */
    private static void add(Item.Text text, List<Item> items, List<Box> taken) {
        Box box = text.box();
        Box wide = new Box(box.x() - CLEAR, box.y(), box.width() + 2 * CLEAR, box.height());
        if (taken.stream().noneMatch(wide::overlaps)) {
            taken.add(box);
            items.add(text);
        }
    }

    /** The direction on the page, y downwards, across an edge and away from the middle of the box. */
    private static double[] outwards(Cube.Edge edge) {
        double[] from = edge.from();
        double[] to = edge.to();
        double length = Box.length(to[0] - from[0], to[1] - from[1]);
        double nx = (to[1] - from[1]) / length;
        double ny = (to[0] - from[0]) / length;
        boolean away = nx * (from[0] + to[0]) - ny * (from[1] + to[1]) >= 0;
        return new double[] {away ? nx : -nx, away ? ny : -ny};
    }

    /** A text whose box stands so far off a point in a direction. */
    private static Item.Text beside(Label label, double x, double y, double[] out, double off) {
        double height = label.ascent() + label.descent();
        double middleX = x + out[0] * (off + label.width() / 2);
        double middleY = y + out[1] * (off + height / 2);
        return new Item.Text(middleX, middleY - height / 2 + label.ascent(), 0.5, false, label);
    }
}
