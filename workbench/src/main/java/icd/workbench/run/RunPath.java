package icd.workbench.run;

import icd.workbench.piece.UnusablePathException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the directory of a run from a user's name for it. */
public final class RunPath {

    private static final Pattern NAME = Pattern.compile("(.+)-(\\d{8}T\\d{6}Z)-[0-9a-f]{8}(-\\d+)?");

    private RunPath() {}

    /**
     * Returns the directory of a run: the run of this path or name, or else the newest finished run of the recipe of
     * this name, or the only run whose name begins so.
     *
     * @param runs the folder of runs without {@code --out}
     * @throws UnusablePathException if there is none of these
     */
    public static Path find(String run, Path runs) {
        Path path = Path.of(run);
        if (Files.exists(path)) {
            if (!Files.isDirectory(path)) {
                throw new UnusablePathException("run " + run, "be a directory, got a file", null);
            }
            return path;
        }
        if (RunEntry.isRun(runs.resolve(run))) {
            return runs.resolve(run);
        }
        try (Stream<Path> all = Files.isDirectory(runs) ? Files.list(runs) : Stream.empty()) {
            return all.filter(directory -> isFinishedRunOf(run, directory))
                    .max(Comparator.comparing(RunPath::time).thenComparing(RunPath::attempt))
                    .or(() -> Runs.only(run, runs))
                    .orElseThrow(() -> new UnusablePathException(
                            "run " + run,
                            "be a directory, or a recipe with a finished run in " + runs + ", got neither",
                            null));
        } catch (IOException e) {
            throw new UnusablePathException("directory " + runs, "be readable", e);
        }
    }

    private static boolean isFinishedRunOf(String recipe, Path directory) {
        var name = NAME.matcher(directory.getFileName().toString());
        return name.matches() && name.group(1).equals(recipe) && RunFiles.isFinished(directory);
    }

    private static String time(Path directory) {
        return part(directory, 2);
    }

    /** Returns the number of a run among those that began in the same second, counted from 2 for the second one. */
    private static int attempt(Path directory) {
        String number = part(directory, 3);
        return number == null ? 1 : Integer.parseInt(number.substring(1));
    }

    private static String part(Path directory, int group) {
        var name = NAME.matcher(directory.getFileName().toString());
        return name.matches() ? name.group(group) : "";
    }
}
