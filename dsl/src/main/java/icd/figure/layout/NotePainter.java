package icd.figure.layout;

import icd.figure.Colour;
import icd.figure.Note;
import java.util.List;

/** Draws a few words on a light ground. Lengths in points. */
record NotePainter(PlotArea area, Typesetter setter) {

    private static final double OFF = 4;
    private static final double PAD = 1.2;
    private static final double OPACITY = 0.78;

    void add(Note note, List<Item> items) {
        double x = area.pageX(note.x());
        double y = area.pageY(note.y());
        Box plot = area.box();
        Block block = setter.fit(note.text(), Measures.TICK_TEXT, plot.width() - 2 * PAD);
        if (!area.inside(x, y) || block.lines().isEmpty()) {
            return;
        }
        double width = block.width();
        double height = block.height();
        double left = x
                + (switch (note.side()) {
                    case LEFT -> -OFF - width;
                    case RIGHT -> OFF;
                    case CENTRE, ABOVE, BELOW -> -width / 2;
                });
        double top = y
                + (switch (note.side()) {
                    case ABOVE -> -OFF - height;
                    case BELOW -> OFF;
                    case CENTRE, LEFT, RIGHT -> -height / 2;
                });
        left = within(left, plot.x() + PAD, plot.right() - width - PAD);
        top = within(top, plot.y() + PAD, plot.bottom() - height - PAD);
        items.add(Item.Fill.of(new Box(left - PAD, top, width + 2 * PAD, height), Colour.WHITE, OPACITY));
        block.addCentred(left + width / 2, top, items);
    }

    private static double within(double value, double least, double most) {
        return Math.max(least, Math.min(value, most));
    }
}
