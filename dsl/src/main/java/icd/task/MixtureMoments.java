package icd.task;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Averages over centres mu_a that are independent, each uniform on a sphere of R^n whose radius R_a is drawn for it, for tokens of the
 * mixture sum_a w_a N(mu_a, s_a I). With q_k = E R^{2k}, G = sum_a w_a mu_a mu_a^T, v = sum_a w_a s_a and M = G + v I = E x x^T:
 *
 * {@equation
 *   E tr G = q_1,
 *   E tr G^2 = p_2 q_2 + (1 - p_2) q_1^2/n,     p_k = sum_a w_a^k,
 *   E tr G^3 = p_3 q_3 + 3 (p_2 - p_3) q_2 q_1/n + (1 - 3 p_2 + 2 p_3) q_1^3/n^2,     "by how many of the three centres are one,"
 *   F = E[||x||^2 x x^T] = sum_a w_a [(R_a^2 + (n+4) s_a) mu_a mu_a^T + s_a (R_a^2 + (n+2) s_a) I].
 * }
 */
final class MixtureMoments {

    private MixtureMoments() {}

    /**
     * E tr M, E tr M^2, E tr M^3, E tr F and E tr F M.
     *
     * @param q q1, q2 and q3
     */
    static double[] of(int n, double[] q, double[] w, double[] s) {
        double q1 = q[0];
        double q2 = q[1];
        double q3 = q[2];
        double v = sum(w.length, a -> w[a] * s[a]);
        double p2 = sum(w.length, a -> w[a] * w[a]);
        double p3 = sum(w.length, a -> w[a] * w[a] * w[a]);
        double g2 = p2 * q2 + (1 - p2) * q1 * q1 / n;
        double g3 = p3 * q3 + 3 * (p2 - p3) * q2 * q1 / n + (1 - 3 * p2 + 2 * p3) * q1 * q1 * q1 / ((double) n * n);
        double f = sum(w.length, a -> w[a] * (q2 + (n + 4) * s[a] * q1 + n * s[a] * (q1 + (n + 2) * s[a])));
        double fg = sum(w.length, a -> {
            double ofFourth = w[a] * q3 + (1 - w[a]) * q2 * q1 / n; // E R_a^2 mu_a^T G mu_a
            double ofSquare = w[a] * q2 + (1 - w[a]) * q1 * q1 / n; // E mu_a^T G mu_a
            double ofTrace = w[a] * q2 + (1 - w[a]) * q1 * q1; // E R_a^2 tr G
            return w[a] * (ofFourth + (n + 4) * s[a] * ofSquare + s[a] * (ofTrace + (n + 2) * s[a] * q1));
        });
        return new double[] {
            q1 + n * v, g2 + 2 * v * q1 + n * v * v, g3 + 3 * v * g2 + 3 * v * v * q1 + n * v * v * v, f, v * f + fg
        };
    }

    private static double sum(int K, IntToDoubleFunction term) {
        return IntStream.range(0, K).mapToDouble(term).sum();
    }

    /** @param moments as {@link #of} gives them, or means of such */
    static ContextMoments combine(double[] moments, double noise) {
        double gain = moments[1] / moments[0];
        double curvature = moments[2] / moments[1];
        double jitter =
                (moments[4] - moments[2] + noise * (moments[3] - moments[1])) / (moments[2] + noise * moments[1]);
        double spread = Math.max(0, moments[0] - moments[1] / curvature); // a rounding error where there is none
        return new ContextMoments(moments[0], gain, curvature, spread, noise, jitter, Optional.empty());
    }
}
