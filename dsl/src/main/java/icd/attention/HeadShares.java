package icd.attention;

import java.util.List;
import java.util.stream.Stream;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Describes what each of several heads side by side does, from its merged weights {@math V_h = W_PV} and {@math K_h = W_KQ}.
 *
 * <p>The heads of one layer map the mean second moment of a context, where it is a multiple of I, to that multiple of {@math M = sum_h V_h K_h}.
 * {@link #share} is the part of M that two heads have in common, {@link #overlap} how much the directions have in common that two
 * heads read or write.
 *
 * @param heads those of one layer, each with a {@math W_PV} and a {@math W_KQ}
 */
public record HeadShares(List<AttentionLayer> heads) {

    /** Directions that a head reads or writes: the range of a Gram matrix of its weights. */
    public enum Directions {
        /** {@math K_h^T K_h}. */
        QUERY,
        /** {@math K_h K_h^T}. */
        KEY,
        /** {@math V_h^T V_h}. */
        VALUE,
        /** {@math V_h V_h^T}. */
        OUTPUT;

        private MatrixStore<Double> gram(AttentionLayer head) {
            MatrixStore<Double> K = head.keyQuery();
            MatrixStore<Double> V = head.projectionValue();
            return switch (this) {
                case QUERY -> K.transpose().multiply(K);
                case KEY -> K.multiply(K.transpose());
                case VALUE -> V.transpose().multiply(V);
                case OUTPUT -> V.multiply(V.transpose());
            };
        }
    }

    /** @throws IllegalArgumentException if there is none */
    public HeadShares {
        heads = List.copyOf(heads);
        if (heads.isEmpty()) {
            throw new IllegalArgumentException("HeadShares: there must be at least one head, got none");
        }
    }

    /**
     * The heads of each layer, the first layer first: of a layer alone itself, of a stack those of its layers, tied ones once.
     *
     * @throws IllegalArgumentException if a head is made of other layers, or a layer is the user's own
     */
    public static List<HeadShares> of(Attention layer) {
        return layers(layer).map(HeadShares::new).toList();
    }

    private static Stream<List<AttentionLayer>> layers(Attention layer) {
        return switch (layer) {
            case AttentionLayer one -> Stream.of(List.of(one));
            case Heads heads ->
                Stream.of(heads.heads().stream().map(HeadShares::single).toList());
            case LayerStack stack -> stack.separate().stream().flatMap(HeadShares::layers);
            case Residual stream -> layers(stream.layer());
            case RmsNorm norm -> layers(norm.layer());
            case ScaledLayer scaled -> layers(scaled.layer());
            default -> throw refused(layer);
        };
    }

    private static AttentionLayer single(Attention head) {
        return switch (head) {
            case AttentionLayer one -> one;
            case RmsNorm norm -> single(norm.layer());
            default -> throw refused(head);
        };
    }

    private static IllegalArgumentException refused(Attention head) {
        return new IllegalArgumentException(
                "HeadShares.of: each head must have one W_PV and one W_KQ, got " + head.name());
    }

    /** {@math V_h K_h}, n x n. */
    public R064Store map(int head) {
        AttentionLayer one = heads.get(head);
        return R064Store.FACTORY.copy(one.projectionValue().multiply(one.keyQuery()));
    }

    /** M, n x n. */
    public R064Store sum() {
        R064Store sum = map(0);
        for (int h = 1; h < heads.size(); h++) {
            sum = R064Store.FACTORY.copy(sum.add(map(h)));
        }
        return sum;
    }

    /**
     * {@math (V_h K_h . V_g K_g) / (M . M)}, products of like entries: over all pairs they sum to 1. Between two heads it is negative where one
     * undoes what the other does. NaN where {@math M = 0}.
     */
    public double share(int head, int other) {
        R064Store sum = sum();
        return inner(map(head), map(other)) / inner(sum, sum);
    }

    /**
     * {@math tr(G_h G_g) / (|G_h| |G_g|)} of two heads' Gram matrices, norms by entries: 1 where they weigh the same directions alike, 0 where
     * they have none in common; of two random subspaces of w dimensions, {@math w/n} on average. NaN where one is zero.
     */
    public double overlap(Directions of, int head, int other) {
        MatrixStore<Double> a = of.gram(heads.get(head));
        MatrixStore<Double> b = of.gram(heads.get(other));
        return inner(a, b) / Math.sqrt(inner(a, a) * inner(b, b));
    }

    private static double inner(MatrixStore<Double> a, MatrixStore<Double> b) {
        double sum = 0;
        for (int i = 0; i < a.getRowDim(); i++) {
            for (int j = 0; j < a.getColDim(); j++) {
                sum = Math.fma(a.doubleValue(i, j), b.doubleValue(i, j), sum);
            }
        }
        return sum;
    }

    @Override
    public String toString() {
        return "shares of " + heads.size() + " heads, " + heads.getFirst().name();
    }
}
