package icd.workbench.shell.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jline.reader.History;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * What was typed, an entry for each input however many lines it has, written at once, so that the next session has it even
 * if this one is killed.
 */
final class SharedHistory extends DefaultHistory {

    /** Longer entries (a pasted file) are kept for this session only. */
    private static final int LONGEST = 20_000;

    @Override
    public boolean isPersistable(History.Entry entry) {
        return entry.line().length() <= LONGEST;
    }

    /** A line that a killed session left half written is one to be left out, not an error. */
    @Override
    protected void addHistoryLine(Path path, String line, boolean checkDuplicates) {
        try {
            super.addHistoryLine(path, line, checkDuplicates);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("half a line in " + path, e);
        }
    }

    /**
     * Makes the file if need be, readable by its owner only: what people type holds paths and names.
     *
     * @return false where it cannot be written; the history then lives as long as the session
     */
    static boolean prepare(Path file) {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return Files.isWritable(file);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
