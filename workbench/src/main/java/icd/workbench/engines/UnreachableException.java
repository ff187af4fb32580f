package icd.workbench.engines;

/** Says that an engine cannot be used from here; the message says how to change that. */
public final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnreachableException(String message) {
        super(message);
    }
}
