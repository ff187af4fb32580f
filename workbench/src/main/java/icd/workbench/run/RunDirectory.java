package icd.workbench.run;

import icd.describe.InputFile;
import icd.io.WholeFile;
import icd.workbench.piece.Checksums;
import icd.workbench.piece.DamagedException;
import icd.workbench.piece.Numerics;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.Recipe;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The directory that a run writes: its recipe, links to its pieces in the store (or copies, where links are
 * impossible), and views of them. Every file that appears in it under its own name is whole and on the disk. While it
 * is open, no other run can open it.
 */
public final class RunDirectory implements AutoCloseable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String LOCK = ".lock";
    private static final String EMPTY_OR_SAME = "be empty, absent or hold a run of the same recipe, got ";

    private final Path path;
    private final FileChannel lock;

    /**
     * Checksums of linked files, by their names here. They are the store's checksums, so that the files are not read
     * again, whatever has happened to them since.
     */
    private final Map<String, String> linked = new ConcurrentHashMap<>();

    private RunDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes the lock of an existing directory. */
    private static RunDirectory locked(Path path) throws IOException {
        Path file = path.resolve(LOCK);
        while (true) {
            Optional<Object> before = identity(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new UnusablePathException(
                        "run directory " + path, "not be in use, got one that another run writes to", null);
            }
            if (before.isPresent() && identity(file).equals(before)) {
                return new RunDirectory(path, channel);
            }
            // it is new, or its owner has removed it in between, and the file that we have locked is gone
            channel.close();
        }
    }

    private static boolean locked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true; // on a file system without locks, go on as if we had one
        }
    }

    /**
     * Returns the identity of the file with this name; empty for none. Opening and closing the file to find out would
     * release our lock on it.
     */
    private static Optional<Object> identity(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.of(key == null ? file : key); // Windows has no keys, and removes no file that is open
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            Files.deleteIfExists(path.resolve(LOCK)); // we still hold the lock, so that nobody else's file is removed
        }
    }

    public Path path() {
        return path;
    }

    /**
     * Creates a new directory {@code <recipe>-<time>-<short hash>}.
     *
     * @throws UnusablePathException if it cannot be made
     */
    public static RunDirectory create(Path runs, Recipe recipe, Instant now) {
        String name = recipe.name() + "-" + TIME.format(now) + "-"
                + Numerics.hash(recipe.resolved()).substring(0, 8);
        try {
            Files.createDirectories(runs);
            for (int attempt = 1; ; attempt++) {
                Path path = runs.resolve(attempt == 1 ? name : name + "-" + attempt);
                try {
                    Files.createDirectory(path);
                } catch (FileAlreadyExistsException e) {
                    continue;
                }
                WholeFile.forceFolder(runs);
                RunDirectory directory = locked(path);
                directory.writeRecipe(recipe);
                return directory;
            }
        } catch (IOException e) {
            throw new UnusablePathException("run directory " + runs.resolve(name), "be writable", e);
        }
    }

    /**
     * Opens exactly this directory: a new one, an empty one, or that of an earlier run of the same recipe, which is
     * then completed.
     *
     * @throws UnusablePathException if it holds anything else or cannot be written
     */
    public static RunDirectory open(Path path, Recipe recipe) {
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new UnusablePathException("--out " + path, "be a directory, got a file", null);
            }
            Path written = path.resolve(RunFiles.RECIPE);
            if (Files.exists(path)) {
                if (Files.exists(written)) {
                    if (!Arrays.equals(
                            Files.readAllBytes(written), recipe.resolved().getBytes(StandardCharsets.UTF_8))) {
                        throw new UnusablePathException(
                                "--out " + path, EMPTY_OR_SAME + "a run whose recipe.yaml differs", null);
                    }
                } else {
                    refuseOthers(path);
                }
            }
            Files.createDirectories(path);
            RunDirectory directory = locked(path);
            directory.sweepUp();
            directory.writeRecipe(recipe);
            return directory;
        } catch (IOException e) {
            throw new UnusablePathException("--out " + path, "be writable", e);
        }
    }

    /**
     * Removes a run.
     *
     * @throws UnusablePathException if another process writes to it, or it cannot be removed
     */
    public static void remove(Path path) {
        try {
            RunDirectory directory = locked(path);
            Files.deleteIfExists(path.resolve(RunFiles.SUMMARY)); // a half-removed run must not look whole
            Store.delete(path);
            directory.lock.close();
        } catch (IOException e) {
            throw new UnusablePathException("run " + path, "be removable", e);
        }
    }

    private static void refuseOthers(Path path) throws IOException {
        try (Stream<Path> found = Files.list(path)) {
            Optional<Path> other = found.filter(file -> !WholeFile.isPart(file)
                            && !file.getFileName().toString().equals(LOCK))
                    .sorted()
                    .findFirst();
            if (other.isPresent()) {
                throw new UnusablePathException(
                        "--out " + path,
                        EMPTY_OR_SAME + "one with " + other.get().getFileName(),
                        null);
            }
        }
    }

    private void writeRecipe(Recipe recipe) throws IOException {
        Map<String, byte[]> sums = new TreeMap<>();
        sums.put(RunFiles.RECIPE, recipe.resolved().getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, InputFile> input : recipe.inputs().entrySet()) {
            Path copy = path.resolve(input.getKey());
            byte[] bytes = input.getValue().bytes();
            sums.put(input.getKey(), bytes);
            if (!Files.isRegularFile(copy) || !Arrays.equals(Files.readAllBytes(copy), bytes)) {
                Files.createDirectories(copy.getParent());
                write(copy.getParent(), copy.getFileName().toString(), bytes);
            }
        }
        write(RunFiles.RECIPE, recipe.resolved());
        if (!Files.exists(path.resolve(Checksums.NAME))) {
            write(Checksums.NAME, Checksums.of(sums)); // so that a damaged copy of the recipe is noticed
        }
        Files.createDirectories(path.resolve(Piece.Sort.TRIAL.folder()));
    }

    /** Removes half-written files of a killed run. */
    private void sweepUp() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> left = all.filter(file -> !file.equals(path) && WholeFile.isPart(file))
                    .toList();
            for (Path file : left) {
                Store.delete(file);
            }
        }
    }

    /** Writes a text file, which appears only when it is whole. */
    public void write(String name, String text) throws IOException {
        write(path, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file among the figures, which appears only when it is whole. */
    public void writeFigure(String name, byte[] bytes) throws IOException {
        Path figures = path.resolve(RunFiles.FIGURES);
        Files.createDirectories(figures);
        write(figures, name, bytes);
    }

    /** Writes a file into a directory, where it appears only when it is whole. */
    public static void write(Path directory, String name, byte[] bytes) throws IOException {
        WholeFile.writeInto(directory, name, bytes);
    }

    /** Links the files of a piece in the store. */
    public void link(Piece piece, Store store) throws IOException {
        List<Path> kept = store.files(piece.hash());
        Path folder = path.resolve(piece.sort().folder());
        try {
            String name = piece.sort().folder() + "/" + piece.id();
            store.checksums(piece.hash())
                    .forEach((file, sum) ->
                            linked.put(piece.sort() == Piece.Sort.TRIAL ? name + "/" + file : name + ".json", sum));
        } catch (DamagedException e) {
            // They are then computed from the files, and the next run finds the damage.
        }
        if (piece.sort() == Piece.Sort.TRIAL) {
            Path target = folder.resolve(piece.id());
            if (!isLinked(kept, target)) {
                Path part = WholeFile.partOf(target);
                Files.createDirectories(part);
                for (Path file : kept) {
                    link(file, part.resolve(file.getFileName()));
                }
                Store.delete(target);
                WholeFile.forceFolder(part);
                WholeFile.rename(part, target);
            }
        } else {
            Files.createDirectories(folder);
            Path target = folder.resolve(piece.id() + ".json");
            if (!isSame(kept.getFirst(), target)) {
                Store.delete(target);
                link(kept.getFirst(), target);
            }
        }
    }

    private static boolean isLinked(List<Path> kept, Path target) throws IOException {
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        for (Path file : kept) {
            if (!isSame(file, target.resolve(file.getFileName()))) {
                return false;
            }
        }
        try (Stream<Path> there = Files.list(target)) {
            return there.count() == kept.size();
        }
    }

    private static boolean isSame(Path kept, Path target) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && (Files.isSameFile(kept, target) || Files.mismatch(kept, target) < 0);
    }

    private static void link(Path kept, Path target) throws IOException {
        try {
            Files.createLink(target, kept);
        } catch (UnsupportedOperationException | IOException e) { // this is another file system, or one without links
            write(target.getParent(), target.getFileName().toString(), Files.readAllBytes(kept));
        }
    }

    /** Writes the checksums of all result files, and then the summary: a run with a summary is whole. */
    public void finish(String summary) throws IOException {
        for (Piece.Sort sort : Piece.Sort.values()) {
            if (Files.isDirectory(path.resolve(sort.folder()))) {
                WholeFile.forceFolder(path.resolve(sort.folder()));
            }
        }
        Map<String, byte[]> sums = new TreeMap<>();
        sums.put(RunFiles.SUMMARY, summary.getBytes(StandardCharsets.UTF_8));
        write(Checksums.NAME, Checksums.of(sums, path, RunFiles.results(path), linked));
        write(RunFiles.SUMMARY, summary);
    }
}
