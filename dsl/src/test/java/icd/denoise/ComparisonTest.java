package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Workers;
import icd.task.Covariance;
import icd.task.Mixtures;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final PromptSet prompts = new Subspaces(5, 3).prompts(400, 9, 1);

    @Test
    void rowsAreScoresAndDifferencesArePaired() {
        Comparison table = Comparison.of(prompts, Baselines.zero(), Baselines.bayes(), Baselines.projection());
        for (Denoiser denoiser : new Denoiser[] {Baselines.zero(), Baselines.bayes(), Baselines.projection()}) {
            Score score = Score.of(denoiser, prompts, Workers.caller());
            Comparison.Row row = table.row(denoiser.name());
            assertThat(row.mse()).isEqualTo(score.mse());
            assertThat(row.msePerDim()).isEqualTo(score.msePerDim());
            assertThat(row.standardError()).isEqualTo(score.standardError());
            assertThat(row.note()).isEmpty();
        }
        Comparison.Row best = table.row("bayes");
        assertThat(best.aboveBest()).isZero();
        assertThat(best.aboveBestError()).isZero();
        Comparison.Row projection = table.row("projection");
        assertThat(projection.aboveBest()).isCloseTo(projection.msePerDim() - best.msePerDim(), within(1e-14));
        double[] estimates = Baselines.projection().estimate(prompts);
        double[] bayes = Baselines.bayes().estimate(prompts);
        double[] differences = IntStream.range(0, 400)
                .mapToDouble(k -> square(estimates, k) - square(bayes, k))
                .toArray();
        double mean = java.util.Arrays.stream(differences).average().orElseThrow();
        double variance = java.util.Arrays.stream(differences)
                        .map(x -> (x - mean) * (x - mean))
                        .sum()
                / 399;
        assertThat(projection.aboveBestError()).isCloseTo(Math.sqrt(variance / 400) / 5, within(1e-14));
    }

    private double square(double[] estimates, int k) {
        double square = 0;
        for (int i = k * 5; i < (k + 1) * 5; i++) {
            square += Math.pow(estimates[i] - prompts.targets()[i], 2);
        }
        return square;
    }

    @Test
    void aRowIsFoundWithoutItsNumbersWhereItIsTheOnlyOne() {
        Comparison table = Comparison.of(
                prompts, Baselines.pcaProjection(2), Baselines.pcaProjection(3), Baselines.nearestToken());
        assertThat(Comparison.of(prompts, Baselines.pcaProjection(3))
                        .row("pca_projection")
                        .denoiser())
                .isEqualTo("pca_projection(3)");
        assertThat(table.row("pca_projection(2)").denoiser()).isEqualTo("pca_projection(2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.row("pca_projection"))
                .withMessageContainingAll("pca_projection(2)", "pca_projection(3)");
        assertThatIllegalArgumentException().isThrownBy(() -> table.row("pca"));
    }

    @Test
    void whatCannotBeAskedSaysWhy() {
        Comparison table =
                Comparison.of(prompts, Baselines.zero(), Baselines.projectionToSphere(), Baselines.zeroVariance());
        assertThat(table.row("projection_to_sphere").mse()).isNaN();
        assertThat(table.row("projection_to_sphere").note())
                .startsWith("Baselines.projection_to_sphere: the instance must be on a sphere (spheres), got Subspace");
        PromptSet imported = PromptSet.of(prompts.contexts(), prompts.queries(), prompts.targets());
        Comparison of = Comparison.of(imported, Baselines.query(), Baselines.bayes(), Baselines.bayesBySampling(5));
        assertThat(of.row("query").mse())
                .isEqualTo(
                        Score.of(Baselines.query(), prompts, Workers.caller()).mse());
        assertThat(of.row("bayes").note()).contains("got imported ones");
        assertThat(of.row("bayes_by_sampling(5)").note()).contains("got imported ones");
        assertThat(of.toString()).contains("bayes                 none: PromptSet.task: the prompts must know");
        PromptSet none = new Subspaces(5, 3).prompts(4, 0, 1);
        assertThat(Comparison.of(none, Baselines.bayes(), Baselines.contextMean())
                        .row("context_mean")
                        .note())
                .contains("got L = 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of(prompts, Baselines.pcaProjection(6)))
                .withMessage("Baselines.pcaProjection: k must be <= n = 5, got 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of(prompts))
                .withMessage("Comparison.of: there must be a denoiser, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.row("bayes"))
                .withMessage("Comparison.row: denoiser must be one of [zero, projection_to_sphere, zero_variance], got"
                        + " bayes");
    }

    /** One that diverges leaves the others their rows. */
    @Test
    void whatDivergesSaysSo() {
        Denoiser diverging = Denoiser.of("diverging", (context, query) -> {
            throw new ArithmeticException("states must stay finite");
        });
        Comparison table = Comparison.of(prompts, diverging, Baselines.zero());
        assertThat(table.row("diverging").mse()).isNaN();
        assertThat(table.row("diverging").note()).isEqualTo("states must stay finite");
        assertThat(table.row("zero").aboveBest()).isZero();
    }

    @Test
    void denoisersOfOneNameAreNumbered() {
        Comparison table = Comparison.of(prompts, scaled(0.5), Baselines.zero(), scaled(0.25), scaled(0.125));
        assertThat(table.rows())
                .extracting(Comparison.Row::denoiser)
                .containsExactly("scaled", "zero", "scaled #2", "scaled #3");
        assertThat(table.row("scaled #2").mse())
                .isEqualTo(Score.of(scaled(0.25), prompts, Workers.caller()).mse());
    }

    private static Denoiser scaled(double factor) {
        return Denoiser.of("scaled", (context, query) -> query.multiply(factor));
    }

    /** Denoisers that differ in a number differ in their names. */
    @Test
    void namesTellNumbersApart() {
        assertThat(List.of(
                        Baselines.pcaProjection(),
                        Baselines.pcaProjection(2),
                        Baselines.pcaProjection(3),
                        Baselines.pcaExplaining(0.5),
                        Baselines.pcaExplaining(0.9),
                        Baselines.shrunkPcaProjection(1),
                        Baselines.shrunkPcaProjection(2, 1),
                        Baselines.shrunkPcaProjection(2, 0.5),
                        Baselines.empiricalPosterior(1),
                        Baselines.empiricalPosterior(2),
                        Baselines.contextGaussian(Covariance.isotropic(3, 1)),
                        Baselines.contextGaussian(Covariance.isotropic(3, 2)),
                        Baselines.bayesBySampling(10),
                        Baselines.bayesBySampling(20),
                        Baselines.bayesBySampling(10, 1)))
                .extracting(Denoiser::name)
                .doesNotHaveDuplicates()
                .contains("pca_projection(2)", "shrunk_pca_projection(2, 0.5)", "bayes_by_sampling(10, 1)");
    }

    @Test
    void withoutTargetsThereIsNoScore() {
        Prompt prompt = Prompt.of(prompts.context(0), prompts.query(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of(prompt.set(), Baselines.zero()))
                .withMessage("Score.of: prompts must have targets to be scored, got prompt 0 without one");
    }

    @Test
    void printsAlignedAndAsCsv() {
        PromptSet one = PromptSet.of(
                prompts.contexts().slice(0, 2), new double[10], new double[] {3, 0, 0, 0, 0, 0, 1, 0, 0, 0});
        Comparison table = Comparison.of(
                one,
                Baselines.zero(),
                Denoiser.of("first, of \"two\"", (context, query) -> {
                    query.set(0, 0, 3.0);
                    return query;
                }),
                Baselines.bayes());
        // Errors 9, 1 and 0, 9 + 1: means 5 and 5; differences 9, -9.
        assertThat(table)
                .hasToString(String.join(
                        System.lineSeparator(),
                        "denoiser                MSE       MSE/n     ± s.e.     above the best, MSE/n",
                        "zero                 5.0000      1.0000       0.80                      best",
                        "first, of \"two\"      5.0000      1.0000        1.0                0.00 ± 1.8",
                        "bayes            none: PromptSet.task: the prompts must know the instance they were drawn from, got"
                                + " imported ones; oracles such as bayes and projection need prompts drawn from a task",
                        "over 2 prompts in R^5"));
        assertThat(table.csv()).isEqualTo("""
                        denoiser,mse,mse_error,mse_per_dim,mse_per_dim_error,above_best,above_best_error,note
                        zero,5.0,4.0,1.0,0.8,0.0,0.0,
                        "first, of ""two""\",5.0,5.0,1.0,1.0,0.0,1.8,
                        bayes,,,,,,,"PromptSet.task: the prompts must know the instance they were drawn from, got imported ones; oracles such as bayes and projection need prompts drawn from a task"
                        """);
    }

    @Test
    void sameBitsOnAnyNumberOfThreads() {
        PromptSet mixtures = new Mixtures(5, 3).prompts(333, 9, 1);
        Denoiser[] denoisers = {Baselines.bayes(), Baselines.empiricalPosterior(0.1), Baselines.bayesBySampling(20)};
        Comparison one = Comparison.of(mixtures, denoisers);
        try (Workers three = Workers.of(3)) {
            assertThat(Comparison.of(mixtures, three, denoisers)).isEqualTo(one);
        }
    }
}
