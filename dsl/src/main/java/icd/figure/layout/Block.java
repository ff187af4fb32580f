package icd.figure.layout;

import java.util.List;

/** Lines of text set to one width: a title, a note, an axis label. */
record Block(List<Label> lines, double size) {

    static final double LEADING = 1.3;

    private static final double BELOW = 0.37; // the part of it below the baseline
    private static final double APART = 0.1;

    Block {
        lines = List.copyOf(lines);
    }

    double width() {
        return Measures.most(lines, Label::width);
    }

    double height() {
        return lines.isEmpty()
                ? 0
                : baseline(lines.size() - 1)
                        + Math.max(BELOW * size, lines.getLast().descent());
    }

    /** Adds the lines below one another from y downwards, centred on x. */
    void addCentred(double x, double y, List<Item> items) {
        add(x, y, 0.5, items);
    }

    /** Adds the lines below one another from y downwards; the anchor is 0 to begin at x, 0.5 to centre on it. */
    void add(double x, double y, double anchor, List<Item> items) {
        for (int i = 0; i < lines.size(); i++) {
            items.add(new Item.Text(x, y + baseline(i), anchor, false, lines.get(i)));
        }
    }

    /** Adds the lines upright, beside one another from x to the right, centred on y. */
    void addUpright(double x, double y, List<Item> items) {
        for (int i = 0; i < lines.size(); i++) {
            items.add(new Item.Text(x + baseline(i), y, 0.5, true, lines.get(i)));
        }
    }

    private double baseline(int line) {
        return Math.max((LEADING - BELOW) * size, lines.getFirst().ascent()) + line * leading();
    }

    /** The distance between baselines; scripts in small text may need more than usual. */
    private double leading() {
        double most = LEADING * size;
        for (int i = 1; i < lines.size(); i++) {
            most = Math.max(most, lines.get(i - 1).descent() + lines.get(i).ascent() + APART);
        }
        return most;
    }
}
