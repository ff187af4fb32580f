package icd.workbench.engines;

import icd.describe.InputFile;
import icd.io.WholeFile;
import icd.kernel.Kernel;
import icd.workbench.piece.Numerics;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Jars;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.Room;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files that travel with pieces to other nodes, in the store, which the nodes can see: the resolved recipe, the
 * files that it names, the user's jars, and a folder for each submission of tasks. The folder is {@code .jobs/<hash of
 * recipe and jars>/}.
 */
public final class JobFolder implements Closeable {

    private static final String JOBS = ".jobs";
    private static final String LOCK = ".lock";
    private static final String ENDED = ".ended";

    /** The name of the recipe's file. */
    public static final String RECIPE = "recipe.yaml";

    /** The name of the file with the numerics by which the submitting process identifies pieces. */
    static final String NUMERICS = "numerics";

    private static final int LETTERS = 16;

    private final Path path;
    private final List<Path> jars;
    private final FileChannel lock;

    private JobFolder(Path path, List<Path> jars, FileChannel lock) {
        this.path = path;
        this.jars = List.copyOf(jars);
        this.lock = lock;
    }

    /**
     * Writes the files, and takes the folder's lock.
     *
     * @throws IOException if they cannot be written, or another process submits the same pieces
     */
    public static JobFolder open(Store store, Recipe recipe) throws IOException {
        Files.createDirectories(store.folder());
        String all = recipe.resolved() + String.join("\n", Jars.loaded().values());
        Path path = store.folder()
                .toRealPath()
                .resolve(JOBS)
                .resolve(Numerics.hash(all).substring(0, LETTERS));
        Files.createDirectories(path);
        FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isFree(lock)) {
            lock.close();
            throw new IOException("another process submits the same pieces to " + path
                    + ": wait until it ends, or use another --store");
        }
        write(path, RECIPE, recipe.resolved().getBytes(StandardCharsets.UTF_8));
        write(path, NUMERICS, Numerics.of(Kernel.chosen()).getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, InputFile> input : recipe.inputs().entrySet()) {
            write(path, input.getKey(), input.getValue().bytes());
        }
        List<Path> jars = new ArrayList<>();
        for (Map.Entry<Path, String> jar : Jars.loaded().entrySet()) {
            String name = "jars/" + jars.size() + "-" + jar.getKey().getFileName();
            write(path, name, Files.readAllBytes(jar.getKey()));
            jars.add(path.resolve(name));
        }
        return new JobFolder(path, jars, lock);
    }

    private static boolean isFree(FileChannel lock) {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true; // on a file system without locks, go on as if we had one
        }
    }

    /** Writes a file unless it exists: a task may be reading an existing one at this moment. */
    private static void write(Path folder, String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            Files.createDirectories(file.getParent());
            WholeFile.writeInto(file.getParent(), file.getFileName().toString(), bytes);
        }
    }

    /**
     * Verifies the numerics on a node: under other numerics the pieces would be different ones, for which the
     * submitting process would wait in vain.
     *
     * @param recipe a recipe in such a folder, or in any other
     * @throws IllegalStateException if this process has other numerics than the one that wrote the folder
     */
    public static void verifyNumerics(Path recipe) throws IOException {
        Path file = recipe.resolveSibling(NUMERICS);
        String here = Numerics.of(Kernel.chosen());
        if (Files.exists(file) && !Files.readString(file).equals(here)) {
            throw new IllegalStateException("node: its numerics must be " + Files.readString(file)
                    + ", by which its pieces are known where they were asked for, got " + here + " with the kernel "
                    + Kernel.choice() + "; give Java the same -D" + Kernel.PROPERTY + " on both, and the same version");
        }
    }

    /**
     * Returns the options for Java on a node: they say that it is a node, and name the kernel whose sums have an order
     * of their own.
     */
    public static String javaOptions() {
        Kernel kernel = Kernel.chosen();
        return "-D" + Room.NODE + "=true"
                + (kernel.order().isEmpty() ? "" : " -D" + Kernel.PROPERTY + "=" + kernel.name());
    }

    /** Returns the path of the folder. */
    public Path path() {
        return path;
    }

    /** Returns the resolved recipe. */
    public Path recipe() {
        return path.resolve(RECIPE);
    }

    /** Returns the user's jars, in the order of the class path. */
    public List<Path> jars() {
        return jars;
    }

    /** Returns the folders of the submissions so far, oldest first; each has a number for its name. */
    List<Path> submitted() throws IOException {
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(each -> each.getFileName().toString().matches("[0-9]{1,9}"))
                    .sorted(Comparator.comparingInt(
                            each -> Integer.parseInt(each.getFileName().toString())))
                    .toList();
        }
    }

    /**
     * Notes that the submitting process has heard of all failures or has cancelled the rest, so that nobody follows the
     * submissions further.
     */
    void end() throws IOException {
        if (Files.isDirectory(path)) {
            Files.write(path.resolve(ENDED), new byte[0]);
        }
    }

    /** Returns whether the end was noted. */
    boolean isEnded() {
        return Files.exists(path.resolve(ENDED));
    }

    /** Removes the note. */
    void begin() throws IOException {
        Files.deleteIfExists(path.resolve(ENDED));
    }

    /** Removes the folder when all pieces are done. */
    public void remove() throws IOException {
        Store.delete(path);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
