package icd.workbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import icd.workbench.result.TrialResult;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What evaluations measure, where arithmetic says what they must find. */
class EvaluationsTest {

    private static final String HEAD = """
            name: evaluations
            data: {n: 4, L: 8, train: 20, test: 10, fresh: 30, seed: 3}
            task: {kind: spheres, d: 2, radius: 1, noise: 0.01}
            baselines: []
            """;

    @TempDir
    private Path scratch;

    private int runs;

    private TrialResult run(String model, String evaluation) throws IOException {
        Recipe recipe = Recipe.parse("r", HEAD + "model: " + model + "\nevaluate: [" + evaluation + "]\n", List.of());
        RunResult result =
                TestRuns.run(recipe, scratch.resolve("run" + runs++), 2).result();
        assertThat(result.failures()).isEmpty();
        return result.trials().getFirst();
    }

    private static String scalar(double beta) {
        return "{attention: softmax, weights: scalar, init: {kind: identity, alpha: 1, beta: " + beta + "}}";
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void errorsOfPromptsHaveTheFreshLossAsTheirMean() throws IOException {
        TrialResult trial = run("{attention: entmax, heads: 2}", "{kind: errors}");
        Table table = trial.tables().get("errors");
        assertThat(table.rows()).hasSize(30);
        assertThat(mean(table.column("mse_per_dim"))).isCloseTo(trial.fresh(), within(1e-14));
    }

    /** With beta = 0 all L tokens weigh the same; with a large one the nearest alone. */
    @Test
    void attentionGoesFromAllTokensToOne() throws IOException {
        Table even = run(scalar(0), "{kind: attention}").tables().get("attention");
        assertThat(even.column("entropy")[0]).isCloseTo(Math.log(8), within(1e-13));
        assertThat(even.column("effective_tokens")[0]).isCloseTo(8, within(1e-12));
        assertThat(even.column("largest_weight")[0]).isCloseTo(1 / 8.0, within(1e-14));
        Table one = run(scalar(1e7), "{name: b, kind: attention}").tables().get("b");
        assertThat(one.column("effective_tokens")[0]).isCloseTo(1, within(1e-6));
    }

    /** Linear weights z/L: the largest of z = x.u by hand. */
    @Test
    void scaledScoresGiveTheSameShares() throws IOException {
        String init = ", weights: scalar, init: {kind: identity, alpha: 1, beta: ";
        double[] first = run("{attention: linear" + init + "1}}", "{name: a, kind: attention}")
                .tables()
                .get("a")
                .column("entropy");
        double[] second = run("{attention: linear" + init + "-7}}", "{name: b, kind: attention}")
                .tables()
                .get("b")
                .column("entropy");
        assertThat(second[0]).isCloseTo(first[0], within(1e-13));
    }

    @Test
    void aScaledIdentityIsConservativeAndRandomMatricesAreNot() throws IOException {
        String evaluation = "{kind: conservativeness, prompts: 20}";
        double[] zero =
                run(scalar(5), evaluation).tables().get("conservativeness").column("asymmetry");
        assertThat(zero[0]).isLessThan(1e-7);
        double[] some = run("{attention: softmax}", "{name: c, kind: conservativeness, prompts: 20}")
                .tables()
                .get("c")
                .column("asymmetry");
        assertThat(some[0]).isGreaterThan(0.1);
    }

    /** One step of 1 is the layer; descent never raises the energy of softmax. */
    @Test
    void theEnergyFallsAndItsFirstStepIsTheLayer() throws IOException {
        TrialResult trial = run(scalar(3), "{kind: energy, steps: 10}");
        Table table = trial.tables().get("energy");
        assertThat(table.column("mse_per_dim")[1]).isCloseTo(trial.fresh(), within(1e-12));
        double[] energy = table.column("energy");
        for (int step = 1; step < energy.length; step++) {
            assertThat(energy[step]).isLessThanOrEqualTo(energy[step - 1] + 1e-12);
        }
    }

    /** At small beta the mean of the memories is the one minimum; at large beta each memory is one, and each basin its cell. */
    @Test
    void aCensusFindsTheMeanOrTheMemories() throws IOException {
        Table mean = run(scalar(0.1), "{kind: census, prompts: 3, starts: 20}")
                .tables()
                .get("census");
        assertThat(mean.column("minima")).containsOnly(1);
        assertThat(mean.column("memories")).containsOnly(0);
        assertThat(mean.column("spurious_share")).containsOnly(1);
        Table all = run(scalar(1e4), "{name: c, kind: census, prompts: 2, starts: 400}")
                .tables()
                .get("c");
        assertThat(all.column("minima")).containsOnly(8);
        assertThat(all.column("memories")).containsOnly(8);
        assertThat(all.column("memory_basin")).containsOnly(1);
    }

    @Test
    void memoriesAreRecalledAtLargeBetaAlone() throws IOException {
        Table table = run(scalar(1), "{kind: recall, memories: [2, 6], beta: [0.1, 10000], prompts: 40}")
                .tables()
                .get("recall");
        assertThat(table.at("memories")).containsExactly("2", "2", "6", "6");
        double[] recalled = table.column("recalled");
        assertThat(recalled[0]).isZero();
        assertThat(recalled[1]).isGreaterThan(0.9);
        assertThat(recalled[2]).isZero();
        assertThat(recalled[3]).isGreaterThan(0.8).isLessThanOrEqualTo(recalled[1]);
        assertThat(table.column("distance")[0]).isCloseTo(0.5, within(0.01)); // the mean of two
    }

    /** Equation 13 at another noise: the layer's own loss there, and on another task its linear response is not Bayes'. */
    @Test
    void aShiftGoesOverNoisesAndTasks() throws IOException {
        Table table = run(
                        scalar(100),
                        "{kind: shift, noise_variance: [0.01, 1], task: [{kind: spheres, d: 2, radius: 1, noise: 3},"
                                + " {kind: gaussians, eigenvalues: [1, 1, 1, 1], noise: 0.5}], prompts: 200}")
                .tables()
                .get("shift");
        assertThat(table.coordinates()).containsExactly("d", "L", "noise_variance", "task");
        assertThat(table.at("task")).containsExactly("spheres", "spheres", "gaussians", "gaussians");
        assertThat(table.at("noise_variance")).containsExactly("0.01", "1", "0.01", "1");
        double[] loss = table.column("mse_per_dim");
        assertThat(loss[0]).isLessThan(loss[1]);
        assertThat(loss[2]).isGreaterThan(loss[0]);
    }

    /** A layer of 32 weights fits 4 prompts of 4 numbers, whose targets are then its estimates; one of no use gives 0 for all. */
    @Test
    void whatIsLearntByHeartIsMemorised() throws IOException {
        String head =
                "{attention: linear, init: {kind: normal, standard_deviation: 0.3}}\ntraining: {epochs: 400, batch: 4,"
                        + " precision: float64, optimiser: {kind: lbfgs, rate: 0.5}}\ndata: {n: 4, L: 8, train: 4, test: 10, fresh: 300, seed: 3}";
        Recipe recipe = Recipe.parse(
                "r",
                HEAD.replaceAll("data: .*\n", "") + "model: " + head + "\nevaluate: [{kind: memorisation}]\n",
                List.of());
        Table learnt = TestRuns.run(recipe, scratch.resolve("learnt"), 2)
                .result()
                .trials()
                .getFirst()
                .tables()
                .get("memorisation");
        assertThat(learnt.at("prompts")).containsExactly("train", "fresh");
        assertThat(learnt.column("memorised")[0]).isEqualTo(1);
        assertThat(learnt.column("nearest")[0]).isLessThan(1e-3);
        assertThat(learnt.column("memorised")[1]).isLessThan(0.3);
        for (int row = 0; row < 2; row++) {
            assertThat(learnt.column("memorised")[row]
                            + learnt.column("spurious")[row]
                            + learnt.column("generalised")[row])
                    .isCloseTo(1, within(1e-14));
        }
    }

    /** Zero for all prompts is one state, far from all targets: spurious. Targets on a sphere are in a cap of chord delta by chance. */
    @Test
    void oneStateForAllIsSpurious() throws IOException {
        Recipe recipe = Recipe.parse(
                "r",
                HEAD.replaceAll("data: .*", "data: {n: 3, L: 8, train: 7, test: 10, fresh: 5000, seed: 3}")
                        + "model: {attention: linear, weights: scalar, init: {kind: identity, alpha: 0, beta: 0}}\n"
                        + "training: {epochs: 1, batch: 7}\nevaluate: [{kind: memorisation, prompts: 4000}]\n",
                List.of());
        Table table = TestRuns.run(recipe, scratch.resolve("zero"), 2)
                .result()
                .trials()
                .getFirst()
                .tables()
                .get("memorisation");
        assertThat(table.column("spurious")).containsOnly(1);
        assertThat(table.column("nearest")).containsOnly(table.column("nearest")[0]);
        assertThat(table.column("nearest")[0]).isCloseTo(1, within(1e-6));
        // A cap whose chord is r has the share r^2/4 of a sphere in R^3, so delta is 0.2; seven caps of 1 % hardly
        // overlap.
        assertThat(table.column("delta")[0]).isCloseTo(0.2, within(0.004));
        assertThat(table.column("by_chance")[0])
                .isCloseTo(1 - Math.pow(0.99, 7), within(5 * table.column("by_chance_error")[0]));
    }

    @Test
    void whatDoesNotFitIsSaidBeforeTheRun() {
        refused(scalar(1), "{kind: memorisation}", "must come with a training on fixed prompts");
        refused("{attention: softmax}", "{kind: energy}", "must come with model.weights scalar");
        refused("{attention: softmax, heads: 2}", "{kind: attention}", "one layer of one head");
        refused("{attention: softmax}", "{kind: recall, beta: [1]}", "must come with model.weights scalar");
        refused(
                "{attention: softmax, weights: scalar, query: included}",
                "{kind: census}",
                "the query is among keys and values");
        refused(scalar(1), "{kind: census, prompts: 31}", "data.fresh must be >= 31, got 30");
        refused(scalar(1), "{kind: shift, d: [9]}", "must have another d");
    }

    /** A slope s adds -s k; of linear attention it multiplies by e^{-s k}; a layer without positions does neither. */
    @Test
    void aPositionIsWhatItDoesAtEachDistance() throws IOException {
        Table softmax = run("{attention: softmax, position: {kind: recency, slope: 0.25}}", "{kind: position}")
                .tables()
                .get("position");
        assertThat(softmax.at("distance")).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(softmax.column("added_score")).containsExactly(-.25, -.5, -.75, -1, -1.25, -1.5, -1.75, -2);
        assertThat(softmax.column("factor")).containsOnly(1);
        Table linear = run(
                        "{attention: linear, residual: true, position: {kind: recency, slope: 0.25}}",
                        "{name: b, kind: position}")
                .tables()
                .get("b");
        assertThat(linear.column("added_score")).containsOnly(0);
        assertThat(linear.column("factor")[3]).isCloseTo(Math.exp(-1), within(1e-15));
        Table none =
                run("{attention: linear}", "{name: c, kind: position}").tables().get("c");
        assertThat(none.column("added_score")).containsOnly(0);
        assertThat(none.column("factor")).containsOnly(1);
    }

    /** With a slope of 1000 the last token has all the weight, whatever the scores. */
    @Test
    void theWeightsOfAPositionedLayerAreEvaluatedToo() throws IOException {
        Table last = run("{attention: softmax, position: {kind: recency, slope: 1000}}", "{kind: attention}")
                .tables()
                .get("attention");
        assertThat(last.column("largest_weight")[0]).isCloseTo(1, within(1e-12));
    }

    @Test
    void positionsThatDoNotFitAreRefused() {
        String position = ", position: {kind: recency, slope: 0.1}}";
        refused(
                "{attention: softmax, weights: scalar" + position,
                "{kind: energy}",
                "it scores tokens by where they stand");
        refused(
                "{attention: softmax" + position,
                "{kind: loss_landscape, beta: {from: 0, to: 1, points: 3}, alpha: {from: 0, to: 1, points: 3}}",
                "blind to the order of tokens, position none, got softmax_recency");
        refused(
                "{attention: gaussian" + position,
                "{kind: errors}",
                "model.position must be none where tokens are scored");
        refused("{attention: softmax, heads: 2, position: rotary}", "{kind: position}", "one layer of one head");
        assertThatThrownBy(() -> Recipe.parse(
                        "r",
                        HEAD.replace("n: 4", "n: 5") + "model: {attention: softmax, position: rotary}\n",
                        List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("rotary must go with an even n, as it turns pairs of coordinates, got n = 5");
    }

    /** The target of a state space follows its context, so that no other can be drawn beside it; of a drift it can. */
    @Test
    void furtherQueriesNeedATargetThatDoesNotFollowTheContext() throws IOException {
        String plane = HEAD.replace("n: 4", "n: 2") + "model: " + scalar(1)
                + "\nevaluate: [{kind: trajectories, queries: 3}]\n";
        String spheres = "{kind: spheres, d: 2, radius: 1, noise: 0.01}";
        String states = plane.replace(spheres, "{kind: state_space, d: 2, variance: 1, rho: 0.5, noise: 0.1}");
        assertThatThrownBy(() -> Recipe.parse("r", states, List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("must have queries 1 on a state space, whose target follows the context, got 3");
        Recipe.parse("r", states.replace("queries: 3", "queries: 1"), List.of());
        Recipe.parse(
                "r", plane.replace(spheres, "{kind: subspaces, d: 1, variance: 1, noise: 0.1, drift: 0.1}"), List.of());
    }

    private static void refused(String model, String evaluation, String message) {
        assertThatThrownBy(() ->
                        Recipe.parse("r", HEAD + "model: " + model + "\nevaluate: [" + evaluation + "]\n", List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining(message);
    }
}
