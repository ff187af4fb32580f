package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.SMALL;
import static icd.workbench.recipe.Recipes.fault;
import static icd.workbench.recipe.Recipes.ids;
import static icd.workbench.recipe.Recipes.read;
import static org.assertj.core.api.Assertions.assertThat;

import icd.attention.Initialisation;
import icd.denoise.Baseline;
import icd.train.Optimiser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The word of a kind is the kind with its defaults, wherever a kind may stand. */
class BareWordTest {

    private static final String OPTIMISER = SMALL.replace("batch: 8", "batch: 8, optimiser: %s");

    private static void same(String word, String mapping) {
        Recipe brief = read(word);
        Recipe full = read(mapping);
        assertThat(brief.trials()).isEqualTo(full.trials());
        assertThat(brief.trials())
                .extracting(TrialSpec::determining)
                .isEqualTo(full.trials().stream().map(TrialSpec::determining).toList());
        assertThat(read(brief.resolved()).trials()).isEqualTo(full.trials());
    }

    @Test
    void anOptimiserAnInitialisationAndABaseline() {
        same(OPTIMISER.formatted("adam"), OPTIMISER.formatted("{kind: adam}"));
        same(OPTIMISER.formatted("adam"), SMALL);
        same(
                SMALL.replace("linear}", "linear, init: identity}"),
                SMALL.replace("linear}", "linear, init: {kind: identity}}"));
        same(
                SMALL + "baselines: [zero, {kind: pca_explaining, share: 0.95}, pca_projection]\n",
                SMALL + "baselines: [{kind: zero}, pca_explaining, {kind: pca_projection}]\n");
        String fresh = SMALL.replace("test: 20", "test: 20, fresh: 1");
        same(fresh + "evaluate: [drawn_prompts]\n", fresh + "evaluate: [{kind: drawn_prompts}]\n");
    }

    /** Keys are laid over a word as over the mapping that it stands for. */
    @Test
    void inCasesAxesAndOverrides() {
        String word = OPTIMISER.formatted("adam");
        String mapping = OPTIMISER.formatted("{kind: adam}");
        String cases = "cases:\n  a: {training: {optimiser: {beta1: 0.5}}}\n"
                + "  b: {training: {optimiser: {kind: sgd, rate: 0.1}}}\n  c: {model: {init: identity}}\n";
        same(word + cases, mapping + cases);
        assertThat(read(word + cases).trials())
                .extracting(trial -> trial.training().orElseThrow().optimiser())
                .startsWith(new Optimiser.Adam(0.01, 0.5, 0.999, 1e-8), new Optimiser.Sgd(0.1, 0));
        String sweep =
                "sweep: {training.optimiser: [%s, {kind: sgd, rate: 0.1}], model.init: [%s, {kind: identity, alpha: 2}]}\n";
        same(SMALL + sweep.formatted("adam", "uniform"), SMALL + sweep.formatted("{kind: adam}", "{kind: uniform}"));
        assertThat(ids(read(SMALL + sweep.formatted("adam", "uniform"))))
                .containsExactly("adam-uniform", "adam-identity", "sgd-uniform", "sgd-identity");
        String zip = "zip: {training.optimiser: [%s, {kind: sgd, rate: 0.1}], training.seed: [1, 2]}\n";
        same(SMALL + zip.formatted("adam"), SMALL + zip.formatted("{kind: adam}"));
        assertThat(optimiser(read(word, "training.optimiser.rate=0.5"))).isEqualTo(new Optimiser.Adam(0.5));
        assertThat(optimiser(read(
                        OPTIMISER.formatted("{kind: sgd, rate: 0.1}"),
                        "training.optimiser=adam",
                        "training.optimiser.beta1=0.5")))
                .isEqualTo(new Optimiser.Adam(0.01, 0.5, 0.999, 1e-8));
        Recipe given = read(SMALL + "cases: {a: {}}\n", "cases.a.model.init=identity", "cases.a.model.init.beta=3");
        assertThat(given.trials()
                        .getFirst()
                        .model()
                        .orElseThrow()
                        .inits()
                        .findFirst()
                        .orElseThrow())
                .isEqualTo(new Initialisation.Identity(1, 3));
        assertThat(read(SMALL, "baselines=[bayes]").trials().getFirst().baselines())
                .isEqualTo(List.of(Baseline.BAYES));
    }

    private static Optimiser optimiser(Recipe recipe) {
        return recipe.trials().getFirst().training().orElseThrow().optimiser();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "task: subspaces | 3:7: task.d is missing in task of kind subspaces",
                "task: tori | 3:7: task.kind must be one of subspaces, spheres, mixtures, gaussians, state_space, digits, tokens, unknown, got 'tori'",
                "task: {kind: subspaces, d: 1, variance: 1, noise: isotropic} | task.noise.variance is missing",
                "baselines: [bayes_by_sampling] | 3:13: baselines.samples is missing in baselines of kind bayes_by_sampling",
                "baselines: [7] | 3:13: baselines must be the word for a kind, or a mapping whose kind is one of zero,",
                "evaluate: [shape] | 3:12: evaluate must be one of",
            })
    void whatIsNoKindOrNeedsMore(String line, String says) {
        String rest = line.startsWith("task") ? "" : "task: {kind: subspaces, d: 1, variance: 1, noise_variance: 1}\n";
        assertThat(fault("name: r\ndata: {n: 2, L: 3}\n" + line + "\n" + rest)).contains(says);
    }

    /** The text by which recipes of today are hashed stays: a kind whose parameters have defaults is not shortened. */
    @Test
    void canonicalTextIsAsItWas() {
        assertThat(RecipeSchema.written("training.optimiser", new Optimiser.Adam(0.01)))
                .isEqualTo("{kind: adam}");
        assertThat(read(SMALL.replace("test: 20", "test: 20, fresh: 1") + "evaluate: [drawn_prompts]\n")
                        .trials()
                        .getFirst()
                        .determining())
                .contains("evaluate:\n  - {kind: drawn_prompts}\n");
        assertThat(read(SMALL.replace("test: 20", "test: 20, fresh: 1")
                                + "evaluate: [{kind: drawn_prompts, estimates: [zero, {kind: query}]}]\n")
                        .trials()
                        .getFirst()
                        .determining())
                .contains("- {kind: drawn_prompts, estimates: [zero, query]}");
    }
}
