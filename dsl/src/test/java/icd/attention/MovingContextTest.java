package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Architecture.Context;
import icd.attention.Architecture.Mask;
import icd.attention.Architecture.Scales;
import icd.describe.RefusedException;
import icd.math.RandomStream;
import icd.task.Prompt;
import icd.task.Subspaces;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Layers whose context moves, against the layer itself asked about each token in turn. */
class MovingContextTest {

    private static final int N = 4;

    private static final Prompt PROMPT =
            new Subspaces(N, 2, 2, 1).prompts(1, 7, 3).prompt(0);

    static Stream<LayerStack> stacks() {
        RandomStream random = RandomStream.of(2, "weights");
        AttentionLayer softmax = AttentionLayer.softmax(N);
        AttentionLayer linear = AttentionLayer.linear(N);
        return Stream.of(
                        LayerStack.of(linear, 3),
                        LayerStack.of(softmax.scalar().trainedScales(), 2),
                        LayerStack.tied(softmax.residual(), 3),
                        LayerStack.of(Heads.of(softmax.unmerged(2), linear), linear.normalised())
                                .step(0.6),
                        LayerStack.of(AttentionLayer.sparsemax(N), AttentionLayer.exponential(N)))
                .map(stack -> (LayerStack) stack.uniform(random));
    }

    /** Each layer is asked about each token with the tokens that it sees as its context, and the next is given what comes of them. */
    @ParameterizedTest
    @MethodSource("stacks")
    void eachTokenIsAQuery(LayerStack stack) {
        for (Mask mask : Mask.values()) {
            MatrixStore<Double> context = PROMPT.context();
            MatrixStore<Double> query = PROMPT.query();
            for (Attention layer : stack.layers()) {
                R064Store next = R064Store.FACTORY.make(N, PROMPT.L());
                for (int t = 0; t < PROMPT.L(); t++) {
                    MatrixStore<Double> seen = mask == Mask.FULL
                            ? context
                            : context.logical().limits(N, t + 1).get();
                    MatrixStore<Double> moved = step(stack, layer, seen, context.column(t));
                    for (int i = 0; i < N; i++) {
                        next.set(i, t, moved.doubleValue(i));
                    }
                }
                query = step(stack, layer, context, query);
                context = next;
            }
            LayerStack moving = stack.moving(mask);
            assertThat(moving.estimate(PROMPT.set()))
                    .as("%s", moving.name())
                    .containsExactly(query.toRawCopy1D(), within(1e-12));
            assertThat(moving.mask()).contains(mask);
            assertThat(moving.toString()).contains("the context moves, each token seeing");
        }
        assertThat(stack.moving(Mask.FULL).estimate(PROMPT.set()))
                .isNotEqualTo(stack.moving(Mask.CAUSAL).estimate(PROMPT.set()))
                .isNotEqualTo(stack.estimate(PROMPT.set()));
    }

    private static MatrixStore<Double> step(
            LayerStack stack, Attention layer, MatrixStore<Double> context, MatrixStore<Double> query) {
        double[] f = layer.estimate(Prompt.of(R064Store.FACTORY.copy(context), R064Store.FACTORY.copy(query))
                .set());
        return query.multiply(1 - stack.step()).add(R064Store.FACTORY.column(f).multiply(stack.step()));
    }

    /** With scalar weights and skips two linear layers are (a_2 + b_2 (a_1 + b_1 S)^2 S)(a_1 + b_1 S), of degree four. */
    @Test
    void linearLayersArePolynomials() {
        AttentionLayer linear = AttentionLayer.linear(N).scalar();
        Attention moving = LayerStack.of(
                        linear.trainedScales().scales(0.4, 0.3),
                        linear.trainedScales().scales(-0.2, 0.5))
                .moving(Mask.FULL);
        MatrixStore<Double> X = PROMPT.context();
        MatrixStore<Double> S = X.multiply(X.transpose()).multiply(1.0 / PROMPT.L());
        MatrixStore<Double> one = R064Store.FACTORY.makeEye(N, N);
        MatrixStore<Double> first = one.multiply(0.4).add(S.multiply(0.3));
        MatrixStore<Double> second =
                one.multiply(-0.2).add(first.multiply(first).multiply(S).multiply(0.5));
        assertThat(moving.estimate(PROMPT.set()))
                .containsExactly(second.multiply(first).multiply(PROMPT.query()).toRawCopy1D(), within(1e-12));
    }

    /** Nothing looks up what the context of the last layer has become. */
    @Test
    void oneLayerIsAsItWas() {
        LayerStack one = LayerStack.of(AttentionLayer.softmax(N).scalar().identity(1, 2));
        assertThat(one.moving(Mask.FULL).estimate(PROMPT.set())).isEqualTo(one.estimate(PROMPT.set()));
    }

    @Test
    void whatCannotMove() {
        for (Attention layer : List.of(
                AttentionLayer.softmax(N).full(),
                AttentionLayer.gaussian(N),
                AttentionLayer.softmax(N).recency(0.1),
                Heads.of(AttentionLayer.softmax(N), AttentionLayer.linear(N).full()),
                LayerStack.of(AttentionLayer.softmax(N), 2))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LayerStack.of(layer, 2).moving(Mask.FULL))
                    .withMessageStartingWith("LayerStack.moving: each layer must be able to move the context, got "
                            + layer.name() + ", which ");
        }
        refuses("context", new Potential.Gaussian(), Context.MOVES, Mask.FULL);
        refuses("mask", new Potential.Softmax(), Context.FIXED, Mask.CAUSAL);
    }

    private static void refuses(String parameter, Potential potential, Context context, Mask mask) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new Architecture.Alike(
                        potential,
                        Architecture.Weights.FULL,
                        Optional.empty(),
                        Architecture.Query.MASKED,
                        new Position.None(),
                        false,
                        Architecture.Normalisation.NONE,
                        1,
                        2,
                        false,
                        1,
                        Scales.FIXED,
                        context,
                        mask,
                        0,
                        Activation.RELU,
                        new Initialisation.Uniform()))
                .satisfies(e -> assertThat(e.parameter()).isEqualTo(parameter));
    }
}
