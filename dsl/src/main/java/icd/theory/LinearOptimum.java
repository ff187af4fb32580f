package icd.theory;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.math.Digits;
import icd.task.ContextMoments;
import icd.task.Gaussians;
import icd.task.OrderedMoments;
import icd.task.Recency;
import icd.task.Task;
import java.util.Optional;
import org.ojalgo.matrix.store.R064Store;

/**
 * The best linear attention at a finite context length: over all weights where that optimum is known, otherwise over
 * scaled identities. {@link #loss()}, {@link #msePerDim} and {@link #layer} belong to the best weights; {@link
 * #product}, {@link #overlap} and {@link #loss(double)} belong to scaled identities, which {@link #scaled} gives alone.
 *
 * <p>Weights other than scaled identities help where directions differ in the same way for all prompts: {@link
 * NuclearNorm} where {@math Sigma_X} is one for all prompts, {@link TurnedAxes} where the noise has fixed axes and the tokens
 * have random ones.
 *
 * <p>With {@math C = X X^T / L} the estimate of scaled identities is {@math c C x~}, {@math c = alpha beta}, and its loss
 *
 * {@equation
 *   E||c C x~ - x||^2 = c^2 E||C x~||^2 - 2 c E[x . C x~] + E||x||^2,     "least at" c* = E[x . C x~] / E||C x~||^2.
 * }
 *
 * <p>The task knows these averages, see {@link ContextMoments}. Subspaces have
 * {@math E||C x~||^2 = (sigma_0^2 + sigma_Z^2) sigma_0^4 d (1 + (d+1)/L)} and {@math E[x . C x~] = sigma_0^4 d}; so
 * {@math c* = 1/[(sigma_0^2 + sigma_Z^2)(1 + (d+1)/L)]}. Spheres, with {@math m = d + 1}, have {@math E[x . C x~] = R^4/m} and
 * {@math c* = 1/[(R^2/m + sigma_Z^2)(1 + (m-1)/L)]}. As L grows, {@math c*} tends to the paper's asymptote (Section 3.1); at
 * {@math L = 500} it is the paper's trained 0.327 instead of 1/3. (Derived here; not in the paper.)
 *
 * <p>The loss is a sum of positive terms, so it keeps its digits where there is little noise and a long context.
 *
 * @param n ambient dimension
 * @param product {@math c*}, the best {@math alpha beta} of scaled identities
 * @param quadratic {@math E||C x~||^2}
 * @param scaledLoss the MSE of scaled identities at {@math c*}, summed over coordinates
 * @param decay the decay of the tokens' weights, {@math e^{-decay k}} for the token k steps before the query; 0 for order-blind
 *     attention. With it C is {@math sum_k e^{-decay k} x_k x_k^T / L}
 * @param weights weights better than scaled identities, where they are known
 */
public record LinearOptimum(
        int n, double product, double quadratic, double scaledLoss, double decay, Optional<LinearWeights> weights) {

    /**
     * The number of decays that are tried, between a tenth of 1/L and the largest that leaves more than the last token;
     * then the best is refined.
     */
    private static final int TRIED = 80;

    private static final double MOST_DECAY = 20;

    /**
     * Returns the optimum at this context length.
     *
     * @param L the context length, at least 1
     * @throws IllegalArgumentException if L is not positive, or the task gives no {@link Task#contextMoments}
     */
    public static LinearOptimum of(Task task, int L) {
        LinearOptimum scaled = of(task, L, 0);
        return scaled.with(
                task instanceof Gaussians gaussians && gaussians.given().isPresent()
                        ? NuclearNorm.of(gaussians, L)
                        : TurnedAxes.of(task, L, scaled));
    }

    /**
     * Returns the optimum over scaled identities of linear attention whose score of the token k steps before the query
     * is multiplied by {@math e^{-decay k}}.
     *
     * @param decay the decay for each token, &gt;= 0
     * @throws IllegalArgumentException if L is not positive, the decay negative, or the task gives no {@link Task#contextMoments}
     */
    public static LinearOptimum of(Task task, int L, double decay) {
        if (!(L >= 1)) {
            throw new IllegalArgumentException("LinearOptimum.of: L must be >= 1, got " + L);
        }
        ContextMoments moments = task.contextMoments()
                .orElseThrow(() -> new IllegalArgumentException(
                        "LinearOptimum.of: task must be one that gives its contextMoments, got " + task));
        Recency recency = new Recency(L, decay);
        return moments.ordered()
                .map(ordered -> of(task.n(), ordered.at(recency), recency))
                .orElseGet(() -> of(task.n(), moments, recency));
    }

    /** The same with the decay of least loss, to some seven digits: 0 where the order of tokens tells nothing. */
    public static LinearOptimum ofBestDecay(Task task, int L) {
        LinearOptimum best = of(task, L, 0);
        double ratio = Math.pow(MOST_DECAY * 10 * L, 1.0 / TRIED);
        double middle = 0;
        double each = 0.1 / L;
        for (int i = 0; i <= TRIED; i++, each *= ratio) {
            LinearOptimum tried = of(task, L, each);
            if (tried.scaledLoss < best.scaledLoss) {
                best = tried;
                middle = each;
            }
        }
        double low = middle / ratio;
        double high = middle * ratio;
        while (middle > 0 && high - low > 1e-8 * high) { // each step leaves out a third at either end
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            if (of(task, L, left).scaledLoss < of(task, L, right).scaledLoss) {
                high = right;
            } else {
                low = left;
            }
        }
        return middle > 0 ? of(task, L, (low + high) / 2) : best;
    }

    private LinearOptimum with(Optional<LinearWeights> weights) {
        return new LinearOptimum(n, product, quadratic, scaledLoss, decay, weights);
    }

    /** Returns the optimum over scaled identities alone. */
    public LinearOptimum scaled() {
        return with(Optional.empty());
    }

    private static LinearOptimum of(int n, ContextMoments moments, Recency recency) {
        double a = moments.curvature();
        double noise = moments.noise();
        double k = moments.jitter() / recency.effectiveLength();
        double product = 1 / ((a + noise) * (1 + k));
        double share = (noise * (1 + k) + a * k) * product;
        double mean = recency.decay() == 0 ? 1 : recency.total() / recency.L();
        return new LinearOptimum(
                n,
                product / mean,
                moments.square() * moments.gain() / product * mean * mean,
                moments.spread() + moments.square() * (moments.gain() / a) * share,
                recency.decay(),
                Optional.empty());
    }

    /** Where order tells something: the loss is E||x||^2 - overlap^2 / quadratic. */
    private static LinearOptimum of(int n, OrderedMoments.Averages averages, Recency recency) {
        double product = averages.overlap() / averages.quadratic();
        double mean = recency.total() / recency.L();
        return new LinearOptimum(
                n,
                product / mean,
                averages.quadratic() * mean * mean,
                averages.square() - averages.overlap() * product,
                recency.decay(),
                Optional.empty());
    }

    /** Returns the least MSE, summed over coordinates. */
    public double loss() {
        return weights.map(LinearWeights::loss).orElse(scaledLoss);
    }

    /**
     * Returns {@math W_PV Sigma_X W_KQ} of the best weights, n x n: the mean of the map from a query to its estimate. Only this
     * product is unique, since the weights are free up to an orthogonal matrix and a scale.
     *
     * @throws IllegalStateException unless {@math Sigma_X} is one for all prompts and weights other than scaled identities are best
     */
    public R064Store meanMap() {
        return weights.flatMap(LinearWeights::meanMap)
                .orElseThrow(() -> new IllegalStateException("LinearOptimum.meanMap: Sigma_X must be one for all"
                        + " prompts, and the best weights no scaled identities, whose map is the product times Sigma_X; got "
                        + this));
    }

    /** Returns {@math E[x . C x~]}. */
    public double overlap() {
        return product * quadratic;
    }

    /** Returns the MSE of scaled identities, summed over coordinates, at another product c. */
    public double loss(double c) {
        return Math.fma(quadratic * (c - product), c - product, scaledLoss);
    }

    /** Returns the least MSE/n. */
    public double msePerDim() {
        return loss() / n;
    }

    /**
     * The layer of least loss; of scaled identities the scalar one with {@math alpha = beta = sqrt c*}, with the decay as the slope of its
     * recency.
     */
    public Attention layer() {
        if (weights.isPresent()) {
            return weights.get().layer();
        }
        double root = Math.sqrt(product());
        AttentionLayer blind = AttentionLayer.linear(n).scalar().identity(root, root);
        return decay == 0 ? blind : blind.recency(decay);
    }

    @Override
    public String toString() {
        String identities = Digits.text(
                "best scaled identities of linear attention%s: alpha beta = %.6g, MSE = %.6g, MSE/n = %.6g",
                decay == 0 ? "" : Digits.text(" with weights e^(-%.4g k)", decay), product, scaledLoss, scaledLoss / n);
        return weights.isEmpty()
                ? identities
                : Digits.text(
                        "best weights of linear attention: MSE = %.6g, MSE/n = %.6g; %s",
                        loss(), msePerDim(), identities);
    }
}
