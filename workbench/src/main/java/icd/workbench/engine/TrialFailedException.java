package icd.workbench.engine;

/** A trial could not be finished; the message begins with its id. */
public final class TrialFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TrialFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
