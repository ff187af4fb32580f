package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Chart;
import icd.figure.Figure;
import icd.figure.Histogram;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import icd.workbench.result.RunResult;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errors of single prompts of two given layers. */
class HistogramFigureTest {

    private static final String RECIPE = """
            name: errors
            data: {n: 4, L: 10, fresh: 300, seed: 1}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: linear, weights: scalar, init: {kind: identity, alpha: 1, beta: 0.25}}
            baselines: []
            evaluate: [{kind: errors}]
            sweep: {model.init.beta: [0.1, 0.25]}
            figures:
              - {name: h, kind: histogram, x: {of: mse_per_dim, label: "squared error", scale: log}, series: model.init.beta, at: {evaluation: errors}}
            """;

    @TempDir
    private Path scratch;

    @Test
    void everySeriesHasItsSharesOverTheSameBins() throws IOException {
        RunResult run = TestRuns.run(Recipe.parse("errors", RECIPE, List.of()), scratch.resolve("run"), 2)
                .result();
        Figure figure = FigureBuilder.build(run.recipe().figures().getFirst(), run);
        Chart chart = (Chart) figure.rows().getFirst().panels().getFirst();
        assertThat(chart.x().logarithmic()).isTrue();
        List<Histogram> histograms =
                chart.marks().stream().map(Histogram.class::cast).toList();
        assertThat(histograms).extracting(Histogram::label).containsExactly("beta = 0.1", "beta = 0.25");
        assertThat(histograms)
                .extracting(Histogram::edges)
                .allMatch(histograms.getFirst().edges()::equals);
        for (Histogram histogram : histograms) {
            assertThat(histogram.heights().stream().sum()).isCloseTo(1, within(1e-12));
        }
        double[] errors = run.trials().getFirst().tables().get("errors").column("mse_per_dim");
        double first = histograms.getFirst().edges().at(1);
        long within =
                java.util.Arrays.stream(errors).filter(error -> error < first).count();
        assertThat(histograms.getFirst().heights().at(0)).isEqualTo(within / 300.0);
    }

    @Test
    void aMetricThatNothingFindsIsRefused() {
        assertThatThrownBy(() -> Recipe.parse("errors", RECIPE.replace("of: mse_per_dim", "of: mse"), List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("unknown metric 'mse'");
    }
}
