package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.DrawnArchitectures;
import icd.Draws;
import icd.Property;
import icd.attention.Architecture.Normalisation;
import icd.attention.Architecture.Query;
import icd.attention.Architecture.Weights;
import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.describe.Schema;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** From a recipe's words to a layer, and back. */
class ArchitectureTest {

    private static final Architecture PLAIN = Architecture.plain(new Potential.Softmax());

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
        Schema.Kind kind = Kinds.of(Architecture.class);
        SequencedMap<String, Object> arguments = kind.arguments(architecture);
        assertThat(kind.make(arguments, Map.of())).isEqualTo(architecture);
        assertThat(kind.parameters().keySet())
                .containsExactly(
                        "attention",
                        "weights",
                        "width",
                        "query",
                        "residual",
                        "norm",
                        "heads",
                        "layers",
                        "tied",
                        "step",
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
        Architecture architecture = new Architecture(
                new Potential.Softmax(),
                Weights.QKV,
                Optional.of(2),
                Query.INCLUDED,
                true,
                Normalisation.RMS,
                2,
                3,
                true,
                0.5,
                new Initialisation.Uniform());
        Attention layer = architecture.layer(4, stream(1).get());
        PromptSet prompts = new Subspaces(4, 2, 2, 1).prompts(3, 9, 1);
        AttentionLayer head = AttentionLayer.softmax(4).unmerged(2).full();
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

    @Test
    void whatTheWordsCannotSay() {
        AttentionLayer softmax = AttentionLayer.softmax(3);
        AttentionLayer linear = AttentionLayer.linear(3);
        Map<Attention, String> parts = Map.of(
                Heads.of(softmax, linear),
                "unlike heads, softmax and linear",
                LayerStack.of(softmax, linear),
                "unlike layers, softmax and linear",
                LayerStack.of(softmax),
                "a stack of 1 of softmax",
                Heads.of(softmax),
                "1 heads of softmax",
                Heads.of(softmax.residual(), 2),
                "2 heads of softmax_residual",
                LayerStack.of(softmax, 2).residual(),
                "a residual stream around softmax_layers2",
                LayerStack.of(softmax, 2).normalised(),
                "a norm around softmax_layers2",
                LayerStack.of(LayerStack.tied(softmax, 2), 2),
                "where its layers are no stacks",
                Heads.of(Heads.of(softmax, 2), 2),
                "2 heads of softmax_heads2",
                Attention.of("mine", 3, new double[1], (theta, x, q) -> q),
                "mine, which is a layer of the user's own");
        parts.forEach((layer, part) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.of(layer, new Initialisation.Uniform()))
                .withMessageStartingWith("Architecture.of: layer must be one layer, or several that are alike, got "
                        + layer.name() + " with ")
                .withMessageContaining(part));
    }

    private static Architecture with(Weights weights, Optional<Integer> width, int heads, int layers, double step) {
        return new Architecture(
                PLAIN.attention(),
                weights,
                width,
                PLAIN.query(),
                false,
                PLAIN.norm(),
                heads,
                layers,
                false,
                step,
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
                () -> new Architecture(
                        new Potential.Gaussian(),
                        Weights.FULL,
                        Optional.empty(),
                        Query.MASKED,
                        false,
                        Normalisation.NONE,
                        1,
                        1,
                        false,
                        1,
                        new Initialisation.Identity(1, -2)));
    }

    private static void refuses(String parameter, Supplier<Architecture> made) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(made::get)
                .satisfies(e -> assertThat(e.parameter()).isEqualTo(parameter));
    }
}
