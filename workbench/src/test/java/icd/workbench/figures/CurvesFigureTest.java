package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Band;
import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.ErrorBars;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Rule;
import icd.figure.Style;
import icd.figure.VerticalRule;
import icd.task.Subspaces;
import icd.theory.LinearOptimum;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.RecipeRun;
import icd.workbench.report.TestRuns;
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

/** Given layers, so that every curve is known: means and ranges over three data seeds, series, baselines, theory. */
class CurvesFigureTest {

    private static final String RECIPE = """
            name: given
            data: {n: 6, L: 20, fresh: 200, baseline_draws: 500, seed: 1}
            task: {kind: subspaces, d: 3, variance: 2, noise_variance: 1}
            model: {attention: linear, weights: scalar, init: {kind: identity, alpha: 1, beta: 0.25}}
            baselines: [zero, bayes]
            evaluate: [{kind: shift, d: [1, 3, 5], L: [10, 40], prompts: 50}]
            sweep:
              data.L: [10, 20, 40]
              data.seed: [1, 2, 3]
            figures:
              - name: by-length
                kind: curves
                x: {of: data.L, label: "length", scale: log}
                panels:
                  - {title: Loss, y: {of: fresh_mse_per_dim, range: [0, 2]}, theory: [finite_context_loss, bayes_loss], baselines: [zero]}
                  - {title: Product, y: {of: alpha_beta}, theory: [finite_context_product, asymptotic_product]}
                  - {title: One, y: {of: fresh_mse_per_dim}, at: {data.seed: 2}}
                columns: 2
                width: 84
              - name: by-dimension
                kind: curves
                x: {of: d}
                series: L
                series_label: "length"
                panels:
                  - {y: {of: mse_per_d}, at: {data.seed: 1, data.L: 20}, theory: [scaled_identity_loss, bayes_loss]}
              - name: nine-series
                kind: curves
                x: {of: d}
                series: trial
                panels:
                  - {y: {of: mse_per_d}, at: {L: 10}}
              - name: derived
                kind: curves
                x: {of: data.L, scale: log}
                series: data.seed
                highlight: "2"
                bars: ci95
                panels:
                  - {y: {of: alpha - beta}, levels: [1]}
                  - {y: {of: alpha / alpha_beta}}
              - name: far
                kind: curves
                x: {of: data.L}
                names: {linear_scalar: the given layer, zero: nothing}
                panels:
                  - {y: {of: fresh_mse_per_dim, range: [0, 200]}, baselines: [zero], verticals: [15]}
              - name: both
                kind: curves
                x: {of: data.L}
                series: L
                further: [d]
                panels:
                  - {y: {of: mse_per_d}}
            """;

    @TempDir
    private static Path scratch;

    private static RunResult run;

    @BeforeAll
    static void runIt() throws IOException {
        Recipe recipe = Recipe.parse("given", RECIPE, List.of());
        RecipeRun all = TestRuns.run(recipe, scratch.resolve("run"), 2);
        assertThat(all.failures()).isEmpty();
        run = all.result();
    }

    private static Figure figure(int number) {
        return FigureBuilder.build(run.recipe().figures().get(number), run);
    }

    private static Chart chart(int number, int row, int column) {
        return (Chart) figure(number).rows().get(row).panels().get(column);
    }

    private static <M extends Mark> M mark(Chart chart, Class<M> kind, String label) {
        return chart.marks().stream()
                .filter(mark -> kind.isInstance(mark) && mark.label().equals(label))
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " is not among " + chart.marks()));
    }

    private static double[] found(String metric, Map<String, String> at) {
        return Observations.of(run).stream()
                .filter(observation -> observation.metric().equals(metric) && observation.isAt(at))
                .mapToDouble(Measured::value)
                .toArray();
    }

    @Test
    void aLineIsTheMeanAndABandTheRange() {
        Chart loss = chart(0, 0, 0);
        Line line = mark(loss, Line.class, "linear attention, α and β trained alone");
        Band band = mark(loss, Band.class, line.label());
        assertThat(line.x().toArray()).containsExactly(10, 20, 40);
        for (int i = 0; i < 3; i++) {
            double[] all = found(
                    "fresh_mse_per_dim", Map.of("data.L", "" + (int) line.x().at(i)));
            Arrays.sort(all);
            assertThat(all).hasSize(3);
            assertThat(line.y().at(i)).isCloseTo((all[0] + all[1] + all[2]) / 3, within(1e-12));
            assertThat(band.low().at(i)).isEqualTo(all[0]);
            assertThat(band.high().at(i)).isEqualTo(all[2]);
        }
        assertThat(loss.x().logarithmic()).isTrue();
        assertThat(loss.x().label()).isEqualTo("length");
        assertThat(loss.y().high()).isEqualTo(2);
        assertThat(loss.y().label()).isEqualTo("fresh\\_mse\\_per\\_dim");
        assertThat(figure(0).note()).isEqualTo("Lines: mean over 3 data sets; bands: their range.");
    }

    @Test
    void aSingleObservationHasItsStandardError() {
        Chart one = chart(0, 1, 0);
        Band band = mark(one, Band.class, "linear attention, α and β trained alone");
        Measured last = Observations.of(run).stream()
                .filter(o -> o.metric().equals("fresh_mse_per_dim") && o.isAt(Map.of("data.L", "40", "data.seed", "2")))
                .findFirst()
                .orElseThrow();
        assertThat(band.low().at(2)).isEqualTo(last.value() - last.standardError());
        assertThat(band.high().at(2) - band.low().at(2)).isCloseTo(2 * last.standardError(), within(1e-12));
    }

    @Test
    void theoryIsOneCurveWhereItIsTheSameForAllAndARuleWhereItIsLevel() {
        Chart loss = chart(0, 0, 0);
        Line best = mark(loss, Line.class, "best scaled identities at L");
        assertThat(best.x().toArray()).hasSize(31).startsWith(10, 11).endsWith(40);
        assertThat(best.y().at(5))
                .isCloseTo(LinearOptimum.of(new Subspaces(6, 3, 2, 1), 15).msePerDim(), within(1e-12));
        assertThat(mark(loss, Rule.class, "Bayes").y()).isCloseTo(3 * (2 / 3.0) / 6, within(1e-12));
        assertThat(mark(chart(0, 0, 1), Rule.class, "1/(σ_0^2 + σ_Z^2)").y()).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void aBaselineIsTheMeanOfWhatIsThere() {
        double[] zero = found("mse_per_dim", Map.of("model", "zero"));
        assertThat(mark(chart(0, 0, 0), Rule.class, "zero predictor").y())
                .isCloseTo(Arrays.stream(zero).average().orElseThrow(), within(1e-12));
    }

    @Test
    void panelsFillRowsAndAreNotLettered() {
        Figure figure = figure(0);
        assertThat(figure.rows()).hasSize(2);
        assertThat(figure.rows().get(1).panels().get(1)).isInstanceOf(Blank.class);
        assertThat(figure.width()).isEqualTo(84);
        assertThat(figure.lettered()).isFalse();
    }

    /** At the evaluation's L and d, not the trial's; MSE/d, not MSE/n. */
    @Test
    void theoryIsACurveForEachSeriesWhereItDiffers() {
        Chart chart = chart(1, 0, 0);
        assertThat(chart.marks().stream().filter(Line.class::isInstance).map(Mark::label))
                .containsExactly(
                        "length = 10",
                        "length = 40",
                        "(scaled identities of the trained αβ, length = 10)",
                        "(scaled identities of the trained αβ, length = 40)");
        Line theory = mark(chart, Line.class, "(scaled identities of the trained αβ, length = 40)");
        assertThat(theory.x().toArray()).containsExactly(1, 2, 3, 4, 5);
        assertThat(theory.y().at(4))
                .isCloseTo(LinearOptimum.of(new Subspaces(6, 5, 2, 1), 40).loss(0.25) / 5, within(1e-12));
        Line measured = mark(chart, Line.class, "length = 40");
        assertThat(theory.style().colour()).isEqualTo(measured.style().colour());
        assertThat(measured.y().at(2))
                .isEqualTo(found("mse_per_d", Map.of("data.L", "20", "data.seed", "1", "d", "5", "L", "40"))[0]);
        assertThat(mark(chart, Rule.class, "Bayes").y()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(figure(1).note())
                .isEqualTo(
                        "Dashed: scaled identities of the trained αβ. Each point was measured once; bands: one standard error.");
    }

    @Test
    void manySeriesHaveBarsInsteadOfBands() {
        Chart chart = chart(2, 0, 0);
        assertThat(chart.marks()).hasSize(18).noneMatch(Band.class::isInstance);
        assertThat(chart.marks().stream().filter(ErrorBars.class::isInstance)).hasSize(9);
        assertThat(chart.marks().stream().map(mark -> mark.style().marker()).distinct())
                .hasSize(8);
    }

    /** Given alpha = 1 and beta = 0.25, their difference is 0.75 and 1 / 0.25 = 4, at every length and seed. */
    @Test
    void differencesAndRatiosAreOfWhatWasMeasuredAtOnePlace() {
        Chart difference = chart(3, 0, 0);
        assertThat(mark(difference, Line.class, "seed = 1").y().toArray()).containsExactly(0.75, 0.75, 0.75);
        assertThat(mark(chart(3, 0, 1), Line.class, "seed = 3").y().toArray()).containsExactly(4, 4, 4);
        assertThat(mark(difference, Rule.class, "").y()).isEqualTo(1);
        assertThat(difference.y().label()).isEqualTo("alpha - beta");
        assertThat(mark(difference, Line.class, "seed = 2").style().colour()).isEqualTo(Colour.BLACK);
        assertThat(difference.direct())
                .as("three lines find room where they end")
                .isTrue();
    }

    /** Over an axis to 200 a range of some hundredths would be a line: the legend must not show a band that nobody sees. */
    @Test
    void bandsThatNobodyWouldSeeAreLeftOut() {
        Chart far = chart(4, 0, 0);
        assertThat(far.marks()).noneMatch(Band.class::isInstance);
        assertThat(figure(4).note())
                .isEqualTo("Lines: mean over 3 data sets; bands (their range) would be hardly wider than the lines.");
    }

    @Test
    void aRecipeNamesLinesAndUprightLinesHaveNone() {
        Chart far = chart(4, 0, 0);
        assertThat(mark(far, Line.class, "the given layer").x().toArray()).containsExactly(10, 20, 40);
        assertThat(mark(far, Rule.class, "nothing").style())
                .isEqualTo(mark(chart(0, 0, 0), Rule.class, "zero predictor").style());
        assertThat(mark(far, VerticalRule.class, "").x()).isEqualTo(15);
    }

    @Test
    void valuesOfFurtherCoordinatesHaveLinesOfTheirOwn() {
        Chart both = chart(5, 0, 0);
        assertThat(both.marks().stream()
                        .filter(Line.class::isInstance)
                        .map(Mark::label)
                        .sorted())
                .containsExactly(
                        "L = 10, d = 1",
                        "L = 10, d = 3",
                        "L = 10, d = 5",
                        "L = 40, d = 1",
                        "L = 40, d = 3",
                        "L = 40, d = 5");
        Style first = mark(both, Line.class, "L = 10, d = 1").style();
        Style other = mark(both, Line.class, "L = 10, d = 3").style();
        assertThat(other.colour()).as("one colour for one value").isEqualTo(first.colour());
        assertThat(other.dash()).isNotEqualTo(first.dash());
        assertThat(mark(both, Line.class, "L = 40, d = 3").style().dash()).isEqualTo(other.dash());
        double[] each = found("mse_per_d", Map.of("data.L", "20", "L", "40", "d", "3"));
        assertThat(each).hasSize(3);
        assertThat(mark(both, Line.class, "L = 40, d = 3").y().at(1))
                .isCloseTo(Arrays.stream(each).average().orElseThrow(), within(1e-12));
    }

    @Test
    void aNameOfNoLineIsRefused() {
        assertThatThrownBy(() -> Recipe.parse("given", RECIPE.replace("zero: nothing", "zeroes: nothing"), List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("unknown name 'zeroes'")
                .hasMessageContaining("linear_scalar");
    }

    @Test
    void anUnknownMetricOfADifferenceIsRefused() {
        assertThatThrownBy(() -> Recipe.parse("given", RECIPE.replace("alpha - beta", "alpha - betta"), List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("unknown metric 'betta'");
    }
}
