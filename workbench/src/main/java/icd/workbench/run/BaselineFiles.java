package icd.workbench.run;

import icd.workbench.piece.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The losses of baselines as JSON: what their piece leaves on disk. */
public final class BaselineFiles {

    private static final String NAME = "baselines.json";

    private BaselineFiles() {}

    /** What the piece of this hash leaves on disk. */
    public static Contents contents(String hash, SequencedMap<String, BaselineResult> results) {
        ObjectNode node = Summary.empty();
        ObjectNode baselines = node.putObject("baselines");
        results.forEach((name, result) -> {
            ObjectNode baseline = baselines.putObject(name);
            Summary.put(baseline, "mse_per_dim", result.msePerDim());
            Summary.put(baseline, "standard_error", result.standardError());
            baseline.put("draws", result.draws());
        });
        node.put("hash", hash);
        return Contents.of(NAME, Summary.text(node));
    }

    /** Reads what was written. */
    static SequencedMap<String, BaselineResult> read(Path file) throws IOException {
        JsonNode json = Summary.MAPPER.readTree(Files.readString(file));
        SequencedMap<String, BaselineResult> results = new LinkedHashMap<>();
        json.get("baselines")
                .properties()
                .forEach(baseline -> results.put(
                        baseline.getKey(),
                        new BaselineResult(
                                TrialFiles.number(baseline.getValue(), "mse_per_dim"),
                                TrialFiles.number(baseline.getValue(), "standard_error"),
                                baseline.getValue().get("draws").asInt())));
        return results;
    }
}
