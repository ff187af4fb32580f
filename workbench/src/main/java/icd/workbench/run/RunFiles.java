package icd.workbench.run;

import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
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

    private RunFiles() {}

    /** Whether a directory holds a run that is whole. */
    static boolean isFinished(Path directory) {
        return Files.exists(directory.resolve("summary.json"));
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
            SequencedMap<String, String> failures = new LinkedHashMap<>();
            if (summary.has("failures")) {
                summary.get("failures")
                        .properties()
                        .forEach(failure -> failures.put(
                                failure.getKey(), failure.getValue().asString()));
            }
            return new RunResult(recipe, baselines, trials, failures);
        } catch (IOException e) {
            throw new UnusablePathException("run " + directory, "be readable", e);
        }
    }
}
