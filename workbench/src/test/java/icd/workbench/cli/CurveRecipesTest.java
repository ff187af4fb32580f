package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of curves at reduced size, end to end: they run, and draw all of their figures. */
class CurveRecipesTest {

    @TempDir
    private Path scratch;

    private void draws(String recipe, List<String> figures, String... overrides) {
        List<Object> args = new ArrayList<>(List.of("run", "../recipes/" + recipe + ".yaml"));
        for (String override : overrides) {
            args.addAll(List.of("--set", override));
        }
        args.addAll(List.of("--out", scratch.resolve(recipe)));
        CommandLineRunner said = workbench(args.toArray());
        assertThat(said.err()).doesNotContain("must");
        assertThat(said.code()).as(said.err()).isZero();
        for (String figure : figures) {
            for (String kind : List.of("svg", "pdf", "png", "csv")) {
                assertThat(scratch.resolve(recipe).resolve("figures").resolve(figure + "." + kind))
                        .exists();
            }
        }
    }

    @Test
    void figure4a() {
        draws(
                "fig4a",
                List.of("fig4a"),
                "training.epochs=2",
                "data.train=80",
                "data.test=10",
                "data.fresh=20",
                "training.seed=1",
                "data.seed=1");
    }

    @Test
    void figure4b() {
        draws(
                "fig4b",
                List.of("fig4b"),
                "training.epochs=2",
                "data.train=80",
                "data.test=10",
                "evaluate=[{kind: shift, name: own_length, d: [1, 15], prompts: 10}]",
                "cases.L500.evaluate=[{kind: shift, name: own_length, d: [1, 15], prompts: 10},"
                        + " {kind: shift, name: all_lengths, d: [1, 15], L: [30, 500], prompts: 10}]",
                "training.seed=1",
                "data.seed=1");
    }

    @Test
    void oneStepOrMany() {
        draws(
                "one-step-or-many",
                List.of("one-step-or-many", "trained-one-step-or-many"),
                "data.fresh=10",
                "data.baseline_draws=10",
                "data.L=20");
    }

    @Test
    void collapse() {
        draws("collapse", List.of("collapse", "steps-at-any-beta"), "model.init.beta=9", "data.L=1000", "data.fresh=4");
    }
}
