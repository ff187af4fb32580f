package icd.attention;

import icd.attention.Architecture.Context;
import icd.attention.Architecture.Mask;
import icd.attention.Architecture.Scales;
import icd.describe.Kinds;
import icd.describe.RefusedException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How often something stands one after another, and how. */
record Depth(int layers, boolean tied, double step, Scales scales, Context context, Mask mask) {

    static final Depth ONE = new Depth(1, false, 1, Scales.FIXED, Context.FIXED, Mask.FULL);

    static Depth of(LayerStack stack, Scales scales, double step) {
        return new Depth(
                stack.layers().size(),
                stack.isTied(),
                step,
                scales,
                stack.mask().isPresent() ? Context.MOVES : Context.FIXED,
                stack.mask().orElse(Mask.FULL));
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

    boolean isRepeated() {
        return !equals(ONE);
    }

    Attention of(Attention layer) {
        if (!isRepeated()) {
            return layer;
        }
        boolean trained = scales == Scales.TRAINED;
        Attention each = trained ? ScaledLayer.of(layer, step) : layer;
        if (trained && layers == 1 && !tied && context == Context.FIXED) {
            return each;
        }
        return moved((tied ? LayerStack.tied(each, layers) : LayerStack.of(each, layers)).step(trained ? 1 : step));
    }

    LayerStack moved(LayerStack stack) {
        return context == Context.MOVES ? stack.moving(mask) : stack;
    }

    private static RefusedException refused(String parameter, String must, Object got) {
        return new RefusedException("Architecture", parameter, must, got);
    }
}
