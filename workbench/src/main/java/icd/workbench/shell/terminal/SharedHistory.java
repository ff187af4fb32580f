package icd.workbench.shell.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jline.reader.History;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * The history of inputs, with an entry for each input however many lines it has. It is written at once, so that the
 * next session has it even if this one is killed.
 */
final class SharedHistory extends DefaultHistory {

    /** Longer entries (a pasted file) are kept for this session only. */
    private static final int LONGEST = 20_000;

    private final Path file;

    /** @param file null for a history that lasts only as long as the session */
    SharedHistory(Path file) {
        this.file = file;
    }

    @Override
    public boolean isPersistable(History.Entry entry) {
        return entry.line().length() <= LONGEST;
    }

    /** Adds a line; a line that a killed session left half written is left out and is no error. */
    @Override
    protected void addHistoryLine(Path path, String line, boolean checkDuplicates) {
        try {
            super.addHistoryLine(path, line, checkDuplicates);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("half a line in " + path, e);
        }
    }

    @Override
    public void load() throws IOException {
        if (file != null) {
            leaveOutWhatIsNoText(file);
        }
        super.load();
    }

    @Override
    protected void trimHistory(Path path, int max) throws IOException {
        leaveOutWhatIsNoText(path);
        super.trimHistory(path, max);
    }

    /** Leaves out lines that are no UTF-8, which another program or a faulty disk may have written; the others stay. */
    private static void leaveOutWhatIsNoText(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(path);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || i == bytes.length - 1) {
                if (isText(bytes, begin, i + 1)) {
                    kept.write(bytes, begin, i + 1 - begin);
                }
                begin = i + 1;
            }
        }
        if (kept.size() < bytes.length) {
            Path part = path.resolveSibling("." + path.getFileName() + ".part");
            Files.write(part, kept.toByteArray());
            ownersOnly(part);
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isText(byte[] bytes, int begin, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, begin, end - begin));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /**
     * Makes the file if need be, readable only by its owner, as inputs hold paths and names.
     *
     * @return why there can be no file, if so; the history then lasts only as long as the session
     */
    static Optional<String> prepare(Path file) {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            if (!Files.isRegularFile(file)) {
                return Optional.of(
                        file + " must be a file, got a " + (Files.isDirectory(file) ? "folder" : "device or pipe"));
            }
            ownersOnly(file);
            return Files.isReadable(file) && Files.isWritable(file)
                    ? Optional.empty()
                    : Optional.of(file + " must be readable and writable");
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.of(
                    file + " cannot be written: " + (e instanceof IOException io ? Paths.reason(io) : e.getMessage()));
        }
    }

    private static void ownersOnly(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
