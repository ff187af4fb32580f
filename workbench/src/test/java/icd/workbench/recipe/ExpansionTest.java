package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.SMALL;
import static icd.workbench.recipe.Recipes.ids;
import static icd.workbench.recipe.Recipes.read;
import static org.assertj.core.api.Assertions.assertThat;

import icd.attention.Architecture;
import icd.attention.Potential;
import icd.denoise.Baseline;
import icd.describe.Kinds;
import icd.describe.Schema.Family;
import icd.kernel.Precision;
import icd.task.Mixtures;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.train.Decay;
import icd.train.Optimiser;
import icd.train.OrderedBy;
import icd.train.WeightsKept;
import icd.workbench.figures.Bars;
import icd.workbench.figures.TrainingFigure;
import icd.workbench.figures.WeightsFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpansionTest {

    @Test
    void figure3IsThirtySixTrialsInTheOrderOfTheFile() {
        List<String> expected = new ArrayList<>();
        for (String name : List.of("subspaces", "spheres", "mixtures")) {
            for (String attention : List.of("linear", "softmax")) {
                for (int seed = 1; seed <= 6; seed++) {
                    expected.add(name + "-" + attention + "-seed" + seed);
                }
            }
        }
        assertThat(ids(Recipes.readFig3())).hasSize(36).isEqualTo(expected);
    }

    @Test
    void figure3BindsToThePapersNumbers() {
        Recipe recipe = Recipes.readFig3();
        DataSpec data =
                new DataSpec(16, 500, 800, 200, Drawn.SEPARATELY, 4000, 250_000, 2, Optional.empty(), Optional.empty());
        Optimiser adam = new Optimiser.Adam(0.01, 0.9, 0.999, 1e-8);
        Decay decay = new Decay(0.1, List.of(0.8, 0.9));
        TrialSpec first = recipe.trials().getFirst();
        assertThat(first.caseName()).isEqualTo("subspaces");
        assertThat(first.experiment())
                .isEqualTo(new Experiment(
                        data,
                        new Subspaces(16, 8, 2, 1),
                        Optional.empty(),
                        Optional.of(Architecture.plain(new Potential.Linear())),
                        Optional.of(new TrainingSpec(
                                100,
                                80,
                                EpochPrompts.FIXED,
                                Precision.FLOAT32,
                                adam,
                                decay,
                                Optional.empty(),
                                Optional.empty(),
                                OrderedBy.DATA,
                                1,
                                List.of(),
                                Optional.empty(),
                                WeightsKept.LAST,
                                List.of())),
                        baselines("zero", "bayes"),
                        List.of()));
        assertThat(recipe.trials().getLast().experiment())
                .isEqualTo(new Experiment(
                        data,
                        new Mixtures(16, 8, 1, 0.02, 0.1),
                        Optional.empty(),
                        Optional.of(Architecture.plain(new Potential.Softmax())),
                        Optional.of(new TrainingSpec(
                                200,
                                80,
                                EpochPrompts.FIXED,
                                Precision.FLOAT32,
                                adam,
                                decay,
                                Optional.empty(),
                                Optional.empty(),
                                OrderedBy.DATA,
                                6,
                                List.of(),
                                Optional.empty(),
                                WeightsKept.LAST,
                                List.of())),
                        baselines("zero", "bayes", "zero_variance"),
                        List.of()));
        assertThat(recipe.figures())
                .containsExactly(
                        new TrainingFigure("fig3a", true, Bars.RANGE, 171),
                        new WeightsFigure("fig3b", List.of(WeightsFigure.Stage.values()), 171));
    }

    private static List<Baseline> baselines(String... names) {
        Family family = Kinds.family(Baseline.class);
        return Stream.of(names)
                .map(name -> (Baseline) family.named(name).make(Map.of(), Map.of()))
                .toList();
    }

    @Test
    void withoutCasesAndAxesThereIsOneTrialNamedAfterTheRecipe() {
        assertThat(ids(read(SMALL))).containsExactly("small");
        assertThat(read(SMALL).trials().getFirst().caseName()).isEmpty();
    }

    @Test
    void theLastAxisVariesFastestAndAZipFasterStill() {
        String text = SMALL + "zip: {data.train: [80, 90], task.d: [2, 4]}\n"
                + "sweep: {data.L: [1, 2], model.attention: [softmax, linear]}\n";
        assertThat(ids(read(text)))
                .containsExactly(
                        "L1-softmax-train80-d2",
                        "L1-softmax-train90-d4",
                        "L1-linear-train80-d2",
                        "L1-linear-train90-d4",
                        "L2-softmax-train80-d2",
                        "L2-softmax-train90-d4",
                        "L2-linear-train80-d2",
                        "L2-linear-train90-d4");
    }

    @Test
    void axesReachDefaultsAndWholeMappings() {
        String text = SMALL + """
                sweep:
                  training.optimiser: [{kind: adam, rate: 0.02}, {kind: sgd, rate: 0.1}, {kind: sgd, rate: 0.2}]
                  training.decay.at: [[], [0.5, 0.9]]
                """;
        Recipe recipe = read(text);
        assertThat(ids(recipe))
                .containsExactly("adam-at", "adam-at0.5_0.9", "sgd-at", "sgd-at0.5_0.9", "sgd-at-2", "sgd-at0.5_0.9-2");
        assertThat(recipe.trials().get(5).training().orElseThrow().optimiser()).isEqualTo(new Optimiser.Sgd(0.2, 0));
        assertThat(recipe.trials().get(5).training().orElseThrow().decay())
                .isEqualTo(new Decay(0.1, List.of(0.5, 0.9)));
    }

    @Test
    void aSweptKindDropsTheKeysItDoesNotKnow() {
        Recipe recipe =
                read(SMALL + "sweep: {training.optimiser.kind: [adam, sgd], training.optimiser.rate: [1e-2]}\n");
        assertThat(ids(recipe)).containsExactly("adam-rate0.01", "sgd-rate0.01");
        assertThat(recipe.trials().getLast().training().orElseThrow().optimiser())
                .isEqualTo(new Optimiser.Sgd(0.01, 0));
    }

    @Test
    void axesOfOneLastKeyAreToldApartInIds() {
        assertThat(ids(read(SMALL + "sweep: {data.seed: [0], training.seed: [1, 2]}\n")))
                .containsExactly("data_seed0-training_seed1", "data_seed0-training_seed2");
    }

    @Test
    void anAxisMayGiveWhatTheTopLacks() {
        String text = SMALL.replace("model: {attention: linear}\n", "") + "sweep: {model.attention: [softmax]}";
        assertThat(read(text).trials().getFirst().model()).contains(Architecture.plain(new Potential.Softmax()));
    }

    @Test
    void aCaseIsLaidOverKeyByKeyButAnotherKindReplaces() {
        String text = SMALL + "cases:\n  far: {task: {noise_variance: 9}}\n"
                + "  ball: {task: {kind: spheres, d: 2, radius: 1, noise_variance: 3}}\n";
        assertThat(read(text).trials())
                .extracting(TrialSpec::task)
                .containsExactly(new Subspaces(16, 8, 2, 9), new Spheres(16, 2, 1, 3));
    }

    @Test
    void idsAreSafeAsFileNamesAndDiffer() {
        String text =
                SMALL + "cases: {a: {}, A: {}}\nsweep: {task.variance: [1e-3, 2.5], training.keep: [[1, 2], [3]]}\n";
        List<String> ids = ids(read(text));
        assertThat(ids).allMatch(id -> id.matches("[A-Za-z0-9][A-Za-z0-9._-]*"));
        assertThat(ids.stream().map(String::toLowerCase))
                .doesNotHaveDuplicates()
                .hasSize(8);
    }
}
