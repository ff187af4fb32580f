package icd.workbench.result;

import icd.math.Estimate;
import icd.math.Interval;
import icd.math.RandomStream;
import icd.train.OrderedBy;
import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Metric;
import icd.workbench.recipe.Recipe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Predicate;

/**
 * The way in which trials, or measurements of a baseline, repeat each other, which determines their mean and its error.
 *
 * <p>Repeats are nested. Trials with the same {@code data.seed} were drawn from the same random streams. Among them,
 * trials that agree in all repeated axes of the prompts (named under {@code repeats}, such as {@code task.variance})
 * have the same prompts. Among those, trials with the same {@code training.seed} have the same first weights; repeats
 * of layers and trainings that a recipe names come last. Trials that share one of these are not independent of each
 * other. The outermost level in which the trials differ therefore makes the groups. The mean is the mean of the means
 * of the groups, each counting once however many trials it has:
 *
 * <pre>m = (1/G) sum_g m_g, standard error sqrt(sum_g (m_g - m)^2 / (G (G - 1)))</pre>
 *
 * <p>The interval by Student's t has G - 1 degrees of freedom, and the bootstrap draws whole groups. Both say how far
 * the mean may be from the mean over all groups that might have been drawn, with the inner repeats as they are. With
 * one data set and several weight seeds the groups are the weight seeds, and the error is for this data set alone, and
 * for one order of the batches where that belongs to the data: {@link #over} says so.
 *
 * @param groups the indices of trials, by their groups
 * @param over the repeats over which the mean is taken, {@code 3 data sets, 5 weight seeds each}; empty where no
 *     repeated axis has two values
 * @param further the other coordinates in which they differ
 */
public record Repeats(List<List<Integer>> groups, String over, List<String> further) {

    private static final double LEVEL = 0.95;
    private static final int RESAMPLES = 2_000;
    private static final int MOST_SAID = 3;

    /** Copies the lists. */
    public Repeats {
        groups = List.copyOf(groups);
        further = List.copyOf(further);
    }

    /**
     * Finds the groups.
     *
     * @param places the coordinates of each trial or measurement
     */
    public static Repeats of(Recipe recipe, List<? extends Map<String, Coordinate>> places) {
        SequencedSet<String> varied = Series.varied(places);
        List<String> repeated = varied.stream().filter(recipe::isRepeat).toList();
        List<String> outer = outermost(repeated);
        SequencedMap<List<Optional<Coordinate>>, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            Map<String, Coordinate> at = places.get(i);
            groups.computeIfAbsent(
                            outer.stream()
                                    .map(axis -> Optional.ofNullable(at.get(axis)))
                                    .toList(),
                            _ -> new ArrayList<>())
                    .add(i);
        }
        List<String> inner =
                repeated.stream().filter(axis -> !outer.contains(axis)).toList();
        varied.removeAll(repeated);
        return new Repeats(
                List.copyOf(groups.values()),
                outer.isEmpty() ? "" : says(outer, inner, groups.values()) + order(recipe, outer, places),
                List.copyOf(varied));
    }

    /** Finds the groups of some trials of a run. */
    public static Repeats of(RunResult run, List<FinishedTrial> trials) {
        return of(run.recipe(), trials.stream().map(FinishedTrial::at).toList());
    }

    /** Finds the groups of some measurements. */
    public static Repeats ofMeasured(Recipe recipe, List<Measured> measured) {
        return of(recipe, measured.stream().map(Measured::at).toList());
    }

    /** Returns the axes of the outermost level that has any. */
    private static List<String> outermost(List<String> repeated) {
        List<Predicate<String>> levels =
                List.of("data.seed"::equals, BaselineGroups::isOfPrompts, "training.seed"::equals, _ -> true);
        return levels.stream()
                .map(level -> repeated.stream().filter(level).toList())
                .filter(axes -> !axes.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static String says(List<String> outer, List<String> inner, Collection<List<Integer>> groups) {
        int[] sizes = groups.stream().mapToInt(List::size).sorted().toArray();
        int least = sizes[0];
        int most = sizes[sizes.length - 1];
        String each = least == most ? Integer.toString(most) : least + " to " + most;
        String names = String.join(", ", inner);
        boolean ofSeeds = inner.equals(List.of("training.seed"));
        String nested = most == 1
                ? ofSeeds ? ", a weight seed each" : ""
                : ofSeeds ? ", " + each + " weight seeds each" : ", " + each + " trials each (" + names + ")";
        String first = outer.getFirst();
        String outermost = first.equals("data.seed")
                ? sizes.length + " data sets"
                : first.equals("training.seed")
                        ? sizes.length + " weight seeds"
                        : sizes.length + " values of " + String.join(", ", outer);
        return outermost + nested + (BaselineGroups.isOfPrompts(first) ? "" : " of one data set");
    }

    /**
     * Returns the words for the order of the batches: weight seeds on the same prompts share it, unless a recipe says
     * otherwise.
     */
    private static String order(Recipe recipe, List<String> outer, List<? extends Map<String, Coordinate>> places) {
        Coordinate said = places.getFirst().get("training.order");
        Coordinate ofCase = places.getFirst().get("case");
        boolean shared = said == null
                ? recipe.trials().stream()
                        .filter(trial -> ofCase == null || trial.label().equals(ofCase.toString()))
                        .flatMap(trial -> trial.training().stream())
                        .findFirst()
                        .filter(training -> training.order() == OrderedBy.DATA)
                        .isPresent()
                : said.toString().equals("data");
        return outer.getFirst().equals("training.seed") && shared ? " in one order of batches" : "";
    }

    /** Describes the repeats behind several means, for a sentence; empty where no mean is over repeats. */
    public static String over(Collection<Repeats> all) {
        return said(all.stream().map(Repeats::over).toList());
    }

    /** Describes the same from the words of each. */
    public static String said(Collection<String> overs) {
        List<String> said =
                overs.stream().filter(each -> !each.isEmpty()).distinct().toList();
        return String.join(" or ", said.subList(0, Math.min(MOST_SAID, said.size())))
                + (said.size() > MOST_SAID ? " or the like" : "");
    }

    /** Returns the mean of a number of each trial: the mean of the means of the groups. */
    public double mean(double[] values) {
        return Estimate.mean(means(values)).value();
    }

    private double[] means(double[] values) {
        return groups.stream()
                .mapToDouble(group -> Estimate.mean(
                                group.stream().mapToDouble(i -> values[i]).toArray())
                        .value())
                .toArray();
    }

    /**
     * Returns the mean with its error: from the spread of the groups, or the number's own error where there is one
     * number. It is exact where all numbers are exact and equal. Without repeats it has an error where the numbers
     * belong to an evaluation, but not where axes of the recipe, cases or models differ, as these were not drawn.
     *
     * @param each the number of each trial or measurement, in the order of the places
     */
    public Estimate mean(List<Estimate> each) {
        Estimate first = each.getFirst();
        boolean same = each.stream().allMatch(first::equals);
        if (each.size() == 1 || same && (groups.size() == 1 || first.kind() == Estimate.Kind.EXACT)) {
            return first;
        }
        double[] values = each.stream().mapToDouble(Estimate::value).toArray();
        if (groups.size() > 1) {
            return Estimate.mean(means(values));
        }
        Estimate mean = Estimate.mean(values);
        boolean ofDraws = further.stream().noneMatch(axis -> axis.contains(".") || Metric.COORDINATES.contains(axis));
        return !ofDraws ? new Estimate(mean.value(), Double.NaN, Estimate.Kind.UNKNOWN, mean.n()) : mean;
    }

    /**
     * Returns the interval of the mean at 95 % by the bootstrap over groups; unknown for one group, whose inner numbers
     * a run does not keep.
     */
    public Interval bootstrap(List<Estimate> each) {
        double[] values = each.stream().mapToDouble(Estimate::value).toArray();
        return groups.size() == 1
                ? new Interval(Double.NaN, Double.NaN)
                : Estimate.bootstrap(means(values), LEVEL, RESAMPLES, RandomStream.of(0, "bootstrap"));
    }

    /** Returns {@code 15 trials over 3 data sets, 5 weight seeds each}. */
    @Override
    public String toString() {
        int trials = groups.stream().mapToInt(List::size).sum();
        return trials + (trials == 1 ? " trial" : " trials") + (over.isEmpty() ? "" : " over " + over);
    }
}
