package icd.workbench.piece;

import icd.describe.Sha256;
import icd.io.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finished pieces on disk, by their hashes. {@code pieces/ab/<hash>/} has the files of a piece, the text that
 * determined it in {@link #DETERMINING}, and the checksums of all of these in {@link Checksums#NAME}. A piece appears
 * only when it is whole and on the disk; its files are read-only, as runs link to them. {@code checkpoints/<hash>} has
 * the state of a piece that is not done yet: a line with the checksum of the rest, a line with the hash, and the bytes
 * of the state. Everything that is read is verified; damaged files are set aside in {@code .damaged/}. Several
 * processes may use one store at a time.
 */
public final class Store {

    /** The name of the file with the text that determined a piece. */
    static final String DETERMINING = "determining.yaml";

    private static final String PIECES = "pieces";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String LEASES = ".leases";
    private static final String DAMAGED = ".damaged";

    private final Path folder;

    /** @param folder the folder of {@code pieces/}, which is made when it is needed */
    public Store(Path folder) {
        this.folder = folder;
    }

    /**
     * The result of looking for a piece.
     *
     * @param contents the contents of the whole piece; empty where there is none
     * @param damage a message about damage; empty where there was none
     */
    public record Found(Optional<Contents> contents, String damage) {}

    /** Returns the folder of {@code pieces/}. */
    public Path folder() {
        return folder;
    }

    /** Returns the folder of a piece. */
    public Path folder(String hash) {
        return folder.resolve(PIECES).resolve(hash.substring(0, 2)).resolve(hash);
    }

    /** Returns the hashes of all pieces, sorted. */
    public List<String> hashes() throws IOException {
        Path pieces = folder.resolve(PIECES);
        if (!Files.isDirectory(pieces)) {
            return List.of();
        }
        try (Stream<Path> all = Files.find(
                pieces, 2, (path, _) -> path.getNameCount() == pieces.getNameCount() + 2 && !WholeFile.isPart(path))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /**
     * Finds a piece and verifies it; a damaged one is set aside. A checkpoint that a killed process has left beside a
     * whole piece is removed.
     */
    public Found find(String hash) throws IOException {
        Found found = look(hash);
        if (found.contents().isPresent() && Files.exists(checkpointFile(hash))) {
            try {
                removeCheckpoint(hash);
            } catch (IOException e) {
                // The store is read-only here; nobody goes on from this checkpoint.
            }
        }
        return found.damage().isEmpty()
                ? found
                : new Found(Optional.empty(), found.damage() + "; set aside as " + setAside(folder(hash)));
    }

    /** Finds a piece and verifies it; a damaged one stays. */
    public Found look(String hash) throws IOException {
        Path kept = folder(hash);
        if (!Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
            return new Found(Optional.empty(), "");
        }
        try {
            return new Found(Optional.of(read(kept, hash)), "");
        } catch (DamagedException e) {
            return new Found(Optional.empty(), e.getMessage());
        }
    }

    private static Contents read(Path kept, String hash) throws IOException, DamagedException {
        if (!Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS)) {
            throw new DamagedException(kept, "is no folder");
        }
        SequencedMap<String, byte[]> files = Checksums.verified(kept);
        byte[] determining = files.remove(DETERMINING);
        if (determining == null
                || !Numerics.hash(new String(determining, StandardCharsets.UTF_8))
                        .equals(hash)) {
            throw new DamagedException(kept.resolve(DETERMINING), "does not have the hash of its folder");
        }
        return new Contents(files);
    }

    /** Returns the files of a piece, by their names. */
    public List<Path> files(String hash) throws IOException {
        try (Stream<Path> all = Files.list(folder(hash))) {
            return all.filter(file -> !Set.of(DETERMINING, Checksums.NAME)
                            .contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the checksums of the files of a piece, by their names. */
    public SequencedMap<String, String> checksums(String hash) throws IOException, DamagedException {
        SequencedMap<String, String> sums = Checksums.read(folder(hash).resolve(Checksums.NAME));
        sums.remove(DETERMINING);
        return sums;
    }

    /** Returns the text that determined a piece; empty where there is none. */
    public Optional<String> determining(String hash) throws IOException {
        try {
            return Optional.of(Files.readString(folder(hash).resolve(DETERMINING)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path setAside(Path kept) throws IOException {
        Path damaged = folder.resolve(DAMAGED);
        Files.createDirectories(damaged);
        for (int copy = 1; ; copy++) {
            Path aside = damaged.resolve(kept.getFileName() + (copy == 1 ? "" : "-" + copy));
            if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    WholeFile.rename(kept, aside);
                } catch (NoSuchFileException e) {
                    // Another process was faster.
                }
                return aside;
            }
        }
    }

    /**
     * Keeps a piece. When this method returns, the piece is on the disk, under its hash.
     *
     * @return the contents that the store had already, if they differ; they stay
     */
    public Optional<Contents> keep(Piece piece, Contents contents) throws IOException {
        Path kept = folder(piece.hash());
        Path shelf = kept.getParent();
        createFolders(shelf);
        Path part = WholeFile.partOf(kept);
        Files.createDirectory(part);
        try {
            SequencedMap<String, byte[]> files = new TreeMap<>(contents.files());
            files.put(DETERMINING, piece.determining().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                write(part.resolve(file.getKey()), file.getValue());
            }
            write(part.resolve(Checksums.NAME), Checksums.of(files).getBytes(StandardCharsets.UTF_8));
            WholeFile.forceFolder(part);
            Optional<Contents> other = putUp(part, kept, contents);
            removeCheckpoint(piece.hash());
            return other;
        } finally {
            delete(part);
        }
    }

    /**
     * Keeps a piece, as {@link #keep} does.
     *
     * @throws IllegalStateException if the store has other bytes for it; these stay
     */
    public void keepSame(Piece piece, Contents contents) throws IOException {
        Optional<Contents> other = keep(piece, contents);
        if (other.isPresent()) {
            throw new IllegalStateException("the same work must give the same bytes, but "
                    + contents.differenceFrom(other.get()) + " from what " + folder(piece.hash()) + " has");
        }
    }

    private Optional<Contents> putUp(Path part, Path kept, Contents contents) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                WholeFile.rename(part, kept);
                WholeFile.forceFolder(kept.getParent());
                return Optional.empty();
            } catch (FileSystemException e) {
                Found there = find(kept.getFileName().toString());
                if (there.contents().isPresent()) {
                    return there.contents().filter(other -> !other.equals(contents));
                } else if (attempt > 1 || there.damage().isEmpty()) {
                    throw e;
                }
            }
        }
    }

    /**
     * Marks pieces as in use until the result is closed. Where nothing can be written there is nothing to mark, as
     * nobody can prune there either.
     */
    public Closeable lease(Collection<String> hashes) {
        try {
            return Lease.take(folder.resolve(LEASES), hashes);
        } catch (IOException e) {
            return () -> {}; // a process that has to write into the store will report it
        }
    }

    /** Returns the hashes of all pieces that living runs use, found or not; empty where no run is alive. */
    public Optional<Set<String>> inUse() throws IOException {
        return Lease.living(folder.resolve(LEASES));
    }

    /** Returns the file of a piece's checkpoint. */
    public Path checkpointFile(String hash) {
        return folder.resolve(CHECKPOINTS).resolve(hash);
    }

    /** Returns the hashes of all pieces that have a checkpoint, sorted. */
    public List<String> checkpoints() throws IOException {
        Path checkpoints = folder.resolve(CHECKPOINTS);
        if (!Files.isDirectory(checkpoints)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(checkpoints)) {
            return all.filter(file -> !WholeFile.isPart(file))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Saves the state of a piece, in place of an earlier state. When this method returns, it is on the disk. */
    void saveCheckpoint(String hash, byte[] state) throws IOException {
        Path checkpoints = folder.resolve(CHECKPOINTS);
        if (!Files.isDirectory(checkpoints)) {
            Files.createDirectories(checkpoints);
            WholeFile.forceFolder(folder);
        }
        byte[] rest = concatenated(hash + "\n", state);
        WholeFile.writeInto(checkpoints, hash, concatenated(Sha256.digits(rest) + "\n", rest));
    }

    private static byte[] concatenated(String line, byte[] bytes) {
        byte[] first = line.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(first, first.length + bytes.length);
        System.arraycopy(bytes, 0, all, first.length, bytes.length);
        return all;
    }

    /**
     * Returns the state of a piece; empty where none was saved.
     *
     * @throws DamagedException if it is damaged
     */
    public Optional<byte[]> checkpoint(String hash) throws IOException, DamagedException {
        Path file = checkpointFile(hash);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        byte[] saved = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readAllBytes(file) : new byte[0];
        int line = hash.length() + 1; // the length of a checksum with its line feed
        byte[] rest = saved.length > 2 * line ? Arrays.copyOfRange(saved, line, saved.length) : new byte[0];
        byte[] head = (Sha256.digits(rest) + "\n" + hash + "\n").getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(head, Arrays.copyOf(saved, head.length))) {
            throw new DamagedException(file, "is damaged: its checksum is not the one that was written");
        }
        return Optional.of(Arrays.copyOfRange(saved, head.length, saved.length));
    }

    /** Sets a damaged checkpoint aside and returns where it is now. */
    Path setAsideCheckpoint(String hash) throws IOException {
        return setAside(checkpointFile(hash));
    }

    /** Removes a checkpoint, if there is one. */
    public void removeCheckpoint(String hash) throws IOException {
        delete(checkpointFile(hash));
    }

    private static void createFolders(Path shelf) throws IOException {
        if (!Files.isDirectory(shelf)) {
            Files.createDirectories(shelf);
            WholeFile.forceFolder(shelf.getParent());
            WholeFile.forceFolder(shelf.getParent().getParent());
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), readOnly(file))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] readOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--r--r--"))
                }
                : new FileAttribute<?>[0];
    }

    /** Removes a piece, which disappears at once: nobody finds half of it. */
    public void remove(String hash) throws IOException {
        Path part = WholeFile.partOf(folder(hash));
        try {
            WholeFile.rename(folder(hash), part);
        } catch (NoSuchFileException e) {
            return; // another process was faster
        }
        delete(part);
    }

    /**
     * Removes half-written files of killed processes. While runs are alive such a file may be theirs, and not ready
     * yet.
     */
    public void sweepUp() throws IOException {
        for (String each : List.of(PIECES, CHECKPOINTS, LEASES)) {
            Path below = folder.resolve(each);
            if (Files.isDirectory(below)) {
                try (Stream<Path> parts = Files.find(below, 2, (path, _) -> WholeFile.isPart(path))) {
                    for (Path part : parts.toList()) {
                        delete(part);
                    }
                }
            }
        }
    }

    /** Removes a folder and everything in it; links are removed, not followed. */
    public static void delete(Path root) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
