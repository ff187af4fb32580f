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
 * @param words the coordinates that only the run can tell and that will be words
 * @param metrics what is found there
 */
record Foreseen(Map<String, Set<Coordinate>> at, Set<String> words, Set<String> metrics) {

    /** All that a run of these trials will find, and of the baselines that they share. */
    static List<Foreseen> of(List<TrialSpec> trials, List<BaselineGroups.Group> groups) {
        List<Foreseen> all = new ArrayList<>();
        trials.forEach(trial -> all.add(new Foreseen(
                only(trial.at()),
                Set.of(),
                Metric.of(trial).stream().map(Metric::named).collect(Collectors.toCollection(LinkedHashSet::new)))));
        groups.forEach(group -> group.baselines()
                .forEach(baseline ->
                        all.add(new Foreseen(only(group.at(baseline.name())), Set.of(), Set.of(Metric.BASELINE)))));
        for (TrialSpec trial : trials) {
            for (EvaluationSpec evaluation : trial.evaluate()) {
                Map<String, Set<Coordinate>> at = only(trial.at());
                at.put("evaluation", Set.of(Coordinate.of(evaluation.name())));
                evaluation.coordinates().forEach(coordinate -> at.put(coordinate, Set.of()));
                at.putAll(evaluation.places());
                all.add(new Foreseen(at, evaluation.words(), metrics(evaluation)));
            }
        }
        return all;
    }

    private static Map<String, Set<Coordinate>> only(Map<String, Coordinate> place) {
        Map<String, Set<Coordinate>> at = new LinkedHashMap<>();
        place.forEach((coordinate, value) -> at.put(coordinate, Set.of(value)));
        return at;
    }

    /** Standard errors are no metrics: they stay with their values. */
    private static Set<String> metrics(EvaluationSpec evaluation) {
        return evaluation.values().stream()
                .filter(value -> !value.endsWith("_error"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether it is of a trial, not of baselines. */
    boolean ofTrial() {
        return at.containsKey("trial");
    }

    /** Whether it can be at these coordinates. */
    boolean canBeAt(Map<String, String> place) {
        return place.entrySet().stream().allMatch(entry -> {
            Set<Coordinate> values = at.get(entry.getKey());
            return values != null
                    && (values.isEmpty()
                            || values.stream()
                                    .anyMatch(value -> value.toString().equals(entry.getValue())));
        });
    }

    /** Whether it has a coordinate that can be a number. */
    boolean hasNumber(String coordinate) {
        Set<Coordinate> values = at.get(coordinate);
        return values != null
                && (values.isEmpty()
                        ? !words.contains(coordinate)
                        : values.stream().anyMatch(Coordinate.Numeric.class::isInstance));
    }

    /** The values that a coordinate can have; none where only the run can tell. */
    static Set<String> values(List<Foreseen> all, String coordinate) {
        List<Set<Coordinate>> known = all.stream()
                .filter(each -> each.at().containsKey(coordinate))
                .map(each -> each.at().get(coordinate))
                .toList();
        return known.stream().anyMatch(Set::isEmpty)
                ? Set.of()
                : known.stream().flatMap(Set::stream).map(Coordinate::toString).collect(Collectors.toSet());
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
