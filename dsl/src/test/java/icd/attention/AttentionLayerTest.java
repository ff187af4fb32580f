package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
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
import org.ojalgo.function.aggregator.Aggregator;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Equations 11, 12, 14 and their variants written out, for weights without any symmetry. */
class AttentionLayerTest {

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            for (int[] size : new int[][] {{1, 1}, {5, 21}, {9, 16}, {16, 500}, {17, 33}}) {
                cases.add(Arguments.of(precision, size[0], size[1]));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equations(Precision precision, int n, int L) {
        PromptSet prompts =
                PromptSet.draw(new Subspaces(n, (n + 1) / 2, 2, 1), 3, L, precision, 1, "p", Workers.caller());
        double tolerance = precision == Precision.FLOAT32 ? 5e-5 : 1e-12;
        for (AttentionLayer layer : Layers.single(n, RandomStream.of(1, "weights"))) {
            double[] estimates = layer.estimate(prompts);
            for (int k = 0; k < prompts.size(); k++) {
                MatrixStore<Double> expected = naive(layer, prompts.context(k), prompts.query(k));
                double size = Math.max(1, expected.aggregateAll(Aggregator.LARGEST));
                for (int i = 0; i < n; i++) {
                    assertThat(estimates[k * n + i])
                            .as(layer.name())
                            .isCloseTo(expected.doubleValue(i, 0), within(tolerance * size));
                }
            }
            // The path of training, which for linear attention goes through second moments, must agree.
            Pass pass = layer.pass(prompts, Kernel.scalar());
            pass.load(layer.theta());
            double[] out = new double[n + 1];
            pass.forward(2, prompts.queries(), 2 * n, out, 1);
            for (int i = 0; i < n; i++) {
                double size = Math.max(1, Math.abs(estimates[2 * n + i]));
                assertThat(out[1 + i]).isCloseTo(estimates[2 * n + i], within(tolerance * size));
            }
        }
    }

    /** x^ from the definitions, with nothing taken from the layer but its parameters and options. */
    private static MatrixStore<Double> naive(AttentionLayer layer, MatrixStore<Double> x, MatrixStore<Double> q) {
        int n = layer.n();
        MatrixStore<Double> tokens = R064Store.FACTORY.copy(layer.isFull() ? x.right(q) : x);
        int count = tokens.getColDim();
        MatrixStore<Double> keys = tokens;
        MatrixStore<Double> queries = q;
        MatrixStore<Double> values = tokens;
        MatrixStore<Double> readout = R064Store.FACTORY.makeIdentity(n);
        boolean gaussian = layer.scoring() == Scoring.DISTANCE;
        for (Parameter parameter : layer.parameters()) {
            R064Store w = layer.matrix(parameter.name());
            switch (parameter.name()) {
                case "W_KQ" -> queries = w.multiply(q);
                case "W_Q" -> queries = w.multiply(q);
                case "W_K" -> keys = R064Store.FACTORY.copy(w.multiply(tokens));
                case "W_V" -> values = w.multiply(tokens);
                case "W_PV", "W_O" -> readout = w;
                case "alpha" -> readout = readout.multiply(w.doubleValue(0, 0));
                case "beta" -> {
                    double root = gaussian ? Math.sqrt(w.doubleValue(0, 0)) : 1;
                    keys = R064Store.FACTORY.copy(tokens.multiply(root));
                    queries = q.multiply(gaussian ? root : w.doubleValue(0, 0));
                }
                default -> throw new AssertionError(parameter);
            }
        }
        double[] scores = new double[count];
        for (int t = 0; t < count; t++) {
            for (int i = 0; i < keys.getRowDim(); i++) {
                double difference = keys.doubleValue(i, t) - queries.doubleValue(i, 0);
                scores[t] +=
                        gaussian ? -0.5 * difference * difference : keys.doubleValue(i, t) * queries.doubleValue(i, 0);
            }
        }
        R064Store weights = R064Store.FACTORY.column(weights(layer.potential(), scores));
        MatrixStore<Double> estimate = readout.multiply(values.multiply(weights));
        return layer.isResidual() ? estimate.add(q) : estimate;
    }

    private static double[] weights(Potential potential, double[] scores) {
        double L = scores.length;
        double total = DoubleStream.of(scores).map(Math::exp).sum();
        return switch (potential) {
            case Potential.Linear _ -> DoubleStream.of(scores).map(z -> z / L).toArray();
            case Potential.Softmax _, Potential.Gaussian _ ->
                DoubleStream.of(scores).map(z -> Math.exp(z) / total).toArray();
            case Potential.Polynomial(int k, boolean rectified) ->
                DoubleStream.of(scores)
                        .map(z -> Math.pow(rectified ? Math.max(z, 0) : z, k - 1) / L)
                        .toArray();
            case Potential.Exponential _ ->
                DoubleStream.of(scores).map(z -> Math.exp(z) / L).toArray();
            case Layers.Cosh _ ->
                DoubleStream.of(scores).map(z -> Math.sinh(z) / L).toArray();
            default -> { // sparsemax and its kin, which have tests of their own
                double[] weights = new double[scores.length];
                potential.weigh(scores, weights);
                yield weights;
            }
        };
    }

    @Test
    void scalarsAreScaledIdentities() {
        PromptSet prompts = new Subspaces(5, 2, 2, 1).prompts(6, 21, 1);
        for (AttentionLayer weighting : Layers.weightings(5)) {
            for (AttentionLayer merged : List.of(weighting, weighting.full(), weighting.residual())) {
                double[] expected = merged.scalar().identity(1.3, 0.4).estimate(prompts);
                AttentionLayer set = merged.identity(1.3, 0.4);
                assertThat(set.estimate(prompts)).containsExactly(expected, within(1e-13));
                assertThat(set.unmerged().estimate(prompts)).containsExactly(expected, within(1e-13));
                assertThat(set.unmerged(5).estimate(prompts)).containsExactly(expected, within(1e-13));
                assertThat(set.scalar().estimate(prompts)).containsExactly(expected, within(1e-13));
            }
        }
        AttentionLayer negative = AttentionLayer.softmax(5).identity(-1, -0.4);
        assertThat(negative.unmerged().estimate(prompts)).containsExactly(negative.estimate(prompts), within(1e-13));
    }

    /** A fresh layer has identities as weights before any choice. */
    @Test
    void aFreshLayerHasIdentities() {
        for (AttentionLayer layer : Layers.weightings(4)) {
            for (AttentionLayer form : List.of(layer, layer.scalar(), layer.unmerged(), layer.unmerged(4))) {
                assertThat(form.alpha()).isEqualTo(1);
                assertThat(form.beta()).isEqualTo(1);
                assertThat(form.keyQuery().doubleValue(1, 2)).isZero();
            }
        }
        AttentionLayer narrow = AttentionLayer.softmax(4).identity(3, 5).unmerged(2);
        assertThat(narrow.alpha()).as("two of four coordinates").isEqualTo(1.5);
        assertThat(narrow.beta()).isEqualTo(2.5, within(1e-14));
    }

    @Test
    void weightsByName() {
        AttentionLayer layer = AttentionLayer.linear(3).uniform(RandomStream.of(1, "weights"));
        double bound = 1 / Math.sqrt(3);
        assertThat(layer.theta()).hasSize(18);
        assertThat(DoubleStream.of(layer.theta()))
                .allMatch(w -> Math.abs(w) <= bound)
                .anyMatch(w -> w < 0);
        assertThat(layer.arrays("_init").sequencedKeySet()).containsExactly("W_KQ_init", "W_PV_init");
        assertThat(layer.arrays("").get("W_PV").doubles()[1 * 3 + 2])
                .isEqualTo(layer.projectionValue().doubleValue(1, 2))
                .isEqualTo(layer.matrix("W_PV").doubleValue(1, 2))
                .isEqualTo(layer.theta()[9 + 5]);
        AttentionLayer same = AttentionLayer.linear(3).weights(layer.keyQuery(), layer.projectionValue());
        assertThat(same.theta()).containsExactly(layer.theta());
        AttentionLayer scalar = AttentionLayer.softmax(3).scalar().identity(2, 5);
        assertThat(scalar.arrays("_final").get("beta_final").value()).isEqualTo(5);
        assertThat(scalar.arrays("_final").get("alpha_final").value()).isEqualTo(2);
        assertThat(scalar.theta()).containsExactly(5, 2);
        assertThat(scalar.with("beta", R064Store.FACTORY.column(7)).theta()).containsExactly(7, 2);
        double[] theta = layer.theta(); // a copy
        theta[0] = 99;
        assertThat(layer.theta()[0]).isNotEqualTo(99);
    }

    /** The order of theta, and of what a stream draws, as the golden arrays have it. */
    @Test
    void namesInOrder() {
        assertThat(AttentionLayer.gaussian(3).parameters())
                .extracting(Parameter::name)
                .containsExactly("W_K", "W_Q", "W_PV");
        assertThat(AttentionLayer.softmax(3).unmerged().parameters())
                .extracting(Parameter::toString)
                .containsExactly("W_Q (3 x 3)", "W_K (3 x 3)", "W_V (3 x 3)");
        assertThat(AttentionLayer.softmax(3).unmerged(2).parameters())
                .extracting(Parameter::toString)
                .containsExactly("W_Q (2 x 3)", "W_K (2 x 3)", "W_V (2 x 3)", "W_O (3 x 2)");
        assertThat(AttentionLayer.softmax(3).name()).isEqualTo("softmax");
        assertThat(AttentionLayer.linear(3).scalar().name()).isEqualTo("linear_scalar");
        assertThat(AttentionLayer.entmax(3, 1.5).unmerged().full().residual().name())
                .isEqualTo("entmax-1.5_qkv_full_residual");
        assertThat(AttentionLayer.rectifiedPolynomial(3, 4).scalar().name()).isEqualTo("rectified_polynomial-4_scalar");
        assertThat(AttentionLayer.exponential(3).full().name()).isEqualTo("exponential_full");
        assertThat(AttentionLayer.softmax(3).identity(2, 0.25))
                .hasToString("softmax attention, n = 3, mean diagonals alpha = 2.000 and beta = 0.2500");
        assertThat(AttentionLayer.gaussian(3).scalar())
                .hasToString("gaussian_scalar attention, n = 3, alpha = 1.000 and beta = 1.000");
    }

    @Test
    void mergedMapsOfProducts() {
        AttentionLayer layer = AttentionLayer.softmax(4).unmerged(2).uniform(RandomStream.of(1, "weights"));
        assertThat(layer.keyQuery().toRawCopy1D())
                .containsExactly(
                        layer.matrix("W_K")
                                .transpose()
                                .multiply(layer.matrix("W_Q"))
                                .toRawCopy1D(),
                        within(1e-15));
        assertThat(layer.projectionValue().toRawCopy1D())
                .containsExactly(
                        layer.matrix("W_O").multiply(layer.matrix("W_V")).toRawCopy1D(), within(1e-15));
        assertThat(layer.alpha())
                .isEqualTo((layer.projectionValue().doubleValue(0, 0)
                                + layer.projectionValue().doubleValue(1, 1)
                                + layer.projectionValue().doubleValue(2, 2)
                                + layer.projectionValue().doubleValue(3, 3))
                        / 4);
    }

    @Test
    void normalInitialisation() {
        double[] theta = AttentionLayer.linear(40)
                .normal(0.3, RandomStream.of(1, "weights"))
                .theta();
        double square = 0;
        for (double w : theta) {
            square += w * w / theta.length;
        }
        assertThat(square).isCloseTo(0.09, within(4 * 0.09 * Math.sqrt(2.0 / theta.length)));
    }

    /** k = 2 says linear with other words. */
    @Test
    void thePolynomialOfDegreeTwoIsLinear() {
        PromptSet prompts = new Subspaces(5, 2, 2, 1).prompts(6, 21, 1);
        AttentionLayer linear = AttentionLayer.linear(5).uniform(RandomStream.of(1, "weights"));
        AttentionLayer polynomial =
                AttentionLayer.polynomial(5, 2).weights(linear.keyQuery(), linear.projectionValue());
        assertThat(polynomial.estimate(prompts)).containsExactly(linear.estimate(prompts), within(1e-13));
        assertThat(polynomial.full().estimate(prompts))
                .containsExactly(linear.full().estimate(prompts), within(1e-13));
    }

    /** exp(1000) has no place in a double, nor has the exponential of 100 in a float: both are errors with a name. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void weightsThatOverflowAreAnErrorOfTheEstimate(Precision precision) {
        PromptSet prompts = PromptSet.draw(new Subspaces(4, 2, 2, 1), 3, 9, precision, 1, "p", Workers.caller());
        double beta = precision == Precision.FLOAT32 ? 100 : 1000;
        for (AttentionLayer layer : List.of(
                AttentionLayer.exponential(4).identity(1, beta),
                AttentionLayer.polynomial(4, 400).identity(1, beta),
                AttentionLayer.rectifiedPolynomial(4, 401)
                        .scalar()
                        .identity(1, beta)
                        .full())) {
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> layer.estimate(prompts))
                    .withMessageStartingWith(layer.name() + ": estimates must be finite, got ");
        }
    }

    @Test
    void errors() {
        PromptSet prompts = new Subspaces(4, 2, 2, 1).prompts(2, 3, 1);
        for (AttentionLayer layer : Layers.weightings(6)) {
            String message =
                    layer.name() + " attention: layer and prompts must be of one dimension, got n = 6 and n = 4";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> layer.estimate(prompts))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> layer.pass(prompts, Kernel.simd()))
                    .withMessage(message);
        }
        R064Store square = R064Store.FACTORY.make(2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.linear(2).weights(square, R064Store.FACTORY.make(2, 3)))
                .withMessage("linear attention: W_PV must be 2 x 2, got 2 x 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.softmax(2).scalar().weights(square, square))
                .withMessage("softmax_scalar attention: parameter must be one of [beta (a number), alpha (a number)],"
                        + " got W_KQ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.linear(3).with(new double[9]))
                .withMessage(
                        "AttentionLayer.with: theta must hold [W_KQ (3 x 3), W_PV (3 x 3)], 18 in all, got 9 numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.gaussian(3).identity(1, -2))
                .withMessage(
                        "AttentionLayer.identity: beta must be >= 0 where it is the square of W_K = W_Q, got -2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.softmax(0))
                .withMessage("AttentionLayer: n must be > 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.softmax(3).unmerged(0))
                .withMessage("AttentionLayer.unmerged: h must be > 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.polynomial(3, 1))
                .withMessage("Polynomial: k must be >= 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.softmax(3).normal(Double.NaN, RandomStream.of(1, "w")))
                .withMessage("Normal: standardDeviation must be >= 0 and finite, got NaN");
    }
}
