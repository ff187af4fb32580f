package icd.workbench.piece;

import java.nio.file.Path;

/** Says that a file does not hold what was written to it. */
public final class DamagedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Path file;

    /** @param what the damage, as the end of a sentence that begins with the file */
    public DamagedException(Path file, String what) {
        super(file + " " + what, null, false, false);
        this.file = file;
    }

    /** Returns the damaged file. */
    public Path file() {
        return file;
    }
}
