package icd.workbench.shell;

import static icd.Dsl.*;
import static icd.workbench.shell.Session.toRecipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import icd.attention.Attention;
import icd.io.Npz;
import icd.task.PromptSet;
import icd.train.BatchOrder;
import icd.train.Fit;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights and prompts that cannot be drawn again are in a file beside the recipe. */
class FreezingFilesTest {

    @TempDir
    private Path directory;

    private Run run(Path yaml) throws IOException {
        Recipe recipe = Recipe.read(yaml, List.of());
        Path out = Files.createTempDirectory(directory, "run").resolve("out");
        return new Run(out, TestRuns.run(recipe, out, 1).result());
    }

    private void isGivenAgain(Fit fit, String... arrays) throws IOException {
        Path folder = Files.createTempDirectory(directory, "saved");
        Path yaml = toRecipe(fit).save(folder.resolve("p.yaml").toString());
        assertThat(Npz.read(folder.resolve("p.npz")).sequencedKeySet()).contains(arrays);
        Run run = run(yaml);
        assertThat(run.failures()).isEmpty();
        Trial trial = run.trials().getFirst();
        assertThat(trial.initial().theta()).containsExactly(fit.initial().theta());
        assertThat(trial.testLoss()).containsExactly(fit.testLoss());
        assertThat(trial.trainLoss()).containsExactly(fit.trainLoss());
        assertThat(trial.model().theta()).containsExactly(fit.model().theta());
    }

    private static Fit fit(Attention layer, PromptSet prompts) {
        return train(layer)
                .on(prompts.split(0.7))
                .epochs(2)
                .batch(4)
                .adam(0.01)
                .seed(3)
                .ownWeights()
                .run();
    }

    private PromptSet imported() throws IOException {
        Path npz = Files.createTempDirectory(directory, "own").resolve("own.npz");
        spheres(4, 2).prompts(10, 6, seed(1)).write(npz);
        return readPrompts(npz.toString());
    }

    @Test
    void aTrainingThatGoesOnFromTrainedWeights() throws IOException {
        PromptSet prompts = subspaces(4, 2).prompts(10, 6, seed(0));
        isGivenAgain(fit(fit(softmaxAttention(4).identity(1, 1), prompts).model(), prompts), "W_KQ", "W_PV");
        Attention two = heads(linearAttention(4), linearAttention(4)).uniform(randomStream(4));
        isGivenAgain(fit(two, prompts), "W_KQ_head1", "W_PV_head1", "W_KQ_head2", "W_PV_head2");
    }

    @Test
    void promptsFromElsewhere() throws IOException {
        isGivenAgain(fit(softmaxAttention(4).identity(1, 1), imported()), "X", "query", "target");
        Fit both = fit(softmaxAttention(4).scalar().with(new double[] {0.3, 0.7}), imported());
        isGivenAgain(fit(both.model(), imported()), "X", "query", "target");
    }

    /** By hand: float32 prompts whose training and test parts are no two parts of one split, and both weights and prompts. */
    @Test
    void promptsThatNoRecipeDrawsInThisOrder() throws IOException {
        PromptSet drawn = subspaces(4, 2).prompts(10, 6, seed(0)).in(icd.kernel.Precision.FLOAT32);
        Fit fit = train(linearAttention(4).normal(0.1, randomStream(8)))
                .on(drawn.slice(4, 10), drawn.slice(0, 3))
                .epochs(2)
                .batch(2)
                .ownWeights()
                .run();
        isGivenAgain(fit, "X", "query", "target", "W_KQ", "W_PV");
    }

    /** The order of the batches is that of the seed that the prompts were drawn from, which the file does not tell. */
    @Test
    void theOrderOfPromptsInAFile() throws IOException {
        PromptSet drawn = subspaces(4, 2).prompts(10, 6, seed(7));
        Fit fit = train(linearAttention(4).normal(0.1, randomStream(8)))
                .on(drawn.slice(4, 10), drawn.slice(0, 3))
                .epochs(2)
                .batch(2)
                .seed(5)
                .ownWeights()
                .run();
        assertThat(fit.trainer().order()).isEqualTo(BatchOrder.shuffled(7));
        isGivenAgain(fit, "X", "query", "target", "W_KQ", "W_PV");
    }

    @Test
    void whatCanBeDrawnAgainNeedsNoFile() throws IOException {
        Fit fit = fit(softmaxAttention(4).identity(1, 1), subspaces(4, 2).prompts(10, 6, seed(0)));
        assertThat(toRecipe(fit).files()).isEmpty();
    }

    @Test
    void nothingElseIsOverwritten() throws IOException {
        RecipeText recipe = toRecipe(fit(softmaxAttention(4).identity(1, 1), imported()));
        Path yaml = directory.resolve("p.yaml");
        recipe.save(yaml.toString());
        byte[] prompts = Files.readAllBytes(directory.resolve("p.npz"));
        recipe.save(yaml.toString()); // the same is no loss
        assertThat(yaml).content().contains("prompts: p.npz");
        Files.writeString(directory.resolve("q.npz"), "mine");
        assertThatIOException()
                .isThrownBy(() -> recipe.save(directory.resolve("q.yaml").toString()))
                .withMessageContaining("q.npz must not be there, or hold the same");
        assertThat(directory.resolve("q.yaml")).doesNotExist();
        assertThat(directory.resolve("q.npz")).hasContent("mine");
        Files.writeString(yaml, "mine");
        assertThatIOException()
                .isThrownBy(() -> recipe.save(yaml.toString()))
                .withMessageContaining("p.yaml must not be there");
        assertThat(directory.resolve("p.npz")).hasBinaryContent(prompts);
    }

    /** The name of a user's file is relative to where the workbench was started; saved elsewhere, the recipe has a copy beside it. */
    @Test
    void tokensAreBesideTheRecipe() throws IOException {
        Path csv = Files.writeString(directory.resolve("mine.csv"), "1,0\n0,1\n-1,0\n0,-1\n1,1\n2,1\n");
        Fit fit = train(linearAttention(2))
                .on(tokens(readTokens(csv.toString()))
                        .noiseVariance(0.1)
                        .prompts(10, 3, seed(0))
                        .split(0.7))
                .epochs(1)
                .batch(2)
                .run();
        Path folder = Files.createDirectory(directory.resolve("elsewhere"));
        Path yaml = toRecipe(fit).save(folder.resolve("p.yaml").toString());
        Files.delete(csv);
        assertThat(run(yaml).trials().getFirst().model().theta())
                .containsExactly(fit.model().theta());
    }

    @Test
    void itRunsWithoutBeingSaved() throws IOException {
        Fit fit = fit(softmaxAttention(4).identity(1, 1), imported());
        RecipeText text = toRecipe(fit);
        Recipe recipe = Recipe.parse("recipe", text.yaml(), List.of(), text.files());
        TestRuns.run(recipe, directory.resolve("unsaved"), 1);
        assertThat(run(directory.resolve("unsaved/recipe.yaml"))
                        .trials()
                        .getFirst()
                        .model()
                        .theta())
                .containsExactly(fit.model().theta());
    }
}
