package icd.workbench.shell;

/** The reason why a job is to end early. */
sealed interface Ending {

    /** @param why the reason in words */
    record Halt(Outcome.Reason reason, String why) implements Ending {}

    /** The code called {@code System.exit(code)}. */
    record Exit(int code) implements Ending {}
}
