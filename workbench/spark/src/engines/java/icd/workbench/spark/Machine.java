package icd.workbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts, finds and ends processes for the tests of clusters. */
final class Machine {

    private static final long PATIENCE_NANOS = 180_000_000_000L;

    private Machine() {}

    interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits until a condition holds. */
    static void await(String what, Condition condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds()) {
            assertThat(System.nanoTime() - start)
                    .as("nanoseconds waited for %s", what)
                    .isLessThan(PATIENCE_NANOS);
            Thread.sleep(100);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static Optional<Path> find(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(each -> Path.of(each, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Returns variables that hide this user's settings and prevent class archives. */
    static Map<String, String> environment(Path scratch) {
        return Map.of(
                "WORKBENCH_NO_ARCHIVE",
                "1",
                "WORKBENCH_JAVA_HOME",
                System.getProperty("java.home"),
                "XDG_CONFIG_HOME",
                scratch.resolve("config").toString());
    }

    static Process start(List<String> command, Map<String, String> environment, Path out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Returns a file's text; empty where it cannot be read. */
    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Returns a copy of the distribution that {@code package} has made, with the engine for Spark beside it, as the
     * pages say.
     */
    static Path distribution(Path folder) throws IOException, InterruptedException {
        Path target = Path.of("..", "target").toAbsolutePath().normalize();
        for (String each : List.of("dist", "engines")) {
            Path to = each.equals("dist") ? folder : folder.resolve(each);
            assertThat(start(
                                    List.of("cp", "-R", target.resolve(each).toString(), to.toString()),
                                    Map.of(),
                                    folder.resolveSibling("copying.out"))
                            .waitFor())
                    .as(() -> text(folder.resolveSibling("copying.out")))
                    .isZero();
        }
        return folder;
    }

    /** Returns a command line of a distribution. */
    static List<String> workbench(Path distribution, Object... args) {
        List<String> command = new ArrayList<>(
                List.of(distribution.resolve("bin").resolve("workbench").toString()));
        Stream.of(args).map(Object::toString).forEach(command::add);
        return command;
    }

    /** Runs a command to its end, which must be a success, and returns its output. */
    static String finished(List<String> command, Map<String, String> environment, Path said)
            throws IOException, InterruptedException {
        Files.deleteIfExists(said);
        Process process = start(command, environment, said);
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(() -> text(said)).isZero();
        return text(said);
    }

    /** Returns the report of a distribution on the engines. */
    static String doctor(Path dist, Map<String, String> environment) throws IOException, InterruptedException {
        return finished(
                workbench(dist, "doctor", "--store", dist.resolveSibling("store")),
                environment,
                dist.resolveSibling("doctor.out"));
    }

    /** Stops processes where they are, or lets them go on. */
    static void signal(String signal, Collection<Long> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(each -> command.add(each.toString()));
        new ProcessBuilder(command).inheritIO().start().waitFor(); // one may have ended meanwhile
    }

    /** Returns how many pieces a run has reported as done. */
    static long done(Path said) {
        return text(said)
                .lines()
                .filter(line -> line.matches("sweep: [0-9]+/" + Sweep.PIECES + " .*"))
                .count();
    }
}
