package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import icd.figure.Chart;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Rule;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.RecipeRun;
import icd.workbench.report.TestRuns;
import icd.workbench.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of more lines than anybody can tell apart show the first and say so. */
class ManySeriesTest {

    private static final int RATES = 30;

    @TempDir
    private static Path scratch;

    private static RunResult run;

    @BeforeAll
    static void runIt() throws IOException {
        String rates = IntStream.rangeClosed(1, RATES)
                .mapToObj(i -> Double.toString(i / 1000.0))
                .collect(Collectors.joining(", "));
        Recipe recipe = Recipe.parse("many", """
                name: many
                data: {n: 4, L: 6, train: 8, test: 4, fresh: 8, baseline_draws: 50}
                model: {attention: linear}
                training: {epochs: 1, batch: 8, optimiser: {kind: adam, rate: 0.01}}
                task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
                baselines: [bayes]
                sweep: {task.noise_variance: [1, 2], training.optimiser.rate: [%s]}
                figures:
                  - {name: losses, kind: training}
                  - {name: maps, kind: weights}
                  - name: curves
                    kind: curves
                    x: {of: task.noise_variance}
                    series: training.optimiser.rate
                    panels: [{y: {of: fresh_mse_per_dim}}]
                """.formatted(rates), List.of());
        RecipeRun all = TestRuns.run(recipe, scratch.resolve("run"), 2);
        assertThat(all.failures()).isEmpty();
        run = all.result();
    }

    private static Figure figure(int number) {
        return FigureBuilder.build(run.recipe().figures().get(number), run);
    }

    private static Chart chart(Figure figure) {
        return (Chart) figure.rows().getFirst().panels().getFirst();
    }

    @Test
    void lossesShowTheFirstWithTheirBaselinesAlone() {
        Figure figure = figure(0);
        assertThat(chart(figure).marks().stream().filter(Line.class::isInstance))
                .hasSize(FigureBuilder.MOST_LINES);
        assertThat(figure.note())
                .endsWith(" The figure shows the first " + FigureBuilder.MOST_LINES + " of " + 2 * RATES + " lines.");
        assertThat(chart(figure).marks().stream().filter(Rule.class::isInstance))
                .as("those shown all have noise variance 1")
                .hasSize(1);
    }

    @Test
    void weightsAndCurvesSaySoToo() {
        assertThat(figure(1).note()).endsWith(" The figure shows the first 3 of " + 2 * RATES + " lines.");
        Figure curves = figure(2);
        assertThat(chart(curves).marks().stream().filter(Line.class::isInstance))
                .hasSize(FigureBuilder.MOST_LINES);
        assertThat(curves.note())
                .endsWith("The figure shows the first " + FigureBuilder.MOST_LINES + " of " + RATES + " lines.");
    }
}
