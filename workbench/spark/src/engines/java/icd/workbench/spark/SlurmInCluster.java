package icd.workbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a sweep on a real Slurm of two nodes, one of which has the scalar kernel, gives the bytes of a local run
 * when a node, the submitting process or the controller is killed.
 */
@ExtendWith(LocalRuns.class)
@Timeout(900)
class SlurmInCluster {

    @TempDir
    private Path scratch;

    private Map<String, String> environment(SlurmCluster cluster) {
        Map<String, String> environment = new HashMap<>(cluster.environment());
        environment.putAll(Machine.environment(scratch));
        return environment;
    }

    private Process submit(SlurmCluster cluster, Sweep sweep, String store, String said) throws IOException {
        return Machine.start(
                Machine.workbench(
                        scratch.resolve("dist"),
                        "run",
                        sweep.recipe(),
                        "--engine=slurm",
                        "--store",
                        scratch.resolve(store),
                        "--out",
                        scratch.resolve(store + "-run"),
                        "--engine-set=seconds=27", // four trials in a task
                        "--engine-set=memory=1G",
                        "--engine-set=lines=if [ \"$SLURMD_NODENAME\" = n1 ]; then export WORKBENCH_JAVA_OPTS=-Dicd.kernel=scalar; fi"),
                environment(cluster),
                scratch.resolve(said));
    }

    /** Waits until some pieces are done. The first task of the second node is held, so that the run cannot end before. */
    private static void untilHalf(SlurmCluster cluster, Process run, Path said) throws Exception {
        Machine.await("a task", () -> !cluster.processesOf("n2").isEmpty() || !run.isAlive());
        cluster.hold("n2");
        Machine.await("pieces done", () -> Machine.done(said) >= 6 || !run.isAlive());
        assertThat(run.isAlive()).as(() -> Machine.text(said)).isTrue();
    }

    @Test
    void lossesChangeNoByte(Sweep sweep) throws Exception {
        Machine.distribution(scratch.resolve("dist"));
        try (SlurmCluster cluster = SlurmCluster.start(Files.createDirectory(scratch.resolve("cluster")))) {
            Path said = scratch.resolve("node.out");
            Process first = submit(cluster, sweep, "node", "node.out");
            untilHalf(cluster, first, said);
            cluster.killNode("n2");
            assertThat(first.waitFor()).as(() -> Machine.text(said)).isZero();
            assertThat(Machine.done(said))
                    .as(() -> "each piece once\n" + Machine.text(said))
                    .isEqualTo(Sweep.PIECES);
            assertThat(Results.of(scratch, "node")).isEqualTo(sweep.local());
            assertThat(scratch.resolve("node/.jobs")).isEmptyDirectory();

            cluster.startNode("n2");
            Path killed = scratch.resolve("killed.out");
            Process second = submit(cluster, sweep, "submitter", "killed.out");
            untilHalf(cluster, second, killed);
            second.destroyForcibly().waitFor();
            cluster.killController();
            Path again = scratch.resolve("again.out");
            Process third = submit(cluster, sweep, "submitter", "again.out");
            Machine.await(
                    "the controller to be missed",
                    () -> Machine.text(again).contains("Slurm does not answer") || !third.isAlive());
            cluster.startController();
            cluster.release("n2");
            assertThat(third.waitFor()).as(() -> Machine.text(again)).isZero();
            assertThat(Results.of(scratch, "submitter")).isEqualTo(sweep.local());
            // A controller that was away learns from the nodes which tasks have ended, when they report again.
            Machine.await(
                    "no job to be left",
                    () -> cluster.said("squeue", "--noheader").isBlank());
        }
    }

    /**
     * Tests that a jar and a file travel with the pieces; at first a node has too little memory for the largest piece.
     */
    @Test
    void detachedPiecesAreCollected(OwnKinds kinds) throws Exception {
        Path dist = Machine.distribution(scratch.resolve("dist"));
        try (SlurmCluster cluster = SlurmCluster.start(Files.createDirectory(scratch.resolve("cluster")))) {
            Map<String, String> environment = environment(cluster);
            String[] slurm = {"--engine=slurm", "--engine-set=memory=128M", "--engine-set=seconds=1"};

            String submitted = kinds.run(dist, "slurm", environment, "", with(slurm, "--detach"));
            assertThat(submitted).contains("submitted", "slurm-run");
            Machine.await(
                    "the tasks to end",
                    () -> cluster.said("squeue", "--noheader").isBlank());
            assertThat(kinds.run(dist, "slurm", environment, "", slurm))
                    .containsPattern("given [0-9]+M, as less was too little for large")
                    .contains("reused");
            assertThat(Results.of(scratch, "slurm")).isEqualTo(kinds.local());
            assertThat(kinds.run(dist, "slurm", environment, "", with(slurm, "--fresh")))
                    .doesNotContain("reused");
            assertThat(Results.of(scratch, "slurm")).isEqualTo(kinds.local());

            kinds.run(dist, "ojalgo", environment, "-Dicd.kernel=ojalgo", slurm);
            assertThat(Machine.text(scratch.resolve("ojalgo-run/provenance.json")))
                    .containsPattern("\"engine\" *: *\"slurm\"")
                    .contains("ojalgo");
            assertThat(Machine.doctor(dist, environment))
                    .containsPattern("(?m)^ok +slurm +slurm[-a-z]* [0-9.]+, partitions debug$");
            cluster.killController();
            assertThat(Machine.doctor(dist, environment))
                    .containsPattern("(?m)^- +slurm .*Unable to contact slurm controller");
        }
    }

    private static String[] with(String[] options, String another) {
        return Stream.concat(Stream.of(options), Stream.of(another)).toArray(String[]::new);
    }
}
