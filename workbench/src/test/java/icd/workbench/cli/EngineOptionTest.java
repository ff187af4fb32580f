package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines by their names, and the command that they call on nodes. */
class EngineOptionTest {

    private static final String RECIPE = """
            name: pieces
            data: {n: 4, L: 10, train: 20, test: 10, fresh: 10, baseline_draws: 100}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: softmax}
            training: {epochs: 2, batch: 10, seed: 1}
            sweep: {training.seed: [1, 2, 3]}
            claims: [lse-hessian]
            """;

    @TempDir
    private Path scratch;

    private Path recipe;

    @BeforeEach
    void write() throws IOException {
        recipe = Files.writeString(scratch.resolve("pieces.yaml"), RECIPE);
    }

    private void refused(List<String> words, Object... args) throws IOException {
        CommandLineRunner run = workbench(args);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(words).doesNotContain("Exception", "this is a bug");
        try (var left = Files.list(scratch)) {
            assertThat(left).containsExactly(recipe);
        }
    }

    @Test
    void wrongNamesSayWhatIsAllowed() throws IOException {
        Path out = scratch.resolve("out");
        refused(
                List.of("--engine must be local, slurm or spark", "'slrum'", "did you mean 'slurm'?"),
                "run",
                recipe,
                "--engine",
                "slrum",
                "--out",
                out);
        refused(
                List.of("engine spark: its module must be here", "workbench-spark-", "engines/"),
                "run",
                recipe,
                "--engine=spark",
                "--out",
                out);
        refused(
                List.of("--engine-set", "slurm has no setting 'memroy'", "did you mean 'memory'?", "partition"),
                "run",
                recipe,
                "--engine=slurm",
                "--engine-set",
                "memroy=4G",
                "--out",
                out);
        refused(
                List.of("--engine-set: memory must be", "such as 4G", "'4 pounds'"),
                "run",
                recipe,
                "--engine=slurm",
                "--engine-set",
                "memory=4 pounds",
                "--out",
                out);
        refused(
                List.of("NAME=VALUE", "'memory'"),
                "run",
                recipe,
                "--engine=slurm",
                "--engine-set=memory",
                "--out",
                out);
        refused(List.of("local has no setting 'x'"), "run", recipe, "--engine-set=x=1", "--out", out);
        refused(List.of("--detach", "--engine slurm"), "run", recipe, "--detach", "--out", out);
    }

    /** Piece by piece, by name and by a list of tasks, gives the store that one run gives. */
    @Test
    void piecesMakeTheStoreOfARun() throws IOException {
        assertThat(workbench("run", recipe, "--out", scratch.resolve("run"), "--store", scratch.resolve("one"))
                        .code())
                .isZero();
        Path two = scratch.resolve("two");
        CommandLineRunner first = workbench("piece", recipe, "--store", two, "trials/seed2", "claims/lse-hessian");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("FINISHED", "trials/seed2", "claims/lse-hessian");
        Path tasks =
                Files.writeString(scratch.resolve("tasks"), "trials/seed1 trials/seed3\n" + baselines(recipe) + "\n");
        Path events = scratch.resolve("0.events");
        for (int task = 0; task < 2; task++) {
            CommandLineRunner run = workbench(
                    "piece",
                    recipe,
                    "--store",
                    two,
                    "--tasks",
                    tasks,
                    "--task",
                    task,
                    "--events",
                    events,
                    "--threads",
                    1);
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).isEmpty();
        }
        assertThat(Files.readAllLines(events))
                .filteredOn(line -> line.startsWith("FINISHED"))
                .as("seed1, seed3 and the baselines")
                .hasSize(3);
        assertThat(pieces(two)).isEqualTo(pieces(scratch.resolve("one")));
    }

    @Test
    void aPieceThatIsNotThereIsNamed() {
        CommandLineRunner run = workbench("piece", recipe, "--store", scratch.resolve("store"), "trials/seed7");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'trials/seed7'", "did you mean 'trials/seed1'?");
        assertThat(scratch.resolve("store")).doesNotExist();
        assertThat(workbench("--help").out()).doesNotContain("piece ");
    }

    private static String baselines(Path recipe) {
        CommandLineRunner plan = workbench("run", recipe, "--dry-run", "--json");
        return "baselines/"
                + plan.out().replaceAll("(?s).*\"sort\" *: *\"baselines\",\\s*\"id\" *: *\"([^\"]*)\".*", "$1");
    }

    private static Map<String, String> pieces(Path store) throws IOException {
        return StoreRunTest.results(store.resolve("pieces"));
    }
}
