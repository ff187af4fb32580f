package icd.attention;

import icd.attention.Architecture.Mask;
import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One layer of every kind, with weights drawn. */
public final class Layers {

    private Layers() {}

    static List<AttentionLayer> weightings(int n) {
        return List.of(
                AttentionLayer.linear(n),
                AttentionLayer.softmax(n),
                AttentionLayer.gaussian(n),
                AttentionLayer.sparsemax(n),
                AttentionLayer.entmax(n, 1.5),
                AttentionLayer.normmax(n, 2),
                AttentionLayer.polynomial(n, 3),
                AttentionLayer.polynomial(n, 4),
                AttentionLayer.rectifiedPolynomial(n, 3),
                AttentionLayer.exponential(n),
                AttentionLayer.of(new Cosh(), n));
    }

    /** A user's own, with nothing but what the interface asks for. */
    public record Cosh() implements Potential {

        @Override
        public double weigh(double[] z, double[] w) {
            double sum = 0;
            for (int t = 0; t < z.length; t++) {
                sum += Math.cosh(z[t]) / z.length;
                w[t] = Math.sinh(z[t]) / z.length;
            }
            return sum;
        }
    }

    /** Every weighting, in every form, with and without the query among the tokens and on the residual stream. */
    static List<AttentionLayer> single(int n, RandomStream random) {
        List<AttentionLayer> layers = new ArrayList<>();
        for (AttentionLayer merged : weightings(n)) {
            for (AttentionLayer layer : List.of(merged, merged.scalar(), merged.unmerged(), merged.unmerged(2))) {
                for (AttentionLayer one : List.of(
                        layer, layer.full(), layer.residual(), layer.full().residual())) {
                    boolean scalar = one.parameters().size() == 2 && one.theta().length == 2;
                    boolean power =
                            merged.potential() instanceof Potential.Polynomial; // of small scores little is left
                    layers.add(
                            scalar
                                    ? one.identity(1.3, 0.4)
                                    : power ? (AttentionLayer) twice(one.uniform(random)) : one.uniform(random));
                }
            }
        }
        return layers;
    }

    private static Attention twice(Attention layer) {
        return layer.with(Arrays.stream(layer.theta()).map(w -> 2 * w).toArray());
    }

    /** Heads, stacks and normalisation, and some of each within others. */
    static List<Attention> composite(int n, RandomStream random) {
        AttentionLayer softmax = AttentionLayer.softmax(n);
        AttentionLayer gaussian = AttentionLayer.gaussian(n).full();
        Attention heads = Heads.of(softmax.unmerged(2), AttentionLayer.linear(n).full());
        return Stream.of(
                        heads,
                        heads.residual(),
                        Heads.of(softmax.unmerged(3), 3),
                        LayerStack.tied(softmax.scalar(), 3).step(0.7),
                        LayerStack.tied(gaussian, 2),
                        LayerStack.of(
                                        softmax.full(),
                                        AttentionLayer.sparsemax(n),
                                        AttentionLayer.linear(n).residual())
                                .step(0.5),
                        LayerStack.of(heads, 2).step(1.2),
                        ScaledLayer.of(heads, 0.6),
                        LayerStack.of(softmax.scalar().trainedScales(), 3),
                        LayerStack.of(AttentionLayer.linear(n), 3).step(0.7).moving(Mask.FULL),
                        LayerStack.of(AttentionLayer.linear(n).trainedScales(), 2)
                                .moving(Mask.CAUSAL),
                        LayerStack.tied(softmax.scalar().residual().trainedScales(), 2)
                                .moving(Mask.CAUSAL),
                        LayerStack.of(
                                        Heads.of(softmax.unmerged(2), AttentionLayer.linear(n))
                                                .normalised(),
                                        softmax.residual().normalised())
                                .step(0.7)
                                .moving(Mask.FULL),
                        LayerStack.tied(AttentionLayer.polynomial(n, 3), 2).moving(Mask.FULL),
                        LayerStack.tied(ScaledLayer.of(AttentionLayer.linear(n).normalised(), 0.7), 2),
                        softmax.normalised(),
                        softmax.full().residual().normalised(),
                        gaussian.normalised(),
                        heads.normalised(),
                        LayerStack.tied(AttentionLayer.linear(n).normalised().residual(), 2))
                .map(layer -> layer.uniform(random))
                .toList();
    }

    /** Stacks with an MLP between their layers, and one in which each token sees another number of tokens. */
    static List<Attention> between(int n, RandomStream random) {
        AttentionLayer softmax = AttentionLayer.softmax(n);
        Attention heads = Heads.of(softmax.unmerged(2), AttentionLayer.linear(n).full());
        return Stream.of(
                        LayerStack.of(softmax, 3).step(0.7).mlp(7),
                        LayerStack.tied(softmax.scalar().residual(), 3).mlp(3, Activation.TANH),
                        LayerStack.of(heads.normalised(), softmax.residual().normalised())
                                .mlp(4, Activation.TANH),
                        LayerStack.of(
                                        ScaledLayer.of(AttentionLayer.linear(n).normalised(), 0.7),
                                        softmax.normalised().trainedScales())
                                .mlp(6)
                                .moving(Mask.FULL),
                        LayerStack.tied(AttentionLayer.linear(n), 3)
                                .step(0.6)
                                .mlp(9)
                                .moving(Mask.CAUSAL),
                        LayerStack.of(AttentionLayer.exponential(n), softmax, AttentionLayer.sparsemax(n))
                                .moving(Mask.CAUSAL))
                .map(layer -> layer.uniform(random))
                .toList();
    }

    /** Every position that exists in an odd and an even dimension, with what may be trained of it and the query among the tokens. */
    static List<Attention> positioned(int n, RandomStream random) {
        List<Position> positions = new ArrayList<>(List.of(
                new Position.Learned(7),
                new Position.Learned(40),
                new Position.Sinusoidal(0.7, 100, false),
                new Position.Sinusoidal(0.7, 100, true),
                new Position.Recency(0.1, false),
                new Position.Recency(0.1, true)));
        if (n % 2 == 0) {
            positions.add(new Position.Rotary(50, false));
            positions.add(new Position.Rotary(50, true));
        }
        List<Attention> layers = new ArrayList<>();
        for (Position position : positions) {
            for (AttentionLayer weighting : weightings(n)) {
                boolean rectified = // may weigh no token at all
                        weighting.potential() instanceof Potential.Polynomial(int _, boolean positive) && positive;
                if (weighting.scoring() == Scoring.PRODUCT && !rectified) {
                    for (AttentionLayer layer :
                            List.of(weighting, weighting.full().residual(), weighting.unmerged(2))) {
                        Attention drawn = layer.position(position).uniform(random);
                        layers.add(weighting.potential() instanceof Potential.Polynomial ? twice(drawn) : drawn);
                    }
                }
            }
        }
        Attention recency = AttentionLayer.softmax(n).recency(0.1).trained();
        Attention learned = AttentionLayer.linear(n).learnedPositions(4).full();
        for (Attention composed : List.of(
                Heads.of(recency, AttentionLayer.linear(n), learned),
                LayerStack.tied(recency, 2).step(0.7),
                LayerStack.of(learned, recency).residual(),
                recency.residual().normalised(),
                learned.normalised())) {
            layers.add(composed.uniform(random));
        }
        return layers;
    }

    public static List<Attention> all(int n, RandomStream random) {
        List<Attention> all = new ArrayList<>(single(n, random));
        all.addAll(composite(n, random));
        all.addAll(positioned(n, random));
        all.addAll(between(n, random));
        return all;
    }
}
