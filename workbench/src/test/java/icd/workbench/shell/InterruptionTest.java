package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import icd.train.Fit;
import icd.workbench.shell.Outcome.Reason;
import icd.workbench.shell.Outcome.Stopped;
import icd.workbench.shell.Outcome.Value;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a snippet does, the prompt comes back and the variables are there. */
@Timeout(60)
public class InterruptionTest {

    private static final Interpreter SHELL = Interpreter.start(InterpreterOptions.of(nowhere(), nowhere()));

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream());
    }

    /** Counted down by snippets that have begun what they do for ever; new for each. */
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

    /** As a training does that keeps what it has. */
    public static int untilInterrupted() {
        int steps = 0;
        while (!Thread.currentThread().isInterrupted()) {
            steps++;
        }
        return steps;
    }

    @Test
    void aLibraryCallThatReturnsWhatItHasIsKept() throws Exception {
        List<Outcome> outcomes = interrupted("var steps = InterruptionTest.untilInterrupted()\nkept = 6");
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
