package icd.figure.layout;

import icd.figure.Chart3d;
import icd.figure.Colour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        double x = middleX(px);
        double y = middleY(py);
        for (double[][] edge : cube.backEdges()) {
            items.add(line(edge, x, y, BOX));
        }
        for (int axis = 0; axis < 3; axis++) {
            items.add(line(cube.axisEdge(axis), x, y, Colour.INK));
        }
        new Cloud(cube, scale, x, y).add(chart.marks(), items);
        items.addAll(labels(x, y));
    }

    @Override
    public Optional<Place> place(String name, double px, double py) {
        Box box = new Box(px, py, width, bounds.height());
        Cloud cloud = new Cloud(cube, scale, middleX(px), middleY(py));
        return Optional.of(new Place.Space(
                name, chart, box, chart.marks().stream().map(cloud::projected).toList()));
    }

    private double middleX(double px) {
        return px + (width - bounds.width()) / 2 - bounds.x();
    }

    private double middleY(double py) {
        return py - bounds.y();
    }

    private Item line(double[][] edge, double x, double y, Colour colour) {
        return Item.Stroke.line(
                x + scale * edge[0][0],
                y - scale * edge[0][1],
                x + scale * edge[1][0],
                y - scale * edge[1][1],
                colour,
                0.5);
    }

    /** Returns what the edges take, with the middle of the box at the origin. */
    private Box box() {
        Box box = new Box(0, 0, 0, 0);
        for (double[][] edge : cube.backEdges()) {
            for (double[] end : edge) {
                box = box.union(new Box(scale * end[0], -scale * end[1], 0, 0));
            }
        }
        return box;
    }

    private Box bounds() {
        Box box = box();
        for (Item item : labels(0, 0)) {
            if (item instanceof Item.Text text) {
                box = box.union(text.box());
            }
        }
        return box;
    }

    /** Ticks, numbers and labels of the axes; numbers without room are left out. */
    private List<Item> labels(double x, double y) {
        List<Item> items = new ArrayList<>();
        List<Box> taken = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            title(axis, x, y, items, taken);
        }
        for (int axis = 0; axis < 3; axis++) {
            double[][] edge = cube.axisEdge(axis);
            if (length(edge) < SHORTEST) {
                continue;
            }
            double[] out = outwards(edge);
            Ticks ticks = cube.ticks(axis);
            List<String> labels = ticks.labels();
            for (int i = 0; i < labels.size(); i++) {
                double t = ticks.fraction(ticks.values().get(i).doubleValue());
                double tx = x + scale * (edge[0][0] + t * (edge[1][0] - edge[0][0]));
                double ty = y - scale * (edge[0][1] + t * (edge[1][1] - edge[0][1]));
                double length = Measures.TICK;
                items.add(Item.Stroke.line(tx, ty, tx + out[0] * length, ty + out[1] * length, Colour.INK, 0.5));
                Label label = setter.set(labels.get(i), Measures.TICK_TEXT);
                Item.Text text = beside(label, tx, ty, out, OFF);
                add(text, items, taken);
            }
        }
        return items;
    }

    private void title(int axis, double x, double y, List<Item> items, List<Box> taken) {
        double[][] edge = cube.axisEdge(axis);
        String text = (chart.axes().get(axis).label() + cube.ticks(axis).unit()).strip();
        if (text.isEmpty() || length(edge) < SHORTEST) {
            return;
        }
        double[] out = outwards(edge);
        double widest = cube.ticks(axis).labels().stream()
                .mapToDouble(l -> setter.set(l, Measures.TICK_TEXT).width())
                .max()
                .orElse(0);
        double off = OFF + Math.abs(out[0]) * (widest + 2) + Math.abs(out[1]) * (Measures.TICK_TEXT + 2);
        double middleX = x + scale * (edge[0][0] + edge[1][0]) / 2;
        double middleY = y - scale * (edge[0][1] + edge[1][1]) / 2;
        Label label = setter.cut(text, Measures.TEXT, 0.4 * width).lines().getFirst();
        Item.Text title = beside(label, middleX, middleY, out, off);
        add(title, items, taken);
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

    private double length(double[][] edge) {
        return scale * Box.length(edge[1][0] - edge[0][0], edge[1][1] - edge[0][1]);
    }

    /** The direction on the page, y downwards, across an edge and away from the middle of the box. */
    private static double[] outwards(double[][] edge) {
        double dx = edge[1][0] - edge[0][0];
        double dy = -(edge[1][1] - edge[0][1]);
        double length = Box.length(dx, dy);
        double nx = -dy / length;
        double ny = dx / length;
        double middleX = (edge[0][0] + edge[1][0]) / 2;
        double middleY = -(edge[0][1] + edge[1][1]) / 2;
        boolean away = nx * middleX + ny * middleY >= 0;
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
