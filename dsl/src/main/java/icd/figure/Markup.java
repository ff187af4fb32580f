package icd.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The little markup of labels: {@code _x}, {@code ^x}, {@code _{xy}}, {@code ^{xy}} and the backslash. */
public final class Markup {

    /** The height at which a piece of text stands. */
    public enum Level {
        LINE,
        ABOVE,
        BELOW
    }

    public record Piece(String text, Level level) {}

    /** A hyphen that begins a number. */
    private static final Pattern MINUS = Pattern.compile("(?<![^\\s(\\[{=×,±])-(?=\\d|\\.\\d)");

    private Markup() {}

    /** The pieces of a text in order; neighbours on the line are joined. */
    public static List<Piece> parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int[] c = MINUS.matcher(text)
                .replaceAll("−")
                .codePoints()
                .map(Markup::visible)
                .toArray();
        for (int i = 0; i < c.length; i++) {
            boolean script = c[i] == '_' || c[i] == '^';
            if (!script || i + 1 == c.length) {
                boolean escaped = c[i] == '\\' && i + 1 < c.length;
                line.appendCodePoint(escaped ? c[++i] : c[i]);
                continue;
            }
            if (!line.isEmpty()) {
                pieces.add(new Piece(line.toString(), Level.LINE));
                line.setLength(0);
            }
            Level level = c[i] == '_' ? Level.BELOW : Level.ABOVE;
            int end = c[i + 1] == '{' ? closing(c, i + 2) : -1;
            int from = end < 0 ? i + 1 : i + 2;
            int to = end < 0 ? i + 2 : end;
            if (to > from) {
                pieces.add(new Piece(new String(c, from, to - from), level));
            }
            i = end < 0 ? i + 1 : end;
        }
        if (!line.isEmpty()) {
            pieces.add(new Piece(line.toString(), Level.LINE));
        }
        return pieces;
    }

    /** The words of a text: split at white space that is not within braces. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean braces = false;
        for (int c : text.codePoints().toArray()) {
            braces = c == '{' || braces && c != '}';
            if (Character.isWhitespace(c) && !braces) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.appendCodePoint(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /** The text without its markup, for one line of plain characters. */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        parse(text).forEach(piece -> plain.append(piece.text()));
        return plain.toString();
    }

    /** Plain characters as markup that shows just them. */
    public static String escape(String plain) {
        return plain.replaceAll("[\\\\_^]", "\\\\$0");
    }

    /** Markup for people who read data: characters that stand for themselves without their backslash, {@code W_{KQ}} as it is. */
    public static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    /** Whether a label stands in the legend: not if it is empty or in one pair of round brackets. */
    static boolean isEntry(String label) {
        int open = 0;
        for (int i = 0; i < label.length() && label.startsWith("("); i++) {
            open += label.charAt(i) == '(' ? 1 : label.charAt(i) == ')' ? -1 : 0;
            if (open == 0) {
                return i < label.length() - 1;
            }
        }
        return !label.isBlank();
    }

    private static int closing(int[] c, int from) {
        for (int i = from; i < c.length; i++) {
            if (c[i] == '}') {
                return i;
            }
        }
        return -1;
    }

    private static int visible(int character) {
        boolean broken = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return broken || character >= 0xFFFE && character <= 0xFFFF
                ? '?'
                : Character.isISOControl(character) || Character.getType(character) == Character.FORMAT
                        ? ' '
                        : character;
    }
}
