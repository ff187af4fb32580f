package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.SMALL;
import static icd.workbench.recipe.Recipes.fault;
import static icd.workbench.recipe.Recipes.faultOfFig3;
import static icd.workbench.recipe.Recipes.ids;
import static icd.workbench.recipe.Recipes.read;
import static icd.workbench.recipe.Recipes.readFig3;
import static org.assertj.core.api.Assertions.assertThat;

import icd.task.Mixtures;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.train.Optimiser;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    private static final String TWO_OPTIMISERS = SMALL
            + "cases: {a: {training: {optimiser: {kind: sgd, rate: 0.05}}}, b: {training: {optimiser: {rate: 0.02}}}}\n";

    private static Map<String, Integer> epochs(Recipe recipe) {
        return recipe.trials().stream()
                .collect(Collectors.toMap(
                        TrialSpec::caseName,
                        trial -> trial.training().orElseThrow().epochs(),
                        (a, b) -> {
                            assertThat(a).isEqualTo(b);
                            return a;
                        }));
    }

    @Test
    void withoutOverridesACaseKeepsItsOwn() {
        assertThat(epochs(readFig3())).isEqualTo(Map.of("subspaces", 100, "spheres", 200, "mixtures", 200));
    }

    @Test
    void aBarePathSetsTheTopAndEveryCase() {
        Recipe recipe = readFig3("training.epochs=6");
        assertThat(epochs(recipe)).isEqualTo(Map.of("subspaces", 6, "spheres", 6, "mixtures", 6));
        assertThat(recipe.trials()).hasSize(36);
    }

    @Test
    void aCasePathSetsOneCase() {
        assertThat(epochs(readFig3("cases.mixtures.training.epochs=6")))
                .isEqualTo(Map.of("subspaces", 100, "spheres", 200, "mixtures", 6));
    }

    @Test
    void aLaterOverrideWins() {
        assertThat(epochs(readFig3("cases.mixtures.training.epochs=6", "training.epochs=5")))
                .isEqualTo(Map.of("subspaces", 5, "spheres", 5, "mixtures", 5));
        assertThat(epochs(readFig3("training.epochs=5", "cases.mixtures.training.epochs=6")))
                .isEqualTo(Map.of("subspaces", 5, "spheres", 5, "mixtures", 6));
    }

    @Test
    void thePathOfAnAxisGivesItOneValueAndKeepsTheIds() {
        Recipe recipe = readFig3("training.seed=3", "model.attention=linear");
        assertThat(ids(recipe))
                .containsExactly("subspaces-linear-seed3", "spheres-linear-seed3", "mixtures-linear-seed3");
        assertThat(ids(readFig3())).containsAll(ids(recipe));
    }

    @Test
    void anAxisCanBeChangedAddedAndAllRemoved() {
        assertThat(readFig3("sweep.training.seed=[7, 8]").trials())
                .extracting(trial -> trial.training().orElseThrow().seed())
                .containsOnly(7L, 8L)
                .hasSize(12);
        assertThat(ids(readFig3("training.seed=1", "sweep.data.L=[50, 100]")))
                .startsWith("subspaces-linear-seed1-L50", "subspaces-linear-seed1-L100")
                .hasSize(12);
        assertThat(ids(readFig3("sweep={}"))).containsExactly("subspaces", "spheres", "mixtures");
        assertThat(ids(readFig3("sweep={}", "cases={}", "task={kind: spheres, d: 2, radius: 1, noise_variance: 1}")))
                .containsExactly("fig3");
    }

    @Test
    void anAxisOfAZipIsHeldInStep() {
        String zip = SMALL + "zip: {data.n: [16, 32], task.d: [4, 8], training.seed: [1, 2]}";
        assertThat(ids(read(zip, "task.d=2"))).containsExactly("n16-d2-seed1", "n32-d2-seed2");
        assertThat(ids(read(zip, "task.d=2", "data.n=8", "training.seed=5"))).containsExactly("n8-d2-seed5");
    }

    @Test
    void aKeyThatOnlyCasesHaveIsSetThere() {
        Recipe recipe = readFig3("task.d=4");
        assertThat(recipe.trials().getFirst().task()).isEqualTo(new Subspaces(16, 4, 2, 1));
        assertThat(recipe.trials().get(12).task()).isEqualTo(new Spheres(16, 4, 1, 0.1));
        assertThat(recipe.trials().getLast().task()).isEqualTo(new Mixtures(16, 8, 1, 0.02, 0.1));
        assertThat(readFig3("task.noise_variance=0.5").trials())
                .allMatch(trial -> trial.task().noiseVariance() == 0.5);
    }

    @Test
    void aDefaultThatNobodyWroteCanBeOverridden() {
        assertThat(read(SMALL, "training.optimiser.rate=0.5")
                        .trials()
                        .getFirst()
                        .training()
                        .orElseThrow()
                        .optimiser())
                .isEqualTo(new Optimiser.Adam(0.5, 0.9, 0.999, 1e-8));
        List<TrialSpec> trials =
                read(TWO_OPTIMISERS, "training.optimiser.momentum=0.9").trials();
        assertThat(trials.getFirst().training().orElseThrow().optimiser()).isEqualTo(new Optimiser.Sgd(0.05, 0.9));
        assertThat(trials.getLast().training().orElseThrow().optimiser())
                .isEqualTo(new Optimiser.Adam(0.02, 0.9, 0.999, 1e-8));
        trials = read(TWO_OPTIMISERS, "training.optimiser.rate=0.5").trials();
        assertThat(trials)
                .allMatch(trial -> trial.training().orElseThrow().optimiser().rate() == 0.5);
    }

    @Test
    void anotherKindKeepsTheKeysThatItKnows() {
        assertThat(readFig3("training.optimiser.kind=sgd").trials())
                .allMatch(trial -> trial.training().orElseThrow().optimiser().equals(new Optimiser.Sgd(0.01, 0)));
        assertThat(read(SMALL, "task.kind=spheres", "task.radius=3")
                        .trials()
                        .getFirst()
                        .task())
                .isEqualTo(new Spheres(16, 8, 3, 1));
    }

    @Test
    void valuesAreYaml() {
        Recipe recipe = read(
                SMALL,
                "title=A b",
                "reproduces=''",
                "training.keep=[1, 5]",
                "training.optimiser={kind: sgd, rate: 1e-1, momentum: 0.9}",
                "data.baseline_draws=1e4",
                "title='A: b'");
        assertThat(recipe.title()).isEqualTo("A: b");
        TrialSpec trial = recipe.trials().getFirst();
        assertThat(trial.training().orElseThrow().keep()).containsExactly(1, 5);
        assertThat(trial.training().orElseThrow().optimiser()).isEqualTo(new Optimiser.Sgd(0.1, 0.9));
        assertThat(trial.data().baselineDraws()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            training.epochs=abc             | training.epochs must be a whole number >= 1, got 'abc'
            cases.mixtures.training.epochs=0 | training.epochs must be a whole number >= 1, got 0
            training.epochs                 | must be path=value, as in training.epochs=6
            =6                              | must be path=value, as in training.epochs=6
            training.epochs=                | there must be a value after '='; '' is the empty text
            training..epochs=6              | a path must be keys joined by dots, got 'training..epochs'
            trainng.epochs=6                | unknown key 'trainng' in the recipe, did you mean 'training'? known keys: name, title, reproduces, caption, differs, data, task, transform, model, training, baselines, evaluate, cases, sweep, zip, repeats, claims, figures, expect
            epochs=6                        | unknown key 'epochs' in the recipe, did you mean training.epochs? known keys: name, title, reproduces, caption, differs, data, task, transform, model, training, baselines, evaluate, cases, sweep, zip, repeats, claims, figures, expect
            training.epoch=6                | unknown key 'epoch' in training, did you mean 'epochs'? known keys: epochs, batch, prompts, precision, optimiser, decay, schedule, clip, order, seed, keep, stop, weights_kept, trained
            training.optimiser.momentum=0.9 | unknown key 'momentum' in training.optimiser of kind adam, which only sgd has; known keys: rate, beta1, beta2, epsilon
            data.n.x=6                      | data.n has no keys, got 'x'; set it as a whole
            figures.name=a                  | figures has no keys, got 'name'; set it as a whole
            cases.mixture.training.epochs=6 | unknown case 'mixture', did you mean 'mixtures'? known cases: subspaces, spheres, mixtures
            cases.mixtures.trainin.epochs=6 | unknown key 'trainin' in the recipe, did you mean 'training'? known keys: data, task, transform, model, training, baselines, evaluate
            sweep.training.sed=[1]          | unknown key 'sed' in training, did you mean 'seed'? known keys: epochs, batch, prompts, precision, optimiser, decay, schedule, clip, order, seed, keep, stop, weights_kept, trained
            sweep.training.seed=3           | sweep.training.seed must be a list of one or more values, got 3
            training.keep=[1,2              | not valid YAML while parsing a flow sequence: expected ',' or ']', but got <stream end>
            training.batch=801              | training.batch must be <= data.train, got 801 where data.train is 800 (fig3.yaml:23:10)
            """)
    void aWrongOverrideIsNamedInFull(String override, String message) {
        assertThat(faultOfFig3(override)).isEqualTo("--set " + override + ": " + message);
    }

    @Test
    void aKeyInsideAnAxisIsRefused() {
        assertThat(fault(SMALL + "sweep: {training.optimiser: [{kind: adam}]}", "training.optimiser.rate=0.1"))
                .isEqualTo(
                        "--set training.optimiser.rate=0.1: training.optimiser is an axis of the sweep (r.yaml:6:9); "
                                + "set sweep.training.optimiser instead");
        assertThat(faultOfFig3("cases.spheres.training.seed=9"))
                .startsWith("--set cases.spheres.training.seed=9: training.seed must not stand in case 'spheres'");
        assertThat(fault(SMALL, "cases.a.data.n=3")).endsWith("the recipe has no cases, got 'a'");
    }
}
