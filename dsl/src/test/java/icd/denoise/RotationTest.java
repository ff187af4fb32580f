package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.attention.AttentionLayer;
import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.math.Frame;
import icd.math.RandomStream;
import icd.task.Covariance;
import icd.task.GaussianTokens;
import icd.task.Gaussians;
import icd.task.Instance;
import icd.task.Mixture;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.PromptSet;
import icd.task.Sphere;
import icd.task.Spheres;
import icd.task.Subspace;
import icd.task.Subspaces;
import icd.task.Task;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** Rotating prompt and instance rotates the estimate. */
class RotationTest {

    private static final int PROMPTS = 8;

    @Property(cases = 40)
    void ofEveryDenoiser(Draws draws) {
        int n = draws.between(3, 18);
        int d = draws.between(1, 2);
        int L = draws.between(4, 40);
        int seed = draws.between(0, 10_000);
        R064Store q = Frame.random(n, n, RandomStream.of(seed, "rotation")).matrix();
        List<Denoiser> common = List.of(
                Baselines.zero(),
                Baselines.query(),
                Baselines.contextMean(),
                Baselines.bayes(),
                Baselines.pcaProjection(1),
                Baselines.shrunkPcaProjection(1, 0.5),
                Baselines.pcaProjection(),
                Baselines.pcaExplaining(0.7),
                Baselines.shrunkPcaProjection(0.5),
                Baselines.contextGaussian(Covariance.isotropic(n, 0.5)),
                Baselines.empiricalPosterior(0.5),
                Baselines.empiricalPosterior(
                        Covariance.of(Covariance.isotropic(n, 0.5).matrix())),
                AttentionLayer.linear(n).identity(1.3, 0.4),
                AttentionLayer.softmax(n).identity(1.3, 0.4),
                AttentionLayer.linear(n).scalar().identity(1.3, 0.4),
                AttentionLayer.softmax(n).scalar().identity(1.3, 0.4));
        check(new Subspaces(n, d, 2, 1), L, seed, q, common, List.of(Baselines.projection()));
        check(
                new Spheres(n, d, 1, 0.1),
                L,
                seed,
                q,
                common,
                List.of(Baselines.projection(), Baselines.projectionToSphere()));
        check(new Mixtures(n, d, 1, 0.02, 0.1), L, seed, q, common, List.of(Baselines.zeroVariance()));
        double[] spectrum = IntStream.range(1, n + 1).mapToDouble(i -> 0.1 * i).toArray();
        List<Denoiser> oracles = List.of(Baselines.bayes());
        check(new Subspaces(n, d).noise(Noise.spectrum(spectrum)), L, seed, q, oracles, List.of());
        check(new Spheres(n, d).noise(Noise.orthogonal(1)), L, seed, q, oracles, List.of());
        check(new Mixtures(n, d).noise(Noise.spectrum(spectrum)), L, seed, q, oracles, List.of());
        check(Gaussians.spectrum(spectrum), L, seed, q, oracles, List.of());
    }

    private static void check(
            Task task, int L, int seed, R064Store q, List<Denoiser> common, List<? extends Denoiser> own) {
        PromptSet prompts = task.prompts(PROMPTS, L, seed);
        PromptSet rotated = rotated(prompts, q);
        for (Denoiser denoiser : common) {
            check(denoiser, denoiser, prompts, rotated, q);
        }
        for (Denoiser denoiser : own) {
            check(denoiser, denoiser, prompts, rotated, q);
        }
        PromptSet training = task.prompts(50, 1, seed + 1);
        check(Baselines.leastSquares(training), Baselines.leastSquares(rotated(training, q)), prompts, rotated, q);
    }

    private static void check(
            Denoiser denoiser, Denoiser afterwards, PromptSet prompts, PromptSet rotated, R064Store q) {
        double[] expected = rotate(denoiser.estimate(prompts), q);
        assertThat(afterwards.estimate(rotated))
                .as("%s of %s", denoiser.name(), prompts)
                .containsExactly(expected, within(1e-7));
    }

    /** The guard: weights that single out directions do not commute with rotations. */
    @Test
    void butNotOfAnyWeights() {
        R064Store q = Frame.random(5, 5, RandomStream.of(1, "rotation")).matrix();
        PromptSet prompts = new Subspaces(5, 2, 2, 1).prompts(PROMPTS, 20, 1);
        Denoiser layer = AttentionLayer.linear(5).uniform(RandomStream.of(1, "weights"));
        double[] expected = rotate(layer.estimate(prompts), q);
        double[] actual = layer.estimate(rotated(prompts, q));
        assertThat(IntStream.range(0, expected.length)
                        .mapToDouble(i -> Math.abs(actual[i] - expected[i]))
                        .max()
                        .orElseThrow())
                .isGreaterThan(0.1);
    }

    private static PromptSet rotated(PromptSet prompts, R064Store q) {
        int n = prompts.n();
        TokenStack<?> contexts = TokenStack.allocate(Precision.FLOAT64, prompts.size(), n, prompts.L());
        Instance[] instances = new Instance[prompts.size()];
        Covariance[] noises = new Covariance[prompts.size()];
        for (int k = 0; k < prompts.size(); k++) {
            for (int i = 0; i < n; i++) {
                double[] row = new double[prompts.L()];
                for (int t = 0; t < row.length; t++) {
                    for (int j = 0; j < n; j++) {
                        row[t] += q.doubleValue(i, j) * prompts.contexts().get(k, j, t);
                    }
                }
                contexts.setRow(k, i, row, 0);
            }
            instances[k] = switch (prompts.instance(k)) {
                case Subspace s -> new Subspace(rotate(s.frame(), q), s.variance());
                case Sphere s -> new Sphere(rotate(s.frame(), q), s.radius());
                case Mixture m -> new Mixture(n, rotate(m.centres(), q), m.weights(), m.variances());
                case GaussianTokens g -> new GaussianTokens(rotate(g.mean(), q), rotate(g.covariance(), q));
                default -> throw new AssertionError();
            };
            noises[k] = prompts.noise(k).isIsotropic() ? prompts.noise(k) : rotate(prompts.noise(k), q);
        }
        return PromptSet.of(contexts, rotate(prompts.queries(), q), rotate(prompts.targets(), q))
                .drawnFrom(prompts.task(), instances, noises);
    }

    private static Covariance rotate(Covariance covariance, R064Store q) {
        R064Store sigma = R064Store.FACTORY.copy(q.multiply(covariance.matrix()).multiply(q.transpose()));
        for (int i = 0; i < sigma.getRowDim(); i++) {
            for (int j = 0; j < i; j++) {
                sigma.set(j, i, sigma.doubleValue(i, j));
            }
        }
        return Covariance.of(sigma);
    }

    private static Frame rotate(Frame frame, R064Store q) {
        return Frame.of(R064Store.FACTORY.copy(q.multiply(frame.matrix())));
    }

    /** Vectors of n numbers, one after another. */
    private static double[] rotate(double[] vectors, R064Store q) {
        int n = q.getRowDim();
        double[] rotated = new double[vectors.length];
        for (int at = 0; at < vectors.length; at += n) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    rotated[at + i] += q.doubleValue(i, j) * vectors[at + j];
                }
            }
        }
        return rotated;
    }
}
