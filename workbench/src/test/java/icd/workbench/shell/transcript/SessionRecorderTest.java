package icd.workbench.shell.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import icd.workbench.piece.UnusablePathException;
import icd.workbench.shell.Interpreter;
import icd.workbench.shell.InterpreterOptions;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.PrintStyle;
import icd.workbench.shell.Source;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Sessions as they are recorded, saved, and replayed. */
@Timeout(60)
class SessionRecorderTest {

    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
    private static final PrintStyle STYLE = PrintStyle.PLAIN.width(80).digits(4);

    @TempDir
    private Path folder;

    /** Types inputs one by one and leaves the recorder open. */
    private SessionRecorder session(String... inputs) {
        SessionRecorder recorder = SessionRecorder.open(folder.resolve("sessions"), START);
        PrintStream printed = recorder.tee("stdout", new PrintStream(OutputStream.nullOutputStream()));
        try (Interpreter shell =
                Interpreter.start(InterpreterOptions.of(printed, printed).style(() -> STYLE.colour(true)))) {
            for (String input : inputs) {
                recorder.begin(input, STYLE.colour(true));
                shell.evaluate(input, recorder::add);
                recorder.end();
            }
        }
        return recorder;
    }

    /** The partial result of an interrupted call is kept, and cannot be reproduced: a replay skips it. */
    @Test
    void aValueThatWasCutShortIsNotRunAgain() throws Exception {
        Path notes = folder.resolve("notes.md");
        SessionRecorder recorder = SessionRecorder.open(folder.resolve("sessions"), START);
        AtomicReference<Interpreter> running = new AtomicReference<>();
        PrintStream interrupting = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) {
                running.get().interrupt();
            }
        });
        try (recorder;
                Interpreter shell = Interpreter.start(InterpreterOptions.of(interrupting, interrupting))) {
            running.set(shell);
            String endless =
                    "int before = 5\nvar fit = train(linearAttention(2)).on(subspaces(2, 1).prompts(8, 3, seed(0))"
                            + ".split(0.5)).epochs(1_000_000_000).watch(state -> System.out.print(1)).run()";
            for (String input : List.of(endless, "before + 1")) {
                recorder.begin(input, STYLE);
                shell.evaluate(input, recorder::add);
                recorder.end();
            }
            recorder.save(notes);
        }
        assertThat(Files.readString(notes))
                .contains("```java\nint before = 5\n```", "```java skip\nvar fit = ", "1000000000 epochs")
                .contains("```java\nbefore + 1\n```");
        assertThat(replayed(notes, 0)).contains("all as recorded");
    }

    /** Inputs that were statements, without an interpreter. */
    private SessionRecorder statements(String... inputs) {
        SessionRecorder recorder = SessionRecorder.open(folder.resolve("sessions"), START);
        for (String input : inputs) {
            recorder.begin(input, STYLE);
            recorder.add(new Outcome.Ran(new Source(input, 0, 1, 1)));
            recorder.end();
        }
        return recorder;
    }

    private static String replayed(Path document, int expected) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (Replay replay = new Replay(new PrintWriter(out), new PrintWriter(err))) {
            int code = replay.check(new Replay.Item("notes.md", Transcript.markdown(Files.readString(document))));
            assertThat(code).as(err.toString()).isEqualTo(expected);
        }
        return out.toString() + err;
    }

    @Test
    void whatIsLostIsRecordedAndReplays() throws Exception {
        SessionRecorder recorder = session(
                "record P(int a) {}",
                "var p = new P(1)",
                "record P(int a, int b) {}",
                "var q = new Object() { int a = 1; }",
                "q.a",
                "int q = 1 / 0",
                "7");
        Path notes = folder.resolve("notes.md");
        recorder.save(notes);
        recorder.close();
        assertThat(Files.readString(notes)).contains("variable p of type P is lost: record P is no longer the same");
        assertThat(replayed(notes, 0)).contains("all as recorded");
    }

    /** Terminals draw figures in colour and as high as their windows; a replay does neither. */
    @Test
    void aFigureInANotebookIsPrintedAsAReplayPrintsIt() throws Exception {
        String input = "plot(x -> exp(-x * x), -3, 3)";
        Path notes = folder.resolve("notes.ipynb");
        try (SessionRecorder recorder = session(input)) {
            recorder.save(notes);
        }
        List<Outcome> outcomes = new ArrayList<>();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (Interpreter shell = Interpreter.start(
                InterpreterOptions.of(nowhere, nowhere).style(() -> PrintStyle.PLAIN.width(STYLE.width())))) {
            shell.evaluate(input, outcomes::add);
        }
        StringBuilder saved = new StringBuilder();
        JsonMapper.shared()
                .readTree(Files.readString(notes))
                .at("/cells/1/outputs/0/data/text~1plain")
                .forEach(line -> saved.append(line.asString()));
        assertThat(saved).hasToString(((Outcome.Value) outcomes.getFirst()).text());
    }

    /** A session says what a command did beside its record, so that a replay has nothing to compare it with. */
    @Test
    void aCommandInANotebookHasNoOutputToCompare() throws Exception {
        Path notes = folder.resolve("notes.ipynb");
        try (SessionRecorder recorder = session("var x = 1 / 3.0")) {
            recorder.command("/drop x", STYLE);
            recorder.save(notes);
        }
        assertThat(Notebook.read(Files.readString(notes)).cells())
                .extracting(Notebook.Cell::code, cell -> cell.recorded().isPresent())
                .containsExactly(tuple("var x = 1 / 3.0", true), tuple("/drop x", false));
    }

    @Test
    void aSessionWithEveryKindOfInputReplays() throws Exception {
        SessionRecorder recorder = session(
                "var x = 1 / 3.0",
                "// a comment stays\nSystem.out.println(\"ho\"); x * 2\ndouble f(double y) { return y * x; }",
                "nonsense(",
                "f(1); 1 / 0; f(2)",
                "System.exit(3)",
                "f(9)",
                "double[][] m = {{1, 2}, {3, 4.5}}",
                "Figure.of(\"plain\", \"nothing\").row(new Blank())",
                "int down(int n) { return 1 + down(n); }\ndown(0)");
        Path notes = folder.resolve("notes.md");
        recorder.save(notes);
        recorder.close();
        assertThat(Files.readString(notes))
                .startsWith("# Session of 2026-03-04 ")
                .endsWith("""
                <!-- workbench: width 80, digits 4, rows 20 -->

                ```java
                var x = 1 / 3.0
                ```

                ```text
                x = 0.3333
                ```

                ```java
                // a comment stays
                System.out.println("ho"); x * 2
                double f(double y) { return y * x; }
                ```

                ```text
                ho
                $1 = 0.6667
                ```

                ```java
                f(1);
                ```

                ```text
                $2 = 0.3333
                ```

                ```java fails
                1 / 0;
                ```

                ```text
                ArithmeticException: / by zero
                ```

                ```java skip
                System.exit(3)
                ```

                ```text
                System.exit(3)
                ```

                ```java
                f(9)
                ```

                ```text
                $4 = 3.0
                ```

                ```java
                double[][] m = {{1, 2}, {3, 4.5}}
                ```

                ```text
                m =
                double[2][2]
                  1.0  2.0
                  3.0  4.5
                ```

                ```java
                Figure.of("plain", "nothing").row(new Blank())
                ```

                ```text
                $5 = figure plain: nothing
                ```

                ![01-plain.svg](<notes-figures/01-plain.svg>)

                ```java
                int down(int n) { return 1 + down(n); }
                ```

                ```java skip
                down(0)
                ```

                ```text
                the stack is full: a recursion without end in down, snippet 11, line 1
                ```
                """);
        assertThat(folder.resolve("notes-figures/01-plain.svg")).content().contains("<svg");
        assertThat(replayed(notes, 0))
                .isEqualTo("notes.md: 7 outputs compared, all as recorded" + System.lineSeparator());
        assertThat(recorder.script())
                .startsWith("var x = 1 / 3.0\n// a comment")
                .contains("f(1);\nf(9)\n")
                .doesNotContain("exit", "nonsense", "1 / 0", "down(0)");
        // The file that was recorded as it went has the same inputs, and what was not Java.
        assertThat(Files.readString(recorder.file())).contains("```java skip\nnonsense(\n```");
        assertThat(replayed(recorder.file(), 0)).contains("7 outputs compared, all as recorded");
    }

    @Test
    void aDifferentOutputIsSeen() throws Exception {
        Path notes = folder.resolve("notes.md");
        try (SessionRecorder recorder = session("var x = 1 / 3.0", "x + 1")) {
            recorder.save(notes);
        }
        Files.writeString(notes, Files.readString(notes).replace("1.333", "1.335"));
        assertThat(replayed(notes, 1))
                .contains(
                        "notes.md:14: the output must be as recorded", "recorded: $1 = 1.335", "now:      $1 = 1.333");
    }

    @Test
    void theFileIsForItsOwnerOnly() throws Exception {
        try (SessionRecorder recorder = statements("1")) {
            assertThat(recorder.file()).hasFileName("20260304T050607Z.md");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recorder.file())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void whatIsRunningIsInTheFileAndReplacedWhenItEnds() throws Exception {
        SessionRecorder recorder = statements("int x = 1");
        recorder.begin("x = 2; while (true) {}", STYLE);
        String killed = Files.readString(recorder.file());
        assertThat(killed).contains("int x = 1").endsWith("```java skip\nx = 2; while (true) {}\n```\n\n");
        assertThat(SessionFile.inputs(recorder.file())).containsExactly("int x = 1");
        recorder.end();
        assertThat(Files.readString(recorder.file())).doesNotContain("while");
        recorder.close();
    }

    @Test
    void killedSessionsAreFoundAgain() throws Exception {
        Path sessions = folder.resolve("sessions");
        assertThat(SessionFile.unfinished(sessions)).isEmpty();
        SessionRecorder alive = statements("int x = 1", "int y = 2");
        assertThat(SessionFile.unfinished(sessions)).isEmpty();
        String text = Files.readString(alive.file());
        alive.close();
        assertThat(SessionFile.unfinished(sessions)).isEmpty();
        // As a process leaves it that is killed while it writes.
        Path killed = Files.writeString(sessions.resolve("20260304T050608Z.md"), text + "```java\nint z =");
        assertThat(SessionFile.unfinished(sessions)).containsExactly(killed);
        assertThat(SessionFile.inputs(killed)).containsExactly("int x = 1", "int y = 2");
        SessionFile.settle(killed);
        assertThat(SessionFile.unfinished(sessions)).isEmpty();
    }

    @Test
    void aSessionWithoutInputLeavesNothing() throws Exception {
        statements().close();
        try (var left = Files.list(folder.resolve("sessions"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void twoSessionsInOneSecond() {
        try (SessionRecorder one = statements("1");
                SessionRecorder two = statements("2")) {
            assertThat(List.of(one.file(), two.file()))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("20260304T050607Z.md", "20260304T050607Z-2.md");
        }
    }

    @Test
    void aFolderThatCannotBeMade() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> SessionRecorder.open(file.resolve("sessions"), START))
                .isInstanceOf(UnusablePathException.class)
                .hasMessageContaining("must be writable");
    }
}
