package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Times the shell beside {@code jshell} of the same JDK, on pseudo-terminals, in one run, and prints ratios. Not a test that
 * is run with the others; {@code src/test/scripts/shell-latency} runs it.
 */
class ShellLatency {

    private static final int STARTS = 9;
    private static final int WARM_UPS = 4;
    private static final int KEYS = 120;

    @TempDir
    private Path temp;

    private final PrintStream out = System.out;

    /** An input to be timed, its prompt, and the text before its value. */
    private record Subject(List<String> command, String prompt, String answer) {}

    /** Fails at about twice what is promised (issue 4), so that a machine with other things to do passes, and a real loss does not. */
    @Test
    void besideJShell() throws Exception {
        Subject ours = new Subject(workbench(), "icd> ", "= ");
        Subject theirs = new Subject(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jshell")
                        .toString()),
                "jshell> ",
                "==> ");
        double[][] starts = new double[4][STARTS];
        for (int i = -WARM_UPS; i < STARTS; i++) { // in turns, so that what else the machine does hits both
            start(ours, starts[0], starts[1], Math.max(0, i));
            start(theirs, starts[2], starts[3], Math.max(0, i));
        }
        Times warmOurs = measure(ours);
        Times warmTheirs = measure(theirs);
        out.printf(Locale.ROOT, "%n%-44s %10s %10s %7s%n", "milliseconds, median", "workbench", "jshell", "ratio");
        row("prompt", median(starts[0]), median(starts[2]));
        row("first answer", median(starts[1]), median(starts[3]));
        row("warm snippet", warmOurs.warm, warmTheirs.warm);
        row("key to its colours on the screen, p95", warmOurs.key, warmTheirs.key);
        row("Tab to its completion", warmOurs.completion, warmTheirs.completion);
        row("Ctrl-C to the prompt", warmOurs.interrupt, warmTheirs.interrupt);
        row("a double[5_000_000] shown", warmOurs.array, warmTheirs.array);
        assertThat(median(starts[0]) / median(starts[2]))
                .as("prompt, beside jshell's")
                .isLessThan(0.4);
        assertThat(median(starts[1]) / median(starts[3])).as("first answer").isLessThan(0.9);
        assertThat(warmOurs.warm).as("warm snippet, ms").isLessThan(80);
        assertThat(warmOurs.key).as("key, ms").isLessThan(20);
        assertThat(warmOurs.completion).as("completion, ms").isLessThan(40);
        assertThat(warmOurs.interrupt).as("Ctrl-C, ms").isLessThan(100);
        assertThat(warmOurs.array).as("large array, ms").isLessThan(100);
    }

    private void start(Subject subject, double[] prompts, double[] answers, int i) throws Exception {
        long start = System.nanoTime();
        try (PseudoTerminal terminal = start(subject.command)) {
            prompts[i] = terminal.awaitWritten(start, subject.prompt);
            terminal.enter("414141 + 10101");
            answers[i] = terminal.awaitWritten(start, "424242");
        }
    }

    private void row(String what, double one, double other) {
        out.printf(Locale.ROOT, "%-44s %10.1f %10.1f %7.2f%n", what, one, other, one / other);
    }

    private record Times(double warm, double key, double completion, double interrupt, double array) {}

    /** The command in the environment variable {@code WORKBENCH_SHELL}, else these classes on this JVM's flags. */
    private static List<String> workbench() {
        String command = System.getenv("WORKBENCH_SHELL");
        if (command != null) {
            return List.of(command.split(" "));
        }
        return ShellProcess.optimised();
    }

    private Times measure(Subject subject) throws Exception {
        String prompt = subject.prompt;
        try (PseudoTerminal terminal = start(subject.command)) {
            terminal.await(prompt.strip());
            return new Times(
                    warm(terminal, prompt, subject.answer),
                    keys(terminal, prompt),
                    completion(terminal, prompt),
                    interrupt(terminal, prompt),
                    array(terminal, prompt));
        }
    }

    private PseudoTerminal start(List<String> command) throws IOException {
        Path home = Files.createDirectories(temp.resolve("home"));
        return PseudoTerminal.start(
                100,
                40,
                temp,
                Map.of("HOME", home.toString(), "XDG_CONFIG_HOME", home + "/c", "XDG_STATE_HOME", home + "/s"),
                command);
    }

    private static double warm(PseudoTerminal terminal, String prompt, String answer) throws Exception {
        double[] times = new double[60];
        for (int i = 0; i < times.length; i++) {
            String result = answer + (5000 + i);
            long start = System.nanoTime();
            terminal.enter("50 * 100 + " + i);
            times[i] = terminal.await(start, result, screen -> screen.contains(result) && atPrompt(screen, prompt));
        }
        return median(Arrays.copyOfRange(times, 30, times.length));
    }

    private static boolean atPrompt(String screen, String prompt) {
        return PseudoTerminal.lastLine(screen).strip().equals(prompt.strip());
    }

    /** From a key to its echo: reading, highlighting, drawing. */
    private static double keys(PseudoTerminal terminal, String prompt) throws Exception {
        String line = "var model = new java.util.ArrayList<Integer>(List.of(1, 2, 3)); // ";
        List<Double> times = new ArrayList<>();
        for (int i = 0; times.size() < KEYS; i++) {
            StringBuilder typed = new StringBuilder();
            for (char key : line.toCharArray()) {
                typed.append(key);
                String expected = (prompt + typed).stripTrailing();
                long start = System.nanoTime();
                terminal.type(String.valueOf(key));
                if (key != ' ') {
                    double time = terminal.await(start, typed.toString(), screen -> screen.endsWith(expected));
                    if (i > 0) {
                        times.add(time);
                    }
                }
            }
            terminal.type(PseudoTerminal.CTRL_C);
            terminal.awaitLast(prompt.strip());
        }
        times.sort(null);
        return times.get((int) (times.size() * 0.95));
    }

    private static double completion(PseudoTerminal terminal, String prompt) throws Exception {
        double[] times = new double[12];
        for (int i = 0; i < times.length; i++) {
            terminal.type("\"abc\".codePointC");
            terminal.awaitLast(prompt + "\"abc\".codePointC");
            long start = System.nanoTime();
            terminal.type(PseudoTerminal.TAB);
            times[i] = terminal.await(start, "completion", screen -> screen.endsWith("codePointCount("));
            Thread.sleep(100);
            terminal.type(PseudoTerminal.CTRL_C);
            terminal.awaitLast(prompt.strip());
            Thread.sleep(100);
        }
        return median(Arrays.copyOfRange(times, 4, times.length));
    }

    private static double interrupt(PseudoTerminal terminal, String prompt) throws Exception {
        double[] times = new double[9];
        for (int i = 0; i < times.length; i++) {
            terminal.enter("while (true) { if (System.nanoTime() == " + i + ") break; }");
            Thread.sleep(500);
            long start = System.nanoTime();
            terminal.type(PseudoTerminal.CTRL_C);
            times[i] = terminal.await(start, "prompt", screen -> atPrompt(screen, prompt));
        }
        return median(times);
    }

    private static double array(PseudoTerminal terminal, String prompt) throws Exception {
        terminal.enter("double[] many = new double[5_000_000]");
        terminal.await(System.nanoTime(), "prompt", screen -> atPrompt(screen, prompt));
        double[] times = new double[5];
        for (int i = 0; i < times.length; i++) {
            terminal.type("many");
            terminal.awaitLast(prompt + "many");
            long start = System.nanoTime();
            terminal.type("\r");
            times[i] = terminal.await(start, "prompt", screen -> atPrompt(screen, prompt));
        }
        return median(times);
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
