package icd.workbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A standalone Spark with a master and two workers on this machine, made of Maven's jars. */
final class SparkCluster implements AutoCloseable {

    /** The script does what Spark's own {@code spark-class} does. */
    private static final String SUBMIT = """
            #!/bin/bash
            export SPARK_HOME='%s' SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
            command=()
            {
              read -r -d '' _
              while IFS= read -r -d '' part; do command+=("${part#$'\\n'}"); done
            } < <('%s' -XX:TieredStopAtLevel=1 -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
            exec "${command[@]}"
            """;

    private final Path home;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    private SparkCluster(Path home) throws IOException {
        this.home = home;
        this.port = Machine.freePort();
    }

    /**
     * Starts it, and waits until the master has both workers.
     *
     * @param scalar whether the second worker's executors have the scalar kernel
     */
    static SparkCluster start(Path home) throws Exception {
        SparkCluster cluster = new SparkCluster(home);
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.contains("/org/apache/spark/") || isSparks(entry)) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        Path submit = home.resolve("bin/spark-submit");
        Files.createDirectories(submit.getParent());
        Files.writeString(submit, SUBMIT.formatted(home, java()));
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        cluster.daemon(
                "master",
                Map.of(),
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(cluster.port),
                "--webui-port",
                "0");
        Machine.await(
                "the master", () -> Machine.text(home.resolve("master.log")).contains("I have been elected leader"));
        cluster.worker("w1", Map.of("JDK_JAVA_OPTIONS", "-Dicd.kernel=scalar"));
        cluster.worker("w2", Map.of());
        Machine.await(
                "both workers",
                () -> Machine.text(home.resolve("master.log"))
                                .lines()
                                .filter(line -> line.contains("Registering worker"))
                                .count()
                        == 2);
        return cluster;
    }

    /** Returns whether a jar is part of a Spark; jars that only the workbench brings are not. */
    private static boolean isSparks(String entry) {
        return entry.endsWith(".jar")
                && Stream.of(
                                "/tools/jackson/",
                                "/org/ojalgo/",
                                "/info/picocli/",
                                "/org/jline/",
                                "/slf4j-simple",
                                "/org/junit/",
                                "/assertj",
                                "/archunit",
                                "/pdfbox",
                                "/fontbox",
                                "workbench-",
                                "/dsl-",
                                "/icd/")
                        .noneMatch(entry::contains);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void daemon(String name, Map<String, String> environment, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                java(),
                "-XX:TieredStopAtLevel=1", // daemons have little to compute
                "-Dspark.master.rest.enabled=false",
                "-Dspark.worker.timeout=10"));
        MODULES.forEach(module -> all.add("--add-opens=java.base/" + module + "=ALL-UNNAMED"));
        all.addAll(List.of("-cp", home.resolve("jars") + "/*"));
        all.addAll(List.of(command));
        Map<String, String> set = new HashMap<>(environment);
        set.putAll(Map.of("SPARK_HOME", home.toString(), "SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP", "127.0.0.1"));
        processes.add(Machine.start(all, set, home.resolve(name + ".log")));
    }

    private static final List<String> MODULES = List.of(
            "java.lang", "java.lang.invoke", "java.net", "java.nio", "java.util", "java.util.concurrent", "sun.nio.ch");

    private void worker(String name, Map<String, String> environment) throws IOException {
        daemon(
                name,
                environment,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                "0",
                "--work-dir",
                home.resolve(name).toString(),
                master());
    }

    String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** Kills the second worker with its executors at once, as when its power fails. */
    void killNode() {
        ProcessHandle worker = processes.get(2).toHandle();
        List<ProcessHandle> doomed = new ArrayList<>(worker.descendants().toList());
        doomed.add(0, worker);
        doomed.forEach(ProcessHandle::destroyForcibly);
    }

    void killMaster() {
        processes.getFirst().destroyForcibly().onExit().join();
    }

    /** Returns whether an executor of the second worker is at work. */
    boolean isBusy() {
        return processes.get(2).descendants().findAny().isPresent();
    }

    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
