package icd.task;

import icd.describe.RefusedException;
import icd.math.Frame;

/**
 * How the subspace of an instance turns from token to token: each of its axes {@math u_j} by one angle towards a partner {@math w_j} of its own,
 * all of them orthonormal. The token k steps before the query is drawn along the axes
 *
 * {@equation
 *   cos(k theta) u_j + sin(k theta) w_j,
 * }
 *
 * with {@math theta} the angle, so that the instance's frame is that of the query and its target.
 *
 * @param axes {@math u_1, ..., u_m}, {@math w_1, ..., w_m}
 * @param angle in radians, a token
 */
public record Drift(Frame axes, double angle) {

    /**
     * Coordinates along all 2m axes of tokens that end with the target.
     *
     * @param coordinates m x count along the axes u, row-major; not modified
     * @param scratch array 2 is used, and is where the result is
     * @return 2m x count, row-major
     */
    double[] turned(double[] coordinates, int count, Scratch scratch) {
        int m = axes.k() / 2;
        double[] turned = scratch.numbers(2, 2 * m * count);
        for (int t = 0; t < count; t++) {
            double cosine = StrictMath.cos((count - 1 - t) * angle);
            double sine = StrictMath.sin((count - 1 - t) * angle);
            for (int j = 0; j < m; j++) {
                turned[j * count + t] = cosine * coordinates[j * count + t];
                turned[(m + j) * count + t] = sine * coordinates[j * count + t];
            }
        }
        return turned;
    }

    /** The axes of the query. */
    Frame frame() {
        return axes.part(axes.k() / 2);
    }

    static void check(String where, double angle, int m, int n, String spans) {
        if (!(angle >= 0 && angle <= Math.PI)) {
            throw new RefusedException(where, "drift", "be between 0 and pi", angle);
        }
        if (angle > 0 && !(2L * m <= n)) {
            throw new RefusedException(
                    where,
                    "drift",
                    "be 0 unless " + spans + " <= n, as each axis turns towards a partner of its own",
                    angle);
        }
    }
}
