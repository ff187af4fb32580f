package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import icd.Draws;
import icd.Property;
import icd.workbench.recipe.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code validate} refuses what {@code run} would, with line, column and key. */
class ValidateAsRunTest {

    private static final String EVERY_BASELINE =
            "zero, query, context_mean, nearest_token, bayes, ideal_layer," + " empirical_posterior, least_squares";

    private static final List<String> TASKS = List.of("""
            task: {kind: subspaces, d: 1, variance: 1, noise_variance: 1}
            baselines: [%s, projection, pca_projection, shrunk_pca_projection]
            """, """
            task: {kind: spheres, d: 1, radius: 1, noise_variance: 1}
            baselines: [%s, projection, projection_to_sphere, pca_projection, shrunk_pca_projection]
            """, """
            task: {kind: mixtures, K: 2, radius: 1, variance: 0.1, noise_variance: 1}
            baselines: [%s, zero_variance]
            """);

    private static final List<Map<String, String>> EVALUATIONS = List.of(
            item("shift", "prompts", "3"),
            item("loss_landscape", "beta", "{from: -1, to: 2, points: 3}", "alpha", "{from: -1, to: 2, points: 3}"),
            item("drawn_prompts", "estimates", "[bayes, projection]"),
            item("energy_landscape", "reach", "1", "points", "3"),
            item("trajectories", "queries", "2", "steps", "3"),
            item("descent", "rate", "[1]", "steps", "[1, 2]"));

    private static final List<Map<String, String>> FIGURES = List.of(
            item("training", "name", "f"),
            item("weights", "name", "f"),
            item("weights_over_time", "name", "f"),
            item("weight_curves", "name", "f"),
            item("curves", "name", "f", "x", "{of: steps}", "series", "rate", "panels", "[{y: {of: over_one_step}}]"),
            item("loss_landscape", "name", "f"),
            item("drawn_prompts", "name", "f"),
            item("embedding", "name", "f"),
            item("estimators", "name", "f", "drawn", "subspaces", "measured", "subspaces"),
            item("energy_landscape", "name", "f", "steps", "[1, 3]"));

    private static final List<Map<String, String>> EXPECTATIONS =
            List.of(Map.of("metric", "alpha", "value", "1", "tolerance", "1e9"));

    private static final List<String> OVERRIDES = Stream.of(
                    Keys.ofExperiment(),
                    Keys.ofItems("evaluate", EVALUATIONS),
                    Keys.ofItems("figures", FIGURES),
                    Keys.ofItems("expect", EXPECTATIONS))
            .flatMap(List::stream)
            .toList();

    @TempDir
    private Path folder;

    private static Map<String, String> item(String kind, String... keysAndValues) {
        Map<String, String> item = new LinkedHashMap<>();
        item.put("kind", kind);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            item.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return item;
    }

    private static String list(List<Map<String, String>> items) {
        return "[" + String.join(", ", items.stream().map(Keys::flow).toList()) + "]";
    }

    /** A recipe that runs in no time and has as much of everything as goes together. */
    private Path recipe(String task, String attention, String weights) throws IOException {
        boolean scalar = weights.equals("scalar"); // other weights have no energy
        String mixtures = task.contains("mixtures") ? "[bayes]" : "[bayes, projection]";
        return Files.writeString(
                folder.resolve("tiny.yaml"),
                """
                name: tiny
                data: {n: 2, L: 3, train: 4, test: 2, fresh: 3, baseline_draws: 5}
                model: {attention: %s, weights: %s}
                training: {epochs: 2, batch: 2, keep: [1]}
                evaluate: %s
                """.formatted(
                                        attention,
                                        weights,
                                        list(scalar ? EVALUATIONS : EVALUATIONS.subList(0, 3))
                                                .replace("[bayes, projection]", mixtures))
                        + task.formatted(EVERY_BASELINE));
    }

    @Property(cases = 200)
    void everyValueThatValidateAcceptsRuns(Draws draws) throws IOException {
        String override = draws.of(OVERRIDES);
        String weights = override.startsWith("figures") ? "scalar" : draws.of("scalar", "full");
        String task = override.startsWith("figures") ? TASKS.getFirst() : draws.of(TASKS);
        Path recipe = recipe(task, draws.of("linear", "softmax"), weights);
        checkAgreement(recipe, override);
    }

    private void checkAgreement(Path recipe, String override) {
        CommandLineRunner valid = workbench("validate", recipe, "--set", override);
        if (valid.code() != 0) {
            assertThat(valid.err().lines())
                    .as(override)
                    .isNotEmpty()
                    .allMatch(line -> line.matches(".*tiny\\.yaml:\\d+:\\d+: .+|--set .+: .+"));
        } else if (!override.matches(".*[0-9]{5}.*") || override.contains("seed")) { // larger ones take time or memory
            CommandLineRunner ran =
                    workbench("run", recipe, "--set", override, "--out", folder.resolve("run"), "--threads", 1);
            assertThat(ran.code()).as("%s%n%s", override, ran.err()).isNotEqualTo(2);
            assertThat(ran.err().lines().filter(line -> line.startsWith("workbench: ")))
                    .as("%s: only what diverges cannot be known before", override)
                    .allMatch(line -> line.contains("must stay finite") || line.contains("estimates must be finite"));
            assertThat(ran.out()).doesNotContain("found nothing");
        }
    }

    /** Else what is changed of them would be refused for another reason. */
    @Test
    void everyItemIsValidAsItStands() throws IOException {
        for (String task : TASKS) {
            for (String attention : List.of("linear", "softmax")) {
                for (String weights : List.of("full", "scalar")) {
                    CommandLineRunner said = workbench("validate", recipe(task, attention, weights));
                    assertThat(said.code()).as(said.err()).isZero();
                }
            }
        }
        Path recipe = recipe(TASKS.getFirst(), "softmax", "scalar");
        for (Map<String, String> figure : FIGURES) {
            CommandLineRunner said = workbench("validate", recipe, "--set", "figures=" + list(List.of(figure)));
            assertThat(said.code()).as(said.err()).isZero();
        }
        CommandLineRunner said = workbench("validate", recipe, "--set", "expect=" + list(EXPECTATIONS));
        assertThat(said.code()).as(said.err()).isZero();
    }

    /** Each on the fourth line of a recipe; {@code run} says the same, and writes nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training: {epochs: 2, batch: 2, decay: {factor: 10, at: [0.5]}} | 49 | training.decay.factor must be a finite number"
                        + " > 0 and <= 1, got 10",
                "data: {n: 2000000000, L: 3} | 11 | data.n must be a whole number >= 1 and <= 65536, got 2000000000",
                "data: {n: 65537, L: 3} | 11 | data.n must be a whole number >= 1 and <= 65536, got 65537",
                "data: {n: 2, L: 1000000001} | 17 | data.L must be a whole number >= 1 and <= 1000000000, got 1000000001",
                "data: {n: 2, L: 3, train: 1000000001} | 27 | data.train must be a whole number >= 0 and <= 1000000000",
                "data: {n: 2, L: 3, test: 1000000001} | 26 | data.test must be a whole number >= 0 and <= 1000000000",
                "data: {n: 2, L: 3, fresh: 1000000001} | 27 | data.fresh must be a whole number >= 0 and <= 1000000000",
                "data: {n: 2, L: 3, baseline_draws: 1000000001} | 36 | data.baseline_draws must be a whole number >= 0 and"
                        + " <= 1000000000",
                "data: {n: 65536, L: 3, fresh: 1} | 11 | data.n: an n x n matrix must be at most 2147483639 numbers, got 4294967296,"
                        + " with data.n 65536 and data.L 3; so data.n must be at most 46340",
                "data: {n: 3, L: 3, fresh: 1000000000} | 27 | data.fresh: the queries of 1000000000 prompts, n each, must be at"
                        + " most 2147483639 numbers, got 3000000000, with data.n 3 and data.L 3; so data.fresh must be at most"
                        + " 715827879",
                "data: {n: 2, L: 1000000000, fresh: 99} | 36 | data.fresh: 16 prompts of n x L tokens must be at most 2147483639"
                        + " numbers, got 32000000000, with data.n 2 and data.L 1000000000; so data.L must be at most 67108848",
                "figures: [{kind: training, name: f}] | 11 | figures: f must come with training, a trial of this recipe has none",
                "figures: [{kind: loss_landscape, name: f}] | 11 | figures: f must show an evaluation of kind loss_landscape, got"
                        + " 'loss_landscape', which no trial has",
                "figures: [{kind: energy_landscape, name: f}] | 11 | figures: f must show a trial with an evaluation of kind"
                        + " energy_landscape, got none",
                "figures: [{kind: curves, name: f, x: {of: case}, panels: [{y: {of: alpha}}]}] | 59 | figures.panels must have"
                        + " something to show, got no alpha of a trial at {} with numbers for case and model",
                "expect: [{metric: alpha, at: {model: bayes}, value: 1, tolerance: 1}] | 10 | expect: there must be alpha to find,"
                        + " got none at {model=bayes}",
                "evaluate: [{kind: drawn_prompts, prompts: 9999999}] | 12 | evaluate: prompts must find so many fresh prompts",
            })
    void withLineColumnAndKey(String line, int column, String says) throws IOException {
        Path recipe = Files.writeString(folder.resolve("r.yaml"), """
                name: r
                task: {kind: subspaces, d: 1, variance: 1, noise_variance: 1}
                model: {attention: softmax}
                %s
                %s""".formatted(
                        line, line.startsWith("data") ? "" : "data: {n: 2, L: 3, train: 4, test: 2}\n"));
        Path out = folder.resolve("out");
        for (CommandLineRunner said : List.of(workbench("validate", recipe), workbench("run", recipe, "--out", out))) {
            assertThat(said.code()).as(said.err()).isEqualTo(2);
            assertThat(said.err()).contains(recipe + ":4:" + column + ": " + says);
        }
        assertThat(out).doesNotExist();
    }

    /** Queries and targets of 100 million prompts, two numbers of eight bytes each, are more than the heap of the tests. */
    @Test
    void whatNoMemoryHolds() throws IOException {
        Path recipe = recipe(TASKS.getFirst(), "softmax", "full");
        long bytes = 100_000_000L * 2 * 2 * Double.BYTES;
        assertThat(bytes)
                .isEqualTo(3_200_000_000L)
                .isGreaterThan(Runtime.getRuntime().maxMemory());
        CommandLineRunner said = workbench("validate", recipe, "--set", "data.train=100000000");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("data.train: its prompts must fit in memory, got 3.2 GB where Java has ");
    }

    /** Contexts that are too many for memory lie on disk, if it has room for them. */
    @Test
    void whatNoDiskHolds() throws IOException {
        Path recipe = recipe(TASKS.getFirst(), "softmax", "full");
        CommandLineRunner said =
                workbench("validate", recipe, "--set", "data.train=1000000", "--set", "data.L=60000000");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("data.train: its prompts, which are too many for memory, must fit in ")
                .containsPattern(
                        ", got 480 TB where .* is free, with data.n [0-9]+ and data.L 60000000; WORKBENCH_JAVA_OPTS="
                                + "-Djava.io.tmpdir=... names another folder\n");
    }

    @Test
    void numbersOfThreads() throws IOException {
        Path recipe = recipe(TASKS.getFirst(), "softmax", "full");
        for (String command : List.of("validate", "run")) {
            CommandLineRunner said = workbench(command, recipe, "--threads", 2147483647);
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).startsWith("workbench: --threads must be <= 1024, got 2147483647");
        }
        assertThat(workbench("validate", recipe, "--threads", 1024).code()).isZero();
    }
}
