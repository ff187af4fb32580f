package icd.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.task.Subspaces;
import icd.theory.LinearOptimum;
import icd.workbench.recipe.Recipe;
import icd.workbench.result.Expectation;
import icd.workbench.result.Measured;
import icd.workbench.result.Observations;
import icd.workbench.run.RunFiles;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer given, not trained, whose loss theory knows: what a run finds, and what it says to expectations. */
class ExpectationsTest {

    /** The optimal product at L = 50, d = 4, sigma_0^2 = 2, sigma_Z^2 = 1 (ORACLES: finite-context optimum). */
    private static final double PRODUCT = 1 / (3 * (1 + 5.0 / 50));

    private static final String GIVEN = """
            name: given
            data: {n: 8, L: 50, fresh: 4000, baseline_draws: 20000, seed: 3}
            task: {kind: subspaces, d: 4, variance: 2, noise_variance: 1}
            model: {attention: linear, weights: scalar, init: {kind: identity, alpha: 2, beta: %s}}
            evaluate: [{kind: shift, d: [2, 4], L: [50, 200], prompts: 2000}]
            expect:
            """.formatted(PRODUCT / 2);

    @TempDir
    private Path scratch;

    private RecipeRun run(String expectations) throws IOException {
        Recipe recipe = Recipe.parse("given", GIVEN + expectations, List.of());
        return TestRuns.run(recipe, scratch.resolve("run"), 2);
    }

    private static double loss(int d, int L) {
        return LinearOptimum.of(new Subspaces(8, d, 2, 1), L).loss(PRODUCT);
    }

    @Test
    void aGivenLayerIsEvaluatedWithoutTraining() throws IOException {
        RecipeRun run = run("  - {metric: alpha_beta, value: " + PRODUCT + ", tolerance: 1e-12}\n");
        assertThat(run.succeeded()).isTrue();
        assertThat(run.result().trials().getFirst().trainLoss()).isEmpty();
        Path trial = run.path().resolve("trials/given");
        assertThat(trial.resolve("metrics.csv")).doesNotExist();
        assertThat(trial.resolve("weights.npz")).exists();
        assertThat(Files.readAllLines(trial.resolve("shift.csv")))
                .hasSize(5)
                .first()
                .isEqualTo("d,L,mse_per_dim,mse_per_dim_error,mse_per_d,mse_per_d_error");
    }

    @Test
    void itsLossesAreThoseOfTheFormulaAtEveryShift() throws IOException {
        List<Measured> all = Observations.of(run("  []\n").result());
        for (int d : new int[] {2, 4}) {
            for (int L : new int[] {50, 200}) {
                Measured found = all.stream()
                        .filter(o -> o.metric().equals("mse_per_d") && o.isAt(Map.of("d", "" + d, "L", "" + L)))
                        .findFirst()
                        .orElseThrow();
                assertThat(found.value())
                        .as("MSE/d at d = %d, L = %d", d, L)
                        .isCloseTo(loss(d, L) / d, within(4 * found.standardError()));
                assertThat(found.standardError()).isBetween(1e-3, 0.05);
            }
        }
    }

    @Test
    void whatIsNotMetFails() throws IOException {
        RecipeRun run = run("""
                  - {metric: mse_per_d, at: {d: 4, L: 50}, value: %s, tolerance: 0.1, source: formula}
                  - {metric: mse_per_d, at: {d: 4, L: 50}, value: 0.1, tolerance: 0.1, relation: at_most}
                  - {metric: mse_per_dim, at: {model: bayes}, value: 0.3333333, tolerance: 0.01}
                """.formatted(loss(4, 50) / 4));
        assertThat(run.expectations()).extracting(Expectation::met).containsExactly(true, false, true);
        assertThat(run.succeeded()).isFalse();
        assertThat(run.toString())
                .contains("mse_per_d of d = 4, L = 50  at most 0.2", "NOT MET", "2 of 3 expectations met");
        assertThat(run.summary().get("expectations").get(1).get("met").asBoolean())
                .isFalse();
        assertThat(Expectation.of(RunFiles.read(run.path())).toString())
                .isEqualTo(run.expectations().toString());
    }

    @Test
    void theMeanOfWhatFitsIsComparedWithItsSpread() throws IOException {
        Expectation both = run("  - {metric: mse_per_d, at: {L: 200}, value: 0.7, tolerance: 0.1}\n")
                .expectations()
                .getFirst();
        assertThat(both.observations()).isEqualTo(2);
        assertThat(both.measured()).isEqualTo((both.low() + both.high()) / 2, within(1e-12));
        assertThat(both.estimate().error()).isEqualTo((both.high() - both.low()) / 2, within(1e-12));
    }

    @Test
    void theLeastOrTheGreatestCanBeComparedToo() throws IOException {
        RecipeRun run = run("""
                  - {metric: mse_per_d, take: least, at: {L: 50}, value: 0.72, tolerance: 0.1}
                  - {metric: mse_per_d, take: greatest, value: 0, tolerance: 0.1, relation: at_most}
                """);
        Expectation least = run.expectations().getFirst();
        Expectation greatest = run.expectations().get(1);
        assertThat(least.measured()).isEqualTo(least.low()).isLessThan(least.high());
        assertThat(least.estimate().error()).isBetween(1e-3, 0.05);
        assertThat(least.toString())
                .startsWith("least mse_per_d of L = 50: expected 0.72 ± 0.1, found 0.")
                .endsWith(" at d = 2");
        assertThat(greatest.measured()).isEqualTo(greatest.high());
        assertThat(greatest.found()).endsWith(" at d = 4, L = 50");
        assertThat(greatest.met()).isFalse();
        assertThat(run.summary().get("expectations").get(0).get("take").asString())
                .isEqualTo("least");
        assertThat(run.summary().get("expectations").get(0).get("place").asString())
                .isEqualTo("d = 2");
    }

    @Test
    void namesThatNothingHasAreRefusedBeforeTheRun() {
        assertThatThrownBy(() ->
                        Recipe.parse("given", GIVEN + "  - {metric: alpha_betta, value: 1, tolerance: 1}\n", List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("given:7:")
                .hasMessageContaining("unknown metric 'alpha_betta', did you mean 'alpha_beta'?");
        assertThatThrownBy(() -> Recipe.parse(
                        "given",
                        GIVEN + "  - {metric: alpha_beta, at: {data.L: 50}, value: 1, tolerance: 1}\n",
                        List.of()))
                .hasMessageContaining("unknown coordinate 'data.L'");
        assertThatThrownBy(() -> Recipe.parse(
                        "given",
                        GIVEN + "  - {metric: alpha_beta, at: {case: spheres}, value: 1, tolerance: 1}\n",
                        List.of()))
                .hasMessageContaining("unknown case 'spheres'");
    }

    @Test
    void whatTheRecipeDoesNotMeasureIsRefusedToo() {
        String line = "  - {metric: %s, value: 1, tolerance: 1}\n";
        assertThatThrownBy(() -> Recipe.parse(
                        "given",
                        GIVEN + line.formatted("over_bayes"),
                        List.of("baselines=[zero]", "expect=[{metric: over_bayes, value: 1, tolerance: 1}]")))
                .hasMessageContaining("unknown metric 'over_bayes'");
        assertThatThrownBy(() -> Recipe.parse(
                        "given",
                        GIVEN + "  - {metric: alpha_beta, at: {model: linear}, value: 1, tolerance: 1}\n",
                        List.of()))
                .hasMessageContaining("unknown model 'linear', did you mean 'linear_scalar'?");
        assertThatThrownBy(
                        () -> Recipe.parse("given", GIVEN + "  []\nfigures: [{name: f, kind: training}]\n", List.of()))
                .hasMessageContaining("figures: f must come with training");
    }
}
