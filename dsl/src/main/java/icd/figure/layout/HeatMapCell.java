package icd.figure.layout;

import icd.figure.Colour;
import icd.figure.Grid;
import icd.figure.HeatMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A heat map being laid out: square cells over the whole width of the plot area. */
final class HeatMapCell implements Cell {

    private static final double LEAST_DOTTED = 2.4;
    private static final double PALEST_DOTTED = 0.2;
    private static final double DARK = 0.5;
    private static final double MOST_DOT = 0.9;

    private final HeatMap map;
    private final Typesetter setter;
    private final ColourScale colours;
    private double width;
    private Block note;

    HeatMapCell(HeatMap map, ColourScale colours, Typesetter setter) {
        this.map = map;
        this.colours = colours;
        this.setter = setter;
    }

    @Override
    public HeatMap panel() {
        return map;
    }

    @Override
    public void settle(double plotWidth) {
        width = plotWidth;
        note = setter.fit(map.note(), Measures.TICK_TEXT, plotWidth + Measures.SPILL);
    }

    @Override
    public double height() {
        return width * map.values().rows() / map.values().columns();
    }

    @Override
    public double below() {
        return note.lines().isEmpty() ? 0 : Measures.GAP - 1 + note.height();
    }

    @Override
    public void paint(double x, double y, List<Item> items) {
        Grid values = map.values();
        int[] cells = values.stream().mapToInt(colours::rgb).toArray();
        Box box = new Box(x, y, width, height());
        items.add(new Item.Picture(box, values.columns(), values.rows(), cells));
        if (isDotted()) {
            dots(box, false, items);
            dots(box, true, items);
        }
        items.add(Item.Stroke.frame(box, Colour.INK));
        note.addCentred(box.middle(), box.bottom() + Measures.GAP - 1, items);
    }

    /** Whether cells with negative values have dots, because colours that differ in hue alone are one in grey. */
    boolean isDotted() {
        return colours.isSigned()
                && width / map.values().columns() >= LEAST_DOTTED
                && map.values().stream().anyMatch(value -> strength(value) > PALEST_DOTTED);
    }

    /** How dark a negative value is, 0 to 1; none where it is not negative. */
    private double strength(double value) {
        return 1 - 2 * colours.place(value);
    }

    /** @param dark whether to set the white dots of dark cells, or the dark dots of light ones */
    private void dots(Box box, boolean dark, List<Item> items) {
        double[] values = map.values().stream().toArray();
        int columns = map.values().columns();
        double cell = box.width() / columns;
        int[] dotted = IntStream.range(0, values.length)
                .filter(k -> strength(values[k]) > PALEST_DOTTED && strength(values[k]) > DARK == dark)
                .toArray();
        double[] xs = Arrays.stream(dotted)
                .mapToDouble(k -> box.x() + (k % columns + 0.5) * cell)
                .toArray();
        double[] ys = Arrays.stream(dotted)
                .mapToDouble(k -> box.y() + (k / columns + 0.5) * cell)
                .toArray();
        double radius = Math.min(MOST_DOT, 0.16 * cell);
        items.add(new Item.Dots(xs, ys, radius, dark ? Colour.WHITE : Colour.INK));
    }

    @Override
    public Optional<Place> place(String name, double x, double y) {
        return Optional.of(new Place(name, map, new Box(x, y, width, height()), List.of(), List.of()));
    }
}
