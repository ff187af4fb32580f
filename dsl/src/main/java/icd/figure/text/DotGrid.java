package icd.figure.text;

import icd.figure.Dash;

/**
 * Dots in a rectangle of characters, 2 x 4 to each: braille, or one character for all dots of a cell where there is no
 * Unicode. Later dots give a cell its colour.
 */
final class DotGrid {

    private static final int BRAILLE = 0x2800;
    private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private final int columns;
    private final int rows;
    private final int[] bits;
    private final int[] inks;
    private final int[] plain;

    DotGrid(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.bits = new int[columns * rows];
        this.inks = new int[columns * rows];
        this.plain = new int[columns * rows];
    }

    /** @param character that stands for the cell where there is no Unicode */
    void dot(double x, double y, int ink, int character) {
        long px = Math.round(x);
        long py = Math.round(y);
        if (px >= 0 && py >= 0 && px < 2L * columns && py < 4L * rows) {
            int at = (int) (py / 4 * columns + px / 2);
            bits[at] |= BITS[(int) (py % 4)][(int) (px % 2)];
            inks[at] = ink;
            plain[at] = character;
        }
    }

    /** Joins points by straight lines of dots. NaN leaves a gap. */
    void line(double[] xs, double[] ys, Dash dash, int ink, int character) {
        String pattern = pattern(dash);
        int done = 0;
        for (int i = 1; i < xs.length; i++) {
            double dx = xs[i] - xs[i - 1];
            double dy = ys[i] - ys[i - 1];
            if (Double.isNaN(dx + dy)) {
                continue;
            }
            int steps = (int) Math.max(1, Math.ceil(Math.max(Math.abs(dx), Math.abs(dy))));
            for (int s = i == 1 ? 0 : 1; s <= steps; s++) {
                if (pattern.charAt(done++ % pattern.length()) == '#') {
                    dot(xs[i - 1] + dx * s / steps, ys[i - 1] + dy * s / steps, ink, character);
                }
            }
        }
    }

    /** The dots of a line and its gaps. */
    private static String pattern(Dash dash) {
        return switch (dash) {
            case SOLID -> "#";
            case DASHED -> "####   ";
            case DOTTED -> "#  ";
            case DASH_DOTTED -> "#####  #  ";
            case LONG_DASHED -> "########    ";
        };
    }

    void stamp(TextCanvas canvas, int x, int y) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int at = i * columns + j;
                if (bits[at] != 0) {
                    int character = canvas.style().either(BRAILLE | bits[at], plain[at]);
                    canvas.put(x + j, y + i, character, inks[at]);
                }
            }
        }
    }
}
