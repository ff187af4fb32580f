package icd.workbench.engine;

import icd.attention.Architecture.Mask;
import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.attention.LayerStack;
import icd.attention.Position;
import icd.attention.PositionedLayer;
import icd.attention.Potential;
import icd.attention.Residual;
import icd.attention.RmsNorm;
import icd.attention.ScaledLayer;
import icd.attention.Scoring;
import java.util.Optional;

/**
 * Multiply-adds of one prompt on its way through a layer and back, as the formulas have them; what a pass computes twice, in the place of keeping
 * it, counts once.
 *
 * <p>A column is the query or a token that moves. Its maps W_KQ and W_PV are n^2 multiply-adds forwards and 2 n^2 back each. Its scores and
 * the weighted sum of tokens are n L forwards, and as much back, each. Where tokens move, what is looked up passes two gradients on, of n L each.
 * Positions that are vectors or turns are n L more, forwards and back each; keys W_K x of scores by distance n^2 L.
 *
 * <p>Linear attention goes through S = X X^T/L, n^2 in the place of n L, which trainings compute once. Where tokens move S and its gradient are n^2 L
 * a layer, and all columns have one matrix, of 8 n^3: n^2 for each column, and as much for its gradient and for what it passes on.
 */
final class LayerWork {

    private LayerWork() {}

    /** @throws IllegalArgumentException if the layer is the user's own */
    static double of(Attention layer, int L) {
        return of(layer, L, 1, Optional.empty());
    }

    /**
     * @param columns how many go through the layer
     * @param mask which tokens a token sees where tokens move
     */
    private static double of(Attention layer, int L, double columns, Optional<Mask> mask) {
        double n = layer.n();
        return switch (layer) {
            case AttentionLayer one
            when one.potential() instanceof Potential.Linear
                    && !one.isFull()
                    && !mask.equals(Optional.of(Mask.CAUSAL)) ->
                mask.isEmpty()
                        ? 8 * n * n
                        : 2 * n * n * L + (columns == 1 ? 8 * n * n : 8 * n * n * n + 3 * columns * n * n);
            case AttentionLayer one when hasKeys(one) -> 6 * n * n + 4 * n * L + 2 * n * n * L;
            case AttentionLayer _ -> columns * (6 * n * n + (mask.isPresent() ? 6 : 4) * n * L);
            case PositionedLayer one -> 6 * n * n + (one.position() instanceof Position.Recency ? 4 : 6) * n * L;
            case Heads heads ->
                heads.heads().stream()
                        .mapToDouble(head -> of(head, L, columns, mask))
                        .sum();
            case Residual stream -> of(stream.layer(), L, columns, mask);
            case RmsNorm norm -> of(norm.layer(), L, columns, mask);
            case ScaledLayer scaled -> of(scaled.layer(), L, columns, mask);
            case LayerStack stack -> {
                double work = 0;
                int last = stack.layers().size() - 1;
                for (int i = 0; i <= last; i++) {
                    double through = stack.mask().isPresent() && i < last ? L + 1 : 1;
                    work += of(stack.layers().get(i), L, through, stack.mask());
                    work += i < last ? through * 6 * n * stack.hidden().orElse(0) : 0;
                }
                yield work;
            }
            default ->
                throw new IllegalArgumentException("LayerWork: layer must be one of the library, got " + layer.name());
        };
    }

    /** Whether tokens are scored by their distance in coordinates of their own, W_K x. */
    private static boolean hasKeys(AttentionLayer layer) {
        return layer.scoring() == Scoring.DISTANCE
                && layer.parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals("W_K"));
    }
}
