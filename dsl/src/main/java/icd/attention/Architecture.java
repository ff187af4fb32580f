package icd.attention;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.math.RandomStream;
import java.util.List;
import java.util.Optional;

/**
 * A layer in a recipe's words, all at one level: from these {@link #layer} makes a layer for prompts of any dimension, and
 * {@link #of} says a layer in them.
 *
 * <p>From the inside: a head of its potential and weights; {@code heads} such heads side by side, their outputs added; the norm
 * before them; the residual stream around both; and {@code layers} of these one after another, each a step s + lambda (f(s) - s).
 * Heads and layers are alike, but for their weights. Other layers are composed of {@link Heads} and {@link LayerStack} by hand.
 *
 * @param width rows of W_Q, W_K and W_V, with a W_O behind them; where absent they are n x n, without a W_O
 * @param tied whether all layers share their weights; of a single layer it changes no number
 */
@Describe("a layer of attention, or several alike")
public record Architecture(
        @Describe(value = "how tokens are weighed by their scores", inline = true)
        Potential attention,

        @Describe(value = "what of W_KQ and W_PV is trained", byDefault = "full")
        Weights weights,

        @Describe(
                value = "rows h of W_Q, W_K and W_V, with W_O behind them; absent: n, without W_O",
                min = 1,
                max = 65_536)
        Optional<Integer> width,

        @Describe(value = "whether the query is a token too", byDefault = "masked")
        Query query,

        @Describe(value = "whether each layer adds its query to its output", byDefault = "false")
        boolean residual,

        @Describe(value = "what tokens and query go through before each layer", byDefault = "none")
        Normalisation norm,

        @Describe(value = "number of heads, whose outputs are added", min = 1, max = 4096, byDefault = "1")
        int heads,

        @Describe(value = "number of layers, one after another", min = 1, max = 4096, byDefault = "1")
        int layers,

        @Describe(value = "whether all layers share their weights", byDefault = "false")
        boolean tied,

        @Describe(value = "step lambda of each layer, s + lambda (f(s) - s); 1 goes to f(s)", byDefault = "1")
        double step,

        @Describe(value = "weights before the first step", byDefault = "{kind: uniform}")
        Initialisation init) {

    /** What of W_KQ and W_PV is trained. */
    public enum Weights {
        /** W_KQ and W_PV; W_K, W_Q and W_PV where scores are by distance. */
        @Describe("the merged matrices W_KQ and W_PV (gaussian: W_K, W_Q and W_PV)")
        FULL,
        /** beta and alpha. */
        @Describe("W_KQ = beta I and W_PV = alpha I, with beta and alpha alone trained")
        SCALAR,
        /** W_Q, W_K and W_V, and W_O where there is a width. */
        @Describe("W_KQ = W_K^T W_Q with W_Q, W_K and W_V apart, and W_O where width is given")
        QKV
    }

    /** Whether the query is a token too. */
    public enum Query {
        /** The paper's form. */
        @Describe("the query is neither key nor value, as in the paper")
        MASKED,
        /** One token more. */
        @Describe("the query is among keys and values, as one more token")
        INCLUDED
    }

    /** What tokens and query go through before each layer. */
    public enum Normalisation {
        /** Nothing. */
        @Describe("nothing")
        NONE,
        /** {@link RmsNorm}. */
        @Describe("a scaling of each token, and of the query, to root mean square 1")
        RMS
    }

    /**
     * Checks what goes together.
     *
     * @throws RefusedException if width is given without weights that have it or is not positive, heads or layers are not positive,
     *     the step is not finite, or the initialisation does not exist for these weights
     */
    public Architecture {
        if (width.isPresent() && weights != Weights.QKV) {
            throw refused("width", "be left out unless weights are qkv", width.get() + " with weights " + weights);
        }
        if (width.isPresent() && !(width.get() > 0)) {
            throw refused("width", "be > 0", width.get());
        }
        if (!(heads > 0)) {
            throw refused("heads", "be > 0", heads);
        }
        if (!(layers > 0)) {
            throw refused("layers", "be > 0", layers);
        }
        if (!Double.isFinite(step)) {
            throw refused("step", "be finite", step);
        }
        if (init instanceof Initialisation.Identity(double _, double beta)
                && !head(attention, weights, width, query, 1).hasIdentity(beta)) {
            throw refused("init", "have beta >= 0, as the square of W_K = W_Q", "beta = " + beta);
        }
    }

    /** One layer with merged weights, the query masked, and uniform initial weights: the paper's, with this potential. */
    public static Architecture plain(Potential attention) {
        return new Architecture(
                attention,
                Weights.FULL,
                Optional.empty(),
                Query.MASKED,
                false,
                Normalisation.NONE,
                1,
                1,
                false,
                1,
                new Initialisation.Uniform());
    }

    private static RefusedException refused(String parameter, String must, Object got) {
        return new RefusedException("Architecture", parameter, must, got);
    }

    /**
     * The layer with its initial weights.
     *
     * @param n ambient dimension
     * @param random consumed in the order of theta; not used by {@link Initialisation.Identity}
     * @throws IllegalArgumentException if n is not positive
     */
    public Attention layer(int n, RandomStream random) {
        return form(n).initialised(init, random);
    }

    /**
     * The layer with weights yet to be set.
     *
     * @param n ambient dimension
     * @throws IllegalArgumentException if n is not positive
     */
    public Attention form(int n) {
        Attention layer = head(attention, weights, width, query, n);
        layer = heads == 1 ? layer : Heads.of(layer, heads);
        layer = norm == Normalisation.NONE ? layer : layer.normalised();
        layer = residual ? layer.residual() : layer;
        if (layers > 1 || tied || step != 1) {
            layer = (tied ? LayerStack.tied(layer, layers) : LayerStack.of(layer, layers)).step(step);
        }
        return layer;
    }

    /** The name of its layers, which their dimension does not enter: {@code softmax_scalar}. */
    public String name() {
        return form(1).name();
    }

    /** Whether it is one head in one layer, which has a W_KQ and a W_PV; in whatever form they are trained. */
    public boolean isSingle() {
        return heads == 1 && !isStack();
    }

    /** Multiplications of a pass over one prompt, up to a factor that is about the same for all architectures. */
    public double work(int n, int L) {
        return (double) heads * layers * n * (readsMoments() ? n : L);
    }

    /** Whether it needs no more of a context than its second moments, n x n, which are then held beside the prompts. */
    public boolean readsMoments() {
        return attention instanceof Potential.Linear && query == Query.MASKED;
    }

    private static AttentionLayer head(
            Potential attention, Weights weights, Optional<Integer> width, Query query, int n) {
        AttentionLayer merged = AttentionLayer.of(attention, n);
        AttentionLayer layer = switch (weights) {
            case FULL -> merged;
            case SCALAR -> merged.scalar();
            case QKV -> width.map(merged::unmerged).orElseGet(merged::unmerged);
        };
        return query == Query.INCLUDED ? layer.full() : layer;
    }

    /**
     * What makes a layer of this kind; its numbers matter only as far as {@code init} gives them again.
     *
     * @param init what its weights are, or were before training: see {@link Initialisation#of}
     * @throws IllegalArgumentException if these words cannot say it; the message says which part they cannot
     */
    public static Architecture of(Attention layer, Initialisation init) {
        Architecture said = said(layer, layer);
        return new Architecture(
                said.attention,
                said.weights,
                said.width,
                said.query,
                said.residual,
                said.norm,
                said.heads,
                said.layers,
                said.tied,
                said.step,
                init);
    }

    private static Architecture said(Attention layer, Attention whole) {
        return switch (layer) {
            case AttentionLayer one -> of(one);
            case RmsNorm norm -> {
                Architecture inside = said(norm.layer(), whole);
                if (inside.residual || inside.norm != Normalisation.NONE || inside.isStack()) {
                    throw unsaid(
                            whole, "a norm around " + norm.layer().name() + ", where it stands before a layer alone");
                }
                yield inside.with(false, Normalisation.RMS, inside.heads);
            }
            case Residual stream -> {
                Architecture inside = said(stream.layer(), whole);
                if (inside.residual || inside.isStack()) {
                    throw unsaid(
                            whole,
                            "a residual stream around " + stream.layer().name()
                                    + ", where it goes around each layer alone");
                }
                yield inside.with(true, inside.norm, inside.heads);
            }
            case Heads heads -> {
                Architecture head = alike("heads", heads.heads(), whole);
                if (head.heads > 1
                        || head.residual
                        || head.isStack()
                        || heads.heads().size() == 1) {
                    throw unsaid(
                            whole,
                            heads.heads().size() + " heads of "
                                    + heads.heads().getFirst().name()
                                    + ", where heads are 2 or more single layers without a stream of their own");
                }
                yield head.with(false, head.norm, heads.heads().size());
            }
            case LayerStack stack -> {
                Architecture one = alike("layers", stack.layers(), whole);
                int count = stack.layers().size();
                if (one.isStack() || count == 1 && !stack.isTied() && stack.step() == 1) {
                    throw unsaid(
                            whole,
                            "a stack of " + count + " of "
                                    + stack.layers().getFirst().name()
                                    + ", where its layers are no stacks, and one alone is not in a stack");
                }
                yield new Architecture(
                        one.attention,
                        one.weights,
                        one.width,
                        one.query,
                        one.residual,
                        one.norm,
                        one.heads,
                        count,
                        stack.isTied(),
                        stack.step(),
                        one.init);
            }
            default -> throw unsaid(whole, layer.name() + ", which is a layer of the user's own");
        };
    }

    private static Architecture of(AttentionLayer layer) {
        return new Architecture(
                layer.potential(),
                layer.weights(),
                layer.width(),
                layer.isFull() ? Query.INCLUDED : Query.MASKED,
                layer.isResidual(),
                Normalisation.NONE,
                1,
                1,
                false,
                1,
                new Initialisation.Uniform());
    }

    private static Architecture alike(String what, List<Attention> parts, Attention whole) {
        Architecture first = said(parts.getFirst(), whole);
        for (Attention part : parts) {
            if (!said(part, whole).equals(first)) {
                throw unsaid(whole, "unlike " + what + ", " + parts.getFirst().name() + " and " + part.name());
            }
        }
        return first;
    }

    private static IllegalArgumentException unsaid(Attention layer, String part) {
        return new IllegalArgumentException("Architecture.of: layer must be one layer, or several that are alike, got "
                + layer.name() + " with " + part);
    }

    private boolean isStack() {
        return layers > 1 || tied || step != 1;
    }

    private Architecture with(boolean residual, Normalisation norm, int heads) {
        return new Architecture(attention, weights, width, query, residual, norm, heads, layers, tied, step, init);
    }
}
