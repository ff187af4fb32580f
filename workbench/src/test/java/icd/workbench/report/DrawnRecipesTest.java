package icd.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Chart;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.Points;
import icd.workbench.figures.FigureBuilder;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.recipe.Recipe;
import icd.workbench.result.Measured;
import icd.workbench.result.Observations;
import icd.workbench.result.Table;
import icd.workbench.result.TrialResult;
import icd.workbench.run.RunFiles;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipes that draw prompts, estimates and energies: what their tables hold, and that their figures come of the tables alone. */
class DrawnRecipesTest {

    private static final Path RECIPES = Path.of("..", "recipes");

    private static final String LANDSCAPE = """
            name: small
            data: {n: 2, L: 7, fresh: 300, baseline_draws: 10, seed: 3}
            task: {kind: spheres, d: 1, radius: 1, noise_variance: 0.1}
            model: {attention: softmax, weights: scalar, init: {kind: identity, alpha: 1, beta: 10}}
            baselines: []
            evaluate:
              - {kind: drawn_prompts, prompts: 2, estimates: [projection_to_sphere]}
              - {kind: energy_landscape, prompt: 2, reach: 1.5, points: 7}
              - {kind: trajectories, prompt: 2, queries: 2, steps: 6}
            """;

    @TempDir
    private Path scratch;

    private RecipeRun run(Recipe recipe, String name, int threads) throws IOException {
        return TestRuns.run(recipe, scratch.resolve(name), threads);
    }

    private RecipeRun run(String text) throws IOException {
        return run(Recipe.parse("r", text, List.of()), "run", 2);
    }

    private static Table table(RecipeRun run, String trial, String name) {
        return run.result().trials().stream()
                .filter(result -> result.id().equals(trial))
                .map(TrialResult::tables)
                .findFirst()
                .orElseThrow()
                .get(name);
    }

    /** The tokens of a role in a table of prompts. */
    private static List<double[]> tokens(Table table, String prompt, String role) {
        List<double[]> tokens = new ArrayList<>();
        double[] values = table.column("value");
        for (int i = 0; i < values.length; i++) {
            List<String> at =
                    table.rows().get(i).at().stream().map(Coordinate::toString).toList();
            if (at.get(0).equals(prompt) && at.get(1).equals(role)) {
                int component = Integer.parseInt(at.get(3));
                if (component == 1) {
                    tokens.add(new double[0]);
                }
                double[] longer = Arrays.copyOf(tokens.removeLast(), component);
                longer[component - 1] = values[i];
                tokens.add(longer);
            }
        }
        return tokens;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(strings = {"fig1", "fig2", "fig5"})
    void recipesDrawTheirFiguresAndTheSameOnesAgainFromTheFilesOfTheRun(String name) throws IOException {
        List<String> smaller = new ArrayList<>(List.of("data.baseline_draws=50", "data.fresh=40"));
        if (name.equals("fig5")) {
            smaller.add(
                    "evaluate=[{kind: drawn_prompts}, {kind: energy_landscape, reach: 2, points: 9}, {kind: trajectories}, {kind: descent, steps: [1]}]");
        }
        Recipe recipe = Recipe.read(RECIPES.resolve(name + ".yaml"), smaller);
        RecipeRun run = run(recipe, name, 2);
        assertThat(run.failures()).isEmpty();
        for (FigureSpec spec : recipe.figures()) {
            for (String kind : List.of("svg", "png", "pdf", "csv")) {
                assertThat(run.path().resolve("figures/" + spec.name() + "." + kind))
                        .isNotEmptyFile();
            }
            Figure again = FigureBuilder.build(spec, RunFiles.read(run.path()));
            assertThat(Figures.csv(again))
                    .isEqualTo(Files.readString(run.path().resolve("figures/" + spec.name() + ".csv")));
        }
    }

    @Test
    void promptsAreToldWithWhatTheirInstanceIs() throws IOException {
        RecipeRun run = run("""
                name: told
                data: {n: 3, L: 5, fresh: 2, baseline_draws: 10, seed: 1}
                baselines: []
                evaluate: [{kind: drawn_prompts, prompts: 2, estimates: [bayes, query]}]
                cases:
                  subspaces: {task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}}
                  spheres: {task: {kind: spheres, d: 1, radius: 3, noise_variance: 1}}
                  mixtures: {task: {kind: mixtures, K: 4, radius: 2, variance: 0, noise_variance: 1}}
                """);
        Table plane = table(run, "subspaces", "prompts");
        assertThat(plane.rows()).hasSize(2 * 3 * (5 + 2 + 1 + 2)); // the query is not told twice
        for (String prompt : List.of("1", "2")) {
            List<double[]> basis = tokens(plane, prompt, "basis");
            for (String role : List.of("context", "target")) {
                for (double[] token : tokens(plane, prompt, role)) {
                    double within = Math.hypot(dot(token, basis.get(0)), dot(token, basis.get(1)));
                    assertThat(within).isCloseTo(Math.sqrt(dot(token, token)), within(1e-12));
                }
            }
            double[] query = tokens(plane, prompt, "query").getFirst();
            double[] bayes = tokens(plane, prompt, "bayes").getFirst();
            for (double[] vector : basis) { // sigma_0^2 / (sigma_0^2 + sigma_Z^2) = 2/3
                assertThat(dot(bayes, vector)).isCloseTo(2 * dot(query, vector) / 3, within(1e-12));
            }
            assertThat(tokens(plane, prompt, "query")).containsExactly(query);
        }
        assertThat(tokens(plane, "1", "target").getFirst())
                .isNotEqualTo(tokens(plane, "2", "target").getFirst());
        assertThat(plane.at("token").subList(5 * 3, 5 * 3 + 6)).containsOnly("6");
        for (double[] token : tokens(table(run, "spheres", "prompts"), "1", "context")) {
            assertThat(dot(token, token)).isCloseTo(9, within(1e-12));
        }
        List<double[]> centres = tokens(table(run, "mixtures", "prompts"), "1", "centre");
        assertThat(centres).hasSize(4);
        for (double[] token : tokens(table(run, "mixtures", "prompts"), "1", "context")) { // of variance zero
            assertThat(centres).contains(token);
        }
    }

    @Test
    void theLandscapeIsEquation16AndTheFirstStepIsAttention() throws IOException {
        RecipeRun run = run(LANDSCAPE);
        List<double[]> context = tokens(table(run, "small", "prompts"), "2", "context");
        Table landscape = table(run, "small", "energy_landscape");
        assertThat(landscape.rows()).hasSize(49);
        for (Table.Row row : landscape.rows()) {
            double[] s = row.at().stream().mapToDouble(Coordinate::number).toArray();
            assertThat(row.values()[0]).isCloseTo(energy(context, s), within(1e-12));
        }
        assertThat(landscape.rows().get(1).at()).containsExactly(Coordinate.of(-1), Coordinate.of(-1.5));
        Table paths = table(run, "small", "trajectories");
        assertThat(paths.rows()).hasSize(3 * 7);
        double[] query = tokens(table(run, "small", "prompts"), "2", "query").getFirst();
        double[] target = tokens(table(run, "small", "prompts"), "2", "target").getFirst();
        assertThat(state(paths, 0)).containsExactly(query);
        for (int start : new int[] {0, 7}) {
            double[] s = state(paths, start);
            double[] step = attention(context, s);
            assertThat(state(paths, start + 1)[0]).isCloseTo(step[0], within(1e-14));
            assertThat(state(paths, start + 1)[1]).isCloseTo(step[1], within(1e-14));
            for (int k = 1; k <= 6; k++) {
                assertThat(paths.column("energy")[start + k]).isLessThan(paths.column("energy")[start + k - 1]);
                assertThat(paths.column("energy")[start + k])
                        .isCloseTo(energy(context, state(paths, start + k)), within(1e-12));
            }
        }
        assertThat(paths.column("x1")[3]).isEqualTo(target[0]);
        assertThat(paths.column("x2")[3]).isEqualTo(target[1]);
        assertThat(state(paths, 7)).isNotEqualTo(state(paths, 0));
    }

    @Test
    void theTokensDrawnAreThoseOfTheEnergy() throws IOException {
        RecipeRun run = run(LANDSCAPE + "figures: [{name: f, kind: energy_landscape, steps: [1]}]\n");
        Chart chart =
                (Chart) FigureBuilder.build(run.result().recipe().figures().getFirst(), run.result())
                        .rows()
                        .getFirst()
                        .panels()
                        .getFirst();
        Points drawn = chart.marks().stream()
                .filter(Points.class::isInstance)
                .map(Points.class::cast)
                .filter(points -> points.label().equals("context tokens"))
                .findFirst()
                .orElseThrow();
        List<double[]> context = tokens(table(run, "small", "prompts"), "2", "context");
        assertThat(drawn.x().toArray())
                .containsExactly(context.stream().mapToDouble(token -> token[0]).toArray());
        fault(
                LANDSCAPE.replace("trajectories, prompt: 2", "trajectories, prompt: 1")
                        + "figures: [{name: f, kind: energy_landscape, steps: [1]}]\n",
                "figures: f must have one prompt drawn, descended from and in the energy, got the energy of prompt 2,"
                        + " descents of prompt 1 and 2 drawn (trial small)");
        fault(
                LANDSCAPE + "figures: [{name: f, kind: energy_landscape, steps: [1, 7]}]\n",
                "figures: f must have steps <= those of the trajectories, 6, got 7 (trial small)");
    }

    @Test
    void overAllPromptsTheFirstStepIsTheLayerAndNoneRaisesTheEnergy() throws IOException {
        List<Measured> all = Observations.of(run(LANDSCAPE).result());
        assertThat(at(all, "layer_distance", "1").value()).isBetween(0.0, 1e-14);
        assertThat(at(all, "rise", "6").value()).isZero();
        assertThat(at(all, "energy", "6").value())
                .isLessThan(at(all, "energy", "1").value())
                .isGreaterThan(-0.695); // s^2/2 - |s| - ln(7)/10 where all tokens are at the state, |s| = 1
    }

    private static Measured at(List<Measured> all, String metric, String step) {
        return all.stream()
                .filter(o -> o.metric().equals(metric) && o.isAt(Map.of("query", "all", "step", step)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tablesDoNotDependOnTheNumberOfThreads() throws IOException {
        Recipe recipe = Recipe.parse("r", LANDSCAPE, List.of());
        RecipeRun one = run(recipe, "one", 1);
        RecipeRun three = run(recipe, "three", 3);
        for (String name : List.of("prompts", "energy_landscape", "trajectories")) {
            assertThat(table(one, "small", name).toString())
                    .isEqualTo(table(three, "small", name).toString());
        }
    }

    @Test
    void whatDoesNotFitIsSaidBeforeTheRun() {
        fault(
                LANDSCAPE.replace("n: 2", "n: 3"),
                "evaluate: energy_landscape must come with data.n 2, got 3 (trial small)");
        fault(
                LANDSCAPE.replace("fresh: 300", "fresh: 1"),
                "must find so many fresh prompts: data.fresh must be >= 2, got 1");
        fault(
                LANDSCAPE.replace("weights: scalar, init: {kind: identity, alpha: 1, beta: 10}", "weights: full"),
                "evaluate: energy_landscape must come with model.weights scalar, so that the layer is a step on an energy, got full");
        fault(
                LANDSCAPE.replace("[projection_to_sphere]", "[zero, zero_variance]"),
                "evaluate: prompts estimates: 'zero_variance' must go with the task mixtures, got spheres");
        fault(
                LANDSCAPE.replace("[projection_to_sphere]", "[least_squares]"),
                "evaluate: prompts estimates: 'least_squares' must have data.train >= 2 to be fitted to, got 0");
        fault(LANDSCAPE + "transform: {condition: 4}\n", "must come without a transform");
        fault(
                LANDSCAPE + "figures: [{name: f, kind: drawn_prompts, cases: [sphere]}]\n",
                "unknown case 'sphere', did you mean 'spheres'?");
    }

    private static void fault(String recipe, String message) {
        assertThatThrownBy(() -> Recipe.parse("r", recipe, List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFigureWithoutItsTablesSaysWhatItMisses() {
        String recipe = LANDSCAPE.replaceAll(" +- \\{kind: (energy_landscape|trajectories).*\n", "")
                + "figures: [{name: f, kind: energy_landscape}, {name: g, kind: estimators, drawn: spheres, measured: spheres}]\n";
        fault(recipe, "figures: f must show a trial with an evaluation of kind energy_landscape, got none");
        fault(recipe, "figures: g must draw subspaces of one d with isotropic noise and n = 2, got spheres(2, 1)");
    }

    private static double[] state(Table paths, int row) {
        return new double[] {paths.column("s1")[row], paths.column("s2")[row]};
    }

    /** [16] with alpha = 1 and beta = 10. */
    private static double energy(List<double[]> context, double[] s) {
        double sum = context.stream().mapToDouble(x -> Math.exp(10 * dot(x, s))).sum();
        return dot(s, s) / 2 - Math.log(sum) / 10;
    }

    /** [12] with W_PV = I and W_KQ = 10 I. */
    private static double[] attention(List<double[]> context, double[] s) {
        double[] result = new double[2];
        double all = context.stream().mapToDouble(x -> Math.exp(10 * dot(x, s))).sum();
        for (double[] x : context) {
            double weight = Math.exp(10 * dot(x, s)) / all;
            result[0] += weight * x[0];
            result[1] += weight * x[1];
        }
        return result;
    }
}
