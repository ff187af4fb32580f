package icd.workbench.shell;

/** Why a job is to end before its time. */
sealed interface Ending {

    /** @param why in words */
    record Halt(Outcome.Reason reason, String why) implements Ending {}

    /** {@code System.exit(code)}. */
    record Exit(int code) implements Ending {}
}
