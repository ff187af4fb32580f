package icd.workbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output that cannot be written, by the process as a user starts it. */
@Timeout(120)
class OutputTest {

    @TempDir
    private Path scratch;

    private Path recipe() throws IOException {
        return Files.writeString(scratch.resolve("tiny.yaml"), """
                name: tiny
                data: {n: 4, L: 5, train: 8, test: 2, fresh: 10, baseline_draws: 100}
                task: {kind: subspaces, d: 2, variance: 1, noise_variance: 1}
                model: {attention: linear}
                training: {epochs: 1, batch: 4}
                baselines: [zero]
                """);
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "--version", "schema", "validate RECIPE", "run RECIPE --out OUT --json", "exec -e 6*7"
            })
    void aFullDeviceIsAnError(String line) throws Exception {
        List<String> command = new ArrayList<>(java());
        for (String word : line.split(" ")) {
            command.add(
                    switch (word) {
                        case "RECIPE" -> recipe().toString();
                        case "OUT" -> scratch.resolve("run").toString();
                        default -> word;
                    });
        }
        Path errors = scratch.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(new File("/dev/full"))
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(errors))
                .contains("workbench: standard output must be writable, got No space left on device")
                .doesNotContain("\tat ");
        assertThat(process.exitValue()).isEqualTo(1);
    }

    /** A script that never ends by itself ends when nobody reads its output any more, without a message. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) System.out.println(42);",
                "for (int i = 0; i < 1000000; i++) System.out.println(42);"
            })
    void aClosedPipeEndsQuietly(String code) throws Exception {
        Path errors = scratch.resolve("errors");
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", "\"$@\" 2>\"$ERRORS\" | head -n 1; echo \"${PIPESTATUS[0]}\"", "bash"));
        command.addAll(java());
        command.addAll(List.of("exec", "-e", code));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ERRORS", errors.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(out).isEqualTo("42\n141\n");
        assertThat(Files.readString(errors).lines().filter(said -> !said.startsWith("WARNING: ")))
                .isEmpty();
    }

    /** An earlier failure remains the exit code. */
    @Test
    void theExitCodeOfALostOutput() throws IOException {
        StringWriter said = new StringWriter();
        StandardOutput lost = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        });
        PrintWriter err = new PrintWriter(said);
        assertThat(lost.settle(Main.DONE, err)).isEqualTo(Main.DONE);
        new PrintWriter(lost, true, StandardCharsets.UTF_8).println("a");
        assertThat(lost.settle(Main.DONE, err)).isEqualTo(Main.FAILED);
        assertThat(lost.settle(Main.BAD_USAGE, err)).isEqualTo(Main.BAD_USAGE);
        assertThat(said.toString()).contains("workbench: standard output must be writable, got gone");
    }
}
