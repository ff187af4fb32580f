package icd.workbench.shell;

/**
 * An error thrown in the user's code to end it. It is no exception, so that {@code catch (Exception e)} lets it pass.
 */
final class Stop extends Error {

    private static final long serialVersionUID = 1;

    Stop() {
        super("stopped", null, false, false);
    }
}
