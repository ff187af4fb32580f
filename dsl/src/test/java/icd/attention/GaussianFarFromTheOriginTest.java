package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.math.RandomStream;
import icd.task.PromptSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ojalgo.matrix.store.R064Store;

/**
 * The Gaussian kernel does not see where the origin is: tokens and query moved along a direction that W_K and W_Q map alike give
 * the same weights and gradients. Coordinates are whole multiples of 2^-8 and the shift is 2^13, so that moving them is exact
 * even in float32.
 */
class GaussianFarFromTheOriginTest {

    private static final int N = 4;
    private static final int L = 19;
    private static final double SHIFT = 0x1p13;
    private static final double[] RESIDUAL = {0.3, -1, 0.7, 0.2};

    private static PromptSet prompts(Precision precision, double shift) {
        RandomStream random = RandomStream.of(5, "grained");
        TokenStack<?> contexts = TokenStack.allocate(precision, 2, N, L);
        double[] queries = new double[2 * N];
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < N; i++) {
                double[] row = new double[L];
                double move = i == 0 ? shift : 0;
                for (int t = 0; t < L; t++) {
                    row[t] = grained(random) + move;
                }
                contexts.setRow(k, i, row, 0);
                queries[k * N + i] = grained(random) + move;
            }
        }
        return PromptSet.of(contexts, queries, new double[2 * N]);
    }

    private static double grained(RandomStream random) {
        return Math.rint(random.gaussian() * 0x1p8) * 0x1p-8;
    }

    /** W_PV (or W_V) = I and, where W_K and W_Q are apart, random but for the first column, which they share. */
    private static List<AttentionLayer> layers() {
        AttentionLayer merged = AttentionLayer.gaussian(N).uniform(RandomStream.of(1, "weights"));
        R064Store keys = merged.matrix("W_K");
        R064Store queries = merged.matrix("W_Q");
        for (int i = 0; i < N; i++) {
            queries.set(i, 0, keys.doubleValue(i, 0));
        }
        R064Store eye = R064Store.FACTORY.makeEye(N, N);
        AttentionLayer apart = AttentionLayer.gaussian(N)
                .with("W_K", keys)
                .with("W_Q", queries)
                .with("W_PV", eye);
        AttentionLayer scalar = AttentionLayer.gaussian(N).scalar().identity(1, 1.3);
        return List.of(scalar, apart, scalar.full(), apart.full());
    }

    private record Passed(double[] estimate, double[] gradient, double[] queryGradient) {

        static Passed through(AttentionLayer layer, PromptSet prompts, Kernel kernel) {
            Pass pass = layer.pass(prompts, kernel);
            pass.load(layer.theta());
            double[] estimate = new double[N];
            double[] gradient = new double[layer.theta().length];
            double[] queryGradient = new double[N];
            pass.forward(1, prompts.queries(), N, estimate, 0);
            pass.backward(1, RESIDUAL, gradient, queryGradient);
            return new Passed(estimate, gradient, queryGradient);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void weightsAndGradientsStay(Precision precision) {
        double unit =
                precision == Precision.FLOAT32 ? 1e-6 : 1e-11; // of SHIFT times rounding, in what is rounded in float64
        for (AttentionLayer layer : layers()) {
            for (Kernel kernel : List.of(Kernel.scalar(), Kernel.chosen())) {
                Passed here = Passed.through(layer, prompts(precision, 0), kernel);
                Passed there = Passed.through(layer, prompts(precision, SHIFT), kernel);
                there.estimate[0] -= SHIFT;
                assertThat(there.estimate).as(layer.name()).containsExactly(here.estimate, within(1e-11));
                assertThat(there.queryGradient).as(layer.name()).containsExactly(here.queryGradient, within(unit));
                int at = 0;
                for (Parameter parameter : layer.parameters()) {
                    boolean keysOrQueries =
                            parameter.name().equals("W_K") || parameter.name().equals("W_Q");
                    for (int p = at; p < at + parameter.size(); p++) {
                        // The first column of each matrix meets the shift itself; so does all of alpha and W_PV.
                        if (parameter.name().equals("beta") || keysOrQueries && (p - at) % N != 0) {
                            assertThat(there.gradient[p])
                                    .as("%s, %s", layer.name(), parameter)
                                    .isCloseTo(here.gradient[p], within(unit));
                        }
                    }
                    at += parameter.size();
                }
            }
        }
    }

    /** Under the shift, dW_K's first column loses what dW_Q's gains. */
    @Test
    void theFirstColumnsMoveOppositely() {
        AttentionLayer apart = layers().get(1);
        Passed here = Passed.through(apart, prompts(Precision.FLOAT64, 0), Kernel.chosen());
        Passed there = Passed.through(apart, prompts(Precision.FLOAT64, SHIFT), Kernel.chosen());
        for (int a = 0; a < N; a++) {
            int keys = a * N;
            int queries = N * N + a * N;
            double gained = there.gradient[queries] - here.gradient[queries];
            assertThat(Math.abs(gained)).isGreaterThan(1);
            assertThat(there.gradient[keys] - here.gradient[keys]).isCloseTo(-gained, within(1e-10 * SHIFT));
        }
    }

    /** Against the definition, token by token, where W_K and W_Q have nothing in common. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void isTheSoftmaxOfDistances(Precision precision) {
        PromptSet prompts = prompts(precision, 3);
        AttentionLayer layer = AttentionLayer.gaussian(N).uniform(RandomStream.of(2, "weights"));
        R064Store K = layer.matrix("W_K");
        R064Store Q = layer.matrix("W_Q");
        for (int k = 0; k < 2; k++) {
            double[] mean = new double[N];
            double total = 0;
            for (int t = 0; t < L; t++) {
                double square = 0;
                for (int a = 0; a < N; a++) {
                    double r = 0;
                    for (int i = 0; i < N; i++) {
                        r += K.doubleValue(a, i) * prompts.contexts().get(k, i, t)
                                - Q.doubleValue(a, i) * prompts.queries()[k * N + i];
                    }
                    square += r * r;
                }
                double weight = Math.exp(-square / 2);
                total += weight;
                for (int i = 0; i < N; i++) {
                    mean[i] += weight * prompts.contexts().get(k, i, t);
                }
            }
            double[] expected = new double[N];
            R064Store pv = layer.projectionValue();
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    expected[i] += pv.doubleValue(i, j) * mean[j] / total;
                }
            }
            double[] estimates = layer.estimate(prompts);
            for (int i = 0; i < N; i++) {
                double tolerance = precision == Precision.FLOAT32 ? 5e-6 : 1e-12;
                assertThat(estimates[k * N + i]).isCloseTo(expected[i], within(tolerance));
            }
        }
    }
}
