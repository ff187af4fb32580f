package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.denoise.Baselines;
import icd.denoise.Score;
import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ojalgo.function.aggregator.Aggregator;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Properties that layers with certain weights must have, exactly or in a limit. (Proposition 3.2 has a test of its
 * own.)
 */
class LimitsTest {

    private static R064Store gaussians(int rows, int columns, RandomStream random) {
        double[] numbers = new double[rows * columns];
        random.gaussians(numbers, 0, numbers.length);
        return R064Store.FACTORY.copy(R064Store.wrap(numbers, rows));
    }

    /** App. F; and no score is too large for softmax. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void hugeInverseTemperatureRetrievesTheTokenOfLargestOverlap(Precision precision) {
        PromptSet prompts = PromptSet.draw(new Subspaces(5, 2, 2, 1), 50, 21, precision, 1, "p", Workers.caller());
        double[] estimates = AttentionLayer.softmax(5).identity(1, 1e30).estimate(prompts);
        double[] sparse = AttentionLayer.sparsemax(5).identity(1, 1e30).estimate(prompts);
        for (int k = 0; k < 50; k++) {
            int best = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int t = 0; t < 21; t++) {
                double overlap = 0;
                for (int i = 0; i < 5; i++) {
                    overlap += prompts.contexts().get(k, i, t) * prompts.queries()[k * 5 + i];
                }
                best = overlap > most ? t : best;
                most = Math.max(most, overlap);
            }
            for (int i = 0; i < 5; i++) {
                assertThat(estimates[k * 5 + i]).isEqualTo(prompts.contexts().get(k, i, best), within(1e-30));
                assertThat(sparse[k * 5 + i]).isEqualTo(prompts.contexts().get(k, i, best));
            }
        }
    }

    /** Where the query is a token too, it is retrieved if no other overlaps with it more than it does itself. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void hugeInverseTemperatureMayRetrieveTheQuery(Precision precision) {
        PromptSet prompts = PromptSet.draw(new Mixtures(5, 3, 2, 0.5, 0.5), 60, 9, precision, 1, "p", Workers.caller());
        double[] without = AttentionLayer.softmax(5).identity(1, 1e30).estimate(prompts);
        double[] with = AttentionLayer.softmax(5).full().identity(1, 1e30).estimate(prompts);
        int retrieved = 0;
        for (int k = 0; k < 60; k++) {
            double[] query = Arrays.copyOfRange(prompts.queries(), k * 5, k * 5 + 5);
            double[] token = Arrays.copyOfRange(without, k * 5, k * 5 + 5);
            boolean own = Vectors.dot(query, query, 0) > Vectors.dot(query, token, 0);
            retrieved += own ? 1 : 0;
            assertThat(Arrays.copyOfRange(with, k * 5, k * 5 + 5)).containsExactly(own ? query : token, within(1e-15));
        }
        assertThat(retrieved).isBetween(5, 55);
    }

    /** Equation 14 with W_K = W_Q = I/sigma_Z, and with scalar weights. */
    @Test
    void gaussianKernelIsTheEmpiricalPosterior() {
        PromptSet prompts = new Mixtures(7, 3, 1, 0.2, 0.5).prompts(40, 50, 1);
        double[] expected = Baselines.empiricalPosterior(0.5).estimate(prompts);
        AttentionLayer layer = AttentionLayer.gaussian(7).identity(1, 1 / 0.5);
        assertThat(layer.matrix("W_K").doubleValue(2, 2)).isEqualTo(1 / Math.sqrt(0.5), within(1e-15));
        assertThat(layer.estimate(prompts)).containsExactly(expected, within(1e-13));
        assertThat(layer.scalar().estimate(prompts)).containsExactly(expected, within(1e-13));
        PromptSet coarse = PromptSet.draw(prompts.task(), 40, 50, Precision.FLOAT32, 1, "prompts", Workers.caller());
        double[] rounded = Baselines.empiricalPosterior(0.5).estimate(coarse);
        assertThat(layer.estimate(coarse)).containsExactly(rounded, within(2e-6));
    }

    /** Equation 13 is equation 14 on a sphere, and not elsewhere. */
    @Test
    void gaussianKernelIsSoftmaxOnASphere() {
        PromptSet sphere = new Spheres(7, 3, 1, 0.1).prompts(40, 50, 1);
        double[] softmax = AttentionLayer.softmax(7).identity(1, 1 / 0.1).estimate(sphere);
        assertThat(AttentionLayer.gaussian(7).identity(1, 1 / 0.1).estimate(sphere))
                .containsExactly(softmax, within(1e-12));
        PromptSet subspaces = new Subspaces(7, 3, 2, 1).prompts(40, 50, 1);
        double[] elsewhere = AttentionLayer.softmax(7).estimate(subspaces);
        double[] gaussian = AttentionLayer.gaussian(7).estimate(subspaces);
        double most = 0;
        for (int i = 0; i < elsewhere.length; i++) {
            most = Math.max(most, Math.abs(elsewhere[i] - gaussian[i]));
        }
        assertThat(most).isGreaterThan(0.1);
    }

    /** Theorem 3.1: on spheres equation 13 comes near Bayes with many tokens, and wrong temperatures do not. */
    @Test
    void idealLayerApproachesBayesOnSpheres() {
        PromptSet prompts = new Spheres(6, 2, 1, 0.3).prompts(400, 3000, 1);
        double bayes = Score.of(Baselines.bayes(), prompts, Workers.caller()).mse();
        AttentionLayer layer = AttentionLayer.softmax(6);
        double ideal =
                Score.of(layer.identity(1, 1 / 0.3), prompts, Workers.caller()).mse();
        assertThat(ideal).isCloseTo(bayes, within(0.01 * bayes));
        assertThat(Score.of(layer.identity(1, 2 / 0.3), prompts, Workers.caller())
                        .mse())
                .isGreaterThan(1.03 * bayes);
        assertThat(Score.of(layer.identity(1, 0.5 / 0.3), prompts, Workers.caller())
                        .mse())
                .isGreaterThan(1.03 * bayes);
    }

    /**
     * von Oswald et al. 2023, Proposition 1: tokens (x, y), W_K = W_Q = diag(I, 0), W_V = [[0, 0], [W_0, -I]], P = eta I / N:
     * one layer on the residual stream moves y of the query by -Delta W x, with W_0 + Delta W one gradient step of least
     * squares (1/2N) sum ||W x_i - y_i||^2.
     */
    @Test
    void linearAttentionIsAGradientStepOfLeastSquares() {
        int inputs = 3;
        int outputs = 2;
        int n = inputs + outputs;
        int N = 21;
        double eta = 0.7;
        RandomStream random = RandomStream.of(1, "regression");
        R064Store x = gaussians(inputs, N, random);
        R064Store y = gaussians(outputs, N, random);
        R064Store w0 = gaussians(outputs, inputs, random);
        R064Store query = gaussians(n, 1, random);

        R064Store keys = R064Store.FACTORY.make(n, n);
        R064Store values = R064Store.FACTORY.make(n, n);
        for (int i = 0; i < inputs; i++) {
            keys.set(i, i, 1);
        }
        for (int o = 0; o < outputs; o++) {
            values.set(inputs + o, inputs + o, -eta);
            for (int i = 0; i < inputs; i++) {
                values.set(inputs + o, i, eta * w0.doubleValue(o, i));
            }
        }
        PromptSet prompt = prompt(x.below(y), query);
        AttentionLayer layer = AttentionLayer.linear(n)
                .unmerged()
                .residual()
                .with("W_K", keys)
                .with("W_Q", keys)
                .with("W_V", values);
        double[] moved = layer.estimate(prompt);

        MatrixStore<Double> gradient =
                w0.multiply(x).subtract(y).multiply(x.transpose()).divide(N);
        MatrixStore<Double> change = gradient.multiply(-eta).multiply(query.limits(inputs, 1)); // Delta W x
        for (int i = 0; i < inputs; i++) {
            assertThat(moved[i]).isEqualTo(query.doubleValue(i));
        }
        for (int o = 0; o < outputs; o++) {
            assertThat(moved[inputs + o])
                    .isCloseTo(query.doubleValue(inputs + o) - change.doubleValue(o, 0), within(1e-14));
        }
    }

    private static PromptSet prompt(MatrixStore<Double> context, R064Store query) {
        int n = context.getRowDim();
        int L = context.getColDim();
        double[] packed = new double[n * L];
        for (int i = 0; i < n; i++) {
            for (int t = 0; t < L; t++) {
                packed[i * L + t] = context.doubleValue(i, t);
            }
        }
        return PromptSet.of(TokenStack.of(packed, 1, n, L), query.toRawCopy1D(), new double[n]);
    }

    /** A.12: with W_PV = alpha A^-1 and W_KQ = beta (A A^T)^-1, prompts mapped by A give the estimate of the others. */
    @Property(cases = 20)
    void transformedPrompts(Draws draws) {
        int n = draws.between(1, 9);
        int L = draws.between(1, 40);
        long seed = draws.seed();
        RandomStream random = RandomStream.of(seed, "transform");
        R064Store a =
                R064Store.FACTORY.copy(gaussians(n, n, random).multiply(0.3).add(R064Store.FACTORY.makeIdentity(n)));
        R064Store x = gaussians(n, L, random);
        R064Store q = gaussians(n, 1, random);
        LU<Double> lu = LU.R064.make();
        lu.decompose(a);
        R064Store inverse = R064Store.FACTORY.copy(lu.getInverse());
        R064Store metric = R064Store.FACTORY.copy(inverse.transpose().multiply(inverse)); // (A A^T)^-1
        double condition = norm(a) * norm(inverse);
        for (AttentionLayer layer :
                new AttentionLayer[] {AttentionLayer.linear(n), AttentionLayer.softmax(n), AttentionLayer.entmax(n, 1.5)
                }) {
            double[] plain = layer.identity(1.3, 0.7).estimate(prompt(x, q));
            AttentionLayer mapped = layer.weights(metric.multiply(0.7), inverse.multiply(1.3));
            double[] there = mapped.estimate(prompt(a.multiply(x), R064Store.FACTORY.copy(a.multiply(q))));
            assertThat(there).containsExactly(plain, within(1e-13 * condition * condition));
        }
    }

    private static double norm(MatrixStore<Double> matrix) {
        return matrix.aggregateAll(Aggregator.NORM2);
    }

    /** However large tokens, weights and queries, as long as the precision can hold the scores; and however small. */
    @Property(cases = 300)
    void softmaxNeverOverflows(Draws draws) {
        Precision precision = draws.of(Precision.values());
        int n = draws.between(1, 20);
        int L = draws.between(1, 70);
        int tokenScale = draws.between(-15, 15);
        int weightScale = draws.between(-15, 15);
        long seed = draws.seed();
        RandomStream random = RandomStream.of(seed, "large");
        TokenStack<?> tokens = TokenStack.allocate(precision, 1, n, L);
        double[] row = new double[L];
        double size = StrictMath.pow(10, tokenScale / 2.0);
        double most = 0;
        for (int i = 0; i < n; i++) {
            for (int t = 0; t < L; t++) {
                row[t] = size * random.uniform(-1, 1);
                most = Math.max(most, Math.abs(row[t]));
            }
            tokens.setRow(0, i, row, 0);
        }
        double[] query = new double[n];
        for (int i = 0; i < n; i++) {
            query[i] = size * random.uniform(-1, 1);
            most = Math.max(most, Math.abs(query[i]));
        }
        PromptSet prompt = PromptSet.of(tokens, query, new double[n]);
        double beta = StrictMath.pow(10, weightScale);
        for (AttentionLayer weighting : Layers.weightings(n).subList(1, 5)) {
            for (AttentionLayer layer : new AttentionLayer[] {
                weighting,
                weighting.full(),
                weighting.scalar(),
                weighting.scalar().full()
            }) {
                double[] estimate = layer.identity(1, beta).estimate(prompt);
                for (double x : estimate) {
                    assertThat(Math.abs(x))
                            .as(layer.name())
                            .isLessThanOrEqualTo(most * (1 + 1e-5)); // within the tokens' hull
                }
            }
        }
    }
}
