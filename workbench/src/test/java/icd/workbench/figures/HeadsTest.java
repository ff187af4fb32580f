package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Blank;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Row;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.RecipeRun;
import icd.workbench.report.TestRuns;
import icd.workbench.result.Table;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each head learns, as a table and as a figure. */
class HeadsTest {

    private static final String RECIPE = """
            name: heads
            data: {n: 6, L: 20, train: 40, test: 10, fresh: 10, baseline_draws: 10}
            task: {kind: subspaces, d: 3, variance: 2, noise_variance: 1}
            model: {attention: linear, weights: %s, layers: 2, heads: 3}
            training: {epochs: 2, batch: 10, optimiser: {kind: adam, rate: 0.02}}
            baselines: []
            evaluate: [{kind: heads}]
            figures: [{name: what, kind: heads}]
            """;

    @TempDir
    private Path scratch;

    private RecipeRun run(String recipe) throws IOException {
        RecipeRun run = TestRuns.run(Recipe.parse("heads", recipe, List.of()), scratch.resolve("run"), 2);
        assertThat(run.failures()).isEmpty();
        return run;
    }

    @Test
    void sharesOfEachLayerSumToOne() throws IOException {
        RecipeRun run = run(RECIPE.formatted("qkv, width: 2"));
        Table table = run.result().trials().getFirst().tables().get("heads");
        assertThat(table.coordinates()).containsExactly("layer", "head", "other");
        assertThat(table.rows()).hasSize(2 * 3 * 3);
        double[] shares = table.column("share");
        assertThat(Arrays.stream(shares, 0, 9).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(shares, 9, 18).sum()).isCloseTo(1, within(1e-12));
        assertThat(table.column("output_overlap")[0]).as("a head with itself").isCloseTo(1, within(1e-12));

        Figure figure = FigureBuilder.build(run.result().recipe().figures().getFirst(), run.result());
        assertThat(figure.rows())
                .extracting(Row::title)
                .containsExactly(
                        "Layer 1: W_{PV} W_{KQ}",
                        "Layer 1: pairs of heads",
                        "Layer 2: W_{PV} W_{KQ}",
                        "Layer 2: pairs of heads");
        HeatMap pairs = (HeatMap) figure.rows().get(1).panels().getFirst();
        for (int head = 0; head < 3; head++) {
            for (int other = 0; other < 3; other++) {
                assertThat(pairs.values().at(head, other)).isEqualTo(shares[3 * head + other]);
            }
        }
        HeatMap sum = (HeatMap) figure.rows().getFirst().panels().getFirst();
        double entry = 0;
        for (int head = 1; head <= 3; head++) {
            entry += ((HeatMap) figure.rows().getFirst().panels().get(head))
                    .values()
                    .at(1, 2);
        }
        assertThat(entry).isCloseTo(sum.values().at(1, 2), within(1e-12));
    }

    /** One head has all of the sum, and leaves places for its pairs beside it. */
    @Test
    void oneHead() throws IOException {
        RecipeRun run = run(RECIPE.formatted("full").replace("layers: 2, heads: 3", "heads: 1"));
        Table table = run.result().trials().getFirst().tables().get("heads");
        assertThat(table.rows()).hasSize(1);
        assertThat(table.column("share")[0]).isCloseTo(1, within(1e-12));
        Figure figure = FigureBuilder.build(run.result().recipe().figures().getFirst(), run.result());
        assertThat(figure.rows().getFirst().panels()).hasSize(4).last().isInstanceOf(Blank.class);
    }

    @Test
    void mistakesAreSaid() {
        assertThatThrownBy(() -> Recipe.parse(
                        "heads",
                        RECIPE.formatted("full").replace("kind: heads}]\nf", "kind: heads, name: other}]\nf"),
                        List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("must show an evaluation of kind heads, got 'heads'");
    }
}
