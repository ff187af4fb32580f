package icd.kernel;

import java.util.Arrays;

/** The reference in plain Java: short, and slow by the width of the hardware's vectors. */
@SuppressWarnings("cast") // it is redundant only in the generated float64 twin
final class ScalarKernel32 implements TokenKernel<float[]> {

    /** The number of partial sums over tokens, whatever the hardware. */
    static final int LANES = 512 / Float.SIZE;

    /** The only buffer, which is the reason why a kernel serves one thread. */
    private final float[] sums = new float[LANES];

    @Override
    public float[] allocate(int length) {
        return new float[length];
    }

    @Override
    public void scores(float[] x, int at, int n, int stride, double[] u, float[] s) {
        Arrays.fill(s, 0, stride, 0);
        for (int i = 0; i < n; i++) {
            float ui = (float) u[i];
            for (int t = 0; t < stride; t++) {
                s[t] = Math.fma(x[at + i * stride + t], ui, s[t]);
            }
        }
    }

    @Override
    public double exponentiate(float[] s, int L, int stride) {
        float max = (float) max(s, L);
        Arrays.fill(sums, 0);
        for (int t = 0; t < L; t++) {
            s[t] = Exp32.of(s[t] - max);
            sums[t % LANES] += s[t];
        }
        Arrays.fill(s, L, stride, 0);
        return fold(sums, 0);
    }

    @Override
    public void reweigh(float[] e, double mean, float[] c, int stride) {
        float m = (float) mean;
        for (int t = 0; t < stride; t++) {
            c[t] = e[t] * (c[t] - m);
        }
    }

    @Override
    public void weightedSum(
            float[] x, int at, int n, int stride, float[] w, int atW, double scale, double[] m, int atM) {
        for (int i = 0; i < n; i++) {
            Arrays.fill(sums, 0);
            for (int t = 0; t < stride; t++) {
                sums[t % LANES] = Math.fma(x[at + i * stride + t], w[atW + t], sums[t % LANES]);
            }
            m[atM + i] = scale * fold(sums, 0);
        }
    }

    @Override
    public double max(float[] s, int L) {
        float max = Float.NEGATIVE_INFINITY;
        for (int t = 0; t < L; t++) {
            max = s[t] > max ? s[t] : max;
        }
        return max;
    }

    @Override
    public void addSquares(float[] x, int at, double shift, double scale, float[] sum, int stride) {
        float v = (float) shift;
        float c = (float) scale;
        for (int t = 0; t < stride; t++) {
            float off = x[at + t] - v;
            sum[t] = Math.fma(c * off, off, sum[t]);
        }
    }

    @Override
    public void subtract(float[] x, int at, int n, int stride, double[] v, int atV, float[] y) {
        for (int i = 0; i < n; i++) {
            float high = (float) v[atV + i];
            float low = (float) (v[atV + i] - high);
            for (int t = 0; t < stride; t++) {
                y[i * stride + t] = x[at + i * stride + t] - high - low;
            }
        }
    }

    @Override
    public void multiply(float[] w, float[] x, int at, float[] product, int stride) {
        for (int t = 0; t < stride; t++) {
            product[t] = w[t] * x[at + t];
        }
    }

    @Override
    public void read(float[] s, int L, double[] values) {
        for (int t = 0; t < L; t++) {
            values[t] = s[t];
        }
    }

    @Override
    public void write(double[] values, int L, float[] s) {
        for (int t = 0; t < L; t++) {
            s[t] = (float) values[t];
        }
    }

    @Override
    public double sum(float[] x, int from, int to) {
        float[] sums = new float[4 * LANES];
        int quarter = (to - from) / sums.length * LANES;
        for (int i = 0; i < 4 * quarter; i++) {
            sums[i / quarter * LANES + i % LANES] += x[from + i];
        }
        for (int i = 4 * quarter; i < to - from; i++) {
            sums[i - 4 * quarter] += x[from + i];
        }
        return foldFour(sums);
    }

    static double foldFour(float[] sums) {
        double total = 0;
        for (int at = 0; at < 4 * LANES; at += LANES) {
            total += fold(sums, at);
        }
        return total;
    }

    /** Combines partial sums from {@code at} on: first into four chains, then these into one. */
    static float fold(float[] sums, int at) {
        float s0 = sums[at];
        float s1 = sums[at + 1];
        float s2 = sums[at + 2];
        float s3 = sums[at + 3];
        for (int l = 4; l < LANES; l += 4) {
            s0 += sums[at + l];
            s1 += sums[at + l + 1];
            s2 += sums[at + l + 2];
            s3 += sums[at + l + 3];
        }
        return (s0 + s2) + (s1 + s3);
    }
}
