package icd.workbench.shell;

import icd.figure.TextStyle;
import java.util.Map;
import java.util.Set;

/**
 * The style in which values are printed.
 *
 * @param width columns of the page, at least 20
 * @param digits significant digits of a number, 1 to 17
 * @param rows lines of a matrix, list or table before its middle is left out, at least 4
 * @param height lines of a picture, at least 8
 * @param colours the colours that the terminal understands
 */
public record PrintStyle(int width, int digits, int rows, int height, TextStyle.Colours colours) {

    /** The style of transcripts and pipes: 100 columns, 6 digits, 20 rows, pictures of 28 lines, no colour. */
    public static final PrintStyle PLAIN = new PrintStyle(100, 6, 20, 28, TextStyle.Colours.NONE);

    public PrintStyle {
        check("width", width, 20, 10_000);
        check("digits", digits, 1, 17);
        check("rows", rows, 4, 100_000);
        check("height", height, 8, 10_000);
    }

    private static void check(String name, int value, int least, int most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "PrintStyle: " + name + " must be " + least + " to " + most + ", got " + value);
        }
    }

    public PrintStyle width(int columns) {
        return new PrintStyle(columns, digits, rows, height, colours);
    }

    public PrintStyle digits(int significant) {
        return new PrintStyle(width, significant, rows, height, colours);
    }

    public PrintStyle rows(int lines) {
        return new PrintStyle(width, digits, lines, height, colours);
    }

    /**
     * Returns whether {@code COLORTERM} announces 24 bits, as terminals that have them set it and multiplexers pass it
     * on.
     */
    public static boolean hasTrueColour(Map<String, String> environment) {
        return Set.of("truecolor", "24bit").contains(environment.getOrDefault("COLORTERM", ""));
    }

    /** Returns whether to style with ANSI escapes. */
    public boolean colour() {
        return colours != TextStyle.Colours.NONE;
    }

    /** Returns this style with the available colours, or without any. */
    public PrintStyle colour(boolean on) {
        TextStyle.Colours asked = on ? colour() ? colours : TextStyle.Colours.ANSI_256 : TextStyle.Colours.NONE;
        return new PrintStyle(width, digits, rows, height, asked);
    }
}
