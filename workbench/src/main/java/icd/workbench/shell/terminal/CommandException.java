package icd.workbench.shell.terminal;

/** Says that a command cannot be carried out; its message is all that the user needs. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
