package icd.task;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Averages over centres mu_a that are independent and uniform on the unit sphere of R^n, for tokens of the mixture
 * sum_a w_a N(mu_a, s_a I). With G = sum_a w_a mu_a mu_a^T, v = sum_a w_a s_a and M = G + v I = E x x^T:
 *
 * <pre>
 *   E tr G^2 = p2 + (1 - p2)/n,                                   p_k = sum_a w_a^k,
 *   E tr G^3 = p3 + 3 (p2 - p3)/n + (1 - 3 p2 + 2 p3)/n^2,        by how many of the three centres are one,
 *   F = E[||x||^2 x x^T] = sum_a w_a [(1 + (n+4) s_a) mu_a mu_a^T + s_a (1 + (n+2) s_a) I].
 * </pre>
 */
final class MixtureMoments {

    private MixtureMoments() {}

    /** E tr M, E tr M^2, E tr M^3, E tr F and E tr F M. */
    static double[] of(int n, double[] w, double[] s) {
        double v = sum(w.length, a -> w[a] * s[a]);
        double p2 = sum(w.length, a -> w[a] * w[a]);
        double p3 = sum(w.length, a -> w[a] * w[a] * w[a]);
        double g2 = p2 + (1 - p2) / n;
        double g3 = p3 + 3 * (p2 - p3) / n + (1 - 3 * p2 + 2 * p3) / ((double) n * n);
        double f = sum(w.length, a -> w[a] * (1 + (n + 4) * s[a] + n * s[a] * (1 + (n + 2) * s[a])));
        // E mu_a^T G mu_a = w_a + (1 - w_a)/n
        double fg = sum(
                w.length, a -> w[a] * ((1 + (n + 4) * s[a]) * (w[a] + (1 - w[a]) / n) + s[a] * (1 + (n + 2) * s[a])));
        return new double[] {
            1 + n * v, g2 + 2 * v + n * v * v, g3 + 3 * v * g2 + 3 * v * v + n * v * v * v, f, v * f + fg
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
        return new ContextMoments(moments[0], gain, curvature, spread, noise, jitter);
    }
}
