package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.piece.Checksums;
import icd.workbench.piece.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What later runs take from the store, and what they do not. */
class StoreRunTest {

    private static final String RECIPE = """
            name: small
            title: first
            data: {n: 4, L: 10, train: 20, test: 5, fresh: 10, baseline_draws: 200}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: linear}
            training: {epochs: 3, batch: 10, seed: 1}
            sweep: {training.seed: [1, 2]}
            figures: [{name: f, kind: training}]
            """;

    @TempDir
    private Path scratch;

    private Path recipe;

    @BeforeEach
    void write() throws IOException {
        recipe = Files.writeString(scratch.resolve("small.yaml"), RECIPE);
    }

    private CommandLineRunner run(String out, Object... more) {
        Object[] args = Stream.concat(
                        Stream.of("run", recipe, "--out", scratch.resolve(out), "--store", scratch.resolve("store")),
                        Stream.of(more))
                .toArray();
        return workbench(args);
    }

    @Test
    void aSweepThatGrowsRunsWhatIsNew() {
        assertThat(run("two").err()).contains("small: 2/2 ").doesNotContain("reused");
        CommandLineRunner three = run("three", "--set", "sweep.training.seed=[1, 2, 3]");
        assertThat(three.code()).as(three.err()).isZero();
        assertThat(three.err())
                .contains("small: 3/3 seed3, ", "2 of 3 trials reused, 1 of 1 baselines reused")
                .doesNotContain(" seed1, ", " seed2, ");
    }

    @Test
    void anotherTitleOrFigureOrNameRunsNothing() throws IOException {
        run("first");
        Files.writeString(
                recipe,
                RECIPE.replace("title: first", "title: second")
                        .replace("name: small", "name: other")
                        .replace("name: f,", "name: g,"));
        assertThat(run("second").err()).contains("2 of 2 trials reused, 1 of 1 baselines reused");
        assertThat(scratch.resolve("second/figures/g.svg")).isNotEmptyFile();
    }

    /** Cases that say the same share their pieces, whatever they are called. */
    @Test
    void whatIsTheSameUnderTwoNamesIsRunOnce() throws IOException {
        Files.writeString(recipe, RECIPE + "cases: {one: {}, other: {}}\n");
        CommandLineRunner twice = run("twice");
        assertThat(twice.code()).as(twice.err()).isZero();
        assertThat(new Store(scratch.resolve("store")).hashes()).hasSize(3);
        for (String file : new String[] {"trial.json", "metrics.csv", "weights.npz"}) {
            assertThat(Files.isSameFile(
                            scratch.resolve("twice/trials/one-seed1").resolve(file),
                            scratch.resolve("twice/trials/other-seed1").resolve(file)))
                    .isTrue();
        }
    }

    @Test
    void freshRunsAllOfItAndTellsOfOtherBytes() throws IOException {
        run("first");
        CommandLineRunner again = run("again", "--fresh");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("small: 2/2 ").doesNotContain("reused");

        Path kept = piece("first/trials/seed1/trial.json");
        SequencedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(kept)) {
            for (Path file : all.filter(each -> !each.endsWith(Checksums.NAME)).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        files.put("metrics.csv", "epoch,train_mse_per_dim,test_mse_per_dim\n0,1.0,1.0\n".getBytes());
        for (var file : files.entrySet()) {
            Files.delete(kept.resolve(file.getKey()));
            Files.write(kept.resolve(file.getKey()), file.getValue());
        }
        Files.delete(kept.resolve(Checksums.NAME));
        Files.writeString(kept.resolve(Checksums.NAME), Checksums.of(files));
        CommandLineRunner other = run("other", "--fresh");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err())
                .contains(
                        "workbench: seed1: the same work must give the same bytes, but metrics.csv differs from what ");
    }

    private Path piece(String json) throws IOException {
        String hash = JsonMapper.shared()
                .readTree(Files.readString(scratch.resolve(json)))
                .get("hash")
                .asString();
        return new Store(scratch.resolve("store")).folder(hash);
    }

    @Test
    void aFailureLeavesItsTraceInTheLogAndALineOnTheConsole() throws IOException {
        Files.writeString(
                recipe, RECIPE.replace("batch: 10, seed: 1", "batch: 10, seed: 1, optimiser: {kind: sgd, rate: 1e9}"));
        CommandLineRunner failed = run("failed");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("seed1").doesNotContain("\tat ");
        assertThat(scratch.resolve("failed/log.txt")).content().contains("failed: ", "DivergedException", "\tat ");
        CommandLineRunner fast = run("fast", "--fail-fast", "--threads", 1);
        assertThat(fast.err()).contains("was not begun, as another had failed (--fail-fast)");
    }

    @Test
    void aDamagedRunIsNamedAndMadeWholeByTheSameCommand() throws IOException {
        run("run");
        Path weights = scratch.resolve("run/trials/seed2/weights.npz");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        weights.toFile().setWritable(true);
        Files.write(weights, bytes); // the store's file too: they are one
        CommandLineRunner report = workbench("report", scratch.resolve("run"));
        assertThat(report.code()).isEqualTo(2);
        assertThat(report.err()).contains("trials/seed2/weights.npz is damaged").hasLineCount(1);
        CommandLineRunner healed = run("run");
        assertThat(healed.code()).as(healed.err()).isZero();
        assertThat(healed.err()).contains("weights.npz is damaged", "set aside as ", "1 of 2 trials reused");
        assertThat(workbench("report", scratch.resolve("run")).code()).isZero();
        bytes[bytes.length / 2] ^= 1;
        assertThat(weights).hasBinaryContent(bytes);
    }

    @Test
    void aDamagedRecipeOfARunIsNotTakenForAnother() throws IOException {
        run("run");
        Path resolved = scratch.resolve("run/recipe.yaml");
        Files.writeString(resolved, Files.readString(resolved).replace("epochs: 3", "epochs: 7"));
        CommandLineRunner again = workbench("run", resolved, "--out", scratch.resolve("again"));
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("recipe.yaml is damaged", "must be copied out of its run first");
        assertThat(scratch.resolve("again")).doesNotExist();
    }
}
