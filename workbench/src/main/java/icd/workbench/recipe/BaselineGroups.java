package icd.workbench.recipe;

import icd.denoise.Baseline;
import icd.task.FixedTransform;
import icd.task.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decides which trials share which baselines: a baseline is measured once for all trials that agree in everything it
 * depends on.
 */
public final class BaselineGroups {

    /** The keys of the data on which draws without a context depend. */
    private static final List<String> OF_DRAWS = List.of("n", "baseline_draws", "seed");

    /** The axes on which no baseline depends. */
    private static final List<String> OF_LAYERS = List.of("model.", "evaluate.");

    /**
     * The baselines of trials that share them.
     *
     * @param name the case's name; where a case has several groups, the name of each but the first is the case's, a
     *     slash and the first trial's id, and where that is taken too, another slash and a number
     * @param trials at least one
     * @param baselines at least one, each of which all of the trials have
     * @param shared the axis values in which no two of the trials differ
     */
    public record Group(
            String name, List<TrialSpec> trials, List<Baseline> baselines, SequencedMap<String, Coordinate> shared) {

        /** Copies the lists and the map. */
        public Group {
            trials = List.copyOf(trials);
            baselines = List.copyOf(baselines);
            shared = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(shared));
        }

        static Group of(String name, List<TrialSpec> trials, List<Baseline> baselines) {
            SequencedMap<String, Coordinate> shared =
                    new LinkedHashMap<>(trials.getFirst().axes());
            trials.forEach(trial -> shared.entrySet()
                    .removeIf(axis -> !axis.getValue().equals(trial.axes().get(axis.getKey()))));
            return new Group(name, trials, baselines, shared);
        }

        /** Returns the first of its trials. */
        public TrialSpec first() {
            return trials.getFirst();
        }

        /** Returns its name as a file name. */
        public String id() {
            return fileName(name);
        }

        /**
         * Returns the keys of the data on which they depend; empty where one is measured on prompts, which depend on
         * all keys.
         */
        Optional<Set<String>> dataKeys() {
            Set<String> keys = new LinkedHashSet<>();
            for (Baseline baseline : baselines) {
                Optional<List<String>> own = BaselineGroups.dataKeys(baseline, first());
                if (own.isEmpty()) {
                    return Optional.empty();
                }
                keys.addAll(own.get());
            }
            return Optional.of(keys);
        }

        /** Returns everything that determines the results, as canonical text. */
        public String determining() {
            return new Determining().baselines(this);
        }

        /** Returns the coordinates of a baseline: the case, its name, and the axis values on which it depends. */
        public SequencedMap<String, Coordinate> at(String baseline) {
            SequencedMap<String, Coordinate> at = new LinkedHashMap<>();
            at.put("case", Coordinate.of(first().label()));
            at.put("model", Coordinate.of(baseline));
            at.putAll(coordinates(baseline));
            return at;
        }

        /**
         * Returns the axis values on which a baseline depends: those in which no two trials differ, without axes of
         * layers and, for baselines that are known or measured without a context, without axes of prompts.
         *
         * @param baseline the name of the baseline
         */
        public SequencedMap<String, Coordinate> coordinates(String baseline) {
            Optional<List<String>> keys = baselines.stream()
                    .filter(each -> each.name().equals(baseline))
                    .findFirst()
                    .flatMap(each -> BaselineGroups.dataKeys(each, first()));
            SequencedMap<String, Coordinate> at = new LinkedHashMap<>(shared);
            at.keySet().removeIf(axis -> !isOfPrompts(axis) || keys.isPresent() && !isOf(keys.get(), axis));
            return at;
        }
    }

    /** The values on which a baseline depends. */
    private record Inputs(String label, Task task, Optional<FixedTransform> transform, Object data, Baseline baseline) {

        static Inputs of(Baseline baseline, TrialSpec trial) {
            DataSpec data = trial.data();
            return new Inputs(
                    trial.label(),
                    trial.task(),
                    trial.transform(),
                    dataKeys(baseline, trial)
                            .<Object>map(keys -> keys.stream()
                                    .map(key -> switch (key) {
                                        case "n" -> data.n();
                                        case "L" -> data.L();
                                        case "seed" -> data.seed();
                                        default -> data.baselineDraws();
                                    })
                                    .toList())
                            .orElse(List.of(data, trial.precision())),
                    baseline);
        }
    }

    private BaselineGroups() {}

    /** Returns the keys of the data on which a baseline depends; empty where it depends on all. */
    private static Optional<List<String>> dataKeys(Baseline baseline, TrialSpec trial) {
        if (trial.isExact(baseline)) {
            return Optional.of(baseline.needsContext() ? List.of("n", "L") : List.of("n"));
        }
        boolean alone = !trial.isOfPrompts(baseline)
                && baseline.trainingPrompts(trial.data().n()) == 0;
        return alone ? Optional.of(OF_DRAWS) : Optional.empty();
    }

    /** Returns whether trials that differ in an axis have different prompts, or the same in another precision. */
    public static boolean isOfPrompts(String axis) {
        return OF_LAYERS.stream().noneMatch(axis::startsWith)
                && (!axis.startsWith("training.") || axis.equals("training.precision"));
    }

    private static boolean isOf(List<String> dataKeys, String axis) {
        return !axis.startsWith("training.")
                && (!axis.startsWith("data.") || dataKeys.contains(axis.substring("data.".length())));
    }

    /** Returns the groups, in the order of their first trials. */
    public static List<Group> of(List<TrialSpec> trials) {
        SequencedMap<Inputs, List<TrialSpec>> byInputs = new LinkedHashMap<>();
        for (TrialSpec trial : trials) {
            for (Baseline baseline : new LinkedHashSet<>(trial.baselines())) {
                byInputs.computeIfAbsent(Inputs.of(baseline, trial), _ -> new ArrayList<>())
                        .add(trial);
            }
        }
        SequencedMap<SequencedSet<String>, List<Inputs>> alike = new LinkedHashMap<>();
        byInputs.forEach((inputs, of) -> {
            SequencedSet<String> ids = new LinkedHashSet<>();
            of.forEach(trial -> ids.add(trial.id()));
            alike.computeIfAbsent(ids, _ -> new ArrayList<>()).add(inputs);
        });
        List<Group> groups = new ArrayList<>();
        Set<String> files = new HashSet<>();
        for (Map.Entry<SequencedSet<String>, List<Inputs>> each : alike.entrySet()) {
            List<TrialSpec> of = byInputs.get(each.getValue().getFirst());
            String label = of.getFirst().label();
            String numbered = label + "/" + of.getFirst().id();
            String name = Stream.concat(
                            Stream.of(label, numbered),
                            IntStream.iterate(2, i -> i + 1).mapToObj(i -> numbered + "/" + i))
                    .filter(candidate -> files.add(fileName(candidate).toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow();
            groups.add(Group.of(
                    name, of, each.getValue().stream().map(Inputs::baseline).toList()));
        }
        return groups;
    }

    private static String fileName(String name) {
        return name.replace('/', '-');
    }
}
