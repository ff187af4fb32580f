package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.Covariance;
import icd.task.Mixtures;
import icd.task.Noise;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Transform;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** The denoisers that look at the context, against what they must become where the answer is known. */
class ContextDenoisersTest {

    private final PromptSet subspaces = new Subspaces(7, 3, 2, 1).prompts(300, 50, 1);
    private final PromptSet spheres = new Spheres(7, 3, 1, 0.1).prompts(300, 50, 1);

    private static double mse(Denoiser denoiser, PromptSet prompts) {
        return Score.of(denoiser, prompts, Workers.caller()).mse();
    }

    /** d tokens without noise span the subspace: PCA then is the projection itself. */
    @Test
    void pcaOfEnoughTokensIsTheProjection() {
        assertThat(Baselines.pcaProjection(3).estimate(subspaces))
                .containsExactly(Baselines.projection().estimate(subspaces), within(1e-9));
        assertThat(Baselines.pcaProjection(4).estimate(spheres))
                .containsExactly(Baselines.projection().estimate(spheres), within(1e-9));
        PromptSet mixtures = new Mixtures(7, 3, 1, 0.02, 0.1).prompts(30, 50, 1);
        assertThat(Baselines.pcaProjection(7).estimate(mixtures)).containsExactly(mixtures.queries(), within(1e-12));
        // With all directions of R^7 in the tokens, the leading ones must be the ones that are kept.
        assertThat(mse(Baselines.pcaProjection(3), new Mixtures(7, 3, 1, 0.001, 0.1).prompts(300, 50, 1)))
                .isBetween(0.25, 0.35); // 3 sigma_Z^2
    }

    /** Where d differs from prompt to prompt, the context tells it: all that it spans, in either precision. */
    @Test
    void pcaFindsTheDimension() {
        for (Precision precision : Precision.values()) {
            PromptSet various =
                    PromptSet.draw(new Subspaces(7, 3).d(1, 7), 200, 60, precision, 1, "prompts", Workers.caller());
            double tolerance = precision == Precision.FLOAT64 ? 1e-9 : 1e-4;
            assertThat(Baselines.pcaProjection().estimate(various))
                    .containsExactly(Baselines.projection().estimate(various), within(tolerance));
        }
        assertThat(Baselines.shrunkPcaProjection(1).estimate(subspaces))
                .containsExactly(Baselines.shrunkPcaProjection(3, 1).estimate(subspaces), within(1e-12));
        // Three centres and little else: the three directions hold more than 9 tenths, and less than 999 thousandths.
        PromptSet mixtures = new Mixtures(7, 3, 1, 0.001, 0.1).prompts(100, 200, 1);
        assertThat(Baselines.pcaExplaining(0.999).estimate(mixtures))
                .isNotEqualTo(Baselines.pcaProjection(3).estimate(mixtures));
        double[] most = Baselines.pcaExplaining(0.9).estimate(mixtures);
        double[] three = Baselines.pcaProjection(3).estimate(mixtures);
        double[] two = Baselines.pcaProjection(2).estimate(mixtures);
        double[] one = Baselines.pcaProjection(1).estimate(mixtures);
        for (int i = 0; i < most.length; i++) {
            assertThat(most[i]).isIn(three[i], two[i], one[i]);
        }
    }

    /** With the second moments of a long context for Sigma_X: Bayes itself, for noise of any covariance. */
    @Test
    void contextGaussianTendsToBayes() {
        Covariance noise =
                Covariance.of(R064Store.FACTORY.rows(new double[][] {{1, 0.5, 0}, {0.5, 2, 0}, {0, 0, 0.1}}));
        PromptSet prompts = new Subspaces(3, 2).noise(Noise.gaussian(noise)).prompts(20, 20_000, 1);
        double[] exact = Baselines.bayes().estimate(prompts);
        double[] estimates = Baselines.contextGaussian(noise).estimate(prompts);
        assertThat(estimates).containsExactly(exact, within(0.05)); // 1/sqrt(L) = 0.007, times queries of size 2
        assertThat(Baselines.contextGaussian(Covariance.isotropic(3, 5)).estimate(prompts))
                .isNotEqualTo(estimates);
    }

    /** The query in the metric of Sigma_Z^-1: the same as whitening prompt and query first. */
    @Test
    void empiricalPosteriorOfAnyNoise() {
        Transform root = Transform.random(7, 20, Transform.Target.NEW, RandomStream.of(1, "root"));
        Covariance noise = Covariance.of(R064Store.FACTORY.copy(
                symmetric(root.matrix().multiply(root.matrix().transpose()))));
        PromptSet plain = new Spheres(7, 3).prompts(20, 30, 1);
        PromptSet coloured = new Spheres(7, 3).transformed(root).prompts(20, 30, 1);
        double[] white = Baselines.empiricalPosterior(1).estimate(plain);
        double[] estimates = Baselines.empiricalPosterior(noise).estimate(coloured);
        double[] expected = new double[7];
        for (int k = 0; k < 20; k++) {
            root.apply(white, k * 7, expected, 0);
            assertThat(java.util.Arrays.copyOfRange(estimates, k * 7, k * 7 + 7))
                    .containsExactly(expected, within(1e-10));
        }
    }

    private static R064Store symmetric(org.ojalgo.matrix.store.MatrixStore<Double> m) {
        R064Store copy = R064Store.FACTORY.copy(m);
        for (int i = 0; i < m.getRowDim(); i++) {
            for (int j = 0; j < i; j++) {
                copy.set(j, i, copy.doubleValue(i, j));
            }
        }
        return copy;
    }

    @Test
    void shrunkPcaApproachesBayes() {
        double bayes = mse(Baselines.bayes(), subspaces);
        double shrunk = mse(Baselines.shrunkPcaProjection(3, 1), subspaces);
        assertThat(shrunk).isLessThan(mse(Baselines.pcaProjection(3), subspaces));
        assertThat(shrunk).isCloseTo(bayes, within(0.03 * bayes));
        PromptSet longer = new Subspaces(7, 3, 2, 1).prompts(20, 20_000, 1);
        double[] exact = Baselines.bayes().estimate(longer);
        double[] estimate = Baselines.shrunkPcaProjection(3, 1).estimate(longer);
        // v has a relative standard error of sqrt(2/(d L)) = 0.006, and the factor v/(v + 1) a third of it
        for (int i = 0; i < exact.length; i++) {
            assertThat(estimate[i]).isCloseTo(exact[i], within(4 * 0.006 / 3 * Math.abs(exact[i]) + 1e-9));
        }
    }

    @Test
    void contextMeanIsTheMean() {
        double[] means = Baselines.contextMean().estimate(subspaces);
        double sum = 0;
        for (int t = 0; t < 50; t++) {
            sum += subspaces.context(17).doubleValue(3, t);
        }
        assertThat(means[17 * 7 + 3]).isCloseTo(sum / 50, within(1e-14));
    }

    @Test
    void empiricalPosteriorByItsFormula() {
        double[] estimates = Baselines.empiricalPosterior(0.7).estimate(subspaces);
        for (int k = 0; k < 20; k++) {
            double[] sum = new double[7];
            double total = 0;
            for (int t = 0; t < 50; t++) {
                double weight = Math.exp(-distance(subspaces, k, t) / 1.4);
                total += weight;
                for (int i = 0; i < 7; i++) {
                    sum[i] += weight * subspaces.contexts().get(k, i, t);
                }
            }
            for (int i = 0; i < 7; i++) {
                assertThat(estimates[k * 7 + i]).isCloseTo(sum[i] / total, within(1e-12));
            }
        }
    }

    @Test
    void empiricalPosteriorWithoutNoiseIsTheNearestToken() {
        double[] estimates = Baselines.empiricalPosterior(1e-9).estimate(subspaces);
        assertThat(Baselines.nearestToken().estimate(subspaces)).containsExactly(estimates, within(1e-12));
        for (int k = 0; k < subspaces.size(); k++) {
            int nearest = 0;
            for (int t = 1; t < 50; t++) {
                nearest = distance(subspaces, k, t) < distance(subspaces, k, nearest) ? t : nearest;
            }
            for (int i = 0; i < 7; i++) {
                assertThat(estimates[k * 7 + i]).isCloseTo(subspaces.contexts().get(k, i, nearest), within(1e-12));
            }
        }
    }

    private static double distance(PromptSet prompts, int k, int t) {
        double square = 0;
        for (int i = 0; i < prompts.n(); i++) {
            double difference = prompts.contexts().get(k, i, t) - prompts.queries()[k * prompts.n() + i];
            square += difference * difference;
        }
        return square;
    }

    /** Equation 13, alpha = 1 and beta = 1/sigma_Z^2, on a sphere and only there. */
    @Test
    void empiricalPosteriorOnSpheresIsSoftmaxAttention() {
        Denoiser layer = AttentionLayer.softmax(7).identity(1, 1 / 0.1);
        double[] attended = layer.estimate(spheres);
        assertThat(Baselines.empiricalPosterior(0.1).estimate(spheres)).containsExactly(attended, within(1e-12));
        assertThat(mse(Baselines.empiricalPosterior(0.1), subspaces)).isNotCloseTo(mse(layer, subspaces), within(0.01));
    }

    /** s/(s + sigma_Z^2) I with s = d sigma_0^2/n = 1, of loss n s sigma_Z^2/(s + sigma_Z^2). */
    @Test
    void leastSquaresTendsToAScaledIdentity() {
        int n = 8;
        int size = 100_000;
        PromptSet training = new Subspaces(n, 4, 2, 1).prompts(size, 0, 1);
        Denoiser map = Baselines.leastSquares(training);
        double[] units = new double[n * n];
        for (int i = 0; i < n; i++) {
            units[i * n + i] = 1;
        }
        PromptSet basis = PromptSet.of(TokenStack.allocate(Precision.FLOAT64, n, n, 1), units, units);
        double[] columns = map.estimate(basis);
        double error = Math.sqrt(0.5 / (2.0 * size)); // residual variance / (N variance of the query)
        for (int i = 0; i < n * n; i++) {
            assertThat(columns[i]).isCloseTo(units[i] / 2, within(5 * error));
        }
        Score score = Score.of(map, new Subspaces(n, 4, 2, 1).prompts(size, 0, 2), Workers.caller());
        assertThat(score.msePerDim()).isCloseTo(0.5, within(4 * score.standardError()));
        // A map that is not symmetric must not come out transposed: targets are the queries, shifted by a place.
        double[] shifted = new double[training.size() * n];
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = training.queries()[i - i % n + (i + 1) % n];
        }
        TokenStack<?> none = TokenStack.allocate(Precision.FLOAT64, size, n, 1);
        double[] shift = Baselines.leastSquares(PromptSet.of(none, training.queries(), shifted))
                .estimate(basis);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                assertThat(shift[j * n + i]).isCloseTo((i + 1) % n == j ? 1 : 0, within(1e-9));
            }
        }
    }
}
