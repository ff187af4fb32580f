package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.reading;
import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code workbench exec}: its output on each stream, and its exit codes. */
@Timeout(60)
class ExecTest {

    private static final String NOTES = """
            # Notes

            Some prose, and a command that is not ours:

            ```bash
            rm -rf nothing
            ```

            ```java
            var x = 0.1 + 0.2
            x * 2
            ```

            ```text
            x = 0.3
            $1 = 0.6
            ```

            ```java fails
            Integer.parseInt("?")
            ```
            ```text
            NumberFormatException: For input string: "?"
            ```

            ```java skip
            System.exit(9)
            ```

            ```java
            System.out.println("took ‹3 s›")
            ```

            ```text
            took ‹4 s›
            ```
            """;

    @TempDir
    private Path folder;

    private Path notes(String text) throws IOException {
        return Files.writeString(folder.resolve("notes.md"), text);
    }

    @Test
    void anExpression() {
        CommandLineRunner said = workbench("exec", "-e", "IntStream.range(0, 4).sum()");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo("6" + System.lineSeparator());
        assertThat(said.err()).isEmpty();
    }

    @Test
    void aValueThatIsLostEndsAScriptUnlessThatIsRecorded() throws IOException {
        String script = "record P(int a) {}\nvar p = new P(1)\nrecord P(int a, int b) {}\n7\n";
        CommandLineRunner said = reading(script, "exec", "-");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err().strip())
                .isEqualTo("standard input:3: variable p of type P is lost: record P is no longer the same");
        assertThat(said.out()).isEmpty();
        Path recorded = notes("```java\n" + script + "```\n```text\np = P[a=1]\n"
                + "variable p of type P is lost: record P is no longer the same\n$1 = 7\n```\n");
        CommandLineRunner checked = workbench("exec", "--check", recorded.toString());
        assertThat(checked.code()).as(checked.err()).isZero();
    }

    @Test
    void aScriptPrintsWhatItPrintsAndItsBareExpressions() {
        CommandLineRunner said =
                reading("#!/usr/bin/env workbench\nvar x = 3\nSystem.out.print(\"hi \" + x)\nx + 1\n", "exec", "-");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo("hi 34" + System.lineSeparator());
    }

    @Test
    void aScriptThenAnExpression() throws IOException {
        Path script = Files.writeString(folder.resolve("define.jsh"), "int x = 20;\n/vars\nint y = 1;\n");
        CommandLineRunner said = workbench("exec", script, "-e", "x + y");
        assertThat(said.out()).isEqualTo("21" + System.lineSeparator());
        assertThat(said.err()).contains("/vars is skipped");
    }

    @Test
    void aTranscript() throws IOException {
        CommandLineRunner said = workbench("exec", notes(NOTES));
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().lines()).containsExactly("0.6", "took ‹3 s›");
    }

    @Test
    void checkedAgainstItsOutputs() throws IOException {
        Path notes = notes(NOTES);
        CommandLineRunner said = workbench("exec", "--check", notes);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo(notes + ": 3 outputs compared, all as recorded" + System.lineSeparator());
        assertThat(said.err()).isEmpty();
    }

    @Test
    void theSessionOfTheDesignReplays() {
        CommandLineRunner said = workbench("exec", "src/test/resources/icd/workbench/shell/session.md", "--check");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("5 outputs compared, all as recorded");
    }

    @Test
    void allDifferencesAreReported() throws IOException {
        Path notes = notes(NOTES.replace("x = 0.3", "x = 0.31").replace("took ‹4", "took long ‹4"));
        CommandLineRunner said = workbench("exec", notes, "--check");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .contains(
                        notes + ":10: the output must be as recorded",
                        "recorded: x = 0.31",
                        "now:      x = 0.3",
                        "recorded: took long ‹4 s›");
        assertThat(said.out()).contains("3 outputs compared, 2 not as recorded");
    }

    @Test
    void updatedWhereItDiffers() throws IOException {
        Path notes = notes(NOTES.replace("x = 0.3\n$1 = 0.6\n", "x = 0.31\n") + "```java\n1\n```\n");
        assertThat(workbench("exec", notes, "--update").code()).isZero();
        assertThat(notes)
                .content()
                .isEqualTo(NOTES + "```java\n1\n```\n"); // the volatile part stays as it was; no output is added
        Path empty = notes("```java\nint x = 5\n```\n```text\n```\n");
        assertThat(workbench("exec", empty, "--update").code()).isZero();
        assertThat(empty).content().isEqualTo("```java\nint x = 5\n```\n```text\nx = 5\n```\n");
    }

    @Test
    void aFailureNamesItsLine() throws IOException {
        Path notes = notes("# Notes\n\n```java\nint x = 1;\nint y = x +\n    foo(2);\nint z = 3;\n```\n");
        for (String mode : new String[] {"--check", "--update"}) {
            CommandLineRunner said = workbench("exec", notes, mode);
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err().lines())
                    .startsWith(
                            notes + ":6:5: error: cannot find symbol",
                            "      foo(2);",
                            "      ^^^",
                            "    symbol:   method foo(int)");
            assertThat(said.out()).isEmpty();
        }
        CommandLineRunner thrown = reading("int f(int n) {\n return 1 / n;\n}\n\nf(0)\nf(1)", "exec", "-");
        assertThat(thrown.code()).isEqualTo(1);
        assertThat(thrown.err().lines())
                .containsExactly(
                        "standard input:5: ArithmeticException: / by zero",
                        "  f(0)",
                        "  ^^^^",
                        "  at f: return 1 / n;",
                        "  at standard input:5");
        assertThat(thrown.out()).isEmpty();
    }

    @Test
    void whatMustFailAndDoesNot() throws IOException {
        Path notes = notes("```java fails\n1 + 1\n```\n");
        CommandLineRunner said = workbench("exec", notes);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains(notes + ":2: must fail, as its fence says, but succeeded");
    }

    @Test
    void withoutCommandAndTerminalTheSameAsExecDash() {
        CommandLineRunner said = reading("int x = 6\nx * 7\n");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo("42" + System.lineSeparator());
        assertThat(reading("nonsense\n").code()).isEqualTo(1);
    }

    @Test
    void exitCodesOfItsOwn() {
        CommandLineRunner said = reading("System.out.println(1)\nSystem.exit(7)\nSystem.out.println(2)", "exec", "-");
        assertThat(said.code()).isEqualTo(7);
        assertThat(said.out()).isEqualTo("1\n");
    }

    @Test
    void mistakes() throws IOException {
        refused(workbench("exec"), "exec must be given a SCRIPT, - or -e EXPRESSION");
        refused(workbench("exec", "none.md"), "none.md must be a file that can be read, got no such file");
        refused(
                workbench("exec", "-e", "1", "--check"),
                "--check must go with a transcript (.md) or a notebook (.ipynb), got none");
        refused(
                workbench("exec", "x.jsh", "--update"),
                "--update must go with a transcript (.md) or a notebook (.ipynb), got x.jsh");
        refused(workbench("exec", notes(NOTES), "--update", "--check"), "exclude each other");
        assertThat(workbench("exec", notes("```java\nint x")).err())
                .contains("notes.md:1: a fenced block must be closed with ```");
        Path binary = Files.write(folder.resolve("b.jsh"), new byte[] {(byte) 0xff, (byte) 0xfe});
        refused(workbench("exec", binary), "must be text in UTF-8");
    }

    private static void refused(CommandLineRunner said, String message) {
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains(message).doesNotContain("Exception");
        assertThat(said.out()).isEmpty();
    }
}
