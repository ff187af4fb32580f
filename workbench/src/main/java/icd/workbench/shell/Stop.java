package icd.workbench.shell;

/** Thrown in the user's code to end it. An error, so that {@code catch (Exception e)} lets it pass. */
final class Stop extends Error {

    private static final long serialVersionUID = 1;

    Stop() {
        super("stopped", null, false, false);
    }
}
