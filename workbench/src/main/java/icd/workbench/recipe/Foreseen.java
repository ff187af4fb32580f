package icd.workbench.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Numbers that a run will find, as far as the recipe tells: those of one trial, of one of its evaluations, or of the baselines
 * that trials share.
 *
 * @param at where: coordinates, each with the values it can have; none where only the run can tell
 * @param metrics what is found there
 */
record Foreseen(Map<String, Set<String>> at, Set<String> metrics) {

    private static final String TRIAL = "trial";

    /** All that a run of these trials will find. */
    static List<Foreseen> of(List<TrialSpec> trials) {
        List<Foreseen> all = new ArrayList<>();
        trials.forEach(trial -> all.add(new Foreseen(place(trial), Metrics.of(trial))));
        BaselineGroups.of(trials)
                .forEach(group -> group.baselines().forEach(baseline -> all.add(baseline(group, baseline.name()))));
        for (TrialSpec trial : trials) {
            for (EvaluationSpec evaluation : trial.evaluate()) {
                Map<String, Set<String>> at = place(trial);
                at.put("evaluation", Set.of(evaluation.name()));
                evaluation.coordinates().forEach(coordinate -> at.put(coordinate, Set.of()));
                at.putAll(evaluation.places());
                all.add(new Foreseen(at, metrics(evaluation)));
            }
        }
        return all;
    }

    private static Map<String, Set<String>> place(TrialSpec trial) {
        Map<String, Set<String>> at = new LinkedHashMap<>();
        at.put("case", Set.of(trial.label()));
        at.put("model", Set.of(Metrics.model(trial)));
        at.put(TRIAL, Set.of(trial.id()));
        trial.axes().forEach((axis, value) -> at.put(axis, Set.of(value)));
        return at;
    }

    private static Foreseen baseline(BaselineGroups.Group group, String baseline) {
        Map<String, Set<String>> at = new LinkedHashMap<>();
        at.put("case", Set.of(group.first().label()));
        at.put("model", Set.of(baseline));
        group.coordinates(baseline).forEach((axis, value) -> at.put(axis, Set.of(value)));
        return new Foreseen(at, Set.of(Metrics.BASELINE));
    }

    /** Standard errors are no metrics: they stay with their values. */
    private static Set<String> metrics(EvaluationSpec evaluation) {
        return evaluation.values().stream()
                .filter(value -> !value.endsWith("_error"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether it is of a trial, not of baselines. */
    boolean ofTrial() {
        return at.containsKey(TRIAL);
    }

    /** Whether it can be at these coordinates. */
    boolean canBeAt(Map<String, String> place) {
        return place.entrySet().stream().allMatch(entry -> {
            Set<String> values = at.get(entry.getKey());
            return values != null && (values.isEmpty() || values.contains(entry.getValue()));
        });
    }

    /** Whether it has a coordinate that can be a number. */
    boolean hasNumber(String coordinate) {
        Set<String> values = at.get(coordinate);
        return values != null && (values.isEmpty() || values.stream().anyMatch(Foreseen::isNumber));
    }

    private static boolean isNumber(String text) {
        try {
            return !Double.isNaN(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The values that a coordinate can have; none where only the run can tell. */
    static Set<String> values(List<Foreseen> all, String coordinate) {
        List<Set<String>> known = all.stream()
                .filter(each -> each.at().containsKey(coordinate))
                .map(each -> each.at().get(coordinate))
                .toList();
        return known.stream().anyMatch(Set::isEmpty)
                ? Set.of()
                : known.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** The names of what is found. */
    static Set<String> metrics(List<Foreseen> all) {
        return names(all.stream().map(Foreseen::metrics));
    }

    /** The coordinates of what is found. */
    static Set<String> coordinates(List<Foreseen> all) {
        return names(all.stream().map(each -> each.at().keySet()));
    }

    private static Set<String> names(Stream<Set<String>> sets) {
        return sets.flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
