package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.kernel.Workers;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.workbench.engine.Layers;
import icd.workbench.engine.TrialPrompts;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Prompts;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.RunFiles;
import icd.workbench.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is done with runs once they are there. */
class RunsTest {

    private static final String RECIPE = """
            name: given
            data: {n: 4, L: 10, train: 20, test: 5, fresh: 10, baseline_draws: 200}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: linear}
            training: {epochs: 3, batch: 10, seed: 1}
            """;

    @TempDir
    private Path runs;

    private Path recipe;

    @BeforeEach
    void write() throws IOException {
        recipe = Files.writeString(runs.resolve("given.yaml"), RECIPE);
    }

    private void run(String name, Object... more) {
        List<Object> args =
                new java.util.ArrayList<>(List.of("run", recipe, "--out", runs.resolve(name), "--store", runs));
        args.addAll(List.of(more));
        CommandLineRunner said = workbench(args.toArray());
        assertThat(said.code()).as(said.err()).isZero();
    }

    @Test
    void areListedNewestFirstWithHowTheyStand() throws IOException {
        run("one");
        run("two", "--set", "name=other");
        run("three", "--set", "training.epochs=4");
        Files.delete(runs.resolve("three/summary.json"));
        Files.writeString(runs.resolve("two/summary.json"), "{");
        CommandLineRunner said = workbench("runs", runs);
        assertThat(said.code()).isZero();
        assertThat(said.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.matches("one +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d +finished +.* [kM]?B  1 trial"))
                .anyMatch(line ->
                        line.startsWith("two ") && line.contains("damaged") && line.contains("summary.json is damaged"))
                .anyMatch(line -> line.startsWith("three ") && line.contains("unfinished"));
        assertThat(workbench("runs", runs, "--recipe", "other").out().lines()).hasSize(1);
        assertThat(workbench("runs", runs, "--state", "finished").out().lines()).hasSize(1);
        assertThat(workbench("runs", runs, "--until", "2020-01-01").err()).contains("no such run");
        JsonNode json =
                JsonMapper.shared().readTree(workbench("runs", runs, "--json").out());
        assertThat(json).hasSize(3);
        assertThat(json.get(0).get("begun").asString())
                .isGreaterThanOrEqualTo(json.get(2).get("begun").asString());
        assertThat(workbench("runs", runs, "--state", "lost").err()).contains("FINISHED");
    }

    @Test
    void aDryRunTellsWhatIsNewAndWhy() throws IOException {
        run("one");
        CommandLineRunner same = workbench("run", recipe, "--store", runs, "--dry-run");
        assertThat(same.out())
                .contains("given: 3 epochs on 20 prompts of 10 tokens; reused", "baselines of subspaces: reused");
        CommandLineRunner other = workbench(
                "run", recipe, "--store", runs, "--dry-run", "--set", "training.epochs=9", "--set", "data.L=11");
        assertThat(other.out())
                .contains("; new: data.L 10 -> 11, training.epochs 3 -> 9\n")
                .contains("baselines of subspaces: reused"); // which are drawn without a context
        Path weights = runs.resolve("one/trials/given/weights.npz");
        weights.toFile().setWritable(true);
        Files.write(weights, new byte[] {1});
        Store store = new Store(runs);
        CommandLineRunner damaged = workbench("run", recipe, "--store", runs, "--dry-run");
        assertThat(damaged.out()).contains("; damaged: ", "weights.npz is damaged");
        assertThat(runs.resolve(".damaged")).as("nothing is written").doesNotExist();
        assertThat(store.hashes()).hasSize(2);
    }

    @Test
    void areRemovedByTheBeginningOfTheirNames() {
        run("given-a");
        run("given-b");
        Path before = Path.of("").toAbsolutePath();
        assertThat(before).exists();
        CommandLineRunner gone = workbench("rm", runs.resolve("given-a"));
        assertThat(gone.out()).isEqualTo("removed " + runs.resolve("given-a") + System.lineSeparator());
        assertThat(runs.resolve("given-a")).doesNotExist();
        assertThat(workbench("rm", runs.resolve("given-a")).err()).contains("be the directory of a run");
        assertThat(workbench("rm", runs).err()).contains("be the directory of a run");
        assertThat(workbench("rm", runs.resolve("given-b"), "--dry-run").out()).startsWith("would remove ");
        assertThat(runs.resolve("given-b")).exists();
    }

    @Test
    void pruningTakesWhatNoRunNames() throws IOException {
        run("one");
        run("two", "--set", "training.seed=2");
        assertThat(new Store(runs).hashes()).hasSize(3);
        assertThat(workbench("prune", "--store", runs, "--runs", runs).out())
                .startsWith("removed 0 pieces, 0 B; 3 pieces kept");
        assertThat(workbench("rm", runs.resolve("two")).code()).isZero();
        assertThat(workbench("prune", "--store", runs, "--runs", runs, "--dry-run")
                        .out())
                .startsWith("would remove 1 piece, ");
        assertThat(workbench("prune", "--store", runs, "--runs", runs).out()).startsWith("removed 1 piece, ");
        assertThat(workbench("report", runs.resolve("one")).code()).isZero();
        Files.delete(runs.resolve("one/recipe.yaml"));
        Files.writeString(runs.resolve("one/recipe.yaml"), "name: [\n");
        CommandLineRunner careful = workbench("prune", "--store", runs, "--runs", runs);
        assertThat(careful.code()).isEqualTo(2);
        assertThat(careful.err()).contains("recipe.yaml is damaged").hasLineCount(1);
    }

    @Test
    void aRunIsRunAgainWithOneChange() {
        run("one");
        CommandLineRunner again = workbench(
                "run", runs.resolve("one"), "--set", "training.seed=5", "--out", runs.resolve("two"), "--store", runs);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("1 of 1 baselines reused").doesNotContain("expectations");
        CommandLineRunner shown = workbench("show", runs.resolve("two"));
        assertThat(shown.out()).contains("subspaces").endsWith(runs.resolve("two") + System.lineSeparator());
        assertThat(JsonMapper.shared()
                        .readTree(
                                workbench("show", runs.resolve("two"), "--json").out())
                        .get("path")
                        .asString())
                .isEqualTo(runs.resolve("two").toString());
    }

    @Test
    void doctorAndCompletionEndWell() {
        CommandLineRunner doctor = workbench("doctor", "--store", runs);
        assertThat(doctor.code()).as(doctor.out()).isZero();
        assertThat(doctor.out()).contains("ok       figures", "ok       store");
        assertThat(workbench("completion").out()).contains("complete", "prune", "--fail-fast");
    }

    /** The paired error agrees with one computed here: prompts drawn anew, both layers asked, the differences taken by hand. */
    @Test
    void comparingSaysWhatDiffersAndNothingElse() throws IOException {
        run("linear");
        run("softmax", "--set", "model.attention=softmax");
        CommandLineRunner same = workbench("compare", runs.resolve("linear"), runs.resolve("linear"));
        assertThat(same.code()).isZero();
        assertThat(same.out()).isEmpty();

        CommandLineRunner said = workbench("compare", runs.resolve("linear"), runs.resolve("softmax"));
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("model.attention: linear -> softmax")
                .contains(" fresh_mse_per_dim ", " best_test_mse_per_dim ", " paired", "W_KQ_final", "cosine")
                .doesNotContain("training.epochs", "started");

        JsonNode json = JsonMapper.shared()
                .readTree(workbench("compare", runs.resolve("linear"), runs.resolve("softmax"), "--json")
                        .out());
        JsonNode fresh = json.get("metrics")
                .valueStream()
                .filter(metric -> metric.get("metric").asString().equals("fresh_mse_per_dim"))
                .findFirst()
                .orElseThrow();
        double[] linear = errors("linear");
        double[] softmax = errors("softmax");
        int count = linear.length;
        double mean = 0;
        for (int k = 0; k < count; k++) {
            mean += (softmax[k] - linear[k]) / 4 / count;
        }
        double squares = 0;
        for (int k = 0; k < count; k++) {
            double off = (softmax[k] - linear[k]) / 4 - mean;
            squares += off * off;
        }
        assertThat(fresh.get("paired").asBoolean()).isTrue();
        assertThat(fresh.get("difference").asDouble()).isCloseTo(mean, within(1e-12));
        double error = Math.sqrt(squares / (count - 1) / count);
        assertThat(fresh.get("standard_error").asDouble()).isCloseTo(error, within(1e-12));
        double t = 2.262157162740992; // the quantile at .975 of Student's t with nine degrees of freedom
        assertThat(fresh.get("interval_95_half_width").asDouble()).isCloseTo(t * error, within(1e-9));
        assertThat(workbench("compare", runs.resolve("linear")).code()).isEqualTo(2);
    }

    private double[] errors(String run) {
        RunResult result = RunFiles.read(runs.resolve(run));
        TrialSpec spec = result.recipe().trials().getFirst();
        PromptSet prompts = TrialPrompts.draw(spec, Prompts.FRESH, Workers.caller());
        Attention layer = Layers.of(spec, result.trials().getFirst(), "final");
        double[] errors = new double[prompts.size()];
        for (int k = 0; k < errors.length; k++) {
            Prompt prompt = prompts.prompt(k);
            for (int i = 0; i < 4; i++) {
                double off =
                        layer.estimate(prompt).doubleValue(i) - prompt.target().doubleValue(i);
                errors[k] += off * off;
            }
        }
        return errors;
    }
}
