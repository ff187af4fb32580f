package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Rule;
import icd.figure.Style;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import icd.workbench.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Baselines in one panel can be told apart in grey, and how layers look is decided by what they are. */
class LooksTest {

    private static final String RECIPE = """
            name: looks
            data: {n: 4, L: 10, train: 24, test: 4, fresh: 20, baseline_draws: 100}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            training: {epochs: 2, batch: 6, seed: 1}
            """;

    @TempDir
    private Path scratch;

    private RunResult run(String more) throws IOException {
        RunResult run = TestRuns.run(Recipe.parse("looks", RECIPE + more, List.of()), scratch.resolve("run"), 2)
                .result();
        assertThat(run.failures()).isEmpty();
        return run;
    }

    private static Chart chart(RunResult run, int figure) {
        Figure drawn = FigureBuilder.build(run.recipe().figures().get(figure), run);
        return (Chart) drawn.rows().getFirst().panels().getFirst();
    }

    /** How dark a colour prints in grey, 0 to 255. */
    private static double grey(Colour colour) {
        return 0.2126 * colour.red() + 0.7152 * colour.green() + 0.0722 * colour.blue();
    }

    private static boolean areToldApart(Style a, Style b) {
        return a.dash() != b.dash()
                || Math.abs(grey(a.colour()) - grey(b.colour())) > 60
                || Math.max(a.width(), b.width()) >= 1.5 * Math.min(a.width(), b.width());
    }

    @Test
    void baselinesOfAPanelAreToldApartInGrey() throws IOException {
        String names =
                "[zero, query, bayes, context_mean, nearest_token, projection, pca_projection, {kind: pca_projection, d: 1},"
                        + " shrunk_pca_projection, empirical_posterior, least_squares, {kind: bayes_by_sampling, samples: 9}]";
        RunResult run = run("""
                model: {attention: linear}
                baselines: %1$s
                sweep: {training.batch: [6, 12], data.L: [5, 10]}
                figures:
                  - {name: c, kind: curves, x: {of: training.batch}, series: data.L, panels: [{y: {of: fresh_mse_per_dim}, baselines: %1$s}]}
                  - {name: t, kind: training}
                """.formatted(names));
        for (int figure = 0; figure < 2; figure++) {
            List<Mark> marks = chart(run, figure).marks().stream()
                    .filter(mark -> mark instanceof Rule)
                    .toList();
            assertThat(marks).as("figure %d", figure).hasSizeGreaterThan(12);
            assertThat(marks).extracting(Mark::label).doesNotHaveDuplicates();
            for (Mark one : marks) {
                for (Mark other : marks) {
                    assertThat(one == other || areToldApart(one.style(), other.style()))
                            .as("%s and %s in figure %d", one.label(), other.label(), figure)
                            .isTrue();
                }
            }
        }
        assertThat(style(run, 0, "nearest token, L = 5"))
                .as("the same in every figure")
                .isEqualTo(style(run, 1, "nearest token, L = 5"));
    }

    private static Style style(RunResult run, int figure, String label) {
        return chart(run, figure).marks().stream()
                .filter(mark -> mark.label().equals(label))
                .findFirst()
                .orElseThrow()
                .style();
    }

    /** Linear attention is dashed, whatever the name of the layer begins with. */
    @Test
    void linearLayersLookSoByTheirKind() throws IOException {
        RunResult run = run("""
                baselines: []
                cases:
                  heads: {model: {attention: heads, of: [{attention: linear}, {attention: linear, weights: scalar}]}}
                  mixed: {model: {attention: heads, of: [{attention: linear}, {attention: softmax}]}}
                figures: [{name: t, kind: training}]
                """);
        Figure drawn = FigureBuilder.build(run.recipe().figures().getFirst(), run);
        List<Style> styles = drawn.rows().getFirst().panels().stream()
                .map(panel -> ((Chart) panel)
                        .marks().stream()
                                .filter(Line.class::isInstance)
                                .findFirst()
                                .orElseThrow()
                                .style())
                .toList();
        assertThat(styles.get(0).dash()).isEqualTo(icd.figure.Dash.DASHED);
        assertThat(styles.get(1).dash()).isEqualTo(icd.figure.Dash.SOLID);
        assertThat(styles.get(0).colour()).isEqualTo(Colour.VERMILION);
    }
}
