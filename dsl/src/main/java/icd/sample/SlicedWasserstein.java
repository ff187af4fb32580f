package icd.sample;

import icd.math.RandomStream;
import java.util.Arrays;

/**
 * The sliced Wasserstein distance of order 2 between two sets of as many points,
 *
 * {@equation
 *   "SW"_2^2 = "mean over directions" u "of" (1/N) sum_k (a_(k) - b_(k))^2,
 * }
 *
 * with {@math a_(k)} and {@math b_(k)} the sorted projections u.a and u.b (Rabin et al. 2011). It has the unit of a coordinate. Two draws of one
 * law have a distance that falls as {@math N^{-1/2}} and is not 0: compare with that.
 */
public final class SlicedWasserstein {

    private SlicedWasserstein() {}

    /** So many directions, uniform on the unit sphere of {@math R^n}, one after another. */
    public static double[] directions(int count, int n, RandomStream random) {
        Check.atLeast("SlicedWasserstein", "directions", 1, count);
        double[] directions = new double[count * n];
        random.gaussians(directions, 0, directions.length);
        for (int j = 0; j < count; j++) {
            double square = 0;
            for (int i = j * n; i < (j + 1) * n; i++) {
                square = Math.fma(directions[i], directions[i], square);
            }
            for (int i = j * n; i < (j + 1) * n; i++) {
                directions[i] /= Math.sqrt(square);
            }
        }
        return directions;
    }

    /**
     * The distance.
     *
     * @param a N x n, one point after another. Not modified.
     * @param b as many. Not modified.
     * @param directions unit vectors of {@math R^n}, one after another. Not modified.
     * @throws IllegalArgumentException if there are more points in one than in the other, or none
     */
    public static double distance(double[] a, double[] b, int n, double[] directions) {
        if (a.length != b.length || a.length == 0 || a.length % n != 0) {
            throw new IllegalArgumentException("SlicedWasserstein: a and b must hold as many points of n = " + n
                    + " numbers, one or more, got " + a.length + " and " + b.length + " numbers");
        }
        double sum = 0;
        for (int j = 0; j < directions.length / n; j++) {
            double[] ofA = projected(a, n, directions, j);
            double[] ofB = projected(b, n, directions, j);
            for (int k = 0; k < ofA.length; k++) {
                sum = Math.fma(ofA[k] - ofB[k], ofA[k] - ofB[k], sum);
            }
        }
        return Math.sqrt(sum / (directions.length / n) / (a.length / n));
    }

    private static double[] projected(double[] points, int n, double[] directions, int j) {
        double[] projected = new double[points.length / n];
        for (int k = 0; k < projected.length; k++) {
            for (int i = 0; i < n; i++) {
                projected[k] = Math.fma(points[k * n + i], directions[j * n + i], projected[k]);
            }
        }
        Arrays.sort(projected);
        return projected;
    }
}
