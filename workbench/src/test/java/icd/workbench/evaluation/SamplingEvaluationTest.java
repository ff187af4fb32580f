package icd.workbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Chart;
import icd.figure.HeatMap;
import icd.figure.Trajectory;
import icd.sample.NoiseLevels;
import icd.task.Subspaces;
import icd.theory.CollapseNoise;
import icd.workbench.figures.FigureBuilder;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples that a recipe draws, where arithmetic says what they must be. */
class SamplingEvaluationTest {

    private static final String MODES = """
            name: sampling
            data: {n: 2, L: 6, fresh: 20, seed: 3}
            task: {kind: mixtures, K: 2, radius: 1, weights: [0.3, 0.7], variance: 0.02, noise: 0.1}
            model: {attention: softmax, weights: scalar, init: {kind: identity, alpha: 1, beta: 10}}
            baselines: []
            """;

    @TempDir
    private Path scratch;

    private RunResult run(String text) throws IOException {
        RunResult result = TestRuns.run(Recipe.parse("r", text, List.of()), scratch.resolve("run"), 2)
                .result();
        assertThat(result.failures()).isEmpty();
        return result;
    }

    private static Table table(RunResult run, String name) {
        return run.trials().getFirst().tables().get(name);
    }

    /** Of N(0, s^2 I): the variance that Euler's steps leave of N(0, 25), to four standard errors. */
    @Test
    void theVarianceAfterAFewSteps() throws IOException {
        Table table = table(run("""
                name: gaussian
                data: {n: 2, L: 1, fresh: 20, seed: 3}
                task: {kind: gaussians, covariance: [0.5, 0.5], noise: 1}
                baselines: []
                evaluate:
                  - {kind: sampling, denoiser: bayes, sampler: probability_flow, steps: [2, 4], samples: 200, prompts: 20,
                     levels: {kind: geometric, from: 5, to: 0.1, steps: 50}}
                """), "sampling");
        assertThat(table.at("mode")).containsExactly("all", "all");
        for (int row = 0; row < 2; row++) {
            double[] sigmas = new NoiseLevels.Geometric(5, .1, row == 0 ? 2 : 4).sigmas();
            double variance = 25;
            for (int i = 0; i < sigmas.length; i++) {
                double next = i + 1 < sigmas.length ? sigmas[i + 1] : 0;
                variance *= Math.pow((.5 + sigmas[i] * next) / (.5 + sigmas[i] * sigmas[i]), 2);
            }
            double error = table.column("square_per_dim_error")[row];
            assertThat(table.column("square_per_dim")[row]).isCloseTo(variance, within(4 * error));
            assertThat(error).isLessThan(variance / 20);
        }
    }

    @Test
    void modesHaveTheirWeightsAndTheContextItsTokens() throws IOException {
        RunResult run = run(MODES + """
                evaluate:
                  - {name: law, kind: sampling, denoiser: bayes, samples: 200, prompts: 20}
                  - {name: context, kind: sampling, denoiser: empirical_posterior, samples: 50, prompts: 4}
                  - {name: descent, kind: sampling, denoiser: descent, samples: 50, prompts: 4}
                  - {name: layer, kind: sampling, samples: 50, prompts: 4}
                """);
        Table law = table(run, "law");
        assertThat(law.at("mode")).containsExactly("all", "1", "2");
        double error = law.column("weight_error")[1];
        assertThat(law.column("weight")[1]).isCloseTo(.3, within(4 * error));
        assertThat(law.column("weight")[1] + law.column("weight")[2]).isCloseTo(1, within(1e-9));
        assertThat(law.column("law_weight")[2]).isEqualTo(.7);
        assertThat(law.column("weight")[0]).isNaN();
        assertThat(law.column("distance")[1]).isNaN();
        assertThat(law.column("over_law")[0]).isCloseTo(1, within(4 * law.column("over_law_error")[0]));
        Table context = table(run, "context");
        // Samples are tokens to less than the last level of noise.
        assertThat(context.column("token_distance")[0]).isLessThan(.01);
        assertThat(context.column("law_token_distance")[0]).isGreaterThan(.05);
        assertThat(context.column("over_law")[0]).isGreaterThan(1);
        assertThat(table(run, "descent").column("distance")[0]).isCloseTo(context.column("distance")[0], within(1e-6));
        // With W_PV = I the samples of the layer are tokens too; which ones, norms decide as well.
        assertThat(table(run, "layer").column("token_distance")[0]).isLessThan(.01);
    }

    @Test
    void theNoiseOfCollapse() throws IOException {
        Table table = table(run("""
                name: collapse
                data: {n: 8, L: 60, fresh: 10, seed: 3}
                task: {kind: subspaces, d: 8, variance: 2, noise: 1}
                baselines: []
                evaluate: [{kind: collapse, prompts: 10, states: 100}]
                """), "collapse");
        double theory = CollapseNoise.of(new Subspaces(8, 8, 2, 1), 60);
        assertThat(table.column("collapse_noise")[0]).isCloseTo(theory, within(.3 * theory));
        assertThat(table.column("collapse_noise_error")[0]).isPositive();
    }

    @Test
    void figuresShowTheWaysAndThePictures() throws IOException {
        RunResult run = run(MODES + """
                evaluate:
                  - {kind: drawn_prompts, prompts: 2, estimates: [bayes]}
                  - {name: ways, kind: sample_paths, denoiser: bayes, samples: 3, prompt: 2,
                     levels: {kind: power, from: 3, to: 0.1, steps: 9}}
                figures:
                  - {name: ways, kind: sample_paths}
                  - {name: pictures, kind: tokens, rows: 2}
                """);
        Table ways = table(run, "ways");
        assertThat(ways.rows()).hasSize(3 * 10 * 2);
        assertThat(ways.column("noise")[0]).isEqualTo(3);
        assertThat(ways.column("noise")[2 * 9]).isZero();
        Chart chart = (Chart) FigureBuilder.build(run.recipe().figures().getFirst(), run)
                .rows()
                .getFirst()
                .panels()
                .getFirst();
        List<Trajectory> paths = chart.marks().stream()
                .filter(Trajectory.class::isInstance)
                .map(Trajectory.class::cast)
                .toList();
        assertThat(paths).hasSize(3);
        assertThat(paths.getLast().x().toArray()[9]).isEqualTo(ways.column("value")[2 * 29]);
        var rows = FigureBuilder.build(run.recipe().figures().getLast(), run).rows();
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().panels()).hasSize(5); // target, query, layer, bayes, sample
        HeatMap target = (HeatMap) rows.getFirst().panels().getFirst();
        assertThat(target.values().rows()).isEqualTo(2);
    }

    @Test
    void whatCannotBeSampledIsRefusedBeforeARun() {
        refused("model: {attention: linear}", "{kind: sampling}", "whose weights sum to 1");
        refused("model: {attention: softmax, norm: rms}", "{kind: sampling}", "without a norm");
        refused("transform: {condition: 2, seed: 1}", "{kind: sampling, denoiser: bayes}", "without a transform");
        refused(
                "model: {attention: softmax}",
                "{kind: sampling, denoiser: bayes, prompts: 21}",
                "data.fresh must be >= 21");
        refused(
                "model: {attention: softmax}",
                "{kind: sampling, denoiser: bayes, levels: {kind: geometric, from: 1, to: 2, steps: 5}}",
                "from must be finite and >");
        refused("data: {L: 1}", "{kind: collapse}", "two tokens");
        refused(
                "model: {attention: softmax}",
                "{kind: sample_paths, denoiser: bayes}], figures: [{name: t, kind: tokens, rows: 3}",
                "drawn_prompts");
    }

    private static void refused(String more, String evaluation, String says) {
        String key = more.substring(0, more.indexOf(':'));
        String head = key.equals("data")
                ? MODES.replace("L: 6", "L: 1")
                : key.equals("model") ? MODES.replaceAll("model: .*", more) : MODES + more;
        String[] parts = evaluation.split("\\], figures: \\[");
        String text =
                head + "\nevaluate: [" + parts[0] + "]\n" + (parts.length > 1 ? "figures: [" + parts[1] + "]\n" : "");
        assertThatThrownBy(() -> Recipe.parse("r", text, List.of()))
                .as(Arrays.toString(parts))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining(says);
    }
}
