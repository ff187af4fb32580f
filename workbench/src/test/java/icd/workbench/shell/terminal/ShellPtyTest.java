package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import icd.kernel.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell as a process on a real pseudo-terminal, as a person meets it. */
@Timeout(180)
class ShellPtyTest {

    @TempDir
    private Path home;

    private PseudoTerminal start(Map<String, String> more, String... arguments) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME", home.toString(),
                "XDG_CONFIG_HOME", home.resolve("config").toString(),
                "XDG_STATE_HOME", home.resolve("state").toString()));
        environment.putAll(more);
        return PseudoTerminal.start(100, 30, home, environment, ShellProcess.command(arguments));
    }

    @Test
    void aWholeSession() throws Exception {
        try (PseudoTerminal terminal = start(Map.of())) {
            terminal.await("icd>");
            assertThat(terminal.screen())
                    .contains("In-context denoising workbench")
                    .contains(Kernel.choice() + ", ") // which kernel, and why
                    .contains("/help");

            // completion, a value with its shape, a definition of several lines
            terminal.type("var task = new Subsp" + PseudoTerminal.TAB);
            terminal.await("new Subspace");
            terminal.enter("s(16, 8, 2, 1)");
            terminal.await("task = ");
            terminal.enter("double loss(double a) {");
            terminal.await("...");
            terminal.enter("return a * a;");
            terminal.enter("}");
            terminal.await("method loss(double)");

            // a typing error, mended from history
            terminal.enter("los(3)");
            terminal.await("cannot find symbol");
            terminal.type(PseudoTerminal.UP);
            terminal.awaitLast("icd> los(3)");
            terminal.type("\u001b[D\u001b[D\u001b[Ds\r"); // three to the left
            terminal.await("= 9.0");

            // exclamation marks are Java's
            terminal.enter("boolean not = !false");
            terminal.await("not = true");

            interrupted(terminal, "while (true) {}");
            interrupted(terminal, "while (true) { Thread.sleep(10); }");

            terminal.enter("System.exit(3)");
            terminal.await("the session goes on");
            terminal.enter("int deep(int n) { return deep(n + 1) + 1; }");
            terminal.await("method deep(int)");
            terminal.enter("deep(0)");
            terminal.await(
                    System.nanoTime(), "stack overflow", screen -> screen.matches("(?si).*(stack|recursion).*icd>"));

            terminal.enter("var hoard = new ArrayList<double[]>(); while (true) hoard.add(new double[100_000])");
            terminal.await(System.nanoTime(), "heap guard", screen -> screen.matches("(?si).*(heap|memory).*icd>"));
            terminal.enter("hoard = null");
            terminal.await("hoard = null");

            terminal.enter("task.n() + 1");
            terminal.await("= 17");

            paste(terminal, 5000);
            resize(terminal);

            terminal.type(PseudoTerminal.CTRL_D);
            assertThat(terminal.exitCode()).isZero();
            String everything = terminal.everything();
            assertThat(everything.lastIndexOf("\u001b[?2004l"))
                    .as("bracketed paste is taken back")
                    .isGreaterThan(everything.lastIndexOf("\u001b[?2004h"));
        }
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.resolve("state/workbench/history"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(home.resolve("state/workbench/history"))).contains("boolean not = !false");
    }

    private static void interrupted(PseudoTerminal terminal, String snippet) throws Exception {
        terminal.enter(snippet);
        terminal.await(snippet.substring(0, 10));
        Thread.sleep(400);
        terminal.type(PseudoTerminal.CTRL_C);
        double milliseconds = terminal.await(
                System.nanoTime(), "prompt after Ctrl-C", screen -> screen.matches("(?s).*interrupted[^>]*icd>"));
        assertThat(milliseconds).as("to the prompt").isLessThan(2000);
        terminal.type(PseudoTerminal.CTRL_C + PseudoTerminal.CTRL_C); // it has no effect, and does no harm
        terminal.awaitLast("icd>");
    }

    private static void paste(PseudoTerminal terminal, int lines) throws Exception {
        StringBuilder text = new StringBuilder("long pasted() {\r    long sum = 0;\r");
        for (int i = 5; i < lines; i++) {
            text.append("    sum += ").append(i % 100).append(";\r");
        }
        text.append("    return sum;\r}\rString done = \"pasted \" + pasted();");
        long sum = LongStream.range(5, lines).map(i -> i % 100).sum();
        terminal.type("\u001b[200~" + text + "\u001b[201~");
        terminal.await("String done");
        terminal.type("\r");
        terminal.await("done = \"pasted " + sum + "\"");
        terminal.awaitLast("icd>");
    }

    private static void resize(PseudoTerminal terminal) throws Exception {
        terminal.resize(60, 20);
        Thread.sleep(200);
        terminal.enter("\"" + "x".repeat(70) + "\".length()");
        terminal.await("= 70");
        terminal.awaitLast("icd>");
    }

    /** Lines of the alternate character set would be copied from tmux as letters. */
    @Test
    void picturesInTrueColourWithUnicodeLinesThatFitTheTerminal() throws Exception {
        try (PseudoTerminal terminal = start(Map.of("COLORTERM", "truecolor"))) {
            terminal.await("icd>");
            terminal.resize(80, 24);
            terminal.enter("plot(new double[] {1, 2, 4})");
            terminal.await("└");
            terminal.awaitLast("icd>");
            assertThat(terminal.everything())
                    .contains("\u001b[38;2;")
                    .doesNotContain("\u001b(0")
                    .doesNotContain("\u000e");
            assertThat(terminal.screen().lines().count()).as("lines of it").isLessThanOrEqualTo(24);
            assertThat(terminal.screen()).as("what was typed is still there").contains("plot(new double[]");
        }
    }

    @Test
    void withoutColourAndOnADumbTerminal() throws Exception {
        try (PseudoTerminal terminal = start(Map.of("NO_COLOR", "1"))) {
            terminal.await("icd>");
            terminal.enter("var x = \"text\"");
            terminal.await("x = \"text\"");
            terminal.type(PseudoTerminal.CTRL_D);
            assertThat(terminal.exitCode()).isZero();
            assertThat(terminal.everything()).as("a colour").doesNotContainPattern("\u001b\\[[0-9;]*3[0-9][0-9;]*m");
        }
        try (PseudoTerminal terminal = start(Map.of("TERM", "dumb"))) {
            terminal.await("icd>");
            terminal.enter("6 * 7");
            terminal.await("= 42");
            terminal.enter("/exit 4");
            assertThat(terminal.exitCode()).isEqualTo(4);
            assertThat(terminal.everything()).as("an escape").doesNotContain("\u001b");
        }
    }

    /** The session in the design, line by line, and its transcript replayed. */
    @Test
    void theDesignsSession() throws Exception {
        Path recipe = Path.of("..", "recipes", "fig3.yaml").toAbsolutePath().normalize();
        try (PseudoTerminal terminal = start(Map.of())) {
            terminal.await("icd>");
            terminal.type("var task = subsp" + PseudoTerminal.TAB);
            terminal.await("subspaces(");
            terminal.enter("16, 8).variance(2).noiseVariance(1)");
            terminal.await("task = subspaces(16, 8)");
            terminal.enter("var prompts = task.prompts(100, 50, seed(0))");
            terminal.await("prompts = 100 prompts");
            terminal.enter(
                    "var fit = train(linearAttention(16)).on(prompts.split(0.8)).epochs(20).batch(40).adam(0.01).seed(1).run()");
            terminal.await("after 20 of 20 epochs");
            terminal.enter("fit.model().alpha() * fit.model().beta()");
            terminal.await("$1 = ");
            terminal.enter("compare(fit.test(), fit.model(), bayes(), projection(), zero())");
            terminal.await("above the best");
            terminal.enter("plot(fit)");
            terminal.await("$3 =");
            terminal.awaitLast("icd>");
            terminal.enter("var p = spheres(2, 1).radius(1).noiseVariance(0.1).prompt(20, seed(3))");
            terminal.await("prompt of 20 tokens");
            terminal.enter("var e = lse(p.context(), 1, 10)");
            terminal.await("e = lse");
            terminal.enter("plot(landscape(e), descent(e, p.query()).rate(1).steps(50))");
            terminal.await("$4 =");
            terminal.awaitLast("icd>");
            terminal.enter("var r = run(\"" + recipe + "\", set(\"training.epochs\", 1), set(\"data.train\", 80), "
                    + "set(\"data.test\", 16), set(\"data.fresh\", 16), set(\"data.baseline_draws\", 100))");
            terminal.await("r =");
            terminal.awaitLast("icd>");

            terminal.enter(
                    "var long_ = train(linearAttention(16)).on(prompts.split(0.8)).epochs(10_000_000).batch(40).adam(0.01).run()");
            terminal.await("long_");
            Thread.sleep(1500);
            terminal.type(PseudoTerminal.CTRL_C);
            terminal.await("of 10000000 epochs"); // what it has, not nothing
            terminal.enter("/drop long_");
            terminal.await("dropped variable long_");

            terminal.enter("/transcript save paper-notes.md");
            terminal.await("saved");
            terminal.type(PseudoTerminal.CTRL_D);
            assertThat(terminal.exitCode()).isZero();
        }
        String notes = Files.readString(home.resolve("paper-notes.md"));
        assertThat(notes).contains("compare(fit.test()").contains("![");
        assertThat(notes).contains("```java skip\nvar long_ = ");
        // One value depends on the moment: where a run was written.
        Files.writeString(home.resolve("paper-notes.md"), notes.replace("```java\nvar r = ", "```java skip\nvar r = "));
        try (PseudoTerminal terminal = start(Map.of(), "exec", "paper-notes.md", "--check")) {
            assertThat(terminal.exitCode()).as(terminal.everything()).isZero();
        }
    }

    @Test
    void aKilledSessionIsOfferedAgain() throws Exception {
        try (PseudoTerminal terminal = start(Map.of())) {
            terminal.await("icd>");
            terminal.enter("var kept = 6 * 7");
            terminal.await("kept = 42");
            terminal.enter("while (true) {}");
            terminal.await("while (true)");
            Thread.sleep(300);
            terminal.process().destroyForcibly().waitFor(); // kill -9
        }
        try (PseudoTerminal terminal = start(Map.of())) {
            terminal.await("/transcript recover");
            terminal.enter("/transcript recover");
            terminal.await("kept = 42");
            terminal.await("is not offered again");
            terminal.enter("kept + 1");
            terminal.await("= 43");
            terminal.enter("/transcript save notes.md");
            terminal.await("saved");
            terminal.type(PseudoTerminal.CTRL_D);
            assertThat(terminal.exitCode()).isZero();
        }
        assertThat(Files.readString(home.resolve("notes.md"))).contains("```java\nvar kept = 6 * 7\n```");
        try (PseudoTerminal terminal = start(Map.of())) {
            terminal.await("icd>");
            terminal.enter("1 + 1");
            terminal.await("= 2");
            assertThat(terminal.screen()).doesNotContain("cut short");
        }
    }

    @Test
    void startupFiles() throws Exception {
        Files.createDirectories(home.resolve("config/workbench"));
        Files.writeString(home.resolve("config/workbench/startup.jsh"), "int mine = 7;\nint broken = \"no\";\n");
        Files.writeString(home.resolve("other.jsh"), "int other = 8;\n");
        try (PseudoTerminal terminal = start(Map.of())) {
            terminal.await("not run beyond this");
            terminal.enter("mine");
            terminal.await("mine = 7");
            terminal.enter("/exit");
            assertThat(terminal.exitCode()).isZero();
        }
        try (PseudoTerminal terminal = start(Map.of(), "--startup", "other.jsh")) {
            terminal.await("icd>");
            terminal.enter("other");
            terminal.await("other = 8");
            terminal.enter("mine");
            terminal.await("cannot find symbol");
            terminal.type(PseudoTerminal.CTRL_D);
            assertThat(terminal.exitCode()).isZero();
        }
        try (PseudoTerminal terminal = start(Map.of(), "--no-startup")) {
            terminal.await("icd>");
            terminal.enter("mine");
            terminal.await("cannot find symbol");
        }
        try (PseudoTerminal terminal = start(Map.of(), "--startup", "nowhere.jsh")) {
            assertThat(terminal.exitCode()).isEqualTo(2);
            assertThat(terminal.screen()).contains("nowhere.jsh");
        }
    }
}
