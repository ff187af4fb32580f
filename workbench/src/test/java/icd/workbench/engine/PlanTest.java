package icd.workbench.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.workbench.recipe.Recipe;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Recipe RECIPE = Recipe.parse("r", """
            name: r
            data: {n: 4, L: 10}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            cases: {A: {}, a: {data: {L: 11}}}
            """, List.of());

    /** If two pieces wrote the same file, one would be lost. */
    @Test
    void refusesTwoPiecesOfOneFile() {
        Plan plan = Plan.of(RECIPE);
        assertThatThrownBy(() -> new Plan(
                        RECIPE, List.of(plan.pieces().getLast(), plan.pieces().getLast())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must have different ids, got baselines/");
    }
}
