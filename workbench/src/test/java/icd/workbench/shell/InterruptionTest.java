package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import icd.train.Fit;
import icd.workbench.shell.Outcome.Reason;
import icd.workbench.shell.Outcome.Stopped;
import icd.workbench.shell.Outcome.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a snippet does, the prompt comes back and the variables are still there. */
@Timeout(60)
public class InterruptionTest {

    private static final Interpreter SHELL = Interpreter.start(InterpreterOptions.of(nowhere(), nowhere()));

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream());
    }

    /** Counted down by snippets that have begun their endless work; a new one for each. */
    public static volatile CountDownLatch begun;

    @BeforeAll
    static void declare() {
        assertThat(SHELL.evaluate("import icd.workbench.shell.InterruptionTest\nint kept = 5"))
                .allMatch(Outcome::succeeded);
    }

    @AfterAll
    static void close() {
        SHELL.close();
    }

    private static List<Outcome> interrupted(String source) throws Exception {
        return interrupted(source, 1);
    }

    /** @param signs how often `begun` is to be counted down before the interrupt comes; once is before the source */
    private static List<Outcome> interrupted(String source, int signs) throws Exception {
        begun = new CountDownLatch(signs);
        CompletableFuture<List<Outcome>> outcomes = CompletableFuture.supplyAsync(
                () -> SHELL.evaluate("InterruptionTest.begun.countDown()\n" + source),
                task -> new Thread(task).start());
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        TimeUnit.MILLISECONDS.sleep(
                150); // so that the snippet itself has begun, most often; if not it is stopped as well
        SHELL.interrupt();
        List<Outcome> all = outcomes.get(10, TimeUnit.SECONDS);
        return all.subList(1, all.size());
    }

    private static void assertAlive() {
        assertThat(((Value) SHELL.evaluate("kept").getFirst()).value()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "do {} while (true);",
                "for (int i = 0; ; i++) if (i < 0) i = 0;",
                "while (true) { try { while (true) {} } catch (Throwable t) {} }",
                "for (;;) { try { Thread.sleep(10_000); } catch (InterruptedException e) {} }",
                "for (;;) switch (kept) { case 5: continue; default: break; }",
                "Stream.iterate(1L, i -> i + 1).filter(i -> i < 0).findFirst()",
                "IntStream.range(0, 64).parallel().forEach(i -> { while (true) {} })",
                "new Object() { void spin() { Runnable r = () -> { while (true) {} }; r.run(); } }.spin()",
                "Thread.sleep(100_000)",
                "new CountDownLatch(1).await()",
                "synchronized (kept + \"\") { while (true) {} }",
                "Object o = new Object() { public String toString() { while (true) {} } };"
            })
    void stops(String source) throws Exception {
        SHELL.evaluate("import java.util.concurrent.CountDownLatch");
        List<Outcome> outcomes = interrupted(source + "\nkept = 6");
        switch (outcomes.getFirst()) {
            case Stopped stopped -> assertThat(stopped.reason()).isEqualTo(Reason.INTERRUPTED);
            case Value printed -> // it was the printing that did not end
                assertThat(printed.text()).isEqualTo("(, not printed: interrupted)");
            case Outcome other -> assertThat(other).isNull();
        }
        assertAlive();
    }

    /** A library call that hears no interrupt. */
    public static void deaf(CountDownLatch until) {
        boolean done = false;
        while (!done) {
            try {
                until.await();
                done = true;
            } catch (InterruptedException e) {
                // deaf
            }
        }
    }

    @Test
    void aLibraryCallThatHearsNothingIsLeftBehind() throws Exception {
        CountDownLatch until = new CountDownLatch(1);
        LATCHES.add(until);
        SHELL.evaluate(
                "int late = 1\nint call() { InterruptionTest.deaf(InterruptionTest.LATCHES.getLast()); return 2; }");
        assertThat(interrupted("late = call()").getFirst()).isInstanceOf(Stopped.class);
        assertAlive();
        until.countDown();
        // When it comes back, nobody waits for it, and it must not change the session.
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread instanceof EvaluationThread left
                    && left.job() != null
                    && left.job().abandoned()) {
                thread.join(5000);
            }
        }
        assertThat(((Value) SHELL.evaluate("late").getFirst()).value()).isEqualTo(1);
    }

    public static final List<CountDownLatch> LATCHES = new java.util.concurrent.CopyOnWriteArrayList<>();

    /** The call behaves as a training does that keeps its state. */
    public static int untilInterrupted() {
        begun.countDown();
        int steps = 0;
        while (!Thread.currentThread().isInterrupted()) {
            steps++;
        }
        return steps;
    }

    @Test
    void aLibraryCallThatReturnsWhatItHasIsKept() throws Exception {
        List<Outcome> outcomes = interrupted("var steps = InterruptionTest.untilInterrupted()\nkept = 6", 2);
        assertThat(outcomes.getFirst()).isInstanceOfSatisfying(Value.class, value -> {
            assertThat(value.name()).isEqualTo("steps");
            assertThat((Integer) value.value()).isPositive();
        });
        assertThat(outcomes.get(1)).isInstanceOf(Stopped.class); // what was to follow does not
        assertAlive();
    }

    @Test
    void aTrainingKeepsWhatItHas() throws Exception {
        SHELL.evaluate("""
                var endless = train(linearAttention(6)).on(subspaces(6, 3).prompts(100, 10, seed(0)).split(0.8))
                    .epochs(1_000_000).seed(1)
                    .watch(state -> { for (int i = 0; i < 3; i++) InterruptionTest.begun.countDown(); })""");
        List<Outcome> outcomes = interrupted("var fit = endless.run()\nkept = 6", 3);
        assertThat(outcomes.getFirst()).isInstanceOfSatisfying(Value.class, value -> {
            assertThat(value.value()).isInstanceOf(Fit.class);
            assertThat(((Fit) value.value()).state().epoch()).isPositive();
        });
        // In a loop, the training that is under way is the last.
        assertThat(interrupted("while (true) endless.run()", 3).getFirst()).isInstanceOf(Stopped.class);
        assertAlive();
    }

    /** Long calls of the library hear an interrupt themselves: no work goes on that nobody waits for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spheres(64, 32).prompts(200_000, 1, seed(0))",
                "while (true) PromptSet.of(Collections.nCopies(300_000, subspaces(2, 1).prompt(2, seed(0))))"
                        + ".withNormalisedContexts();",
                "census(lse(gaussianMatrix(40, 200, seed(0)), 1, 1)).starts(100_000, seed(0)).run()",
                "landscape(lse(gaussianMatrix(10, 2000, seed(0)), 1, 1)).points(3000, 3000).run()",
                "landscape(energy(\"slow\", 2, s -> Math.sin(s[0]) + IntStream.range(0, 9999).sum())).within(-1, 1, -1, 1)"
                        + ".points(2000, 2000).run()",
                "compare(subspaces(16, 8).prompts(20_000, 5, seed(0)), bayesBySampling(5000))",
                "compare(subspaces(16, 8).prompts(20_000, 0, seed(0)), bayesBySampling(5000))",
                "bayesLoss(mixtures(64, 40), 10_000_000, seed(0))",
                "conservativeness(bayesBySampling(5000), subspaces(30, 15).prompts(300, 5, seed(0)))",
                "descent(lse(gaussianMatrix(30, 300, seed(0)), 1, 2), gaussianMatrix(30, 1, seed(0))).rate(1e-9)"
                        + ".tolerance(0).steps(20_000_000).run()",
                "claims().forEach(claim -> check(claim.id()))"
            })
    void theLibraryHearsIt(String source) throws Exception {
        assertThat(interrupted(source).getFirst())
                .isInstanceOfSatisfying(
                        Stopped.class, stopped -> assertThat(stopped.reason()).isEqualTo(Reason.INTERRUPTED));
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread instanceof EvaluationThread left
                    && left.job() != null
                    && left.job().abandoned()) {
                thread.join(20_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
        assertAlive();
    }

    /** Records the lines that are shown. */
    private static final class Noting implements ProgressDisplay {

        private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private volatile boolean clear = true;

        @Override
        public void show(String line) {
            clear = false;
            lines.add(line);
        }

        @Override
        public void clear() {
            clear = true;
        }

        /** Waits for a line that has a text in it. */
        void await(String text) throws InterruptedException {
            String line = "";
            while (!line.contains(text)) {
                line = lines.poll(40, TimeUnit.SECONDS);
                assertThat(line).as("a line with " + text).isNotNull();
            }
        }
    }

    private static Outcome interruptedAt(String progress, String source) throws Exception {
        Noting display = new Noting();
        try (Interpreter shell =
                Interpreter.start(InterpreterOptions.of(nowhere(), nowhere()).progress(display))) {
            CompletableFuture<List<Outcome>> outcomes =
                    CompletableFuture.supplyAsync(() -> shell.evaluate(source), task -> new Thread(task).start());
            display.await(progress);
            shell.interrupt();
            Outcome last = outcomes.get(20, TimeUnit.SECONDS).getLast();
            assertThat(display.clear).isTrue();
            return last;
        }
    }

    @Test
    void longWorkShowsHowFarItHasCome() throws Exception {
        assertThat(interruptedAt("drawing prompts [", "spheres(128, 64).prompts(20_000, 1, seed(0))"))
                .isInstanceOf(Stopped.class);
        assertThat(interruptedAt(
                        "census [",
                        "census(lse(gaussianMatrix(40, 200, seed(0)), 1, 1)).starts(100_000, seed(0)).run()"))
                .isInstanceOf(Stopped.class);
    }

    /** Finished pieces are kept, in a folder that is named, and the run can be completed. */
    @Test
    void aRunKeepsWhatItHas(@TempDir Path directory) throws Exception {
        Path recipe = Files.writeString(directory.resolve("two.yaml"), """
                name: two
                data: {n: 4, L: 5, train: 20, test: 5, fresh: 5, baseline_draws: 10}
                model: {attention: linear}
                training: {batch: 10, optimiser: {kind: adam, rate: 0.01}}
                baselines: [zero]
                cases:
                  short: {task: {kind: subspaces, d: 2, variance: 1, noise_variance: 1}, training: {epochs: 1}}
                  long: {task: {kind: subspaces, d: 2, variance: 1, noise_variance: 1}, training: {epochs: 1000000}}
                """);
        Outcome last = interruptedAt("1/2 trials", "var r = run(\"" + recipe + "\")");
        assertThat(last).isInstanceOfSatisfying(Value.class, value -> {
            Run run = (Run) value.value();
            try {
                assertThat(run.interrupted()).isTrue();
                assertThat(run.trials()).extracting(Trial::id).containsExactly("short");
                assertThat(run.path().resolve("trials").resolve("short")).isDirectory();
                assertThat(value.text())
                        .contains(
                                "interrupted: 1 of 2 trials finished",
                                run.path().toString(),
                                "resume()");
            } finally {
                deleteAll(run.path());
            }
        });
    }

    private static void deleteAll(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anInterruptWithNothingToStopIsForgotten() {
        SHELL.interrupt();
        assertAlive();
    }

    @Test
    void aListThatGrowsUntilTheHeapIsFull() {
        SHELL.evaluate("var list = new ArrayList<double[]>()");
        List<Outcome> outcomes = SHELL.evaluate("while (true) list.add(new double[1 << 17])");
        assertThat(outcomes.getFirst()).isInstanceOfSatisfying(Stopped.class, stopped -> {
            assertThat(stopped.reason()).isEqualTo(Reason.HEAP);
            assertThat(stopped.why()).startsWith("the heap is nearly full: ");
        });
        assertAlive();
        SHELL.drop("list", _ -> {});
        // Garbage is no reason to stop.
        assertThat(SHELL.evaluate("for (int i = 0; i < 3000; i++) { var x = new double[1 << 17]; }"))
                .allMatch(Outcome::succeeded);
    }
}
