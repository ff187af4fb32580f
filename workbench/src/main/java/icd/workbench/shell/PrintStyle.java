package icd.workbench.shell;

/**
 * How values are printed.
 *
 * @param width columns of the page, at least 20
 * @param digits significant digits of a number, 1 to 17
 * @param rows lines of a matrix, list or table before its middle is left out, at least 4
 * @param colour whether to style with ANSI escapes
 */
public record PrintStyle(int width, int digits, int rows, boolean colour) {

    /** For transcripts and pipes: 100 columns, 6 digits, 20 rows, no colour. */
    public static final PrintStyle PLAIN = new PrintStyle(100, 6, 20, false);

    public PrintStyle {
        check("width", width, 20, 10_000);
        check("digits", digits, 1, 17);
        check("rows", rows, 4, 100_000);
    }

    private static void check(String name, int value, int least, int most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "PrintStyle: " + name + " must be " + least + " to " + most + ", got " + value);
        }
    }

    public PrintStyle width(int columns) {
        return new PrintStyle(columns, digits, rows, colour);
    }

    public PrintStyle digits(int significant) {
        return new PrintStyle(width, significant, rows, colour);
    }

    public PrintStyle rows(int lines) {
        return new PrintStyle(width, digits, lines, colour);
    }

    public PrintStyle colour(boolean on) {
        return new PrintStyle(width, digits, rows, on);
    }
}
