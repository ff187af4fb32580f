package icd.io;

import java.nio.file.Path;

/** Observes each file that a user saved by name, once it is whole: the shell prints its path. */
@FunctionalInterface
public interface SaveObserver {

    /** The observer of the current thread; unbound where there is none. */
    ScopedValue<SaveObserver> CURRENT = ScopedValue.newInstance();

    /** Called after the file has appeared under its name. */
    void saved(Path file);

    /** Tells the observer of the current thread, if there is one. */
    static void tell(Path file) {
        if (CURRENT.isBound()) {
            CURRENT.get().saved(file);
        }
    }
}
