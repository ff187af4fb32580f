package icd.kernel;

import java.util.Arrays;

/** The reference in plain Java: short, and slow by the width of the hardware's vectors. */
@SuppressWarnings("cast") // redundant only in the generated float64 twin
final class ScalarKernel32 implements TokenKernel<float[]> {

    /** Partial sums over tokens, whatever the hardware. */
    static final int LANES = 512 / Float.SIZE;

    @Override
    public float[] allocate(int length) {
        return new float[length];
    }

    @Override
    public void scores(float[] x, int at, int n, int L, double[] u, float[] s) {
        Arrays.fill(s, 0, L, 0);
        for (int i = 0; i < n; i++) {
            float ui = (float) u[i];
            for (int t = 0; t < L; t++) {
                s[t] = Math.fma(x[at + i * L + t], ui, s[t]);
            }
        }
    }

    @Override
    public double exponentiate(float[] s, int L) {
        float max = Float.NEGATIVE_INFINITY;
        for (int t = 0; t < L; t++) {
            max = Math.max(max, s[t]);
        }
        float[] sums = new float[LANES];
        for (int t = 0; t < L; t++) {
            s[t] = Exp32.of(s[t] - max);
            sums[t % LANES] += s[t];
        }
        return fold(sums, 0);
    }

    @Override
    public void reweigh(float[] e, double mean, float[] c, int L) {
        float m = (float) mean;
        for (int t = 0; t < L; t++) {
            c[t] = e[t] * (c[t] - m);
        }
    }

    @Override
    public void weightedSum(
            float[] x, int at, int n, int L, float[] w, int atW, double scale, double[] m, int atM) {
        float[] sums = new float[LANES];
        for (int i = 0; i < n; i++) {
            Arrays.fill(sums, 0);
            for (int t = 0; t < L; t++) {
                sums[t % LANES] = Math.fma(x[at + i * L + t], w[atW + t], sums[t % LANES]);
            }
            m[atM + i] = scale * fold(sums, 0);
        }
    }

    @Override
    public double sum(float[] x, int from, int to) {
        float[] sums = new float[LANES];
        for (int i = from; i < to; i++) {
            sums[(i - from) % LANES] += x[i];
        }
        return fold(sums, 0);
    }

    /** Combines partial sums by halving; those from {@code at} on are modified. */
    static double fold(float[] sums, int at) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                sums[at + l] += sums[at + l + half];
            }
        }
        return sums[at];
    }
}
