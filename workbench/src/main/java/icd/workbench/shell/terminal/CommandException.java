package icd.workbench.shell.terminal;

/** A command that cannot be carried out; its message is all that the user needs. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
