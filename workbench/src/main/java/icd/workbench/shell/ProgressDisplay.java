package icd.workbench.shell;

/**
 * One line that shows the progress of work, and is removed when the work is done. Several threads may call it at a
 * time.
 */
public interface ProgressDisplay {

    /** The display that evaluations of this scope use; unbound where none is shown, as in scripts. */
    ScopedValue<ProgressDisplay> CURRENT = ScopedValue.newInstance();

    /** @param line replaces the line before; has no line break */
    void show(String line);

    /** Removes the line. */
    void clear();
}
