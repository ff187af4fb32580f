package icd.workbench.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import icd.task.OwnTokens;
import icd.task.TokenTable;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.report.TestRuns;
import icd.workbench.result.RunResult;
import icd.workbench.run.RunDirectory;
import icd.workbench.run.RunFiles;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that recipes name: found beside the recipe, part of identities by their content, and kept in the run. */
class InputsTest {

    private static final String RECIPE = """
            name: own
            data: {n: 2, L: 3, train: 12, test: 6, fresh: 8, baseline_draws: 50}
            task: {kind: tokens, file: mine.csv, split: 0.5, noise: 0.1}
            model: {attention: softmax}
            training: {epochs: 2, batch: 4}
            baselines: [zero, bayes, empirical_posterior, least_squares]
            """;

    private static final String TOKENS = "x,y\n0,1\n1,0\n0,-1\n-1,0\n1,1\n2,1\n3,-1\n0.5,7\n-1,-1\n4,0\n";

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Recipe read(Path file, String... overrides) {
        return Recipe.read(file, List.of(overrides));
    }

    private static String fault(Path file, String... overrides) {
        return catchThrowableOfType(RecipeException.class, () -> Recipe.read(file, List.of(overrides)))
                .getMessage();
    }

    private static RunResult run(Recipe recipe, Path out) throws IOException {
        return TestRuns.run(recipe, out, 1).result();
    }

    @Test
    void tokensAreReadFromBesideTheRecipe() throws IOException {
        write("mine.csv", TOKENS);
        Recipe recipe = read(write("own.yaml", RECIPE));
        OwnTokens task = (OwnTokens) recipe.trials().getFirst().task();
        assertThat(task)
                .isEqualTo(OwnTokens.of(TokenTable.read(folder.resolve("mine.csv")))
                        .split(0.5));
        assertThat(recipe.inputs()).hasSize(1);
        String copy = recipe.inputs().keySet().iterator().next();
        assertThat(copy).matches("inputs/[0-9a-f]{12}/mine\\.csv");
        assertThat(recipe.resolved()).contains("file: " + copy + "\n").doesNotContain("file: mine.csv");
    }

    @Test
    void theContentIsWhatCountsAndNotTheName() throws IOException {
        write("mine.csv", TOKENS);
        Path recipe = write("own.yaml", RECIPE);
        String before = read(recipe).trials().getFirst().determining();
        assertThat(before).contains("sha256").doesNotContain("mine.csv");
        write("elsewhere/other.csv", TOKENS);
        String renamed = read(write("b.yaml", RECIPE.replace("mine.csv", "elsewhere/other.csv")))
                .trials()
                .getFirst()
                .determining();
        assertThat(renamed).isEqualTo(before);
        write("mine.csv", TOKENS.replace("7", "8"));
        assertThat(read(recipe).trials().getFirst().determining()).isNotEqualTo(before);
        assertThat(read(recipe).resolved())
                .as("a run is of one content")
                .isNotEqualTo(read(folder.resolve("b.yaml")).resolved());
    }

    /** If a recipe in another folder extends it, the file is still found beside the recipe that names it. */
    @Test
    void aNameIsRelativeToTheRecipeThatStatesIt() throws IOException {
        write("base/mine.csv", TOKENS);
        write("base/own.yaml", RECIPE);
        Recipe variant = read(write("far/variant.yaml", "extends: ../base/own.yaml\nname: variant\n"));
        assertThat(((OwnTokens) variant.trials().getFirst().task()).table().count())
                .isEqualTo(10);
        write("far/few.csv", "1,2\n3,4\n5,6\n7,8\n9,10\n11,12\n13,14\n15,16\n");
        Recipe own = read(write("far/own.yaml", "extends: ../base/own.yaml\nname: own\ntask: {file: few.csv}\n"));
        assertThat(((OwnTokens) own.trials().getFirst().task()).table().count()).isEqualTo(8);
        assertThat(fault(folder.resolve("base/own.yaml"), "task.file=few.csv"))
                .as("of the command line, to where the workbench was started")
                .contains("task.file: few.csv: there is no such file");
        Recipe set = read(folder.resolve("base/own.yaml"), "task.file=" + folder.resolve("far/few.csv"));
        assertThat(((OwnTokens) set.trials().getFirst().task()).table().count()).isEqualTo(8);
    }

    /** The run holds the file; a copy of the run alone gives the same numbers, and is a run of the same recipe. */
    @Test
    void aCopiedRunDirectoryRunsAgain() throws IOException {
        write("mine.csv", TOKENS);
        Recipe recipe = read(write("own.yaml", RECIPE + "sweep: {training.seed: [1, 2]}\n"));
        RunResult result = run(recipe, folder.resolve("run"));
        assertThat(result.failures()).isEmpty();
        Path copy = folder.resolve("elsewhere/copy");
        try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(folder.resolve("run").relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.delete(folder.resolve("mine.csv"));
        Recipe again = read(copy.resolve("recipe.yaml"));
        assertThat(again).isEqualTo(recipe);
        assertThat(again.resolved()).isEqualTo(recipe.resolved());
        RunResult rerun = run(again, folder.resolve("again"));
        assertThat(rerun.trials().getFirst().testLoss())
                .containsExactly(result.trials().getFirst().testLoss());
        assertThat(rerun.baselines()).isEqualTo(result.baselines());
        assertThat(RunFiles.read(copy).trials()).hasSize(2);
        assertThat(run(again, copy).trials()).hasSize(2);
    }

    @Test
    void aRunOfOtherContentIsAnother() throws IOException {
        write("mine.csv", TOKENS);
        run(read(write("own.yaml", RECIPE)), folder.resolve("run"));
        write("mine.csv", TOKENS.replace("7", "8"));
        Recipe changed = read(folder.resolve("own.yaml"));
        assertThat(catchThrowableOfType(
                        UnusablePathException.class, () -> RunDirectory.open(folder.resolve("run"), changed)))
                .hasMessageContaining("recipe.yaml differs");
    }

    /** An axis of files calls each by its name alone, in the run as before it. */
    @Test
    void filesAsAnAxis() throws IOException {
        write("a/one.csv", TOKENS);
        write("b/two.csv", TOKENS.replace("7", "8"));
        Path file = write("own.yaml", RECIPE + "sweep: {task.file: [a/one.csv, b/two.csv]}\n");
        Recipe recipe = read(file);
        assertThat(recipe.trials()).extracting(TrialSpec::id).containsExactly("one", "two");
        assertThat(recipe.trials().getLast().axes()).containsEntry("task.file", Coordinate.of("two.csv"));
        run(recipe, folder.resolve("run"));
        assertThat(read(folder.resolve("run/recipe.yaml"))).isEqualTo(recipe);
        write("b/one.csv", TOKENS);
        assertThat(fault(write("own.yaml", RECIPE + "sweep: {task.file: [a/one.csv, b/one.csv]}\n")))
                .contains(
                        "sweep.task.file must be files of different names, as numbers are told apart by them, got one.csv twice");
    }

    @Test
    void whatDoesNotFitIsSaidAtTheKey() throws IOException {
        write("mine.csv", TOKENS);
        Path file = write("own.yaml", RECIPE);
        assertThat(fault(file, "data.n=3"))
                .contains("own.yaml:3:28: task.file must hold tokens of n = 3 numbers, got 2");
        assertThat(fault(file, "data.L=5"))
                .contains(
                        "own.yaml:3:28: task.file must hold more than L tokens in each share, which are all different in a"
                                + " prompt, got 5 to train on and 5 to test on where L is 5");
        assertThat(read(file, "data.L=4").trials()).hasSize(1);
        assertThat(fault(file, "data.L=4", "task.split=0.6"))
                .contains("got 4 to train on and 6 to test on where L is 4");
        assertThat(read(file, "data.L=9", "task.split=0").trials()).hasSize(1);
        assertThat(fault(file, "evaluate=[{kind: shift, L: [3, 8]}]")).contains("where L is 8");
        assertThat(fault(file, "task.split=1")).contains("task.split must be a finite number");
        assertThat(fault(file, "task.file=5")).contains("task.file must be the name of a file, got 5");
        assertThat(fault(file, "baselines=[projection]"))
                .contains("must go with the task subspaces or spheres, got tokens");
    }

    /** No file is shown, blocks the reader or is written elsewhere, whatever a recipe names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "none.csv | own.yaml:3:28: task.file: FOLDER/none.csv: there is no such file",
                ". | must be a regular file, got a directory",
                "/dev/zero | must be a regular file, got a device or pipe",
                "\"a\\0b\" | task.file: it must be the name of a file",
                "secret.txt | task.file: secret.txt: line 1, cell 2 must be a finite number",
                "own.yaml | task.file: own.yaml: line"
            })
    void hostileNames(String line) throws IOException {
        String[] parts = line.split(" \\| ");
        write("secret.txt", "1,hunter2\n");
        Path file = write("own.yaml", RECIPE.replace("mine.csv", parts[0]));
        assertThat(fault(file))
                .contains(parts[1].replace("FOLDER", folder.toString()))
                .doesNotContain("hunter2");
    }

    /** The name of a copy is safe whatever the name of the file is, and stays within the run. */
    @ParameterizedTest
    @ValueSource(strings = {"'sub/../sub/a b;c.csv'", "'sub/a b;c.csv/.'"})
    void copiesStayInside(String name) throws IOException {
        write("sub/a b;c.csv", TOKENS);
        Recipe recipe = read(write("own.yaml", RECIPE.replace("mine.csv", name)));
        assertThat(recipe.inputs().keySet()).singleElement().asString().matches("inputs/[0-9a-f]{12}/a_b_c\\.csv");
    }
}
