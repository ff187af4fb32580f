package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Field;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Mark;
import icd.task.Subspaces;
import icd.theory.GradientFlow;
import icd.theory.LinearOptimum;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.RecipeRun;
import icd.workbench.report.TestRuns;
import icd.workbench.result.Expectation;
import icd.workbench.result.Measured;
import icd.workbench.result.Observations;
import icd.workbench.result.RunResult;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics over two coordinates, and along the epochs of a training, beside what theory says there. */
class HeatMapFigureTest {

    private static final String RECIPE = """
            name: maps
            data: {n: 6, L: 20, train: 40, test: 20, fresh: 50, seed: 1}
            task: {kind: subspaces, d: 3, variance: 2, noise: 1}
            model: {attention: linear, weights: scalar, init: {kind: identity, alpha: 0.5, beta: 0.1}}
            training: {epochs: 4, batch: 10, optimiser: {kind: sgd, rate: 0.01}, keep: [2]}
            baselines: [zero]
            evaluate: [{name: s, kind: shift, d: [1, 3], noise_variance: [0.5, 2], L: [10, 40], prompts: 50}]
            sweep:
              data.seed: [1, 2]
              data.L: [10, 20, 40]
              task.d: [2, 3]
            figures:
              - {name: trials, kind: heat_map, x: {of: data.L, scale: log}, y: {of: task.d}, value: {of: fresh_mse_per_dim}, theory: [linear_optimum_loss, bayes_loss, zero_loss]}
              - name: shifted
                kind: heat_map
                x: {of: noise_variance}
                y: {of: d}
                value: {of: mse_per_dim, label: "MSE/n", scale: log, range: [0.1, 2]}
                at: {L: 10, data.L: 20, task.d: 3, data.seed: 1}
                theory: [scaled_identity_loss]
              - name: course
                kind: curves
                x: {of: epoch}
                series: data.L
                panels:
                  - {y: {of: alpha_beta}, at: {data.seed: 1, task.d: 3}, theory: [gradient_flow_product]}
                  - {y: {of: test_mse_per_dim}, at: {data.seed: 1, task.d: 3}, theory: [gradient_flow_loss], baselines: [zero]}
            expect:
              - {metric: alpha, at: {epoch: 0, data.L: 20}, value: 0.5, tolerance: 1e-6}
              - {metric: test_mse_per_dim, at: {epoch: 4, data.L: 20, task.d: 3, data.seed: 2}, value: 0, tolerance: 10}
            """;

    @TempDir
    private static Path scratch;

    private static RunResult run;

    @BeforeAll
    static void runIt() throws IOException {
        RecipeRun all = TestRuns.run(Recipe.parse("maps", RECIPE, List.of()), scratch.resolve("run"), 2);
        assertThat(all.failures()).isEmpty();
        run = all.result();
    }

    private static Figure figure(int number) {
        return FigureBuilder.build(run.recipe().figures().get(number), run);
    }

    private static Chart chart(int number, int column) {
        return (Chart) figure(number).rows().getFirst().panels().get(column);
    }

    private static Field field(int number, int column) {
        return (Field) chart(number, column).marks().getFirst();
    }

    private static double mean(String metric, Map<String, String> at) {
        return Observations.of(run, at.keySet()).stream()
                .filter(observation -> observation.metric().equals(metric) && observation.isAt(at))
                .mapToDouble(Measured::value)
                .average()
                .orElseThrow();
    }

    @Test
    void aCellIsTheMeanOverRepeatsAndTheoryStandsBesideIt() {
        Field measured = field(0, 0);
        assertThat(measured.x().toArray()).containsExactly(10, 20, 40);
        assertThat(measured.y().toArray()).containsExactly(2, 3);
        assertThat(measured.values().at(1, 2))
                .isEqualTo(mean("fresh_mse_per_dim", Map.of("data.L", "40", "task.d", "3")));
        assertThat(measured.values().at(0, 0))
                .isEqualTo(mean("fresh_mse_per_dim", Map.of("data.L", "10", "task.d", "2")));
        assertThat(field(0, 1).values().at(0, 2))
                .isEqualTo(LinearOptimum.of(new Subspaces(6, 2, 2, 1), 40).msePerDim());
        assertThat(figure(0).rows()).hasSize(2).allMatch(row -> row.panels().size() == 3);
        assertThat(figure(0).rows().getLast().panels().getLast()).isInstanceOf(Blank.class);
        assertThat(chart(0, 1).title()).isEqualTo("Best linear attention at L");
    }

    /** The layer's own product, on the task of the evaluation. */
    @Test
    void theoryIsOfThePlaceInTheTable() {
        Field formula = field(1, 1);
        double c = mean("alpha_beta", Map.of("data.L", "20", "task.d", "3", "data.seed", "1"));
        double d = 1;
        double s = 2;
        double byHand = (c * c * (2 + s) * 4 * d * (1 + (d + 1) / 10) - 2 * c * 4 * d + 2 * d) / 6;
        assertThat(formula.x().toArray()).containsExactly(0.5, 2);
        assertThat(formula.values().at(0, 1)).isCloseTo(byHand, within(1e-12));
        assertThat(formula.shades().low()).isEqualTo(0.1);
        assertThat(field(1, 0).values().at(0, 1))
                .isEqualTo(mean(
                        "mse_per_dim",
                        Map.of(
                                "data.L",
                                "20",
                                "task.d",
                                "3",
                                "data.seed",
                                "1",
                                "d",
                                "1",
                                "L",
                                "10",
                                "noise_variance",
                                "2")));
    }

    private static Line line(int column, String label) {
        return chart(2, column).marks().stream()
                .filter(mark -> mark instanceof Line && mark.label().equals(label))
                .map(Line.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " is not among "
                        + chart(2, column).marks().stream().map(Mark::label).toList()));
    }

    /** Weights are there before training, after the epoch that is kept, and at the end; losses after each. */
    @Test
    void epochsAreAnAxis() {
        Line product = line(0, "L = 20");
        assertThat(product.x().toArray()).containsExactly(0, 2, 4);
        assertThat(product.y().toArray()[0]).isCloseTo(0.05, within(1e-8));
        assertThat(product.y().toArray()[2])
                .isEqualTo(mean("alpha_beta", Map.of("data.L", "20", "task.d", "3", "data.seed", "1")));
        Line loss = line(1, "L = 20");
        assertThat(loss.x().toArray()).containsExactly(0, 1, 2, 3, 4);
        assertThat(loss.y().toArray()[4])
                .isEqualTo(mean("test_mse_per_dim", Map.of("data.L", "20", "task.d", "3", "data.seed", "1")));
        Line flow = line(0, "(gradient flow, L = 20)");
        GradientFlow expected = GradientFlow.of(new Subspaces(6, 3, 2, 1), 20, 0.5, 0.1);
        double[] x = flow.x().toArray();
        double[] y = flow.y().toArray();
        for (int i = 0; i < x.length; i += 50) {
            assertThat(y[i]).isCloseTo(expected.productAt(x[i] * 4 * 0.01), within(1e-9));
        }
        assertThat(Arrays.stream(line(1, "(gradient flow, L = 20)").y().toArray())
                        .max()
                        .orElseThrow())
                .isCloseTo(expected.lossAt(0), within(1e-6));
    }

    @Test
    void anExpectationMayNameAnEpoch() {
        List<Expectation> expectations = Expectation.of(run);
        assertThat(expectations).allMatch(Expectation::met);
        assertThat(expectations.getFirst().observations()).isEqualTo(4);
        assertThat(expectations.getLast().observations()).isEqualTo(1);
    }

    private static final String CHECKED = """
            name: maps
            data: {n: 6, L: 20, train: 40, test: 20, fresh: 50, seed: 1}
            task: {kind: subspaces, d: 3, variance: 2, noise: 1}
            model: {attention: softmax}
            training: {epochs: 4, batch: 10}
            baselines: [zero]
            evaluate: [{name: s, kind: shift, d: [1, 3], prompts: 50}]
            sweep: {data.L: [10, 20], model.attention: [softmax, linear]}
            figures: [{name: f, %s}]
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind: heat_map, x: {of: data.L}, y: {of: e}, value: {of: mse_per_dim}      | unknown coordinate 'e'
            kind: heat_map, x: {of: data.L}, y: {of: data.L}, value: {of: mse_per_dim} | figures.y: of must differ from that of x, got data.L
            kind: heat_map, x: {of: data.L}, y: {of: d}, value: {of: fresh_mse_per_dim} | must have something to show, got no fresh_mse_per_dim
            kind: heat_map, x: {of: data.L}, y: {of: d}, value: {of: mse_per_dim}, theory: [finite_context_product] | finite_context_product must be about what the colours show, got mse_per_dim
            kind: heat_map, x: {of: data.L}, y: {of: d}, value: {of: mse_per_dim}, theory: [fixed_point_norm] | must be about what the colours show
            kind: heat_map, x: {of: data.L}, y: {of: d}, value: {of: mse_per_d}, at: {model: softmax}, theory: [scaled_identity_loss] | scaled_identity_loss must be known of a trial that is drawn, got none
            'kind: curves, x: {of: epoch}, panels: [{y: {of: fresh_mse_per_dim}}]' | must have something to show, got no fresh_mse_per_dim
            'kind: curves, x: {of: epoch}, panels: [{y: {of: test_mse_per_dim}, at: {model: linear}, theory: [gradient_flow_loss]}]' | gradient_flow_loss must go with a training by plain sgd at a constant rate
            'kind: curves, x: {of: data.L}, panels: [{y: {of: test_mse_per_dim}, theory: [gradient_flow_loss]}]' | gradient_flow_loss must go with x of epoch, got data.L
            """)
    void whatIsWrongIsNamed(String figure, String message) {
        assertThatThrownBy(() -> Recipe.parse("maps", CHECKED.formatted(figure), List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining(message);
    }
}
