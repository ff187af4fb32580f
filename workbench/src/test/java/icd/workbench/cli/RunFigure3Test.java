package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.io.NpyArray;
import icd.io.Npz;
import icd.workbench.piece.Numerics;
import icd.workbench.piece.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job at reduced size, from end to end, through the command line. */
class RunFigure3Test {

    private static final Path RECIPE = Path.of("../recipes/fig3.yaml");
    private static final int EPOCHS = 3;
    private static final List<String> SMALL = List.of(
            "--set", "training.epochs=" + EPOCHS,
            "--set", "data.train=96",
            "--set", "data.test=20",
            "--set", "data.fresh=100",
            "--set", "data.L=50",
            "--set", "data.baseline_draws=20000");

    @TempDir
    private static Path scratch;

    private static Path run;
    private static CommandLineRunner said;

    @BeforeAll
    static void runIt() {
        run = scratch.resolve("run");
        said = small("--out", run, "--threads", 1);
    }

    private static CommandLineRunner small(Object... more) {
        List<Object> args = new ArrayList<>(List.of("run", RECIPE));
        args.addAll(SMALL);
        args.addAll(List.of(more));
        return workbench(args.toArray());
    }

    @Test
    void endsWellAndSaysWhere() {
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .containsPattern("\nsubspaces +linear +6 ")
                .containsPattern("\nmixtures +zero_variance +0\\.")
                .endsWith(run + System.lineSeparator());
        assertThat(said.err()).contains("fig3: 36/36 ").contains("fig3: 36 trials in ");
    }

    @Test
    void summaryHasEveryTrialAndBaseline() throws IOException {
        JsonNode summary = json(run.resolve("summary.json"));
        assertThat(summary.get("recipe").asString()).isEqualTo("fig3");
        assertThat(summary.get("trials")).hasSize(36);
        JsonNode baselines = summary.get("baselines");
        assertThat(baselines.get("subspaces").get("bayes").get("mse_per_dim").asDouble())
                .isCloseTo(1 / 3.0, within(0.01));
        assertThat(baselines.get("spheres").get("zero").get("mse_per_dim").asDouble())
                .isCloseTo(1 / 16.0, within(1e-12));
        assertThat(baselines
                        .get("mixtures")
                        .get("zero_variance")
                        .get("standard_error")
                        .asDouble())
                .isBetween(1e-5, 1e-3);
        for (JsonNode trial : summary.get("trials")) {
            double sign = 1;
            Map<String, NpyArray> weights = Npz.read(trialDirectory(trial).resolve("weights.npz"));
            double alpha = meanDiagonal(weights.get("W_PV_final"));
            double beta = meanDiagonal(weights.get("W_KQ_final"));
            if (alpha < 0) {
                sign = -1;
            }
            assertThat(trial.get("alpha").asDouble()).isEqualTo(sign * alpha).isPositive();
            assertThat(trial.get("beta").asDouble()).isEqualTo(sign * beta);
            assertThat(trial.get("W_PV_off_diagonal_rms").asDouble()).isCloseTo(0.144, within(0.05)); // 0.5/sqrt(12)
            assertThat(trial.get("fresh_standard_error").asDouble()).isPositive();
            assertThat(trial.get("epochs").asInt()).isEqualTo(EPOCHS);
        }
    }

    @Test
    void everyTrialHasCurvesThatEndWhereTheSummarySays() throws IOException {
        for (JsonNode trial : json(run.resolve("summary.json")).get("trials")) {
            List<String> lines = Files.readAllLines(trialDirectory(trial).resolve("metrics.csv"));
            assertThat(lines).hasSize(EPOCHS + 2).first().isEqualTo("epoch,train_mse_per_dim,test_mse_per_dim");
            String[] last = lines.getLast().split(",");
            assertThat(last[0]).isEqualTo(Integer.toString(EPOCHS));
            assertThat(Double.parseDouble(last[1]))
                    .isEqualTo(trial.get("train_mse_per_dim").asDouble());
            assertThat(Double.parseDouble(last[2]))
                    .isEqualTo(trial.get("test_mse_per_dim").asDouble());
            double before = Double.parseDouble(lines.get(1).split(",")[1]);
            assertThat(Double.parseDouble(last[1]))
                    .as("training lowers the loss")
                    .isLessThan(before);
        }
    }

    @Test
    void weightsOfBothModelsStartAlikeAndEndApart() throws IOException {
        Map<String, NpyArray> linear = Npz.read(run.resolve("trials/spheres-linear-seed2/weights.npz"));
        Map<String, NpyArray> softmax = Npz.read(run.resolve("trials/spheres-softmax-seed2/weights.npz"));
        assertThat(linear.keySet()).containsExactly("W_KQ_init", "W_PV_init", "W_KQ_final", "W_PV_final");
        assertThat(linear.get("W_KQ_init")).isEqualTo(softmax.get("W_KQ_init"));
        assertThat(linear.get("W_KQ_final")).isNotEqualTo(softmax.get("W_KQ_final"));
        assertThat(linear.get("W_KQ_init").shape()).containsExactly(16, 16);
        assertThat(Arrays.stream(linear.get("W_KQ_init").doubles())).allMatch(w -> Math.abs(w) <= 0.25);
    }

    @Test
    void figuresAreThereInEveryFormat() {
        for (String figure : List.of("fig3a", "fig3b")) {
            for (String format : List.of("svg", "png", "pdf", "csv")) {
                assertThat(run.resolve("figures/" + figure + "." + format)).isNotEmptyFile();
            }
        }
    }

    @Test
    void resultFilesAreTheSameWithMoreThreadsAndWhenARunIsCompleted() throws IOException {
        Path other = scratch.resolve("two threads");
        CommandLineRunner twice = small("--out", other, "--threads", 3, "--json");
        assertThat(twice.code()).as(twice.err()).isZero();
        assertThat(resultFiles(other)).isEqualTo(resultFiles(run));
        assertThat(JsonMapper.shared().readTree(twice.out()).get("path").asString())
                .isEqualTo(other.toString());

        // The run looks as if killed: trials are missing, another is half-written, there is no summary.
        Files.delete(other.resolve("summary.json"));
        String hash = json(other.resolve("trials/mixtures-linear-seed1/trial.json"))
                .get("hash")
                .asString();
        deleteTree(new Store(scratch.resolve("two threads-store")).folder(hash));
        deleteTree(other.resolve("trials/mixtures-linear-seed1"));
        Files.createDirectories(other.resolve("trials/.mixtures-linear-seed1.part"));
        CommandLineRunner completed = small("--out", other, "--threads", 2);
        assertThat(completed.code()).as(completed.err()).isZero();
        assertThat(completed.err()).contains("35 of 36 trials reused, 3 of 3 baselines reused");
        assertThat(resultFiles(other)).isEqualTo(resultFiles(run));
    }

    @Test
    void theResolvedRecipeAloneGivesTheSameResults() throws IOException {
        Path again = scratch.resolve("again");
        CommandLineRunner rerun = workbench("run", run.resolve("recipe.yaml"), "--out", again, "--threads", 2);
        assertThat(rerun.code()).as(rerun.err()).isZero();
        assertThat(resultFiles(again)).isEqualTo(resultFiles(run));
    }

    @Test
    void provenanceSaysWhatMadeItAndNotWho() throws IOException {
        String text = Files.readString(run.resolve("provenance.json"));
        JsonNode provenance = JsonMapper.shared().readTree(text);
        assertThat(provenance.get("machine").get("kernel").asString()).startsWith("simd");
        assertThat(provenance.get("recipe").get("overrides")).hasSize(SMALL.size() / 2);
        assertThat(provenance.get("trial_seconds")).hasSize(36);
        assertThat(provenance.get("workbench").get("numerics_version").asInt()).isEqualTo(Numerics.VERSION);
        assertThat(text).doesNotContain(System.getProperty("user.home"));
    }

    @Test
    void outOfAnotherRecipeIsRefused() throws IOException {
        Map<String, String> before = resultFiles(run);
        CommandLineRunner other = small("--out", run, "--set", "data.seed=7");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("a run whose recipe.yaml differs");
        assertThat(resultFiles(run)).isEqualTo(before);
    }

    private static Path trialDirectory(JsonNode trial) {
        return run.resolve("trials").resolve(trial.get("id").asString());
    }

    private static double meanDiagonal(NpyArray matrix) {
        int n = matrix.shape()[0];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += matrix.doubles()[i * n + i];
        }
        return sum / n;
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file, StandardCharsets.UTF_8));
    }

    /** Returns names and contents of all files except those of times and machines. */
    private static SortedMap<String, String> resultFiles(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(file).toString();
                if (!List.of("provenance.json", "report.html", "log.txt").contains(name)) {
                    CRC32 crc = new CRC32();
                    byte[] bytes = Files.readAllBytes(file);
                    crc.update(bytes);
                    files.put(name, bytes.length + " " + HexFormat.of().toHexDigits(crc.getValue()));
                }
            }
        }
        return files;
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
