package icd.workbench.comparison;

import icd.math.Estimate;
import icd.workbench.comparison.RunComparison.Difference;
import icd.workbench.recipe.Coordinate;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.Repeats;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Averages the differences between trials of two runs over repeats, trial by trial. */
final class Means {

    private final Map<String, SequencedMap<String, Difference>> numbers = new HashMap<>();
    private final Map<String, Series> after = new HashMap<>();

    /**
     * Takes the numbers of each pair.
     *
     * @param numbers the numbers of each pair, by metric
     */
    private Means(RunResult other, List<TrialPair> pairs, List<SequencedMap<String, Difference>> numbers) {
        Map<String, String> firsts = new HashMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            this.numbers.put(id(pairs.get(i).one()), numbers.get(i));
            firsts.put(id(pairs.get(i).other()), id(pairs.get(i).one()));
        }
        Series.of(other).forEach((series, trials) -> trials.forEach(trial -> after.put(firsts.get(id(trial)), series)));
    }

    /** Returns the mean of each number in which trials differ that are repeats of each other in the first run. */
    static List<Difference> of(
            RunResult one, RunResult other, List<TrialPair> pairs, List<SequencedMap<String, Difference>> numbers) {
        Means means = new Means(other, pairs, numbers);
        List<Difference> all = new ArrayList<>();
        Series.of(one, pairs.stream().map(TrialPair::one).toList())
                .forEach((series, trials) -> means.add(series, trials, Repeats.of(one, trials), all));
        return all;
    }

    private void add(Series series, List<FinishedTrial> trials, Repeats repeats, List<Difference> all) {
        if (repeats.over().isEmpty()) {
            return;
        }
        String before = name(series);
        String now = name(after.get(id(trials.getFirst())));
        for (String metric : numbers.get(id(trials.getFirst())).keySet()) {
            List<Difference> each = trials.stream()
                    .map(trial -> numbers.get(id(trial)).get(metric))
                    .toList();
            if (each.stream().allMatch(Means::isKnown) && each.stream().anyMatch(Difference::differs)) {
                List<Estimate> differences = of(each, Difference::difference);
                all.add(new Difference(
                        before.equals(now) ? before : before + " | " + now,
                        repeats.over(),
                        metric,
                        repeats.mean(of(each, Difference::before)),
                        repeats.mean(of(each, Difference::after)),
                        repeats.mean(differences),
                        0,
                        repeats.bootstrap(differences)));
            }
        }
    }

    private static boolean isKnown(Difference difference) {
        return difference != null && Double.isFinite(difference.difference().value());
    }

    private static List<Estimate> of(List<Difference> each, Function<Difference, Estimate> which) {
        return each.stream().map(which).toList();
    }

    private static String id(FinishedTrial trial) {
        return trial.spec().id();
    }

    private static String name(Series series) {
        return Stream.concat(
                        Stream.of(series.caseName(), series.model()),
                        series.at().entrySet().stream().map(Means::coordinate))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String coordinate(Map.Entry<String, Coordinate> at) {
        return at.getKey() + " " + at.getValue();
    }
}
