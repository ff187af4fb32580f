package icd.figure.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The labels of one axis, measured, and which of them have room. Lengths in points. */
record TickLabels(Ticks ticks, List<Label> labels) {

    /** Half the height of a digit: digits are 0.72 of the text size high. */
    static final double HALF_DIGIT = 0.36 * Measures.TICK_TEXT;

    private static final double SPACE_ACROSS = 5;
    private static final double SPACE_DOWN = 1.5;

    TickLabels(Ticks ticks, Typesetter setter) {
        this(
                ticks,
                ticks.labels().stream()
                        .map(l -> setter.set(l, Measures.TICK_TEXT))
                        .toList());
    }

    double widest() {
        return Measures.most(labels, Label::width);
    }

    /** How far the labels reach above their baseline. */
    double tallest() {
        return Measures.most(labels, Label::ascent);
    }

    /** Whether all labels stand clear of each other along an axis of this length. */
    boolean fit(double length, boolean across) {
        return ticks.apart(length, space(across), i -> extent(i, across));
    }

    /**
     * Adds the ticks of an axis of this length, small ones shorter.
     *
     * @param tick the length of a tick
     * @param line draws one, given how far along the axis it stands and how long it is
     */
    void addTicks(double length, double tick, BiFunction<Double, Double, Item> line, List<Item> items) {
        for (int i = 0; i < labels.size(); i++) {
            items.add(line.apply(at(i, length), tick));
        }
        ticks.minor().forEach(value -> items.add(line.apply(ticks.fraction(value.doubleValue()) * length, 0.6 * tick)));
    }

    /** Adds labels below an axis that runs right from x, their tops at y, as far as there is room for them: side by side, or upright. */
    void addBelow(double x, double y, double length, double room, boolean upright, List<Item> items) {
        for (int i : kept(length, !upright)) {
            Label label = labels.get(i);
            double half = label.width() / 2;
            double centre = at(i, length);
            if (upright) {
                items.add(new Item.Text(x + centre + HALF_DIGIT, y, 1, true, label));
            } else if (centre - half >= -room && centre + half <= length + room) {
                items.add(new Item.Text(x + centre, y + label.ascent(), 0.5, false, label));
            }
        }
    }

    /** Adds labels beside an axis that runs up from y, at its left (anchor 1) or right (anchor 0). */
    void addBeside(double x, double y, double length, double anchor, List<Item> items) {
        for (int i : kept(length, false)) {
            double baseline = y - at(i, length) + HALF_DIGIT;
            items.add(new Item.Text(x, baseline, anchor, false, labels.get(i)));
        }
    }

    private List<Integer> kept(double length, boolean across) {
        List<Integer> kept = new ArrayList<>();
        double end = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < labels.size(); i++) {
            double half = extent(i, across) / 2;
            if (at(i, length) - half >= end) {
                kept.add(i);
                end = at(i, length) + half + space(across);
            }
        }
        return kept;
    }

    private double at(int i, double length) {
        return ticks.place(i) * length;
    }

    private double extent(int i, boolean across) {
        Label label = labels.get(i);
        return across ? label.width() : label.ascent() + label.descent();
    }

    private static double space(boolean across) {
        return across ? SPACE_ACROSS : SPACE_DOWN;
    }
}
