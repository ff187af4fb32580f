package icd.figure;

/**
 * The abilities of a terminal.
 *
 * @param colours how colours are asked for, if at all
 * @param unicode whether braille, blocks and Greek letters may be used; else plain ASCII
 */
public record TextStyle(Colours colours, boolean unicode) {

    /** How a terminal is asked for colours. */
    public enum Colours {
        /** There are no escape sequences: marks differ by their characters. */
        NONE,
        /** The 256 colours of xterm. */
        ANSI_256,
        /** 24 bits. */
        TRUE_COLOUR
    }

    public TextStyle {
        Check.given("TextStyle", "colours", colours);
    }

    /** No colours, Unicode; as NO_COLOR asks for. */
    public static TextStyle plain() {
        return new TextStyle(Colours.NONE, true);
    }

    /** No colours, no characters beyond ASCII. */
    public static TextStyle ascii() {
        return new TextStyle(Colours.NONE, false);
    }

    public boolean coloured() {
        return colours != Colours.NONE;
    }

    /** One of two characters. */
    public int either(int withUnicode, int withAscii) {
        return unicode ? withUnicode : withAscii;
    }
}
