package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.SMALL;
import static icd.workbench.recipe.Recipes.fault;
import static icd.workbench.recipe.Recipes.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.Draws;
import icd.Property;
import icd.task.Gaussians;
import icd.task.Instance;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.train.Decay;
import icd.train.Optimiser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.store.R064Store;

/** A value of any kind is written as a recipe has it, and read again as the same value. */
public class FrozenTest {

    private static final int N = 4;

    private static Task readTask(String text) {
        return read("name: t\ndata: {n: 4, L: 5}\ntask: " + text + "\nbaselines: [zero]\nmodel: {attention: linear}\n")
                .trials()
                .getFirst()
                .task();
    }

    @Property(cases = 200)
    void tasksAndNoises(Draws draws) {
        Task task = task(draws, 1e9);
        String text = RecipeSchema.written("task", task);
        assertThat(readTask(text)).as(text).isEqualTo(task);
    }

    /**
     * Returns any built-in task in R^4 that a recipe can describe.
     *
     * @param most of the variance of isotropic noise
     */
    public static Task task(Draws draws, double most) {
        int from = draws.between(1, 3);
        int to = draws.between(from, 3);
        int kind = draws.between(0, 3);
        Noise noise = noise(draws, kind < 2, most);
        return switch (kind) {
            case 0 ->
                new Subspaces(N, from, draws.between(0.01d, 9d), 1).d(from, to).noise(noise);
            case 1 ->
                new Spheres(N, from, 1, 1)
                        .d(from, to)
                        .radius(draws.between(0.01d, 1d), draws.between(1d, 9d))
                        .noise(noise);
            case 2 ->
                draws.between(0, 1) == 0
                        ? new Mixtures(N, from, draws.between(0.01d, 9d), draws.between(0d, 2d), 1)
                                .K(from, to)
                                .radius(0.5, draws.between(0.5d, 3d))
                                .noise(noise)
                        : new Mixtures(N, 2)
                                .weights(0.25, 0.75)
                                .variances(draws.between(0d, 1d), draws.between(0d, 1d))
                                .noise(noise);
            default ->
                draws.between(0, 1) == 0
                        ? Gaussians.spectrum(eigenvalues(draws)).noise(noise)
                        : Gaussians.of(sigma(draws)).noise(noise);
        };
    }

    private static Noise noise(Draws draws, boolean subspace, double most) {
        return switch (draws.between(0, subspace ? 3 : 2)) {
            case 0 -> Noise.isotropic(draws.between(1e-9d, most));
            case 3 -> Noise.orthogonal(draws.between(0.01d, 9d));
            case 1 -> Noise.spectrum(eigenvalues(draws));
            default -> Noise.gaussian(sigma(draws));
        };
    }

    private static double[] eigenvalues(Draws draws) {
        return new double[] {draws.between(0d, 3d), draws.between(0d, 3d), draws.between(0.1d, 3d), 0};
    }

    /** A A^T, or a diagonal. */
    private static R064Store sigma(Draws draws) {
        R064Store a = R064Store.FACTORY.make(N, N);
        boolean diagonal = draws.between(0, 1) == 0;
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                a.set(i, j, diagonal && i != j ? 0 : draws.between(-1d, 1d));
            }
        }
        R064Store sigma = R064Store.FACTORY.make(N, N);
        for (int i = 0; i < N; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < N; k++) {
                    sum += a.doubleValue(i, k) * a.doubleValue(j, k);
                }
                sigma.set(i, j, sum);
                sigma.set(j, i, sum);
            }
        }
        return sigma;
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise_variance: 0.5", "noise: 0.5", "noise: {kind: isotropic, variance: 0.5}"})
    void equalValuesAreWrittenAlike(String noise) {
        Task task = readTask("{kind: subspaces, d: {from: 2, to: 2}, variance: 1, " + noise + "}");
        assertThat(RecipeSchema.written("task", task)).isEqualTo("{kind: subspaces, d: 2, variance: 1, noise: 0.5}");
    }

    @Test
    void defaultsAreLeftOut() {
        assertThat(RecipeSchema.written("training.optimiser", new Optimiser.Adam(0.01)))
                .isEqualTo("{kind: adam}");
        assertThat(RecipeSchema.written("training.decay", new Decay(0.1, List.of())))
                .isEqualTo("{}");
        assertThat(RecipeSchema.written("training.optimiser", new Optimiser.Sgd(0.01, 0.5)))
                .isEqualTo("{kind: sgd, rate: 0.01, momentum: 0.5}");
    }

    @Test
    void oneKeyOfTwoNamesReplacesTheOther() {
        Recipe recipe =
                read(SMALL + "cases:\n  a: {task: {noise: 9}}\n  b: {task: {noise: {kind: orthogonal, variance: 2}}}\n"
                        + "sweep: {training.seed: [1]}\n");
        assertThat(recipe.trials())
                .extracting(trial -> trial.task().noise())
                .containsExactly(Noise.isotropic(9), Noise.orthogonal(2));
        assertThat(read(SMALL, "task.noise=3").trials().getFirst().task().noise())
                .isEqualTo(Noise.isotropic(3));
        assertThat(read(SMALL + "sweep: {task.noise: [3]}\n")
                        .trials()
                        .getFirst()
                        .task()
                        .noise())
                .isEqualTo(Noise.isotropic(3));
    }

    @Test
    void aUsersOwnHasNoWords() {
        Task own = Task.of("own", N, 1, random -> Instance.of(N, stream -> new double[N]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecipeSchema.written("task", own))
                .withMessageContaining("cannot describe")
                .withMessageContaining("subspaces, spheres, mixtures, gaussians")
                .withMessageContaining("KindProvider");
    }

    /** A value that a run would refuse is refused here before it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kind: subspaces, d: 2, variance: 1, noise: {kind: orthogonal, variance: 1}} | shrunk_pca_projection",
                "{kind: subspaces, d: 2, variance: 1, noise: {kind: orthogonal, variance: 1}} | ideal_layer",
                "{kind: mixtures, K: 2, radius: 1, variance: 1, noise: {kind: spectrum, eigenvalues: [1, 2, 3, 4]}}"
                        + " | zero_variance",
                "{kind: spheres, d: 2, radius: 1, noise: {kind: gaussian, covariance: [1, 2, 3, 4]}} | bayes"
            })
    void baselinesThatNeedIsotropicNoise(String line) {
        String[] parts = line.split(" \\| ");
        assertThat(fault("name: t\ndata: {n: 4, L: 5}\ntask: " + parts[0] + "\nbaselines: [" + parts[1] + "]\n"))
                .contains("r.yaml:4:13: baselines: '" + parts[1] + "'")
                .contains("isotropic noise");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kind: mixtures, K: 2, radius: 1, variance: 1, noise: {kind: orthogonal, variance: 1}} | task.noise must",
                "{kind: gaussians, noise: 1} | task.eigenvalues must",
                "{kind: gaussians, eigenvalues: [1, 2], noise: 1} | task.eigenvalues must hold n = 4 numbers, got 2",
                "{kind: subspaces, d: {from: 2, to: 5}, variance: 1, noise: 1} | task.d must be <= data.n, got 5 where data.n is 4 (r.yaml:2:11)",
                "{kind: spheres, d: 2, radius: {from: 3, to: 2}, noise: 1} | task.radius.from must be at most the largest, 2.0, got 3.0",
                "{kind: spheres, d: 2, radius: {from: 0, to: 2}, noise: 1} | task.radius.from must be a finite number > 0, got 0",
                "{kind: mixtures, K: 2, radius: 0, variance: 1, noise: 1} | task.radius must be a finite number > 0",
                "{kind: subspaces, d: {from: 3, to: 2}, variance: 1, noise: 1} | task.d.from must",
                "{kind: mixtures, K: 2, radius: 1, variance: 1, weights: [0.2, 0.3], noise: 1} | task.weights must sum",
                "{kind: subspaces, d: 2, variance: 1, noise: 1, noise_variance: 1} | noise_variance must not stand beside"
            })
    void whatTheLibraryRefusesIsSaidOfTheKey(String line) {
        String[] parts = line.split(" \\| ");
        assertThat(fault("name: t\ndata: {n: 4, L: 5}\ntask: " + parts[0] + "\nbaselines: [zero]\n"))
                .contains(parts[1]);
    }
}
