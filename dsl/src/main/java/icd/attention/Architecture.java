package icd.attention;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.math.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A layer as a recipe describes it: {@link #layer} makes a layer for prompts of any dimension from it, and {@link #of}
 * finds the description of a layer. {@link Alike} describes most layers, all at one level; {@link OfHeads} and {@link
 * OfLayers} are made of others.
 */
@Describe("a layer of attention, or several")
public sealed interface Architecture {

    /** Layers and heads in all: a name and a pass go through each of them. */
    int MOST = 65_536;

    /** The trained form of {@math W_KQ} and {@math W_PV}. */
    enum Weights {
        /** {@math W_KQ} and {@math W_PV}; {@math W_K}, {@math W_Q} and {@math W_PV} where scores are by distance. */
        @Describe("the merged matrices W_KQ and W_PV (gaussian: W_K, W_Q and W_PV)")
        FULL,
        /** {@math beta} and {@math alpha}. */
        @Describe("W_KQ = beta I and W_PV = alpha I, with beta and alpha alone trained")
        SCALAR,
        /** {@math W_Q}, {@math W_K} and {@math W_V}, and {@math W_O} where there is a width. */
        @Describe("W_KQ = W_K^T W_Q with W_Q, W_K and W_V apart, and W_O where width is given")
        QKV
    }

    /** Whether the query is a token too. */
    enum Query {
        /** The paper's form. */
        @Describe("the query is neither key nor value, as in the paper")
        MASKED,
        /** One token more. */
        @Describe("the query is among keys and values, as one more token")
        INCLUDED
    }

    /** The normalisation of tokens and query before each layer. */
    enum Normalisation {
        /** There is none. */
        @Describe("nothing")
        NONE,
        /** {@link RmsNorm}. */
        @Describe("a scaling of each token, and of the query, to root mean square 1")
        RMS
    }

    /** Whether the skip and the step of each layer are trained. */
    enum Scales {
        /** {@math 1 - lambda} and {@math lambda}. */
        @Describe("the skip 1 - step and the step of each layer stay")
        FIXED,
        /** {@link ScaledLayer}. */
        @Describe("each layer's skip and step are trained with its weights, from 1 - step and step on")
        TRAINED
    }

    /** Whether tokens of the context move through the layers as the query does. */
    enum Context {
        /** The present tokens are looked up by every layer. */
        @Describe("every layer looks up the same context")
        FIXED,
        /** {@link LayerStack#moving}. */
        @Describe("each token of the context is a query too, and the next layer looks up what it has become")
        MOVES
    }

    /** Which tokens a token of a context that moves sees. */
    enum Mask {
        /** All of them. */
        @Describe("each token sees all tokens of the context")
        FULL,
        /** Each token sees itself and the tokens before it. */
        @Describe("each token sees those up to itself; the query sees all")
        CAUSAL
    }

    /**
     * One layer, or several whose heads and layers are alike but for their weights.
     *
     * <p>From the inside: a head of its potential and weights; {@code heads} such heads side by side, their outputs added; the norm
     * before them; the residual stream around both; and {@code layers} of these one after another, each a step {@math s + lambda (f(s) - s)}.
     *
     * @param width rows of {@math W_Q}, {@math W_K} and {@math W_V}, with a {@math W_O} behind them; where absent they are n x n, without a
     *     {@math W_O}
     * @param tied whether all layers share their weights; of a single layer it changes no number
     */
    @Describe("a layer of attention, or several alike")
    record Alike(
            @Describe(value = "how tokens are weighed by their scores", inline = true)
            Potential attention,

            @Describe(value = "which numbers of W_KQ and W_PV are trained", byDefault = "full")
            Weights weights,

            @Describe(
                    value = "rows h of W_Q, W_K and W_V, with W_O after them; left out, n without W_O",
                    min = 1,
                    max = 65_536)
            Optional<Integer> width,

            @Describe(value = "whether the query is a token too", byDefault = "masked")
            Query query,

            @Describe(value = "how a layer takes into account where a token stands", byDefault = "{kind: none}")
            Position position,

            @Describe(value = "whether each layer adds its query to its output", byDefault = "false")
            boolean residual,

            @Describe(value = "the normalisation of tokens and query before each layer", byDefault = "none")
            Normalisation norm,

            @Describe(value = "number of heads, whose outputs are added", min = 1, max = 4096, byDefault = "1")
            int heads,

            @Describe(value = "number of layers, one after another", min = 1, max = 4096, byDefault = "1")
            int layers,

            @Describe(value = "whether all layers share their weights", byDefault = "false")
            boolean tied,

            @Describe(value = "step lambda of each layer, s + lambda (f(s) - s); 1 goes to f(s)", byDefault = "1")
            double step,

            @Describe(value = "whether the skip and the step of each layer are trained", byDefault = "fixed")
            Scales scales,

            @Describe(value = "whether the context moves through the layers as the query does", byDefault = "fixed")
            Context context,

            @Describe(value = "which tokens a token sees in a context that moves", byDefault = "full")
            Mask mask,

            @Describe(
                    value = "hidden units of an MLP between layers, through which each state goes; 0 for none",
                    min = 0,
                    max = 65_536,
                    byDefault = "0")
            int mlp,

            @Describe(value = "what each hidden unit makes of its input", byDefault = "relu")
            Activation activation,

            @Describe(value = "weights before the first step", byDefault = "{kind: uniform}")
            Initialisation init)
            implements Architecture {

        /**
         * Checks that the components fit together.
         *
         * @throws RefusedException if width is given without weights that have it or is not positive, heads or layers are not
         *     positive, the step is not finite, the initialisation does not exist for these weights, there is a position where scores
         *     are by distance, or there is an MLP and one layer
         */
        public Alike {
            if (width.isPresent() && weights != Weights.QKV) {
                throw refused("width", "be left out unless weights are qkv", width.get() + " with weights " + weights);
            }
            if (width.isPresent() && !(width.get() > 0)) {
                throw refused("width", "be > 0", width.get());
            }
            if (!(heads > 0)) {
                throw refused("heads", "be > 0", heads);
            }
            PositionedLayer.checkScoring(attention, position);
            new Depth(layers, tied, step, scales, context, mask, mlp, activation)
                    .check(() -> Stream.of(LayerFromWords.head(attention, weights, width, query, position, 2)));
            if (init instanceof Initialisation.Identity(double _, double beta)
                    && !LayerFromWords.blind(attention, weights, width, query, 1)
                            .hasIdentity(beta)) {
                throw refused("init", "have beta >= 0, as the square of W_K = W_Q", "beta = " + beta);
            }
        }

        @Override
        public Attention form(int n) {
            return LayerFromWords.of(this, n);
        }

        @Override
        public Stream<Initialisation> inits() {
            return Stream.of(init);
        }

        @Override
        public double[] theta(int n, RandomStream random) {
            return form(n).initialised(init, random).theta();
        }

        @Override
        public void checkFiles(int n) {
            checkFile(this, init, n);
        }

        @Override
        public Optional<String> misfit(int n) {
            return position.misfit(n);
        }

        @Override
        public Optional<Alike> single() {
            return heads == 1 && !isStack() ? Optional.of(this) : Optional.empty();
        }

        @Override
        public double work(int n, int L) {
            return heads * depth().columns(L) * n * (readsMoments() ? n : L) + depth().work(n, L);
        }

        @Override
        public double size(int n) {
            double placed = position instanceof Position.Learned(int reach) ? n * (reach + 1.0) : 0;
            return (double) heads * layers * (4.0 * n * Math.max(n, width.orElse(0)) + placed) + depth().size(n);
        }

        @Override
        public long parts() {
            return (long) heads * layers;
        }

        @Override
        public boolean readsMoments() {
            return attention instanceof Potential.Linear && query == Query.MASKED && position instanceof Position.None;
        }

        private Depth depth() {
            return Depth.of(this);
        }

        boolean isStack() {
            return depth().isRepeated();
        }

        static Alike of(AttentionLayer layer, Position position) {
            return new Alike(
                    layer.potential(),
                    layer.weights(),
                    layer.width(),
                    layer.isFull() ? Query.INCLUDED : Query.MASKED,
                    position,
                    layer.isResidual(),
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
                    new Initialisation.Uniform());
        }

        /** Returns whether a norm and a residual stream can still be put around its heads. */
        boolean isBare() {
            return !residual && !isStack();
        }

        Alike with(Normalisation before, boolean stream, int count) {
            return with(before, stream, count, depth());
        }

        Alike stacked(Depth depth) {
            return with(norm, residual, heads, depth);
        }

        private Alike with(Normalisation before, boolean stream, int count, Depth depth) {
            return new Alike(
                    attention,
                    weights,
                    width,
                    query,
                    position,
                    stream,
                    before,
                    count,
                    depth.layers(),
                    depth.tied(),
                    depth.step(),
                    depth.scales(),
                    depth.context(),
                    depth.mask(),
                    depth.mlp(),
                    depth.activation(),
                    init);
        }
    }

    /** A layer that is made of others, each with a description of its own. */
    sealed interface Composed extends Architecture permits OfHeads, OfLayers {

        /** The others. */
        List<Architecture> of();

        /** How all weights are drawn, in the order of {@math theta}; empty where each of the others has its own. */
        Optional<Initialisation> init();

        /** How often weights of all the others follow each other in {@math theta}. */
        int copies();

        @Override
        default Attention form(int n) {
            return LayerFromWords.of(this, each -> each.form(n), Optional.empty());
        }

        @Override
        default double[] theta(int n, RandomStream random) {
            return init().map(how -> form(n).initialised(how, random))
                    .orElseGet(() -> LayerFromWords.of(this, each -> each.layer(n, random), Optional.of(random)))
                    .theta();
        }

        @Override
        default Optional<String> misfit(int n) {
            return of().stream().flatMap(part -> part.misfit(n).stream()).findFirst();
        }

        @Override
        default Stream<Initialisation> inits() {
            return init().map(Stream::of).orElseGet(() -> of().stream().flatMap(Architecture::inits));
        }

        @Override
        default void checkFiles(int n) {
            init().ifPresentOrElse(how -> checkFile(this, how, n), () -> of().forEach(part -> part.checkFiles(n)));
        }

        @Override
        default double work(int n, int L) {
            return columns(L)
                            * of().stream().mapToDouble(each -> each.work(n, L)).sum()
                    + Depth.of(this).work(n, L);
        }

        @Override
        default double size(int n) {
            return copies() * of().stream().mapToDouble(each -> each.size(n)).sum()
                    + Depth.of(this).size(n);
        }

        @Override
        default long parts() {
            return layers() * of().stream().mapToLong(Architecture::parts).sum();
        }

        @Override
        default boolean readsMoments() {
            return of().stream().anyMatch(Architecture::readsMoments);
        }

        /** How often all this stands one after another. */
        default int layers() {
            return 1;
        }

        /** How many columns go through all this for one query: those of its context too where they move. */
        double columns(int L);
    }

    /**
     * Layers side by side, their outputs added, each with a description of its own; of a single layer, that layer.
     * Norm, residual stream and layers go around the sum as they go around the heads of {@link Alike}.
     *
     * @param init how all weights are drawn, in the order of {@math theta}; where absent each of {@code of} has its own
     */
    @Describe(value = "different layers side by side, whose outputs are added", key = "heads")
    record OfHeads(
            @Describe("the layers: one or more models") List<Architecture> of,

            @Describe(value = "whether the query is added to the sum", byDefault = "false")
            boolean residual,

            @Describe(value = "the normalisation of tokens and query before each of them", byDefault = "none")
            Normalisation norm,

            @Describe(
                    value = "how often all of this is applied, one after another",
                    min = 1,
                    max = 4096,
                    byDefault = "1")
            int layers,

            @Describe(value = "whether these share their weights", byDefault = "false")
            boolean tied,

            @Describe(value = "step lambda of each of these, s + lambda (f(s) - s)", byDefault = "1")
            double step,

            @Describe(value = "whether the skip and the step of each of these are trained", byDefault = "fixed")
            Scales scales,

            @Describe(value = "whether the context moves through the layers as the query does", byDefault = "fixed")
            Context context,

            @Describe(value = "which tokens a token sees in a context that moves", byDefault = "full")
            Mask mask,

            @Describe(
                    value = "hidden units of an MLP between layers, through which each state goes; 0 for none",
                    min = 0,
                    max = 65_536,
                    byDefault = "0")
            int mlp,

            @Describe(value = "what each hidden unit makes of its input", byDefault = "relu")
            Activation activation,

            @Describe("initial weights of all of them; left out, as each of them says, and uniform for an MLP")
            Optional<Initialisation> init)
            implements Composed {

        /**
         * Copies the list.
         *
         * @throws RefusedException if it is empty, layers are not positive, the step is not finite, there is an MLP and one layer, or it
         *     is too much
         */
        public OfHeads {
            of = List.copyOf(of);
            List<Architecture> heads = of;
            new Depth(layers, tied, step, scales, context, mask, mlp, activation)
                    .check(() -> heads.stream().map(each -> each.form(1)));
            checkParts(of, layers);
        }

        @Override
        public int copies() {
            return tied ? 1 : layers;
        }

        @Override
        public double columns(int L) {
            return Depth.of(this).columns(L);
        }

        boolean isStack() {
            return Depth.of(this).isRepeated();
        }

        boolean isBare() {
            return !residual && !isStack();
        }
    }

    /**
     * Layers one after another, each with a description of its own: {@math s_{i+1} = s_i + lambda (f_{i+1}(s_i) - s_i)}.
     *
     * @param init how all weights are drawn, in the order of {@math theta}; where absent each of {@code of} has its own
     */
    @Describe(value = "different layers, applied one after another", key = "stack")
    record OfLayers(
            @Describe("the layers, the first first: one or more models")
            List<Architecture> of,

            @Describe(value = "whether the query is added to the output of the last", byDefault = "false")
            boolean residual,

            @Describe(value = "the normalisation of tokens and query before the first layer", byDefault = "none")
            Normalisation norm,

            @Describe(value = "step lambda of each layer, s + lambda (f(s) - s); 1 goes to f(s)", byDefault = "1")
            double step,

            @Describe(value = "whether the context moves through the layers as the query does", byDefault = "fixed")
            Context context,

            @Describe(value = "which tokens a token sees in a context that moves", byDefault = "full")
            Mask mask,

            @Describe(
                    value = "hidden units of an MLP between layers, through which each state goes; 0 for none",
                    min = 0,
                    max = 65_536,
                    byDefault = "0")
            int mlp,

            @Describe(value = "what each hidden unit makes of its input", byDefault = "relu")
            Activation activation,

            @Describe("initial weights of all of them; left out, as each of them says, and uniform for an MLP")
            Optional<Initialisation> init)
            implements Composed {

        /**
         * Copies the list.
         *
         * @throws RefusedException if it is empty, the step is not finite, there is an MLP and nothing for it to stand between, or it
         *     is too much
         */
        public OfLayers {
            of = List.copyOf(of);
            List<Architecture> layers = of;
            checkParts(of, 1);
            new Depth(of.size(), false, step, Scales.FIXED, context, mask, mlp, activation)
                    .check(() -> layers.stream().map(each -> each.form(1)));
        }

        @Override
        public int copies() {
            return 1;
        }

        @Override
        public double columns(int L) {
            return context == Context.FIXED ? 1 : L + 1;
        }
    }

    /** One layer with merged weights, the query masked, and uniform initial weights: the paper's, with this potential. */
    static Alike plain(Potential attention) {
        return Alike.of(AttentionLayer.of(attention, 1), new Position.None());
    }

    /**
     * The layer with its initial weights.
     *
     * @param n ambient dimension
     * @param random consumed in the order of {@math theta}; not used by {@link Initialisation.Identity}
     * @throws IllegalArgumentException if n is not positive, or a file does not have its weights
     */
    default Attention layer(int n, RandomStream random) {
        return form(n).with(theta(n, random));
    }

    /**
     * The layer with weights yet to be set.
     *
     * @param n ambient dimension
     * @throws IllegalArgumentException if n is not positive
     */
    Attention form(int n);

    /** Its initial weights, one after another; see {@link #layer}. */
    double[] theta(int n, RandomStream random);

    /**
     * Reads the weights that files have for it.
     *
     * @throws IllegalArgumentException if a file does not have them; the message says what it lacks
     */
    void checkFiles(int n);

    private static void checkFile(Architecture whole, Initialisation init, int n) {
        if (init instanceof Initialisation.FromFile) {
            whole.form(n).initialised(init, null); // which draws nothing
        }
    }

    /** How its weights are drawn: in one way, or in one for each part. */
    Stream<Initialisation> inits();

    /** Why there is no such layer of n dimensions, as the end of a message about its position; empty where there is. */
    Optional<String> misfit(int n);

    /** The name of its layers, which their dimension does not enter: {@code softmax_scalar}. */
    default String name() {
        return form(2).name(); // of one dimension there are no pairs of coordinates to turn
    }

    /** One head in one layer, which has a {@math W_KQ} and a {@math W_PV}, in whatever form they are trained; empty where it is more. */
    default Optional<Alike> single() {
        return Optional.empty();
    }

    /** Multiplications of a pass over one prompt, up to a factor that is about the same for all architectures. */
    double work(int n, int L);

    /** Numbers in all weights, at most. */
    double size(int n);

    /** Heads of all layers. */
    long parts();

    /** Whether something in it needs no more of a context than its second moments, n x n, which are then held beside the prompts. */
    boolean readsMoments();

    /**
     * Returns the description that makes a layer of this kind; the layer's numbers matter only as far as {@code init}
     * reproduces them.
     *
     * @param init the initialisation of its weights, or of those before training: see {@link Initialisation#of}
     * @throws IllegalArgumentException if a part is a layer of the user's own, which has no description
     */
    static Architecture of(Attention layer, Initialisation init) {
        return LayerInWords.of(layer, init);
    }

    private static void checkParts(List<Architecture> of, int layers) {
        double parts = layers * of.stream().mapToDouble(Architecture::parts).sum();
        if (!(parts > 0 && parts <= MOST)) {
            throw refused("of", "come to between 1 and " + MOST + " heads in all layers", (long) parts);
        }
    }

    private static RefusedException refused(String parameter, String must, Object got) {
        return new RefusedException("Architecture", parameter, must, got);
    }
}
