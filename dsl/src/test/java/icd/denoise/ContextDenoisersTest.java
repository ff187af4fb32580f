package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.attention.AttentionLayer;
import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import org.junit.jupiter.api.Test;

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
