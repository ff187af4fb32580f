package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.SMALL;
import static icd.workbench.recipe.Recipes.read;
import static org.assertj.core.api.Assertions.assertThat;

import icd.denoise.Baseline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselineGroupsTest {

    private static Map<String, List<String>> groups(String axes) {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        BaselineGroups.of(read(SMALL + axes).trials())
                .forEach(group -> ids.put(
                        group.name() + " "
                                + group.baselines().stream().map(Baseline::name).toList(),
                        group.trials().stream().map(TrialSpec::id).toList()));
        return ids;
    }

    @Test
    void baselinesWithoutContextAreSharedByAllContextLengthsAndSeeds() {
        assertThat(groups("sweep: {data.L: [20, 40], training.seed: [1, 2]}\n"))
                .containsOnlyKeys("subspaces [zero, bayes]");
    }

    /** Baselines without a context are shared all the same, though they stand in one list. */
    @Test
    void thoseWithContextAreNot() {
        assertThat(groups("baselines: [zero, context_mean]\nsweep: {data.L: [20, 40], training.seed: [1, 2]}\n"))
                .containsExactly(
                        Map.entry("subspaces [zero]", List.of("L20-seed1", "L20-seed2", "L40-seed1", "L40-seed2")),
                        Map.entry("subspaces/L20-seed1 [context_mean]", List.of("L20-seed1", "L20-seed2")),
                        Map.entry("subspaces/L40-seed1 [context_mean]", List.of("L40-seed1", "L40-seed2")));
    }

    @Test
    void everyTrialOfAnotherTaskIsInItsOwnGroupWithItsCoordinate() {
        String axes = "sweep: {task.d: [4, 8], training.seed: [1, 2]}\n";
        assertThat(groups(axes).values())
                .containsExactly(List.of("d4-seed1", "d4-seed2"), List.of("d8-seed1", "d8-seed2"));
        assertThat(BaselineGroups.of(read(SMALL + axes).trials()).getLast().coordinates("bayes"))
                .isEqualTo(Map.of("task.d", Coordinate.of(8)));
    }

    /** One trial is the first of several groups, where a baseline depends on the prompts and another on the draws of a seed alone. */
    @Test
    void noTwoHaveOneFile() {
        List<BaselineGroups.Group> groups =
                BaselineGroups.of(read(SMALL + "baselines: [{kind: bayes_by_sampling, samples: 9}, nearest_token]\n"
                                + "sweep: {data.L: [20, 40], data.seed: [1, 2, 3]}\n")
                        .trials());
        assertThat(groups).hasSize(3 + 6);
        assertThat(groups)
                .extracting(BaselineGroups.Group::id)
                .doesNotHaveDuplicates()
                .contains("subspaces-L20-seed2", "subspaces-L20-seed2-2");
        assertThat(groups).extracting(BaselineGroups.Group::name).doesNotHaveDuplicates();
    }

    /**
     * A loss that theory knows depends on no draws: it is one number for all seeds, and has no seed among its
     * coordinates.
     */
    @Test
    void whatIsKnownIsSharedByAllDraws() {
        String axes = "baselines: [zero, context_mean]\nsweep: {data.L: [20, 40], data.seed: [1, 2, 3]}\n";
        List<TrialSpec> trials = read(SMALL + axes).trials();
        assertThat(groups(axes).keySet())
                .containsExactly(
                        "subspaces [zero]", "subspaces/L20-seed1 [context_mean]", "subspaces/L40-seed1 [context_mean]");
        assertThat(BaselineGroups.of(trials).getLast().coordinates("context_mean"))
                .isEqualTo(Map.of("data.L", Coordinate.of(40)));
        assertThat(BaselineGroups.of(trials).getFirst().determining()).doesNotContain("seed", "draws", "L:");
        assertThat(BaselineGroups.of(read(SMALL + axes, "data.baseline_draws=0").trials()))
                .as("asked for on the prompts, they are measured")
                .hasSize(6);
    }

    /** A baseline has no coordinate of an axis on which it does not depend, even where that has one value. */
    @Test
    void coordinatesAreThoseThatItDependsOn() {
        String axes = "baselines: [zero, context_mean]\nsweep: {data.L: [20], model.attention: [linear]}\n";
        BaselineGroups.Group only =
                BaselineGroups.of(read(SMALL + axes).trials()).getFirst();
        assertThat(only.coordinates("zero")).isEmpty();
        assertThat(only.coordinates("context_mean")).isEqualTo(Map.of("data.L", Coordinate.of(20)));
    }
}
