package icd.workbench.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.attention.LayerStack;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.math.RandomStream;
import icd.workbench.evaluation.Layers;
import icd.workbench.report.TestRuns;
import icd.workbench.result.RunResult;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code model.init: {kind: file}}: training goes on from weights of a file, or of a finished trial. */
class InitFromFileTest {

    private static final String RECIPE = """
            name: first
            data: {n: 3, L: 5, train: 8, test: 4, fresh: 6, baseline_draws: 20}
            task: {kind: subspaces, d: 2, variance: 2, noise: 1}
            model: {attention: softmax}
            training: {epochs: 2, batch: 4, seed: 5}
            baselines: [zero]
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("r.yaml"), RECIPE);
    }

    private Recipe read(String... overrides) {
        return Recipe.read(folder.resolve("r.yaml"), List.of(overrides));
    }

    private String fault(String init) throws IOException {
        Files.writeString(
                folder.resolve("bad.yaml"), RECIPE.replace("softmax}", "softmax, init: {kind: file, " + init + "}}"));
        RecipeException e =
                catchThrowableOfType(RecipeException.class, () -> Recipe.read(folder.resolve("bad.yaml"), List.of()));
        return e == null ? "no fault found" : e.getMessage();
    }

    private RunResult run(Recipe recipe, String name) throws IOException {
        RunResult result = TestRuns.run(recipe, folder.resolve(name), 1).result();
        assertThat(result.failures()).isEmpty();
        return result;
    }

    private Recipe from(String init, String... overrides) throws IOException {
        String name = "next" + init.hashCode() + ".yaml";
        Files.writeString(
                folder.resolve(name), RECIPE.replace("softmax}", "softmax, init: {kind: file, " + init + "}}"));
        return Recipe.read(folder.resolve(name), List.of(overrides));
    }

    private static Attention initial(Recipe recipe, RunResult result, int trial) {
        return Layers.of(recipe.trials().get(trial), result.trials().get(trial), "init");
    }

    @Test
    void aFileOfTheUsersOwnIsWhereTrainingBegins() throws IOException {
        double[] theta = new double[18];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = 0.01 * i - 0.05;
        }
        Attention layer = AttentionLayer.softmax(3).with(theta);
        Npz.write(folder.resolve("w.npz"), layer.arrays(""));
        Recipe recipe = from("npz: w.npz");
        RunResult result = run(recipe, "own");
        assertThat(initial(recipe, result, 0).theta()).containsExactly(theta);
        assertThat(recipe.resolved()).containsPattern("npz: inputs/[0-9a-f]{12}/w\\.npz");
        Files.delete(folder.resolve("w.npz"));
        Recipe copy = Recipe.read(folder.resolve("own/recipe.yaml"), List.of());
        assertThat(copy.trials().getFirst().determining())
                .isEqualTo(recipe.trials().getFirst().determining());
        assertThat(copy.resolved()).isEqualTo(recipe.resolved());
    }

    /** Heads and layers have suffixes on the names of their weights; the whole is read, and not each part alone. */
    @Test
    void headsAndLayersAreRead() throws IOException {
        Attention layer =
                LayerStack.of(Heads.of(AttentionLayer.softmax(3), 2), 2).uniform(RandomStream.of(9, "any"));
        Npz.write(folder.resolve("w.npz"), layer.arrays(""));
        Recipe recipe = from("npz: w.npz", "model.heads=2", "model.layers=2");
        assertThat(initial(recipe, run(recipe, "deep"), 0).theta()).containsExactly(layer.theta());
        assertThat(LayerStack.of(Heads.of(AttentionLayer.softmax(3), 2), 2)
                        .initialised(
                                recipe.trials()
                                        .getFirst()
                                        .model()
                                        .orElseThrow()
                                        .inits()
                                        .findFirst()
                                        .orElseThrow(),
                                null)
                        .theta())
                .containsExactly(layer.theta());
    }

    @Test
    void aFinishedTrialIsWhereTrainingGoesOn() throws IOException {
        Recipe first = read();
        RunResult done = run(first, "runs/one");
        double[] trained = Layers.of(first.trials().getFirst(), done.trials().getFirst(), "final")
                .theta();
        Recipe next = from("run: runs/one, trial: first");
        RunResult result = run(next, "two");
        assertThat(initial(next, result, 0).theta()).containsExactly(trained);
        assertThat(next.resolved())
                .containsPattern("run: inputs/[0-9a-f]{12}/one\n")
                .contains("trial: first");
        String same = from("npz: runs/one/trials/first/weights.npz")
                .trials()
                .getFirst()
                .determining();
        assertThat(next.trials().getFirst().determining()).isEqualTo(same).contains("sha256");
        Recipe copy = Recipe.read(folder.resolve("two/recipe.yaml"), List.of());
        assertThat(copy.trials().getFirst().determining()).isEqualTo(same);
        assertThat(Files.exists(folder.resolve("two")
                        .resolve(copy.inputs().keySet().iterator().next())))
                .isTrue();
    }

    @Test
    void trialsOfARunAreAnAxis() throws IOException {
        Recipe first = read("sweep.training.seed=[5, 6]");
        RunResult done = run(first, "one");
        Files.writeString(
                folder.resolve("next.yaml"),
                RECIPE.replace("softmax}", "softmax, init: {kind: file, run: one, trial: x}}")
                        + "sweep: {model.init.trial: [seed5, seed6]}\n");
        Recipe next = Recipe.read(folder.resolve("next.yaml"), List.of());
        RunResult result = run(next, "two");
        for (int i = 0; i < 2; i++) {
            assertThat(initial(next, result, i).theta())
                    .containsExactly(
                            Layers.of(first.trials().get(i), done.trials().get(i), "final")
                                    .theta());
        }
        assertThat(next.inputs()).hasSize(2);
        assertThat(Recipe.read(folder.resolve("two/recipe.yaml"), List.of()).trials())
                .extracting(TrialSpec::determining)
                .isEqualTo(next.trials().stream().map(TrialSpec::determining).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "npz: none.npz | bad.yaml:4:53: model.init.npz: | none.npz: there is no such file",
                "'run: runs/one, trial: frist' | bad.yaml:4:53: model.init.run: | there is no such file, did you mean 'first'? in",
                "'run: runs/none, trial: first' | model.init.run: | runs there is one",
                "run: runs/one | bad.yaml:4:53: model.init.run: | must come with trial",
                "'npz: w.npz, trial: first' | model.init.trial | must come with run, got first beside npz",
                "'run: runs/one, trial: first, npz: w.npz' | model.init.npz | must be given, or run with trial in its place, got both",
                "'run: runs/one, trial: ../first' | model.init.trial | the id of a trial",
                "npz: r.yaml | model.init.npz: | r.yaml",
                "npz: shape.npz | bad.yaml:4:53: model.init.npz: | must hold W_KQ (3 x 3), W_PV (3 x 3), or these with _final behind their names, got W_KQ (2 x 2)",
                "npz: names.npz | model.init.npz: | or these with _final behind their names, got KQ (3 x 3), PV (3 x 3)",
                "npz: nan.npz | model.init.npz: | W_KQ must hold finite numbers, got NaN"
            })
    void whatIsWrongIsSaidWhereItStands(String init, String where, String says) throws IOException {
        run(read(), "runs/one");
        Npz.write(folder.resolve("w.npz"), AttentionLayer.softmax(3).arrays(""));
        Npz.write(folder.resolve("shape.npz"), AttentionLayer.softmax(2).arrays(""));
        NpyArray zeros = NpyArray.of(new double[9], 3, 3);
        SequencedMap<String, NpyArray> names = new LinkedHashMap<>();
        names.put("KQ", zeros);
        names.put("PV", zeros);
        Npz.write(folder.resolve("names.npz"), names);
        double[] nan = new double[9];
        nan[4] = Double.NaN;
        Npz.write(
                folder.resolve("nan.npz"), new LinkedHashMap<>(Map.of("W_KQ", NpyArray.of(nan, 3, 3), "W_PV", zeros)));
        assertThat(fault(init)).contains(where, says);
    }

    @Test
    void neitherIsRefused() throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), RECIPE.replace("softmax}", "softmax, init: {kind: file}}"));
        assertThat(catchThrowableOfType(RecipeException.class, () -> Recipe.read(folder.resolve("bad.yaml"), List.of()))
                        .getMessage())
                .contains("model.init.npz must be given, or run with trial in its place, got neither");
    }
}
