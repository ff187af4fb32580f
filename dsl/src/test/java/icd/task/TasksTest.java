package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.math.Frame;
import icd.math.RandomStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Moments of the tokens of each task at 4 standard errors, and what parameters are refused. */
class TasksTest {

    private static final int DRAWS = 200_000;
    private static final int N = 5;

    private static double[] tokens(Instance instance) {
        double[] tokens = new double[N * DRAWS];
        instance.sample(RandomStream.of(1, "tokens"), DRAWS, tokens);
        return tokens;
    }

    /** Mean of X_i X_j compared with expected, and mean of X_i with 0. */
    private static void assertMoments(double[] tokens, double[][] expected) {
        for (int i = 0; i < N; i++) {
            double mean = 0;
            for (int t = 0; t < DRAWS; t++) {
                mean += tokens[i * DRAWS + t] / DRAWS;
            }
            assertThat(mean).as("E X_%d", i).isCloseTo(0, within(4 * Math.sqrt(expected[i][i] / DRAWS)));
            for (int j = 0; j < N; j++) {
                double moment = 0;
                double square = 0;
                for (int t = 0; t < DRAWS; t++) {
                    double product = tokens[i * DRAWS + t] * tokens[j * DRAWS + t];
                    moment += product / DRAWS;
                    square += product * product / DRAWS;
                }
                double error = Math.sqrt((square - moment * moment) / DRAWS);
                assertThat(moment).as("E X_%d X_%d", i, j).isCloseTo(expected[i][j], within(4 * error));
            }
        }
    }

    private static double[][] projector(Frame frame, double scale) {
        double[][] p = new double[N][N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                for (int k = 0; k < frame.k(); k++) {
                    p[i][j] += scale * frame.get(i, k) * frame.get(j, k);
                }
            }
        }
        return p;
    }

    private static void assertInSpan(double[] tokens, Frame frame) {
        double[] x = new double[N];
        double[] p = new double[N];
        for (int t = 0; t < 100; t++) {
            for (int i = 0; i < N; i++) {
                x[i] = tokens[i * DRAWS + t];
            }
            frame.project(x, 0, p, 0);
            assertThat(p).containsExactly(x, within(1e-14));
        }
    }

    /** E X X^T = sigma_0^2 P; and of a Gaussian: E |X|^4 = sigma_0^4 d (d + 2). */
    @Test
    void subspaces() {
        Subspace instance = new Subspaces(N, 3, 2, 1).draw(RandomStream.of(2, "instance"));
        double[] tokens = tokens(instance);
        assertMoments(tokens, projector(instance.frame(), 2));
        assertInSpan(tokens, instance.frame());
        double fourth = 0;
        for (double norm : norms(tokens)) {
            fourth += Math.pow(norm, 4) / DRAWS;
        }
        assertThat(fourth).isCloseTo(4 * 3 * 5, within(4 * 88 / Math.sqrt(DRAWS)));
    }

    /** |X| = R, E X X^T = R^2/(d + 1) P. */
    @Test
    void spheres() {
        Sphere instance = new Spheres(N, 3, 1.5, 1).draw(RandomStream.of(3, "instance"));
        assertThat(instance.d()).isEqualTo(3);
        assertThat(instance.frame().k()).isEqualTo(4);
        double[] tokens = tokens(instance);
        for (double norm : norms(tokens)) {
            assertThat(norm).isCloseTo(1.5, within(1e-14));
        }
        assertMoments(tokens, projector(instance.frame(), 1.5 * 1.5 / 4));
        assertInSpan(tokens, instance.frame());
    }

    @Test
    void mixtures() {
        Mixture instance = new Mixtures(N, 7, 1.5, 0.02, 1).draw(RandomStream.of(4, "instance"));
        assertThat(instance.weights()).containsOnly(1 / 7.0);
        assertThat(instance.variances()).containsOnly(0.02);
        for (int a = 0; a < 7; a++) {
            double square = 0;
            for (int i = 0; i < N; i++) {
                square += instance.centres()[a * N + i] * instance.centres()[a * N + i];
            }
            assertThat(Math.sqrt(square)).isCloseTo(1.5, within(1e-14));
        }
    }

    /** Well separated components, so that each token tells which it came from. */
    @Test
    void sharesAndSpreadsOfAMixture() {
        double[] centres = new double[3 * N];
        centres[0] = 100;
        centres[N + 1] = 100;
        centres[2 * N + 2] = 100;
        double[] weights = {0.5, 0.2, 0.3};
        double[] variances = {1, 4, 0};
        double[] tokens = tokens(new Mixture(N, centres, weights, variances));
        for (int a = 0; a < 3; a++) {
            int count = 0;
            double square = 0;
            double offCentre = 0;
            for (int t = 0; t < DRAWS; t++) {
                if (tokens[a * DRAWS + t] > 50) {
                    count++;
                    offCentre += tokens[a * DRAWS + t] - 100;
                    for (int i = 0; i < N; i++) {
                        double deviation = tokens[i * DRAWS + t] - centres[a * N + i];
                        square += deviation * deviation;
                    }
                }
            }
            double p = weights[a];
            assertThat((double) count / DRAWS).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / DRAWS)));
            assertThat(offCentre / count).isCloseTo(0, within(4 * Math.sqrt(variances[a] / count)));
            assertThat(square / count / N)
                    .isCloseTo(variances[a], within(4 * variances[a] * Math.sqrt(2.0 / (N * count))));
        }
    }

    private static double[] norms(double[] tokens) {
        double[] norms = new double[DRAWS];
        for (int t = 0; t < DRAWS; t++) {
            for (int i = 0; i < N; i++) {
                norms[t] += tokens[i * DRAWS + t] * tokens[i * DRAWS + t];
            }
            norms[t] = Math.sqrt(norms[t]);
        }
        return norms;
    }

    @Test
    void errors() {
        refused(() -> new Subspaces(16, 20, 2, 1), "Subspaces: d must be <= n, got 20 where n is 16");
        refused(() -> new Subspaces(16, 0, 2, 1), "Subspaces: d must be >= 1, got 0");
        refused(() -> new Subspaces(16, 8, 0, 1), "Subspaces: variance must be > 0 and finite, got 0.0");
        refused(() -> new Subspaces(16, 8, 2, Double.NaN), "Subspaces: noiseVariance must be > 0 and finite, got NaN");
        refused(
                () -> new Spheres(16, 16, 1, 0.1),
                "Spheres: d must be < n, as a d-sphere spans d + 1 dimensions, got 16 where n is 16");
        refused(() -> new Spheres(16, 8, -1, 0.1), "Spheres: radius must be > 0 and finite, got -1.0");
        refused(() -> new Mixtures(16, 0, 1, 0.02, 0.1), "Mixtures: K must be >= 1, got 0");
        refused(() -> new Mixtures(0, 8, 1, 0.02, 0.1), "Mixtures: n must be >= 1, got 0");
        refused(() -> new Mixtures(16, 8, 1, -0.02, 0.1), "Mixtures: variance must be >= 0 and finite, got -0.02");
        refused(
                () -> new Mixtures(16, 8, 1, 0.02, Double.POSITIVE_INFINITY),
                "Mixtures: noiseVariance must be > 0 and finite, got Infinity");
        refused(
                () -> new Mixture(2, new double[4], new double[] {0.5, 0.6}, new double[2]),
                "Mixture: weights must sum to 1, got 1.1");
        refused(
                () -> new Mixture(2, new double[3], new double[] {0.5, 0.5}, new double[2]),
                "Mixture: centres, weights and variances must be K x n, K and K with K > 0, got 3, 2 and 2 numbers"
                        + " with n = 2");
        refused(
                () -> new Mixture(2, new double[4], new double[] {1.5, -0.5}, new double[2]),
                "Mixture: weight 1 must be > 0 and finite, got -0.5");
    }

    private static void refused(ThrowingCallable action, String message) {
        assertThatIllegalArgumentException().isThrownBy(action).withMessage(message);
    }
}
