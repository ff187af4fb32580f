package icd.workbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.workbench.engine.Plan;
import icd.workbench.piece.Engine;
import icd.workbench.piece.Event;
import icd.workbench.piece.LocalEngine;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.RecipeRun;
import icd.workbench.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at any moment lose nothing: the next one completes the run to the bytes of a run that was
 * never killed.
 */
class KilledRunsTest {

    private static final int KILLS = 5 * Integer.getInteger("icd.tenths", 1);

    private static final String RECIPE = """
            name: killed
            data: {n: 8, L: 60, train: 100, test: 20, fresh: 100, baseline_draws: 2000}
            task: {kind: subspaces, d: 4, variance: 2, noise_variance: 1}
            model: {attention: softmax}
            training: {epochs: 30, batch: 20, seed: 1}
            sweep: {training.seed: [1, 2, 3, 4]}
            evaluate: [{kind: shift, d: [1, 2], L: [5], prompts: 10}]
            claims: [lse-hessian]
            """;

    @TempDir
    private Path scratch;

    /** A run in a process of its own, with checkpoints all the time. */
    static final class Running {
        public static void main(String[] args) throws IOException {
            execute(Path.of(args[0]));
        }

        static RecipeRun execute(Path folder) throws IOException {
            Recipe recipe = Recipe.parse("killed", RECIPE, List.of());
            try (RunDirectory directory = RunDirectory.open(folder.resolve("run"), recipe)) {
                return RecipeRun.execute(
                        Plan.of(recipe),
                        List.of(),
                        directory,
                        new Store(folder.resolve("store")),
                        new LocalEngine(2),
                        new Engine.Options(false, false, Duration.ofMillis(5)),
                        2,
                        _ -> {},
                        Instant.EPOCH);
            }
        }
    }

    /** A training that takes days, in a process of its own, which reports when an epoch is done. */
    static final class Endless {
        public static void main(String[] args) {
            train(Path.of(args[0]), event -> System.out.println(event.getClass().getSimpleName()));
        }

        static Piece piece() {
            return Plan.of(Recipe.parse("killed", RECIPE, List.of("training.epochs=1000000")))
                    .pieces()
                    .getFirst();
        }

        static void train(Path folder, Consumer<Event> listener) {
            new LocalEngine(1).execute(List.of(piece()), new Store(folder), Engine.Options.USUAL, listener);
        }
    }

    /** Stops the process as Ctrl-C does, or a cluster whose time is over. */
    @Test
    void aProcessThatIsAskedToEndSavesWhereItsTrainingIs() throws Exception {
        Process process = start(Endless.class, scratch);
        assertThat(process.inputReader().readLine()).isEqualTo("Advanced");
        process.destroy();
        process.waitFor();
        assertThat(new Store(scratch).checkpoints())
                .containsExactly(Endless.piece().hash());
        List<Event> events = new ArrayList<>();
        assertThatThrownBy(() -> Endless.train(scratch, event -> {
                    events.add(event);
                    if (events.size() > 2) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(events.getFirst())
                .isInstanceOfSatisfying(
                        Event.Resumed.class, event -> assertThat(event.from()).startsWith("after epoch "));
    }

    /** One of several runs into one store, each with weight seeds of its own, in a process that begins when its input ends. */
    static final class Overlapping {
        public static void main(String[] args) throws IOException {
            System.out.println("ready");
            System.in.readAllBytes();
            execute(Path.of(args[0]), Path.of(args[1]), args[2]);
        }

        static void execute(Path out, Path store, String seeds) throws IOException {
            Recipe recipe = Recipe.parse(
                    "killed",
                    RECIPE,
                    List.of("sweep={training.seed: " + seeds + "}", "training.epochs=4", "claims=[]"));
            try (RunDirectory directory = RunDirectory.open(out, recipe)) {
                RecipeRun run = RecipeRun.execute(
                        Plan.of(recipe),
                        List.of(),
                        directory,
                        new Store(store),
                        new LocalEngine(1),
                        new Engine.Options(false, false, Duration.ofMillis(5)),
                        1,
                        _ -> {},
                        Instant.EPOCH);
                if (!run.failures().isEmpty()) {
                    throw new IllegalStateException(run.failures().toString());
                }
            }
        }
    }

    /** They make the same pieces, checkpoints among them, in one store at the same moment. */
    @Test
    void processesThatShareAStoreEqualOneAfterTheOther() throws Exception {
        List<String> sweeps = List.of("[1, 2, 3, 4]", "[4, 3, 1, 5]");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < sweeps.size(); i++) {
            processes.add(
                    start(Overlapping.class, scratch.resolve("once" + i), scratch.resolve("store"), sweeps.get(i)));
        }
        for (Process process : processes) {
            assertThat(process.inputReader().readLine()).isEqualTo("ready");
        }
        for (Process process : processes) {
            process.getOutputStream().close();
        }
        for (int i = 0; i < sweeps.size(); i++) {
            assertThat(processes.get(i).waitFor()).as("process %d", i).isZero();
            Overlapping.execute(scratch.resolve("after" + i), scratch.resolve("other"), sweeps.get(i));
            assertThat(StoreRunTest.results(scratch.resolve("once" + i)))
                    .isNotEmpty()
                    .isEqualTo(StoreRunTest.results(scratch.resolve("after" + i)));
        }
        assertThat(new Store(scratch.resolve("store")).hashes())
                .isEqualTo(new Store(scratch.resolve("other")).hashes());
        assertThat(new Store(scratch.resolve("store")).checkpoints()).isEmpty();
    }

    private static Process start(Class<?> program, Object... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        List.of(args).forEach(arg -> command.add(arg.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void areCompleted() throws Exception {
        Path whole = Files.createDirectory(scratch.resolve("whole"));
        long began = System.nanoTime();
        assertThat(start(Running.class, whole).waitFor()).isZero();
        long millis = (System.nanoTime() - began) / 1_000_000;
        Map<String, String> expected = StoreRunTest.results(whole.resolve("run"));
        SplittableRandom draws = new SplittableRandom(11);
        for (int kill = 0; kill < KILLS; kill++) {
            Path folder = Files.createDirectory(scratch.resolve("kill" + kill));
            Process process = start(Running.class, folder);
            // Most kills come late: in the first part of the time Java starts, and there is nothing to lose yet.
            long moment = (long) (millis * (0.3 + 0.7 * draws.nextDouble()));
            process.waitFor(moment, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            RecipeRun completed = Running.execute(folder);
            assertThat(completed.failures())
                    .as("kill %d at %d ms", kill, moment)
                    .isEmpty();
            assertThat(StoreRunTest.results(folder.resolve("run")))
                    .as("kill %d at %d ms", kill, moment)
                    .isEqualTo(expected);
            assertThat(new Store(folder.resolve("store")).checkpoints())
                    .as("kill %d at %d ms", kill, moment)
                    .isEmpty();
        }
    }
}
