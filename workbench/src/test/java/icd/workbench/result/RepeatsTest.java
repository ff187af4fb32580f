package icd.workbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.math.Estimate;
import icd.math.Interval;
import icd.math.RandomStream;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

/** Trials that share data are not independent: exact arithmetic, and the coverage of intervals where the variances are known. */
class RepeatsTest {

    private static final Recipe RECIPE = Recipe.parse("r", """
            name: r
            data: {n: 4, L: 10, train: 12, test: 4, fresh: 20, baseline_draws: 100}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: linear}
            training: {epochs: 2, batch: 6, seed: 1}
            sweep: {training.batch: [3, 6], task.variance: [1, 2], data.L: [5, 10]}
            repeats: [training.batch, task.variance]
            """, List.of());

    /** Coordinates: {@code data.seed 1 training.seed 2}. */
    private static SequencedMap<String, Coordinate> at(Object... pairs) {
        SequencedMap<String, Coordinate> at = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            at.put(pairs[i].toString(), Coordinate.of(((Number) pairs[i + 1]).longValue()));
        }
        return at;
    }

    private static Estimate mean(Repeats repeats, double... values) {
        return repeats.mean(java.util.Arrays.stream(values)
                .mapToObj(value -> Estimate.of(value, 0.01, 500))
                .toList());
    }

    /** Data sets with means 2, 5 and 7, of three, one and two trials: the mean is 14/3, their variance 19/3. */
    @Test
    void aMeanIsOfTheMeansOfDataSets() {
        Repeats repeats = Repeats.of(
                RECIPE,
                List.of(
                        at("data.seed", 1, "training.seed", 1),
                        at("data.seed", 2, "training.seed", 1),
                        at("data.seed", 1, "training.seed", 2),
                        at("data.seed", 3, "training.seed", 1),
                        at("data.seed", 1, "training.seed", 3),
                        at("data.seed", 3, "training.seed", 2)));
        Estimate mean = mean(repeats, 1, 5, 2, 4, 3, 10);
        assertThat(mean.value()).isCloseTo(14 / 3.0, within(1e-15));
        assertThat(mean.error()).isCloseTo(Math.sqrt(19) / 3, within(1e-15));
        assertThat(mean.n()).isEqualTo(3);
        double t = 0.95
                / Math.sqrt(
                        2 * 0.975 * 0.025); // the quantile of Student's t with two degrees of freedom in closed form
        assertThat(mean.halfWidth(0.95)).isCloseTo(t * Math.sqrt(19) / 3, within(1e-9));
        assertThat(repeats.over()).isEqualTo("3 data sets, 1 to 3 weight seeds each");
        assertThat(repeats).hasToString("6 trials over 3 data sets, 1 to 3 weight seeds each");
    }

    /** With two groups, a quarter of the resampled means are the lesser one drawn twice. */
    @Test
    void theBootstrapDrawsWholeGroups() {
        Repeats repeats = Repeats.of(
                RECIPE,
                List.of(
                        at("data.seed", 1, "training.seed", 1),
                        at("data.seed", 1, "training.seed", 2),
                        at("data.seed", 2, "training.seed", 1),
                        at("data.seed", 2, "training.seed", 2)));
        List<Estimate> each = List.of(Estimate.of(0), Estimate.of(4), Estimate.of(5), Estimate.of(7));
        assertThat(repeats.bootstrap(each)).isEqualTo(new Interval(2, 6));
        assertThat(repeats.over()).isEqualTo("2 data sets, 2 weight seeds each");
    }

    @Test
    void oneDataSetLeavesTheWeightSeeds() {
        Repeats repeats = Repeats.of(
                RECIPE, List.of(at("data.seed", 1, "training.seed", 1), at("data.seed", 1, "training.seed", 2)));
        assertThat(repeats.over()).isEqualTo("2 weight seeds of one data set in one order of batches");
        assertThat(mean(repeats, 1, 3)).isEqualTo(Estimate.of(2, 1, 2));
    }

    @Test
    void seedsInStepAreDataSets() {
        Repeats repeats = Repeats.of(
                RECIPE, List.of(at("data.seed", 1, "training.seed", 1), at("data.seed", 2, "training.seed", 2)));
        assertThat(repeats.over()).isEqualTo("2 data sets, a weight seed each");
        assertThat(mean(repeats, 1, 3)).isEqualTo(Estimate.of(2, 1, 2));
    }

    /**
     * The levels are nested: prompts are outside of weight seeds, and these are outside of the way a layer is trained.
     */
    @Test
    void namedRepeatsAreNestedToo() {
        Repeats ofPrompts = Repeats.of(
                RECIPE,
                List.of(
                        at("task.variance", 1, "training.seed", 1),
                        at("task.variance", 1, "training.seed", 2),
                        at("task.variance", 2, "training.seed", 1),
                        at("task.variance", 2, "training.seed", 2)));
        assertThat(ofPrompts.over()).isEqualTo("2 values of task.variance, 2 weight seeds each");
        assertThat(mean(ofPrompts, 1, 3, 6, 8)).isEqualTo(Estimate.of(4.5, 2.5, 2));
        Repeats ofTraining = Repeats.of(
                RECIPE,
                List.of(
                        at("training.batch", 3, "training.seed", 1),
                        at("training.batch", 6, "training.seed", 1),
                        at("training.batch", 3, "training.seed", 2),
                        at("training.batch", 6, "training.seed", 2)));
        assertThat(ofTraining.over())
                .isEqualTo("2 weight seeds, 2 trials each (training.batch) of one data set in one order of batches");
        assertThat(mean(ofTraining, 1, 3, 6, 8)).isEqualTo(Estimate.of(4.5, 2.5, 2));
        Repeats alone = Repeats.of(RECIPE, List.of(at("training.batch", 3), at("training.batch", 6)));
        assertThat(alone.over()).isEqualTo("2 values of training.batch of one data set");
    }

    /** The lengths of contexts were not drawn, so that their spread is no error. */
    @Test
    void aMeanOverAnAxisThatIsNotRepeatedHasNoError() {
        Repeats repeats = Repeats.of(RECIPE, List.of(at("data.L", 5), at("data.L", 10)));
        assertThat(mean(repeats, 1, 3)).isEqualTo(new Estimate(2, Double.NaN, Estimate.Kind.UNKNOWN, 2));
        assertThat(repeats.over()).isEmpty();
        assertThat(repeats.further()).containsExactly("data.L");
    }

    @Test
    void oneNumberKeepsItsOwnError() {
        assertThat(mean(Repeats.of(RECIPE, List.of(at("data.seed", 1))), 2)).isEqualTo(Estimate.of(2, 0.01, 500));
        Repeats exact = Repeats.of(RECIPE, List.of(at("data.seed", 1), at("data.seed", 2)));
        assertThat(exact.mean(List.of(Estimate.exact(2), Estimate.exact(2)))).isEqualTo(Estimate.exact(2));
    }

    private static final int DRAWS = 4_000;
    private static final double FOUR_ERRORS = 4 * Math.sqrt(0.95 * 0.05 / DRAWS);

    /**
     * Returns the share of the draws in which the interval holds 0.
     *
     * @param sizes how many weight seeds each data set has
     * @param effect of a data set and a weight seed, in each draw
     */
    private static double coverage(
            int[] sizes, java.util.function.Function<RandomStream, ToDoubleBiFunction<Integer, Integer>> effect) {
        List<Map<String, Coordinate>> places = new ArrayList<>();
        for (int set = 0; set < sizes.length; set++) {
            for (int seed = 0; seed < sizes[set]; seed++) {
                places.add(at("data.seed", set, "training.seed", seed));
            }
        }
        Repeats repeats = Repeats.of(RECIPE, places);
        RandomStream stream = RandomStream.of(11, "coverage");
        int held = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            ToDoubleBiFunction<Integer, Integer> of = effect.apply(stream);
            List<Estimate> each = new ArrayList<>();
            for (int set = 0; set < sizes.length; set++) {
                for (int seed = 0; seed < sizes[set]; seed++) {
                    each.add(Estimate.of(of.applyAsDouble(set, seed)));
                }
            }
            Interval interval = repeats.mean(each).interval(0.95);
            held += interval.low() <= 0 && 0 <= interval.high() ? 1 : 0;
        }
        return (double) held / DRAWS;
    }

    /** Effects of data sets of variance one, and within each of its trials of the variance given. */
    private static java.util.function.Function<RandomStream, ToDoubleBiFunction<Integer, Integer>> nested(
            double variance) {
        return stream -> {
            Map<Integer, Double> ofSets = new LinkedHashMap<>();
            return (set, _) ->
                    ofSets.computeIfAbsent(set, _ -> stream.gaussian()) + Math.sqrt(variance) * stream.gaussian();
        };
    }

    @Test
    void intervalsHoldTheMeanAsOftenAsTheySay() {
        assertThat(coverage(new int[] {3, 3, 3, 3}, nested(1))).isCloseTo(0.95, within(FOUR_ERRORS));
        assertThat(coverage(new int[] {1, 2, 3, 6, 4}, nested(0.25))).isCloseTo(0.95, within(FOUR_ERRORS));
        assertThat(coverage(new int[] {4}, (stream -> (_, _) -> stream.gaussian())))
                .as("weight seeds of one data set")
                .isCloseTo(0.95, within(FOUR_ERRORS));
    }

    /** The same weight seeds in each data set, with an effect of their own that sums up to nothing: the error is that of data sets. */
    @Test
    void weightSeedsThatRecurDoNotWidenTheIntervalOverDataSets() {
        double[] ofSeeds = {-2, 0.5, 1.5};
        assertThat(coverage(new int[] {3, 3, 3, 3, 3}, stream -> {
                    ToDoubleBiFunction<Integer, Integer> random = nested(0.5).apply(stream);
                    return (set, seed) -> random.applyAsDouble(set, seed) + ofSeeds[seed];
                }))
                .isCloseTo(0.95, within(FOUR_ERRORS));
    }
}
