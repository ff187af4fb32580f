package icd.figure.text;

import icd.figure.Grid;
import icd.figure.HeatMap;
import icd.figure.TextStyle;
import icd.figure.layout.ColourScale;

/** A heat map in characters, two rows of the matrix to a line where there are colours. */
final class TextHeatMap implements TextPanel {

    private static final int NARROWEST = 10;
    private static final int WIDEST_WHOLE = 40;
    private static final int LEAST_ROWS = 10;

    private final HeatMap map;
    private final Grid values;
    private final String title;
    private final ColourScale colours;
    private final String barLabel;
    private final TextStyle style;

    TextHeatMap(HeatMap map, String title, ColourScale colours, String barLabel, TextStyle style) {
        this.map = map;
        this.values = map.values();
        this.title = title;
        this.colours = colours;
        this.barLabel = barLabel;
        this.style = style;
    }

    @Override
    public int height(int width, int most) {
        int others = others();
        return others + lines(width, Math.max(least(width), most - others));
    }

    /** How wide the map must be to show each of its entries, as far as that is sensible. */
    int narrowest() {
        return Math.clamp(values.columns(), NARROWEST, WIDEST_WHOLE);
    }

    /** Lines for the title, the note and the colour bar. */
    private int others() {
        return (title.isBlank() ? 0 : 1) + (map.note().isBlank() ? 0 : 1) + 1;
    }

    /** So many lines that two entries above one another share one, but not more than is sensible. */
    private int least(int width) {
        int square = (values.rows() * Math.min(width, values.columns()) / values.columns() + 1) / 2;
        return Math.clamp(square, 1, LEAST_ROWS);
    }

    /** How many columns the map takes: a whole number for each entry where there is room, else several share one. */
    private int columns(int width, int mostLines) {
        int scale = Math.min(width / values.columns(), 2 * mostLines / values.rows());
        int square = Math.min(2 * mostLines * values.columns() / values.rows(), values.columns());
        return scale >= 1 ? scale * values.columns() : Math.clamp(square, 1, width);
    }

    private int lines(int width, int mostLines) {
        double perColumn = values.columns() / (double) columns(width, mostLines);
        double lines =
                Math.ceil(values.rows() / perColumn / 2 - 1e-9); // a character is about twice as high as it is wide
        return (int) Math.clamp(lines, 1, mostLines);
    }

    @Override
    public void draw(TextCanvas canvas, int x, int y, int width, int height) {
        int top = y;
        if (!title.isBlank()) {
            TextPanel.centred(canvas, x, top++, width, TextWords.plain(title, style));
        }
        int mostLines = Math.max(least(width), height - others());
        int columns = columns(width, mostLines);
        int lines = lines(width, mostLines);
        TextShades shades = new TextShades(colours, style);
        int rows = lines * shades.perCell();
        int left = x + (width - columns) / 2;
        for (int i = 0; i < lines; i++) {
            for (int j = 0; j < columns; j++) {
                int row = i * shades.perCell();
                shades.put(
                        canvas,
                        left + j,
                        top + i,
                        mean(row, rows, j, columns),
                        mean(row + shades.perCell() - 1, rows, j, columns));
            }
        }
        int line = top + lines;
        if (!map.note().isBlank()) {
            TextPanel.centred(canvas, x, line++, width, TextWords.plain(map.note(), style));
        }
        shades.bar(canvas, x, line, width, barLabel);
    }

    /** The mean of the entries that share one place of a coarser matrix; NaN if one of them is. */
    private double mean(int i, int rows, int j, int columns) {
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
