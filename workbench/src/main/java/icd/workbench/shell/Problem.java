package icd.workbench.shell;

/**
 * A problem that the compiler found.
 *
 * @param message may have several lines
 * @param start first character of the offending text, as an offset into the snippet's {@link Source#text}
 * @param end the character after it; equal to {@code start} where something is missing
 */
public record Problem(String message, int start, int end) {}
