package icd.workbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.denoise.Score;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import icd.train.BatchOrder;
import icd.train.Decay;
import icd.train.Fit;
import icd.train.Optimiser;
import icd.train.Trainer;
import icd.train.TrainingOptions;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import icd.workbench.result.RunResult;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code data: {prompts: p.npz}}: a trial on prompts from elsewhere. */
class ImportedPromptsTest {

    private static final String RECIPE = """
            name: imported
            data: {prompts: p.npz, train: 20, test: 7}
            task: {kind: subspaces, d: 2, variance: 2, noise: 1}
            model: {attention: linear}
            training: {epochs: 2, batch: 8, seed: 2}
            baselines: [zero, query, context_mean, least_squares]
            """;

    @TempDir
    private Path folder;

    private PromptSet prompts;

    @BeforeEach
    void write() throws IOException {
        prompts = new Subspaces(5, 2).prompts(40, 12, 9);
        Npz.write(folder.resolve("p.npz"), strangers(prompts));
        Files.writeString(folder.resolve("r.yaml"), RECIPE);
    }

    /** Writes a file as a program does that knows nothing of instances. */
    private static SequencedMap<String, NpyArray> strangers(PromptSet prompts) {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>(prompts.arrays());
        arrays.keySet().retainAll(List.of("X", "query", "target"));
        return arrays;
    }

    private Recipe read(String... overrides) {
        return Recipe.read(folder.resolve("r.yaml"), List.of(overrides));
    }

    private String fault(String... overrides) {
        return catchThrowableOfType(RecipeException.class, () -> read(overrides))
                .getMessage();
    }

    private RunResult run(Recipe recipe, String name) throws IOException {
        RunResult result = TestRuns.run(recipe, folder.resolve(name), 1).result();
        assertThat(result.failures()).isEmpty();
        return result;
    }

    /** By hand: the first 20 train, the next 7 test, and the 13 that are left are fresh. */
    @Test
    void theFilesPromptsAreThoseOfTheTrial() throws IOException {
        RunResult result = run(read("training.precision=float64"), "run");
        Fit fit = new Trainer(
                        "by hand",
                        AttentionLayer.linear(5).uniform(RandomStream.of(2, "weights")),
                        prompts.slice(0, 20),
                        prompts.slice(20, 27),
                        new TrainingOptions(2, 8, new Optimiser.Adam(0.01), new Decay(0.1, List.of())),
                        BatchOrder.shuffled(0),
                        Kernel.chosen(),
                        Workers.caller())
                .run();
        assertThat(result.trials().getFirst().trainLoss()).containsExactly(fit.trainLoss());
        assertThat(result.trials().getFirst().testLoss()).containsExactly(fit.testLoss());
        PromptSet fresh = prompts.slice(27, 40);
        assertThat(result.trials().getFirst().fresh())
                .isEqualTo(Score.of(fit.model(), fresh, Workers.caller()).msePerDim());
        var baselines = result.baselines().values().iterator().next();
        assertThat(baselines.get("zero").msePerDim())
                .as("measured on the file's prompts: nothing else is drawn")
                .isEqualTo(Score.of(Baselines.zero(), fresh, Workers.caller()).msePerDim());
        assertThat(baselines.get("zero").draws()).isEqualTo(13);
        assertThat(baselines.get("least_squares").msePerDim())
                .isEqualTo(Score.of(Baselines.leastSquares(prompts.slice(0, 20)), fresh, Workers.caller())
                        .msePerDim());
    }

    /** The prompts have the precision of the training, whatever that of the file. */
    @Test
    void inThePrecisionOfTheTraining() throws IOException {
        PromptSet rounded = prompts.in(Precision.FLOAT32);
        assertThat(rounded.precision()).isEqualTo(Precision.FLOAT32);
        assertThat(rounded.contexts().get(3, 2, 1))
                .isEqualTo((float) prompts.contexts().get(3, 2, 1));
        assertThat(rounded.queries()[7]).isEqualTo((float) prompts.queries()[7]);
        double loss = run(read("training.precision=float32"), "run")
                .trials()
                .getFirst()
                .testLoss()[0];
        double exact = Score.of(
                        AttentionLayer.linear(5).uniform(RandomStream.of(2, "weights")),
                        prompts.slice(20, 27),
                        Workers.caller())
                .msePerDim();
        assertThat(loss).isNotEqualTo(exact).isCloseTo(exact, within(5e-6 * exact));
    }

    @Test
    void nAndLFollowTheFileOrAgreeWithIt() {
        assertThat(read().trials().getFirst().data().n()).isEqualTo(5);
        assertThat(read().trials().getFirst().data().L()).isEqualTo(12);
        assertThat(read("data.n=5", "data.L=12").trials().getFirst().determining())
                .isEqualTo(read().trials().getFirst().determining());
        assertThat(fault("data.n=4")).contains("data.n must be 5, as in data.prompts");
        assertThat(fault("data.L=13")).contains("data.L must be 12, as in data.prompts");
    }

    @Test
    void freshAreTheRestAtMostSoMany() {
        assertThat(read().trials().getFirst().data().fresh()).isEqualTo(13);
        assertThat(read("data.fresh=4").trials().getFirst().data().fresh()).isEqualTo(4);
        assertThat(read("data.fresh=0").trials().getFirst().data().fresh()).isZero();
        assertThat(read("data.train=30", "data.test=10")
                        .trials()
                        .getFirst()
                        .data()
                        .fresh())
                .isZero();
        assertThat(fault("data.train=34"))
                .contains(
                        "data.prompts must hold data.train and data.test prompts, and one or more to measure on, got 40"
                                + " where data.train is 34 and data.test is 7");
    }

    /** The content enters identities; a copied run runs again to the same numbers. */
    @Test
    void aRunKeepsItsPrompts() throws IOException {
        Recipe recipe = read();
        RunResult result = run(recipe, "run");
        String before = recipe.trials().getFirst().determining();
        Files.move(folder.resolve("p.npz"), folder.resolve("q.npz"));
        Recipe again = Recipe.read(folder.resolve("run/recipe.yaml"), List.of());
        assertThat(again).isEqualTo(recipe);
        assertThat(run(again, "again").trials().getFirst().testLoss())
                .containsExactly(result.trials().getFirst().testLoss());
        assertThat(read("data.prompts=" + folder.resolve("q.npz"))
                        .trials()
                        .getFirst()
                        .determining())
                .isEqualTo(before);
        new Subspaces(5, 2).prompts(40, 12, 10).write(folder.resolve("p.npz"));
        assertThat(read().trials().getFirst().determining()).isNotEqualTo(before);
    }

    /** Prompts that the workbench wrote keep their instances. */
    @Test
    void oraclesOnPromptsThatKeepTheirInstances() throws IOException {
        prompts.write(folder.resolve("p.npz"));
        RunResult result = run(read("baselines=[bayes, projection]"), "run");
        var baselines = result.baselines().values().iterator().next();
        PromptSet fresh = prompts.slice(27, 40).in(Precision.FLOAT32);
        assertThat(baselines.get("bayes").msePerDim())
                .isEqualTo(Score.of(Baselines.bayes(), fresh, Workers.caller()).msePerDim());
        assertThat(baselines.get("projection").draws()).isEqualTo(13);
    }

    /** Keys are refused that need facts which imported prompts lack, or that would be silently ignored. */
    @Test
    void whatDoesNotGoWithThem() {
        for (String oracle : List.of("bayes", "projection")) {
            assertThat(fault("baselines=[zero, " + oracle + "]"))
                    .contains("'" + oracle + "' must not go with data.prompts, as it asks for instances");
        }
        assertThat(fault("transform={condition: 2}")).contains("transform must not stand beside data.prompts");
        assertThat(fault("training.prompts=fresh")).contains("training.prompts must be fixed where data.prompts");
        assertThat(fault("evaluate=[{kind: drawn_prompts}]")).contains("'bayes' must not go with data.prompts");
        assertThat(fault("data.prompts=none.npz")).contains("data.prompts: none.npz: there is no such file");
        assertThat(fault("data.prompts=" + folder.resolve("r.yaml"))).contains("must be a whole npz file");
    }

    @Test
    void evaluationsWithoutInstances() throws IOException {
        Recipe recipe = read("evaluate=[{kind: drawn_prompts, estimates: [zero]}]");
        assertThat(run(recipe, "run")
                        .trials()
                        .getFirst()
                        .tables()
                        .get("prompts")
                        .rows())
                .noneMatch(row -> row.at().contains(Coordinate.of("basis")))
                .anyMatch(row -> row.at().contains(Coordinate.of("target")));
    }
}
