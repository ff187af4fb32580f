package icd.workbench.shell;

import static icd.Dsl.*;
import static icd.workbench.shell.Session.toRecipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.energy.Census;
import icd.energy.Descent;
import icd.energy.FixedPoint;
import icd.energy.FixedPoints;
import icd.energy.Landscape;
import icd.energy.MemoryEnergy;
import icd.energy.Surface;
import icd.energy.Trajectory;
import icd.task.Prompt;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import icd.workbench.result.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.MatrixStore;

/** Landscapes, descents and censuses are recipes whose runs find the same numbers. */
class FreezingEnergyTest {

    @TempDir
    private Path directory;

    private Table table(RecipeText text) throws IOException {
        Path folder = Files.createTempDirectory(directory, "saved");
        Recipe recipe = Recipe.read(text.save(folder.resolve("p.yaml").toString()), List.of());
        var result = TestRuns.run(recipe, folder.resolve("out"), 1).result();
        assertThat(result.failures()).isEmpty();
        return result.trials().getFirst().tables().firstEntry().getValue();
    }

    private static double[] column(Table table, int column) {
        return table.rows().stream().mapToDouble(row -> row.values()[column]).toArray();
    }

    private void isFoundAgain(Landscape landscape) throws IOException {
        Surface surface = landscape.run();
        double[] all = IntStream.range(0, surface.y().length)
                .boxed()
                .flatMapToDouble(j -> IntStream.range(0, surface.x().length).mapToDouble(i -> surface.value(i, j)))
                .toArray();
        assertThat(column(table(toRecipe(landscape)), 0)).containsExactly(all);
    }

    private void isFoundAgain(Descent descent) throws IOException {
        Trajectory path = descent.run();
        double[] found = column(table(toRecipe(descent)), 0);
        for (int step = 0; step < found.length; step++) {
            assertThat(found[step]).isEqualTo(path.energies()[Math.min(step, path.steps())]);
        }
        assertThat(found.length).isGreaterThan(path.steps());
    }

    private void isFoundAgain(Census census) throws IOException {
        FixedPoints points = census.run();
        Table table = table(toRecipe(census));
        assertThat(column(table, 0)[0])
                .isEqualTo(points.of(FixedPoint.Kind.MINIMUM).size());
        assertThat(column(table, 2)[0])
                .isEqualTo(points.of(FixedPoint.Kind.SADDLE).size());
        assertThat(column(table, 5)[0])
                .isEqualTo(points.of(FixedPoint.Kind.MINIMUM).stream()
                        .mapToDouble(FixedPoint::share)
                        .sum());
    }

    /** Every energy of the library that the shell makes. */
    static Stream<Function<MatrixStore<Double>, MemoryEnergy>> energies() {
        return Stream.of(
                X -> lse(X, 0.7, 3),
                X -> weightedLse(X, new double[] {1, 2, 0.5, 1, 3}, 1, 4),
                X -> gaussianLse(X, 5),
                X -> weightedGaussianLse(X, new double[] {1, 2, 0.5, 1, 3}, 5),
                X -> sphericalHopfield(X, 0.3),
                X -> warpedSphericalHopfield(X, matrix(row(2, 1), row(0, 1)), 0.3),
                X -> hopfield(X),
                X -> polynomial(X, 4),
                X -> rectifiedPolynomial(X, 3),
                X -> exponential(X, 0.5),
                X -> logExponential(X, 0.5),
                X -> epanechnikov(X, 2, 0.1),
                X -> hopfieldFenchelYoung(X, 2, entmax(1.4)),
                X -> layerEnergy(softmaxAttention(2).scalar().identity(0.8, 6)).step(X),
                X -> layerEnergy(gaussianAttention(2).scalar().identity(0.8, 6).residual())
                        .flow(X),
                X -> layerEnergy(linearAttention(2)
                                .weights(matrix(row(1, 0.5), row(0, 2)), matrix(row(2, 0), row(1, 4))))
                        .step(X));
    }

    @ParameterizedTest
    @MethodSource("energies")
    void onADrawnPrompt(Function<MatrixStore<Double>, MemoryEnergy> energy) throws IOException {
        Prompt p = spheres(2, 1).noiseVariance(0.1).prompts(4, 5, seed(3)).prompt(2);
        MemoryEnergy e = energy.apply(p.context());
        isFoundAgain(landscape(e).points(7, 5));
        isFoundAgain(descent(e, p.query()).rate(0.01).steps(12));
        assertThat(toRecipe(landscape(e)).yaml())
                .contains("seed: 3", "kind: spheres", "train: 2")
                .doesNotContain("npz: from-shell.npz");
        assertThat(toRecipe(descent(e, p.query()).rate(0.01)).yaml()).doesNotContain("prompts: ");
    }

    @ParameterizedTest
    @MethodSource("energies")
    void onMemoriesOfTheUsersOwn(Function<MatrixStore<Double>, MemoryEnergy> energy) throws IOException {
        MemoryEnergy e = energy.apply(gaussianMatrix(2, 5, seed(7)));
        isFoundAgain(landscape(e).within(-1, 0.5, 0, 1.25).points(4, 6));
        isFoundAgain(descent(e, vector(0.3, -0.2)).rates(0.02, 0.01).steps(9).tolerance(1e-3));
        assertThat(toRecipe(landscape(e)).yaml()).contains("task: unknown", "prompts: from-shell.npz", "# The target");
    }

    @Test
    void descentsFromAnotherStartThanTheQuery() throws IOException {
        Prompt p = spheres(3, 1).noiseVariance(0.1).prompt(5, seed(3));
        isFoundAgain(descent(lse(p.context(), 1, 8), vector(0.1, 0.2, 0.3)).steps(40));
        isFoundAgain(descent(lse(p.context(), 1, 8), p.query()));
    }

    @Test
    void censuses() throws IOException {
        Prompt p = spheres(3, 2).noiseVariance(0.1).prompt(6, seed(3));
        isFoundAgain(census(lse(p.context(), 1, 12)).starts(60, seed(9)));
        isFoundAgain(census(gaussianLse(gaussianMatrix(3, 4, seed(1)), 9))
                .starts(40, seed(2))
                .steps(0)
                .nearZero(1e-5));
        isFoundAgain(census(layerEnergy(softmaxAttention(3).identity(1, 20)).step(p.context()))
                .starts(30, seed(2))
                .rate(0.5));
    }

    @Test
    void whatNoKindMakesIsNamed() {
        MatrixStore<Double> X = gaussianMatrix(2, 5, seed(7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(landscape(energy("bowl", 2, s -> s[0] * s[0] + s[1] * s[1]))))
                .withMessageContaining("bowl: a recipe cannot describe")
                .withMessageContaining("KindProvider");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(descent(lse(X, 1, 1), vector(1, 0)).annealed(beta -> lse(X, 1, beta), 1, 2)))
                .withMessageContaining("annealed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(census(lse(X, 1, 1)).from(X)))
                .withMessageContaining("starts(count, seed)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(landscape(lse(X, 1, 1)).run()))
                .withMessageContaining("before its run()")
                .withMessageContaining("got a Surface");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toRecipe(landscape(lse(gaussianMatrix(3, 5, seed(7)), 1, 1))))
                .withMessageContaining("R^2");
    }

    @Test
    void tasksAndPrompts() {
        assertThat(toRecipe(subspaces(4, 2)).yaml()).contains("kind: subspaces", "[zero, bayes]");
        assertThat(toRecipe(spheres(4, 2).noise(gaussianNoise(diagonal(1, 2, 3, 4))))
                        .yaml())
                .contains("[zero]");
        assertThat(toRecipe(subspaces(4, 2).prompts(5, 6, seed(8))).yaml()).contains("seed: 8", "fresh: 5");
        assertThat(toRecipe(subspaces(4, 2).prompt(6, seed(8))).yaml()).contains("seed: 8", "fresh: 1");
    }
}
