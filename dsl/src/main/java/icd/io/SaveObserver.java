package icd.io;

import java.nio.file.Path;

/** Is told of each file that somebody asked for by name, once it is whole: the shell prints its path. */
@FunctionalInterface
public interface SaveObserver {

    /** Whom the current thread tells; where it is not bound, nobody. */
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
