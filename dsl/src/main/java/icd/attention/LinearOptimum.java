package icd.attention;

import icd.task.Spheres;
import icd.task.Subspaces;
import java.util.Locale;

/**
 * The best that linear attention with scaled identities can do at a finite context length. With C = X X^T / L its estimate
 * is c C x~, c = alpha beta, and its loss
 *
 * <pre>
 *   E||c C x~ - x||^2 = c^2 E||C x~||^2 - 2 c E[x . C x~] + E||x||^2,    least at c* = E[x . C x~] / E||C x~||^2.
 * </pre>
 *
 * Subspaces: E||C x~||^2 = (sigma_0^2 + sigma_Z^2) sigma_0^4 d (1 + (d+1)/L), as E tr C^2 = sigma_0^4 d (1 + (d+1)/L), and
 * E[x . C x~] = sigma_0^4 d; so c* = 1/[(sigma_0^2 + sigma_Z^2)(1 + (d+1)/L)]. Spheres, with m = d + 1: E[x . C x~] = R^4/m
 * and c* = 1/[(R^2/m + sigma_Z^2)(1 + (m-1)/L)]. As L grows, c* tends to the paper's asymptote (Section 3.1); at L = 500 it
 * is the paper's trained 0.327 instead of 1/3. (Derived here; not in the paper.)
 *
 * <p>Both are one formula in the dimension m of the tokens' space and their variance v along each of its axes, sigma_0^2 or
 * R^2/m, with k = (d+1)/L or (m-1)/L. The least loss m v [sigma_Z^2 (1+k) + v k] / [(v + sigma_Z^2)(1+k)] is a sum of
 * positive terms, so it keeps its digits where there is little noise and a long context.
 *
 * @param n ambient dimension
 * @param product c*, the best alpha beta
 * @param quadratic E||C x~||^2
 * @param loss the MSE at c*, summed over coordinates
 */
public record LinearOptimum(int n, double product, double quadratic, double loss) {

    /**
     * For case 1.
     *
     * @param d dimension of the subspaces, 1 to n
     * @param L context length, at least 1
     * @param variance sigma_0^2 &gt; 0
     * @param noiseVariance sigma_Z^2 &gt;= 0
     * @throws IllegalArgumentException if one is out of range
     */
    public static LinearOptimum subspaces(int n, int d, int L, double variance, double noiseVariance) {
        check("LinearOptimum.subspaces", d, 1, n, L);
        positive("LinearOptimum.subspaces: variance must be > 0", variance);
        notNegative("LinearOptimum.subspaces", noiseVariance);
        return of(n, d, variance, noiseVariance, (d + 1.0) / L);
    }

    /**
     * For case 2.
     *
     * @param d dimension of the spheres, 1 to n - 1
     * @param L context length, at least 1
     * @param radius R &gt; 0
     * @param noiseVariance sigma_Z^2 &gt;= 0
     * @throws IllegalArgumentException if one is out of range
     */
    public static LinearOptimum spheres(int n, int d, int L, double radius, double noiseVariance) {
        check("LinearOptimum.spheres", d, 1, n - 1, L);
        positive("LinearOptimum.spheres: radius must be > 0", radius);
        notNegative("LinearOptimum.spheres", noiseVariance);
        double m = d + 1;
        return of(n, m, radius * radius / m, noiseVariance, (m - 1) / L);
    }

    private static LinearOptimum of(int n, double m, double v, double noise, double k) {
        double product = 1 / ((v + noise) * (1 + k));
        double loss = m * v * ((noise * (1 + k) + v * k) * product);
        return new LinearOptimum(n, product, m * v * v * (v + noise) * (1 + k), loss);
    }

    /**
     * For a task of one d and isotropic noise.
     *
     * @throws IllegalStateException if d is drawn for each prompt, or the noise is not isotropic
     */
    public static LinearOptimum of(Subspaces task, int L) {
        return subspaces(task.n(), task.d(), L, task.variance(), task.noiseVariance());
    }

    /** As {@link #of(Subspaces, int)}. */
    public static LinearOptimum of(Spheres task, int L) {
        return spheres(task.n(), task.d(), L, task.radius(), task.noiseVariance());
    }

    private static void check(String where, int d, int least, int most, int L) {
        if (!(least <= d && d <= most)) {
            throw new IllegalArgumentException(where + ": d must be between " + least + " and " + most + ", got " + d);
        }
        if (!(L >= 1)) {
            throw new IllegalArgumentException(where + ": L must be >= 1, got " + L);
        }
    }

    private static void positive(String condition, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(condition + " and finite, got " + value);
        }
    }

    private static void notNegative(String where, double noiseVariance) {
        if (!(noiseVariance >= 0 && noiseVariance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(where + ": noiseVariance must be >= 0 and finite, got " + noiseVariance);
        }
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
