package icd.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.figure.Chart;
import icd.figure.Line;
import icd.figure.Rule;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.theory.Conditions;
import icd.theory.KnownLaw;
import icd.theory.LinearOptimum;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.RecipeRun;
import icd.workbench.report.TestRuns;
import icd.workbench.result.RunResult;
import icd.workbench.result.TrialResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is swept reaches a law by its whole path: initial scales and the optimiser's rate are not those of a trained layer. */
class LawConditionsTest {

    private static final String RECIPE = """
            name: swept
            data: {n: 6, L: 20, train: 40, test: 10, fresh: 50, seed: 1}
            task: {kind: subspaces, d: 3, variance: 2, noise_variance: 1}
            model: {attention: linear, weights: scalar, init: {kind: identity, alpha: 1, beta: 1}}
            training: {epochs: 2, batch: 10, optimiser: {kind: adam, rate: 0.02}}
            baselines: []
            evaluate: [{kind: descent, rate: [0.5], steps: [1, 2]}]
            """;

    @TempDir
    private Path scratch;

    private RunResult run(String recipe) throws IOException {
        Recipe read = Recipe.parse("swept", recipe, List.of());
        RecipeRun all = TestRuns.run(read, scratch.resolve("run"), 2);
        assertThat(all.failures()).isEmpty();
        return all.result();
    }

    private static Chart chart(RunResult run) {
        return (Chart) FigureBuilder.build(run.recipe().figures().getFirst(), run)
                .rows()
                .getFirst()
                .panels()
                .getFirst();
    }

    private static Line line(Chart chart, String label) {
        return chart.marks().stream()
                .filter(mark -> mark instanceof Line && mark.label().equals(label))
                .map(Line.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " is not among " + chart.marks()));
    }

    private static String figure(String x, String panel) {
        return "figures: [{name: f, kind: curves, x: {of: %s}, series: model, panels: [%s]}]\n".formatted(x, panel);
    }

    @Test
    void initialScalesAreNotTheTrainedOnes() throws IOException {
        RunResult run = run(RECIPE
                + "sweep: {model.init.alpha: [0.5, 1, 2]}\n"
                + figure("model.init.alpha", "{y: {of: fresh_mse_per_dim}, theory: [scaled_identity_loss]}"));
        Line theory = line(chart(run), KnownLaw.SCALED_IDENTITY_LOSS.label());
        assertThat(theory.x().toArray()).containsExactly(0.5, 1, 2);
        LinearOptimum optimum = LinearOptimum.of(new Subspaces(6, 3), 20);
        for (int i = 0; i < 3; i++) {
            TrialResult trial = run.trials().get(i);
            assertThat(trial.alpha()).as("trained").isNotCloseTo(theory.x().at(i), within(1e-3));
            assertThat(theory.y().at(i)).isCloseTo(optimum.loss(trial.alpha() * trial.beta()) / 6, within(1e-12));
        }
    }

    @Test
    void theOptimisersRateIsNotThatOfDescent() throws IOException {
        RunResult run = run(RECIPE
                + "sweep: {training.optimiser.rate: [0.001, 0.05]}\n"
                + figure(
                        "training.optimiser.rate",
                        "{y: {of: mse_per_dim}, at: {evaluation: descent, steps: 2}, theory: [descent_loss]}"));
        Line theory = line(chart(run), KnownLaw.DESCENT_LOSS.label());
        assertThat(theory.x().toArray()).containsExactly(0.001, 0.05);
        for (int i = 0; i < 2; i++) {
            TrialResult trial = run.trials().get(i);
            // q = p (1 - alpha beta sigma_0^2) + ..., by hand: half a step twice
            double q = 1 - 0.5 * (1 - trial.alpha() * trial.beta() * 2);
            double expected = (3 * (2 * (1 - q * q) * (1 - q * q) + q * q * q * q) + 3 * 0.0625) / 6;
            assertThat(theory.y().at(i)).isCloseTo(expected, within(1e-12));
        }
    }

    /** Without a training the layer is the one that was swept, and theory is asked between the points measured. */
    @Test
    void untrainedScalesAreSwept() throws IOException {
        RunResult run = run(RECIPE.replaceAll("training: .*\n", "")
                + "sweep: {model.init.alpha: [0.5, 1, 2]}\n"
                + figure("model.init.alpha", "{y: {of: fresh_mse_per_dim}, theory: [scaled_identity_loss]}"));
        Line theory = line(chart(run), KnownLaw.SCALED_IDENTITY_LOSS.label());
        assertThat(theory.x().toArray()).hasSize(201).startsWith(0.5).endsWith(2);
        assertThat(theory.y().at(200))
                .isCloseTo(LinearOptimum.of(new Subspaces(6, 3), 20).loss(2) / 6, within(1e-12));
    }

    /** Parameters of the task are those of another task. */
    @Test
    void parametersOfTheTask() throws IOException {
        RunResult run = run(
                RECIPE
                        + "sweep: {task.noise_variance: [0.5, 1]}\n"
                        + figure(
                                "task.noise_variance",
                                "{y: {of: fresh_mse_per_dim}, theory: [bayes_loss, zero_loss, finite_context_loss, scaled_identity_loss]}"));
        Chart chart = chart(run);
        Line bayes = line(chart, "Bayes");
        assertThat(bayes.x().toArray()).hasSize(201);
        assertThat(bayes.y().at(100)).isCloseTo(3 * 2 * 0.75 / 2.75 / 6, within(1e-12));
        assertThat(chart.marks())
                .anyMatch(mark -> mark instanceof Rule && mark.label().equals("zero predictor"));
        Line best = line(chart, KnownLaw.FINITE_CONTEXT_LOSS.label());
        assertThat(best.y().at(100))
                .isCloseTo(LinearOptimum.of(new Subspaces(6, 3, 2, 0.75), 20).loss() / 6, within(1e-12));
        Line own = line(chart, KnownLaw.SCALED_IDENTITY_LOSS.label());
        assertThat(own.x().toArray()).as("each with layers of its own").containsExactly(0.5, 1);
        for (int i = 0; i < 2; i++) {
            TrialResult trial = run.trials().get(i);
            assertThat(own.y().at(i))
                    .isCloseTo(
                            LinearOptimum.of(new Subspaces(6, 3, 2, own.x().at(i)), 20)
                                            .loss(trial.alpha() * trial.beta())
                                    / 6,
                            within(1e-12));
        }
    }

    /** The ambient dimension changes the task, the layer and the unit of the loss: it is asked where it was measured. */
    @Test
    void theAmbientDimension() throws IOException {
        RunResult run = run(RECIPE.replace("n: 6", "n: 5")
                + "sweep: {data.n: [4, 6]}\n"
                + figure("data.n", "{y: {of: fresh_mse_per_dim}, theory: [zero_loss, scaled_identity_loss]}"));
        Line zero = line(chart(run), "zero predictor");
        assertThat(zero.x().toArray()).containsExactly(4, 6);
        assertThat(zero.y().at(0)).isCloseTo(6 / 4.0, within(1e-12));
        assertThat(zero.y().at(1)).isCloseTo(6 / 6.0, within(1e-12));
    }

    @Test
    void thresholdsAreOfTheFirstSeries() throws IOException {
        RunResult run = run(
                RECIPE.replaceAll("training: .*\n", "")
                                .replace("linear", "softmax")
                                .replaceAll(
                                        "task: .*\n", "task: {kind: spheres, d: 2, radius: 1, noise_variance: 0.1}\n")
                        + "sweep: {model.init.beta: [1, 4, 8]}\n"
                        + figure(
                                "model.init.beta",
                                "{y: {of: norm}, at: {evaluation: descent, steps: 2}, theory: [fixed_point_norm, stability_threshold]}"));
        Chart chart = chart(run);
        Line norm = line(chart, KnownLaw.FIXED_POINT_NORM.label());
        assertThat(norm.y().at(0)).isZero();
        assertThat(norm.y().at(200))
                .isEqualTo(KnownLaw.FIXED_POINT_NORM.at(Conditions.of(new Spheres(6, 2))
                        .layer(AttentionLayer.softmax(6).identity(1, 8))));
        assertThat(chart.marks()).anyMatch(mark -> mark instanceof icd.figure.VerticalRule rule && rule.x() == 3);
    }
}
