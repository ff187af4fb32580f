package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.SMALL;
import static icd.workbench.recipe.Recipes.read;
import static org.assertj.core.api.Assertions.assertThat;

import icd.attention.Initialisation;
import icd.train.Optimiser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolvedTest {

    private static void roundTrips(Recipe recipe) {
        assertThat(Recipe.parse("recipe.yaml", recipe.resolved(), List.of())).isEqualTo(recipe);
    }

    @Test
    void aResolvedRecipeSaysEveryDefault() {
        assertThat(read(SMALL, "training.keep=[1,2]", "title=A b").resolved()).isEqualTo("""
                        name: small
                        title: "A b"
                        reproduces: ""
                        differs: []
                        data:
                          n: 16
                          L: 50
                          train: 80
                          test: 20
                          drawn: separately
                          fresh: 4000
                          baseline_draws: 1000000
                          seed: 0
                        task:
                          kind: subspaces
                          d: 8
                          variance: 2
                          noise_variance: 1
                          drift: 0
                        model:
                          attention: linear
                          weights: full
                          query: masked
                          position:
                            kind: none
                          residual: false
                          norm: none
                          heads: 1
                          layers: 1
                          tied: false
                          step: 1
                          scales: fixed
                          context: fixed
                          mask: full
                          mlp: 0
                          activation: relu
                          init:
                            kind: uniform
                        training:
                          epochs: 10
                          batch: 8
                          prompts: fixed
                          precision: float32
                          optimiser:
                            kind: adam
                            rate: 0.01
                            beta1: 0.9
                            beta2: 0.999
                            epsilon: 1e-8
                          decay:
                            factor: 0.1
                            at: []
                          order: data
                          seed: 0
                          keep: [1, 2]
                          weights_kept: last
                          trained: []
                        baselines: [zero, bayes]
                        evaluate: []
                        repeats: []
                        claims: []
                        figures: []
                        expect: []
                        """);
    }

    @Test
    void readingAResolvedRecipeGivesTheSameRecipe() {
        roundTrips(Recipes.readFig3());
        roundTrips(Recipes.readFig3("training.epochs=6", "training.seed=2", "cases.mixtures.data.L=20"));
        roundTrips(read(SMALL + "cases: {a: {training: {optimiser: {kind: sgd, rate: 1}}}, b: {}}\n"
                + "sweep: {data.L: [1, 2], model.init: [{kind: identity, alpha: -0.5, beta: -0.5}, {kind: normal, standard_deviation: 1e-3}]}\n"
                + "zip: {data.n: [20, 30], data.seed: [3, 4]}\n"));
    }

    /** A default of a case's own optimiser would otherwise stand where the axis puts its values. */
    @Test
    void anAxisOverADefaultOfACaseRoundTrips() {
        Recipe recipe = read(SMALL + "cases: {a: {training: {optimiser: {kind: sgd, rate: 1}}}}\n"
                + "sweep: {training.optimiser.momentum: [0.1, 0.2]}\n");
        assertThat(recipe.trials().getLast().training().orElseThrow().optimiser())
                .isEqualTo(new Optimiser.Sgd(1, 0.2));
        roundTrips(recipe);
    }

    @Test
    void overridesMeanTheSameOnAResolvedRecipe() {
        for (String override :
                List.of("training.optimiser.kind=sgd", "training.epochs=6", "task.d=3", "model.init.kind=uniform")) {
            String resolved = Recipes.readFig3().resolved();
            assertThat(Recipe.parse("recipe.yaml", resolved, List.of(override))).isEqualTo(Recipes.readFig3(override));
        }
    }

    @Test
    void minusNoughtIsNought() {
        Recipe recipe = read(SMALL, "model.init={kind: identity, alpha: -0.0, beta: -0.0}");
        assertThat(recipe.trials()
                        .getFirst()
                        .model()
                        .orElseThrow()
                        .inits()
                        .findFirst()
                        .orElseThrow())
                .isEqualTo(new Initialisation.Identity(0.0, 0.0));
        roundTrips(recipe);
    }

    @Test
    void layoutDoesNotMatter() {
        String other = """
                # the same, spelt otherwise
                training:
                    batch: 8.0
                    epochs: 1e1
                "model": {"attention": "linear"}
                task: {noise_variance: 1.0, variance: 20e-1, d: 8, kind: subspaces}
                data: {test: 20, train: 80, L: 50, n: &n 16, seed: 0}
                name: small
                """;
        assertThat(read(other)).isEqualTo(read(SMALL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "no",
                "Yes",
                "null",
                "12:30",
                "010",
                "1e3",
                "a: b",
                "# x",
                " x ",
                "\"q\" \\ '",
                "é ∑ 😀",
                "\u0085\u2028\uFEFF",
                "a\nb\tc\r",
                "",
                "- x",
                "\u0001\u007f"
            })
    void anyTextSurvives(String title) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : title.toCharArray()) {
            quoted.append(String.format("\\u%04x", (int) c));
        }
        boolean pair = title.codePoints().anyMatch(c -> c > 0xFFFF);
        Recipe recipe = read(SMALL + "title: " + (pair ? "'" + title + "'" : quoted + "\""));
        assertThat(recipe.title()).isEqualTo(title);
        roundTrips(recipe);
    }

    /** PyYAML still reads YAML 1.1. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "False", "null", "yes", "No", "on", "off"})
    void wordsThatOlderReadersTakeForSomethingElseAreQuoted(String word) {
        assertThat(read(SMALL + "title: '" + word + "'").resolved()).contains("title: \"" + word + "\"\n");
        assertThat(read(SMALL + "title: other").resolved()).contains("title: other\n");
    }

    @Test
    void whatDeterminesATrialIsAllButItsBaselines() {
        TrialSpec trial = Recipes.readFig3().trials().get(20);
        TrialSpec alone = read("name: alone\n" + trial.determining()).trials().getFirst();
        assertThat(alone.determining()).isEqualTo(trial.determining());
        assertThat(alone.task()).isEqualTo(trial.task());
        assertThat(alone.model()).isEqualTo(trial.model());
        assertThat(alone.training()).isEqualTo(trial.training());
        assertThat(alone.data().seed()).isEqualTo(trial.data().seed());
        assertThat(trial.determining()).contains("seed: 3").doesNotContain("baseline");
    }
}
