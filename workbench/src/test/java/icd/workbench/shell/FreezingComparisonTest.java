package icd.workbench.shell;

import static icd.Dsl.*;
import static icd.workbench.shell.Session.toRecipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.denoise.Comparison;
import icd.denoise.Denoiser;
import icd.io.Npz;
import icd.kernel.Precision;
import icd.task.PromptSet;
import icd.task.Task;
import icd.task.Transform;
import icd.train.Fit;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import icd.workbench.result.BaselineResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison is a recipe whose run measures the same numbers on the same prompts. */
class FreezingComparisonTest {

    @TempDir
    private Path directory;

    private Run run(RecipeText text) throws IOException {
        Path yaml = text.save(
                Files.createTempDirectory(directory, "saved").resolve("p.yaml").toString());
        Recipe recipe = Recipe.read(yaml, List.of());
        Path out = Files.createTempDirectory(directory, "run").resolve("out");
        Run found = new Run(out, TestRuns.run(recipe, out, 1).result());
        assertThat(found.failures()).isEmpty();
        return found;
    }

    /** Layers come first in these comparisons, and then baselines. */
    private void isMeasuredAgain(int layers, Comparison shell) throws IOException {
        Run run = run(toRecipe(shell));
        for (int i = 0; i < layers; i++) {
            assertThat(run.trials().get(i).fresh())
                    .isEqualTo(shell.rows().get(i).msePerDim());
        }
        assertThat(run.trials()).hasSize(Math.max(1, layers));
        for (var group : run.baselines().values()) {
            assertThat(group.values())
                    .extracting(BaselineResult::msePerDim)
                    .containsExactlyElementsOf(shell.rows().stream()
                            .skip(layers)
                            .map(Comparison.Row::msePerDim)
                            .toList());
            assertThat(group.values())
                    .extracting(BaselineResult::standardError)
                    .containsExactlyElementsOf(shell.rows().stream()
                            .skip(layers)
                            .map(Comparison.Row::standardError)
                            .toList());
        }
    }

    @Test
    void everyKindOfBaseline() throws IOException {
        Denoiser[] all = {
            zero(),
            query(),
            contextMean(),
            nearestToken(),
            bayes(),
            bayesBySampling(30),
            projection(),
            pcaProjection(3),
            shrunkPcaProjection(3, 0.5),
            icd.denoise.Baselines.pcaExplaining(0.9),
            pcaProjection(),
            contextGaussian(multiple(4, 0.3)),
            empiricalPosterior(0.7)
        };
        isMeasuredAgain(0, compare(subspaces(4, 2).prompts(12, 6, seed(5)), all));
        isMeasuredAgain(0, compare(subspaces(4, 2).prompts(12, 6, seed(5)).slice(3, 9), bayes(), query()));
        isMeasuredAgain(
                0,
                compare(
                        spheres(4, 2).d(1, 3).prompts(12, 6, seed(5)),
                        bayes(),
                        projectionToSphere(),
                        shrunkPcaProjection(1)));
        isMeasuredAgain(0, compare(mixtures(4, 2).prompts(12, 6, seed(5)), bayes(), zeroVariance()));
        isMeasuredAgain(
                0, compare(stateSpace(4, 2).contextNoise(0.5).prompts(12, 6, seed(5)), bayes(), kalman(), zero()));
        isMeasuredAgain(0, compare(subspaces(4, 2).drift(0.1).prompts(12, 6, seed(5)), bayes(), projection()));
        isMeasuredAgain(0, compare(spheres(4, 1).drift(0.1).prompts(12, 6, seed(5)), bayes(), projectionToSphere()));
        Task sloped = subspaces(3, 1).noise(gaussianNoise(diagonal(2, 1, 1)));
        isMeasuredAgain(
                0,
                compare(
                        sloped.prompts(12, 6, seed(5)),
                        contextGaussian(diagonal(2, 1, 1)),
                        empiricalPosterior(diagonal(2, 1, 1))));
    }

    private static org.ojalgo.matrix.store.R064Store multiple(int n, double by) {
        double[] entries = new double[n];
        java.util.Arrays.fill(entries, by);
        return diagonal(entries);
    }

    @Test
    void trainedLayers() throws IOException {
        PromptSet prompts = spheres(4, 2).noiseVariance(0.2).prompts(20, 6, seed(1));
        Fit fit = train(softmaxAttention(4))
                .on(prompts.split(0.6))
                .epochs(2)
                .batch(4)
                .run();
        isMeasuredAgain(2, compare(fit.test(), fit.model(), linearAttention(4).identity(0.3, 2), bayes(), zero()));
        isMeasuredAgain(1, compare(fit.test(), fit.model(), zero()));
        isMeasuredAgain(3, compare(prompts.slice(0, 5), fit.model(), fit.initial(), equation13(4, 0.2), zero()));
        isMeasuredAgain(0, compare(fit.test(), zero()));
        Fit fresh = train(linearAttention(4))
                .onFresh(subspaces(4, 2), 12, 6)
                .epochs(2)
                .batch(4)
                .run();
        isMeasuredAgain(1, compare(fresh.test(), fresh.model(), bayes(), projection()));
    }

    /** One step against many, each an evaluation. */
    @Test
    void descentsOnAnEnergy() throws IOException {
        PromptSet prompts = spheres(4, 2).noiseVariance(0.2).prompts(8, 6, seed(1));
        Comparison shell = compare(
                prompts,
                descent(lse(0.8, 5)),
                descent(lse(0.8, 5)).steps(7).rate(0.3),
                descent(gaussianLse(4)).steps(2));
        var tables = run(toRecipe(shell)).result().trials().getFirst().tables();
        for (int i = 0; i < 3; i++) {
            assertThat(tables.get("descent_" + (i + 1)).rows().getFirst().values()[0])
                    .isCloseTo(shell.rows().get(i).msePerDim(), org.assertj.core.data.Offset.offset(1e-15));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        toRecipe(compare(prompts, descent(X -> lse(X, 1, 1)).rate(1))))
                .withMessageContaining("a recipe cannot describe")
                .withMessageContaining("lse, weighted_lse");
    }

    /** In float32 a layer's numbers are others than in float64. */
    @Test
    void theirPrecisionStays() throws IOException {
        PromptSet prompts =
                spheres(4, 2).noiseVariance(0.2).prompts(20, 6, seed(1)).in(Precision.FLOAT32);
        Fit fit = train(softmaxAttention(4))
                .on(prompts.split(0.6))
                .epochs(2)
                .batch(4)
                .run();
        isMeasuredAgain(1, compare(fit.test(), fit.model(), contextMean()));
    }

    @Test
    void promptsFromElsewhere() throws IOException {
        Path npz = directory.resolve("own.npz");
        var arrays = subspaces(4, 2).prompts(9, 5, seed(2)).arrays();
        arrays.remove("basis"); // so that nobody knows where they come from
        Npz.write(npz, arrays);
        PromptSet prompts = readPrompts(npz.toString());
        Comparison table = compare(prompts, linearAttention(4).identity(1, 0.4), zero(), pcaProjection(2), bayes());
        RecipeText recipe = toRecipe(table);
        assertThat(recipe.yaml()).contains("task: unknown\n").containsPattern("# bayes has no numbers: .*imported");
        Run run = run(recipe);
        assertThat(run.trials().getFirst().fresh())
                .isEqualTo(table.row("linear").msePerDim());
        assertThat(run.baselines()
                        .firstEntry()
                        .getValue()
                        .get("pca_projection(d=2)")
                        .msePerDim())
                .isEqualTo(table.row("pca_projection(2)").msePerDim());
    }

    @Test
    void promptsThatKeepTheirInstances() throws IOException {
        Path npz = directory.resolve("kept.npz");
        for (Task task : List.of(
                subspaces(4, 2).d(1, 3),
                transformed(spheres(3, 1), matrix(row(2, 1, 0), row(0, 1, 0), row(0.5, 0, 1))))) {
            task.prompts(9, 5, seed(2)).write(npz);
            isMeasuredAgain(0, compare(readPrompts(npz.toString()), bayes(), contextMean(), zero()));
        }
    }

    /** The same contexts with other queries are not what drawing gives again. */
    @Test
    void queriesThatWereChanged() throws IOException {
        PromptSet drawn = subspaces(4, 2).prompts(9, 5, seed(2));
        double[] others = drawn.queries().clone();
        others[7] += 1;
        isMeasuredAgain(0, compare(drawn.withQueries(others), query(), contextMean()));
    }

    @Test
    void transformedPrompts() throws IOException {
        var A = matrix(row(2, 1, 0), row(0, 1, 0), row(0.5, 0, 1));
        isMeasuredAgain(
                1,
                compare(
                        transformed(subspaces(3, 1), A).prompts(9, 5, seed(2)),
                        softmaxAttention(3).identity(1, 1),
                        bayes(),
                        query()));
        isMeasuredAgain(
                0,
                compare(
                        spheres(3, 1)
                                .transformed(Transform.of(A, Transform.Target.NEW))
                                .prompts(9, 5, seed(2)),
                        bayes()));
        isMeasuredAgain(
                0,
                compare(
                        transformed(subspaces(3, 1), randomInvertible(3, 5, seed(1)))
                                .prompts(9, 5, seed(2)),
                        bayes()));
    }

    @Test
    void whatNoKindMakesIsNamed() {
        PromptSet prompts = subspaces(4, 2).prompts(9, 5, seed(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(compare(prompts, zero(), denoiser("half", (x, q) -> q.multiply(0.5)))))
                .withMessageContaining("half: a recipe cannot describe it")
                .withMessageContaining("implements Baseline")
                .withMessageContaining("KindProvider");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(compare(prompts, leastSquares(prompts))))
                .withMessageContaining("least_squares");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(compare(prompts, contextGaussian(diagonal(1, 2, 3, 4)))))
                .withMessageContaining("context_gaussian")
                .withMessageContaining("another denoiser");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(compare(prompts, shrunkPcaProjection(1))))
                .withMessageContaining("shrunk_pca_projection");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe("text"))
                .withMessageContaining("a fit, a comparison, a task")
                .withMessageContaining("got a String");
    }
}
