package icd.workbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a sweep on a real Slurm of two nodes, one of which has the scalar kernel, gives the bytes of a local run
 * when a node, the submitting process or the controller is killed.
 */
@Timeout(600)
class SlurmInCluster {

    /** A recipe with more work than fits in one task on any machine, however fast, so that both nodes have some. */
    static final String RECIPE = """
            name: sweep
            data: {n: 16, L: 200, train: 400, test: 40, fresh: 100, baseline_draws: 2000}
            task: {kind: subspaces, d: 4, variance: 2, noise_variance: 1}
            model: {attention: softmax}
            training: {epochs: 200, batch: 20, seed: 1}
            sweep: {data.L: [150, 200, 250], training.seed: [1, 2, 3, 4, 5, 6, 7, 8]}
            claims: [lse-hessian]
            """;

    @TempDir
    private Path scratch;

    private Path recipe;

    @BeforeEach
    void write() throws IOException {
        recipe = Files.writeString(scratch.resolve("sweep.yaml"), RECIPE);
    }

    /** Returns variables that hide this user's settings and prevent class archives. */
    Map<String, String> environment(SlurmCluster cluster) {
        Map<String, String> environment = new HashMap<>(cluster.environment());
        environment.put("WORKBENCH_NO_ARCHIVE", "1");
        environment.put("WORKBENCH_JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_CONFIG_HOME", scratch.resolve("config").toString());
        return environment;
    }

    private Process submit(SlurmCluster cluster, String store, String said) throws IOException {
        return Machine.start(
                Machine.workbench(
                        scratch.resolve("dist"),
                        "run",
                        recipe,
                        "--engine=slurm",
                        "--store",
                        scratch.resolve(store),
                        "--out",
                        scratch.resolve(store + "-run"),
                        "--engine-set=seconds=1",
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
    void lossesChangeNoByte() throws Exception {
        Machine.distribution(scratch.resolve("dist"));
        try (SlurmCluster cluster = SlurmCluster.start(Files.createDirectory(scratch.resolve("cluster")))) {
            Process local = Machine.start(
                    Machine.workbench(
                            scratch.resolve("dist"),
                            "run",
                            recipe,
                            "--store",
                            scratch.resolve("local"),
                            "--out",
                            scratch.resolve("local-run")),
                    environment(cluster),
                    scratch.resolve("local.out"));
            assertThat(local.waitFor())
                    .as(() -> Machine.text(scratch.resolve("local.out")))
                    .isZero();
            Map<String, String> expected = Machine.results(scratch.resolve("local-run"));
            Map<String, String> pieces = Machine.results(scratch.resolve("local/pieces"));

            Path said = scratch.resolve("node.out");
            Process first = submit(cluster, "node", "node.out");
            untilHalf(cluster, first, said);
            cluster.killNode("n2");
            assertThat(first.waitFor()).as(() -> Machine.text(said)).isZero();
            assertThat(Machine.done(said))
                    .as(() -> "each piece once\n" + Machine.text(said))
                    .isEqualTo(25);
            assertThat(Machine.results(scratch.resolve("node-run"))).isEqualTo(expected);
            assertThat(Machine.results(scratch.resolve("node/pieces"))).isEqualTo(pieces);
            assertThat(scratch.resolve("node/.jobs")).isEmptyDirectory();

            cluster.startNode("n2");
            Path killed = scratch.resolve("killed.out");
            Process second = submit(cluster, "submitter", "killed.out");
            untilHalf(cluster, second, killed);
            second.destroyForcibly().waitFor();
            cluster.killController();
            Path again = scratch.resolve("again.out");
            Process third = submit(cluster, "submitter", "again.out");
            Machine.await(
                    "the controller to be missed",
                    () -> Machine.text(again).contains("Slurm does not answer") || !third.isAlive());
            cluster.startController();
            cluster.release("n2");
            assertThat(third.waitFor()).as(() -> Machine.text(again)).isZero();
            assertThat(Machine.results(scratch.resolve("submitter-run"))).isEqualTo(expected);
            assertThat(Machine.results(scratch.resolve("submitter/pieces"))).isEqualTo(pieces);
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
    void detachedPiecesAreCollected() throws Exception {
        Path dist = Machine.distribution(scratch.resolve("dist"));
        OwnKinds kinds = OwnKinds.write(Files.createDirectory(scratch.resolve("mine")));
        try (SlurmCluster cluster = SlurmCluster.start(Files.createDirectory(scratch.resolve("cluster")))) {
            Map<String, String> environment = environment(cluster);
            String[] slurm = {"--engine=slurm", "--engine-set=memory=128M", "--engine-set=seconds=1"};
            kinds.run(dist, "local", environment, "");
            Map<String, String> expected = Machine.results(scratch.resolve("local-run"));
            Map<String, String> pieces = Machine.results(scratch.resolve("local/pieces"));

            String submitted = kinds.run(dist, "slurm", environment, "", with(slurm, "--detach"));
            assertThat(submitted).contains("submitted", "slurm-run");
            Machine.await(
                    "the tasks to end",
                    () -> cluster.said("squeue", "--noheader").isBlank());
            assertThat(kinds.run(dist, "slurm", environment, "", slurm))
                    .containsPattern("given [0-9]+M, as less was too little for large")
                    .contains("reused");
            assertThat(Machine.results(scratch.resolve("slurm-run"))).isEqualTo(expected);
            assertThat(kinds.run(dist, "slurm", environment, "", with(slurm, "--fresh")))
                    .doesNotContain("reused");
            assertThat(Machine.results(scratch.resolve("slurm/pieces"))).isEqualTo(pieces);

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
