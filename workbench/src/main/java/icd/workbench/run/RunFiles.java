package icd.workbench.run;

import icd.claim.Claim;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.tree.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** A finished run, read from where it was written. */
public final class RunFiles {

    /** Ids in a message. */
    private static final int SHOWN = 8;

    private RunFiles() {}

    /** Whether a directory holds a run that is whole. */
    static boolean isFinished(Path directory) {
        return Files.exists(directory.resolve("summary.json"));
    }

    /**
     * What a trial of a run was, from which its prompts and its first layer can be made again.
     *
     * @param id of the trial
     * @throws UnusablePathException if the directory holds no run or the run no such trial, or if another version of the
     *     numerics ran it, so that what is drawn now would differ
     */
    public static TrialSpec trial(Path directory, String id) {
        Path recipe = directory.resolve("recipe.yaml");
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
        try {
            if (Files.exists(files) && !TrialFiles.read(files).hash().equals(Numerics.hash(trial.determining()))) {
                throw new UnusablePathException(
                        "trial " + files,
                        "be a result of this version (numerics " + Numerics.VERSION
                                + "), got one whose hash is another; see provenance.json for the version that made it",
                        null);
            }
        } catch (IOException e) {
            throw new UnusablePathException("trial " + files, "be readable", e);
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
     * Reads the run of a directory; what was written reads equal.
     *
     * @throws UnusablePathException if it holds no run that is whole, or cannot be read
     */
    public static RunResult read(Path directory) {
        if (!isFinished(directory)) {
            throw new UnusablePathException(
                    "run " + directory, "be a directory with a finished run, got one without summary.json", null);
        }
        try {
            Recipe recipe = Recipe.read(directory.resolve("recipe.yaml"), List.of());
            JsonNode summary = Summary.MAPPER.readTree(Files.readString(directory.resolve("summary.json")));
            SequencedMap<String, SequencedMap<String, BaselineResult>> baselines = new LinkedHashMap<>();
            summary.get("baselines").properties().forEach(group -> {
                SequencedMap<String, BaselineResult> ofCase = new LinkedHashMap<>();
                group.getValue()
                        .properties()
                        .forEach(baseline -> ofCase.put(
                                baseline.getKey(),
                                new BaselineResult(
                                        TrialFiles.number(baseline.getValue(), "mse_per_dim"),
                                        TrialFiles.number(baseline.getValue(), "standard_error"),
                                        baseline.getValue().get("draws").asInt())));
                baselines.put(group.getKey(), ofCase);
            });
            List<TrialResult> trials = new ArrayList<>();
            for (TrialSpec trial : recipe.trials()) {
                Path files = directory.resolve("trials").resolve(trial.id());
                if (Files.exists(files)) {
                    trials.add(TrialFiles.read(files));
                }
            }
            List<ClaimResult> claims = new ArrayList<>();
            for (Claim claim : RecipeClaims.of(recipe)) {
                Path file = directory.resolve("claims").resolve(claim.id() + ".json");
                if (Files.exists(file)) {
                    claims.add(ClaimFiles.read(claim, Summary.MAPPER.readTree(Files.readString(file))));
                }
            }
            SequencedMap<String, String> failures = new LinkedHashMap<>();
            if (summary.has("failures")) {
                summary.get("failures")
                        .properties()
                        .forEach(failure -> failures.put(
                                failure.getKey(), failure.getValue().asString()));
            }
            return new RunResult(recipe, baselines, trials, claims, failures);
        } catch (IOException e) {
            throw new UnusablePathException("run " + directory, "be readable", e);
        }
    }
}
