package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.recipe.Recipe;
import icd.workbench.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake gives one clear message on standard error and exit code 2, and nothing is written. */
class MistakesTest {

    private static final Path RECIPE = Path.of("../recipes/fig3.yaml");

    @TempDir
    private Path scratch;

    private void refused(CommandLineRunner said, String... says) throws IOException {
        assertThat(said.code()).as(said.err()).isEqualTo(2);
        assertThat(said.err()).contains(says).doesNotContain("Exception");
        assertThat(said.out()).isEmpty();
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).isSubsetOf("recipe.yaml", "file");
        }
    }

    private CommandLineRunner run(Object... more) {
        Object[] args = Stream.concat(Stream.of("run", RECIPE, "--out", scratch.resolve("run")), Stream.of(more))
                .toArray();
        return workbench(args);
    }

    @Test
    void aWordWhereANumberBelongs() throws IOException {
        refused(
                run("--set", "training.epochs=abc"),
                "--set training.epochs=abc: training.epochs must be a whole number >= 1, got 'abc'");
    }

    @Test
    void aMisspeltKey() throws IOException {
        refused(
                run("--set", "training.epohcs=3"),
                "--set training.epohcs=3: unknown key 'epohcs' in training, did you mean 'epochs'? known keys: epochs, batch");
    }

    @Test
    void aSubspaceLargerThanItsSpace() throws IOException {
        refused(run("--set", "task.d=20"), "task.d must be", "got 20", "data.n is 16", "fig3.yaml:");
    }

    @Test
    void aBaselineOfAnotherTask() throws IOException {
        refused(run("--set", "baselines=[bayes, zero_variance]"), "'zero_variance' must go with the task mixtures");
    }

    @Test
    void aMissingFile() throws IOException {
        refused(workbench("run", scratch.resolve("none.yaml")), "none.yaml");
    }

    @Test
    void aDirectoryThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(scratch.resolve("file"), "");
        refused(workbench("run", RECIPE, "--out", file), "must be a directory");
        refused(workbench("run", RECIPE, "--out", file.resolve("below")), "must be writable", file.toString());
    }

    @Test
    void aDirectoryOfSomethingElse() throws IOException {
        Files.writeString(scratch.resolve("file"), "");
        refused(
                workbench("run", RECIPE, "--out", scratch),
                "must be empty, absent or hold a run of the same recipe",
                "file");
    }

    @Test
    void aDirectoryThatAnotherRunWritesTo() throws IOException {
        Path out = scratch.resolve("run");
        try (RunDirectory busy = RunDirectory.open(out, Recipe.read(RECIPE, List.of()))) {
            CommandLineRunner said = workbench("run", RECIPE, "--out", busy.path());
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).contains("not be in use, got one that another run writes to");
        }
        assertThat(out.resolve(".lock")).doesNotExist();
    }

    @Test
    void optionsThatCannotBe() throws IOException {
        refused(run("--threads", "0"), "--threads must be >= 1, got 0");
        refused(run("--threads", "many"), "--threads", "many");
        refused(run("--thread", "2"), "--thread");
        refused(workbench("rum", RECIPE), "rum", "Commands: run, validate, schema, bench");
        refused(workbench("run", RECIPE, RECIPE, "--json"), "--json must go with one recipe, got 2");
        refused(workbench("run"), "RECIPE");
        refused(workbench("run", RECIPE, RECIPE, "--out", scratch.resolve("run")), "--out must go with one recipe");
    }

    @Test
    void validateReportsAllOfThem() throws IOException {
        Path recipe = Files.writeString(
                scratch.resolve("recipe.yaml"),
                Files.readString(RECIPE).replace("epochs: 100 ", "epochs: -1 ").replace("  batch:", "  bacth:"));
        CommandLineRunner said = workbench("validate", recipe, RECIPE);
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err().lines()).hasSizeGreaterThanOrEqualTo(2).allMatch(line -> line.contains("recipe.yaml:"));
        assertThat(said.out()).isEqualTo(RECIPE + ": valid, 36 trials, 2 figures" + System.lineSeparator());
    }

    @Test
    void aTrialThatDivergesIsNamedAndTheOthersAreKept() throws IOException {
        CommandLineRunner said = run(
                "--set",
                "training.epochs=2",
                "--set",
                "data.L=20",
                "--set",
                "data.fresh=0",
                "--set",
                "data.baseline_draws=10",
                "--set",
                "model.attention=linear",
                "--set",
                "training.seed=3",
                "--set",
                "cases.spheres.training.optimiser={kind: sgd, rate: 1e200}");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .containsPattern("workbench: spheres-linear-seed3: the loss must stay finite, .* in epoch 1")
                .doesNotContain("workbench: subspaces");
        assertThat(scratch.resolve("run/summary.json"))
                .content()
                .contains("\"failures\"", "spheres-linear-seed3", "\"id\" : \"subspaces-linear-seed3\"");
    }

    @Test
    void twoCasesOnOneTaskHaveTheirBaselinesEach() throws IOException {
        Path recipe = Files.writeString(scratch.resolve("recipe.yaml"), """
                name: two
                data: {n: 6, L: 20, train: 20, test: 5, fresh: 5, baseline_draws: 100}
                model: {attention: linear}
                task: {kind: subspaces, d: 3, variance: 2, noise_variance: 1}
                training: {epochs: 2, batch: 10}
                cases:
                  slow: {training: {optimiser: {kind: adam, rate: 0.001}}}
                  fast: {training: {optimiser: {kind: adam, rate: 0.1}}}
                sweep:
                  training.batch: [5, 10]
                figures:
                  - {name: curves, kind: training}
                """);
        CommandLineRunner said = workbench("run", recipe, "--out", scratch.resolve("run"));
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .containsPattern("\nslow +bayes ")
                .containsPattern("\nfast +bayes ")
                .containsPattern("\nslow +linear +5 ")
                .containsPattern("\nfast +linear +10 ");
        assertThat(scratch.resolve("run/figures/curves.svg")).content().contains("batch = 5", "batch = 10");
    }

    @Test
    void helpAndVersionAreNoMistakes() {
        for (String[] args : new String[][] {
            {"--help"},
            {"run", "--help"},
            {"validate", "--help"},
            {"bench", "-h"},
            {"schema", "--help"},
            {"prompts", "--help"},
            {"catalogue", "--help"}
        }) {
            CommandLineRunner said = workbench((Object[]) args);
            assertThat(said.code()).isZero();
            assertThat(said.out()).contains("Usage: workbench");
        }
        assertThat(workbench("run", "-V").out()).startsWith("workbench ");
        assertThat(workbench("--version").out()).startsWith("workbench ").contains("Java 2");
        assertThat(workbench("schema").out()).contains("\"$schema\"");
    }

    @Test
    void aDryRunWritesNothing() {
        CommandLineRunner said = run("--dry-run");
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("36 trials", "mixtures-softmax-seed6 (24): 200 epochs", "figure fig3b");
        assertThat(scratch).isEmptyDirectory();
    }
}
