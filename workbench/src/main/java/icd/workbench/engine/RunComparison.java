package icd.workbench.engine;

import icd.denoise.Paired;
import icd.denoise.Score;
import icd.io.NpyArray;
import icd.kernel.Workers;
import icd.math.Estimate;
import icd.task.PromptSet;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Prompts;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Measured;
import icd.workbench.run.Observations;
import icd.workbench.run.Provenance;
import icd.workbench.run.RunFiles;
import icd.workbench.run.RunResult;
import icd.workbench.run.TextTable;
import icd.workbench.run.TrialResult;
import icd.workbench.tree.Differences;
import icd.workbench.tree.Differences.Change;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Problems;
import icd.workbench.tree.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * In what two runs differ; empty where they are runs of the same.
 *
 * @param first the directory of the one
 * @param second the directory of the other
 * @param recipe keys of the resolved recipes
 * @param provenance what made the results, but for times
 * @param metrics numbers that both have
 * @param weights layers that both have
 */
public record RunComparison(
        Path first,
        Path second,
        SequencedMap<String, Change> recipe,
        SequencedMap<String, Change> provenance,
        List<Metric> metrics,
        List<Weights> weights) {

    /** Of the provenance, what may change numbers or how they came about. */
    private static final List<String> MADE_BY = List.of("workbench", "machine", "jars");

    /**
     * A number in both runs.
     *
     * @param trials the trials, of the first and of the second
     * @param difference the second less the first; its error is that of the differences prompt by prompt where the prompts are shared
     * @param shared whether they are
     */
    public record Metric(
            String trials, String metric, Estimate before, Estimate after, Estimate difference, boolean shared) {}

    /** A weight of both runs: the cosine of the angle between them, and their distance over the length of the first. */
    public record Weights(String trials, String name, double cosine, double distance) {}

    /** Copies the lists. */
    public RunComparison {
        metrics = List.copyOf(metrics);
        weights = List.copyOf(weights);
    }

    /**
     * Compares two finished runs.
     *
     * @throws icd.workbench.run.UnusablePathException if one is damaged or no run
     */
    public static RunComparison of(Path first, Path second) {
        RunResult one = RunFiles.read(first);
        RunResult other = RunFiles.read(second);
        List<Metric> metrics = new ArrayList<>();
        List<Weights> weights = new ArrayList<>();
        try (Workers workers = Workers.ofAllProcessors()) {
            for (Pair pair : pairs(one, other)) {
                pair.metrics(one, other, workers, metrics);
                pair.weights(weights);
            }
        }
        return new RunComparison(
                first, second, Differences.of(tree(one), tree(other)), provenance(first, second), metrics, weights);
    }

    private static Mapping tree(RunResult run) {
        return (Mapping) YamlReader.readFile("recipe.yaml", run.recipe().resolved(), new Problems());
    }

    private static SequencedMap<String, Change> provenance(Path first, Path second) {
        SequencedMap<String, Change> changes = new LinkedHashMap<>();
        Map<String, String> one = facts(first);
        Map<String, String> other = facts(second);
        one.forEach((fact, value) -> {
            if (!value.equals(other.get(fact))) {
                changes.put(fact, new Change(Optional.of(value), Optional.ofNullable(other.get(fact))));
            }
        });
        other.forEach((fact, value) -> {
            if (!one.containsKey(fact)) {
                changes.put(fact, new Change(Optional.empty(), Optional.of(value)));
            }
        });
        return changes;
    }

    private static Map<String, String> facts(Path run) {
        Map<String, String> facts = new LinkedHashMap<>();
        MADE_BY.forEach(part -> Provenance.read(run)
                .path(part)
                .properties()
                .forEach(fact ->
                        facts.put(part + "." + fact.getKey(), fact.getValue().toString())));
        return facts;
    }

    /** Trials of one id, or where the runs have none in common and as many, those in the same place. */
    private static List<Pair> pairs(RunResult one, RunResult other) {
        Map<String, TrialResult> byId = new HashMap<>();
        other.trials().forEach(trial -> byId.put(trial.id(), trial));
        List<Pair> pairs = new ArrayList<>();
        for (TrialResult trial : one.trials()) {
            if (byId.get(trial.id()) instanceof TrialResult same) {
                pairs.add(new Pair(spec(one, trial), trial, spec(other, same), same));
            }
        }
        if (pairs.isEmpty() && one.trials().size() == other.trials().size()) {
            for (int i = 0; i < one.trials().size(); i++) {
                TrialResult a = one.trials().get(i);
                TrialResult b = other.trials().get(i);
                pairs.add(new Pair(spec(one, a), a, spec(other, b), b));
            }
        }
        return pairs;
    }

    private static TrialSpec spec(RunResult run, TrialResult trial) {
        return run.recipe().trials().stream()
                .filter(spec -> spec.id().equals(trial.id()))
                .findFirst()
                .orElseThrow();
    }

    private record Pair(TrialSpec spec, TrialResult result, TrialSpec otherSpec, TrialResult other) {

        private String name() {
            return result.id().equals(other.id()) ? result.id() : result.id() + " | " + other.id();
        }

        void metrics(RunResult one, RunResult two, Workers workers, List<Metric> metrics) {
            Map<String, Estimate> before = numbers(one, result);
            Map<String, Estimate> after = numbers(two, other);
            before.forEach((metric, value) -> {
                Estimate now = after.get(metric);
                if (now != null && now.value() != value.value()) {
                    boolean shared = metric.equals("fresh_mse_per_dim") && samePrompts();
                    Estimate difference = shared ? paired(workers) : unpaired(value, now);
                    metrics.add(new Metric(name(), metric, value, now, difference, shared));
                }
            });
        }

        private static Map<String, Estimate> numbers(RunResult run, TrialResult trial) {
            Map<String, Estimate> numbers = new LinkedHashMap<>();
            for (Measured each : Observations.of(run)) {
                if (Coordinate.of(trial.id()).equals(each.at().get("trial"))
                        && !each.at().containsKey("evaluation")) {
                    numbers.put(each.metric(), each.estimate());
                }
            }
            if (trial.epochs() > 0) {
                numbers.put(
                        "best_test_mse_per_dim",
                        Estimate.of(Arrays.stream(trial.testLoss()).min().orElseThrow()));
            }
            return numbers;
        }

        private boolean samePrompts() {
            return spec.data().fresh() > 0 && TrialPrompts.freshKey(spec).equals(TrialPrompts.freshKey(otherSpec));
        }

        private Estimate paired(Workers workers) {
            PromptSet prompts = TrialPrompts.draw(spec, Prompts.FRESH, workers);
            return Paired.of(
                            other.id(),
                            Score.squaredErrors(Layers.of(otherSpec, other, "final"), prompts, workers),
                            result.id(),
                            Score.squaredErrors(Layers.of(spec, result, "final"), prompts, workers),
                            prompts.n())
                    .mean();
        }

        private static Estimate unpaired(Estimate before, Estimate after) {
            return Estimate.of(
                    after.value() - before.value(),
                    Math.hypot(after.error(), before.error()),
                    Math.min(before.n(), after.n()));
        }

        void weights(List<Weights> weights) {
            result.weights().forEach((name, array) -> {
                NpyArray now = other.weights().get(name);
                if (name.endsWith("_final")
                        && now != null
                        && Arrays.equals(array.shape(), now.shape())
                        && !Arrays.equals(array.doubles(), now.doubles())) {
                    double[] a = array.doubles();
                    double[] b = now.doubles();
                    double dot = 0;
                    double ofA = 0;
                    double ofB = 0;
                    double apart = 0;
                    for (int i = 0; i < a.length; i++) {
                        dot += a[i] * b[i];
                        ofA += a[i] * a[i];
                        ofB += b[i] * b[i];
                        apart += (a[i] - b[i]) * (a[i] - b[i]);
                    }
                    weights.add(new Weights(name(), name, dot / Math.sqrt(ofA * ofB), Math.sqrt(apart / ofA)));
                }
            });
        }
    }

    /** Whether they do not differ in anything that is compared. */
    public boolean isEmpty() {
        return recipe.isEmpty() && provenance.isEmpty() && metrics.isEmpty() && weights.isEmpty();
    }

    /** What differs, for people; nothing where nothing does. */
    @Override
    public String toString() {
        String line = System.lineSeparator();
        StringBuilder text = new StringBuilder();
        recipe.forEach(
                (key, change) -> text.append(key).append(": ").append(change).append(line));
        provenance.forEach(
                (fact, change) -> text.append(fact).append(": ").append(change).append(line));
        if (!metrics.isEmpty()) {
            TextTable table =
                    new TextTable(List.of("trial", "metric", "first", "second", "difference", "± s.e.", "95 %"), 2);
            for (Metric each : metrics) {
                Estimate difference = each.difference();
                double half = difference.halfWidth(0.95);
                boolean known = Double.isFinite(half);
                table.add(List.of(
                        each.trials(),
                        each.metric(),
                        number(each.before().value()),
                        number(each.after().value()),
                        signed(difference.value()),
                        known
                                ? String.format(
                                        Locale.ROOT, "%.2g%s", difference.error(), each.shared() ? " paired" : "")
                                : "",
                        known ? signed(difference.value() - half) + " to " + signed(difference.value() + half) : ""));
            }
            text.append(table);
        }
        if (!weights.isEmpty()) {
            TextTable table = new TextTable(List.of("trial", "weights", "cosine", "distance"), 2);
            weights.forEach(each ->
                    table.add(List.of(each.trials(), each.name(), number(each.cosine()), number(each.distance()))));
            text.append(table);
        }
        return text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4g", value);
    }
}
