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

    /** The piece of a text between two offsets. */
    static Source of(String whole, int from, int to) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < from; i++) {
            if (whole.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Source(whole.substring(from, to), from, line, from - lineStart + 1);
    }
}
