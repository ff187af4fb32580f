package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.kernel.Workers;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.workbench.evaluation.Layers;
import icd.workbench.evaluation.TrialPrompts;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Prompts;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.RunResult;
import icd.workbench.run.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands on finished runs. */
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
    void aPageListsThemWithLinksToTheirReports() throws IOException {
        run("one", "--set", "figures=[{name: curves, kind: training}]");
        run("two", "--set", "expect=[{metric: alpha, value: 0, tolerance: 9, source: hope}]");
        run("three");
        Files.delete(runs.resolve("three/summary.json"));
        Files.delete(runs.resolve("three/report.html"));
        Files.writeString(runs.resolve("two/recipe.yaml"), "<b>");
        Path page = Files.createDirectory(runs.resolve("pages")).resolve("index.html");
        CommandLineRunner said = workbench("runs", runs, "--html", page);
        assertThat(said.code()).as(said.err()).isZero();
        String html = Files.readString(page);
        assertThat(html)
                .contains("<a href=\"../one/report.html\">one</a>", "<a href=\"../two/report.html\">two</a>")
                .contains("✓ finished", "✗ damaged", "unfinished", "data:image/png;base64,")
                .doesNotContain("three/report.html", runs.toString());
        assertThat(html.split("data:image/png", -1)).as("one run has a figure").hasSize(2);
        assertThat(workbench("runs", runs, "--json").out()).contains("\"verdicts\"");
        assertThat(workbench("runs", runs, "--html", runs.resolve("no/such/folder.html"))
                        .code())
                .isEqualTo(2);
    }

    @Test
    void aDryRunTellsWhatIsNewAndWhy() throws IOException {
        run("one");
        CommandLineRunner same = workbench("run", recipe, "--store", runs, "--dry-run");
        assertThat(same.out())
                .contains("a training that is killed loses at most the epoch that it is in, and 20 s before it");
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

    /** The layer with which a run's evaluations were made is in no folder of the run, but belongs to the run. */
    @Test
    void pruningSparesWhatATrialIsMadeFrom() throws IOException {
        run("one", "--set", "evaluate=[{kind: errors}, {kind: conservativeness, prompts: 5}]");
        int pieces = new Store(runs).hashes().size();
        assertThat(pieces)
                .as("the trial, its layer with each evaluation, its layer, baselines")
                .isEqualTo(5);
        assertThat(workbench("prune", "--store", runs, "--runs", runs).out()).startsWith("removed 0 pieces, 0 B; 5 ");
        assertThat(workbench("rm", runs.resolve("one")).code()).isZero();
        assertThat(workbench("prune", "--store", runs, "--runs", runs).out()).startsWith("removed 5 pieces, ");
        assertThat(new Store(runs).hashes()).isEmpty();
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

    /**
     * The paired error agrees with one computed here: prompts drawn again, both layers evaluated, the differences taken
     * by hand.
     */
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
                .contains("the difference is the mean of the differences prompt by prompt", "Intervals are Student's t")
                .doesNotContain("training.epochs", "started", "failed");

        JsonNode json = JsonMapper.shared()
                .readTree(workbench("compare", runs.resolve("linear"), runs.resolve("softmax"), "--json")
                        .out());
        double ofNine = 2.262157162740992; // quantiles at .975 of Student's t, from tables
        double ofFour = 2.7764451051977987;
        agrees(json, "fresh_mse_per_dim", Prompts.FRESH, ofNine);
        agrees(json, "test_mse_per_dim", Prompts.TEST, ofFour);
        assertThat(workbench("compare", runs.resolve("linear")).code()).isEqualTo(2);
    }

    /** Repeats give the error: the mean is over the differences of the trials, with 2 degrees of freedom here. */
    @Test
    void comparingAveragesOverRepeats() {
        run("linear", "--set", "sweep.training.seed=[1, 2, 3]");
        run("softmax", "--set", "sweep.training.seed=[1, 2, 3]", "--set", "model.attention=softmax");
        JsonNode metrics = JsonMapper.shared()
                .readTree(workbench("compare", runs.resolve("linear"), runs.resolve("softmax"), "--json")
                        .out())
                .get("metrics");
        JsonNode mean = metrics.get(0);
        assertThat(mean.get("mean_over").asString()).startsWith("3 weight seeds of one data set");
        assertThat(mean.get("trial").asString()).isEqualTo("subspaces, linear | subspaces, softmax");
        String metric = mean.get("metric").asString();
        double[] each = metrics.valueStream()
                .filter(row -> row.get("metric").asString().equals(metric) && !row.has("mean_over"))
                .mapToDouble(row -> row.get("difference").asDouble())
                .toArray();
        assertThat(each).hasSize(3);
        double expected = (each[0] + each[1] + each[2]) / 3;
        double squares = DoubleStream.of(each)
                .map(difference -> (difference - expected) * (difference - expected))
                .sum();
        double error = Math.sqrt(squares / 2 / 3);
        assertThat(mean.get("difference").asDouble()).isCloseTo(expected, within(1e-12));
        assertThat(mean.get("standard_error").asDouble()).isCloseTo(error, within(1e-12));
        assertThat(mean.get("interval_95_half_width").asDouble()).isCloseTo(4.302652729911275 * error, within(1e-9));
        assertThat(workbench("compare", runs.resolve("linear"), runs.resolve("softmax"))
                        .out())
                .contains("3 weight seeds of one data set", "mean over", "trial by trial");
    }

    private void agrees(JsonNode comparison, String metric, Prompts which, double t) {
        JsonNode found = comparison
                .get("metrics")
                .valueStream()
                .filter(each -> each.get("metric").asString().equals(metric))
                .findFirst()
                .orElseThrow();
        double[] linear = errors("linear", which);
        double[] softmax = errors("softmax", which);
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
        double error = Math.sqrt(squares / (count - 1) / count);
        assertThat(found.get("pairs").asInt()).isEqualTo(count);
        assertThat(found.get("difference").asDouble()).isCloseTo(mean, within(1e-12));
        assertThat(found.get("standard_error").asDouble()).isCloseTo(error, within(1e-12));
        assertThat(found.get("interval_95_half_width").asDouble()).isCloseTo(t * error, within(1e-9));
        JsonNode bootstrap = found.get("bootstrap_95");
        double width = bootstrap.get(1).asDouble() - bootstrap.get(0).asDouble();
        assertThat(bootstrap.get(0).asDouble()).isLessThan(mean);
        assertThat(bootstrap.get(1).asDouble()).isGreaterThan(mean);
        double normal = 2 * 1.96 * error * Math.sqrt((count - 1.0) / count);
        assertThat(width).as("nearly that of a normal distribution").isBetween(0.6 * normal, 1.3 * normal);
        assertThat(found.get("second").asDouble() - found.get("first").asDouble())
                .as("what was measured in the runs, in their precision")
                .isCloseTo(mean, within(1e-6));
    }

    /** At so high a rate the second run diverges. */
    @Test
    void comparingSaysWhatFailedInOneOfThem() throws IOException {
        run("well");
        CommandLineRunner bad = workbench(
                "run",
                runs.resolve("well"),
                "--set",
                "training.optimiser={kind: sgd, rate: 1e30}",
                "--out",
                runs.resolve("bad"),
                "--store",
                runs);
        assertThat(bad.code()).isEqualTo(1);
        String trial = Files.list(runs.resolve("well/trials"))
                .findFirst()
                .orElseThrow()
                .getFileName()
                .toString();
        CommandLineRunner said = workbench("compare", runs.resolve("well"), runs.resolve("bad"));
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("only in the first: " + trial)
                .contains("failed in the second: " + trial + ": the loss must stay finite")
                .doesNotContain("failed in the first");
        JsonNode json = JsonMapper.shared()
                .readTree(workbench("compare", runs.resolve("bad"), runs.resolve("well"), "--json")
                        .out());
        assertThat(json.get("failed_first")).hasSize(1);
        assertThat(json.get("failed_second")).isEmpty();
        assertThat(workbench("compare", runs.resolve("bad"), runs.resolve("bad"))
                        .out())
                .isEmpty();
        Path page = runs.resolve("failed.html");
        workbench("compare", runs.resolve("well"), runs.resolve("bad"), "--html", page);
        assertThat(Files.readString(page)).contains("Failures in one run alone", "the loss must stay finite");
    }

    /** Fewer fresh prompts are the first of more; the common Bayes loss adds nothing to the difference. */
    @Test
    void whatIsSharedIsPairedAndNothingElse() throws IOException {
        run("ten", "--set", "baselines=[bayes, nearest_token]");
        run("six", "--set", "baselines=[bayes, nearest_token]", "--set", "data.fresh=6", "--set", "training.seed=2");
        run("other", "--set", "baselines=[bayes, nearest_token]", "--set", "data.seed=3");
        JsonNode six = compared("ten", "six");
        assertThat(pairs(six, "fresh_mse_per_dim")).isEqualTo(6);
        assertThat(pairs(six, "over_bayes")).isEqualTo(6);
        assertThat(pairs(six, "test_mse_per_dim")).isEqualTo(5);
        assertThat(pairs(six, "alpha")).isZero();
        assertThat(six.get("metrics"))
                .allSatisfy(each -> assertThat(each.get("difference").asDouble())
                        .as("of the two numbers beside it: %s", each)
                        .isCloseTo(
                                each.get("second").asDouble()
                                        - each.get("first").asDouble(),
                                within(1e-6)));
        JsonNode other = compared("ten", "other");
        assertThat(pairs(other, "fresh_mse_per_dim")).isZero();
        assertThat(other.toString()).contains("mse_per_dim", "model nearest_token"); // the baseline has other draws
        run("seeds", "--set", "sweep={training.seed: [1, 2]}", "--set", "baselines=[bayes, nearest_token]");
        run("more", "--set", "sweep={training.seed: [1, 2, 3]}", "--set", "baselines=[bayes, nearest_token]");
        JsonNode more = compared("seeds", "more");
        assertThat(more.get("only_second")).hasSize(1);
        assertThat(more.get("only_first")).isEmpty();
        assertThat(more.has("metrics")).isFalse();
    }

    /**
     * The statistics of three weight seeds, by formula: the mean, its standard error, and t with two degrees of
     * freedom.
     */
    @Test
    void meansHaveTheirErrorsAndSayWhich() throws IOException {
        run("seeds", "--set", "sweep={training.seed: [1, 2, 3]}", "--set", "baselines=[bayes, nearest_token]");
        double[] losses = new double[3];
        JsonNode trials = JsonMapper.shared()
                .readTree(Files.readString(runs.resolve("seeds/summary.json")))
                .get("trials");
        for (int i = 0; i < 3; i++) {
            losses[i] = trials.get(i).get("test_mse_per_dim").asDouble();
        }
        double mean = (losses[0] + losses[1] + losses[2]) / 3;
        double squares = 0;
        for (double loss : losses) {
            squares += (loss - mean) * (loss - mean);
        }
        double deviation = Math.sqrt(squares / 2);
        double half = 0.95 * Math.sqrt(2 / (1 - 0.95 * 0.95)) * deviation / Math.sqrt(3);
        CommandLineRunner said = workbench("show", runs.resolve("seeds"), "--statistics");
        assertThat(said.code()).as(said.err()).isZero();
        String line = said.out()
                .lines()
                .filter(each -> each.contains("test_mse_per_dim"))
                .findFirst()
                .orElseThrow();
        assertThat(line.replaceAll(" +", " "))
                .contains("test_mse_per_dim 3 weight seeds of one data set in one order of batches " + digits(mean, 5)
                        + " "
                        + digits(deviation / Math.sqrt(3), 2) + " " + digits(deviation, 2) + " "
                        + digits(mean - half, 4) + " to " + digits(mean + half, 4));
        assertThat(said.out())
                .contains("standard error", "standard deviation", "95 % interval (t)", "95 % interval (bootstrap)")
                .containsPattern("nearest_token +mse_per_dim +\\d+ prompts");
        String page = Files.readString(runs.resolve("seeds/report.html"));
        assertThat(page).contains(">bootstrap</span>", digits(mean - half, 4) + " to " + digits(mean + half, 4));
    }

    private static String digits(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "g", value);
    }

    private JsonNode compared(String one, String other) {
        CommandLineRunner said = workbench("compare", runs.resolve(one), runs.resolve(other), "--json");
        assertThat(said.code()).as(said.err()).isZero();
        return JsonMapper.shared().readTree(said.out());
    }

    private static int pairs(JsonNode comparison, String metric) {
        return comparison
                .get("metrics")
                .valueStream()
                .filter(each -> each.get("metric").asString().equals(metric))
                .mapToInt(each -> each.get("pairs").asInt())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPageOfAComparisonShowsWhatDiffersAndNeedsNothingElse() throws IOException {
        String figures = "figures=[{name: curves, kind: training}, {name: maps, kind: weights}]";
        run("linear", "--set", figures);
        run("softmax", "--set", figures, "--set", "model.attention=softmax");
        Path page = runs.resolve("page.html");
        CommandLineRunner said = workbench("compare", runs.resolve("linear"), runs.resolve("softmax"), "--html", page);
        assertThat(said.code()).as(said.err()).isZero();
        String html = Files.readString(page);
        assertThat(html)
                .contains("<h1>linear | softmax</h1>", "model.attention", "curves of linear", "curves of softmax")
                .contains("id=\"maps-of-1\"", "id=\"maps-of-2\"", "fresh loss (MSE/n)", "W_KQ_final")
                .doesNotContain("href=\"figures/", runs.toString());
        String same = Files.readString(page(runs.resolve("linear"), runs.resolve("linear")));
        assertThat(same).contains("They do not differ.").doesNotContain("<table", "<figure");
        assertThat(workbench("compare", runs.resolve("linear"), runs.resolve("softmax"), "--html", runs)
                        .code())
                .isEqualTo(2);
    }

    private Path page(Path one, Path other) {
        Path page = runs.resolve("same.html");
        assertThat(workbench("compare", one, other, "--html", page).code()).isZero();
        return page;
    }

    private double[] errors(String run, Prompts which) {
        RunResult result = RunFiles.read(runs.resolve(run));
        TrialSpec spec = result.recipe().trials().getFirst();
        PromptSet prompts = TrialPrompts.draw(spec, which, Workers.caller());
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
