package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.denoise.Score;
import icd.figure.Chart;
import icd.figure.Contours;
import icd.figure.Figure;
import icd.figure.Mark;
import icd.figure.Points;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.RecipeRun;
import icd.workbench.report.TestRuns;
import icd.workbench.result.Measured;
import icd.workbench.result.Observations;
import icd.workbench.result.Table;
import icd.workbench.run.RunFiles;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figure 6 at reduced size. */
class LossLandscapeTest {

    private static final List<String> SMALL = List.of(
            "data.n=6",
            "data.L=30",
            "data.train=60",
            "data.test=20",
            "data.fresh=20",
            "data.baseline_draws=100",
            "training.epochs=2",
            "training.batch=20",
            "training.precision=float64",
            "task.d=3",
            "evaluate=[{kind: loss_landscape, beta: {from: -4, to: 12, points: 5}, alpha: {from: -1, to: 2, points: 4}}]");

    @TempDir
    private Path scratch;

    private static Recipe fig6(List<String> more) {
        List<String> overrides = new ArrayList<>(SMALL);
        overrides.addAll(more);
        return Recipe.read(Path.of("..", "recipes", "fig6.yaml"), overrides);
    }

    private RecipeRun run(Recipe recipe) throws IOException {
        return TestRuns.run(recipe, scratch.resolve("run"), 2);
    }

    @Test
    void theTableHoldsTheLossOfEachLayerOfTheGrid() throws IOException {
        RecipeRun run = run(fig6(List.of("figures=[]")));
        assertThat(run.failures()).isEmpty();
        Table table = RunFiles.read(run.path()).trials().getFirst().tables().get("loss_landscape");
        assertThat(table.at("point").subList(0, 5)).containsExactly("minimum", "mirror", "layer", "heuristic", "grid");
        assertThat(table.rows()).hasSize(4 + 5 * 4);
        PromptSet training = PromptSet.draw(
                new Spheres(6, 3, 1, 0.1), 60, 30, Precision.FLOAT64, 2, "training prompts", Workers.caller());
        for (int row = 0; row < table.rows().size(); row++) {
            double alpha = table.numbers("alpha")[row];
            double beta = table.numbers("beta")[row];
            double loss = Score.of(AttentionLayer.softmax(6).identity(alpha, beta), training, Workers.caller())
                    .msePerDim();
            assertThat(table.column("mse_per_dim")[row])
                    .as("alpha = %s, beta = %s", alpha, beta)
                    .isCloseTo(loss, within(1e-13));
            if (alpha >= 0 && beta > 0) {
                assertThat(loss).isGreaterThanOrEqualTo(table.column("mse_per_dim")[0] - 1e-13);
            }
        }
        assertThat(table.at("beta").subList(4, 9)).containsExactly("-4", "0", "4", "8", "12");
        assertThat(table.rows().get(3).at())
                .containsExactly(Coordinate.of("heuristic"), Coordinate.of(10), Coordinate.of(1));
        List<Measured> layer = Observations.of(run.result()).stream()
                .filter(o -> o.metric().equals("over_minimum") && o.isAt(Map.of("case", "spheres", "point", "layer")))
                .toList();
        assertThat(layer).hasSize(1);
        assertThat(layer.getFirst().value()).isGreaterThan(1);
    }

    @Test
    void theFigureHasAPanelForEachCaseWithItsMarks() throws IOException {
        RecipeRun run = run(fig6(List.of()));
        Figure figure = FigureBuilder.build(run.result().recipe().figures().getFirst(), run.result());
        assertThat(figure.rows().getFirst().panels()).hasSize(2);
        Chart spheres = (Chart) figure.rows().getFirst().panels().getFirst();
        assertThat(spheres.marks())
                .filteredOn(Points.class::isInstance)
                .extracting(Mark::label)
                .containsExactly("heuristic: α = 1, β = 1/σ_Z^2", "minimum", "trained layer (mean diagonals)");
        Contours contours = (Contours) spheres.marks().getFirst();
        assertThat(contours.x().toArray()).containsExactly(-4, 0, 4, 8, 12);
        assertThat(contours.y().toArray()).containsExactly(-1, 0, 1, 2);
        Table table = run.result().trials().getFirst().tables().get("loss_landscape");
        assertThat(contours.values().at(2, 1))
                .as("alpha = 1, beta = 0")
                .isEqualTo(table.column("over_minimum")[4 + 2 * 5 + 1]);
    }

    @Test
    void linearAttentionHasAHyperbolaAndNoHeuristicOnSpheres() throws IOException {
        Table table = run(fig6(List.of("model.attention=linear", "figures=[]")))
                .result()
                .trials()
                .getFirst()
                .tables()
                .get("loss_landscape");
        assertThat(table.at("point")).doesNotContain("heuristic");
        double[] loss = table.column("mse_per_dim");
        assertThat(loss[3 + 2 * 5 + 3]).as("alpha beta = 1 x 8 = 2 x 4").isCloseTo(loss[3 + 3 * 5 + 2], within(1e-13));
    }

    @Test
    void whatCannotBeScannedIsRefused() {
        String scan = "evaluate=[{kind: loss_landscape, beta: {from: %s}, alpha: {from: %s}%s}]";
        assertThatThrownBy(() -> fig6(List.of(scan.formatted("2, to: 1", "0, to: 1", ""))))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("must have each from below its to, got 50 values from 2 to 1");
        assertThatThrownBy(() -> fig6(List.of(scan.formatted("1, to: 2", "-2, to: -1", ""))))
                .hasMessageContaining("must have alpha.to > 0");
        assertThatThrownBy(
                        () -> fig6(List.of("data.fresh=0", scan.formatted("1, to: 2", "0, to: 1", ", prompts: fresh"))))
                .hasMessageContaining("must have prompts to measure on, got data.fresh = 0");
    }
}
