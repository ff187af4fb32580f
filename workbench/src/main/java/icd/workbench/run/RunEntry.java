package icd.workbench.run;

import icd.io.Visible;
import icd.workbench.piece.Checksums;
import icd.workbench.piece.DamagedException;
import icd.workbench.result.RunResult;
import icd.workbench.result.Summary;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Problems;
import icd.workbench.tree.RecipeException;
import icd.workbench.tree.SourceFile;
import icd.workbench.tree.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A run in a list of runs.
 *
 * @param path the directory of the run
 * @param recipe the name of its recipe; empty where that cannot be read
 * @param begun the time when its recipe was written
 * @param state its state
 * @param trials the number of finished trials
 * @param claims the number of checked claims
 * @param bytes the size of all its files, including those that it shares with the store
 * @param verdicts how many of its checks succeeded: {@code 3 of 3 expectations}; empty where it checked nothing
 * @param problem its problem in a line; empty where there is none
 */
public record RunEntry(
        Path path,
        String recipe,
        Instant begun,
        State state,
        int trials,
        int claims,
        long bytes,
        String verdicts,
        String problem) {

    /** The states of a run. */
    public enum State {
        /** The run is whole, and nothing failed. */
        FINISHED,
        /** The run is whole, but a trial or claim failed, or an expectation was not met. */
        FAILED,
        /** The run was broken off, or is still going on. */
        UNFINISHED,
        /** A file of the run is damaged. */
        DAMAGED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns whether a directory is that of a run. */
    static boolean isRun(Path directory) {
        return Files.isRegularFile(directory.resolve(RunFiles.RECIPE));
    }

    /** Returns the entry of a run's directory. Its recipe and summary are verified, its trials are not. */
    static RunEntry of(Path directory) throws IOException {
        Instant begun =
                Files.getLastModifiedTime(directory.resolve(RunFiles.RECIPE)).toInstant();
        long bytes = size(directory);
        String recipe = "";
        try {
            recipe = recipe(directory);
            if (!RunFiles.isFinished(directory)) {
                int trials = count(directory.resolve("trials"));
                return new RunEntry(
                        directory,
                        recipe,
                        begun,
                        State.UNFINISHED,
                        trials,
                        count(directory.resolve("claims")),
                        bytes,
                        "",
                        "");
            }
            Map<String, String> sums = Checksums.read(directory.resolve(Checksums.NAME));
            for (String name : new String[] {RunFiles.RECIPE, RunFiles.SUMMARY}) {
                Checksums.verified(directory.resolve(name), sums.getOrDefault(name, ""));
            }
            JsonNode summary = Summary.MAPPER.readTree(Files.readString(directory.resolve(RunFiles.SUMMARY)));
            String problem = problem(summary);
            return new RunEntry(
                    directory,
                    recipe,
                    begun,
                    problem.isEmpty() ? State.FINISHED : State.FAILED,
                    summary.path("trials").size(),
                    summary.path("claims").size(),
                    bytes,
                    verdicts(summary),
                    problem);
        } catch (DamagedException | RecipeException | JacksonException e) {
            String message = e instanceof JacksonException ? RunFiles.SUMMARY + " is no JSON" : e.getMessage();
            return new RunEntry(
                    directory,
                    recipe,
                    begun,
                    State.DAMAGED,
                    0,
                    0,
                    bytes,
                    "",
                    Visible.of(message.lines().findFirst().orElse("").replace(directory + "/", "")));
        }
    }

    private static String recipe(Path directory) throws DamagedException {
        Path file = directory.resolve(RunFiles.RECIPE);
        Problems problems = new Problems();
        if (YamlReader.readFile(file.toString(), SourceFile.read(file), problems) instanceof Mapping recipe
                && recipe.text("name") instanceof String name) {
            return name;
        }
        throw new DamagedException(file, "is no recipe");
    }

    private static String problem(JsonNode summary) {
        int failures = summary.path("failures").size();
        long failing = summary.path("claims").size() - holding(summary);
        long unmet = summary.path("expectations").size() - met(summary);
        return failures > 0
                ? failures + " failed"
                : failing > 0 ? failing + " claims fail" : unmet > 0 ? unmet + " expectations not met" : "";
    }

    private static String verdicts(JsonNode summary) {
        int claims = summary.path("claims").size();
        int expectations = summary.path("expectations").size();
        return Stream.of(
                        claims == 0 ? "" : holding(summary) + " of " + claims + " claims",
                        expectations == 0 ? "" : met(summary) + " of " + expectations + " expectations")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static long holding(JsonNode summary) {
        return summary.path("claims")
                .valueStream()
                .filter(claim -> !claim.path("outcome").asString("").equals("fails"))
                .count();
    }

    private static long met(JsonNode summary) {
        return summary.path("expectations")
                .valueStream()
                .filter(expectation -> expectation.path("met").asBoolean(true))
                .count();
    }

    private static int count(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(folder)) {
            return (int) all.filter(file -> !file.getFileName().toString().startsWith("."))
                    .count();
        }
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> {
                        try {
                            return Files.size(file);
                        } catch (IOException e) {
                            return 0; // the file has disappeared in between
                        }
                    })
                    .sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns the size in words: {@code 36 trials}, {@code 3 trials and 1 claim}. */
    public String size() {
        return RunResult.count(trials, claims);
    }

    @Override
    public String toString() {
        return path.getFileName() + ": " + recipe + ", " + state + (problem.isEmpty() ? "" : " (" + problem + ")");
    }
}
