package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import icd.kernel.Kernel;
import icd.workbench.engines.JobFolder;
import icd.workbench.piece.Numerics;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The option {@code -Dicd.kernel=NAME} of processes. */
class KernelOptionTest {

    private static final String RECIPE = """
            name: trained
            data: {n: 9, L: 40, train: 60, test: 20, fresh: 20, baseline_draws: 10}
            task: {kind: subspaces, d: 4, variance: 2, noise_variance: 1}
            training: {epochs: 3, batch: 20}
            baselines: [bayes]
            sweep: {model.attention: [linear, softmax]}
            """;

    @TempDir
    private Path scratch;

    private record Said(int code, String out, String err) {}

    private Said process(String kernel, Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1", // the little work of a test does not pay for optimised code
                "-Dicd.kernel=" + kernel,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Arrays.stream(words).map(Object::toString).forEach(command::add);
        Path errors = scratch.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectInput(Files.writeString(scratch.resolve("in"), "").toFile())
                .redirectError(errors.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), out, Files.readString(errors));
    }

    /** The option holds for the shell too, which a start without arguments opens. */
    @ParameterizedTest
    @ValueSource(strings = {"", "run RECIPE --dry-run", "exec -e subspaces(4,2)"})
    void aWrongNameIsSaidAtOnce(String words) throws Exception {
        Path recipe = Files.writeString(scratch.resolve("recipe.yaml"), RECIPE);
        Object[] command = Arrays.stream(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> word.equals("RECIPE") ? recipe : word)
                .toArray();
        Said said = process("fast", command);
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines().filter(line -> !line.startsWith("WARNING: ")))
                .containsExactly(
                        "workbench: system property icd.kernel must be one of ojalgo, scalar, simd, got 'fast'");
    }

    @Test
    void theDoctorListsAWrongNameAndGoesOn() throws Exception {
        Said said = process("fast", "doctor", "--store", scratch);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out())
                .containsPattern("MISSING  kernel +system property icd.kernel must be one of .*, got 'fast'\\R")
                .containsPattern("ok +store ");
        assertThat(said.err().lines()).allMatch(line -> line.startsWith("WARNING: "));
    }

    /** Simd and scalar share pieces; ojalgo makes others, whose numbers agree, and finds these again. */
    @Test
    void ojalgosPiecesAreItsOwn() throws Exception {
        Path recipe = Files.writeString(scratch.resolve("recipe.yaml"), RECIPE);
        Path store = scratch.resolve("store");
        Path simd = scratch.resolve("simd");
        Path other = scratch.resolve("other");
        assertThat(workbench("run", recipe, "--store", store, "--out", simd).code())
                .isZero();
        int pieces = new Store(store).hashes().size();
        assertThat(process("scalar", "run", recipe, "--store", store, "--out", scratch.resolve("scalar"))
                        .err())
                .contains("2 of 2 trials reused, 1 of 1 baselines reused");
        assertThat(new Store(store).hashes()).hasSize(pieces);
        Said said = process("ojalgo", "run", recipe, "--store", store, "--out", other);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err()).doesNotContain("reused");
        assertThat(new Store(store).hashes()).hasSize(2 * pieces);
        assertThat(process("ojalgo", "run", recipe, "--store", store, "--out", scratch.resolve("again"))
                        .err())
                .contains("2 of 2 trials reused, 1 of 1 baselines reused");

        JsonNode ours = provenance(simd);
        JsonNode theirs = provenance(other);
        assertThat(ours.path("workbench").has("kernel_order")).isFalse();
        assertThat(theirs.path("workbench").path("kernel_order").asString())
                .isEqualTo(Kernel.ojalgo().order());
        assertThat(theirs.path("machine").path("kernel").asString())
                .isEqualTo(Kernel.ojalgo().description());
        assertThat(theirs.path("machine").path("kernel_why").asString()).isEqualTo("named by -Dicd.kernel");
        assertThat(theirs.path("recipe").path("hash"))
                .isNotEqualTo(ours.path("recipe").path("hash"));
        for (String model : List.of("linear", "softmax")) {
            double[] expected = losses(simd, model);
            double[] found = losses(other, model);
            assertThat(found).isNotEqualTo(expected).hasSameSizeAs(expected);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], withinPercentage(0.01));
            }
        }

        // Both kernels' pieces belong to runs that are there, whichever kernel does the pruning.
        assertThat(workbench("prune", "--store", store, "--runs", scratch).out())
                .isEqualTo("removed 0 pieces, 0 B; " + 2 * pieces + " pieces kept\n");
        assertThat(process("ojalgo", "doctor").out())
                .contains(Kernel.ojalgo().description() + " (named by -Dicd.kernel)");
        assertThat(process("simd", "prompts", other, "softmax", "--out", scratch.resolve("none"))
                        .err())
                .contains("with another hash");
    }

    /**
     * A node whose pieces would differ from the requested ones says so, instead of making pieces that nobody waits for.
     */
    @Test
    void aNodeOfOtherNumericsMakesNothing() throws Exception {
        Store store = new Store(scratch.resolve("store"));
        Recipe recipe = Recipe.parse("trained", RECIPE, List.of());
        try (JobFolder job = JobFolder.open(store, recipe)) {
            Object[] piece = {"piece", job.recipe(), "--store", store.folder(), "trials/linear"};
            Said said = process("ojalgo", piece);
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out())
                    .startsWith("FAILED\ttrials/linear\t")
                    .contains("its numerics must be " + Numerics.of(Kernel.simd()) + ", by which")
                    .contains("got " + Numerics.of(Kernel.ojalgo()) + " with the kernel")
                    .contains("named by -Dicd.kernel");
            assertThat(store.hashes()).isEmpty();
            assertThat(process("scalar", piece).code()).isZero();
            assertThat(store.hashes()).isNotEmpty();
        }
    }

    private static JsonNode provenance(Path run) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run.resolve("provenance.json")));
    }

    private static double[] losses(Path run, String model) throws IOException {
        JsonNode trials = JsonMapper.shared()
                .readTree(Files.readString(run.resolve("summary.json")))
                .path("trials");
        return trials.valueStream()
                .filter(trial -> trial.toString().contains(model))
                .flatMapToDouble(trial -> java.util.stream.DoubleStream.of(
                        trial.path("train_mse_per_dim").asDouble(Double.NaN),
                        trial.path("test_mse_per_dim").asDouble(Double.NaN)))
                .toArray();
    }
}
