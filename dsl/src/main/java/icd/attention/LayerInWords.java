package icd.attention;

import icd.attention.Architecture.Alike;
import icd.attention.Architecture.Context;
import icd.attention.Architecture.Mask;
import icd.attention.Architecture.Normalisation;
import icd.attention.Architecture.OfHeads;
import icd.attention.Architecture.OfLayers;
import icd.attention.Architecture.Scales;
import java.util.List;
import java.util.Optional;

/**
 * Finds the description by {@link Architecture} of a layer: as flat as possible, and nested where it is made of unlike
 * parts.
 */
final class LayerInWords {

    private LayerInWords() {}

    /** @see Architecture#of */
    static Architecture of(Attention layer, Initialisation init) {
        return switch (said(layer, layer)) {
            case Alike a ->
                new Alike(
                        a.attention(),
                        a.weights(),
                        a.width(),
                        a.query(),
                        a.position(),
                        a.residual(),
                        a.norm(),
                        a.heads(),
                        a.layers(),
                        a.tied(),
                        a.step(),
                        a.scales(),
                        a.context(),
                        a.mask(),
                        a.mlp(),
                        a.activation(),
                        init);
            case OfHeads h ->
                new OfHeads(
                        h.of(),
                        h.residual(),
                        h.norm(),
                        h.layers(),
                        h.tied(),
                        h.step(),
                        h.scales(),
                        h.context(),
                        h.mask(),
                        h.mlp(),
                        h.activation(),
                        Optional.of(init));
            case OfLayers l -> layers(l.of(), l.residual(), l.norm(), Depth.of(l), Optional.of(init));
        };
    }

    private static Architecture said(Attention layer, Attention whole) {
        return switch (layer) {
            case AttentionLayer one -> Alike.of(one, new Position.None());
            case PositionedLayer one -> Alike.of(one.layer(), one.position());
            case RmsNorm norm -> wrapped(said(norm.layer(), whole), Normalisation.RMS, false);
            case Residual stream -> wrapped(said(stream.layer(), whole), Normalisation.NONE, true);
            case Heads heads -> {
                List<Architecture> parts = said(heads.heads(), whole);
                yield areAlike(parts) && parts.getFirst() instanceof Alike head && head.isBare() && head.heads() == 1
                        ? head.with(head.norm(), false, parts.size())
                        : parts.size() == 1 ? parts.getFirst() : heads(parts, false, Normalisation.NONE);
            }
            case ScaledLayer scaled ->
                stacked(
                        said(scaled.layer(), whole),
                        new Depth(
                                1,
                                false,
                                scaled.start(),
                                Scales.TRAINED,
                                Context.FIXED,
                                Mask.FULL,
                                0,
                                Activation.RELU));
            case LayerStack stack -> {
                List<Architecture> parts = said(stack.layers(), whole);
                if (!areAlike(parts)) {
                    Depth depth = Depth.of(stack, Scales.FIXED, stack.step());
                    yield layers(parts, false, Normalisation.NONE, depth, Optional.empty());
                }
                yield stack.layers().getFirst() instanceof ScaledLayer scaled && stack.step() == 1
                        ? stacked(said(scaled.layer(), whole), Depth.of(stack, Scales.TRAINED, scaled.start()))
                        : stacked(parts.getFirst(), Depth.of(stack, Scales.FIXED, stack.step()));
            }
            default ->
                throw new IllegalArgumentException(
                        "Architecture.of: layer must be made of layers of the library, got " + whole.name()
                                + (layer == whole ? "" : " with " + layer.name())
                                + ", which is a layer of the user's own");
        };
    }

    private static List<Architecture> said(List<Attention> parts, Attention whole) {
        return parts.stream().map(part -> said(part, whole)).toList();
    }

    private static boolean areAlike(List<Architecture> parts) {
        return parts.stream().distinct().count() == 1;
    }

    /** A norm or a residual stream around something, said at its own level where that has room for it. */
    private static Architecture wrapped(Architecture inside, Normalisation norm, boolean residual) {
        boolean stays = norm == Normalisation.NONE;
        return switch (inside) {
            case Alike a
            when a.isBare() && (stays || a.norm() == Normalisation.NONE) ->
                a.with(stays ? a.norm() : norm, residual, a.heads());
            case OfHeads h
            when h.isBare() && (stays || h.norm() == Normalisation.NONE) ->
                heads(h.of(), residual, stays ? h.norm() : norm);
            case OfLayers l
            when !l.residual() && (stays || l.norm() == Normalisation.NONE) ->
                layers(l.of(), residual, stays ? l.norm() : norm, Depth.of(l), l.init());
            default -> heads(List.of(inside), residual, norm);
        };
    }

    private static OfHeads heads(List<Architecture> of, boolean residual, Normalisation norm) {
        return heads(of, residual, norm, Depth.ONE);
    }

    private static OfHeads heads(List<Architecture> of, boolean residual, Normalisation norm, Depth depth) {
        return new OfHeads(
                of,
                residual,
                norm,
                depth.layers(),
                depth.tied(),
                depth.step(),
                depth.scales(),
                depth.context(),
                depth.mask(),
                depth.mlp(),
                depth.activation(),
                Optional.empty());
    }

    private static OfLayers layers(
            List<Architecture> of, boolean residual, Normalisation norm, Depth depth, Optional<Initialisation> init) {
        return new OfLayers(
                of, residual, norm, depth.step(), depth.context(), depth.mask(), depth.mlp(), depth.activation(), init);
    }

    /** Several of something, one after another; one alone, at a step of 1, is that one. */
    private static Architecture stacked(Architecture inside, Depth depth) {
        return switch (inside) {
            case Alike a when !a.isStack() -> a.stacked(depth);
            case OfHeads h when !h.isStack() -> heads(h.of(), h.residual(), h.norm(), depth);
            default -> depth.isRepeated() ? heads(List.of(inside), false, Normalisation.NONE, depth) : inside;
        };
    }
}
