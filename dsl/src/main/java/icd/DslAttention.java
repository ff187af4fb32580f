package icd;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Formula;
import icd.attention.HeadShares;
import icd.attention.Heads;
import icd.attention.LayerStack;
import icd.attention.Potential;
import icd.attention.TokenWeights;
import icd.table.Column;
import icd.table.Table;
import icd.task.Prompt;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ojalgo.matrix.store.R064Store;

/** The part of {@link Dsl} about attention layers and the potentials that weigh their tokens. */
public abstract class DslAttention extends DslDenoisers {

    DslAttention() {}

    /**
     * Linear attention with merged weights (equation 11).
     *
     * {@snippet :
     *   linearAttention(16).identity(1, 1 / 3.0)
     * }
     */
    public static AttentionLayer linearAttention(int n) {
        return AttentionLayer.linear(n);
    }

    /**
     * Softmax attention with merged weights (equation 12); as any layer it can be given positions.
     *
     * {@snippet :
     *   softmaxAttention(16).full().residual();
     *   softmaxAttention(16).recency(0.05).trained()
     * }
     */
    public static AttentionLayer softmaxAttention(int n) {
        return AttentionLayer.softmax(n);
    }

    /**
     * Gaussian-kernel attention (equation 14).
     *
     * {@snippet :
     *   gaussianAttention(16).identity(1, 10)
     * }
     */
    public static AttentionLayer gaussianAttention(int n) {
        return AttentionLayer.gaussian(n);
    }

    /**
     * Attention with sparsemax weights, exactly zero for tokens far from the best.
     *
     * {@snippet :
     *   sparsemaxAttention(16).scalar()
     * }
     */
    public static AttentionLayer sparsemaxAttention(int n) {
        return AttentionLayer.sparsemax(n);
    }

    /**
     * Attention with entmax weights, between softmax (a to 1) and sparsemax ({@math a = 2}).
     *
     * {@snippet :
     *   entmaxAttention(16, 1.5)
     * }
     */
    public static AttentionLayer entmaxAttention(int n, double a) {
        return AttentionLayer.entmax(n, a);
    }

    /**
     * Attention with normmax weights, {@math a &gt; 1}: zero for tokens far from the best, nearly even among the others.
     *
     * {@snippet :
     *   normmaxAttention(16, 2)
     * }
     */
    public static AttentionLayer normmaxAttention(int n, double a) {
        return AttentionLayer.normmax(n, a);
    }

    /**
     * Polynomial attention: tokens weigh the (k-1)-th power of their score over L; {@math k = 2} is linear.
     *
     * {@snippet :
     *   polynomialAttention(16, 3).identity(1, 0.2)
     * }
     */
    public static AttentionLayer polynomialAttention(int n, int k) {
        return AttentionLayer.polynomial(n, k);
    }

    /**
     * Polynomial attention in which tokens of negative score have no weight.
     *
     * {@snippet :
     *   rectifiedPolynomialAttention(16, 3).identity(1, 0.2)
     * }
     */
    public static AttentionLayer rectifiedPolynomialAttention(int n, int k) {
        return AttentionLayer.rectifiedPolynomial(n, k);
    }

    /**
     * Exponential attention: softmax without its denominator, over L.
     *
     * {@snippet :
     *   exponentialAttention(16).identity(1, 0.2)
     * }
     */
    public static AttentionLayer exponentialAttention(int n) {
        return AttentionLayer.exponential(n);
    }

    /**
     * Attention whose tokens weigh the gradient of a potential of your own.
     *
     * {@snippet :
     *   potentialAttention(16, entmax(1.3)).scalar()
     * }
     */
    public static AttentionLayer potentialAttention(int n, Potential potential) {
        return AttentionLayer.of(potential, n);
    }

    /**
     * Several heads side by side, their outputs added.
     *
     * {@snippet :
     *   heads(softmaxAttention(16).unmerged(4), softmaxAttention(16).unmerged(4)).uniform(randomStream(1))
     * }
     */
    public static Heads heads(Attention... heads) {
        return Heads.of(heads);
    }

    /**
     * Layers one after another, each with weights of its own; the context stays the same, and the query's state moves. An MLP can stand in
     * between.
     *
     * {@snippet :
     *   stack(softmaxAttention(16), linearAttention(16));
     *   stack(softmaxAttention(16).normalised().residual(), softmaxAttention(16).normalised().residual()).mlp(32)
     * }
     */
    public static LayerStack stack(Attention... layers) {
        return LayerStack.of(layers);
    }

    /**
     * The work of each head of a layer: the shares of the heads' maps in their sum, and overlaps of what two heads read or write.
     *
     * {@snippet :
     *   headShares(heads(linearAttention(16).unmerged(4), linearAttention(16).unmerged(4)).uniform(randomStream(1))).getFirst().share(0, 1)
     * }
     */
    public static List<HeadShares> headShares(Attention layer) {
        return HeadShares.of(layer);
    }

    /**
     * One layer so many times, with the same weights each time.
     *
     * {@snippet :
     *   tied(softmaxAttention(16).scalar(), 5)
     * }
     */
    public static LayerStack tied(Attention layer, int count) {
        return LayerStack.tied(layer, count);
    }

    /**
     * Your own layer, trained by finite differences: a function of its numbers, context and query.
     *
     * {@snippet :
     *   attention("mine", 16, new double[] {0.3}, (theta, x, q) -> x.multiply(x.transpose()).multiply(q).multiply(theta[0] / x.getColDim()))
     * }
     */
    public static Attention attention(String name, int n, double[] theta, Formula formula) {
        return Attention.of(name, n, theta, formula);
    }

    /**
     * The potential of softmax attention, log sum exp z; its gradient are softmax's weights.
     *
     * {@snippet :
     *   hopfieldFenchelYoung(gaussianMatrix(3, 20, seed(0)), 1, softmax())
     * }
     */
    public static Potential softmax() {
        return new Potential.Softmax();
    }

    /**
     * The potential of sparsemax attention; its gradient is the Euclidean projection on the simplex.
     *
     * {@snippet :
     *   hopfieldFenchelYoung(gaussianMatrix(3, 20, seed(0)), 1, sparsemax())
     * }
     */
    public static Potential sparsemax() {
        return new Potential.Sparsemax();
    }

    /**
     * The potential of entmax attention, with {@math a &gt; 1}.
     *
     * {@snippet :
     *   hopfieldFenchelYoung(gaussianMatrix(3, 20, seed(0)), 1, entmax(1.5))
     * }
     */
    public static Potential entmax(double a) {
        return new Potential.Entmax(a);
    }

    /**
     * The potential of normmax attention, with {@math a &gt; 1}.
     *
     * {@snippet :
     *   hopfieldFenchelYoung(gaussianMatrix(3, 20, seed(0)), 1, normmax(2))
     * }
     */
    public static Potential normmax(double a) {
        return new Potential.Normmax(a);
    }

    /**
     * The weight of each token of a prompt in a layer: tokens down, heads across, the query last where it is a key.
     *
     * {@snippet :
     *   attentionWeights(softmaxAttention(2).identity(1, 10), spheres(2, 1).prompt(20, seed(3)))
     * }
     */
    public static R064Store attentionWeights(Attention model, Prompt prompt) {
        return TokenWeights.of(model, prompt);
    }

    /**
     * The largest numbers of an array, a list or a matrix, with their places counted from 0. Columns of a matrix are heads.
     *
     * {@snippet :
     *   top(attentionWeights(softmaxAttention(2).identity(1, 10), spheres(2, 1).prompt(20, seed(3))), 5)
     * }
     */
    public static Table top(Object weights, int count) {
        if (!(count >= 1)) {
            throw new IllegalArgumentException("top: count must be >= 1, got " + count);
        }
        double[][] heads = GivenNumbers.columns("top", "weights", weights);
        if (heads[0].length == 0) {
            throw new IllegalArgumentException("top: weights must be one or more, got none");
        }
        for (double[] head : heads) {
            for (int t = 0; t < head.length; t++) {
                if (Double.isNaN(head[t])) {
                    throw new IllegalArgumentException("top: weights must be numbers, got NaN as number " + t);
                }
            }
        }
        int shown = Math.min(count, heads[0].length);
        double[][] columns = new double[3][shown * heads.length];
        for (int h = 0; h < heads.length; h++) {
            double[] head = heads[h];
            int[] order = IntStream.range(0, head.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(t -> -head[t]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int i = 0; i < shown; i++) {
                columns[0][h * shown + i] = h;
                columns[1][h * shown + i] = order[i];
                columns[2][h * shown + i] = head[order[i]];
            }
        }
        Column token = Column.of("token", columns[1]);
        Column weight = Column.of("weight", columns[2]);
        return heads.length == 1 ? Table.of(token, weight) : Table.of(Column.of("head", columns[0]), token, weight);
    }
}
