package icd.workbench.shell;

/**
 * The text of one snippet, and where it began in the text that was evaluated.
 *
 * @param text without blanks and comments before it; offsets of {@link Problem} count in it
 * @param offset characters before it
 * @param line from 1
 * @param column from 1
 */
public record Source(String text, int offset, int line, int column) {}
