package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.shell.transcript.Replay;
import icd.workbench.shell.transcript.Transcript;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A saved session is replayed, whatever commands changed the declarations, and whatever was interrupted. */
@Timeout(90)
class ShellRecordTest {

    @Test
    void commandsStartupAndInterruptsReplay(@TempDir Path home) throws Exception {
        Path startup = Files.writeString(home.resolve("mine.jsh"), "int mine = 7;\n");
        Path notes = home.resolve("notes.md");
        try (VirtualShell shell = VirtualShell.open(home, List.of(startup), Map.of())) {
            assertThat(shell.answer("mine + 1")).isEqualTo("$1 = 8");
            shell.answer("int f(int n) { return n; }");
            shell.answer("double f(double x) { return x / 2; }");
            shell.answer("/undo");
            assertThat(shell.answer("f(1)")).isEqualTo("$2 = 1");
            shell.answer("import java.util.concurrent.*;");
            shell.answer("/drop java.util.concurrent.* $1");
            shell.answer("f(3)");
            shell.answer("/reload");
            shell.answer("int f(int n) { return 10 * n; }");
            shell.answer("/undo");
            assertThat(shell.answer("f(5) + mine")).endsWith(" = 12");
            shell.answer("/reset");
            assertThat(shell.answer("double[] q = new double[100]")).startsWith("q =\ndouble[100] {0.0, ");
            assertThat(shell.answer("mine")).isEqualTo("mine = 7");
            shell.answer("var in = new Scanner(System.in)");
            shell.clear();
            shell.type("print(\"re\" + \"ads\"); in.hasNextLine() ? in.nextLine() : in.nextLine()\r");
            shell.await("\"reads\"");
            shell.type(VirtualShell.CTRL_C);
            shell.await("interrupted");
            shell.awaitPrompt();
            assertThat(shell.answer("mine + 2"))
                    .as("no read takes what is typed next")
                    .endsWith(" = 9");
            shell.clear();
            shell.type("print(\"re\" + \"ads\"); new Scanner(System.in).nextLine()\r");
            shell.await("\"reads\"");
            shell.type("a line\r");
            shell.await("\"a line\"");
            shell.awaitPrompt();
            assertThat(shell.answer("/transcript save " + notes)).contains("saved");
            shell.type("/exit\r");
            shell.exitCode();
        }
        String page = Files.readString(notes);
        assertThat(page).contains("```java\n/drop java.util.concurrent.* $1\n```", "```java\n/reset\n```");
        // the line that was read is not there at a replay
        int read = page.lastIndexOf("```java\nprint(");
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        try (Replay replay = new Replay(writer, writer)) {
            Replay.Item item = new Replay.Item("notes.md", Transcript.markdown(page.substring(0, read)));
            assertThat(Replay.proofread(List.of(item), writer)).as("%s", out).isTrue();
            assertThat(replay.check(item)).as("%s\n%s", out, page).isZero();
        }
        assertThat(out.toString()).contains("all as recorded");
    }

    @Test
    void aStartupFileAloneIsNoSession(@TempDir Path home) throws Exception {
        Path startup = Files.writeString(home.resolve("mine.jsh"), "int mine = 7;\n");
        try (VirtualShell shell = VirtualShell.open(home, List.of(startup), Map.of())) {
            shell.answer("/vars");
            shell.type("/exit\r");
            shell.exitCode();
        }
        try (var left = Files.list(home.resolve("sessions"))) {
            assertThat(left).isEmpty();
        }
    }
}
