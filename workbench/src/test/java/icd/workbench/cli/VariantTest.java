package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes that extend others, from the command line. */
class VariantTest {

    private static final Path FIG7 = Path.of("../recipes/fig7.yaml");

    @TempDir
    private Path scratch;

    @Test
    void validateSaysWhatItExtends() {
        assertThat(workbench("validate", FIG7).out().strip())
                .isEqualTo(FIG7 + ": valid, 24 trials, 2 figures; extends ../recipes/fig3.yaml");
    }

    /** Pieces in a row of which the same is to be said have one line. */
    @Test
    void aDryRunSaysSoToo() {
        assertThat(workbench("run", FIG7, "--dry-run", "--store", scratch).out())
                .startsWith("fig7: 24 trials")
                .contains(
                        "; extends ../recipes/fig3.yaml",
                        "to mixtures-softmax-seed6 (24): 200 epochs on 800 prompts of 500 tokens; new\n",
                        "  baselines of spheres: new\n",
                        "  baselines of mixtures: new\n")
                .doesNotContain("subspaces");
    }

    /** The files of a run do not need the other file. */
    @Test
    void aRunIsCompleteInItself() throws IOException {
        Path small = Files.writeString(scratch.resolve("small.yaml"), """
                name: small
                data: {n: 6, L: 20, train: 20, test: 5, fresh: 5, baseline_draws: 100}
                model: {attention: linear}
                task: {kind: subspaces, d: 3, variance: 2, noise_variance: 1}
                training: {epochs: 2, batch: 10}
                """);
        Path variant = Files.writeString(
                scratch.resolve("variant.yaml"), "extends: small.yaml\nname: variant\nmodel: {attention: softmax}\n");
        CommandLineRunner said = workbench("run", variant, "--out", scratch.resolve("run"), "--set", "data.L=10");
        assertThat(said.code()).as(said.err()).isZero();
        Files.delete(small);
        Path resolved = scratch.resolve("run/recipe.yaml");
        assertThat(resolved).content().contains("attention: softmax", "L: 10").doesNotContain("extends");
        assertThat(workbench("run", resolved, "--out", scratch.resolve("again")).code())
                .isZero();
        assertThat(scratch.resolve("again/summary.json")).hasSameTextualContentAs(scratch.resolve("run/summary.json"));
        assertThat(workbench("validate", variant).err())
                .contains("variant.yaml:1:10: extends: ", "small.yaml: no such file; recipes there: variant.yaml");
    }
}
