package icd.workbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.denoise.Denoiser;
import icd.denoise.Score;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.Covariance;
import icd.task.PromptSet;
import icd.task.Subspaces;
import icd.workbench.evaluation.TrialPrompts;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Prompts;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.report.TestRuns;
import icd.workbench.result.BaselineResult;
import icd.workbench.result.Observations;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Baselines of a recipe have the losses that theory knows, or else, to the bit, those of the library's denoisers on the same prompts. */
class BaselinePieceTest {

    private static final String RECIPE = """
            name: baselines
            data: {n: 5, L: 11, train: 12, fresh: 40, baseline_draws: 300, seed: 6}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 0.7}
            baselines:
              - bayes
              - {kind: bayes_by_sampling, samples: 30, seed: 2}
              - least_squares
              - pca_projection
              - {kind: pca_projection, d: 3}
              - {kind: shrunk_pca_projection, d: 3, noise_variance: 2}
              - {kind: pca_explaining, share: 0.5}
              - {kind: context_gaussian, noise_variance: 0.25}
              - {kind: empirical_posterior, noise_variance: 0.25}
              - {kind: ideal_layer, noise_variance: 0.25}
            evaluate: [{kind: drawn_prompts, prompts: 2, estimates: [query, {kind: pca_projection, d: 3}, least_squares]}]
            """;

    @TempDir
    private Path scratch;

    private static PromptSet prompts(TrialSpec trial, Prompts which) {
        return TrialPrompts.draw(trial, which, Workers.caller());
    }

    private static PromptSet draws(TrialSpec trial) {
        return PromptSet.draw(
                trial.promptTask(), 300, 0, Precision.FLOAT64, 6, "baseline draws from 0", Workers.caller());
    }

    @Test
    void lossesAreTheLibrarys() throws IOException {
        Recipe recipe = Recipe.parse("r", RECIPE, List.of());
        RunResult run = TestRuns.run(recipe, scratch.resolve("run"), 1).result();
        assertThat(run.failures()).isEmpty();
        TrialSpec trial = recipe.trials().getFirst();
        assertThat(trial.task()).isEqualTo(new Subspaces(5, 2, 2, 0.7));
        Denoiser leastSquares = Baselines.leastSquares(prompts(trial, Prompts.TRAIN));
        Map<String, BaselineResult> expected = new LinkedHashMap<>();
        expected.put("bayes", BaselineResult.exact(2 * 2 * 0.7 / 2.7 / 5));
        expected.put("pca_projection", BaselineResult.exact(2 * 0.7 / 5));
        Map.of("bayes_by_sampling(samples=30; seed=2)", Baselines.bayesBySampling(30, 2), "least_squares", leastSquares)
                .forEach((name, denoiser) -> expected.put(name, result(denoiser, draws(trial))));
        Map.of(
                        "pca_projection(d=3)", Baselines.pcaProjection(3),
                        "shrunk_pca_projection(d=3; noise_variance=2)", Baselines.shrunkPcaProjection(3, 2),
                        "pca_explaining(share=0.5)", Baselines.pcaExplaining(0.5),
                        "context_gaussian(noise_variance=0.25)",
                                Baselines.contextGaussian(Covariance.isotropic(5, 0.25)),
                        "empirical_posterior(noise_variance=0.25)", Baselines.empiricalPosterior(0.25),
                        "ideal_layer(noise_variance=0.25)",
                                AttentionLayer.softmax(5).identity(1, 4))
                .forEach((name, denoiser) -> expected.put(name, result(denoiser, prompts(trial, Prompts.FRESH))));
        assertThat(run.baselines().get("subspaces")).isEqualTo(expected);
        Table drawn = run.trials().getFirst().tables().get("prompts");
        assertThat(drawn.at("role"))
                .contains("query", "pca_projection(d=3)", "least_squares", "basis")
                .filteredOn("query"::equals)
                .hasSize(2 * 5);
        PromptSet fresh = prompts(trial, Prompts.FRESH);
        double[] first = drawn.rows().stream()
                .filter(row -> row.at().getFirst().equals(Coordinate.of(2))
                        && row.at().get(1).equals(Coordinate.of("least_squares")))
                .mapToDouble(row -> row.values()[0])
                .toArray();
        assertThat(first).isEqualTo(leastSquares.estimate(fresh.prompt(1)).toRawCopy1D());
        assertThat(Observations.of(run))
                .extracting(observation -> observation.at().get("model").toString())
                .contains("shrunk_pca_projection(d=3; noise_variance=2)");
    }

    private static BaselineResult result(Denoiser denoiser, PromptSet prompts) {
        Score score = Score.of(denoiser, prompts, Workers.caller());
        return new BaselineResult(score.msePerDim(), score.standardError(), score.prompts());
    }
}
