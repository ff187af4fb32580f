package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.report.WrittenOtherwise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code workbench catalogue}: from recipes and runs to the page. */
class CatalogueTest {

    /** Given layers, whose alpha and beta are known to the digit. */
    private static final String RECIPE = """
            name: given
            title: A layer given
            reproduces: Nothing | in print
            differs: [in all]
            data: {n: 4, L: 10, fresh: 20, baseline_draws: 10}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: linear, weights: scalar, init: {kind: identity, alpha: 2, beta: 0.25}}
            baselines: []
            sweep: {model.attention: [linear, softmax]}
            expect:
              - {metric: alpha_beta, at: {model: linear_scalar}, value: 0.5, tolerance: 0.001, source: "a * b"}
              - {metric: alpha, value: 3, tolerance: 0.5, relation: at_least}
            """;

    private static final String PAGE = """
            # Mine
            <!-- catalogue overview: written by workbench catalogue -->
            old
            <!-- end of catalogue overview -->
            between
            <!-- catalogue results: written by workbench catalogue -->
            <!-- end of catalogue results -->
            after
            """;

    @TempDir
    private Path scratch;

    private Path page;
    private Path recipe;
    private Path runs;

    @BeforeEach
    void write() throws IOException {
        Path recipes = Files.createDirectory(scratch.resolve("recipes"));
        runs = Files.createDirectory(scratch.resolve("runs"));
        page = Files.writeString(recipes.resolve("README.md"), PAGE);
        recipe = Files.writeString(recipes.resolve("given.yaml"), RECIPE);
    }

    private CommandLineRunner catalogue() {
        return workbench("catalogue", page, "--runs", runs);
    }

    private void run(String name, Object... more) {
        Object[] args = {"run", recipe, "--out", runs.resolve(name)};
        CommandLineRunner said =
                workbench(java.util.stream.Stream.concat(java.util.Arrays.stream(args), java.util.Arrays.stream(more))
                        .toArray());
        assertThat(said.err()).doesNotContain("bug");
    }

    @Test
    void aRecipeWithWhatItsRunFound() throws IOException {
        run("first");
        assertThat(catalogue().code()).as(catalogue().err()).isZero();
        assertThat(Files.readString(page)).matches("""
                # Mine
                <!-- catalogue overview: written by workbench catalogue -->
                \\| recipe \\| what \\| trials \\| time \\| as expected \\|
                \\|---\\|---\\|---\\|---\\|---\\|
                \\| \\[`given.yaml`]\\(#given\\) \\| A layer given \\| 2 \\| [\\d.]+ m?s \\| 1 of 2 \\|

                Times are of whole runs, figures and all, on \\d+ threads, .*, Java 2.*; together [\\d.]+ m?s\\.
                <!-- end of catalogue overview -->
                between
                <!-- catalogue results: written by workbench catalogue -->
                ### given

                A layer given \\(\\[`given.yaml`]\\(given.yaml\\)\\)\\.

                - reproduces: Nothing \\\\\\| in print
                - differs: in all
                - measures: `fresh_mse_per_dim`, .*`alpha_beta`.*

                \\| metric \\| expected \\| source \\| found \\| \\|
                \\|---\\|---\\|---\\|---\\|---\\|
                \\| alpha_beta of linear_scalar \\| 0\\.5 ± 0\\.001 \\| a \\\\\\* b \\| 0\\.5 \\| met \\|
                \\| alpha \\| at least 2\\.5 \\|  \\| 2, mean over model, model\\.attention \\| \\*\\*not met\\*\\* \\|
                <!-- end of catalogue results -->
                after
                """);
        String once = Files.readString(page);
        assertThat(catalogue().code()).isZero();
        assertThat(page).hasContent(once);
    }

    /** A reader that has the old page open keeps it whole: the new one replaces it in one step. */
    @Test
    void thePageIsReplacedNotWrittenOver() throws IOException {
        run("first");
        Path old = Files.createLink(scratch.resolve("old.md"), page);
        assertThat(catalogue().code()).as(catalogue().err()).isZero();
        assertThat(old).hasContent(PAGE);
        assertThat(page).content().contains("### given");
    }

    /** Neither a run of other values nor one of another version counts as a run of the recipe. */
    @Test
    void withoutARunOfTheRecipeAsItStandsNothingIsWritten() throws IOException {
        run("other", "--set", "data.seed=7");
        run("older");
        WrittenOtherwise.provenance(runs.resolve("older"), "\"numerics_version\" : \\d+", "\"numerics_version\" : 0");
        CommandLineRunner said = catalogue();
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("got none of ", "given.yaml; make them with: workbench run ");
        assertThat(page).hasContent(PAGE);
    }

    @Test
    void theLatestRunIsTakenAndOneThatWasCompletedHasNoTime() throws IOException {
        run("first");
        run("second");
        run("second"); // finds all trials finished
        assertThat(catalogue().code()).isZero();
        assertThat(page).content().contains("| 2 | - | 1 of 2 |");
    }

    @Test
    void aPageWithoutTheMarksIsRefused() throws IOException {
        run("first");
        Files.writeString(page, "# Mine\n");
        CommandLineRunner said = catalogue();
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("the page must hold the lines '<!-- catalogue overview: written by workbench");
        assertThat(page).hasContent("# Mine\n");
    }

    @Test
    void aClaimThatSaidSomethingElseWhenItWasCheckedIsToBeCheckedAgain() throws IOException {
        Files.writeString(recipe, "name: given\nclaims: [hopfield-digits]\n");
        run("first");
        assertThat(catalogue().code()).isZero();
        assertThat(page).content().contains("| 1 claim |", "| 1 of 1 claims |", "| `hopfield-digits` | ");
        WrittenOtherwise.result(
                runs.resolve("first"),
                "claims/hopfield-digits.json",
                "\"hash\" : \"[0-9a-f]{8}",
                "\"hash\" : \"00000000");
        assertThat(catalogue().err()).contains("got none of ", "given.yaml");
    }
}
