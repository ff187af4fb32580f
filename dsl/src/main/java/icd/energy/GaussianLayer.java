package icd.energy;

import icd.attention.Potential;
import java.util.Arrays;

/**
 * The energy of a Gaussian-kernel layer with W_PV = c W_KQ^T, W_KQ = +-W_K^T W_Q:
 *
 * {@equation
 *   E   = ("norm"/2) ||s||^2 - c log sum exp z,
 *   z_t = x_t . W_KQ s -+ ||W_K x_t||^2 / 2
 *       = -+ ||W_K (x_t - s) - (W_Q - W_K) s||^2 / 2 +- ||W_Q s||^2 / 2
 * }
 *
 * computed by the second form, with tokens relative to s, since the first loses all digits far from the origin. The
 * lower signs belong to scalar weights with beta &lt; 0.
 */
final class GaussianLayer extends PotentialEnergy {

    private final Keys keys;

    /** The matrices W_K and W_Q by rows, and the sign. */
    record Keys(double[][] keys, double[][] queries, double sign) {

        boolean isLike(Keys other) {
            return Arrays.deepEquals(keys, other.keys)
                    && Arrays.deepEquals(queries, other.queries)
                    && sign == other.sign;
        }
    }

    GaussianLayer(ContextEnergy kind, String name, double c, double norm, Metric metric, Keys keys) {
        super(kind, name, new Potential.Gaussian(), c, norm, metric);
        this.keys = keys;
    }

    @Override
    boolean byDistance() {
        return false;
    }

    @Override
    boolean isAffine() {
        return false;
    }

    @Override
    void score(Tokens t, double[] s) {
        double[] b = t.room(keys.keys().length);
        for (int a = 0; a < keys.keys().length; a++) {
            double sum = 0;
            for (int i = 0; i < s.length; i++) {
                sum = Math.fma(keys.queries()[a][i] - keys.keys()[a][i], s[i], sum);
            }
            b[a] = sum;
        }
        t.distances(s, keys.keys(), b, -0.5 * keys.sign());
    }

    @Override
    double potential(Tokens t, double[] s) {
        double square = 0;
        for (double[] row : keys.queries()) {
            double image = 0;
            for (int i = 0; i < s.length; i++) {
                image = Math.fma(row[i], s[i], image);
            }
            square = Math.fma(image, image, square);
        }
        return super.potential(t, s) - 0.5 * weight() * keys.sign() * square;
    }

    /** Adds s, as the weights of softmax sum to 1. */
    @Override
    void addState(double[] s, double[] sum) {
        for (int i = 0; i < s.length; i++) {
            sum[i] = Math.fma(weight(), s[i], sum[i]);
        }
    }
}
