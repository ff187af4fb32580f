package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import icd.math.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page that a run writes, and the command that writes it again. */
class ReportTest {

    @TempDir
    private static Path scratch;

    private static Path run;
    private static String page;

    @BeforeAll
    static void runIt() throws IOException {
        Path recipe = Files.writeString(scratch.resolve("tiny.yaml"), """
                name: tiny
                title: "Tiny <b>&</b> quick"
                reproduces: "nothing"
                data: {n: 6, L: 20, train: 20, test: 5, fresh: 50, baseline_draws: 1000}
                model: {attention: linear}
                task: {kind: subspaces, d: 3, variance: 2, noise_variance: 1}
                training: {epochs: 2, batch: 10}
                baselines: [zero, bayes]
                sweep: {training.seed: [7, 11]}
                evaluate: [{kind: shift, d: [2, 4], prompts: 50}]
                differs: ["Smaller than anything published."]
                expect:
                  - {metric: mse_per_dim, at: {model: bayes}, value: 0.3333, tolerance: 0.05, source: "[4]"}
                  - {metric: over_bayes, value: 1, tolerance: 0.001, source: "hope"}
                figures: [{name: curves, kind: training}, {name: maps, kind: weights}]
                """);
        run = scratch.resolve("run");
        CommandLineRunner said = workbench("run", recipe, "--out", run, "--threads", 1);
        assertThat(said.code()).as(said.err()).isEqualTo(1);
        assertThat(said.err()).contains("to look at: " + run.resolve("report.html"));
        page = Files.readString(run.resolve("report.html"));
    }

    @Test
    void aRunWritesItWithAllThatItFound() throws IOException {
        assertThat(page)
                .contains("<h1>Tiny &lt;b&gt;&amp;&lt;/b&gt; quick</h1>", "Reproduces nothing")
                .contains("1 of 2 expectations are met", "Smaller than anything published.")
                .contains("<figure id=\"curves\"", "<figure id=\"maps\"", "data-file=\"figures/maps.pdf\"")
                .contains("seed: [7, 11]");
        JsonNode summary = json("summary.json");
        for (JsonNode trial : summary.get("trials")) {
            String id = trial.get("id").asString();
            String seed = Long.toString(trial.get("weight_seed").asLong());
            assertThat(page.split("<th scope=\"row\">" + seed + "</th>", -1))
                    .as("rows of weight seed " + seed + ": two of its evaluation, one of its own")
                    .hasSize(1 + 3);
            assertThat(page).contains(">" + id + "</td>", "data-file=\"trials/" + id + "/metrics.csv\"");
            assertThat(page)
                    .contains(">"
                            + Digits.withError(
                                    trial.get("fresh_mse_per_dim").asDouble(),
                                    trial.get("fresh_standard_error").asDouble())
                            + "</td>")
                    .contains(">" + four(trial.get("test_mse_per_dim")) + "</td>");
        }
        JsonNode bayes = summary.get("baselines")
                .properties()
                .iterator()
                .next()
                .getValue()
                .get("bayes");
        assertThat(page).contains(">" + four(bayes.get("mse_per_dim")) + " exact</td>");
        assertThat(page).contains("<span>Evaluation shift");
    }

    @Test
    void itShowsTheProvenance() throws IOException {
        JsonNode provenance = json("provenance.json");
        JsonNode machine = provenance.get("machine");
        assertThat(page)
                .contains("<dd>" + provenance.get("workbench").get("commit").asString() + "</dd>")
                .contains("<dd>" + provenance.get("started").asString() + "</dd>")
                .contains("<dd>7, 11</dd>")
                .contains("<dd>" + machine.get("kernel").asString()
                        + " (the default where Java has vectors), 1 thread</dd>")
                .doesNotContain(System.getProperty("user.home"));
    }

    @Test
    void theCommandWritesTheSamePageAndNothingElse() throws IOException {
        Map<String, String> before = files();
        Files.delete(run.resolve("report.html"));
        CommandLineRunner said = workbench("report", run);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().strip()).isEqualTo(run.resolve("report.html").toString());
        assertThat(Files.readString(run.resolve("report.html"))).isEqualTo(page);
        assertThat(files()).isEqualTo(before);
    }

    /** A run from somebody else may hold links, at the page's place and at that of its part file. */
    @Test
    void noLinkIsFollowed() throws IOException {
        Path victim = Files.writeString(scratch.resolve("victim"), "untouched");
        Files.delete(run.resolve("report.html"));
        Files.createSymbolicLink(run.resolve("report.html"), victim);
        Path part = Files.createSymbolicLink(run.resolve(".report.html.part"), victim);
        assertThat(workbench("report", run).code()).isZero();
        Files.delete(part);
        assertThat(victim).hasContent("untouched");
        assertThat(Files.isSymbolicLink(run.resolve("report.html"))).isFalse();
        assertThat(Files.readString(run.resolve("report.html"))).isEqualTo(page);
    }

    @Test
    void whatIsNoFinishedRunIsRefused() throws IOException {
        Path unfinished = scratch.resolve("unfinished");
        Files.createDirectories(unfinished.resolve("trials"));
        Files.copy(run.resolve("recipe.yaml"), unfinished.resolve("recipe.yaml"));
        refused(unfinished, "must be a directory with a finished run, got one without summary.json");
        refused(scratch.resolve("tiny.yaml"), "must be a directory, got a file");
        refused(Path.of("nowhere"), "must be a directory, or a recipe with a finished run in runs, got neither");
        Files.copy(run.resolve("summary.json"), unfinished.resolve("summary.json"));
        refused(unfinished, "SHA256SUMS is missing");
        try (Stream<Path> left = Files.list(unfinished)) {
            assertThat(left).as("nothing was written").hasSize(3);
        }
        assertThat(workbench("report").code()).isEqualTo(2);
        assertThat(workbench("report", "--help").out()).contains("Write report.html of finished runs again");
    }

    @Test
    void aRunIsRestyledWithTheFiguresOfAnotherRecipe() throws IOException {
        Path other = Files.writeString(scratch.resolve("other.yaml"), """
                figures: [{name: again, kind: weights}, {name: losses, kind: training}]
                """);
        Map<String, String> before = files();
        CommandLineRunner said = workbench("report", run, "--figures", other);
        assertThat(said.code()).as(said.err()).isZero();
        Path restyled = run.resolve("restyled/other");
        assertThat(said.out()).isEqualTo(restyled.resolve("report.html") + System.lineSeparator());
        Map<String, String> after = files();
        assertThat(after).containsAllEntriesOf(before);
        assertThat(Files.readAllBytes(restyled.resolve("figures/again.svg")))
                .as("the figure that the run drew under another name")
                .isNotEmpty();
        assertThat(Files.readString(restyled.resolve("figures/again.csv")))
                .isEqualTo(Files.readString(run.resolve("figures/maps.csv")));
        String html = Files.readString(restyled.resolve("report.html"));
        assertThat(html).contains("id=\"again\"", "id=\"losses\"", "data-file=\"summary.json\"");
        assertThat(html).doesNotContain("id=\"curves\"");
        assertThat(Files.readString(restyled.resolve("recipe.yaml"))).contains("again");
        assertThat(workbench("report", run).code()).as("the run is as it was").isZero();

        Path bad = Files.writeString(scratch.resolve("bad.yaml"), "figures: [{name: a, kind: loss_landscape}]\n");
        CommandLineRunner refused = workbench("report", run, "--figures", bad);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("bad.yaml:1:11: figures: a must show an evaluation of kind loss_landscape")
                .hasLineCount(1);
        assertThat(run.resolve("restyled/bad")).doesNotExist();
        Path none = Files.writeString(scratch.resolve("none.yaml"), "title: nothing\n");
        assertThat(workbench("report", run, "--figures", none).err()).contains("none.yaml:1:1: figures must be given");
    }

    private static void refused(Path run, String because) {
        CommandLineRunner said = workbench("report", run);
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains(because).hasLineCount(1);
    }

    private static JsonNode json(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run.resolve(name)));
    }

    private static String four(JsonNode number) {
        return String.format(Locale.ROOT, "%.4g", number.asDouble());
    }

    /** Returns the names and modification times of all files except the report. */
    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(run)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("report.html")) {
                    FileTime changed = Files.getLastModifiedTime(file);
                    files.put(
                            run.relativize(file).toString(),
                            Instant.from(changed.toInstant()).toString());
                }
            }
        }
        return files;
    }
}
