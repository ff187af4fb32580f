package icd.attention;

import icd.attention.Architecture.Mask;
import icd.kernel.Kernel;
import icd.math.Digits;
import icd.math.RandomStream;
import icd.task.PromptSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Layers one after another: from the query {@math s_0 = x~},
 *
 * {@equation
 *   s_{i+1} = s_i + lambda (f_{i+1}(X, s_i) - s_i),     x^ = s_K.
 * }
 *
 * The context stays; the query's state alone moves, so each layer looks up the same memories. {@math lambda = 1} is plain composition.
 *
 * <p>In a transformer the tokens of the context move too: {@link #moving} has each of them be a query as well, of all tokens or of those
 * up to itself, and the next layer looks up what they have become. The query stays neither key nor value.
 *
 * <p>A transformer also has a small perceptron behind each attention: {@link #mlp} puts one between each two layers, which acts on every state
 * by itself.
 *
 * <p>Tied layers share one set of weights. Tied softmax layers with scalar weights {@math alpha} and {@math beta} and
 * {@math lambda = gamma / alpha} are K steps {@math s - gamma grad E} of descent on
 * {@math E(s) = ||s||^2 / (2 alpha) - (1/beta) log sum_t exp(beta X_t.s)} [equations 16, 17].
 *
 * <p>(Not called Stack, which in the shell is Java's.) Parameters of layer i, from 1 on, have {@code _layer<i>} behind their names; those of
 * tied layers have their own names. After them come those of the MLP behind layer i, with {@code _mlp<i>}, or {@code _mlp} where layers are
 * tied.
 */
public final class LayerStack extends Composite {

    private final int count;
    private final boolean tied;
    private final double step;
    private final Optional<Mask> moves;

    private LayerStack(List<? extends Attention> layers, int count, boolean tied, double step, Optional<Mask> moves) {
        super("LayerStack", layers);
        this.count = count;
        this.tied = tied;
        this.step = step;
        this.moves = moves;
    }

    /**
     * Layers with weights of their own, the first first.
     *
     * @throws IllegalArgumentException if there is none, or they are of several dimensions
     */
    public static LayerStack of(Attention... layers) {
        return new LayerStack(List.of(layers), layers.length, false, 1, Optional.empty());
    }

    /**
     * The same layer several times over, each with weights of its own from then on: {@link #uniform} draws them apart.
     *
     * @throws IllegalArgumentException if count is not positive
     */
    public static LayerStack of(Attention layer, int count) {
        checkCount("LayerStack", count);
        return new LayerStack(Collections.nCopies(count, layer), count, false, 1, Optional.empty());
    }

    /**
     * The same layer several times over, with one set of weights.
     *
     * @throws IllegalArgumentException if count is not positive
     */
    public static LayerStack tied(Attention layer, int count) {
        checkCount("LayerStack", count);
        return new LayerStack(List.of(layer), count, true, 1, Optional.empty());
    }

    /**
     * The same layers with this step.
     *
     * @param lambda finite; 1 is plain composition, 0 goes nowhere
     * @throws IllegalArgumentException if it is not finite
     */
    public LayerStack step(double lambda) {
        if (!Double.isFinite(lambda)) {
            throw new IllegalArgumentException("LayerStack.step: lambda must be finite, got " + lambda);
        }
        return new LayerStack(parts(), count, tied, lambda, moves);
    }

    /**
     * Returns the same layers, in which the context moves as the query does: {@math x_t} goes to {@math x_t + lambda (f(X, x_t) - x_t)}, with X
     * the tokens that it sees, and L their number. One layer is as it was, as nothing looks up what its context has become.
     *
     * @param mask which tokens a token sees; the query sees all
     * @throws IllegalArgumentException if a layer has its query among keys and values, scores tokens by distance, or is no layer or heads
     *     of the library
     */
    public LayerStack moving(Mask mask) {
        for (Attention layer : separate()) {
            String misfit = TokenMap.misfit(layer);
            if (!misfit.isEmpty()) {
                throw new IllegalArgumentException(
                        "LayerStack.moving: each layer must be able to move the context, got " + layer.name()
                                + ", which " + misfit);
            }
        }
        return new LayerStack(parts(), count, tied, step, Optional.of(mask));
    }

    /** Puts an MLP of rectified units between each two of these layers: see {@link #mlp(int, Activation)}. */
    public LayerStack mlp(int hidden) {
        return mlp(hidden, Activation.RELU);
    }

    /**
     * Returns the same layers with an MLP between each two of them, through which the query's state goes, and each token's where the context
     * moves:
     *
     * {@equation
     *   s &lt;- s + W_out phi(W_in s + b_in).
     * }
     *
     * It sees s normalised where every layer does. {@math W_out} is 0 at first, so that the estimates stay; {@link #uniform} draws it with the
     * rest. Between tied layers there is one set of its weights too. The {@link #step} is that of the layers alone.
     *
     * @param hidden the number h of hidden units
     * @param activation {@math phi}
     * @throws IllegalArgumentException if hidden is not positive, or there is one layer, which has nothing in between
     */
    public LayerStack mlp(int hidden, Activation activation) {
        if (!(hidden > 0)) {
            throw new IllegalArgumentException("LayerStack.mlp: hidden must be > 0, got " + hidden);
        }
        if (count == 1) {
            throw new IllegalArgumentException(
                    "LayerStack.mlp: there must be two layers or more for it to stand in between, got " + count);
        }
        Attention mlp = Mlp.of(n(), hidden, activation);
        Attention one = separate().stream().allMatch(LayerStack::isNormalised)
                ? mlp.normalised().residual()
                : mlp.residual();
        List<Attention> all = new ArrayList<>(separate());
        all.addAll(Collections.nCopies(tied ? 1 : count - 1, one));
        return new LayerStack(all, count, tied, step, moves);
    }

    /** Draws every number of the MLPs uniformly from [-1/sqrt n, 1/sqrt n]; the layers stay as they are. */
    LayerStack mlpDrawn(RandomStream random) {
        int layers = separate().size();
        return of(IntStream.range(0, parts().size())
                .mapToObj(i -> i < layers ? parts().get(i) : parts().get(i).uniform(random))
                .toList());
    }

    /** Whether what goes into a layer is normalised first. */
    private static boolean isNormalised(Attention layer) {
        return switch (layer) {
            case RmsNorm _ -> true;
            case Residual stream -> isNormalised(stream.layer());
            case ScaledLayer scaled -> isNormalised(scaled.layer());
            case Heads heads -> heads.heads().stream().allMatch(LayerStack::isNormalised);
            default -> false;
        };
    }

    /** How many hidden units the MLP between the layers has; empty where there is none. */
    public OptionalInt hidden() {
        return between().map(mlp -> OptionalInt.of(mlp.hidden())).orElse(OptionalInt.empty());
    }

    /** The activation of the MLP between the layers; empty where there is none. */
    public Optional<Activation> activation() {
        return between().map(Mlp::activation);
    }

    /** The first MLP, without what is around it. */
    private Optional<Mlp> between() {
        if (parts().size() == separate().size()) {
            return Optional.empty();
        }
        Attention inside = ((Residual) parts().getLast()).layer();
        return Optional.of((Mlp) (inside instanceof RmsNorm norm ? norm.layer() : inside));
    }

    /** The layers that have weights of their own: of tied layers one. */
    List<Attention> separate() {
        return parts().subList(0, tied ? 1 : count);
    }

    /** The parts in the order in which they are applied. */
    private int[] order() {
        int layers = separate().size();
        boolean between = between().isPresent();
        return IntStream.range(0, count)
                .flatMap(i -> between && i < count - 1
                        ? IntStream.of(tied ? 0 : i, tied ? layers : layers + i)
                        : IntStream.of(tied ? 0 : i))
                .toArray();
    }

    /** The step of each of these: an MLP stands on a stream of its own. */
    private double[] steps(int[] order) {
        int layers = separate().size();
        return Arrays.stream(order)
                .mapToDouble(part -> part < layers ? step : 1)
                .toArray();
    }

    /** Which tokens a token sees where the context moves; empty where it stays. */
    public Optional<Mask> mask() {
        return moves;
    }

    /** {@math lambda}. */
    public double step() {
        return step;
    }

    /** Whether the layers share one set of weights. */
    public boolean isTied() {
        return tied;
    }

    /** The layers in order; a tied one as often as it is applied. */
    public List<Attention> layers() {
        return tied ? Collections.nCopies(count, parts().getFirst()) : separate();
    }

    /** @throws UnsupportedOperationException if there are several layers, each of which has heads of its own */
    @Override
    public Attention head(int index) {
        if (count > 1) {
            throw new UnsupportedOperationException("LayerStack.head: a stack must be of one layer to have heads, got "
                    + count + "; layers().get(0).head(" + index + ") is one of its first layer");
        }
        return parts().getFirst().head(index);
    }

    @Override
    public String name() {
        String layers = tied ? enclosed(parts().getFirst()) + "_tied" + count : name(separate(), "_layers", ">");
        return isPlain()
                ? layers
                : (isRow(separate()) && !tied ? "(" + layers + ")" : layers)
                        + (step == 1 ? "" : "_step" + step)
                        + between().map(mlp -> "_" + mlp.name()).orElse("")
                        + movesInName();
    }

    private String movesInName() {
        return switch (moves.orElse(null)) {
            case null -> "";
            case FULL -> "_moves";
            case CAUSAL -> "_moves_causal";
        };
    }

    private boolean isPlain() {
        return step == 1 && moves.isEmpty() && between().isEmpty();
    }

    @Override
    boolean isRow() {
        return !tied && isPlain() && isRow(separate());
    }

    /**
     * The norm before the whole stack: {@math s_0} is the normalised query, which then moves through the layers, and which is what a
     * residual stream of the first layer adds; one around the stack adds the query as it was. A stack that is one layer is
     * normalised as that layer.
     */
    @Override
    public Attention normalised() {
        return count == 1 && step == 1 ? of(List.of(parts().getFirst().normalised())) : super.normalised();
    }

    @Override
    LayerStack of(List<Attention> parts) {
        return new LayerStack(parts, count, tied, step, moves);
    }

    @Override
    String suffix(int part) {
        int layers = separate().size();
        return part < layers ? tied ? "" : "_layer" + (part + 1) : tied ? "_mlp" : "_mlp" + (part - layers + 1);
    }

    @Override
    public Pass pass(PromptSet prompts, Kernel kernel) {
        return moves.isPresent() && count > 1 ? moved(prompts, kernel) : super.pass(prompts, kernel);
    }

    @Override
    public Pass passOnce(PromptSet prompts, Kernel kernel) {
        return moves.isPresent() && count > 1 ? moved(prompts, kernel) : super.passOnce(prompts, kernel);
    }

    private Pass moved(PromptSet prompts, Kernel kernel) {
        check(prompts);
        TokenMap.Setting setting = new TokenMap.Setting(n(), prompts.L(), moves.get() == Mask.CAUSAL, kernel);
        int[] order = order();
        return new MovingPass(prompts.contexts(), parts(), order, steps(order), setting);
    }

    @Override
    Pass pass(PassMaker maker) {
        int[] order = order();
        List<Pass> passes = Arrays.stream(order)
                .mapToObj(part -> maker.of(parts().get(part), false))
                .toList();
        return count == 1 && step == 1 ? passes.getFirst() : new StackPass(n(), passes, parts(), order, steps(order));
    }

    @Override
    public String toString() {
        return super.toString()
                + Digits.text("\n  %d %s layers, step %.4g", count, tied ? "tied" : "separate", step)
                + (moves.isEmpty() ? "" : "; the context moves, each token seeing " + seen());
    }

    private String seen() {
        return moves.get() == Mask.CAUSAL ? "those up to itself" : "all";
    }

    private static final class StackPass extends CompositePass {

        private final double[] steps;
        private final double[] states; // before each layer and MLP, and after the last
        private final double[] output;
        private final double[] r;
        private final double[] scaled;
        private final double[] dq;

        StackPass(int n, List<Pass> passes, List<Attention> parts, int[] order, double[] steps) {
            super(n, passes, parts, i -> order[i]);
            this.steps = steps;
            this.states = new double[(count() + 1) * n];
            this.output = new double[n];
            this.r = new double[n];
            this.scaled = new double[n];
            this.dq = new double[n];
        }

        @Override
        public void forward(int k, double[] query, int at, double[] estimate, int to) {
            System.arraycopy(query, at, states, 0, n);
            for (int layer = 0; layer < count(); layer++) {
                int s = layer * n;
                double step = steps[layer];
                pass(layer).forward(k, states, s, output, 0);
                for (int i = 0; i < n; i++) {
                    states[s + n + i] = step == 1 ? output[i] : states[s + i] + step * (output[i] - states[s + i]);
                }
            }
            System.arraycopy(states, count() * n, estimate, to, n);
        }

        @Override
        public void backward(int k, double[] residual, double[] gradient, double[] queryGradient) {
            System.arraycopy(residual, 0, r, 0, n);
            for (int layer = count() - 1; layer >= 0; layer--) {
                for (int i = 0; i < n; i++) {
                    scaled[i] = steps[layer] * r[i];
                    dq[i] = (1 - steps[layer]) * r[i];
                }
                boolean last = layer == 0 && queryGradient == null;
                backward(layer, k, scaled, gradient, last ? null : dq);
                System.arraycopy(dq, 0, r, 0, n);
            }
            if (queryGradient != null) {
                for (int i = 0; i < n; i++) {
                    queryGradient[i] += r[i];
                }
            }
        }
    }
}
