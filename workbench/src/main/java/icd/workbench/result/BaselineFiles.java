package icd.workbench.result;

import icd.workbench.piece.Contents;
import icd.workbench.recipe.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The losses of baselines as JSON: the file that their piece leaves on disk. */
public final class BaselineFiles {

    private static final String NAME = "baselines.json";

    private BaselineFiles() {}

    /** Returns the files of the piece with this hash. */
    public static Contents contents(String hash, SequencedMap<String, BaselineResult> results) {
        ObjectNode node = Summary.empty();
        ObjectNode baselines = node.putObject("baselines");
        results.forEach((name, result) -> put(baselines.putObject(name), result));
        node.put("hash", hash);
        return Contents.of(NAME, Summary.text(node));
    }

    /** Writes a loss, and either that it is exact or its standard error and the number of draws in its mean. */
    static void put(ObjectNode baseline, BaselineResult result) {
        Summary.put(baseline, Metric.BASELINE, result.msePerDim());
        if (result.isExact()) {
            baseline.put("exact", true);
        } else {
            Summary.put(baseline, "standard_error", result.standardError());
            baseline.put("draws", result.draws());
        }
    }

    private static BaselineResult result(JsonNode baseline) {
        double loss = TrialFiles.number(baseline, Metric.BASELINE);
        return baseline.has("exact")
                ? BaselineResult.exact(loss)
                : new BaselineResult(
                        loss,
                        TrialFiles.number(baseline, "standard_error"),
                        baseline.get("draws").asInt());
    }

    /** Reads the file. */
    public static SequencedMap<String, BaselineResult> read(Path file) throws IOException {
        JsonNode json = Summary.MAPPER.readTree(Files.readString(file));
        SequencedMap<String, BaselineResult> results = new LinkedHashMap<>();
        json.get("baselines")
                .properties()
                .forEach(baseline -> results.put(baseline.getKey(), result(baseline.getValue())));
        return results;
    }
}
