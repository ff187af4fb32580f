package icd.workbench.shell.terminal;

import icd.workbench.shell.terminal.JavaLexer.Kind;
import icd.workbench.shell.terminal.JavaLexer.Token;
import icd.workbench.shell.terminal.Theme.Role;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/**
 * Colours Java as it is typed, and the pair of brackets at the cursor.
 *
 * <p>It looks at words alone, on the thread of the reader: it works before the evaluator is warm and costs less than a
 * tenth of a millisecond a line.
 */
final class JavaHighlighter implements Highlighter {

    private final Supplier<Theme> theme;
    private boolean accepted;

    JavaHighlighter(Supplier<Theme> theme) {
        this.theme = theme;
    }

    @Override
    public AttributedString highlight(LineReader reader, String text) {
        return highlight(text, accepted ? -1 : reader.getBuffer().cursor());
    }

    /** Notes that the line is accepted: it stays on the screen without marks at a cursor that has left it. */
    void accepted(boolean yes) {
        accepted = yes;
    }

    /** @param cursor the position where brackets are looked for, negative for none */
    AttributedString highlight(String text, int cursor) {
        if (text.startsWith("/") && !text.startsWith("//") && !text.startsWith("/*")) {
            return command(text);
        }
        List<Token> tokens = JavaLexer.tokens(text);
        int[] pair = cursor < 0 ? null : bracketsAt(text, tokens, cursor);
        AttributedStringBuilder out = new AttributedStringBuilder(text.length());
        int at = 0;
        for (Token token : tokens) {
            append(out, text, at, token.start(), AttributedStyle.DEFAULT);
            boolean paired = pair != null && (token.start() == pair[0] || token.start() == pair[1]);
            append(out, text, token.start(), token.end(), paired ? style(Role.BRACKET) : style(token.kind()));
            at = token.end();
        }
        append(out, text, at, text.length(), AttributedStyle.DEFAULT);
        return out.toAttributedString();
    }

    private AttributedString command(String text) {
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        AttributedStringBuilder out = new AttributedStringBuilder(text.length());
        append(out, text, 0, end, style(Role.COMMAND));
        append(out, text, end, text.length(), AttributedStyle.DEFAULT);
        return out.toAttributedString();
    }

    /**
     * Appends text with control characters shown as {@code ^X}, as the reader itself shows them; otherwise they would
     * move the cursor.
     */
    private static void append(AttributedStringBuilder out, String text, int from, int to, AttributedStyle style) {
        out.style(style);
        for (int i = from; i < to; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\n' || c == '\t') {
                out.append((char) c);
            } else if (c < ' ') {
                out.append('^').append((char) (c + '@'));
            } else if (WCWidth.wcwidth(c) >= 0) {
                out.appendCodePoint(c);
            }
        }
        out.style(AttributedStyle.DEFAULT);
    }

    /**
     * Returns the starts of the bracket at or just before the cursor and of its partner; null if there is none or it
     * has no partner.
     */
    static int[] bracketsAt(String text, List<Token> tokens, int cursor) {
        for (int place : new int[] {cursor, cursor - 1}) {
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                if (token.start() == place && (token.kind() == Kind.OPEN || token.kind() == Kind.CLOSE)) {
                    int partner = partner(text, tokens, i);
                    return partner < 0
                            ? null
                            : new int[] {place, tokens.get(partner).start()};
                }
            }
        }
        return null;
    }

    private static int partner(String text, List<Token> tokens, int from) {
        int step = tokens.get(from).kind() == Kind.OPEN ? 1 : -1;
        int depth = 0;
        for (int i = from; i >= 0 && i < tokens.size(); i += step) {
            Kind kind = tokens.get(i).kind();
            depth += kind == Kind.OPEN ? step : kind == Kind.CLOSE ? -step : 0;
            if (depth == 0) {
                return fits(
                                text.charAt(tokens.get(from).start()),
                                text.charAt(tokens.get(i).start()))
                        ? i
                        : -1;
            }
        }
        return -1;
    }

    private static boolean fits(char one, char other) {
        String pair = one < other ? "" + one + other : "" + other + one;
        return pair.equals("()") || pair.equals("[]") || pair.equals("{}");
    }

    private AttributedStyle style(Role role) {
        return theme.get().style(role);
    }

    private AttributedStyle style(Kind kind) {
        return switch (kind) {
            case KEYWORD, ANNOTATION -> style(Role.KEYWORD);
            case LITERAL, NUMBER -> style(Role.NUMBER);
            case STRING -> style(Role.STRING);
            case COMMENT -> style(Role.COMMENT);
            case TYPE -> style(Role.TYPE);
            case CALL -> style(Role.CALL);
            case NAME, OPEN, CLOSE, OTHER -> AttributedStyle.DEFAULT;
        };
    }
}
