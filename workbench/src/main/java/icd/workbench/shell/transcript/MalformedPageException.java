package icd.workbench.shell.transcript;

/** A page that cannot be taken for what its author means by it. */
public final class MalformedPageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line of the page, from 1 */
    MalformedPageException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line of the page that is wrong, from 1. */
    public int line() {
        return line;
    }
}
