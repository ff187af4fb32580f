package icd.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files that appear under their name whole or not at all: into a part file beside it, which is then renamed. A
 * process that has the old file open keeps it; a process that is killed leaves a part file, whose name begins with a
 * dot and ends in {@code .part}. The bytes are on the disk before the name is, and the name before the method returns,
 * so that a power cut leaves either file whole.
 */
public final class WholeFile {

    private static final String PART = ".part";

    private WholeFile() {}

    /** The data to write. */
    @FunctionalInterface
    public interface Content {
        /** Writes it to a stream, which stays open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Does the same as {@link #write(Path, Content)}, with a text in UTF-8. */
    public static Path write(Path file, String text) throws IOException {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Does the same as {@link #write(Path, Content)}, with bytes. */
    public static Path write(Path file, byte[] bytes) throws IOException {
        return write(file, out -> out.write(bytes));
    }

    /**
     * Writes a file that a user named. A link is followed, an old file's permissions stay, and a device or pipe is written to as
     * it is.
     *
     * @return the file
     * @throws IOException if it cannot be written; then nothing has changed
     */
    public static Path write(Path file, Content content) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target) && links < 40; links++) {
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target, StandardOpenOption.WRITE))) {
                content.writeTo(out);
            }
        } else {
            replace(target, content);
        }
        return file;
    }

    /**
     * Writes a file into a folder of our own, in place of any entry of that name: a link is replaced, not followed.
     *
     * @throws IOException if it cannot be written; then nothing has changed
     */
    public static void writeInto(Path folder, String name, byte[] bytes) throws IOException {
        replace(folder.resolve(name), out -> out.write(bytes));
    }

    /** Returns whether a file is one that was not finished, by its name. */
    public static boolean isPart(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(PART);
    }

    /** Returns a name beside a file or folder for its unfinished form, which nobody can foresee. */
    public static Path partOf(Path target) {
        return target.resolveSibling(
                "." + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + PART);
    }

    /** Renames, in one step where the file system can. */
    public static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void replace(Path target, Content content) throws IOException {
        // The name cannot be foreseen, and the file must be new: a link that somebody else laid there is never
        // followed.
        Path part = partOf(target);
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file));
            content.writeTo(out);
            out.flush();
            file.force(true);
        } catch (Throwable e) {
            Files.deleteIfExists(part);
            throw e;
        }
        try {
            keepPermissions(target, part);
            rename(part, target);
        } catch (Throwable e) {
            Files.deleteIfExists(part);
            throw e;
        }
        forceFolder(target.toAbsolutePath().getParent());
    }

    /** Forces the entries of a folder to the disk: a name that has appeared in it is still there after a power cut. */
    public static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows opens no folders, and needs no such thing.
        }
    }

    private static void keepPermissions(Path old, Path part) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(old, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && Files.isRegularFile(old, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(part, view.readAttributes().permissions());
        }
    }
}
