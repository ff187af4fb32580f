package icd.workbench.shell;

import static icd.Dsl.*;
import static icd.workbench.shell.Session.set;
import static icd.workbench.shell.Session.show;
import static icd.workbench.shell.Session.toRecipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.attention.Attention;
import icd.kernel.Precision;
import icd.task.Gaussians;
import icd.task.Instance;
import icd.task.Noise;
import icd.task.Task;
import icd.train.Fit;
import icd.train.TrainingPrompts;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.RecipeRun;
import icd.workbench.report.TestRuns;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionTest {

    @TempDir
    private Path directory;

    private RecipeRun run(String yaml) throws IOException {
        Recipe recipe = Recipe.parse("test", yaml, List.of());
        Path fresh = Files.createTempDirectory(directory, "run").resolve(recipe.name());
        return TestRuns.run(recipe, fresh, 2);
    }

    /** Typed code gives a recipe, which gives the same bits: losses of every epoch, and the weights. */
    @Test
    void aFitBecomesARecipeThatReproducesIt() throws IOException {
        var tasks = List.of(
                subspaces(6, 2),
                spheres(6, 2).noiseVariance(0.2),
                mixtures(6, 3)
                        .variances(0.03, 0.03, 0.03)
                        .noise(gaussianNoise(diagonal(0.1, 0.1, 0.1, 0.1, 0.1, 0.1))));
        var layers = List.of(
                linearAttention(6), softmaxAttention(6), softmaxAttention(6).scalar());
        for (int i = 0; i < 3; i++) {
            var prompts = tasks.get(i).prompts(40, 20, seed(i));
            Fit fit = train(layers.get(i))
                    .on(prompts.split(0.75))
                    .epochs(6)
                    .batch(7)
                    .sgd(0.05, 0.9)
                    .seed(3 + i)
                    .run();
            Run again = new Run(directory, run(toRecipe(fit).yaml()).result());
            Trial trial = again.trials().getFirst();
            assertThat(trial.testLoss()).containsExactly(fit.testLoss());
            assertThat(trial.trainLoss()).containsExactly(fit.trainLoss());
            assertThat(trial.model().theta()).containsExactly(fit.model().theta());
            assertThat(trial.initial().theta()).containsExactly(fit.initial().theta());
        }
    }

    @Test
    void aRecipeIsReadWithWhatItExtends() throws IOException {
        Files.writeString(directory.resolve("base.yaml"), "cases: {inherited: {}}\n");
        Path variant = Files.writeString(directory.resolve("variant.yaml"), "extends: base.yaml\nname: variant\n");
        assertThatExceptionOfType(RecipeException.class)
                .isThrownBy(() -> Session.run(variant.toString(), set("cases.none.data.L", 3)))
                .withMessageContaining("unknown case 'none'; known cases: inherited");
    }

    @Test
    void whatRecipesHaveNoWordsForIsRefused() {
        var prompts = subspaces(4, 2).prompts(20, 10, seed(0));
        var training =
                train(linearAttention(4)).on(prompts.split(0.5)).epochs(1).batch(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(train(heads(
                                linearAttention(4),
                                Attention.of("mine", 4, new double[] {1}, (theta, x, q) -> q.multiply(theta[0]))))
                        .on(prompts.split(0.5))
                        .epochs(1)
                        .run()))
                .withMessageContaining("linear+mine with mine, which is a layer of the user's own");
        TrainingPrompts own = TrainingPrompts.fresh(subspaces(4, 2), 10, 10, Precision.FLOAT32, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(training.on(own, prompts).run()))
                .withMessageContaining("test prompts of the stream that its fresh training prompts go with");
        Task unnamed =
                Task.of("own", 4, 1, random -> Instance.of(4, stream -> new double[] {stream.gaussian(), 0, 0, 0}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(
                        training.on(unnamed.prompts(20, 10, 0).split(0.5)).run()))
                .withMessageContaining("cannot describe")
                .withMessageContaining("subspaces, spheres, mixtures, gaussians");
    }

    static List<Task> tasks() {
        return List.of(
                subspaces(4, 2).d(1, 3).noise(Noise.orthogonal(0.5)),
                spheres(4, 2).d(1, 3).noise(Noise.spectrum(1, 2, 3, 4)),
                mixtures(4, 2).weights(0.25, 0.75).variances(0.1, 0.2).noise(Noise.gaussian(diagonal(1, 2, 3, 0))),
                mixtures(4, 2).K(1, 5),
                Gaussians.spectrum(3, 2, 1, 0).noiseVariance(0.1),
                Gaussians.of(matrix(row(2, 1, 0, 0), row(1, 2, 0, 0), row(0, 0, 1, 0), row(0, 0, 0, 1))));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void whatWasTrainedOnAnyTaskIsRunAgainToTheBit(Task task) throws IOException {
        var fit = train(softmaxAttention(4))
                .on(task.prompts(20, 10, 3).split(0.5))
                .epochs(2)
                .batch(5)
                .run();
        RecipeRun again = run(toRecipe(fit).yaml());
        Run read = show(again.path().toString());
        assertThat(read.trial(read.trials().getFirst().id()).model().theta())
                .isEqualTo(fit.model().theta());
    }

    @Test
    void aTrainingOnFreshPromptsIsRunAgainToTheBit() throws IOException {
        Fit fit = train(linearAttention(4))
                .onFresh(spheres(4, 2).radius(0.5, 2), 20, 10, Precision.FLOAT64, 7)
                .epochs(3)
                .batch(6)
                .seed(2)
                .run();
        Run again = new Run(directory, run(toRecipe(fit).yaml()).result());
        assertThat(again.trials().getFirst().trainLoss()).containsExactly(fit.trainLoss());
        assertThat(again.trials().getFirst().testLoss()).containsExactly(fit.testLoss());
        assertThat(again.trials().getFirst().model().theta())
                .containsExactly(fit.model().theta());
    }

    @Test
    void aRunIsReadBackAsItWasWritten() throws IOException {
        var fit = train(softmaxAttention(4))
                .on(subspaces(4, 2).prompts(20, 10, seed(0)).split(0.5))
                .epochs(2)
                .batch(5)
                .run();
        RecipeRun written = run(toRecipe(fit).yaml());
        Run read = show(written.path().toString());
        assertThat(read.result().trials()).hasSize(1);
        assertThat(read.toString())
                .startsWith("MSE/n")
                .contains("bayes")
                .endsWith("from-shell›: report.html, figures/loss.svg, figures/weights.svg");
        assertThat(read.trial(read.trials().getFirst().id()).model().alpha())
                .isEqualTo(fit.model().alpha());
        assertThat(read.baselines()).isEqualTo(written.result().baselines());
        assertThat(read.figures()).hasSize(2);
        assertThat(read.figure("loss").name()).isEqualTo("loss");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read.trial("none"))
                .withMessageContaining(read.trials().getFirst().id());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read.figure("none"))
                .withMessageContaining("loss, weights");
        assertThatExceptionOfType(UnusablePathException.class)
                .isThrownBy(() -> show("nowhere"))
                .withMessageContaining("nowhere", "without summary.json");
    }

    @Test
    void settingsReadAsTheyAreTyped() {
        assertThat(set("training.epochs", 20)).hasToString("training.epochs=20");
    }
}
