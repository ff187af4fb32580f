package icd.workbench.shell.transcript;

/** Says that a page cannot be read as its author means it. */
public final class MalformedPageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line the line of the page, from 1 */
    MalformedPageException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** Returns the faulty line of the page, from 1. */
    public int line() {
        return line;
    }
}
