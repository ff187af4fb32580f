package icd.workbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import icd.workbench.result.Measured;
import icd.workbench.result.Observations;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loss along the descent of a layer that is given. */
class DescentEvaluationTest {

    private static final String RECIPE = """
            name: descent
            data: {n: 6, L: 2000, fresh: 150, baseline_draws: 100, seed: 4}
            evaluate: [{kind: descent, rate: [0.5, 1], steps: [0, 1, 4]}]
            cases:
              subspaces:
                task: {kind: subspaces, d: 3, variance: 2, noise_variance: 1}
                model: {attention: linear, weights: scalar, init: {kind: identity, alpha: 2, beta: 0.1666667}}
              spheres:
                task: {kind: spheres, d: 2, radius: 1, noise_variance: 0.1}
                model: {attention: softmax, weights: scalar, init: {kind: identity, alpha: 1.5, beta: 4}}
            """;

    @TempDir
    private Path scratch;

    private RunResult run(int threads) throws IOException {
        Recipe recipe = Recipe.parse("descent", RECIPE, List.of());
        return TestRuns.run(recipe, scratch.resolve("run" + threads), threads).result();
    }

    private static Measured at(RunResult run, String metric, String of, String rate, String steps) {
        return Observations.of(run).stream()
                .filter(o -> o.metric().equals(metric)
                        && o.isAt(Map.of("case", of, "rate", rate, "steps", steps, "evaluation", "descent")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void firstTheQueryThenTheLayerThenFurtherDown() throws IOException {
        RunResult run = run(1);
        assertThat(run.failures()).isEmpty();
        for (String of : List.of("subspaces", "spheres")) {
            double noise = of.equals("subspaces") ? 1 : 0.1;
            Measured query = at(run, "mse_per_dim", of, "0.5", "0");
            assertThat(query.value()).isCloseTo(noise, within(4 * query.standardError()));
            double fresh = Observations.of(run).stream()
                    .filter(o -> o.metric().equals("fresh_mse_per_dim") && o.isAt(Map.of("case", of)))
                    .findFirst()
                    .orElseThrow()
                    .value();
            assertThat(at(run, "mse_per_dim", of, "1", "1").value()).isCloseTo(fresh, within(1e-12));
            Measured one = at(run, "over_one_step", of, "1", "1");
            assertThat(one.value()).isCloseTo(1, within(1e-12));
            assertThat(one.standardError()).isCloseTo(0, within(1e-12));
            Measured four = at(run, "over_one_step", of, "1", "4");
            assertThat(four.value())
                    .isCloseTo(at(run, "mse_per_dim", of, "1", "4").value() / fresh, within(1e-12));
            assertThat(four.value()).isGreaterThan(1 + 4 * four.standardError());
        }
        // Four full steps leave (2/3)^4 of the query in the subspace, where its norm is sqrt 3 times 1.5958; 1 % for
        // 4,000 tokens.
        Measured norm = at(run, "norm", "subspaces", "1", "4");
        assertThat(norm.value())
                .isCloseTo(Math.pow(2 / 3.0, 4) * Math.sqrt(3) * 1.5958, within(4 * norm.standardError() + 0.016));
        Measured loss = at(run, "mse_per_dim", "subspaces", "1", "4");
        double left = Math.pow(2 / 3.0, 4);
        assertThat(loss.value())
                .isCloseTo(3 * (2 * (1 - left) * (1 - left) + left * left) / 6, within(4 * loss.standardError()));
    }

    @Test
    void threadsChangeNoBit() throws IOException {
        RunResult one = run(1);
        RunResult two = run(2);
        for (String trial : List.of("subspaces", "spheres")) {
            assertThat(table(two, trial)).hasToString(table(one, trial).toString());
        }
    }

    private static Table table(RunResult run, String of) {
        return run.trials().stream()
                .filter(trial -> trial.caseName().equals(of))
                .findFirst()
                .orElseThrow()
                .tables()
                .get("descent");
    }
}
