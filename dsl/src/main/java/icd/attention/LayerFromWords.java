package icd.attention;

import icd.attention.Architecture.Alike;
import icd.attention.Architecture.Composed;
import icd.attention.Architecture.Normalisation;
import icd.attention.Architecture.OfHeads;
import icd.attention.Architecture.OfLayers;
import icd.attention.Architecture.Query;
import icd.attention.Architecture.Weights;
import icd.math.RandomStream;
import java.util.Optional;
import java.util.function.Function;

/** Makes the layer that an {@link Architecture} describes; {@link LayerInWords} goes the other way. */
final class LayerFromWords {

    private LayerFromWords() {}

    /** With weights yet to be set. */
    static Attention of(Alike words, int n) {
        Attention head = head(words.attention(), words.weights(), words.width(), words.query(), words.position(), n);
        Attention block =
                around(words.heads() == 1 ? head : Heads.of(head, words.heads()), words.norm(), words.residual());
        return Depth.of(words).of(() -> block, Optional.empty());
    }

    /**
     * A layer that is made of others.
     *
     * @param part makes one of these, and another for each copy
     * @param random what the weights that no part has are drawn from; where absent they are as in a new layer
     */
    static Attention of(Composed words, Function<Architecture, Attention> part, Optional<RandomStream> random) {
        Depth depth = Depth.of(words);
        return switch (words) {
            case OfHeads heads ->
                depth.of(() -> around(Heads.of(parts(heads, part)), heads.norm(), heads.residual()), random);
            case OfLayers layers ->
                around(
                        depth.around(LayerStack.of(parts(layers, part)).step(layers.step()), random),
                        layers.norm(),
                        layers.residual());
        };
    }

    private static Attention[] parts(Composed words, Function<Architecture, Attention> part) {
        return words.of().stream().map(part).toArray(Attention[]::new);
    }

    private static Attention around(Attention layer, Normalisation norm, boolean residual) {
        Attention normalised = norm == Normalisation.NONE ? layer : layer.normalised();
        return residual ? normalised.residual() : normalised;
    }

    /** One head, where it stands taken into account; of one dimension rotary positions do not exist. */
    static Attention head(
            Potential attention, Weights weights, Optional<Integer> width, Query query, Position position, int n) {
        AttentionLayer blind = blind(attention, weights, width, query, n);
        return position instanceof Position.None ? blind : blind.position(position);
    }

    /** One head that does not know where a token stands. */
    static AttentionLayer blind(Potential attention, Weights weights, Optional<Integer> width, Query query, int n) {
        AttentionLayer merged = AttentionLayer.of(attention, n);
        AttentionLayer layer = switch (weights) {
            case FULL -> merged;
            case SCALAR -> merged.scalar();
            case QKV -> width.map(merged::unmerged).orElseGet(merged::unmerged);
        };
        return query == Query.INCLUDED ? layer.full() : layer;
    }
}
