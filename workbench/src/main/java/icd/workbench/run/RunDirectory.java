package icd.workbench.run;

import icd.claim.Claim;
import icd.describe.InputFile;
import icd.io.WholeFile;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where one run writes. Whatever appears in it under its own name is whole: files and trials are written under a name that
 * begins with a dot, and then renamed. While it is open, no other run can open it.
 */
public final class RunDirectory implements AutoCloseable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String LOCK = ".lock";
    private static final String EMPTY_OR_SAME = "be empty, absent or hold a run of the same recipe, got ";

    private final Path path;
    private final FileChannel lock;

    /** Takes the lock of an existing directory. */
    private RunDirectory(Path path) throws IOException {
        this.path = path;
        this.lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lock)) {
            lock.close();
            throw new UnusablePathException("--out " + path, "not be in use, got one that another run writes to", null);
        }
    }

    private static boolean locked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true; // a file system without locks: as if we had one
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        Files.deleteIfExists(path.resolve(LOCK));
    }

    public Path path() {
        return path;
    }

    /**
     * A new directory {@code <recipe>-<time>-<short hash>}.
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
                RunDirectory directory = new RunDirectory(path);
                directory.writeRecipe(recipe);
                return directory;
            }
        } catch (IOException e) {
            throw new UnusablePathException("run directory " + runs.resolve(name), "be writable", e);
        }
    }

    /**
     * Exactly this directory: a new one, an empty one, or that of an earlier run of the same recipe, which is then
     * completed.
     *
     * @throws UnusablePathException if it holds anything else or cannot be written
     */
    public static RunDirectory open(Path path, Recipe recipe) {
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new UnusablePathException("--out " + path, "be a directory, got a file", null);
            }
            Path written = path.resolve("recipe.yaml");
            if (Files.exists(path)) {
                if (Files.exists(written)) {
                    if (!Files.readString(written).equals(recipe.resolved())) {
                        throw new UnusablePathException(
                                "--out " + path, EMPTY_OR_SAME + "a run whose recipe.yaml differs", null);
                    }
                } else {
                    refuseOthers(path);
                }
            }
            Files.createDirectories(path);
            RunDirectory directory = new RunDirectory(path);
            directory.sweepUp();
            directory.writeRecipe(recipe);
            return directory;
        } catch (IOException e) {
            throw new UnusablePathException("--out " + path, "be writable", e);
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
        write("recipe.yaml", recipe.resolved());
        for (Map.Entry<String, InputFile> input : recipe.inputs().entrySet()) {
            Path copy = path.resolve(input.getKey());
            byte[] bytes = input.getValue().bytes();
            if (!Files.isRegularFile(copy) || !Arrays.equals(Files.readAllBytes(copy), bytes)) {
                Files.createDirectories(copy.getParent());
                write(copy.getParent(), copy.getFileName().toString(), bytes);
            }
        }
        Files.createDirectories(path.resolve("trials"));
    }

    /** Removes what a killed run left half-written. */
    private void sweepUp() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> left = all.filter(file -> !file.equals(path) && WholeFile.isPart(file))
                    .toList();
            for (Path file : left) {
                delete(file);
            }
        }
    }

    private static void delete(Path root) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Writes a text file, which appears whole. */
    public void write(String name, String text) throws IOException {
        write(path, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file among the figures, which appears whole. */
    public void writeFigure(String name, byte[] bytes) throws IOException {
        Path figures = path.resolve("figures");
        Files.createDirectories(figures);
        write(figures, name, bytes);
    }

    /** Writes a file into a directory, where it appears whole. */
    public static void write(Path directory, String name, byte[] bytes) throws IOException {
        WholeFile.writeInto(directory, name, bytes);
    }

    /** Writes a trial's files; the trial's directory appears whole. */
    public void write(TrialResult trial) throws IOException {
        Path part = path.resolve("trials").resolve("." + trial.id() + ".part");
        delete(part);
        Files.createDirectory(part); // a new one, or none
        TrialFiles.write(part, trial);
        WholeFile.rename(part, path.resolve("trials").resolve(trial.id()));
    }

    /** Writes what was found about a claim, which appears whole. */
    public void write(ClaimResult result) throws IOException {
        Path claims = path.resolve("claims");
        Files.createDirectories(claims);
        write(claims, result.claim().id() + ".json", ClaimFiles.write(result).getBytes(StandardCharsets.UTF_8));
    }

    /** What an earlier run found here about this claim; nothing if something else was claimed then. */
    public Optional<ClaimResult> finished(Claim claim) throws IOException {
        Path file = path.resolve("claims").resolve(claim.id() + ".json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        ClaimResult result = ClaimFiles.read(claim, Summary.MAPPER.readTree(Files.readString(file)));
        return Optional.of(result).filter(known -> known.hash().equals(ClaimResult.hash(claim)));
    }

    /**
     * The result of a trial that an earlier run finished here.
     *
     * @param hash what it must have been determined by; a trial of another hash is removed
     */
    public Optional<TrialResult> finished(TrialSpec trial, String hash) throws IOException {
        Path directory = path.resolve("trials").resolve(trial.id());
        if (!Files.exists(directory)) {
            return Optional.empty();
        }
        TrialResult result = TrialFiles.read(directory);
        if (!result.hash().equals(hash)) {
            delete(directory);
            return Optional.empty();
        }
        return Optional.of(result);
    }
}
