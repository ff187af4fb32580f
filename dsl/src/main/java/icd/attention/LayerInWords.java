package icd.attention;

import icd.attention.Architecture.Alike;
import icd.attention.Architecture.Normalisation;
import icd.attention.Architecture.OfHeads;
import icd.attention.Architecture.OfLayers;
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
                        init);
            case OfHeads h ->
                new OfHeads(h.of(), h.residual(), h.norm(), h.layers(), h.tied(), h.step(), Optional.of(init));
            case OfLayers l -> new OfLayers(l.of(), l.residual(), l.norm(), l.step(), Optional.of(init));
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
                        : parts.size() == 1
                                ? parts.getFirst()
                                : new OfHeads(parts, false, Normalisation.NONE, 1, false, 1, Optional.empty());
            }
            case LayerStack stack -> {
                List<Architecture> parts = said(stack.layers(), whole);
                yield areAlike(parts)
                        ? stacked(parts.getFirst(), parts.size(), stack.isTied(), stack.step())
                        : new OfLayers(parts, false, Normalisation.NONE, stack.step(), Optional.empty());
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
                new OfHeads(h.of(), residual, stays ? h.norm() : norm, 1, false, 1, h.init());
            case OfLayers l
            when !l.residual() && (stays || l.norm() == Normalisation.NONE) ->
                new OfLayers(l.of(), residual, stays ? l.norm() : norm, l.step(), l.init());
            default -> new OfHeads(List.of(inside), residual, norm, 1, false, 1, Optional.empty());
        };
    }

    /** Several of something, one after another; one alone, at a step of 1, is that one. */
    private static Architecture stacked(Architecture inside, int layers, boolean tied, double step) {
        return switch (inside) {
            case Alike a when !a.isStack() -> a.stacked(layers, tied, step);
            case OfHeads h
            when !h.isStack() -> new OfHeads(h.of(), h.residual(), h.norm(), layers, tied, step, h.init());
            default -> {
                OfHeads several =
                        new OfHeads(List.of(inside), false, Normalisation.NONE, layers, tied, step, Optional.empty());
                yield several.isStack() ? several : inside;
            }
        };
    }
}
