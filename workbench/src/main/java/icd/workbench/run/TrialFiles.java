package icd.workbench.run;

import icd.io.NpyArray;
import icd.io.Npz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * A trial on disk: {@code metrics.csv} (epoch, train MSE/n, test MSE/n), {@code weights.npz} and {@code trial.json} (its entry
 * in the summary).
 */
final class TrialFiles {

    private static final String HEADER = "epoch,train_mse_per_dim,test_mse_per_dim";

    private TrialFiles() {}

    static void write(Path directory, TrialResult trial) throws IOException {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (int epoch = 0; epoch <= trial.epochs(); epoch++) {
            csv.append(epoch)
                    .append(',')
                    .append(trial.trainLoss()[epoch])
                    .append(',')
                    .append(trial.testLoss()[epoch])
                    .append('\n');
        }
        Files.writeString(directory.resolve("metrics.csv"), csv);
        Npz.write(directory.resolve("weights.npz"), trial.weights());
        Files.writeString(directory.resolve("trial.json"), Summary.text(Summary.of(trial)));
    }

    /** Reads a trial back; what was written reads equal. */
    static TrialResult read(Path directory) throws IOException {
        JsonNode json = Summary.MAPPER.readTree(Files.readString(directory.resolve("trial.json")));
        List<String> lines = Files.readAllLines(directory.resolve("metrics.csv"), StandardCharsets.UTF_8);
        double[] train = new double[lines.size() - 1];
        double[] test = new double[lines.size() - 1];
        for (int epoch = 0; epoch < train.length; epoch++) {
            String[] cells = lines.get(epoch + 1).split(",");
            train[epoch] = Double.parseDouble(cells[1]);
            test[epoch] = Double.parseDouble(cells[2]);
        }
        SequencedMap<String, NpyArray> weights = Npz.read(directory.resolve("weights.npz"));
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
                number(json, "fresh_mse_per_dim"),
                number(json, "fresh_standard_error"),
                weights);
    }

    /** A number of the summary; NaN where it has null. */
    static double number(JsonNode json, String name) {
        return json.get(name).isNull() ? Double.NaN : json.get(name).asDouble();
    }
}
