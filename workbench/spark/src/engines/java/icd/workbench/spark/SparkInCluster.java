package icd.workbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a sweep on a real Spark of two workers, one of which has the scalar kernel, gives the bytes of a local run
 * when a node or the submitting process is killed.
 */
@Timeout(600)
class SparkInCluster {

    @TempDir
    private Path scratch;

    private Process submit(SparkCluster cluster, String store, String said) throws IOException {
        return Machine.start(
                Machine.workbench(
                        scratch.resolve("dist"),
                        "run",
                        scratch.resolve("sweep.yaml"),
                        "--engine=spark",
                        "--store",
                        scratch.resolve(store),
                        "--out",
                        scratch.resolve(store + "-run"),
                        "--engine-set=seconds=1",
                        "--engine-set=memory=600m",
                        "--engine-set=home=" + scratch.resolve("spark"),
                        "--engine-set=master=" + cluster.master()),
                environment(),
                scratch.resolve(said));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("WORKBENCH_NO_ARCHIVE", "1");
        environment.put("WORKBENCH_JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_CONFIG_HOME", scratch.resolve("config").toString());
        return environment;
    }

    private String explained(Path said, String store) throws IOException {
        StringBuilder all = new StringBuilder(Machine.text(said));
        Path jobs = scratch.resolve(store).resolve(".jobs");
        if (Files.isDirectory(jobs)) {
            try (var each = Files.walk(jobs)) {
                each.filter(file -> file.endsWith("spark.log")).forEach(file -> all.append(Machine.text(file)));
            }
        }
        return all.toString();
    }

    @Test
    void lossesChangeNoByte() throws Exception {
        Machine.distribution(scratch.resolve("dist"));
        Files.writeString(scratch.resolve("sweep.yaml"), SlurmInCluster.RECIPE);
        Process local = Machine.start(
                Machine.workbench(
                        scratch.resolve("dist"),
                        "run",
                        scratch.resolve("sweep.yaml"),
                        "--store",
                        scratch.resolve("local"),
                        "--out",
                        scratch.resolve("local-run")),
                environment(),
                scratch.resolve("local.out"));
        assertThat(local.waitFor())
                .as(() -> Machine.text(scratch.resolve("local.out")))
                .isZero();
        Map<String, String> expected = Machine.results(scratch.resolve("local-run"));
        Map<String, String> pieces = Machine.results(scratch.resolve("local/pieces"));
        try (SparkCluster cluster = SparkCluster.start(Files.createDirectory(scratch.resolve("spark")))) {
            Path said = scratch.resolve("node.out");
            Process first = submit(cluster, "node", "node.out");
            Machine.await("pieces done", () -> Machine.done(said) >= 8 && cluster.isBusy() || !first.isAlive());
            assertThat(first.isAlive()).as(explained(said, "node")).isTrue();
            cluster.killNode();
            int code = first.waitFor();
            assertThat(code).as(explained(said, "node")).isZero();
            assertThat(Machine.done(said)).as(Machine.text(said)).isEqualTo(25);
            assertThat(Machine.results(scratch.resolve("node-run"))).isEqualTo(expected);
            assertThat(Machine.results(scratch.resolve("node/pieces"))).isEqualTo(pieces);

            Path killed = scratch.resolve("killed.out");
            Process second = submit(cluster, "submitter", "killed.out");
            Machine.await("pieces done", () -> Machine.done(killed) >= 8 || !second.isAlive());
            assertThat(second.isAlive()).as(explained(killed, "submitter")).isTrue();
            second.destroyForcibly().waitFor();
            Path again = scratch.resolve("again.out");
            Process third = submit(cluster, "submitter", "again.out");
            code = third.waitFor();
            assertThat(code).as(explained(again, "submitter")).isZero();
            assertThat(Machine.results(scratch.resolve("submitter-run"))).isEqualTo(expected);
            assertThat(Machine.results(scratch.resolve("submitter/pieces"))).isEqualTo(pieces);
        }
    }

    /**
     * Tests that a jar and a file travel with the pieces, and that executors use the kernel of the submitting process.
     */
    @Test
    void whatARunNeedsTravels() throws Exception {
        Path dist = Machine.distribution(scratch.resolve("dist"));
        OwnKinds kinds = OwnKinds.write(Files.createDirectory(scratch.resolve("mine")));
        kinds.run(dist, "local", environment(), "");
        Map<String, String> expected = Machine.results(scratch.resolve("local-run"));
        try (SparkCluster cluster = SparkCluster.start(Files.createDirectory(scratch.resolve("spark")))) {
            Path settings =
                    Files.createDirectories(scratch.resolve("config/workbench")).resolve("settings.yaml");
            Files.writeString(
                    settings,
                    "engines: {spark: {home: " + scratch.resolve("spark") + ", master: '" + cluster.master()
                            + "', memory: 600m, seconds: 1}}\n");
            assertThat(Machine.doctor(dist, environment()))
                    .containsPattern("(?m)^ok +spark +spark-submit .*, master " + cluster.master());
            kinds.run(dist, "spark", environment(), "", "--engine=spark");
            assertThat(Machine.results(scratch.resolve("spark-run"))).isEqualTo(expected);
            kinds.run(dist, "ojalgo", environment(), "-Dicd.kernel=ojalgo", "--engine=spark");
            assertThat(Machine.text(scratch.resolve("ojalgo-run/provenance.json")))
                    .containsPattern("\"engine\" *: *\"spark\"")
                    .contains("ojalgo");
            cluster.killMaster();
            assertThat(Machine.doctor(dist, environment()))
                    .containsPattern("(?m)^- +spark +the master " + cluster.master() + " must answer");
        }
    }
}
