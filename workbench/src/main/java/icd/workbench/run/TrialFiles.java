package icd.workbench.run;

import icd.io.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * A trial on disk: {@code trial.json} (its entry in the summary); of a trained one {@code metrics.csv} (epoch, train MSE/n, test
 * MSE/n); of one with a layer {@code weights.npz}; and a CSV file for each of its evaluations.
 */
final class TrialFiles {

    private static final String HEADER = "epoch,train_mse_per_dim,test_mse_per_dim";

    private TrialFiles() {}

    static void write(Path directory, TrialResult trial) throws IOException {
        if (trial.trainLoss().length > 0) {
            Files.writeString(directory.resolve("metrics.csv"), losses(trial));
        }
        if (trial.hasModel()) {
            Npz.write(directory.resolve("weights.npz"), trial.weights());
        }
        for (Map.Entry<String, Table> table : trial.tables().entrySet()) {
            Files.writeString(
                    directory.resolve(table.getKey() + ".csv"), table.getValue().csv());
        }
        Files.writeString(directory.resolve("trial.json"), Summary.text(Summary.of(trial)));
    }

    private static String losses(TrialResult trial) {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (int epoch = 0; epoch <= trial.epochs(); epoch++) {
            csv.append(epoch)
                    .append(',')
                    .append(trial.trainLoss()[epoch])
                    .append(',')
                    .append(trial.testLoss()[epoch])
                    .append('\n');
        }
        return csv.toString();
    }

    /** Reads a trial back; what was written reads equal. */
    static TrialResult read(Path directory) throws IOException {
        JsonNode json = Summary.MAPPER.readTree(Files.readString(directory.resolve("trial.json")));
        Path metrics = directory.resolve("metrics.csv");
        List<String> lines = Files.exists(metrics) ? Files.readAllLines(metrics) : List.of(HEADER);
        double[] train = new double[lines.size() - 1];
        double[] test = new double[lines.size() - 1];
        for (int epoch = 0; epoch < train.length; epoch++) {
            String[] cells = lines.get(epoch + 1).split(",");
            train[epoch] = Double.parseDouble(cells[1]);
            test[epoch] = Double.parseDouble(cells[2]);
        }
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        if (json.has("tables")) {
            for (Map.Entry<String, JsonNode> table : json.get("tables").properties()) {
                tables.put(
                        table.getKey(),
                        Table.read(
                                table.getValue().get("coordinates").size(),
                                Files.readAllLines(directory.resolve(table.getKey() + ".csv"))));
            }
        }
        boolean hasModel = !json.get("model").asString().isEmpty();
        return new TrialResult(
                json.get("id").asString(),
                json.get("hash").asString(),
                json.get("case").asString(),
                json.get("task").asString(),
                json.get("model").asString(),
                json.get("weight_seed").asLong(),
                json.get("data_seed").asLong(),
                train,
                test,
                hasModel ? number(json, "fresh_mse_per_dim") : Double.NaN,
                hasModel ? number(json, "fresh_standard_error") : Double.NaN,
                hasModel ? Npz.read(directory.resolve("weights.npz")) : new LinkedHashMap<>(),
                tables);
    }

    /** A number of the summary; NaN where it has null. */
    static double number(JsonNode json, String name) {
        return json.get(name).isNull() ? Double.NaN : json.get(name).asDouble();
    }
}
