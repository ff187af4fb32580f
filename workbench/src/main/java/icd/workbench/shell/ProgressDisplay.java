package icd.workbench.shell;

/** One line that says how something gets on, and is gone when it is done. Called from several threads at a time. */
public interface ProgressDisplay {

    /** Whom evaluations of this scope tell; unbound where nobody looks, as in scripts. */
    ScopedValue<ProgressDisplay> CURRENT = ScopedValue.newInstance();

    /** @param line in place of the one before; no line break */
    void show(String line);

    /** Takes the line away. */
    void clear();
}
