package icd.workbench.comparison;

import icd.claim.Finding;
import icd.kernel.Workers;
import icd.math.Digits;
import icd.math.Estimate;
import icd.math.Interval;
import icd.workbench.recipe.Coordinate;
import icd.workbench.result.ClaimResult;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.Measured;
import icd.workbench.result.Observations;
import icd.workbench.result.RunResult;
import icd.workbench.result.Summary;
import icd.workbench.result.TextTable;
import icd.workbench.result.TrialResult;
import icd.workbench.run.Provenance;
import icd.workbench.run.RunFiles;
import icd.workbench.tree.Differences;
import icd.workbench.tree.Differences.Change;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Problems;
import icd.workbench.tree.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The differences between two runs; empty where they are runs of the same.
 *
 * @param first the directory of the first run
 * @param second the directory of the second run
 * @param recipe the keys of the resolved recipes that differ
 * @param provenance differences in the program and machine behind the results, without times
 * @param onlyFirst ids of trials that only the first run has
 * @param onlySecond ids of trials that only the second run has
 * @param failedFirst failures in the first run alone, or different from those in the second: the reasons, which begin
 *     with the name of the failed part
 * @param failedSecond the same for the second run
 * @param metrics numbers that both runs have
 * @param weights layers that both runs have
 */
public record RunComparison(
        Path first,
        Path second,
        SequencedMap<String, Change> recipe,
        SequencedMap<String, Change> provenance,
        List<String> onlyFirst,
        List<String> onlySecond,
        List<String> failedFirst,
        List<String> failedSecond,
        List<Difference> metrics,
        List<Weights> weights) {

    /** The headings of the columns of {@link #numbers}. */
    public static final List<String> NUMBERS = List.of(
            "where",
            "metric",
            "mean over",
            "first",
            "second",
            "difference",
            "± s.e.",
            "95 % (t)",
            "95 % (bootstrap)",
            "paired prompts");

    /** The headings of the columns of {@link #layers}. */
    public static final List<String> LAYERS = List.of("where", "weights", "cosine", "distance");

    /** The meaning of the columns of {@link #NUMBERS}, as sentences. */
    public static final String NUMBERS_SAY =
            "Where both runs were measured on the same prompts, the difference is the mean of the differences prompt by prompt, and ± s.e."
                    + " is the standard error of that mean; elsewhere ± s.e. takes the two numbers for independent. A mean over repeats is"
                    + " the mean of the differences trial by trial. Intervals are Student's t, and the bootstrap over these prompts or"
                    + " repeats.";

    static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    /** The facts of the provenance that may affect numbers or their origin. */
    private static final List<String> MADE_BY = List.of("workbench", "machine", "jars");

    /** The largest number of numbers in the text for people; the page and JSON have all. */
    private static final int SHOWN = 200;

    private static final int NAMED = 8;

    /**
     * A number in both runs.
     *
     * @param where the trial or the trials, or the baseline and the coordinates, at which both have it
     * @param over the repeats over which it is a mean; empty for a single number
     * @param difference the second minus the first. Where the prompts are shared it is the mean of the differences
     *     prompt by prompt, with its standard error; elsewhere its error is that of two independent numbers, where both are
     *     known
     * @param pairs the number of prompts that both were measured on; 0 where none are shared
     * @param bootstrap the interval of a paired difference at 95 % by the bootstrap; unknown for other differences
     */
    public record Difference(
            String where,
            String over,
            String metric,
            Estimate before,
            Estimate after,
            Estimate difference,
            long pairs,
            Interval bootstrap) {

        /** Returns whether both were measured, and are not the same. */
        boolean differs() {
            return differ(before, after);
        }
    }

    /**
     * A weight of both runs: the cosine of the angle between them, and their distance divided by the length of the
     * first.
     */
    public record Weights(String trials, String name, double cosine, double distance) {}

    /** Copies the lists. */
    public RunComparison {
        onlyFirst = List.copyOf(onlyFirst);
        onlySecond = List.copyOf(onlySecond);
        failedFirst = List.copyOf(failedFirst);
        failedSecond = List.copyOf(failedSecond);
        metrics = List.copyOf(metrics);
        weights = List.copyOf(weights);
    }

    /**
     * Compares two finished runs. Trials with the same id are compared or, where the runs share no id and have equally
     * many trials, those in the same place.
     *
     * @throws icd.workbench.piece.UnusablePathException if one is damaged or no run
     */
    public static RunComparison of(Path first, Path second) {
        RunResult one = RunFiles.read(first);
        RunResult other = RunFiles.read(second);
        List<TrialPair> pairs = pairs(one.finished(), other.finished());
        List<Difference> metrics = new ArrayList<>();
        List<Weights> weights = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        try (Workers workers = Workers.ofAllProcessors()) {
            TrialPair.Drawn drawn = new TrialPair.Drawn(workers);
            List<SequencedMap<String, Difference>> numbers = new ArrayList<>();
            for (TrialPair pair : pairs) {
                numbers.add(pair.metrics(drawn));
                pair.weights(weights);
                names.put(pair.other().spec().id(), pair.one().spec().id());
            }
            metrics.addAll(Means.of(one, other, pairs, numbers));
            numbers.forEach(
                    of -> of.values().stream().filter(Difference::differs).forEach(metrics::add));
        }
        SequencedMap<String, Estimate> after = others(other, names);
        others(one, Map.of()).forEach((name, before) -> {
            Estimate now = after.get(name);
            if (now != null && differ(before, now)) {
                int end = name.lastIndexOf('\n');
                metrics.add(unpaired(name.substring(0, end), name.substring(end + 1), before, now));
            }
        });
        Set<String> leftBehind = ids(one);
        Set<String> added = ids(other);
        pairs.forEach(pair -> {
            leftBehind.remove(pair.one().spec().id());
            added.remove(pair.other().spec().id());
        });
        return new RunComparison(
                first,
                second,
                Differences.of(tree(one), tree(other)),
                Differences.of(madeBy(first), madeBy(second)),
                List.copyOf(leftBehind),
                List.copyOf(added),
                failed(one, other),
                failed(other, one),
                metrics,
                weights);
    }

    private static List<String> failed(RunResult run, RunResult other) {
        return run.failures().entrySet().stream()
                .filter(failure -> !failure.getValue().equals(other.failures().get(failure.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Set<String> ids(RunResult run) {
        return run.trials().stream().map(TrialResult::id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Mapping tree(RunResult run) {
        return mapping("recipe.yaml", run.recipe().resolved());
    }

    /** Reads the facts of the provenance; JSON is YAML too. */
    private static Mapping madeBy(Path run) {
        ObjectNode provenance = Provenance.read(run);
        provenance.retain(MADE_BY);
        return mapping(Provenance.NAME, Summary.text(provenance));
    }

    private static Mapping mapping(String name, String text) {
        return (Mapping) YamlReader.readFile(name, text, new Problems());
    }

    private static List<TrialPair> pairs(List<FinishedTrial> first, List<FinishedTrial> second) {
        Map<String, FinishedTrial> byId = new HashMap<>();
        second.forEach(trial -> byId.put(trial.spec().id(), trial));
        List<TrialPair> pairs = first.stream()
                .filter(trial -> byId.containsKey(trial.spec().id()))
                .map(trial -> new TrialPair(trial, byId.get(trial.spec().id())))
                .toList();
        return pairs.isEmpty() && first.size() == second.size()
                ? IntStream.range(0, first.size())
                        .mapToObj(i -> new TrialPair(first.get(i), second.get(i)))
                        .toList()
                : pairs;
    }

    /**
     * Returns the numbers that do not belong to trials themselves, but to baselines, evaluations and claims. Keys are
     * place and metric with a line break between.
     *
     * @param names maps names of trials that are compared with one of another id to the name of the pair
     */
    private static SequencedMap<String, Estimate> others(RunResult run, Map<String, String> names) {
        SequencedMap<String, Estimate> others = new LinkedHashMap<>();
        Map<String, Set<String>> own = new HashMap<>();
        run.finished().forEach(trial -> own.put(trial.spec().id(), trial.at().keySet()));
        for (Measured each : Observations.of(run)) {
            Map<String, Coordinate> at = new LinkedHashMap<>(each.at());
            String where = "";
            if (at.remove("trial") instanceof Coordinate trial) {
                if (!at.containsKey("evaluation")) {
                    continue;
                }
                at.keySet().removeAll(own.get(trial.toString()));
                where = names.getOrDefault(trial.toString(), trial.toString()) + ", ";
            }
            put(
                    others,
                    where
                            + at.entrySet().stream()
                                    .map(entry -> entry.getKey() + " " + entry.getValue())
                                    .collect(Collectors.joining(", ")),
                    each.metric(),
                    each.estimate());
        }
        for (ClaimResult claim : run.claims()) {
            for (Finding finding : claim.verdict().findings()) {
                Estimate found = Estimate.of(finding.measured(), finding.error(), 0);
                put(others, "claim " + claim.claim().id(), finding.what(), found);
            }
        }
        return others;
    }

    /** Adds an estimate; the second in one place has {@code #2} behind the place, and so on. */
    private static void put(Map<String, Estimate> all, String where, String metric, Estimate estimate) {
        String place = where;
        for (int i = 2; all.putIfAbsent(place + '\n' + metric, estimate) != null; i++) {
            place = where + " #" + i;
        }
    }

    /** Returns whether both were measured, and are not the same. */
    static boolean differ(Estimate before, Estimate after) {
        return before.value() < after.value() || before.value() > after.value();
    }

    /** Returns the difference of two independent numbers. */
    static Difference unpaired(String where, String metric, Estimate before, Estimate after) {
        double error = Math.hypot(after.error(), before.error());
        long n = Math.min(before.n(), after.n());
        return new Difference(
                where, "", metric, before, after, Estimate.of(after.value() - before.value(), error, n), 0, UNKNOWN);
    }

    /** Returns whether they agree in everything that is compared. */
    public boolean isEmpty() {
        return recipe.isEmpty()
                && provenance.isEmpty()
                && onlyFirst.isEmpty()
                && onlySecond.isEmpty()
                && failedFirst.isEmpty()
                && failedSecond.isEmpty()
                && metrics.isEmpty()
                && weights.isEmpty();
    }

    /** Returns the cells of {@link #NUMBERS} for each number. */
    public List<List<String>> numbers() {
        return metrics.stream().map(RunComparison::cells).toList();
    }

    private static List<String> cells(Difference each) {
        Estimate difference = each.difference();
        double half = difference.halfWidth(0.95);
        boolean known = Double.isFinite(half);
        return List.of(
                each.where(),
                each.metric(),
                each.over(),
                Digits.of(each.before().value(), 5),
                Digits.of(each.after().value(), 5),
                Digits.signed(difference.value(), 4),
                Double.isFinite(difference.error()) ? Digits.of(difference.error(), 2) : "",
                known
                        ? Digits.signed(difference.value() - half, 4) + " to "
                                + Digits.signed(difference.value() + half, 4)
                        : "",
                each.bootstrap().isKnown()
                        ? Digits.signed(each.bootstrap().low(), 4) + " to "
                                + Digits.signed(each.bootstrap().high(), 4)
                        : "",
                each.pairs() == 0 ? "" : Long.toString(each.pairs()));
    }

    /** Returns the cells of {@link #LAYERS} for each weight. */
    public List<List<String>> layers() {
        return weights.stream()
                .map(each ->
                        List.of(each.trials(), each.name(), Digits.of(each.cosine(), 5), Digits.of(each.distance(), 5)))
                .toList();
    }

    /** Returns all differences, for people; empty where there are none. */
    @Override
    public String toString() {
        String line = System.lineSeparator();
        StringBuilder text = new StringBuilder();
        recipe.forEach(
                (key, change) -> text.append(key).append(": ").append(change).append(line));
        provenance.forEach(
                (fact, change) -> text.append(fact).append(": ").append(change).append(line));
        if (!onlyFirst.isEmpty()) {
            text.append("only in the first: ").append(some(onlyFirst)).append(line);
        }
        if (!onlySecond.isEmpty()) {
            text.append("only in the second: ").append(some(onlySecond)).append(line);
        }
        failedFirst.forEach(
                failure -> text.append("failed in the first: ").append(failure).append(line));
        failedSecond.forEach(
                failure -> text.append("failed in the second: ").append(failure).append(line));
        table(text, NUMBERS, 3, numbers());
        if (!metrics.isEmpty()) {
            text.append(NUMBERS_SAY).append(line);
        }
        table(text, LAYERS, 2, layers());
        return text.toString();
    }

    private static void table(StringBuilder text, List<String> header, int words, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            TextTable table = new TextTable(header, words);
            rows.stream().limit(SHOWN).forEach(table::add);
            text.append(table);
            if (rows.size() > SHOWN) {
                text.append("and ")
                        .append(rows.size() - SHOWN)
                        .append(" more, which --html and --json show")
                        .append(System.lineSeparator());
            }
        }
    }

    /** Returns the first of many in a line. */
    public static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(names.size(), NAMED)))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }
}
