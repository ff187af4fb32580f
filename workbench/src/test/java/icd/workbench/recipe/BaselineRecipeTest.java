package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.SMALL;
import static icd.workbench.recipe.Recipes.fault;
import static icd.workbench.recipe.Recipes.read;
import static org.assertj.core.api.Assertions.assertThat;

import icd.Draws;
import icd.Property;
import icd.denoise.Baseline;
import icd.describe.Kinds;
import icd.describe.Schema.Choice;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Parameter;
import icd.describe.Schema.Real;
import icd.describe.Schema.Whole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Baselines in recipes: they are written and read again, misfits are reported at their keys, and figures and
 * expectations name them.
 */
class BaselineRecipeTest {

    private static final Family FAMILY = Kinds.family(Baseline.class);

    private static Baseline drawn(Draws draws) {
        Kind kind = draws.of(List.copyOf(FAMILY.kinds().values()));
        Map<String, Object> arguments = new HashMap<>();
        for (Parameter parameter : kind.parameters().values()) {
            if (!parameter.optional() || draws.between(0, 1) == 1) {
                arguments.put(
                        parameter.name(),
                        switch (parameter.schema()) {
                            case Real _ -> draws.between(0.01d, 1d);
                            case Whole whole when whole.type() == long.class -> (long) draws.between(0, 3);
                            case Choice choice -> draws.of(List.of(choice.type().getEnumConstants()));
                            default -> draws.between(1, 4);
                        });
            }
        }
        return (Baseline) kind.make(arguments, Map.of());
    }

    @Property(cases = 200)
    void eachIsReadAsItIsWritten(Draws draws) {
        Baseline baseline = drawn(draws);
        String text = RecipeSchema.written("baselines", List.of(baseline));
        String task = switch (baseline.name()) {
            case "zero_variance" -> "{kind: mixtures, K: 2, radius: 1, variance: 1, noise_variance: 1}";
            case "projection_to_sphere" -> "{kind: spheres, d: 2, radius: 1, noise_variance: 1}";
            case "kalman" -> "{kind: state_space, d: 2, variance: 1, rho: 0.5, noise_variance: 1}";
            default -> "{kind: subspaces, d: 2, variance: 1, noise_variance: 1}";
        };
        Recipe recipe = read("name: r\ndata: {n: 4, L: 5, train: 4}\ntask: " + task + "\nbaselines: " + text + "\n");
        assertThat(recipe.trials().getFirst().baselines()).as(text).containsExactly(baseline);
        assertThat(read(recipe.resolved()).trials()).isEqualTo(recipe.trials());
        assertThat(text.startsWith("[{"))
                .isEqualTo(baseline.name().contains("(")
                        || FAMILY.of(baseline).orElseThrow().hasDefaults());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[zero, {kind: pca_projection, d: 0}] | 45 | .d must be a whole number >= 1, got 0",
                "[{kind: pca_projection, d: 5}] | 13 | : 'pca_projection(d=5)' must have d <= n = 4, got 5 (trial r)",
                "[{kind: pca_projection, q: 2}] | 36 | unknown key 'q' in baselines of kind pca_projection; known keys: d",
                "[{kind: pca_explaining, share: 0}] | 43 | .share must be a finite number > 0 and <= 1, got 0",
                "[{kind: empirical_posterior, noise_variance: -1}] | 57 | .noise_variance must be a finite number > 0",
                "[{kind: zero, d: 3}] | 26 | unknown key 'd' in baselines of kind zero, which only",
                "[zero_variance] | 13 | : 'zero_variance' must go with the task mixtures, got subspaces (trial r)",
                "[zero, projection_to_sphere] | 19 | : 'projection_to_sphere' must go with the task spheres, got subspaces",
                "[least_squares] | 13 | : 'least_squares' must have data.train >= 4 to be fitted to, got 3 (trial r)",
                "[pca_projection, {kind: pca_projection}] | 29 | must not repeat an item, got 'pca_projection' twice",
                "[{kind: pca_projection, d: 2}, {d: 2, kind: pca_projection}] | 43 | must not repeat an item, got 'pca_projection(d=2)'",
            })
    void whatDoesNotFitIsSaidAtItsKey(String baselines, int column, String says) {
        String fault = fault("name: r\ndata: {n: 4, L: 5, train: 3}\n"
                + "task: {kind: subspaces, d: 2, variance: 1, noise_variance: 1}\nbaselines: " + baselines + "\n");
        assertThat(fault).startsWith("r.yaml:4:" + column + ": ").contains(says);
    }

    @Test
    void noiseAndTransformsThatDoNotFit() {
        String head = "name: r\ndata: {n: 2, L: 5}\n";
        String spectrum =
                "task: {kind: gaussians, eigenvalues: [1, 2], noise: {kind: spectrum, eigenvalues: [1, 0]}}\n";
        assertThat(fault(head + spectrum + "baselines: [context_gaussian]\n"))
                .contains(
                        "4:13: baselines: 'context_gaussian' must have a noise_variance to assume, or go with noise of one");
        assertThat(fault(head + spectrum + "baselines: [{kind: bayes_by_sampling, samples: 9}]\n"))
                .contains("must go with noise of an invertible covariance");
        assertThat(fault(head + spectrum + "baselines: [ideal_linear_layer]\n"))
                .contains("Gaussian tokens of one variance");
        read(head + spectrum + "baselines: [{kind: context_gaussian, noise_variance: 1}, linear_optimum]\n");
        String transformed =
                "task: {kind: subspaces, d: 1, variance: 1, noise_variance: 1}\ntransform: {condition: 4}\n";
        assertThat(fault(head + transformed + "baselines: [pca_projection]\n"))
                .contains("'pca_projection' must come without a transform, or with d, got");
        read(head + transformed + "baselines: [{kind: pca_projection, d: 1}, projection, ideal_layer]\n");
    }

    @Test
    void figuresAndExpectationsNameThem() {
        String recipe = SMALL.replace("test: 20", "test: 20, fresh: 5")
                + "baselines: [bayes, {kind: pca_projection, d: 8}]\n"
                + "sweep: {data.L: [10, 20]}\n"
                + "figures:\n  - {kind: curves, name: f, x: {of: data.L}, panels: [{y: {of: fresh_mse_per_dim}, baselines: [%s]}]}\n"
                + "expect: [{metric: mse_per_dim, at: {model: pca_projection(d=8)}, value: 1, tolerance: 1}]\n";
        read(recipe.formatted("bayes, {kind: pca_projection, d: 8}"));
        assertThat(fault(recipe.formatted("pca_projection")))
                .contains("must be among the baselines of the trials drawn, got pca_projection, which trial");
        assertThat(fault(recipe.replace("model: pca_projection(d=8)", "model: pca_projection")
                        .formatted("bayes")))
                .contains("unknown model 'pca_projection'");
    }

    /** The table of recipes/README.md, row by row. */
    @Test
    void thePageListsThemAll() throws IOException {
        String page = Files.readString(Path.of("..", "recipes", "README.md"));
        for (Kind kind : FAMILY.kinds().values()) {
            Map<String, Object> least = new HashMap<>();
            kind.parameters().values().stream()
                    .filter(parameter -> !parameter.optional())
                    .forEach(parameter -> least.put(
                            parameter.name(),
                            switch (parameter.schema()) {
                                case Real _ -> 1.0;
                                case Whole whole when whole.type() == long.class -> 1L;
                                default -> 1;
                            }));
            Baseline baseline = (Baseline) kind.make(least, Map.of());
            String parameters = kind.parameters().keySet().stream()
                    .map(name -> "`" + name + "`")
                    .collect(Collectors.joining(", "));
            assertThat(page.lines())
                    .contains("| `" + kind.name() + "` | " + parameters + " | " + kind.description() + " | "
                            + (baseline.needsContext() ? "prompts" : "draws") + " |");
        }
    }
}
