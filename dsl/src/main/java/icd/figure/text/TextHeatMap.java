package icd.figure.text;

import icd.figure.Grid;
import icd.figure.HeatMap;
import icd.figure.layout.ColourScale;

/** A heat map in characters, two rows of the matrix to a line where there are colours. */
record TextHeatMap(HeatMap map, String title, ColourScale colours, String barLabel) implements TextPanel {

    private static final int NARROWEST = 10;
    private static final int WIDEST_WHOLE = 40;
    private static final int LEAST_ROWS = 10;

    @Override
    public int height(int width, int most) {
        int others = others();
        return others + lines(width, Math.max(least(width), most - others));
    }

    /** Each of its entries is shown, as far as that is sensible. */
    @Override
    public int narrowest() {
        return Math.clamp(map.values().columns(), NARROWEST, WIDEST_WHOLE);
    }

    /** Lines for the title, the note and the colour bar. */
    private int others() {
        return TextPanel.lines(title) + TextPanel.lines(map.note()) + 1;
    }

    /** So many lines that two entries above one another share one, but not more than is sensible. */
    private int least(int width) {
        Grid values = map.values();
        int square = (values.rows() * Math.min(width, values.columns()) / values.columns() + 1) / 2;
        return Math.clamp(square, 1, LEAST_ROWS);
    }

    /** How many columns the map takes: a whole number for each entry where there is room, else several share one. */
    private int columns(int width, int mostLines) {
        Grid values = map.values();
        int scale = Math.min(width / values.columns(), 2 * mostLines / values.rows());
        int square = Math.min(2 * mostLines * values.columns() / values.rows(), values.columns());
        return scale >= 1 ? scale * values.columns() : Math.clamp(square, 1, width);
    }

    /** How many lines the map takes; a character is about twice as high as it is wide. */
    private int lines(int width, int mostLines) {
        double perColumn = map.values().columns() / (double) columns(width, mostLines);
        double lines = Math.ceil(map.values().rows() / perColumn / 2 - 1e-9);
        return (int) Math.clamp(lines, 1, mostLines);
    }

    @Override
    public void draw(TextCanvas canvas, int x, int y, int width, int height) {
        int top = y + TextPanel.title(canvas, x, y, width, title);
        int mostLines = Math.max(least(width), height - others());
        int columns = columns(width, mostLines);
        int lines = lines(width, mostLines);
        TextShades shades = new TextShades(colours, canvas.style());
        int rows = lines * shades.perCell();
        int left = x + (width - columns) / 2;
        for (int i = 0; i < lines; i++) {
            for (int j = 0; j < columns; j++) {
                double upper = mean(i * shades.perCell(), rows, j, columns);
                double lower = mean((i + 1) * shades.perCell() - 1, rows, j, columns);
                shades.put(canvas, left + j, top + i, upper, lower);
            }
        }
        int line = top + lines + TextPanel.title(canvas, x, top + lines, width, map.note());
        shades.bar(canvas, x, line, width, barLabel);
    }

    /** The mean of the entries that share one place of a coarser matrix; NaN if one of them is. */
    private double mean(int i, int rows, int j, int columns) {
        Grid values = map.values();
        int fromRow = i * values.rows() / rows;
        int toRow = Math.max(fromRow + 1, (i + 1) * values.rows() / rows);
        int fromColumn = j * values.columns() / columns;
        int toColumn = Math.max(fromColumn + 1, (j + 1) * values.columns() / columns);
        double sum = 0;
        for (int r = fromRow; r < toRow; r++) {
            for (int c = fromColumn; c < toColumn; c++) {
                sum += values.at(r, c);
            }
        }
        return sum / ((toRow - fromRow) * (toColumn - fromColumn));
    }
}
