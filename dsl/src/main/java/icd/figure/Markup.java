package icd.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** A character that is escaped, a script, or characters of the line. */
    private static final Pattern PART =
            Pattern.compile("\\\\(.)|([_^])(?:\\{([^}]*)}|(.))|([^\\\\_^]+|.)", Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("(?:\\{[^}]*(?:}|\\z)|\\P{javaWhitespace})+");

    private Markup() {}

    /** The pieces of a text in order; neighbours on the line are joined. */
    public static List<Piece> parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        int[] characters = MINUS.matcher(text)
                .replaceAll("−")
                .codePoints()
                .map(Markup::visible)
                .toArray();
        PART.matcher(new String(characters, 0, characters.length)).results().forEach(part -> {
            boolean script = part.group(2) != null;
            Level level = !script ? Level.LINE : part.group(2).equals("_") ? Level.BELOW : Level.ABOVE;
            String set = Stream.of(1, 3, 4, 5)
                    .map(part::group)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            if (!script && !pieces.isEmpty() && pieces.getLast().level == Level.LINE) {
                pieces.add(new Piece(pieces.removeLast().text + set, level));
            } else {
                pieces.add(new Piece(set, level));
            }
        });
        pieces.removeIf(piece -> piece.text.isEmpty());
        return pieces;
    }

    /** The words of a text: split at white space that is not within braces. */
    public static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Words in lines, each as long as fits; a word that does not fit alone is a line. */
    public static List<String> lines(List<String> words, Predicate<String> fits) {
        List<String> lines = new ArrayList<>();
        for (String word : words) {
            String longer = lines.isEmpty() ? word : lines.getLast() + " " + word;
            if (lines.isEmpty() || !fits.test(longer)) {
                lines.add(word);
            } else {
                lines.set(lines.size() - 1, longer);
            }
        }
        return lines;
    }

    /** The text without its markup, for one line of plain characters. */
    public static String plain(String text) {
        return parse(text).stream().map(Piece::text).collect(Collectors.joining());
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

    private static int visible(int character) {
        int type = Character.getType(character);
        boolean broken = type == Character.SURROGATE || character >= 0xFFFE && character <= 0xFFFF;
        boolean hidden = type == Character.CONTROL || type == Character.FORMAT;
        return broken ? '?' : hidden ? ' ' : character;
    }
}
