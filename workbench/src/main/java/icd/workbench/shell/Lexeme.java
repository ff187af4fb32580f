package icd.workbench.shell;

/** The part of Java's lexical grammar that tells brackets and line ends of code from those in comments and literals. */
public final class Lexeme {

    private Lexeme() {}

    /** Returns the end of the comment or literal that begins at an offset, or of the single character there. */
    public static int end(String text, int at) {
        return switch (text.charAt(at)) {
            case '/' -> {
                if (text.startsWith("//", at)) {
                    yield indexOrEnd(text, "\n", at, 0);
                }
                yield text.startsWith("/*", at) ? indexOrEnd(text, "*/", at + 2, 2) : at + 1;
            }
            case '"' -> text.startsWith("\"\"\"", at) ? textBlock(text, at + 3) : literal(text, at + 1, '"');
            case '\'' -> literal(text, at + 1, '\'');
            default -> at + 1;
        };
    }

    private static int indexOrEnd(String text, String mark, int from, int plus) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + plus;
    }

    private static int literal(String text, int from, char quote) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return i; // it is not closed: the compiler will say so
            }
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static int textBlock(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.startsWith("\"\"\"", i)) {
                return i + 3;
            }
        }
        return text.length();
    }
}
