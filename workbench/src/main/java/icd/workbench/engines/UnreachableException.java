package icd.workbench.engines;

/** An engine cannot be used from here; the message says what would make it so. */
public final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnreachableException(String message) {
        super(message);
    }
}
