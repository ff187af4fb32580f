package icd.figure.layout;

import icd.figure.Grid;
import icd.figure.HeatMap;
import java.util.List;
import java.util.Optional;

/** A heat map being laid out: square cells over the whole width of the plot area. */
final class HeatMapCell implements Cell {

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
        int rows = values.rows();
        int columns = values.columns();
        int[] cells = new int[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                cells[i * columns + j] = colours.rgb(values.at(i, j));
            }
        }
        Box box = new Box(x, y, width, height());
        items.add(new Item.Picture(box, columns, rows, cells));
        items.add(ColourBarPainter.frame(box));
        note.addCentred(box.middle(), box.bottom() + Measures.GAP - 1, items);
    }

    @Override
    public Optional<Place> place(String name, double x, double y) {
        return Optional.of(new Place.Matrix(name, map, new Box(x, y, width, height())));
    }
}
