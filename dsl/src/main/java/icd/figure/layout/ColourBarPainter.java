package icd.figure.layout;

import icd.figure.Colour;
import java.util.List;

/** One colour bar, upright, its labels at the right. Lengths in points. */
final class ColourBarPainter {

    private static final double WIDTH = 5.5;
    private static final double POINTED_END = 5;
    private static final double POINTS_PER_TICK = 16;
    private static final double LONGEST = 170;

    private final ColourScale colours;
    private final TickLabels labels;
    private final Ticks ticks;
    private final String text;
    private final Typesetter setter;

    /** @param nominal about how long the bar will be */
    ColourBarPainter(String text, ColourScale colours, double nominal, Typesetter setter) {
        this.text = text;
        this.colours = colours;
        this.setter = setter;
        double length = Math.min(nominal, LONGEST);
        int wanted = Math.clamp((int) (length / POINTS_PER_TICK) + 1, 3, 7);
        this.ticks = colours.ticks(wanted, t -> new TickLabels(t, setter).fit(length, false));
        this.labels = new TickLabels(ticks, setter);
    }

    double width() {
        boolean titled = !text.isEmpty() || !ticks.unit().isEmpty();
        return WIDTH
                + Measures.TICK
                + 1.5
                + labels.widest()
                + (titled ? Measures.GAP + Block.LEADING * Measures.TICK_TEXT : 0);
    }

    /** Draws the bar at x, as long as the space from top to bottom but not longer than is of use. */
    void paint(double x, double top, double bottom, List<Item> items) {
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
        items.add(frame(bar, Colour.INK));
        double right = bar.right();
        labels.addTicks(
                bar.height(), Measures.TICK - 0.5, (at, tick) -> tick(right, bar.bottom() - at, right + tick), items);
        double labelsAt = bar.right() + Measures.TICK + 1.5;
        labels.addBeside(labelsAt, bar.bottom(), bar.height(), 0, items);
        title(length).addUpright(labelsAt + labels.widest() + Measures.GAP, whole.centre(), items);
    }

    private static Item tick(double left, double y, double right) {
        return Item.Stroke.line(left, y, right, y, Colour.INK, Measures.SPINE);
    }

    /** A thin frame around a picture. */
    static Item frame(Box box, Colour colour) {
        double[] xs = {box.x(), box.right(), box.right(), box.x(), box.x()};
        double[] ys = {box.y(), box.y(), box.bottom(), box.bottom(), box.y()};
        return new Item.Stroke(xs, ys, colour, 0.5);
    }

    /** One line, so that the width does not depend on the length. */
    private Block title(double length) {
        String whole = (text + ticks.unit()).strip();
        Block block = setter.fit(whole, Measures.TICK_TEXT, length);
        return block.lines().size() <= 1 ? block : setter.cut(whole, Measures.TICK_TEXT, length);
    }

    private static Item point(Box bar, double base, double tip, int rgb) {
        double[] xs = {bar.x(), bar.middle(), bar.right()};
        double[] ys = {base, tip, base};
        return new Item.Fill(xs, ys, Colour.of(rgb), 1);
    }
}
