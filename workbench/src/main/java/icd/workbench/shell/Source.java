package icd.workbench.shell;

/**
 * The text of one snippet, and where it began in the text that was evaluated.
 *
 * @param text without blanks and comments before it; offsets of {@link Problem} count in it
 * @param offset characters before it
 * @param line from 1
 * @param column from 1
 */
public record Source(String text, int offset, int line, int column) {

    /** Whether it ends with a semicolon, comments aside: whoever writes one does not want to see the value. */
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
