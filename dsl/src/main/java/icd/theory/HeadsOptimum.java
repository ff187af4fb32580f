package icd.theory;

import icd.math.Digits;
import icd.math.WishartMoments;
import icd.task.Subspaces;
import icd.task.Task;
import java.math.BigInteger;
import java.util.List;

/**
 * The least loss of any number of heads of linear attention side by side, of any width.
 *
 * <p>Heads give a map {@math sum_h V_h S K_h x~} that is linear in {@math S = X X^T / L} and in {@math x~}. The loss is a convex quadratic in
 * that map and does not change when the map is turned by an orthogonal matrix, so the best one may be taken to be the mean over all turns, which
 * is
 *
 * {@equation
 *   x^ = a S x~ + b tr(S) x~.
 * }
 *
 * A full head has the first term. The second takes many heads: {@math tr(S) I} is the sum over i, j of {@math e_i e_j^T S e_j e_i^T}, and acts
 * as a skip. With {@math W = L S / sigma_0^2}, which is Wishart of d dimensions, and noise of variance s the normal equations of a and b are
 *
 * {@equation
 *   (sigma_0^2 + s) E tr S^2            (sigma_0^2 + s) E (tr S)^2                 sigma_0^2 E tr S
 *   (sigma_0^2 + s) E (tr S)^2          (d (sigma_0^2 + s) + (n - d) s) E (tr S)^2     d sigma_0^2 E tr S
 * }
 *
 * with {@math E (tr W)^2 = L d (L d + 2)}.
 *
 * <p>Heads whose outputs span r dimensions leave the target's other n - r; its coordinates are alike, so that {@link #loss(int)} is
 * {@math (1 - r/n) d sigma_0^2 + (r/n) "loss"}. It bounds heads that are too few to reach it. (Derived; not in the paper.)
 *
 * @param n ambient dimension
 * @param square {@math E||x||^2}
 * @param loss the least MSE, summed over coordinates
 * @param product a
 * @param trace b
 */
public record HeadsOptimum(int n, double square, double loss, double product, double trace) {

    /** Whether it is known for a task: subspaces of one dimension that stand still, under isotropic noise. */
    public static boolean appliesTo(Task task) {
        return DepthOptimum.appliesTo(task);
    }

    /**
     * At this context length.
     *
     * @param L context length, at least 1
     * @throws IllegalArgumentException if L is not positive, or {@link #appliesTo} does not hold of the task
     */
    public static HeadsOptimum of(Task task, int L) {
        if (!appliesTo(task)) {
            throw new IllegalArgumentException(
                    "HeadsOptimum.of: task must be subspaces of one dimension that stand still,"
                            + " under isotropic noise, got " + task);
        }
        Subspaces subspaces = (Subspaces) task;
        double d = subspaces.d();
        double v = subspaces.variance();
        double s = subspaces.noiseVariance();
        List<BigInteger> moments = WishartMoments.of(subspaces.d(), L, 2);
        double second = v * v * moments.get(2).doubleValue() / L / L; // E tr S^2
        double square = v * v * d * (d + 2.0 / L); // E (tr S)^2
        double inside = v + s;
        double all = d * inside + (subspaces.n() - d) * s;
        double first = v * v * d; // sigma_0^2 E tr S
        double determinant = inside * second * all * square - inside * square * inside * square;
        double a = (first * all * square - d * first * inside * square) / determinant;
        double b = (d * first * inside * second - first * inside * square) / determinant;
        return new HeadsOptimum(subspaces.n(), d * v, d * v - a * first - b * d * first, a, b);
    }

    /**
     * The least MSE, summed over coordinates, of heads whose outputs span at most so many dimensions.
     *
     * @param rank the sum of the heads' widths; from n on it is {@link #loss()}
     * @throws IllegalArgumentException if it is negative
     */
    public double loss(int rank) {
        if (!(rank >= 0)) {
            throw new IllegalArgumentException("HeadsOptimum.loss: rank must be >= 0, got " + rank);
        }
        double share = Math.min(1, (double) rank / n);
        return (1 - share) * square + share * loss;
    }

    /** {@link #loss()} over n. */
    public double msePerDim() {
        return loss / n;
    }

    @Override
    public String toString() {
        return Digits.text("any number of linear heads: MSE = %.6g, MSE/n = %.6g", loss, msePerDim());
    }
}
