package icd.io;

import java.util.Locale;

/**
 * Text from a file or name of others, in a form for messages: on one line, with every character escaped that a terminal
 * or page would obey instead of showing.
 */
public final class Visible {

    private Visible() {}

    /**
     * Returns the text with controls, direction and other format marks, line breaks and unpaired surrogates written as
     * Java and JSON write them: {@code \n}, {@code \t}, {@code \u001b}.
     */
    public static String of(String text) {
        return escaped(text, "");
    }

    /** Does the same as {@link #of}, except that line feeds and tabs stay: for messages of more than one line. */
    public static String lines(String text) {
        return escaped(text.replace("\r\n", "\n"), "\n\t");
    }

    /**
     * Does the same as {@link #of}; a text of more characters than {@code most} is cut there, and ends in three dots.
     */
    public static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) > most
                ? of(text.substring(0, text.offsetByCodePoints(0, most))) + "..."
                : of(text);
    }

    /** Returns whether a terminal shows a character, or a space for it, and obeys nothing. */
    private static boolean shows(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escaped(String text, String kept) {
        if (text.codePoints().allMatch(c -> shows(c) || kept.indexOf(c) >= 0)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (shows(c) || kept.indexOf(c) >= 0) {
                out.appendCodePoint(c);
            } else {
                out.append(escape(c));
            }
        });
        return out.toString();
    }

    private static String escape(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                StringBuilder escape = new StringBuilder();
                for (char unit : Character.toChars(codePoint)) {
                    escape.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
                yield escape.toString();
            }
        };
    }
}
