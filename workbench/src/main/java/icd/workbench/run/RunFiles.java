package icd.workbench.run;

import icd.claim.Claim;
import icd.kernel.Kernel;
import icd.workbench.piece.Checksums;
import icd.workbench.piece.DamagedException;
import icd.workbench.piece.Numerics;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.BaselineFiles;
import icd.workbench.result.BaselineResult;
import icd.workbench.result.ClaimFiles;
import icd.workbench.result.ClaimResult;
import icd.workbench.result.RecipeClaims;
import icd.workbench.result.RunResult;
import icd.workbench.result.Summary;
import icd.workbench.result.TrialFiles;
import icd.workbench.result.TrialResult;
import icd.workbench.tree.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads a finished run from its directory. */
public final class RunFiles {

    static final String RECIPE = "recipe.yaml";
    static final String SUMMARY = "summary.json";
    static final String FIGURES = "figures";

    /** The files of results, and the folders that hold nothing else. */
    private static final Set<String> RESULTS = Set.of(
            RECIPE,
            "observations.csv",
            "claims.csv",
            "findings.csv",
            "inputs",
            FIGURES,
            "trials",
            "baselines",
            "claims");

    /** The number of ids in a message. */
    private static final int SHOWN = 8;

    private RunFiles() {}

    /** Returns the result files of a run without the summary: those that hold no time and no machine. */
    static List<Path> results(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> RESULTS.contains(
                                    directory.relativize(file).getName(0).toString())
                            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /**
     * Returns the file of a recipe that a user names: the file itself, or the recipe of the run of this directory, or
     * of the run whose name begins so.
     */
    public static Path recipeOf(Path named, Path runs) {
        if (RunEntry.isRun(named)) {
            return named.resolve(RECIPE);
        }
        boolean isName = named.getNameCount() == 1 && !named.toString().matches(".*\\.ya?ml") && !Files.exists(named);
        return isName
                ? Runs.only(named.toString(), runs)
                        .map(run -> run.resolve(RECIPE))
                        .orElse(named)
                : named;
    }

    /**
     * Verifies a recipe that a run has written, and the files that it names.
     *
     * @throws UnusablePathException if one of them is damaged
     */
    public static void verifyRecipe(Path recipe) {
        Path sums = recipe.resolveSibling(Checksums.NAME);
        if (recipe.endsWith(RECIPE) && Files.exists(sums)) {
            verify(recipe.toAbsolutePath().getParent(), name -> name.equals(RECIPE) || name.startsWith("inputs/"));
        }
    }

    private static void verify(Path directory, Predicate<String> which) {
        try {
            for (Map.Entry<String, String> sum :
                    Checksums.read(directory.resolve(Checksums.NAME)).entrySet()) {
                if (which.test(sum.getKey())) {
                    Checksums.verified(directory.resolve(sum.getKey()), sum.getValue());
                }
            }
        } catch (DamagedException e) {
            throw new UnusablePathException(
                    "run " + directory,
                    "be as it was written, but " + e.getMessage()
                            + (e.file().endsWith(RECIPE)
                                    ? "; a recipe that is to be changed must be copied out of its run first"
                                    : "; the same command as before with --out " + directory + " makes it again"),
                    null);
        } catch (IOException e) {
            throw new UnusablePathException("run " + directory, "be readable", e);
        }
    }

    /** Returns whether a directory holds a run that is whole. */
    static boolean isFinished(Path directory) {
        return Files.exists(directory.resolve(SUMMARY));
    }

    /**
     * Returns the specification of a run's trial, from which its prompts and its first layer can be made again.
     *
     * @param id the id of the trial
     * @throws UnusablePathException if the directory holds no run or the run no such trial, or if another version of
     *     the numerics ran it, so that prompts drawn now would differ
     */
    public static TrialSpec trial(Path directory, String id) {
        Path recipe = directory.resolve(RECIPE);
        if (!Files.exists(recipe)) {
            throw new UnusablePathException(
                    "run " + directory,
                    "be the directory of a run, got "
                            + (Files.exists(directory) ? "one without recipe.yaml" : "nothing there"),
                    null);
        }
        List<TrialSpec> trials = Recipe.read(recipe, List.of()).trials();
        TrialSpec trial = trials.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(directory, id, trials));
        Path files = directory.resolve("trials").resolve(id);
        if (Files.exists(files)) {
            verify(directory, name -> name.startsWith("trials/" + id + "/"));
            try {
                if (!TrialFiles.read(trial, files).hash().equals(Numerics.hash(trial.determining()))) {
                    throw new UnusablePathException(
                            "trial " + files,
                            "be a result of this version (numerics " + Numerics.of(Kernel.chosen())
                                    + "), got one with another hash; see provenance.json for the version that made it",
                            null);
                }
            } catch (IOException e) {
                throw new UnusablePathException("trial " + files, "be readable", e);
            }
        }
        return trial;
    }

    private static UnusablePathException unknown(Path directory, String id, List<TrialSpec> trials) {
        List<String> known = trials.stream().map(TrialSpec::id).toList();
        String shown = known.size() <= SHOWN
                ? String.join(", ", known)
                : String.join(", ", known.subList(0, SHOWN)) + ", ... (" + known.size() + ")";
        return new UnusablePathException(
                "trial of run " + directory,
                "be one of " + shown + ", got '" + id + "'" + Nearest.hint(id, known),
                null);
    }

    /**
     * Reads the run of a directory; the result equals the one that was written.
     *
     * @throws UnusablePathException if it holds no run that is whole, or cannot be read
     */
    public static RunResult read(Path directory) {
        if (!isFinished(directory)) {
            throw new UnusablePathException(
                    "run " + directory, "be a directory with a finished run, got one without summary.json", null);
        }
        verify(directory, _ -> true);
        try {
            SequencedMap<String, String> failures = new LinkedHashMap<>();
            JsonNode summary = Summary.MAPPER.readTree(Files.readString(directory.resolve(SUMMARY)));
            summary.path("failures")
                    .properties()
                    .forEach(failure ->
                            failures.put(failure.getKey(), failure.getValue().asString()));
            return read(directory, Recipe.read(directory.resolve(RECIPE), List.of()), failures);
        } catch (IOException e) {
            throw new UnusablePathException("run " + directory, "be readable", e);
        }
    }

    /** Reads the finished pieces of a recipe from a directory. */
    public static RunResult read(Path directory, Recipe recipe, SequencedMap<String, String> failures)
            throws IOException {
        List<TrialResult> trials = new ArrayList<>();
        for (TrialSpec trial : recipe.trials()) {
            Path files = directory.resolve("trials").resolve(trial.id());
            if (Files.exists(files)) {
                trials.add(TrialFiles.read(trial, files));
            }
        }
        SequencedMap<String, SequencedMap<String, BaselineResult>> baselines = new LinkedHashMap<>();
        for (BaselineGroups.Group group : recipe.baselineGroups()) {
            Path file = directory.resolve("baselines").resolve(group.id() + ".json");
            if (Files.exists(file)) {
                baselines.put(group.name(), BaselineFiles.read(file));
            }
        }
        List<ClaimResult> claims = new ArrayList<>();
        for (Claim claim : RecipeClaims.of(recipe)) {
            Path file = directory.resolve("claims").resolve(claim.id() + ".json");
            if (Files.exists(file)) {
                claims.add(ClaimFiles.read(claim, file));
            }
        }
        return new RunResult(recipe, baselines, trials, claims, failures);
    }
}
