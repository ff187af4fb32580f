package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import icd.math.RandomStream;
import icd.task.Instance;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.task.UnknownInstanceException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OracleErrorsTest {

    private final PromptSet subspaces = new Subspaces(4, 2, 1, 1).prompts(3, 2, 0);
    private final PromptSet mixtures = new Mixtures(4, 2, 1, 1, 1).prompts(3, 2, 0);

    /** A task that a user may add, whose author gives no posterior mean. */
    record Cubes(int n, double noiseVariance) implements Task {

        @Override
        public String name() {
            return "cubes";
        }

        @Override
        public Instance draw(RandomStream random) {
            return new Cube(n);
        }
    }

    record Cube(int n) implements Instance {

        @Override
        public void sample(RandomStream random, int count, double[] tokens) {
            for (int i = 0; i < n * count; i++) {
                tokens[i] = random.uniform(-1, 1);
            }
        }
    }

    @Test
    void noClosedForm() {
        PromptSet prompts = new Cubes(3, 1).prompts(5, 2, 0);
        assertThat(prompts.query(4).getRowDim()).isEqualTo(3);
        unsupported(
                () -> Baselines.bayes().estimate(prompts),
                "Instance.posterior: Cube gives no closed form of E[X | X~]; override posterior, or use"
                        + " bayesBySampling(samples)");
    }

    @Test
    void oracleOfAnotherTask() {
        unsupported(
                () -> Baselines.projection().estimate(mixtures),
                "Baselines.projection: the instance must be in a subspace (subspaces, spheres), got Mixture of 2"
                        + " Gaussians in R^4");
        unsupported(
                () -> Baselines.projectionToSphere().estimate(subspaces),
                "Baselines.projection_to_sphere: the instance must be on a sphere (spheres), got Subspace[frame=2"
                        + " orthonormal vectors in R^4, variance=1.0]");
        unsupported(
                () -> Baselines.zeroVariance().estimate(subspaces),
                "Baselines.zero_variance: the instance must be a mixture (mixtures), got Subspace[frame=2 orthonormal"
                        + " vectors in R^4, variance=1.0]");
    }

    private static void unsupported(ThrowingCallable action, String message) {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(action)
                .withMessage(message);
    }

    @Test
    void importedPrompts() {
        PromptSet imported = PromptSet.of(subspaces.contexts(), subspaces.queries(), subspaces.targets());
        assertThatExceptionOfType(UnknownInstanceException.class)
                .isThrownBy(() -> Baselines.bayes().estimate(imported))
                .withMessageContaining("imported");
        assertThat(Baselines.query().estimate(imported)).isEqualTo(subspaces.queries());
    }

    @Test
    void promptsWithoutContext() {
        PromptSet none = new Spheres(4, 2, 1, 1).prompts(3, 0, 0);
        for (Denoiser denoiser :
                new Denoiser[] {Baselines.contextMean(), Baselines.pcaProjection(2), Baselines.empiricalPosterior(1)}) {
            assertThatIllegalStateException()
                    .as(denoiser.name())
                    .isThrownBy(() -> denoiser.estimate(none))
                    .withMessageStartingWith("PromptSet.contexts: the prompts must have a context, got L = 0");
        }
    }

    @Test
    void arguments() {
        refused(
                () -> Baselines.shrunkPcaProjection(2, 0),
                "Baselines.shrunkPcaProjection: noiseVariance must be > 0 and finite, got 0.0");
        refused(
                () -> Baselines.empiricalPosterior(-1),
                "Baselines.empiricalPosterior: noiseVariance must be > 0 and finite, got -1.0");
        refused(() -> Baselines.pcaProjection(0), "Baselines.pcaProjection: k must be >= 1, got 0");
        refused(
                () -> Baselines.pcaProjection(5).estimate(subspaces),
                "Baselines.pcaProjection: k must be <= n = 4, got 5");
        refused(
                () -> Baselines.leastSquares(subspaces),
                "Baselines.leastSquares: the queries must span R^4, got 3 that do not");
        Denoiser map = Baselines.leastSquares(new Subspaces(4, 2, 1, 1).prompts(50, 0, 0));
        refused(
                () -> map.estimate(new Subspaces(5, 2, 1, 1).prompts(3, 0, 0)),
                "Baselines.leastSquares: training and other prompts must be of one dimension, got n = 4 and n = 5");
    }

    /** Rounding hides that a matrix is singular, more so the larger it is. */
    @Test
    void leastSquaresOfTooFewPrompts() {
        for (int n = 2; n <= 24; n++) {
            PromptSet few = new Subspaces(n, 1, 1, 1).prompts(n - 1, 0, n);
            refused(
                    () -> Baselines.leastSquares(few),
                    "Baselines.leastSquares: the queries must span R^" + n + ", got " + (n - 1) + " that do not");
        }
    }

    private static void refused(ThrowingCallable action, String message) {
        assertThatIllegalArgumentException().isThrownBy(action).withMessage(message);
    }
}
