package icd.figure.layout;

import icd.figure.Field;
import icd.figure.Grid;
import java.util.List;
import java.util.stream.IntStream;

/** Draws a field as one picture, whose cells are those of the grid where they are even on the page, else fine pixels. */
record FieldPainter(PlotArea area, ColourScale colours) {

    private static final double PIXELS_PER_POINT = 4;
    private static final double EVEN = 0.01;

    /**
     * The columns or rows of the picture.
     *
     * @param cells which cell of the grid each shows, from left to right or top to bottom; -1 for none
     * @param from where the first begins on the page
     * @param to where the last ends
     */
    private record Strips(int[] cells, double from, double to) {}

    void add(Field field, List<Item> items) {
        Grid values = field.values();
        Box plot = area.box();
        double[] across = area.pageX(area.x().borders(field.x()));
        double[] down = area.pageY(area.y().borders(field.y()));
        Strips columns = strips(across, plot.x(), plot.right());
        Strips rows = strips(down, plot.y(), plot.bottom());
        int width = columns.cells.length;
        int[] cells = new int[rows.cells.length * width];
        for (int i = 0; i < rows.cells.length; i++) {
            for (int j = 0; j < width; j++) {
                boolean there = rows.cells[i] >= 0 && columns.cells[j] >= 0;
                cells[i * width + j] = there ? colours.rgb(values.at(rows.cells[i], columns.cells[j])) : 0xFFFFFF;
            }
        }
        Box box = new Box(columns.from, rows.from, columns.to - columns.from, rows.to - rows.from);
        items.add(new Item.Picture(box, width, rows.cells.length, cells));
    }

    /** The cells themselves where their borders are even, else pixels from one end of the plot area to the other. */
    private static Strips strips(double[] borders, double from, double to) {
        int n = borders.length - 1;
        if (even(borders)) {
            boolean falling = borders[n] < borders[0];
            int[] all = IntStream.range(0, n).map(k -> falling ? n - 1 - k : k).toArray();
            return new Strips(all, Math.min(borders[0], borders[n]), Math.max(borders[0], borders[n]));
        }
        int pixels = (int) Math.ceil((to - from) * PIXELS_PER_POINT);
        int[] picked = IntStream.range(0, pixels)
                .map(p -> cell(borders, from + (p + 0.5) * (to - from) / pixels))
                .toArray();
        return new Strips(picked, from, to);
    }

    /** They are not where a logarithmic axis has no place for a border. */
    private static boolean even(double[] borders) {
        int n = borders.length - 1;
        double step = (borders[n] - borders[0]) / n;
        return IntStream.rangeClosed(0, n)
                .allMatch(k -> Math.abs(borders[k] - borders[0] - k * step) <= EVEN * Math.abs(step));
    }

    private static int cell(double[] borders, double at) {
        return IntStream.range(0, borders.length - 1)
                .filter(k -> at >= Math.min(borders[k], borders[k + 1]) && at < Math.max(borders[k], borders[k + 1]))
                .findFirst()
                .orElse(-1);
    }
}
