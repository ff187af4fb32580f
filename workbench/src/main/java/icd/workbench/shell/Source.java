package icd.workbench.shell;

/**
 * The text of one snippet, and its place in the text that was evaluated.
 *
 * @param text the text without blanks and comments before it; offsets of {@link Problem} count in it
 * @param offset the number of characters before it
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record Source(String text, int offset, int line, int column) {

    /** Returns whether it ends with a semicolon, not counting comments; the semicolon hides the value. */
    public boolean isQuiet() {
        char last = ' ';
        for (int at = 0; at < text.length(); ) {
            int end = Lexeme.end(text, at);
            boolean comment = text.startsWith("//", at) || text.startsWith("/*", at);
            if (!comment && !Character.isWhitespace(text.charAt(at))) {
                last = text.charAt(end - 1);
            }
            at = end;
        }
        return last == ';';
    }
}
