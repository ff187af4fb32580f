package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.figure.Figure;
import icd.figure.Heading;
import icd.figure.HeatMap;
import icd.figure.Panel;
import icd.task.Subspaces;
import icd.task.Task;
import icd.workbench.evaluation.UndoingWeights;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.RecipeRun;
import icd.workbench.report.TestRuns;
import icd.workbench.result.Table;
import icd.workbench.result.TrialResult;
import icd.workbench.run.RunFiles;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figure 8 at reduced size, and with layers whose structure theory knows. */
class StructureTest {

    private static final String GIVEN = """
            name: given
            data: {n: 6, L: 20, fresh: 10, baseline_draws: 10}
            task: {kind: subspaces, d: 3, variance: 2, noise_variance: 1}
            transform: {condition: %s, target: %s}
            model: {attention: linear, init: {kind: identity, alpha: -2, beta: -0.25}}
            baselines: []
            evaluate: [{kind: structure}]
            """;

    @TempDir
    private Path scratch;

    private RecipeRun run(Recipe recipe) throws IOException {
        return TestRuns.run(recipe, scratch.resolve("run"), 2);
    }

    private Table given(double condition, String target) throws IOException {
        RecipeRun run = run(Recipe.parse("given", GIVEN.formatted(condition, target), List.of()));
        return run.result().trials().getFirst().tables().get("structure");
    }

    /** Singular values s_k = condition^(1/2 - k/5), k = 0 to 5; their sums of powers are traces of what undoes A. */
    private static double moment(double condition, double power) {
        double sum = 0;
        for (int k = 0; k < 6; k++) {
            sum += Math.pow(condition, power * (0.5 - k / 5.0));
        }
        return sum / 6;
    }

    /** W_PV = -2 I is exact there, with its sign turned; W_KQ = -0.25 I against (A A^T)^-1, and A^T W_KQ A against I. */
    @Test
    void scalesAndCosinesAreThoseOfTheory() throws IOException {
        double c = 9;
        Table table = given(c, "new");
        assertThat(table.at("matrix")).containsExactly("W_PV", "W_KQ", "product");
        double scale = 0.25 * moment(c, -2) / moment(c, -4);
        double cosine = moment(c, -2) / Math.sqrt(moment(c, -4));
        double undoneScale = 0.25 * moment(c, 2);
        double undoneCosine = moment(c, 2) / Math.sqrt(moment(c, 4));
        double[][] expected = {
            {2, scale, 2 * scale},
            {1, cosine, cosine},
            {2, undoneScale, 2 * undoneScale},
            {1, undoneCosine, undoneCosine}
        };
        for (int column = 0; column < 4; column++) {
            assertThat(table.column(table.values().get(column)))
                    .as(table.values().get(column))
                    .containsExactly(expected[column], within(1e-12));
        }
    }

    /** Condition 1: A is orthogonal, and (A A^T)^-1 = I. */
    @Test
    void anOrthogonalTransformLeavesTheKeysAlone() throws IOException {
        Table table = given(1, "old");
        assertThat(table.column("cosine")[1]).isCloseTo(Math.signum(table.column("scale")[1]), within(1e-12));
        assertThat(Math.abs(table.column("undone_scale")[1])).isCloseTo(0.25, within(1e-12));
        assertThat(table.column("cosine")[0])
                .as("I and an orthogonal matrix are far from parallel, and the sign is turned for the better")
                .isBetween(0.0, 0.9);
    }

    @Test
    void trainingFindsTheStructure() throws IOException {
        List<String> small = List.of(
                "data.n=5",
                "task.d=2",
                "data.L=40",
                "data.train=400",
                "data.test=20",
                "data.fresh=20",
                "data.baseline_draws=100",
                "training.epochs=40",
                "training.batch=10",
                "training.optimiser.rate=0.02",
                "transform.condition=2",
                "model.init={kind: identity, alpha: 0.5, beta: 0.5}");
        RecipeRun run = run(Recipe.read(Path.of("..", "recipes", "fig8.yaml"), small));
        assertThat(run.failures()).isEmpty();
        assertThat(run.result().trials()).hasSize(2).allSatisfy(trial -> {
            Table table = trial.tables().get("structure");
            assertThat(table.column("cosine")[0]).isGreaterThan(0.96);
            assertThat(table.column("cosine")[1]).isGreaterThan(0.96);
        });
        TrialResult read = RunFiles.read(run.path()).trials().getFirst();
        UndoingWeights undoing =
                UndoingWeights.of(run.result().recipe().trials().getFirst());
        assertThat(read.weights().get("A").doubles())
                .as("row-major")
                .containsExactly(undoing.change().matrix().transpose().toRawCopy1D());

        Figure figure = FigureBuilder.build(run.result().recipe().figures().getFirst(), run.result());
        assertThat(figure.headings())
                .extracting(Heading::text)
                .containsExactly("Transform", "Predicted", "Linear attention", "Softmax attention");
        assertThat(figure.rows().get(1).panels())
                .extracting(Panel::title)
                .containsExactly("AA^T", "(AA^T)^{−1}", "W_{KQ}", "W_{KQ}");
        HeatMap structure = (HeatMap) figure.rows().get(0).panels().get(1);
        HeatMap linear = (HeatMap) figure.rows().get(0).panels().get(2);
        double inner = 0;
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                inner += structure.values().at(i, j) * linear.values().at(i, j);
            }
        }
        assertThat(inner).as("shown with alpha positive").isPositive();
    }

    /** A.12: the undoing weights, scaled by 3 and 1/3, give on A E what scaled identities give on E. */
    @Test
    void theUndoingWeightsUndo() {
        UndoingWeights undoing = UndoingWeights.of(Recipe.parse("given", GIVEN.formatted(5, "old"), List.of())
                .trials()
                .getFirst());
        Task plain = new Subspaces(6, 3, 2, 1);
        double[] here = AttentionLayer.linear(6).identity(3, 1 / 3.0).estimate(plain.prompts(5, 20, 1));
        double[] there = AttentionLayer.linear(6)
                .weights(
                        undoing.keyQuery().multiply(1 / 3.0),
                        undoing.projectionValue().multiply(3.0))
                .estimate(plain.transformed(undoing.change()).prompts(5, 20, 1));
        assertThat(there).containsExactly(here, within(1e-12));
    }

    @Test
    void withoutATransformThereIsNoStructure() {
        assertThatThrownBy(() ->
                        Recipe.parse("given", GIVEN.formatted(2, "old").replaceFirst("transform.*\n", ""), List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("evaluate: structure must come with a transform, got none (trial given)");
    }
}
