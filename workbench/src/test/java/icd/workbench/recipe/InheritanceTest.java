package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.SMALL;
import static icd.workbench.recipe.Recipes.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import icd.attention.Potential;
import icd.task.Mixtures;
import icd.task.Spheres;
import icd.train.Decay;
import icd.train.Optimiser;
import icd.workbench.tree.RecipeException;
import icd.workbench.tree.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InheritanceTest {
    private static final String HEAD = "extends: fig3.yaml\nname: v\n";

    @TempDir
    Path folder;

    @BeforeEach
    void parents() throws IOException {
        write("fig3.yaml", Recipes.fig3());
        write("small.yaml", SMALL);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Reading reading(String text, String... overrides) throws IOException {
        return Reading.of(write("v.yaml", text), List.of(overrides));
    }

    private Recipe read(String text, String... overrides) throws IOException {
        return reading(text, overrides).recipe();
    }

    private String fault(String text, String... overrides) throws IOException {
        Path file = write("v.yaml", text);
        RecipeException e = catchThrowableOfType(RecipeException.class, () -> Reading.of(file, List.of(overrides)));
        return e == null ? "no fault found" : e.getMessage().replace(folder + "/", "");
    }

    private static <T> List<T> perTrial(Recipe recipe, Function<TrialSpec, T> value) {
        return recipe.trials().stream().map(value).distinct().toList();
    }

    @Test
    void aVariantIsAFewLines() throws IOException {
        Recipe fig3 = Recipes.readFig3();
        Recipe variant = read(HEAD + "cases: {subspaces: null}\nfigures: [{name: f, kind: weights}]\n");
        assertThat(variant.trials()).isEqualTo(fig3.trials().subList(12, 36));
        assertThat(variant.name()).isEqualTo("v");
        assertThat(variant.figures()).extracting(FigureSpec::name).containsExactly("f");
    }

    @Test
    void withoutLinesOfItsOwnItIsTheOtherUnderItsName() throws IOException {
        Recipe variant = read(HEAD);
        assertThat(variant.trials()).isEqualTo(Recipes.readFig3().trials());
        assertThat(variant.figures()).isEqualTo(Recipes.readFig3().figures());
    }

    /** Titles and claims would say about the variant what holds for the other recipe. */
    @Test
    void nameTitleAndWhatIsReproducedAreNotInherited() throws IOException {
        assertThat(Recipes.readFig3().reproduces()).contains("Figure 3");
        assertThat(read(HEAD).title()).isEmpty();
        assertThat(read(HEAD).reproduces()).isEmpty();
        assertThat(fault("extends: fig3.yaml\ntitle: t\n"))
                .isEqualTo("v.yaml:1:1: name is missing; it must be " + Recipe.NAME_SAYS);
    }

    /** The rule of {@code --set} applies, and so gives the same trials. */
    @Test
    void aLineMeansWhatItMeansAfterSet() throws IOException {
        assertSame("training: {epochs: 6}", "training.epochs=6");
        assertSame("training: {seed: 3}", "training.seed=3");
        assertSame("model: {attention: linear}\ndata: {L: 20}", "model.attention=linear", "data.L=20");
        assertSame("task: {noise_variance: 0.5}", "task.noise_variance=0.5");
        assertSame("baselines: [zero]", "baselines=[zero]");
        assertSame("training: {optimiser: {rate: 0.5}}", "training.optimiser.rate=0.5");
        assertSame("training: {optimiser: {kind: sgd, rate: 0.5}}", "training.optimiser={kind: sgd, rate: 0.5}");
        assertSame("cases: {mixtures: {training: {epochs: 7}}}", "cases.mixtures.training.epochs=7");
        assertSame("sweep: {training.seed: [7, 8]}", "sweep.training.seed=[7, 8]");
        assertSame("sweep: {data.L: [7, 8]}", "sweep.data.L=[7, 8]");
        assertSame("cases: {spheres: null}", "cases.spheres=null");
        assertSame("sweep: {training.seed: null}", "sweep.training.seed=null");
        assertSame("cases: {mixtures: {training: null}}", "cases.mixtures.training=null");
        assertSame("training: {decay: null}", "training.decay=null");
        assertSame("figures: null", "figures=null");
    }

    private void assertSame(String lines, String... overrides) throws IOException {
        Recipe set = Recipes.readFig3(overrides);
        assertThat(set.trials())
                .as(lines)
                .isNotEqualTo(Recipes.readFig3().trials().subList(0, lines.startsWith("f") ? 1 : 36));
        Recipe variant = read(HEAD + lines + "\n");
        assertThat(variant.trials()).as(lines).isEqualTo(set.trials());
        assertThat(variant.figures()).as(lines).isEqualTo(set.figures());
    }

    @Test
    void anotherKindReplaces() throws IOException {
        String sphere = "extends: small.yaml\nname: v\ntask: {kind: spheres, d: 3, noise_variance: 1";
        assertThat(read(sphere + ", radius: 2}").trials().getFirst().task()).isEqualTo(new Spheres(16, 3, 2, 1));
        assertThat(fault(sphere + "}")).contains("task.radius is missing in task of kind spheres");
        Recipe variant = read(HEAD + "task: {kind: spheres, d: 3, radius: 2, noise_variance: 1}\nbaselines: [zero]\n");
        assertThat(perTrial(variant, TrialSpec::task)).containsExactly(new Spheres(16, 3, 2, 1));
        variant = read(
                HEAD + "cases: {spheres: {task: {kind: mixtures, K: 2, radius: 1, variance: 1, noise_variance: 1}}}\n");
        assertThat(perTrial(variant, TrialSpec::task))
                .contains(new Mixtures(16, 2, 1, 1, 1))
                .hasSize(3);
    }

    /** Cases that a variant adds have its top level, where only cases had such a key before. */
    @Test
    void newCasesHaveWhatStandsAtTheTop() throws IOException {
        Files.writeString(
                folder.resolve("cases-alone.yaml"),
                "name: base\ntask: {kind: subspaces, d: 2, variance: 2, noise: 1}\ndata: {n: 4, L: 5, train: 4, test: 4}\n"
                        + "training: {epochs: 1, batch: 2, seed: 1}\ncases: {x: {model: {attention: softmax}}}\n");
        Recipe variant = Recipe.read(
                Files.writeString(
                        folder.resolve("more-cases.yaml"),
                        "extends: cases-alone.yaml\nname: more\nmodel: {attention: linear, weights: scalar}\ncases: {a: {data: {L: 7}}}\n"),
                List.of());
        assertThat(variant.trials()).extracting(TrialSpec::label).containsExactly("x", "a");
        assertThat(variant.trials())
                .extracting(trial -> trial.model().orElseThrow().name())
                .containsExactly("linear_scalar", "linear_scalar");
    }

    /** Its own axis, written or removed, is no inherited one: a value beside it stands below it as in any recipe. */
    @Test
    void aValueBesideAnAxisOfItsOwn() throws IOException {
        Recipe variant = read(HEAD + "training: {seed: 9}\nsweep: {training.seed: [7, 8], model.attention: null}\n");
        assertThat(perTrial(variant, trial -> trial.training().orElseThrow().seed()))
                .containsExactly(7L, 8L);
        assertThat(perTrial(
                        variant,
                        trial -> trial.model()
                                .orElseThrow()
                                .single()
                                .orElseThrow()
                                .attention()))
                .containsExactly(new Potential.Softmax());
        variant = read(HEAD + "training: {seed: 9}\nsweep: {training.seed: null}\n");
        assertThat(perTrial(variant, trial -> trial.training().orElseThrow().seed()))
                .containsExactly(9L);
        assertThat(ids(variant)).startsWith("subspaces-linear", "subspaces-softmax");
    }

    @Test
    void casesAndAxesComeAfterThoseThatAreInherited() throws IOException {
        Recipe variant =
                read("extends: small.yaml\nname: v\ncases: {a: {}, b: {data: {L: 9}}}\nzip: {data.seed: [1, 2]}\n");
        write(
                "w.yaml",
                "extends: v.yaml\nname: w\ncases: {c: {data: {L: 8}}, a: {data: {L: 7}}}\nsweep: {training.seed: [3]}\n");
        Recipe further = Recipe.read(folder.resolve("w.yaml"), List.of());
        assertThat(ids(variant)).containsExactly("a-seed1", "a-seed2", "b-seed1", "b-seed2");
        assertThat(further.trials()).extracting(trial -> trial.data().L()).containsExactly(7, 7, 9, 9, 8, 8);
    }

    @Test
    void chainsAndListsAreLaidInOrder() throws IOException {
        write("parts/fast.yaml", "training: {epochs: 2}\n");
        write("parts/long.yaml", "extends: [fast.yaml]\ndata: {L: 70}\ntraining: {batch: 4}\n");
        Reading reading = reading("extends: [small.yaml, parts/long.yaml]\nname: v\ntraining: {batch: 5}\n");
        TrialSpec trial = reading.recipe().trials().getFirst();
        assertThat(trial.training().orElseThrow().epochs()).isEqualTo(2);
        assertThat(trial.training().orElseThrow().batch()).isEqualTo(5);
        assertThat(trial.data().L()).isEqualTo(70);
        assertThat(trial.data().train()).isEqualTo(80);
        assertThat(reading.extended().stream().map(name -> name.replace(folder + "/", "")))
                .containsExactly("small.yaml", "parts/fast.yaml", "parts/long.yaml");
    }

    /** A default of one recipe does not override a value of the other. */
    @Test
    void defaultsAreNotLaidOverWhatIsSaid() throws IOException {
        write("slow.yaml", "extends: [rate.yaml]\ntraining: {decay: {at: [0.5]}}\n");
        write(
                "rate.yaml",
                "training: {optimiser: {kind: adam, rate: 0.5}}\ncases: {a: {training: {optimiser: {beta1: 0.1}}}}\n");
        write(
                "mine.yaml",
                SMALL.replace(
                        "batch: 8", "batch: 8, optimiser: {kind: adam, beta2: 0.7}, decay: {factor: 0.4}, keep: [3]"));
        TrainingSpec training = read("extends: [mine.yaml, slow.yaml]\nname: v\n")
                .trials()
                .getFirst()
                .training()
                .orElseThrow();
        assertThat(training.optimiser()).isEqualTo(new Optimiser.Adam(0.5, 0.1, 0.7, 1e-8));
        assertThat(training.decay()).isEqualTo(new Decay(0.4, List.of(0.5)));
        assertThat(training.keep()).containsExactly(3);
    }

    @Test
    void theResolvedRecipeIsWhole() throws IOException {
        Recipe variant = read(HEAD + "cases: {subspaces: null}\ntraining: {epochs: 3}\n", "data.L=30");
        assertThat(variant.resolved()).doesNotContain("extends", "null");
        assertThat(Recipe.parse("recipe.yaml", variant.resolved(), List.of())).isEqualTo(variant);
        assertThat(perTrial(variant, trial -> trial.data().L())).containsExactly(30);
    }

    @Test
    void aMistakeIsFoundWhereItStands() throws IOException {
        write("bad.yaml", SMALL.replace("batch: 8", "bacth: 8").replace("d: 8", "d: 20"));
        assertThat(
                        fault(
                                "extends: bad.yaml\nname: v\ndata: {n: 12, typo: 1}\ntraining:\n  decay:\n    fctor:\n      1\n"))
                .isEqualTo("""
                bad.yaml:3:28: task.d must be <= data.n, got 20 where data.n is 12 (v.yaml:3:11)
                bad.yaml:5:11: training.batch is missing; it must be a whole number >= 1
                bad.yaml:5:24: unknown key 'bacth' in training, did you mean 'batch'? known keys: epochs, batch, prompts, precision, optimiser, decay, schedule, clip, order, seed, keep, stop, weights_kept, trained
                v.yaml:3:15: unknown key 'typo' in data; known keys: n, L, train, test, drawn, fresh, baseline_draws, seed, precision, prompts
                v.yaml:6:5: unknown key 'fctor' in training.decay, did you mean 'factor'? known keys: factor, at""");
        assertThat(fault(HEAD + "training:\n  epochs: abc\n"))
                .isEqualTo("v.yaml:4:11: training.epochs must be a whole number >= 1, got 'abc'");
        assertThat(fault(HEAD + "training: {epochs: {a: 1}}\n"))
                .isEqualTo("v.yaml:3:20: training.epochs must be a whole number >= 1, got a mapping");
        assertThat(fault(HEAD + "trainng: {epochs: 1}\n"))
                .startsWith("v.yaml:3:1: unknown key 'trainng' in the recipe, did you mean 'training'?");
        write("axis.yaml", SMALL + "sweep: {model.init: [{kind: uniform}]}");
        assertThat(fault("extends: axis.yaml\nname: v\nmodel: {init: {kind: normal}}"))
                .contains("v.yaml:3:15: model.init.standard_deviation is missing");
        assertThat(fault("extends: axis.yaml\nname: v\nsweep: {data.n: 3}"))
                .startsWith("v.yaml:3:17: sweep.data.n must be a list");
    }

    @Test
    void nullMustTakeSomethingAway() throws IOException {
        assertThat(fault(HEAD + "cases: {subspace: null}\nsweep: {data.L: null}\ntraining: {keep: null}\nzip:\n"))
                .isEqualTo("""
                v.yaml:3:9: cases.subspace must exist for null to take it away, did you mean 'subspaces'? there: subspaces, spheres, mixtures
                v.yaml:4:9: sweep.data.L must exist for null to take it away; there: model.attention, training.seed
                v.yaml:5:12: training.keep must exist for null to take it away; there: epochs, batch, precision, optimiser, decay, seed
                v.yaml:6:1: zip must exist for null to take it away; there: data, model, training, baselines, cases, sweep, figures, expect""");
        assertThat(fault(HEAD, "cases.spheres.task.K=null"))
                .isEqualTo(
                        "--set cases.spheres.task.K=null: cases.spheres.task.K must exist for null to take it away; there: kind, d, radius, noise_variance");
        assertThat(fault(HEAD + "training: {epochs: null}\ncases: {subspaces: null}\n"))
                .contains("v.yaml:3:12: training.epochs is missing");
        assertThat(fault(SMALL + "cases: {a: null}")).isEqualTo("v.yaml:6:12: cases.a must be a mapping, got nothing");
    }

    @Test
    void aFileThatIsNotThereIsNamedWithTheNearest() throws IOException {
        assertThat(fault("name: v\nextends: fig4.yaml\n"))
                .isEqualTo("v.yaml:2:10: extends: fig4.yaml: no such file, did you mean 'fig3.yaml'?");
        assertThat(fault("extends: ../none/fig3.yaml\n"))
                .contains("v.yaml:1:10: extends: ", "/none/fig3.yaml: no such file");
        write("empty.yaml", "");
        assertThat(fault("extends: empty.yaml"))
                .isEqualTo("empty.yaml:1:1: a recipe must be a mapping, got an empty file");
        write("broken.yaml", "a: [");
        assertThat(fault("extends: broken.yaml")).startsWith("broken.yaml:1:5: not valid YAML");
        write("large.yaml", "#".repeat(SourceFile.MAX_BYTES + 1));
        assertThat(fault("extends: large.yaml")).endsWith("large.yaml: must be at most 1048576 bytes long, got more");
    }

    @Test
    void whatNamesNoFileIsRefused() throws IOException {
        String must = "extends must be the file name of a recipe, or a list of one or more, got ";
        assertThat(fault("extends: 3")).isEqualTo("v.yaml:1:10: " + must + "3");
        assertThat(fault("extends: []")).isEqualTo("v.yaml:1:10: " + must + "an empty list");
        assertThat(fault("extends: [fig3.yaml, {a: b}]")).isEqualTo("v.yaml:1:22: " + must + "a mapping");
        assertThat(fault("extends:")).isEqualTo("v.yaml:1:9: " + must + "nothing");
        assertThat(fault("extends: \"a\\0b\"")).startsWith("v.yaml:1:10: " + must + "'a");
    }

    @Test
    void circlesAreRefused() throws IOException {
        assertThat(fault("extends: v.yaml"))
                .isEqualTo("v.yaml:1:10: extends must not lead back to where it came from, got v.yaml > v.yaml");
        write("a.yaml", "extends: sub/b.yaml");
        write("sub/b.yaml", "extends: [../fig3.yaml, ../v.yaml]");
        assertThat(fault("extends: a.yaml"))
                .isEqualTo(
                        "sub/b.yaml:1:25: extends must not lead back to where it came from, got v.yaml > a.yaml > sub/b.yaml > v.yaml");
    }

    @Test
    void depthAndNumberAreBounded() throws IOException {
        write("x1.yaml", SMALL);
        for (int i = 2; i <= 9; i++) {
            write("x" + i + ".yaml", "extends: x" + (i - 1) + ".yaml\nname: x\n");
        }
        assertThat(Recipe.read(folder.resolve("x8.yaml"), List.of()).name()).isEqualTo("x");
        RecipeException e =
                catchThrowableOfType(RecipeException.class, () -> Recipe.read(folder.resolve("x9.yaml"), List.of()));
        assertThat(e)
                .hasMessageContaining("x2.yaml:1:10: extends must be at most 8 files deep, got ")
                .hasMessageEndingWith("x1.yaml");
        String many = "extends: [" + "small.yaml, ".repeat(32) + "]\nname: v\n";
        assertThat(read(many).trials()).hasSize(1);
        assertThat(fault(many.replace("]", "small.yaml]"))).contains("extends must lead to at most 32 files, got more");
    }

    @Test
    void aTextCannotExtend() {
        assertThat(Recipes.fault("extends: fig3.yaml\n"))
                .isEqualTo(
                        "r.yaml:1:10: extends must stand in a file, as its names are relative to that file's place; this is a text");
        assertThat(Recipes.fault(SMALL, "extends=fig3.yaml"))
                .isEqualTo(
                        "--set extends=fig3.yaml: extends must stand in the recipe's file: a recipe is read before it is overridden");
    }
}
