package icd.figure.layout;

import icd.figure.Colour;
import icd.figure.ColourBar;
import icd.figure.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * The bars of a figure's colour scales, upright, each after the last column of the panels that share it, its labels at the right.
 * Lengths in points.
 */
final class ColourBars {

    private static final double BETWEEN = 6;
    private static final double WIDTH = 5.5;
    private static final double POINTED_END = 5;
    private static final double POINTS_PER_TICK = 16;
    private static final double LONGEST = 170;

    /**
     * @param column the bar stands after
     * @param offset from where the bars after its column begin
     */
    private record Bar(ColourScales.Group group, Ticks ticks, TickLabels labels, int column, double offset) {

        double end() {
            boolean titled = !group.label().isEmpty() || !ticks.unit().isEmpty();
            double title = titled ? Measures.GAP + Block.LEADING * Measures.TICK_TEXT : 0;
            return offset + (WIDTH + Measures.TICK + 1.5 + labels.widest() + title) + BETWEEN;
        }
    }

    private final Typesetter setter;
    private final List<Bar> bars = new ArrayList<>();

    /** @param nominal width of a grid cell, which says about how long a bar will be */
    ColourBars(Figure figure, ColourScales scales, double nominal, Typesetter setter) {
        this.setter = setter;
        boolean all = figure.colourBar().sharing() == ColourBar.Sharing.FIGURE;
        double length = Math.min(all ? nominal * figure.rows().size() : 0.75 * nominal, LONGEST);
        int wanted = Math.clamp((int) (length / POINTS_PER_TICK) + 1, 3, 7);
        for (ColourScales.Group group : scales.groups()) {
            Ticks ticks = group.scale().ticks(wanted, t -> new TickLabels(t, setter).fit(length, false));
            int column = scales.groups().stream() // one for all rows, so that they share the room for bars
                    .filter(g -> g.column() == group.column() && g.endColumn() == group.endColumn())
                    .mapToInt(ColourScales.Group::lastColumn)
                    .max()
                    .orElseThrow();
            double offset = Measures.most(bars, b -> b.column == column && beside(b.group, group) ? b.end() : 0);
            bars.add(new Bar(group, ticks, new TickLabels(ticks, setter), column, offset));
        }
    }

    private static boolean beside(ColourScales.Group a, ColourScales.Group b) {
        return a.firstRow() <= b.lastRow() && b.firstRow() <= a.lastRow();
    }

    /** Returns what the bars after a column need of the width; 0 if there is none. */
    double width(int column) {
        return Measures.most(bars, b -> b.column == column ? b.end() : 0);
    }

    /** Draws the bars, given where each column ends and where the plot areas of each row begin and end. */
    void paint(double[] columnEnds, double[] tops, double[] bottoms, List<Item> items) {
        for (Bar b : bars) {
            double x = columnEnds[b.column] + b.offset + BETWEEN;
            paint(b, x, tops[b.group.firstRow()], bottoms[b.group.lastRow()], items);
        }
    }

    /** Draws a bar at x, as long as the space from top to bottom but not longer than is of use. */
    private void paint(Bar b, double x, double top, double bottom, List<Item> items) {
        ColourScale colours = b.group.scale();
        double length = Math.min(bottom - top, LONGEST);
        Box whole = new Box(x, (top + bottom - length) / 2, WIDTH, length);
        double end = Math.min(POINTED_END, length / 6);
        double above = colours.above().isPresent() ? end : 0;
        double below = colours.below().isPresent() ? end : 0;
        Box bar = new Box(x, whole.y() + above, WIDTH, length - above - below);
        colours.above().ifPresent(rgb -> items.add(point(bar, bar.y(), whole.y(), rgb)));
        colours.below().ifPresent(rgb -> items.add(point(bar, bar.bottom(), whole.bottom(), rgb)));
        int[] shades = colours.bar();
        items.add(new Item.Picture(bar, 1, shades.length, shades));
        items.add(Item.Stroke.frame(bar, Colour.INK));
        double right = bar.right();
        b.labels.addTicks(
                bar.height(), Measures.TICK - 0.5, (at, tick) -> tick(right, bar.bottom() - at, right + tick), items);
        double labelsAt = right + Measures.TICK + 1.5;
        b.labels.addBeside(labelsAt, bar.bottom(), bar.height(), 0, items);
        title(b, length).addUpright(labelsAt + b.labels.widest() + Measures.GAP, whole.centre(), items);
    }

    private static Item tick(double left, double y, double right) {
        return Item.Stroke.line(left, y, right, y, Colour.INK, Measures.SPINE);
    }

    /** One line, so that the width does not depend on the length. */
    private Block title(Bar b, double length) {
        String whole = (b.group.label() + b.ticks.unit()).strip();
        Block block = setter.fit(whole, Measures.TICK_TEXT, length);
        return block.lines().size() <= 1 ? block : setter.cut(whole, Measures.TICK_TEXT, length);
    }

    private static Item point(Box bar, double base, double tip, int rgb) {
        double[] xs = {bar.x(), bar.middle(), bar.right()};
        double[] ys = {base, tip, base};
        return new Item.Fill(xs, ys, Colour.of(rgb), 1);
    }
}
