package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.DrawnArchitectures;
import icd.Draws;
import icd.Property;
import icd.attention.Architecture.Context;
import icd.attention.Architecture.Mask;
import icd.attention.Architecture.Normalisation;
import icd.attention.Architecture.Query;
import icd.attention.Architecture.Scales;
import icd.attention.Architecture.Weights;
import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.describe.Schema;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** From a recipe's words to a layer, and back. */
class ArchitectureTest {

    private static final Architecture.Alike PLAIN = Architecture.plain(new Potential.Softmax());

    private static Supplier<RandomStream> stream(long seed) {
        return () -> RandomStream.of(seed, "weights");
    }

    private static Initialisation init(Draws draws) {
        return switch (draws.between(0, 2)) {
            case 0 -> new Initialisation.Uniform();
            case 1 -> new Initialisation.Normal(draws.between(1, 2000) / 1000.0);
            default -> new Initialisation.Identity(draws.between(-300, 300) / 100.0, draws.between(1, 3000) / 100.0);
        };
    }

    @Property(cases = 400)
    void whatMakesALayerIsSaidOfIt(Draws draws) {
        Potential potential = draws.between(0, 8) == 0 ? new Layers.Cosh() : DrawnArchitectures.potential(draws);
        Architecture architecture = DrawnArchitectures.of(draws, potential, init(draws));
        int n = draws.between(2, 5);
        int seed = draws.between(0, 100_000);
        Attention layer = architecture.layer(n, stream(seed).get());
        Initialisation how = Initialisation.of(layer, stream(seed)).orElseThrow();
        Architecture said = Architecture.of(layer, how);
        assertThat(said).isEqualTo(architecture);
        Attention again = said.layer(n, stream(seed).get());
        assertThat(again.theta()).containsExactly(layer.theta());
        assertThat(again.name()).isEqualTo(layer.name());
        assertThat(again.parameters()).isEqualTo(layer.parameters());
        Attention trained =
                layer.with(again.uniform(RandomStream.of(seed, "others")).theta());
        Initialisation.of(trained, stream(seed)) // two scalars are always multiples of the identity
                .ifPresent(given -> assertThat(
                                trained.initialised(given, stream(seed).get()).theta())
                        .containsExactly(trained.theta()));
        assertThat(Architecture.of(trained, how)).isEqualTo(architecture);
    }

    /** The words are the ones of the catalogue, and what they describe makes the record and is given back by it. */
    @Property(cases = 100)
    void theDescriptionMakesItAndGivesItBack(Draws draws) {
        Architecture architecture = DrawnArchitectures.of(draws, DrawnArchitectures.potential(draws), init(draws));
        Schema.Kind kind = Kinds.of(Architecture.Alike.class);
        SequencedMap<String, Object> arguments = kind.arguments(architecture);
        assertThat(kind.make(arguments, Map.of())).isEqualTo(architecture);
        assertThat(kind.parameters().keySet())
                .containsExactly(
                        "attention",
                        "weights",
                        "width",
                        "query",
                        "position",
                        "residual",
                        "norm",
                        "heads",
                        "layers",
                        "tied",
                        "step",
                        "scales",
                        "context",
                        "mask",
                        "mlp",
                        "activation",
                        "init");
    }

    @Test
    void everyPotentialHasItsNameInTheCatalogue() {
        Schema.Family family = Kinds.family(Potential.class);
        assertThat(family.kinds().keySet())
                .containsExactly(
                        "linear", "softmax", "gaussian", "sparsemax", "entmax", "normmax", "polynomial", "exponential");
        for (Potential potential : PotentialTest.all()) {
            if (!(potential instanceof Layers.Cosh)) {
                Schema.Kind kind = family.of(potential).orElseThrow();
                assertThat(kind.name()).isEqualTo(potential.name());
                assertThat(kind.make(kind.arguments(potential), Map.of())).isEqualTo(potential);
            }
        }
        assertThat(Kinds.family(Initialisation.class).kinds().keySet())
                .containsExactly("uniform", "normal", "identity", "file");
    }

    /** The paper's layers draw their weights as they always have. */
    @Test
    void plainLayersAreThoseOfTheLibrary() {
        for (AttentionLayer layer : List.of(AttentionLayer.linear(5), AttentionLayer.softmax(5))) {
            Attention plain =
                    Architecture.plain(layer.potential()).layer(5, stream(3).get());
            assertThat(plain).isInstanceOf(AttentionLayer.class);
            assertThat(plain.name()).isEqualTo(layer.name());
            assertThat(plain.theta())
                    .containsExactly(layer.uniform(stream(3).get()).theta());
        }
    }

    /** s <- s + lambda (f(s) - s), f being heads of normalised tokens plus the raw state. */
    @Test
    void theOrderOfItsParts() {
        Architecture architecture = new Architecture.Alike(
                new Potential.Softmax(),
                Weights.QKV,
                Optional.of(2),
                Query.INCLUDED,
                new Position.Recency(0.1, true),
                true,
                Normalisation.RMS,
                2,
                3,
                true,
                0.5,
                Scales.FIXED,
                Context.FIXED,
                Mask.FULL,
                0,
                Activation.RELU,
                new Initialisation.Uniform());
        Attention layer = architecture.layer(4, stream(1).get());
        PromptSet prompts = new Subspaces(4, 2, 2, 1).prompts(3, 9, 1);
        Attention head =
                AttentionLayer.softmax(4).unmerged(2).full().recency(0.1).trained();
        Attention block = Heads.of(head, 2).uniform(stream(1).get());
        PromptSet states = prompts;
        for (int step = 0; step < 3; step++) {
            double[] f = block.normalised().estimate(states);
            double[] next = states.queries().clone();
            for (int i = 0; i < next.length; i++) {
                next[i] += 0.5 * (f[i] + next[i] - next[i]);
            }
            states = prompts.withQueries(next);
        }
        assertThat(layer.estimate(prompts)).containsExactly(states.queries(), within(1e-12));
        assertThat(layer.parameters())
                .extracting(Parameter::name)
                .startsWith("W_Q_head1")
                .doesNotHaveDuplicates();
    }

    @Test
    void initialWeightsOfFewDigitsAreSaidInFewDigits() {
        AttentionLayer layer = AttentionLayer.softmax(3).unmerged();
        for (double beta : new double[] {2, 0.1, 3, 10, 0.7, -0.3}) {
            assertThat(Initialisation.of(layer.identity(0.3, beta), stream(1)))
                    .contains(new Initialisation.Identity(0.3, beta));
        }
        assertThat(Initialisation.of(layer.normal(0.1, stream(1).get()), stream(1)))
                .contains(new Initialisation.Normal(0.1));
        assertThat(Initialisation.of(layer.normal(0.1, stream(1).get()), stream(2)))
                .as("another seed")
                .isEmpty();
        assertThat(Initialisation.of(layer.uniform(stream(1).get()), stream(2))).isEmpty();
        assertThat(Initialisation.of(AttentionLayer.linear(3).scalar().identity(0.37, 5), stream(1)))
                .contains(new Initialisation.Identity(0.37, 5));
        Attention mine = Attention.of("mine", 3, new double[] {0.3, 1}, (theta, x, q) -> q.multiply(theta[0]));
        assertThat(Initialisation.of(mine, stream(1))).isEmpty();
        assertThat(Initialisation.of(mine.uniform(stream(1).get()), stream(1))).contains(new Initialisation.Uniform());
    }

    /** Heads and layers unlike, norms, streams and stacks around each other: all is said, and gives the layer again to the bit. */
    @Property(cases = 200)
    void whatIsMadeOfOthersIsSaidOfIt(Draws draws) {
        int n = draws.between(2, 4);
        int seed = draws.between(0, 100_000);
        Attention layer = DrawnArchitectures.composed(draws, n, 2)
                .normal(1e-6, stream(seed).get());
        Initialisation how = Initialisation.of(layer, stream(seed)).orElseThrow();
        Architecture said = Architecture.of(layer, how);
        Attention again = said.layer(n, stream(seed).get());
        assertThat(again.theta()).containsExactly(layer.theta());
        PromptSet prompts = new Subspaces(n, 1, 2, 1).prompts(2, 5, seed);
        assertThat(again.estimate(prompts)).as("%s", said).containsExactly(layer.estimate(prompts));
        assertThat(Architecture.of(again, how)).isEqualTo(said);
        Schema.Family family = Kinds.family(Architecture.class);
        Schema.Kind kind = family.of(said).orElseThrow();
        assertThat(kind.make(kind.arguments(said), Map.of())).isEqualTo(said);
    }

    @Test
    void theKindsAreThoseOfPotentialsAndOfWhatIsMadeOfOthers() {
        Schema.Family family = Kinds.family(Architecture.class);
        assertThat(family.key()).isEqualTo("attention");
        assertThat(family.kinds().keySet())
                .containsExactly(
                        "linear",
                        "softmax",
                        "gaussian",
                        "sparsemax",
                        "entmax",
                        "normmax",
                        "polynomial",
                        "exponential",
                        "heads",
                        "stack");
    }

    /** Each part draws from where the one before ended, and a copy of the whole from where the first ended. */
    @Test
    void partsHaveInitialWeightsOfTheirOwn() {
        Architecture.Alike linear = Architecture.plain(new Potential.Linear());
        Architecture identity = new Architecture.Alike(
                new Potential.Softmax(),
                Weights.SCALAR,
                Optional.empty(),
                Query.MASKED,
                new Position.None(),
                false,
                Normalisation.NONE,
                1,
                1,
                false,
                1,
                Scales.FIXED,
                Context.FIXED,
                Mask.FULL,
                0,
                Activation.RELU,
                new Initialisation.Identity(2, 3));
        Architecture heads = new Architecture.OfHeads(
                List.of(linear, identity),
                false,
                Normalisation.NONE,
                2,
                false,
                1,
                Scales.FIXED,
                Context.FIXED,
                Mask.FULL,
                0,
                Activation.RELU,
                Optional.empty());
        RandomStream random = stream(7).get();
        double[] first = linear.layer(3, random).theta();
        double[] second = linear.layer(3, random).theta();
        double[] theta = heads.layer(3, stream(7).get()).theta();
        assertThat(theta).startsWith(first).hasSize(2 * (first.length + 2));
        assertThat(Arrays.copyOfRange(theta, first.length, first.length + 2)).containsExactlyInAnyOrder(2, 3);
        assertThat(Arrays.copyOfRange(theta, first.length + 2, theta.length - 2))
                .containsExactly(second);
        assertThat(heads.inits()).containsExactly(new Initialisation.Uniform(), new Initialisation.Identity(2, 3));
        assertThat(heads.parts()).isEqualTo(4);
    }

    @Test
    void partsAreOneOrMoreAndNotTooMany() {
        refuses(
                "of",
                () -> new Architecture.OfHeads(
                        List.of(),
                        false,
                        Normalisation.NONE,
                        1,
                        false,
                        1,
                        Scales.FIXED,
                        Context.FIXED,
                        Mask.FULL,
                        0,
                        Activation.RELU,
                        Optional.empty()));
        refuses(
                "of",
                () -> new Architecture.OfLayers(
                        List.of(),
                        false,
                        Normalisation.NONE,
                        1,
                        Context.FIXED,
                        Mask.FULL,
                        0,
                        Activation.RELU,
                        Optional.empty()));
        Architecture many = new Architecture.OfHeads(
                List.of(PLAIN),
                false,
                Normalisation.NONE,
                4096,
                false,
                1,
                Scales.FIXED,
                Context.FIXED,
                Mask.FULL,
                0,
                Activation.RELU,
                Optional.empty());
        refuses(
                "of",
                () -> new Architecture.OfHeads(
                        List.of(many),
                        false,
                        Normalisation.NONE,
                        4096,
                        false,
                        1,
                        Scales.FIXED,
                        Context.FIXED,
                        Mask.FULL,
                        0,
                        Activation.RELU,
                        Optional.empty()));
    }

    @Test
    void whatTheWordsCannotSay() {
        Attention mine = Attention.of("mine", 3, new double[1], (theta, x, q) -> q);
        for (Attention layer : List.of(mine, Heads.of(AttentionLayer.softmax(3), mine), LayerStack.of(mine, 2))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Architecture.of(layer, new Initialisation.Uniform()))
                    .withMessageStartingWith(
                            "Architecture.of: layer must be made of layers of the library, got " + layer.name())
                    .withMessageContaining("mine, which is a layer of the user's own");
        }
    }

    private static Architecture with(Weights weights, Optional<Integer> width, int heads, int layers, double step) {
        return new Architecture.Alike(
                PLAIN.attention(),
                weights,
                width,
                PLAIN.query(),
                PLAIN.position(),
                false,
                PLAIN.norm(),
                heads,
                layers,
                false,
                step,
                Scales.FIXED,
                Context.FIXED,
                Mask.FULL,
                0,
                Activation.RELU,
                PLAIN.init());
    }

    @Test
    void whatDoesNotGoTogether() {
        refuses("width", () -> with(Weights.FULL, Optional.of(3), 1, 1, 1));
        refuses("width", () -> with(Weights.QKV, Optional.of(0), 1, 1, 1));
        refuses("heads", () -> with(Weights.FULL, Optional.empty(), 0, 1, 1));
        refuses("layers", () -> with(Weights.FULL, Optional.empty(), 1, 0, 1));
        refuses("step", () -> with(Weights.FULL, Optional.empty(), 1, 1, Double.NaN));
        refuses(
                "init",
                () -> new Architecture.Alike(
                        new Potential.Gaussian(),
                        Weights.FULL,
                        Optional.empty(),
                        Query.MASKED,
                        new Position.None(),
                        false,
                        Normalisation.NONE,
                        1,
                        1,
                        false,
                        1,
                        Scales.FIXED,
                        Context.FIXED,
                        Mask.FULL,
                        0,
                        Activation.RELU,
                        new Initialisation.Identity(1, -2)));
    }

    @Test
    void positionsThatDoNotExist() {
        refuses(
                "position",
                () -> new Architecture.Alike(
                        new Potential.Gaussian(),
                        Weights.FULL,
                        Optional.empty(),
                        Query.MASKED,
                        new Position.Recency(0.1, false),
                        false,
                        Normalisation.NONE,
                        1,
                        1,
                        false,
                        1,
                        Scales.FIXED,
                        Context.FIXED,
                        Mask.FULL,
                        0,
                        Activation.RELU,
                        new Initialisation.Uniform()));
        Architecture rotary = Architecture.of(AttentionLayer.softmax(4).rotary(), new Initialisation.Uniform());
        assertThat(rotary.misfit(4)).isEmpty();
        assertThat(rotary.misfit(5))
                .contains("rotary must go with an even n, as it turns pairs of coordinates, got n = 5");
        assertThat(new Architecture.OfHeads(
                                List.of(PLAIN, rotary),
                                false,
                                Normalisation.NONE,
                                1,
                                false,
                                1,
                                Scales.FIXED,
                                Context.FIXED,
                                Mask.FULL,
                                0,
                                Activation.RELU,
                                Optional.empty())
                        .misfit(5))
                .isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.softmax(5).rotary())
                .withMessageContaining("rotary must go with an even n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.gaussian(4).recency(1))
                .withMessageContaining("scored by their distance")
                .withMessageContaining("recency with gaussian");
    }

    private static void refuses(String parameter, Supplier<Architecture> made) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(made::get)
                .satisfies(e -> assertThat(e.parameter()).isEqualTo(parameter));
    }
}
