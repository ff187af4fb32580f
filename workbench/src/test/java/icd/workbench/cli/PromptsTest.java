package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.denoise.Score;
import icd.io.Npz;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.workbench.piece.Numerics;
import icd.workbench.report.WrittenOtherwise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code workbench prompts}: the prompts that it writes are those of the run, so a trial's layer has its losses on them. */
class PromptsTest {

    private static final String TRIAL = "softmax-test4";

    @TempDir
    private static Path scratch;

    private static Path run;

    @BeforeAll
    static void runIt() throws IOException {
        Path recipe = Files.writeString(scratch.resolve("small.yaml"), """
                name: small
                data: {n: 6, L: 20, train: 20, test: 5, fresh: 7, baseline_draws: 10, seed: 3}
                model: {attention: linear}
                task: {kind: spheres, d: 3, radius: 1, noise_variance: 0.1}
                training: {epochs: 2, batch: 10}
                sweep:
                  model.attention: [linear, softmax]
                  data.test: [4, 5]
                """);
        run = scratch.resolve("run");
        CommandLineRunner said = workbench("run", recipe, "--out", run);
        assertThat(said.code()).as(said.err()).isZero();
    }

    private static JsonNode trial() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run.resolve("trials/" + TRIAL + "/trial.json")));
    }

    private static double loss(Attention layer, Path prompts) throws IOException {
        return Score.of(layer, PromptSet.read(prompts), Workers.caller()).msePerDim();
    }

    @Test
    void onItsPromptsATrialHasItsLosses() throws IOException {
        Path out = scratch.resolve("prompts");
        CommandLineRunner said = workbench("prompts", run, TRIAL, "--fresh", "--out", out);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .contains(
                        out.resolve("train.npz") + ": 20 prompts of 20 tokens in R^6, float32",
                        out.resolve("test.npz") + ": 4 prompts",
                        out.resolve("fresh.npz") + ": 7 prompts");
        Attention layer = AttentionLayer.softmax(6)
                .read(run.resolve("trials").resolve(TRIAL).resolve("weights.npz"), "_final");
        for (String set : List.of("train", "test", "fresh")) {
            double recorded = trial().get(set + "_mse_per_dim").asDouble();
            assertThat(loss(layer, out.resolve(set + ".npz"))).as(set).isCloseTo(recorded, within(1e-6 * recorded));
        }
        assertThat(Npz.read(out.resolve("train.npz")).get("projector").shape()).containsExactly(20, 6, 6);
    }

    @Test
    void filesAreReplacedNotWrittenOver() throws IOException {
        Path out = Files.createDirectory(scratch.resolve("again"));
        Files.writeString(out.resolve("train.npz"), "old");
        Path old = Files.createLink(scratch.resolve("old.npz"), out.resolve("train.npz"));
        assertThat(workbench("prompts", run, TRIAL, "--out", out).code()).isZero();
        assertThat(old).hasContent("old");
        assertThat(PromptSet.read(out.resolve("train.npz")).size()).isEqualTo(20);
    }

    @Test
    void withoutAskingThereAreNoFreshOnes() throws IOException {
        Path out = scratch.resolve("two");
        assertThat(workbench("prompts", run, TRIAL, "--out", out).code()).isZero();
        try (var files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("train.npz", "test.npz");
        }
    }

    @Test
    void whereNothingIsTrainedThoseItWasEvaluatedOnAreWritten() throws IOException {
        Path recipe = Files.writeString(scratch.resolve("given.yaml"), """
                name: given
                data: {n: 4, L: 10, fresh: 9}
                task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
                model: {attention: linear, weights: scalar, init: {kind: identity, alpha: 2, beta: 0.25}}
                baselines: []
                """);
        Path given = scratch.resolve("given");
        assertThat(workbench("run", recipe, "--out", given).code()).isZero();
        CommandLineRunner said = workbench("prompts", given, "given", "--out", scratch.resolve("evaluated"));
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .startsWith(scratch.resolve("evaluated/fresh.npz") + ": 9 prompts of 10 tokens in R^4, float64");
        assertThat(scratch.resolve("evaluated"))
                .isDirectoryContaining("glob:**/fresh.npz")
                .isDirectoryNotContaining("glob:**/t*.npz");
    }

    @Test
    void anUnknownTrialIsToldWhichThereAre() {
        CommandLineRunner said = workbench("prompts", run, "sofmax-test4", "--out", scratch.resolve("none"));
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("trial of run " + run
                        + " must be one of linear-test4, linear-test5, softmax-test4, softmax-test5,"
                        + " got 'sofmax-test4', did you mean 'softmax-test4'?");
        assertThat(scratch.resolve("none")).doesNotExist();
    }

    @Test
    void whatIsNoRunIsRefused() {
        assertThat(workbench("prompts", scratch, TRIAL).err())
                .contains("must be the directory of a run, got one without");
        assertThat(workbench("prompts", scratch.resolve("nowhere"), TRIAL).err())
                .contains("be a directory, or a recipe with a finished run in runs, got neither");
        CommandLineRunner said = workbench("prompts", run, TRIAL, "--out", run.resolve("recipe.yaml"));
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("must be a directory that can be written, got");
    }

    /** Prompts drawn by other numerics than the run's would differ unnoticed. */
    @Test
    void aTrialOfOtherNumericsIsRefused() throws IOException {
        WrittenOtherwise.result(
                run, "trials/linear-test5/trial.json", "\"hash\" : \"[0-9a-f]{8}", "\"hash\" : \"00000000");
        CommandLineRunner said = workbench("prompts", run, "linear-test5", "--out", scratch.resolve("none"));
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("must be a result of this version (numerics " + Numerics.VERSION
                        + "), got one with another hash");
        assertThat(scratch.resolve("none")).doesNotExist();
    }
}
