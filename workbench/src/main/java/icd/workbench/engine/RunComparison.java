package icd.workbench.engine;

import icd.denoise.Paired;
import icd.denoise.Score;
import icd.io.NpyArray;
import icd.kernel.Workers;
import icd.math.Estimate;
import icd.task.PromptSet;
import icd.workbench.recipe.Metric;
import icd.workbench.recipe.Prompts;
import icd.workbench.run.FinishedTrial;
import icd.workbench.run.Provenance;
import icd.workbench.run.RunFiles;
import icd.workbench.run.RunResult;
import icd.workbench.run.Summary;
import icd.workbench.run.TextTable;
import icd.workbench.tree.Differences;
import icd.workbench.tree.Differences.Change;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Problems;
import icd.workbench.tree.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

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
        List<Difference> metrics,
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
    public record Difference(
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
        List<Difference> metrics = new ArrayList<>();
        List<Weights> weights = new ArrayList<>();
        try (Workers workers = Workers.ofAllProcessors()) {
            for (Pair pair : pairs(one, other)) {
                pair.metrics(workers, metrics);
                pair.weights(weights);
            }
        }
        return new RunComparison(
                first,
                second,
                Differences.of(tree(one), tree(other)),
                Differences.of(madeBy(first), madeBy(second)),
                metrics,
                weights);
    }

    private static Mapping tree(RunResult run) {
        return mapping("recipe.yaml", run.recipe().resolved());
    }

    /** What made the results, which JSON says as YAML would. */
    private static Mapping madeBy(Path run) {
        ObjectNode provenance = Provenance.read(run);
        provenance.retain(MADE_BY);
        return mapping(Provenance.NAME, Summary.text(provenance));
    }

    private static Mapping mapping(String name, String text) {
        return (Mapping) YamlReader.readFile(name, text, new Problems());
    }

    /** Trials of one id, or where the runs have none in common and as many, those in the same place. */
    private static List<Pair> pairs(RunResult one, RunResult other) {
        List<FinishedTrial> first = one.finished();
        List<FinishedTrial> second = other.finished();
        Map<String, FinishedTrial> byId = new HashMap<>();
        second.forEach(trial -> byId.put(trial.spec().id(), trial));
        List<Pair> pairs = new ArrayList<>();
        for (FinishedTrial trial : first) {
            if (byId.get(trial.spec().id()) instanceof FinishedTrial same) {
                pairs.add(new Pair(trial, same));
            }
        }
        if (pairs.isEmpty() && first.size() == second.size()) {
            for (int i = 0; i < first.size(); i++) {
                pairs.add(new Pair(first.get(i), second.get(i)));
            }
        }
        return pairs;
    }

    private record Pair(FinishedTrial one, FinishedTrial other) {

        private String name() {
            String id = one.spec().id();
            return id.equals(other.spec().id()) ? id : id + " | " + other.spec().id();
        }

        void metrics(Workers workers, List<Difference> differences) {
            for (Metric metric : Metric.values()) {
                Estimate before = metric.of(one);
                Estimate after = metric.of(other);
                if (differ(before, after)) {
                    boolean shared = metric == Metric.FRESH && samePrompts();
                    differences.add(new Difference(
                            name(),
                            metric.named(),
                            before,
                            after,
                            shared ? paired(workers) : unpaired(before, after),
                            shared));
                }
            }
            Estimate before = best(one);
            Estimate after = best(other);
            if (differ(before, after)) {
                differences.add(
                        new Difference(name(), "best_test_mse_per_dim", before, after, unpaired(before, after), false));
            }
        }

        /** Whether both were measured, and are not the same. */
        private static boolean differ(Estimate before, Estimate after) {
            return before.value() < after.value() || before.value() > after.value();
        }

        private static Estimate best(FinishedTrial trial) {
            return Estimate.of(Arrays.stream(trial.testLoss()).min().orElse(Double.NaN));
        }

        private boolean samePrompts() {
            return one.spec().data().fresh() > 0
                    && TrialPrompts.freshKey(one.spec()).equals(TrialPrompts.freshKey(other.spec()));
        }

        private Estimate paired(Workers workers) {
            PromptSet prompts = TrialPrompts.draw(one.spec(), Prompts.FRESH, workers);
            return Paired.of(
                            other.spec().id(),
                            errors(other, prompts, workers),
                            one.spec().id(),
                            errors(one, prompts, workers),
                            prompts.n())
                    .mean();
        }

        private static double[] errors(FinishedTrial trial, PromptSet prompts, Workers workers) {
            return Score.squaredErrors(Layers.of(trial.spec(), trial.result(), "final"), prompts, workers);
        }

        private static Estimate unpaired(Estimate before, Estimate after) {
            return Estimate.of(
                    after.value() - before.value(),
                    Math.hypot(after.error(), before.error()),
                    Math.min(before.n(), after.n()));
        }

        void weights(List<Weights> weights) {
            one.result().weights().forEach((name, array) -> {
                NpyArray now = other.result().weights().get(name);
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
            for (Difference each : metrics) {
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
