package icd.workbench.result;

import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code summary.json}: the findings of the run, without times and places. */
public final class Summary {

    public static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The epoch whose weights training left, where that is not the last. */
    static final String WEIGHTS_EPOCH = "weights_epoch";

    private Summary() {}

    /** Returns the summary as a JSON object. */
    public static ObjectNode of(RunResult run) {
        ObjectNode summary = MAPPER.createObjectNode();
        summary.put("recipe", run.recipe().name());
        ObjectNode baselines = summary.putObject("baselines");
        for (BaselineGroups.Group group : run.recipe().baselineGroups()) {
            run.baselinesOf(group).forEach((name, result) -> {
                ObjectNode baseline = baselines.withObjectProperty(group.name()).putObject(name);
                BaselineFiles.put(baseline, result);
                place(baseline, group.at(name));
            });
        }
        ArrayNode trials = summary.putArray("trials");
        for (FinishedTrial trial : run.finished()) {
            ObjectNode entry = of(trial.result());
            for (Metric metric : Metric.values()) {
                double value = metric.of(trial).value();
                if (!entry.has(metric.named()) && !Double.isNaN(value)) {
                    put(entry, metric.named(), value);
                }
            }
            place(entry, trial.at());
            trials.add(entry);
        }
        if (!run.claims().isEmpty()) {
            ArrayNode claims = summary.putArray("claims");
            run.claims().forEach(claim -> claims.add(ClaimFiles.of(claim)));
        }
        List<Expectation> expectations = Expectation.of(run);
        if (!expectations.isEmpty()) {
            ArrayNode all = summary.putArray("expectations");
            expectations.forEach(expectation -> all.add(of(expectation)));
        }
        if (!run.failures().isEmpty()) {
            run.failures().forEach(summary.putObject("failures")::put);
        }
        return summary;
    }

    /** Writes the place of a measurement: its coordinates, numbers as numbers. */
    private static void place(ObjectNode node, Map<String, Coordinate> coordinates) {
        ObjectNode at = node.putObject("at");
        coordinates.forEach((name, value) -> {
            switch (value) {
                case Coordinate.Word word -> at.put(name, word.text());
                case Coordinate.Numeric number -> at.set(name, MAPPER.readTree(number.text()));
            }
        });
    }

    private static ObjectNode of(Expectation expectation) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("metric", expectation.spec().metric());
        ObjectNode at = node.putObject("at");
        expectation.spec().at().forEach(at::put);
        node.put("take", expectation.spec().take().name().toLowerCase(Locale.ROOT));
        node.put("relation", expectation.spec().relation().name().toLowerCase(Locale.ROOT));
        put(node, "value", expectation.spec().value());
        put(node, "tolerance", expectation.spec().tolerance());
        node.put("source", expectation.spec().source());
        put(node, "measured", expectation.measured());
        if (expectation.isExact()) {
            node.put("exact", true);
        } else {
            put(node, "standard_error", expectation.estimate().error());
        }
        if (!expectation.place().isEmpty()) {
            node.put("place", expectation.place());
        }
        if (!expectation.repeats().isEmpty()) {
            node.put("error_over", expectation.repeats());
        }
        if (!expectation.over().isEmpty()) {
            expectation.over().forEach(node.putArray("mean_over")::add);
        }
        node.put("observations", expectation.observations());
        node.put("met", expectation.met());
        return node;
    }

    static ObjectNode of(TrialResult trial) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", trial.id());
        node.put("case", trial.caseName());
        node.put("task", trial.task());
        node.put("model", trial.model());
        node.put("weight_seed", trial.weightSeed());
        node.put("data_seed", trial.dataSeed());
        node.put("epochs", trial.epochs());
        if (trial.weightsEpoch() != trial.epochs()) {
            node.put(WEIGHTS_EPOCH, trial.weightsEpoch());
        }
        if (!Double.isNaN(trial.last().train())) {
            put(node, "train_mse_per_dim", trial.last().train());
            put(node, "test_mse_per_dim", trial.last().test());
        }
        if (trial.hasModel()) {
            put(node, "fresh_mse_per_dim", trial.fresh());
            put(node, "fresh_standard_error", trial.freshStandardError());
            put(node, "alpha", trial.alpha());
            put(node, "beta", trial.beta());
            put(node, "W_PV_off_diagonal_rms", trial.last().pvRest());
            put(node, "W_KQ_off_diagonal_rms", trial.last().kqRest());
        }
        putTables(node, trial.tables());
        node.put("hash", trial.hash());
        return node;
    }

    /** Writes the columns of the tables of evaluations, where there are any. */
    static void putTables(ObjectNode node, SequencedMap<String, Table> tables) {
        tables.forEach((name, table) -> {
            ObjectNode columns = node.withObjectProperty("tables").putObject(name);
            table.coordinates().forEach(columns.putArray("coordinates")::add);
            table.values().forEach(columns.putArray("values")::add);
        });
    }

    /** Writes a number; JSON has no NaN, so that a number that was not measured is null. */
    public static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /** Returns an empty JSON object. */
    public static ObjectNode empty() {
        return MAPPER.createObjectNode();
    }

    /** Returns the object as text, with a line feed at its end. */
    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node).replace("\r\n", "\n") + "\n";
    }
}
