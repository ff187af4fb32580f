package icd.workbench.run;

import icd.workbench.piece.UnusablePathException;
import icd.workbench.tree.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runs of a folder. */
public final class Runs {

    private Runs() {}

    /**
     * Returns all runs, newest first, including damaged ones.
     *
     * @throws UnusablePathException if the folder cannot be read
     */
    public static List<RunEntry> in(Path folder) {
        try {
            List<RunEntry> entries = new ArrayList<>();
            for (Path directory : directories(folder)) {
                entries.add(RunEntry.of(directory));
            }
            entries.sort(Comparator.comparing(RunEntry::begun)
                    .thenComparing(entry -> entry.path().toString())
                    .reversed());
            return entries;
        } catch (IOException e) {
            throw new UnusablePathException("directory " + folder, "be readable", e);
        }
    }

    /**
     * Returns the names of all runs, sorted.
     *
     * @throws UnusablePathException if the folder cannot be read
     */
    public static List<String> names(Path folder) {
        try {
            return directories(folder).stream()
                    .map(directory -> directory.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UnusablePathException("directory " + folder, "be readable", e);
        }
    }

    /** Returns the directories of all runs, sorted. */
    static List<Path> directories(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(RunEntry::isRun).sorted().toList();
        }
    }

    /**
     * Returns the directory of the one run that is meant: the run of this path, or of this name in the folder, or the
     * only run there whose name begins so.
     *
     * @throws UnusablePathException if there is none, or more than one
     */
    public static Path one(String run, Path folder) {
        if (RunEntry.isRun(Path.of(run))) {
            return Path.of(run);
        }
        try {
            List<Path> all = directories(folder);
            List<Path> found = beginning(run, all);
            if (found.size() == 1) {
                return found.getFirst();
            }
            List<String> names =
                    all.stream().map(path -> path.getFileName().toString()).toList();
            throw new UnusablePathException(
                    "run " + run,
                    found.isEmpty()
                            ? "be the directory of a run, or the beginning of the name of one in " + folder
                                    + ", got neither" + Nearest.hint(run, names)
                            : "be one run, got " + found.size() + " in " + folder + ": "
                                    + found.stream()
                                            .limit(8)
                                            .map(path -> path.getFileName().toString())
                                            .collect(Collectors.joining(", ")),
                    null);
        } catch (IOException e) {
            throw new UnusablePathException("directory " + folder, "be readable", e);
        }
    }

    /**
     * Returns the run of this name in the folder, or the only one whose name begins so; empty where there is none, or
     * more than one.
     */
    static Optional<Path> only(String run, Path folder) {
        try {
            List<Path> found = beginning(run, directories(folder));
            return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        } catch (IOException e) {
            throw new UnusablePathException("directory " + folder, "be readable", e);
        }
    }

    private static List<Path> beginning(String run, List<Path> all) {
        List<Path> same = all.stream()
                .filter(path -> path.getFileName().toString().equals(run))
                .toList();
        return same.isEmpty()
                ? all.stream()
                        .filter(path -> path.getFileName().toString().startsWith(run))
                        .toList()
                : same;
    }
}
