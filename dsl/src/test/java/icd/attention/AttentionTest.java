package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.R064Store;

/** Equations 11 and 12 written out, for weights without any symmetry. */
class AttentionTest {

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            for (Similarity similarity : Similarity.values()) {
                for (int[] size : new int[][] {{1, 1}, {5, 21}, {9, 16}, {16, 500}, {17, 33}}) {
                    cases.add(Arguments.of(precision, similarity, size[0], size[1]));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equations(Precision precision, Similarity similarity, int n, int L) {
        PromptSet prompts =
                PromptSet.draw(new Subspaces(n, (n + 1) / 2, 2, 1), 6, L, precision, 1, "p", Workers.caller());
        MatrixAttention layer = MatrixAttention.uniform(similarity, n, RandomStream.of(1, "weights"));
        double[] estimates = layer.estimate(prompts);
        double tolerance = precision == Precision.FLOAT32 ? 2e-5 : 1e-13;
        for (int k = 0; k < prompts.size(); k++) {
            double[] expected = naive(layer, prompts, k);
            for (int i = 0; i < n; i++) {
                assertThat(estimates[k * n + i]).isCloseTo(expected[i], within(tolerance));
            }
        }
        // The path of training, which for linear attention goes through second moments, must agree.
        Pass pass = layer.pass(prompts, Kernel.scalar());
        pass.load(layer.theta());
        double[] out = new double[n + 1];
        pass.forward(5, out, 1);
        for (int i = 0; i < n; i++) {
            assertThat(out[1 + i]).isCloseTo(estimates[5 * n + i], within(tolerance));
        }
    }

    private static double[] naive(MatrixAttention layer, PromptSet prompts, int k) {
        int n = prompts.n();
        int L = prompts.L();
        R064Store kq = layer.keyQuery();
        R064Store pv = layer.projectionValue();
        double[] weights = new double[L];
        double total = 0;
        for (int t = 0; t < L; t++) {
            double score = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    score += prompts.contexts().get(k, i, t) * kq.doubleValue(i, j) * prompts.queries()[k * n + j];
                }
            }
            weights[t] = layer.similarity() == Similarity.LINEAR ? score : Math.exp(score);
            total += layer.similarity() == Similarity.LINEAR ? 1 : weights[t]; // L, or the sum
        }
        double[] estimate = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int t = 0; t < L; t++) {
                    estimate[i] += pv.doubleValue(i, j) * prompts.contexts().get(k, j, t) * weights[t] / total;
                }
            }
        }
        return estimate;
    }

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void scalarsAreScaledIdentities(Similarity similarity) {
        PromptSet prompts = new Subspaces(5, 2, 2, 1).prompts(6, 21, 1);
        assertThat(new ScalarAttention(similarity, 5, 0.4, 1.3).estimate(prompts))
                .containsExactly(
                        MatrixAttention.identity(similarity, 5, 1.3, 0.4).estimate(prompts), within(1e-13));
    }

    /** App. F; and no score is too large for softmax. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void hugeInverseTemperatureRetrievesTheTokenOfLargestOverlap(Precision precision) {
        PromptSet prompts = PromptSet.draw(new Subspaces(5, 2, 2, 1), 50, 21, precision, 1, "p", Workers.caller());
        double[] estimates =
                MatrixAttention.identity(Similarity.SOFTMAX, 5, 1, 1e30).estimate(prompts);
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
            }
        }
    }

    @Test
    void weightsByName() {
        MatrixAttention layer = MatrixAttention.uniform(Similarity.LINEAR, 3, RandomStream.of(1, "weights"));
        double bound = 1 / Math.sqrt(3);
        assertThat(layer.theta()).hasSize(18);
        assertThat(DoubleStream.of(layer.theta()))
                .allMatch(w -> Math.abs(w) <= bound)
                .anyMatch(w -> w < 0);
        assertThat(layer.arrays("_init").sequencedKeySet()).containsExactly("W_KQ_init", "W_PV_init");
        assertThat(layer.arrays("").get("W_PV").doubles()[1 * 3 + 2])
                .isEqualTo(layer.projectionValue().doubleValue(1, 2));
        MatrixAttention same = MatrixAttention.of(Similarity.LINEAR, layer.keyQuery(), layer.projectionValue());
        assertThat(same.theta()).containsExactly(layer.theta());
        MatrixAttention identity = MatrixAttention.identity(Similarity.SOFTMAX, 3, 2, 5);
        assertThat(identity.alpha()).isEqualTo(2);
        assertThat(identity.beta()).isEqualTo(5);
        assertThat(identity.keyQuery().doubleValue(1, 1)).isEqualTo(5);
        ScalarAttention scalar = new ScalarAttention(Similarity.SOFTMAX, 3, 5, 2);
        assertThat(scalar.arrays("_final").get("beta_final").value()).isEqualTo(5);
        assertThat(scalar.arrays("_final").get("alpha_final").value()).isEqualTo(2);
        assertThat(scalar.name()).isEqualTo("softmax_scalar");
        double[] theta = layer.theta(); // a copy
        theta[0] = 99;
        assertThat(layer.theta()[0]).isNotEqualTo(99);
    }

    @Test
    void normalInitialisation() {
        double[] theta = MatrixAttention.normal(Similarity.LINEAR, 40, 0.3, RandomStream.of(1, "weights"))
                .theta();
        double square = 0;
        for (double w : theta) {
            square += w * w / theta.length;
        }
        assertThat(square).isCloseTo(0.09, within(4 * 0.09 * Math.sqrt(2.0 / theta.length)));
    }

    @Test
    void errors() {
        PromptSet prompts = new Subspaces(4, 2, 2, 1).prompts(2, 3, 1);
        String message = "%s attention: layer and prompts must be of one dimension, got n = 6 and n = 4";
        for (Similarity similarity : Similarity.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> MatrixAttention.identity(similarity, 6, 1, 1).estimate(prompts))
                    .withMessage(message.formatted(similarity));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ScalarAttention(similarity, 6, 1, 1).pass(prompts, Kernel.simd()))
                    .withMessage(message.formatted(similarity));
        }
        R064Store square = R064Store.FACTORY.make(2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MatrixAttention.of(Similarity.LINEAR, square, R064Store.FACTORY.make(2, 3)))
                .withMessage("MatrixAttention.of: W_KQ and W_PV must be n x n, got 2 x 2 and 2 x 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        MatrixAttention.identity(Similarity.LINEAR, 3, 1, 1).with(new double[9]))
                .withMessage("MatrixAttention.with: theta must hold 2 n^2 = 18 numbers, got 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScalarAttention(Similarity.LINEAR, 3, 1, 1).with(new double[1]))
                .withMessage("ScalarAttention.with: theta must hold beta and alpha, got 1 numbers");
    }
}
