package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import icd.describe.Sha256;
import icd.workbench.piece.Checksums;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import icd.workbench.run.RunDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The pieces that later runs take from the store, and those that they do not. */
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
        String sixty =
                "sweep.training.seed=" + IntStream.rangeClosed(1, 60).boxed().toList();
        assertThat(run("sixty", "--set", sixty).err()).contains("small: 60/60 ").doesNotContain("reused");
        String ninety =
                "sweep.training.seed=" + IntStream.rangeClosed(1, 90).boxed().toList();
        CommandLineRunner grown = run("ninety", "--set", ninety);
        assertThat(grown.code()).as(grown.err()).isZero();
        assertThat(grown.err()).contains("60 of 90 trials reused, 1 of 1 baselines reused");
        assertThat(grown.err().lines().filter(line -> line.matches("small: \\d+/90 seed\\d+, .*")))
                .hasSize(30)
                .allMatch(line -> Integer.parseInt(line.replaceFirst(".* seed(\\d+), .*", "$1")) > 60);
    }

    /** Two simultaneous runs that share half of their trials write the same as each would alone. */
    @Test
    void overlappingSweepsAtOnceEqualOneAfterTheOther() throws Exception {
        List<String> sweeps = List.of("[1, 2, 3, 4, 5, 6, 7, 8]", "[5, 6, 7, 8, 9, 10, 11, 12]");
        for (int i = 0; i < 2; i++) {
            run("after" + i, "--set", "sweep.training.seed=" + sweeps.get(i));
        }
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Callable<CommandLineRunner>> runs = IntStream.range(0, 2)
                    .<Callable<CommandLineRunner>>mapToObj(i -> () -> workbench(
                            "run",
                            recipe,
                            "--out",
                            scratch.resolve("atonce" + i),
                            "--store",
                            scratch.resolve("shared"),
                            "--set",
                            "sweep.training.seed=" + sweeps.get(i)))
                    .toList();
            for (Future<CommandLineRunner> run : both.invokeAll(runs)) {
                assertThat(run.get().code()).as(run.get().err()).isZero();
            }
        }
        assertThat(new Store(scratch.resolve("shared")).hashes()).hasSize(13);
        for (int i = 0; i < 2; i++) {
            assertThat(results(scratch.resolve("atonce" + i))).isEqualTo(results(scratch.resolve("after" + i)));
        }
    }

    /** The result files of a run, by their names, with their checksums. */
    static Map<String, String> results(Path run) throws IOException {
        Map<String, String> results = new TreeMap<>();
        try (Stream<Path> all = Files.walk(run)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = run.relativize(file).toString();
                if (!Set.of("provenance.json", "report.html", "log.txt", ".lock")
                        .contains(name)) {
                    results.put(name, Sha256.digits(Files.readAllBytes(file)));
                }
            }
        }
        assertThat(results).hasSizeGreaterThan(10);
        return results;
    }

    /**
     * A piece that another process is using is neither written to nor pruned; once the process is killed, both are
     * possible.
     */
    @Test
    void aLivingProcessKeepsItsRunAndItsPieces() throws Exception {
        Path store = scratch.resolve("store");
        run("elsewhere");
        Store pieces = new Store(store);
        List<String> kept = pieces.hashes();
        Path part = Files.createDirectory(pieces.folder(kept.getFirst()).resolveSibling(".0123456789abcdef.part"));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Using.class.getName(),
                        scratch.resolve("elsewhere").toString(),
                        store.toString(),
                        kept.getFirst())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("ready");
            CommandLineRunner busy = run("elsewhere");
            assertThat(busy.code())
                    .as("one process at a time writes to a directory")
                    .isEqualTo(2);
            assertThat(busy.err()).contains("not be in use, got one that another run writes to");
            assertThat(workbench("prune", "--store", store, "--runs", scratch.resolve("none"))
                            .out())
                    .startsWith("removed 2 pieces, ")
                    .contains("; 1 piece kept");
            assertThat(pieces.hashes()).containsExactly(kept.getFirst());
            assertThat(part).exists();
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(workbench("prune", "--store", store, "--runs", scratch.resolve("none"))
                        .out())
                .startsWith("removed 1 piece, ");
        assertThat(part).doesNotExist();
        assertThat(run("elsewhere").code()).isZero();
        try (Stream<Path> leases = Files.list(store.resolve(".leases"))) {
            assertThat(leases).isEmpty();
        }
    }

    /** A process that has a run open, and uses a piece. */
    static final class Using {
        public static void main(String[] args) throws IOException {
            Path run = Path.of(args[0]);
            try (RunDirectory _ = RunDirectory.open(run, Recipe.read(run.resolve("recipe.yaml"), List.of()));
                    Closeable _ = new Store(Path.of(args[1])).lease(List.of(args[2]))) {
                System.out.println("ready");
                System.in.read();
            }
        }
    }

    @Test
    void pruningTakesCheckpointsThatNobodyGoesOnFrom() throws IOException {
        run("here");
        Store pieces = new Store(scratch.resolve("store"));
        Path checkpoints = Files.createDirectory(scratch.resolve("store/checkpoints"));
        String finished = pieces.hashes().getFirst();
        String unfinished = pieces.hashes().getLast();
        pieces.remove(unfinished);
        for (String hash : List.of(finished, unfinished, "0".repeat(64))) {
            Files.writeString(checkpoints.resolve(hash), "so far");
        }
        assertThat(workbench("prune", "--store", scratch.resolve("store"), "--runs", scratch)
                        .out())
                .startsWith("removed 0 pieces and 2 checkpoints, 12 B; 2 pieces kept");
        assertThat(pieces.checkpoints()).containsExactly(unfinished);
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

    /** Cases with equal contents share their pieces, whatever their names. */
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
        Files.write(weights, bytes); // the store's file is damaged too: they are one
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
