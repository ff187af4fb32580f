package icd.attention;

import icd.attention.Architecture.Alike;
import icd.attention.Architecture.Composed;
import icd.attention.Architecture.Context;
import icd.attention.Architecture.Mask;
import icd.attention.Architecture.OfHeads;
import icd.attention.Architecture.OfLayers;
import icd.attention.Architecture.Scales;
import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.math.RandomStream;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How often something stands one after another, and how. */
record Depth(
        int layers,
        boolean tied,
        double step,
        Scales scales,
        Context context,
        Mask mask,
        int mlp,
        Activation activation) {

    static final Depth ONE = new Depth(1, false, 1, Scales.FIXED, Context.FIXED, Mask.FULL, 0, Activation.RELU);

    static Depth of(Alike one) {
        return new Depth(
                one.layers(),
                one.tied(),
                one.step(),
                one.scales(),
                one.context(),
                one.mask(),
                one.mlp(),
                one.activation());
    }

    static Depth of(Composed several) {
        return switch (several) {
            case OfHeads h ->
                new Depth(h.layers(), h.tied(), h.step(), h.scales(), h.context(), h.mask(), h.mlp(), h.activation());
            case OfLayers l ->
                new Depth(l.of().size(), false, l.step(), Scales.FIXED, l.context(), l.mask(), l.mlp(), l.activation());
        };
    }

    static Depth of(LayerStack stack, Scales scales, double step) {
        return new Depth(
                stack.layers().size(),
                stack.isTied(),
                step,
                scales,
                stack.mask().isPresent() ? Context.MOVES : Context.FIXED,
                stack.mask().orElse(Mask.FULL),
                stack.hidden().orElse(0),
                stack.activation().orElse(Activation.RELU));
    }

    /** @param block what stands one after another, in some dimension; made only where the context moves */
    void check(Supplier<Stream<Attention>> block) {
        if (!(layers > 0)) {
            throw refused("layers", "be > 0", layers);
        }
        if (!Double.isFinite(step)) {
            throw refused("step", "be finite", step);
        }
        if (context == Context.FIXED && mask != Mask.FULL) {
            throw refused("mask", "be left out unless the context moves", Kinds.value(mask));
        }
        if (!(mlp >= 0)) {
            throw refused("mlp", "be >= 0", mlp);
        }
        if (mlp > 0 && layers == 1) {
            throw refused("mlp", "be 0 in a layer alone, as it stands between layers", mlp);
        }
        if (mlp == 0 && activation != Activation.RELU) {
            throw refused("activation", "be left out unless there is an mlp", Kinds.value(activation));
        }
        if (context == Context.MOVES) {
            block.get().forEach(layer -> {
                String misfit = TokenMap.misfit(layer);
                if (!misfit.isEmpty()) {
                    throw refused("context", "stay fixed", "moves with " + layer.name() + ", which " + misfit);
                }
            });
        }
    }

    /** How many columns go through all layers for one query: of a context that moves, its tokens too, but not through the last. */
    double columns(int L) {
        return context == Context.FIXED ? layers : (layers - 1) * (L + 1.0) + 1;
    }

    /** Multiplications of the MLPs of all columns. */
    double work(int n, int L) {
        return 2.0 * mlp * n * (layers - 1) * (context == Context.FIXED ? 1 : L + 1);
    }

    /** Numbers of all MLPs. */
    double size(int n) {
        return mlp * (2.0 * n + 1) * (layers - 1);
    }

    boolean isRepeated() {
        return !equals(ONE);
    }

    /**
     * @param block makes one of what stands one after another
     * @param random what an MLP is drawn from; where absent it is a new one
     */
    Attention of(Supplier<Attention> block, Optional<RandomStream> random) {
        if (!isRepeated()) {
            return block.get();
        }
        boolean trained = scales == Scales.TRAINED;
        Supplier<Attention> each = trained ? () -> ScaledLayer.of(block.get(), step) : block;
        if (trained && layers == 1 && !tied && context == Context.FIXED) {
            return each.get();
        }
        LayerStack stack = tied
                ? LayerStack.tied(each.get(), layers)
                : LayerStack.of(Stream.generate(each).limit(layers).toArray(Attention[]::new));
        return around(stack.step(trained ? 1 : step), random);
    }

    /** These layers, with what stands between them, and a context that moves or stays. */
    LayerStack around(LayerStack layers, Optional<RandomStream> random) {
        LayerStack whole = layers;
        if (mlp > 0) {
            LayerStack between = layers.mlp(mlp, activation);
            whole = random.map(between::mlpDrawn).orElse(between);
        }
        return context == Context.MOVES ? whole.moving(mask) : whole;
    }

    private static RefusedException refused(String parameter, String must, Object got) {
        return new RefusedException("Architecture", parameter, must, got);
    }
}
