package icd.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.workbench.recipe.Recipe;
import icd.workbench.result.Expectation;
import icd.workbench.result.RunResult;
import icd.workbench.run.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A loss that theory knows is stated, not drawn: the word exact stands wherever its error would. */
class ExactBaselinesTest {

    private static final String RECIPE = """
            name: exact
            data: {n: 5, L: 10, fresh: 30, baseline_draws: 200}
            sweep: {data.seed: [1, 2, 3]}
            baselines: [bayes, zero, context_mean, nearest_token, {kind: bayes_by_sampling, samples: 9}]
            cases:
              subspaces: {task: {kind: subspaces, d: 2, variance: 3, noise_variance: 1}}
              mixtures: {task: {kind: mixtures, K: 4, radius: 1, variance: 0.02, noise_variance: 0.1}}
            expect:
              - {metric: mse_per_dim, at: {case: subspaces, model: context_mean}, value: 1.32, tolerance: 1e-9, source: theory}
            """;

    @TempDir
    private Path scratch;

    @Test
    void stateNoError() throws IOException {
        Recipe recipe = Recipe.parse("exact", RECIPE, List.of());
        RecipeRun done = TestRuns.run(recipe, scratch.resolve("run"), 1);
        RunResult run = done.result();
        assertThat(run.failures()).isEmpty();

        JsonNode all = done.summary().get("baselines");
        JsonNode bayes = only(all, "subspaces", "bayes");
        assertThat(bayes.get("mse_per_dim").asDouble()).isCloseTo(2 * 3 / 4.0 / 5, within(1e-15));
        assertThat(bayes.get("exact").asBoolean()).isTrue();
        assertThat(bayes.has("standard_error") || bayes.has("draws")).isFalse();
        assertThat(only(all, "subspaces", "context_mean").get("mse_per_dim").asDouble())
                .as("within an instance a token varies by d sigma_0^2")
                .isCloseTo(2 * 3 / 5.0 * 1.1, within(1e-15));
        assertThat(only(all, "mixtures", "zero").get("mse_per_dim").asDouble()).isCloseTo(1.1 / 5, within(1e-15));
        assertThat(only(all, "mixtures", "context_mean").get("mse_per_dim").asDouble())
                .isCloseTo((1 - 1 / 4.0 + 0.1) / 5 * 1.1, within(1e-15));
        all.properties().stream()
                .flatMap(group -> group.getValue().properties().stream())
                .filter(baseline -> baseline.getKey().startsWith("nearest")
                        || baseline.getKey().startsWith("bayes_by"))
                .forEach(baseline -> {
                    assertThat(baseline.getValue().has("exact")).isFalse();
                    assertThat(baseline.getValue().get("draws").asInt())
                            .isEqualTo(baseline.getKey().startsWith("nearest") ? 30 : 200);
                });

        String observations = Files.readString(done.path().resolve("observations.csv"));
        assertThat(observations.lines().filter(line -> line.contains(",zero,")))
                .hasSize(2)
                .contains("mse_per_dim,1.2,0.0,exact,,subspaces,zero,,");
        String table = ResultTable.of(run);
        assertThat(table.lines().filter(line -> line.contains(" zero ") || line.contains(" context_mean ")))
                .hasSize(4)
                .allMatch(line -> line.matches(".* 0?1?\\.[0-9]+ +exact.*"));
        assertThat(table.lines().filter(line -> line.contains(" nearest_token ")))
                .hasSize(2)
                .noneMatch(line -> line.contains("exact"));
        assertThat(table).contains("exact: known by theory");
        Expectation met = done.expectations().getFirst();
        assertThat(met.met()).isTrue();
        assertThat(met.found()).isEqualTo("1.32 exact");
        JsonNode expectation = done.summary().get("expectations").get(0);
        assertThat(expectation.get("exact").asBoolean()).isTrue();
        assertThat(expectation.has("standard_error")).isFalse();
        assertThat(Files.readString(done.path().resolve("report.html"))).contains(" exact</td>");
        assertThat(RunFiles.read(done.path()).baselines()).isEqualTo(run.baselines());
    }

    /** One number for all seeds, whichever group it is in. */
    private static JsonNode only(JsonNode groups, String caseName, String baseline) {
        List<JsonNode> found = groups.properties().stream()
                .filter(group ->
                        group.getKey().startsWith(caseName) && group.getValue().has(baseline))
                .map(group -> group.getValue().get(baseline))
                .toList();
        assertThat(found).as(baseline).hasSize(1);
        return found.getFirst();
    }

    /** The number of draws concerns what is drawn alone. */
    @Test
    void dependOnNoDraws() throws IOException {
        List<String> known = List.of("baselines=[bayes,zero,context_mean]", "cases.mixtures.baselines=[zero]");
        Recipe one = Recipe.parse("exact", RECIPE, known);
        List<String> other = List.of(known.get(0), known.get(1), "data.baseline_draws=7", "data.fresh=3");
        assertThat(Recipe.parse("exact", RECIPE, other).trials()).hasSameSizeAs(one.trials());
        assertThat(TestRuns.run(Recipe.parse("exact", RECIPE, other), scratch.resolve("b"), 1)
                        .result()
                        .baselines())
                .isEqualTo(TestRuns.run(one, scratch.resolve("a"), 1).result().baselines());
    }
}
