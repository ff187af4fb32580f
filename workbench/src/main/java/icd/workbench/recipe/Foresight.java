package icd.workbench.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The numbers that a run of a recipe will find, as far as the recipe tells. */
public final class Foresight {

    /**
     * The numbers of one trial, of one of its evaluations, or of the baselines that trials share.
     *
     * @param at the place: coordinates, each with its possible values; none where only the run can tell
     * @param words the coordinates that will be words and that only the run can tell
     * @param metrics the metrics found there
     */
    private record Numbers(Map<String, Set<Coordinate>> at, Set<String> words, Set<String> metrics) {

        /** Returns whether they belong to a trial, not to baselines. */
        boolean ofTrial() {
            return at.containsKey("trial");
        }

        boolean canBeAt(Map<String, String> place) {
            return place.entrySet().stream().allMatch(entry -> {
                Set<Coordinate> values = at.get(entry.getKey());
                return values != null
                        && (values.isEmpty()
                                || values.stream()
                                        .anyMatch(value -> value.toString().equals(entry.getValue())));
            });
        }

        /** Returns whether they have a coordinate that can be a number. */
        boolean hasNumber(String coordinate) {
            Set<Coordinate> values = at.get(coordinate);
            return values != null
                    && (values.isEmpty()
                            ? !words.contains(coordinate)
                            : values.stream().anyMatch(Coordinate.Numeric.class::isInstance));
        }
    }

    private final List<Numbers> all = new ArrayList<>();
    private final Set<String> metrics = new LinkedHashSet<>();
    private final Set<String> coordinates = new LinkedHashSet<>();

    /** Finds the numbers of a run of these trials, and of the baselines that they share. */
    private Foresight(List<TrialSpec> trials, List<BaselineGroups.Group> groups) {
        trials.forEach(trial -> add(only(trial.at()), Set.of(), names(Metric.of(trial))));
        groups.forEach(group -> group.baselines()
                .forEach(baseline -> add(only(group.at(baseline.name())), Set.of(), Set.of(Metric.BASELINE))));
        for (TrialSpec trial : trials) {
            if (trial.training().isPresent()) {
                Map<String, Set<Coordinate>> along = only(trial.at());
                along.put(Metric.EPOCH, Set.of());
                add(along, Set.of(), names(Metric.alongEpochs(trial)));
            }
            for (EvaluationSpec evaluation : trial.evaluate()) {
                Map<String, Set<Coordinate>> at = only(trial.at());
                at.put("evaluation", Set.of(Coordinate.of(evaluation.name())));
                evaluation.coordinates().forEach(coordinate -> at.put(coordinate, Set.of()));
                at.putAll(evaluation.places());
                add(at, evaluation.words(), metrics(evaluation));
            }
        }
    }

    private static Set<String> names(List<Metric> found) {
        return found.stream().map(Metric::named).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void add(Map<String, Set<Coordinate>> at, Set<String> words, Set<String> found) {
        all.add(new Numbers(at, words, found));
        metrics.addAll(found);
        coordinates.addAll(at.keySet());
    }

    private static Map<String, Set<Coordinate>> only(Map<String, Coordinate> place) {
        Map<String, Set<Coordinate>> at = new LinkedHashMap<>();
        place.forEach((coordinate, value) -> at.put(coordinate, Set.of(value)));
        return at;
    }

    /** Returns the metrics of an evaluation; standard errors are no metrics, as they stay with their values. */
    private static Set<String> metrics(EvaluationSpec evaluation) {
        return evaluation.values().stream()
                .filter(value -> !value.endsWith("_error"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the numbers that a run of a recipe will find. */
    public static Foresight of(Recipe recipe) {
        return new Foresight(recipe.trials(), recipe.baselineGroups());
    }

    /** Returns the names of the metrics. */
    public Set<String> metrics() {
        return Collections.unmodifiableSet(metrics);
    }

    /** Returns whether a metric is found at these coordinates. */
    boolean finds(String metric, Map<String, String> at) {
        return all.stream().anyMatch(each -> each.metrics().contains(metric) && each.canBeAt(at));
    }

    /** Whether a trial finds some metrics together at these coordinates, with a number for x and a value for the series. */
    public boolean isDrawn(List<String> metrics, Map<String, String> at, String x, String series) {
        return all.stream()
                .anyMatch(each -> each.ofTrial()
                        && each.metrics().containsAll(metrics)
                        && each.canBeAt(at)
                        && each.hasNumber(x)
                        && each.at().containsKey(series));
    }

    /** Reports a metric at a path that a run does not find. */
    public void metric(Findings found, String path, String name) {
        found.unless(metrics, path, "metric", name);
    }

    /** Reports a coordinate at a path that no number of the run has. */
    public void coordinate(Findings found, String path, String name) {
        found.unless(coordinates, path, "coordinate", name);
    }

    /** Reports coordinates at a path that no number of the run can have. */
    public void place(Findings found, String path, Map<String, String> at) {
        at.forEach((coordinate, value) -> {
            Findings entry = found.entry(path, coordinate);
            coordinate(entry, "", coordinate);
            Set<String> values = values(coordinate);
            if (!values.isEmpty()) {
                entry.unless(values, "", coordinate, value);
            }
        });
    }

    /** Returns the possible values of a coordinate; none where only the run can tell. */
    public Set<String> values(String coordinate) {
        List<Set<Coordinate>> known = all.stream()
                .filter(each -> each.at().containsKey(coordinate))
                .map(each -> each.at().get(coordinate))
                .toList();
        return known.stream().anyMatch(Set::isEmpty)
                ? Set.of()
                : known.stream().flatMap(Set::stream).map(Coordinate::toString).collect(Collectors.toSet());
    }
}
