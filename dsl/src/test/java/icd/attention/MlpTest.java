package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Architecture.Alike;
import icd.attention.Architecture.Context;
import icd.attention.Architecture.Mask;
import icd.attention.Architecture.Normalisation;
import icd.attention.Architecture.OfLayers;
import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.describe.Schema;
import icd.io.NpyArray;
import icd.math.RandomStream;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.theory.Conditions;
import icd.theory.KnownLaw;
import icd.train.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** s + W_out phi(W_in s + b_in) between layers; its gradient is checked with that of all layers. */
class MlpTest {

    private static final int N = 4;
    private static final PromptSet PROMPTS = new Subspaces(N, 2, 2, 1).prompts(3, 7, 1);

    private static RandomStream random() {
        return RandomStream.of(1, "weights");
    }

    static Stream<LayerStack> stacks() {
        AttentionLayer softmax = AttentionLayer.softmax(N);
        return Stream.of(
                        LayerStack.of(softmax, 3),
                        LayerStack.tied(softmax.residual(), 3).step(0.6),
                        LayerStack.of(
                                softmax.normalised(), AttentionLayer.linear(N).normalised()),
                        LayerStack.of(AttentionLayer.linear(N).trainedScales(), 2)
                                .moving(Mask.FULL),
                        LayerStack.tied(softmax.scalar().residual().normalised(), 3)
                                .moving(Mask.CAUSAL))
                .map(stack -> (LayerStack) stack.uniform(random()));
    }

    /** A new one has W_out = 0: the stream passes it by, to the bit. Drawn it changes the estimates. */
    @ParameterizedTest
    @MethodSource("stacks")
    void withZeroOutputWeightsItIsTheStackWithout(LayerStack stack) {
        for (Activation activation : Activation.values()) {
            LayerStack with = stack.mlp(5, activation);
            assertThat(with.estimate(PROMPTS)).isEqualTo(stack.estimate(PROMPTS));
            assertThat(with.hidden()).hasValue(5);
            assertThat(with.activation()).contains(activation);
            assertThat(with.mask()).isEqualTo(stack.mask());
            assertThat(with.layers()).isEqualTo(stack.layers());
            assertThat(with.mlpDrawn(random()).estimate(PROMPTS)).isNotEqualTo(stack.estimate(PROMPTS));
        }
        assertThat(stack.mlp(5).mlp(7, Activation.TANH).hidden())
                .as("one takes another's place")
                .hasValue(7);
        assertThat(stack.hidden()).isEmpty();
        assertThat(stack.activation()).isEmpty();
    }

    /** Every state, of the query and of each token where the context moves, layer by layer with matrices. */
    @ParameterizedTest
    @MethodSource("stacks")
    void actsOnEachStateBetweenLayers(LayerStack stack) {
        for (Activation activation : Activation.values()) {
            LayerStack with = (LayerStack) stack.mlp(6, activation).uniform(random());
            boolean normalised = with.name().contains("rms");
            Prompt prompt = PROMPTS.slice(1, 2).prompt(0);
            MatrixStore<Double> context = prompt.context();
            MatrixStore<Double> query = prompt.query();
            for (int i = 0; i < with.layers().size(); i++) {
                Attention layer = with.layers().get(i);
                String suffix = with.isTied() ? "_mlp" : "_mlp" + (i + 1);
                boolean last = i == with.layers().size() - 1;
                R064Store next = R064Store.FACTORY.copy(context);
                for (int t = 0; t < PROMPTS.L() && with.mask().isPresent(); t++) {
                    MatrixStore<Double> seen = with.mask().get() == Mask.FULL
                            ? context
                            : context.logical().limits(N, t + 1).get();
                    MatrixStore<Double> moved = step(with, layer, seen, context.column(t));
                    next.fillColumn(0, t, last ? moved : through(with, suffix, activation, normalised, moved));
                }
                MatrixStore<Double> state = step(with, layer, context, query);
                query = last ? state : through(with, suffix, activation, normalised, state);
                context = next;
            }
            assertThat(with.estimate(PROMPTS.slice(1, 2)))
                    .as("%s", with.name())
                    .containsExactly(query.toRawCopy1D(), within(1e-12));
        }
    }

    private static MatrixStore<Double> step(
            LayerStack stack, Attention layer, MatrixStore<Double> context, MatrixStore<Double> query) {
        double[] f = layer.estimate(Prompt.of(R064Store.FACTORY.copy(context), R064Store.FACTORY.copy(query))
                .set());
        return query.multiply(1 - stack.step()).add(R064Store.FACTORY.column(f).multiply(stack.step()));
    }

    private static MatrixStore<Double> through(
            Attention stack, String suffix, Activation activation, boolean normalised, MatrixStore<Double> state) {
        MatrixStore<Double> seen = normalised ? state.multiply(Math.sqrt(N) / state.norm()) : state;
        MatrixStore<Double> z = stack.matrix("W_in" + suffix).multiply(seen).add(stack.matrix("b_in" + suffix));
        double[] y = Arrays.stream(z.toRawCopy1D())
                .map(each -> activation == Activation.RELU ? (each > 0 ? each : 0) : Math.tanh(each))
                .toArray();
        return state.add(stack.matrix("W_out" + suffix).multiply(R064Store.FACTORY.column(y)));
    }

    @Test
    void parametersStandBehindThoseOfTheLayers() {
        AttentionLayer scalar = AttentionLayer.softmax(N).scalar();
        LayerStack stack = LayerStack.of(scalar, 3).mlp(6);
        assertThat(stack.parameters())
                .extracting(Parameter::toString)
                .endsWith(
                        "alpha_layer3 (a number)",
                        "W_in_mlp1 (6 x 4)",
                        "b_in_mlp1 (6)",
                        "W_out_mlp1 (4 x 6)",
                        "W_in_mlp2 (6 x 4)",
                        "b_in_mlp2 (6)",
                        "W_out_mlp2 (4 x 6)");
        assertThat(LayerStack.tied(scalar, 3).mlp(6).parameters())
                .extracting(Parameter::name)
                .containsExactly("beta", "alpha", "W_in_mlp", "b_in_mlp", "W_out_mlp");
        Attention drawn = stack.uniform(random());
        SequencedMap<String, NpyArray> arrays = drawn.arrays("_final");
        assertThat(stack.with(arrays, "_final").theta()).isEqualTo(drawn.theta());
        double[] layers = LayerStack.of(scalar, 3).uniform(random()).theta();
        assertThat(drawn.theta()).as("layers are drawn as without it").startsWith(layers);
    }

    /** Its units read the coordinates in turn, forwards and backwards, so that none is dead. */
    @Test
    void identity() {
        R064Store in = LayerStack.of(AttentionLayer.softmax(2), 2)
                .mlp(5)
                .identity(3, 0.5)
                .matrix("W_in_mlp1");
        double[][] rows = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}};
        for (int j = 0; j < rows.length; j++) {
            assertThat(new double[] {in.doubleValue(j, 0), in.doubleValue(j, 1)})
                    .isEqualTo(rows[j]);
        }
        LayerStack given =
                (LayerStack) LayerStack.of(AttentionLayer.softmax(2), 2).mlp(5).identity(3, 0.5);
        assertThat(Initialisation.of(given, MlpTest::random)).contains(new Initialisation.Identity(3, 0.5));
        assertThat(given.layers().getFirst().alpha()).isEqualTo(3);
    }

    @Test
    void names() {
        AttentionLayer softmax = AttentionLayer.softmax(N);
        assertThat(LayerStack.of(softmax, 2).mlp(16).name()).isEqualTo("softmax_layers2_mlp16");
        assertThat(LayerStack.of(softmax, AttentionLayer.linear(N))
                        .step(0.5)
                        .mlp(16, Activation.TANH)
                        .moving(Mask.FULL)
                        .name())
                .isEqualTo("(softmax>linear)_step0.5_mlp16_tanh_moves");
        assertThat(LayerStack.tied(softmax, 2).mlp(3).name()).isEqualTo("softmax_tied2_mlp3");
        assertThat(LayerStack.of(softmax, 2).mlp(16).toString()).contains("MLP, n = 4, 16 hidden units, relu");
    }

    /** Keys of a recipe, there and back, also where the layers are unlike and each has an initialisation of its own. */
    @Test
    void words() {
        Alike plain = Architecture.plain(new Potential.Softmax());
        Schema.Kind kind = Kinds.of(Alike.class);
        Alike two = (Alike) kind.with(plain, "layers", 2);
        Alike said = (Alike) kind.with(kind.with(two, "norm", Normalisation.RMS), "mlp", 6);
        Attention layer = said.layer(N, random());
        assertThat(layer.name()).isEqualTo("rms_softmax_layers2_mlp6");
        assertThat(Architecture.of(layer, new Initialisation.Uniform())).isEqualTo(said);
        assertThat(said.work(N, 10) - ((Alike) kind.with(said, "mlp", 0)).work(N, 10))
                .isEqualTo(2 * 6 * N);
        assertThat(said.size(N) - ((Alike) kind.with(said, "mlp", 0)).size(N)).isEqualTo(6 * (2 * N + 1));
        Architecture unlike = new OfLayers(
                List.of(plain, (Architecture) kind.with(plain, "init", new Initialisation.Identity(2, 3))),
                false,
                Normalisation.NONE,
                1,
                Context.MOVES,
                Mask.FULL,
                5,
                Activation.TANH,
                Optional.empty());
        Attention drawn = unlike.layer(N, random());
        assertThat(drawn.theta()).startsWith(plain.layer(N, random()).theta());
        assertThat(drawn.matrix("W_KQ_layer2").doubleValue(0, 0)).isEqualTo(3);
        assertThat(drawn.matrix("W_out_mlp1").doubleValue(0, 0)).isNotZero();
        assertThat(Kinds.of(OfLayers.class).make(Kinds.of(OfLayers.class).arguments(unlike), Map.of()))
                .isEqualTo(unlike);
    }

    /** Layers of unlike words with trained scales have a skip and a step each, where every part draws its own weights. */
    @Test
    void partsWithTrainedScalesDrawTheirOwn() {
        Architecture.OfHeads heads = new Architecture.OfHeads(
                List.of(Architecture.plain(new Potential.Softmax()), Architecture.plain(new Potential.Linear())),
                false,
                Normalisation.NONE,
                2,
                false,
                0.7,
                Architecture.Scales.TRAINED,
                Context.FIXED,
                Mask.FULL,
                3,
                Activation.RELU,
                Optional.empty());
        Attention layer = heads.layer(N, random());
        assertThat(layer.matrix("step_layer2").doubleValue(0)).isEqualTo(0.7);
        assertThat(layer.theta()).hasSize(2 * (4 * N * N + 2) + 3 * (2 * N + 1));
    }

    @Test
    void whatIsRefused() {
        AttentionLayer softmax = AttentionLayer.softmax(N);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerStack.of(softmax).mlp(16))
                .withMessage("LayerStack.mlp: there must be two layers or more for it to stand in between, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerStack.of(softmax, 2).mlp(0))
                .withMessage("LayerStack.mlp: hidden must be > 0, got 0");
        Alike plain = Architecture.plain(new Potential.Softmax());
        Schema.Kind kind = Kinds.of(Alike.class);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> kind.with(plain, "mlp", 16))
                .withMessageContaining("mlp must be 0 in a layer alone, as it stands between layers, got 16");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> kind.with(plain, "activation", Activation.TANH))
                .withMessageContaining("activation must be left out unless there is an mlp, got tanh");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> kind.with(kind.with(plain, "layers", 2), "mlp", -1))
                .withMessageContaining("mlp must be >= 0, got -1");
    }

    /** From where it changes nothing it learns what linear layers cannot: how far to shrink a query by its length. */
    @Test
    void training() {
        LayerStack linear = LayerStack.of(AttentionLayer.linear(N).scalar().identity(1, 0.5), 2);
        PromptSet prompts = new Spheres(N, 2, 1, 0.5).prompts(500, 20, 1);
        double[] losses = Stream.of(linear, linear.mlp(16), linear.mlp(16, Activation.TANH))
                .map(layer -> Training.of(layer)
                        .ownWeights()
                        .on(prompts.split(0.8))
                        .epochs(40)
                        .batch(20)
                        .adam(0.01)
                        .run())
                .mapToDouble(fit -> fit.trainLoss()[40])
                .toArray();
        assertThat(losses[1]).as("relu").isLessThan(0.97 * losses[0]);
        assertThat(losses[2]).as("tanh").isLessThan(0.97 * losses[0]);
    }

    /** The theory of linear layers does not hold with an MLP between them. */
    @Test
    void theoryKnowsNothingOfIt() {
        LayerStack two = LayerStack.of(AttentionLayer.linear(N).scalar().trainedScales(), 2);
        Conditions at = Conditions.of(new Subspaces(N, 2, 2, 1)).L(20);
        assertThat(KnownLaw.DEPTH_LOSS.at(at.layer(two))).isPositive();
        assertThatIllegalArgumentException().isThrownBy(() -> KnownLaw.DEPTH_LOSS.at(at.layer(two.mlp(4))));
    }
}
