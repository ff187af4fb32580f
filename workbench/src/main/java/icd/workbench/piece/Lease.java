package icd.workbench.piece;

import icd.io.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says that a run is using pieces of a store, so that they are not pruned meanwhile. A lease is two files: the hashes,
 * and a file that the process has locked, which shows that the process is alive. The files of a killed process have no
 * effect, and are removed.
 */
public final class Lease implements Closeable {

    private static final String LOCK = ".lock";

    private final Path hashes;
    private final Path file;
    private final FileChannel lock;

    private Lease(Path hashes, Path file, FileChannel lock) {
        this.hashes = hashes;
        this.file = file;
        this.lock = lock;
    }

    /** Takes a lease in a folder. The lock gets the name that other processes look for only once it is locked. */
    static Lease take(Path folder, Collection<String> pieces) throws IOException {
        Files.createDirectories(folder);
        Path part = WholeFile.partOf(folder.resolve("lease"));
        String name =
                ProcessHandle.current().pid() + part.getFileName().toString().replaceFirst("part$", "");
        Path hashes = folder.resolve(name + "pieces");
        Path file = folder.resolve(name + "pieces" + LOCK);
        FileChannel lock = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            isFree(lock);
            Files.write(hashes, pieces, StandardCharsets.UTF_8);
            WholeFile.rename(part, file);
        } catch (IOException e) {
            lock.close();
            Files.deleteIfExists(part);
            throw e;
        }
        return new Lease(hashes, file, lock);
    }

    /** Returns the hashes of all pieces that living runs use; empty where there are no such runs. */
    static Optional<Set<String>> living(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Set<String> living = new HashSet<>();
        boolean any = false;
        List<Path> locks;
        try (Stream<Path> all = Files.list(folder)) {
            locks = all.filter(file -> file.toString().endsWith(LOCK)).toList();
        }
        for (Path file : locks) {
            String name = file.getFileName().toString();
            Path hashes = file.resolveSibling(name.substring(0, name.length() - LOCK.length()));
            try {
                if (isAlive(file)) {
                    living.addAll(Files.readAllLines(hashes));
                    any = true;
                } else {
                    Files.deleteIfExists(hashes);
                    Files.deleteIfExists(file);
                }
            } catch (NoSuchFileException e) {
                // The process has ended in between.
            }
        }
        return any ? Optional.of(living) : Optional.empty();
    }

    /**
     * Returns whether the owner of a lock is alive. Our own locks are not opened: closing them again would release
     * them.
     */
    private static boolean isAlive(Path lock) throws IOException {
        if (lock.getFileName().toString().startsWith(ProcessHandle.current().pid() + ".")) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return !isFree(channel);
        }
    }

    /** Returns whether nobody has locked it; if so, it is ours now. */
    private static boolean isFree(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return false; // on a file system without locks, the owner of a lease may be alive
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            Files.deleteIfExists(hashes);
            Files.deleteIfExists(file);
        }
    }

    @Override
    public String toString() {
        return hashes.toString();
    }
}
