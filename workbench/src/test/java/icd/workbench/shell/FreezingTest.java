package icd.workbench.shell;

import static icd.Dsl.train;
import static org.assertj.core.api.Assertions.assertThat;

import icd.DrawnArchitectures;
import icd.Draws;
import icd.Property;
import icd.attention.Attention;
import icd.attention.Initialisation;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Task;
import icd.train.Decay;
import icd.train.Fit;
import icd.train.Optimiser;
import icd.train.OrderedBy;
import icd.train.Schedule;
import icd.train.Training;
import icd.workbench.recipe.FrozenTest;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Every training in the shell is a recipe, and its run gives the losses and weights of the shell to the bit. */
class FreezingTest {

    private static final int N = 4;

    private final Workers workers = Workers.caller();

    @TempDir
    private Path directory;

    @Property(cases = 60)
    void aFitIsARecipeThatGivesItAgain(Draws draws) throws IOException {
        Task task = FrozenTest.task(draws, 4);
        long seed = draws.between(0, 1000);
        Attention layer = draws.between(0, 2) == 0
                ? DrawnArchitectures.composed(draws, N, 1).normal(0.001, RandomStream.of(seed, "weights"))
                : DrawnArchitectures.of(draws, DrawnArchitectures.potential(draws), init(draws))
                        .layer(N, RandomStream.of(seed, "weights"));
        long dataSeed = draws.between(0, 1000);
        OrderedBy order = draws.of(OrderedBy.values());
        PromptSet prompts = PromptSet.draw(task, 24, 5, draws.of(Precision.values()), dataSeed, "prompts", workers);
        Training plain = train(layer);
        Training training = draws.between(0, 1) == 0
                ? plain
                : plain.keepBest().only(layer.parameters().getLast().name());
        Fit fit = training.on(prompts.split(0.75))
                .epochs(2)
                .batch(draws.between(1, 18))
                .optimiser(optimiser(draws))
                .schedule(schedule(draws))
                .clip(draws.between(0.1d, 10d))
                .patience(draws.between(1, 3))
                .seed(seed)
                .order(order)
                .ownWeights()
                .threads(1)
                .run();
        String yaml = Session.toRecipe(fit).yaml();
        assertThat(yaml.contains("weights_kept: best") && yaml.contains("trained: ["))
                .as(yaml)
                .isEqualTo(training != plain);
        assertThat(yaml.contains("order: seed")).as(yaml).isEqualTo(order == OrderedBy.SEED && seed != dataSeed);
        Recipe recipe = Recipe.parse("test", yaml, List.of("data.baseline_draws=10")); // which enter no layer
        var result =
                TestRuns.run(recipe, directory.resolve("run" + draws.seed()), 1).result();
        Trial trial = new Run(directory, result).trials().getFirst();
        assertThat(trial.testLoss()).as(yaml).containsExactly(fit.testLoss());
        assertThat(trial.trainLoss()).as(yaml).containsExactly(fit.trainLoss());
        assertThat(trial.initial().theta()).as(yaml).containsExactly(layer.theta());
        assertThat(trial.model().theta()).as(yaml).containsExactly(fit.model().theta());
    }

    /** Small enough that deep stacks of high powers stay finite. */
    private static Initialisation init(Draws draws) {
        return switch (draws.between(0, 2)) {
            case 0 -> new Initialisation.Normal(0.05);
            case 1 -> new Initialisation.Normal(draws.between(0.01d, 0.1d));
            default -> new Initialisation.Identity(draws.between(-0.1d, 0.1d), draws.between(0.001d, 0.1d));
        };
    }

    private static Schedule schedule(Draws draws) {
        return switch (draws.between(0, 4)) {
            case 0 -> Decay.NONE;
            case 1 -> Decay.PUBLISHED;
            case 2 -> new Schedule.Steps(0.5, List.of(0.5), 1);
            case 3 -> new Schedule.Linear(draws.between(0d, 1d), 0);
            default -> new Schedule.Cosine(0, draws.between(0, 2));
        };
    }

    private static Optimiser optimiser(Draws draws) {
        double rate = draws.between(1e-6d, 1e-4d);
        return switch (draws.between(0, 3)) {
            case 0 -> new Optimiser.Adam(rate, draws.between(0.5d, 0.99d), 0.999, 1e-8);
            case 1 -> new Optimiser.AdamW(rate, draws.between(0d, 0.1d));
            case 2 -> new Optimiser.Sgd(rate, draws.between(0.1d, 0.9d), true, draws.between(0d, 0.1d));
            default -> new Optimiser.Sgd(rate, draws.between(0d, 0.9d));
        };
    }
}
