package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.reading;
import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No file, name or option controls the user's terminal, or makes one message look like two. */
class ControlCharactersTest {

    /**
     * This text turns a terminal red in all three ways, writes backwards, returns to the line's start, and ends the
     * line.
     */
    private static final String EVIL = "\u001b[31m\u009b31m\u202e\r\n\0";

    private static final String ESCAPED = "\\u001b[31m\\u009b31m\\u202e";

    private static final String YAML = "\"\\e[31m\\x9b31m\\u202e\\r\\n\\0\"";

    private static final String RECIPE = """
            name: tiny
            data: {n: 4, L: 5, train: 8, test: 2, fresh: 10, baseline_draws: 100}
            task: {kind: subspaces, d: 2, variance: 1, noise_variance: 1}
            model: {attention: linear}
            training: {epochs: 1, batch: 4}
            baselines: [zero]
            """;

    @TempDir
    private Path scratch;

    private static void plain(String text) {
        assertThat(text.replaceAll("[\n\t]", "").codePoints())
                .as(text)
                .noneMatch(c -> Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT);
    }

    private static void shown(CommandLineRunner said) {
        assertThat(said.code()).isNotZero();
        assertThat(said.err()).contains("\\u001b[31m");
        plain(said.err());
        plain(said.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EVIL: 1",
                "evaluate: [{kind: EVIL}]",
                "evaluate: [{kind: shift, d: [2], EVIL: 1}]",
                "cases: {EVIL: {}}",
                "cases: {a: {EVIL: 1}}",
                "sweep: {EVIL: [1]}",
                "sweep: {data.seed: [EVIL]}",
                "figures: [{name: EVIL, kind: training}]",
                "figures: [{name: a, kind: EVIL}]",
                "expect: [{metric: EVIL, value: 1, tolerance: 1, source: s}]",
                "expect: [{metric: alpha, at: {EVIL: x}, value: 1, tolerance: 1, source: s}]",
                "claims: [EVIL]",
                "reproduces: EVIL\nreproduces: EVIL\nEVIL: 1",
                "extends: EVIL",
                "transform: *EVIL",
            })
    void recipes(String line) throws IOException {
        Path recipe = Files.writeString(scratch.resolve("tiny.yaml"), RECIPE + line.replace("EVIL", YAML) + "\n");
        CommandLineRunner said = workbench("validate", recipe);
        assertThat(said.code()).isEqualTo(2);
        plain(said.err());
        if (!line.contains("*")) {
            assertThat(said.err()).contains("\\u001b[31m");
        }
    }

    @Test
    void fileNames() throws IOException {
        String name = "\u001b[31m\r\n.yaml"; // in any locale
        shown(workbench("run", scratch.resolve(name)));
        Path recipe = Files.writeString(scratch.resolve(name), RECIPE);
        CommandLineRunner valid = workbench("validate", recipe);
        assertThat(valid.out())
                .contains("\\u001b[31m\\r\\n.yaml: valid, 1 trial")
                .hasLineCount(1);
        plain(valid.out());
        Path script = Files.writeString(scratch.resolve(name + ".jsh"), "int x = ;");
        shown(workbench("exec", script));
        shown(workbench("exec", script + ".none"));
        shown(workbench("report", scratch.resolve(name)));
        shown(workbench("prompts", scratch.resolve(name), "a"));
    }

    @Test
    void options() {
        shown(workbench("run", "x.yaml", "--" + EVIL));
        shown(workbench(EVIL));
        shown(workbench("run", "x.yaml", "--threads", EVIL));
        shown(workbench("exec", "--check", EVIL));
        shown(workbench("run", "../recipes/fig3.yaml", "--set", EVIL + "=1", "--dry-run"));
        shown(workbench("run", "../recipes/fig3.yaml", "--set", "training.epochs=" + EVIL, "--dry-run"));
    }

    @Test
    void scripts() {
        String java = ESCAPED; // Java writes them in this way, too
        shown(workbench("exec", "-e", "throw new IllegalStateException(\"" + java + "\")"));
        shown(workbench("exec", "-e", "readPrompts(\"" + java + "\")"));
        shown(reading("int x = \"" + "\u001b[31m\u009b31m\u202e" + "\";\n", "exec", "-"));
        CommandLineRunner value = workbench("exec", "-e", "\"" + java + "\"");
        assertThat(value.out()).isEqualTo("\"" + ESCAPED + "\"\n");
    }

    /** A run is named by its title; the page shows the title, and obeys none of it. */
    @Test
    void pages() throws IOException {
        Path recipe = Files.writeString(
                scratch.resolve("tiny.yaml"), RECIPE + "title: " + YAML + "\ndiffers: [" + YAML + "]\n");
        Path run = scratch.resolve("run");
        CommandLineRunner said = workbench("run", recipe, "--out", run);
        assertThat(said.code()).as(said.err()).isZero();
        plain(said.out());
        plain(said.err());
        String page = Files.readString(run.resolve("report.html"));
        assertThat(page).contains("<h1>" + ESCAPED);
        plain(page);
    }

    @Test
    void twentyProblemsAreEnough() throws IOException {
        for (int count : new int[] {20, 21, 90}) {
            String lines = IntStream.range(0, count)
                    .mapToObj(i -> "unknown" + i + ": 1\n")
                    .collect(Collectors.joining());
            Path recipe = Files.writeString(scratch.resolve("many.yaml"), RECIPE + lines);
            CommandLineRunner said = workbench("validate", recipe);
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err().lines().filter(line -> line.contains("unknown key")))
                    .hasSize(20);
            assertThat(said.err().lines()).hasSize(Math.min(count, 21));
            if (count > 20) {
                assertThat(said.err())
                        .endsWith("and " + (count - 20) + " more problem" + (count == 21 ? "" : "s") + "\n");
            }
        }
    }

    /** Any file can be named after {@code extends}; messages show nothing of its contents. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "password: hunter2",
                "hunter2: password",
                "hunter2: 1\nhunter2: 2",
                "- hunter2",
                "a: *hunter2",
                "!hunter2 a",
                "root:x:0:0:hunter2\n  b: c: d",
                "\"hunter2",
                "%hunter2",
                "a: b\n---\nhunter2: 1",
                "name: !hunter2 x",
            })
    void aRefusedExtendsKeepsTheOtherFilesText(String secret) throws IOException {
        Files.writeString(scratch.resolve("secret"), secret);
        Path recipe = Files.writeString(scratch.resolve("r.yaml"), "extends: secret\n" + RECIPE);
        CommandLineRunner said = workbench("validate", recipe);
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("secret:", "r.yaml:1:10")
                .doesNotContain("hunter2")
                .hasLineCount(1);
    }
}
