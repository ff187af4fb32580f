package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Band;
import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Panel;
import icd.figure.Rule;
import icd.io.NpyArray;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.RunResult;
import icd.workbench.result.TrialResult;
import icd.workbench.tree.RecipeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** Figures of weights whose numbers are known: W = v I + r off the diagonal, with other v and r for every epoch. */
class WeightsOverTimeTest {

    private static final String RECIPE = """
            name: weights
            data: {n: 16, L: 500, train: 8, test: 2}
            model: {attention: linear}
            training: {epochs: 4, batch: 4, keep: [1, 3]}
            cases:
              subspaces: {task: {kind: subspaces, d: 8, variance: 2, noise_variance: 1}}
              mixtures:
                task: {kind: mixtures, K: 2, radius: 1, variance: 0.1, noise_variance: 0.1}
                training: {epochs: 3, keep: [1]}
            sweep: {training.seed: [1, 2]}
            figures:
              - {name: maps, kind: weights_over_time%s}
              - {name: curves, kind: weight_curves}
            """;

    private static RunResult run(String options) {
        Recipe recipe = Recipe.parse("r.yaml", RECIPE.formatted(options), List.of());
        List<TrialResult> trials =
                recipe.trials().stream().map(WeightsOverTimeTest::result).toList();
        return new RunResult(recipe, new LinkedHashMap<>(), trials, List.of(), new LinkedHashMap<>());
    }

    private static TrialResult result(TrialSpec trial) {
        var training = trial.training().orElseThrow();
        SequencedMap<String, NpyArray> weights = new LinkedHashMap<>();
        put(weights, trial, "init", 0);
        training.keep().forEach(epoch -> put(weights, trial, "epoch" + epoch, epoch));
        put(weights, trial, "final", training.epochs());
        double[] losses = new double[training.epochs() + 1];
        return TrialResult.of(
                trial.id(),
                "",
                trial.label(),
                trial.label(),
                "linear",
                trial.weightSeed(),
                0,
                losses,
                losses,
                training.epochs(),
                0,
                0,
                weights,
                new LinkedHashMap<>());
    }

    /** Of seed s at epoch e: W_PV = -(1 + e) s I with 0.1 e off the diagonal, W_KQ = -0.5 (1 + e) s I with 0.2 e. */
    private static void put(SequencedMap<String, NpyArray> weights, TrialSpec trial, String when, int epoch) {
        double v = -(1.0 + epoch) * trial.weightSeed();
        weights.put("W_KQ_" + when, NpyArray.of(new double[] {0.5 * v, 0.2 * epoch, -0.2 * epoch, 0.5 * v}, 2, 2));
        weights.put("W_PV_" + when, NpyArray.of(new double[] {v, 0.1 * epoch, -0.1 * epoch, v}, 2, 2));
    }

    private static Figure figure(int number, String options) {
        RunResult run = run(options);
        return FigureBuilder.build(run.recipe().figures().get(number), run);
    }

    private static HeatMap map(Figure figure, int row, int column) {
        return (HeatMap) figure.rows().get(row).panels().get(column);
    }

    @Test
    void eachMatrixHasARowAndEachKeptEpochAColumn() {
        Figure figure = figure(0, "");
        assertThat(figure.headings()).extracting(heading -> heading.text()).containsExactly("Epoch 0", "1", "3", "4");
        assertThat(figure.rows())
                .extracting(row -> row.title())
                .containsExactly("Subspaces W_{KQ}", "Subspaces W_{PV}", "Mixtures W_{KQ}", "Mixtures W_{PV}");
        assertThat(map(figure, 0, 2).values().toArray()).isEqualTo(new double[][] {{2, -0.2 * 3}, {0.2 * 3, 2}});
        assertThat(map(figure, 0, 2).note()).isEqualTo("2.00");
        assertThat(map(figure, 1, 3).values().toArray()).isEqualTo(new double[][] {{5, -0.1 * 4}, {0.1 * 4, 5}});
        assertThat(map(figure, 3, 0).note()).isEqualTo("1.00");
        assertThat(figure.rows().get(2).panels().get(3))
                .as("mixtures have no epoch 4")
                .isInstanceOf(Blank.class);
        assertThat(map(figure, 3, 2).note()).as("their last is 3").isEqualTo("4.00");
        assertThat(figure.note())
                .startsWith("Linear attention. Under each matrix")
                .contains("Blank: ");
    }

    @Test
    void epochsAndTrialsCanBeChosen() {
        Figure figure = figure(0, ", epochs: [4, 0], at: {case: subspaces, training.seed: 2}");
        assertThat(figure.headings()).extracting(heading -> heading.text()).containsExactly("Epoch 0", "4");
        assertThat(figure.rows()).hasSize(2);
        assertThat(map(figure, 1, 1).note()).isEqualTo("10.00");
        assertThat(figure.note()).doesNotContain("Blank: ");
        assertThatThrownBy(() -> run(", at: {model: bayes}"))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("figures: maps must have a trial to show, got none at {model=bayes}");
    }

    @Test
    void whatIsNotKeptAndWhatNothingHasIsRefused() {
        assertThatThrownBy(() -> run(", epochs: [0, 2]"))
                .isInstanceOf(RecipeException.class)
                .hasMessage(
                        "r.yaml:12:55: figures.epochs must be among those that training.keep keeps, 0, 1, 3, 4, got 2");
        assertThatThrownBy(() -> run(", at: {seed: 1}"))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("r.yaml:12:54: figures.at: unknown coordinate 'seed'")
                .hasMessageContaining("training.seed");
    }

    private static List<Mark> marks(Figure figure, int row, int column) {
        Panel panel = figure.rows().get(row).panels().get(column);
        return ((Chart) panel).marks();
    }

    private static <T extends Mark> T only(List<Mark> marks, Class<T> kind, String label) {
        return marks.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(mark -> mark.label().equals(label) || mark instanceof Rule)
                .findFirst()
                .orElseThrow();
    }

    /** Means over seeds 1 and 2: 1.5 of what seed 1 has; alpha beta has 0.5 (1 + e)^2 (1 + 4)/2. */
    @Test
    void curvesAreMeansOverSeedsWithTheirRange() {
        Figure figure = figure(1, "");
        assertThat(figure.rows())
                .extracting(row -> row.title())
                .containsExactly("Case 1: subspaces", "Case 3: mixtures");
        assertThat(figure.fullTitle(1, 2)).isEqualTo("Product αβ, Case 3: mixtures");
        Line beta = only(marks(figure, 0, 0), Line.class, "linear attention");
        assertThat(beta.x().toArray()).containsExactly(0, 1, 3, 4);
        assertThat(beta.y().toArray()).containsExactly(0.75, 1.5, 3, 3.75);
        Line alpha = only(marks(figure, 0, 1), Line.class, "linear attention");
        assertThat(alpha.y().toArray()).as("of the sign that makes it positive").containsExactly(1.5, 3, 6, 7.5);
        Band range = only(marks(figure, 0, 1), Band.class, "linear attention");
        assertThat(range.low().toArray()).containsExactly(1, 2, 4, 5);
        assertThat(range.high().toArray()).containsExactly(2, 4, 8, 10);
        Line product = only(marks(figure, 0, 2), Line.class, "linear attention");
        assertThat(product.y().toArray()).containsExactly(1.25, 5, 20, 31.25);
        Line rest = only(marks(figure, 0, 0), Line.class, "(linear attention, off-diagonal rms)");
        assertThat(rest.y().toArray()).containsExactly(new double[] {0, 0.2, 0.6, 0.8}, within(1e-12));
        assertThat(only(marks(figure, 1, 1), Line.class, "linear attention").x().toArray())
                .containsExactly(0, 1, 3);
    }

    /** ORACLES, finite-context optimum: 0.327439 for the subspaces of Figure 3; of mixtures none is known. */
    @Test
    void theBestProductIsDrawnWhereTheoryKnowsIt() {
        Figure figure = figure(1, "");
        assertThat(only(marks(figure, 0, 2), Rule.class, "").y()).isCloseTo(0.327439, within(5e-7));
        assertThat(marks(figure, 1, 2)).noneMatch(Rule.class::isInstance);
    }

    @Test
    void withoutATrainingThereAreNoCurves() {
        Recipe recipe = Recipe.parse(
                "r.yaml",
                "name: r\ndata: {n: 4, L: 5}\ntask: {kind: subspaces, d: 2, variance: 1, noise_variance: 1}\n",
                List.of());
        RunResult run = new RunResult(recipe, new LinkedHashMap<>(), List.of(), List.of(), new LinkedHashMap<>());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FigureBuilder.build(new WeightCurvesFigure("c", Bars.RANGE, 171), run))
                .withMessage("a recipe with weight_curves must train a layer, got none");
    }
}
