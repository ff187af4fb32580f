package icd.workbench.result;

import icd.io.Csv;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.workbench.piece.Contents;
import icd.workbench.recipe.TrialSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of a trial's piece: {@code trial.json} (its entry in the summary, without its names in a recipe); for a
 * trained trial {@code metrics.csv} (epoch, train MSE/n, test MSE/n); for a trial with a layer {@code weights.npz}; and
 * a CSV file for each of its evaluations.
 */
public final class TrialFiles {

    static final String NAME = "trial.json";
    private static final String METRICS = "metrics.csv";
    private static final String WEIGHTS = "weights.npz";
    private static final String HEADER = "epoch,train_mse_per_dim,test_mse_per_dim";

    private TrialFiles() {}

    /** Returns the files of a trial. */
    public static Contents contents(TrialResult trial) {
        SequencedMap<String, byte[]> files = new TreeMap<>();
        if (trial.trainLoss().length > 0) {
            files.put(METRICS, bytes(losses(trial)));
        }
        if (trial.hasModel()) {
            files.put(WEIGHTS, Npz.bytes(trial.weights()));
        }
        trial.tables().forEach((name, table) -> files.put(name + ".csv", bytes(table.csv())));
        ObjectNode entry = Summary.of(trial);
        entry.remove(List.of("id", "case"));
        files.put(NAME, bytes(Summary.text(entry)));
        return new Contents(files);
    }

    /**
     * Returns the files of a trial from those of its layer and the findings of its evaluations; they equal {@link
     * #contents} of the whole trial.
     */
    public static Contents evaluated(String hash, Contents layer, SequencedMap<String, Table> tables) {
        SequencedMap<String, byte[]> files = new TreeMap<>(layer.files());
        tables.forEach((name, table) -> files.put(name + ".csv", bytes(table.csv())));
        ObjectNode entry = entry(layer);
        Summary.putTables(entry, tables);
        return with(hash, entry, files);
    }

    /** Returns the files of a trial from those of the trials with one of its evaluations each, in their order. */
    public static Contents joined(String hash, List<Contents> each) {
        SequencedMap<String, byte[]> files = new TreeMap<>();
        each.forEach(one -> files.putAll(one.files()));
        ObjectNode entry = entry(each.getFirst());
        each.forEach(one -> entry.withObjectProperty("tables")
                .setAll((ObjectNode) entry(one).get("tables")));
        return with(hash, entry, files);
    }

    private static ObjectNode entry(Contents contents) {
        return (ObjectNode) Summary.MAPPER.readTree(contents.text(NAME));
    }

    private static Contents with(String hash, ObjectNode entry, SequencedMap<String, byte[]> files) {
        entry.remove("hash");
        entry.put("hash", hash); // the hash comes last
        files.put(NAME, bytes(Summary.text(entry)));
        return new Contents(files);
    }

    /** Returns the weights of a trial with a layer. */
    public static SequencedMap<String, NpyArray> weights(Contents trial) {
        try {
            return Npz.read(new ByteArrayInputStream(trial.files().get(WEIGHTS)), WEIGHTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String losses(TrialResult trial) {
        Csv csv = new Csv();
        csv.row(List.of(HEADER.split(",")));
        for (int epoch = 0; epoch <= trial.epochs(); epoch++) {
            csv.row(List.of(
                    Integer.toString(epoch),
                    Double.toString(trial.trainLoss()[epoch]),
                    Double.toString(trial.testLoss()[epoch])));
        }
        return csv.toString();
    }

    /** Describes the result of a trial in a few words. */
    public static String outcome(Contents contents) {
        JsonNode json = Summary.MAPPER.readTree(contents.text(NAME));
        int epochs = json.get("epochs").asInt();
        return epochs == 0
                ? "evaluated"
                : String.format(
                        Locale.ROOT,
                        "%d epoch%s, test MSE/n %.6g",
                        epochs,
                        epochs == 1 ? "" : "s",
                        number(json, "test_mse_per_dim"));
    }

    /** Reads a trial from its folder; it equals the trial that was written. */
    public static TrialResult read(TrialSpec spec, Path folder) throws IOException {
        JsonNode json = Summary.MAPPER.readTree(Files.readString(folder.resolve(NAME)));
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        if (json.has("tables")) {
            for (Map.Entry<String, JsonNode> table : json.get("tables").properties()) {
                tables.put(
                        table.getKey(),
                        Table.read(
                                table.getValue().get("coordinates").size(),
                                spec.words(table.getKey()),
                                Files.readAllLines(folder.resolve(table.getKey() + ".csv"))));
            }
        }
        boolean hasModel = !json.get("model").asString().isEmpty();
        return new TrialResult(
                spec.id(),
                json.get("hash").asString(),
                spec.label(),
                json.get("task").asString(),
                json.get("model").asString(),
                json.get("weight_seed").asLong(),
                json.get("data_seed").asLong(),
                json.get("epochs").asInt(),
                json.path(Summary.WEIGHTS_EPOCH).asInt(json.get("epochs").asInt()),
                new TrialResult.Last(
                        number(json, "train_mse_per_dim"),
                        number(json, "test_mse_per_dim"),
                        number(json, "alpha"),
                        number(json, "beta"),
                        number(json, "W_PV_off_diagonal_rms"),
                        number(json, "W_KQ_off_diagonal_rms")),
                number(json, "fresh_mse_per_dim"),
                number(json, "fresh_standard_error"),
                new OnDemand<>(folder.resolve(METRICS), TrialFiles::losses),
                new OnDemand<>(folder.resolve(WEIGHTS), file -> hasModel ? Npz.read(file) : new LinkedHashMap<>()),
                tables);
    }

    private static TrialResult.Losses losses(Path file) throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of(HEADER);
        double[] train = new double[lines.size() - 1];
        double[] test = new double[lines.size() - 1];
        for (int epoch = 0; epoch < train.length; epoch++) {
            String[] cells = lines.get(epoch + 1).split(",");
            train[epoch] = Double.parseDouble(cells[1]);
            test[epoch] = Double.parseDouble(cells[2]);
        }
        return new TrialResult.Losses(train, test);
    }

    /** Returns a number of the summary; NaN where it has null, or no such number. */
    static double number(JsonNode json, String name) {
        return json.path(name).isNumber() ? json.get(name).asDouble() : Double.NaN;
    }
}
