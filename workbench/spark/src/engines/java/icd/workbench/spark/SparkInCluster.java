package icd.workbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a sweep on a real Spark of two workers, one of which has the scalar kernel, gives the bytes of a local run
 * when a node or the submitting process is killed.
 */
@ExtendWith(LocalRuns.class)
@Timeout(900)
class SparkInCluster {

    @TempDir
    private Path scratch;

    private Process submit(SparkCluster cluster, Sweep sweep, String store, String said) throws IOException {
        return Machine.start(
                Machine.workbench(
                        scratch.resolve("dist"),
                        "run",
                        sweep.recipe(),
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
        Map<String, String> environment = new HashMap<>(Machine.environment(scratch));
        environment.put("JAVA_HOME", System.getProperty("java.home")); // for spark-submit
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
    void lossesChangeNoByte(Sweep sweep) throws Exception {
        Machine.distribution(scratch.resolve("dist"));
        try (SparkCluster cluster = SparkCluster.start(Files.createDirectory(scratch.resolve("spark")))) {
            Path said = scratch.resolve("node.out");
            Process first = submit(cluster, sweep, "node", "node.out");
            Machine.await("pieces done", () -> Machine.done(said) >= 8 && cluster.isBusy() || !first.isAlive());
            assertThat(first.isAlive()).as(explained(said, "node")).isTrue();
            cluster.killNode();
            int code = first.waitFor();
            assertThat(code).as(explained(said, "node")).isZero();
            assertThat(Machine.done(said)).as(Machine.text(said)).isEqualTo(Sweep.PIECES);
            assertThat(Results.of(scratch, "node")).isEqualTo(sweep.local());

            Path killed = scratch.resolve("killed.out");
            Process second = submit(cluster, sweep, "submitter", "killed.out");
            Machine.await("pieces done", () -> Machine.done(killed) >= 8 || !second.isAlive());
            assertThat(second.isAlive()).as(explained(killed, "submitter")).isTrue();
            second.destroyForcibly().waitFor();
            Path again = scratch.resolve("again.out");
            Process third = submit(cluster, sweep, "submitter", "again.out");
            code = third.waitFor();
            assertThat(code).as(explained(again, "submitter")).isZero();
            assertThat(Results.of(scratch, "submitter")).isEqualTo(sweep.local());
        }
    }

    /**
     * Tests that a jar and a file travel with the pieces, and that executors use the kernel of the submitting process.
     */
    @Test
    void whatARunNeedsTravels(OwnKinds kinds) throws Exception {
        Path dist = Machine.distribution(scratch.resolve("dist"));
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
            assertThat(Results.of(scratch, "spark")).isEqualTo(kinds.local());
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
