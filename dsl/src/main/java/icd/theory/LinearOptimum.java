package icd.theory;

import icd.attention.AttentionLayer;
import icd.task.ContextMoments;
import icd.task.Task;
import java.util.Locale;

/**
 * The best that linear attention with scaled identities can do at a finite context length. With C = X X^T / L its estimate
 * is c C x~, c = alpha beta, and its loss
 *
 * <pre>
 *   E||c C x~ - x||^2 = c^2 E||C x~||^2 - 2 c E[x . C x~] + E||x||^2,    least at c* = E[x . C x~] / E||C x~||^2.
 * </pre>
 *
 * <p>The task knows these averages, see {@link ContextMoments}. Subspaces: E||C x~||^2 = (sigma_0^2 + sigma_Z^2) sigma_0^4 d
 * (1 + (d+1)/L) and E[x . C x~] = sigma_0^4 d; so c* = 1/[(sigma_0^2 + sigma_Z^2)(1 + (d+1)/L)]. Spheres, with m = d + 1:
 * E[x . C x~] = R^4/m and c* = 1/[(R^2/m + sigma_Z^2)(1 + (m-1)/L)]. As L grows, c* tends to the paper's asymptote (Section
 * 3.1); at L = 500 it is the paper's trained 0.327 instead of 1/3. (Derived here; not in the paper.)
 *
 * <p>The loss is a sum of positive terms, so it keeps its digits where there is little noise and a long context.
 *
 * @param n ambient dimension
 * @param product c*, the best alpha beta
 * @param quadratic E||C x~||^2
 * @param loss the MSE at c*, summed over coordinates
 */
public record LinearOptimum(int n, double product, double quadratic, double loss) {

    /**
     * At this context length.
     *
     * @param L context length, at least 1
     * @throws IllegalArgumentException if L is not positive, or the task gives no {@link Task#contextMoments}
     */
    public static LinearOptimum of(Task task, int L) {
        if (!(L >= 1)) {
            throw new IllegalArgumentException("LinearOptimum.of: L must be >= 1, got " + L);
        }
        return of(
                task.n(),
                task.contextMoments()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "LinearOptimum.of: task must be one that gives its contextMoments, got " + task)),
                L);
    }

    private static LinearOptimum of(int n, ContextMoments moments, int L) {
        double a = moments.curvature();
        double noise = moments.noise();
        double k = moments.jitter() / L;
        double product = 1 / ((a + noise) * (1 + k));
        double share = (noise * (1 + k) + a * k) * product;
        return new LinearOptimum(
                n,
                product,
                moments.square() * moments.gain() / product,
                moments.spread() + moments.square() * (moments.gain() / a) * share);
    }

    /** E[x . C x~]. */
    public double overlap() {
        return product * quadratic;
    }

    /** The MSE, summed over coordinates, at another product c. */
    public double loss(double c) {
        return Math.fma(quadratic * (c - product), c - product, loss);
    }

    /** The MSE/n at c*. */
    public double msePerDim() {
        return loss() / n;
    }

    /** The scalar layer with alpha = beta = sqrt c*. */
    public AttentionLayer layer() {
        double root = Math.sqrt(product());
        return AttentionLayer.linear(n).scalar().identity(root, root);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "best scaled identities of linear attention: alpha beta = %.6g, MSE = %.6g, MSE/n = %.6g",
                product(),
                loss(),
                msePerDim());
    }
}
