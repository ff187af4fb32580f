package icd.kernel;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes on the Vector API, eight coordinates at a time, so that a weight or score once loaded serves eight rows.
 *
 * <p>Where the hardware's vectors are narrower than {@link ScalarKernel32#LANES}, each pass over tokens is made once
 * for every part of the lanes ({@code part} below), which leaves the order of every sum unchanged.
 *
 * <p>Methods are kept short: C1 gives up on longer ones ("out of virtual registers"), and they then never reach C2.
 */
@SuppressWarnings("cast") // it is redundant only in the generated float64 twin
final class VectorKernel32 implements TokenKernel<float[]> {

    private static final VectorSpecies<Float> SPECIES = VectorProvider.WIDEST_32;
    private static final int WIDTH = SPECIES.length();
    private static final int LANES = ScalarKernel32.LANES;
    private static final int ROWS = 8;

    /**
     * How many attentions are served by one load of a token, and for how many vectors or rows of tokens side by side. These
     * nine sums keep the multipliers busy and, with what they are made of, fit into sixteen registers. Twelve sums did not:
     * on 256 bits, moving them to memory and back made passes take half as long again (measured).
     */
    private static final int THREE = 3;

    /** The partial sums of eight rows, or of three rows for three: with {@link #cues} the reason why a kernel serves one thread. */
    private final float[] sums = new float[THREE * THREE * LANES];

    /** Coordinate i of vector l of three, at 3 i + l. */
    private float[] cues = {};

    @Override
    public float[] allocate(int length) {
        return new float[length];
    }

    @Override
    public void scores(float[] x, int at, int n, int stride, double[] u, float[] s) {
        int i = 0;
        for (; i + ROWS <= n; i += ROWS) {
            eightScores(x, at + i * stride, stride, u, i, i == 0, s);
        }
        for (; i < n; i++) {
            oneScore(x, at + i * stride, stride, u[i], i == 0, s);
        }
    }

    private static void eightScores(float[] x, int at, int stride, double[] u, int i, boolean first, float[] s) {
        FloatVector u0 = FloatVector.broadcast(SPECIES, (float) u[i]);
        FloatVector u1 = FloatVector.broadcast(SPECIES, (float) u[i + 1]);
        FloatVector u2 = FloatVector.broadcast(SPECIES, (float) u[i + 2]);
        FloatVector u3 = FloatVector.broadcast(SPECIES, (float) u[i + 3]);
        FloatVector u4 = FloatVector.broadcast(SPECIES, (float) u[i + 4]);
        FloatVector u5 = FloatVector.broadcast(SPECIES, (float) u[i + 5]);
        FloatVector u6 = FloatVector.broadcast(SPECIES, (float) u[i + 6]);
        FloatVector u7 = FloatVector.broadcast(SPECIES, (float) u[i + 7]);
        for (int t = 0; t < stride; t += WIDTH) {
            FloatVector sum = first ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, s, t);
            sum = FloatVector.fromArray(SPECIES, x, at + t).fma(u0, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + stride + t).fma(u1, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 2 * stride + t).fma(u2, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 3 * stride + t).fma(u3, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 4 * stride + t).fma(u4, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 5 * stride + t).fma(u5, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 6 * stride + t).fma(u6, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 7 * stride + t).fma(u7, sum);
            sum.intoArray(s, t);
        }
    }

    private static void oneScore(float[] x, int at, int stride, double u, boolean first, float[] s) {
        FloatVector spread = FloatVector.broadcast(SPECIES, (float) u);
        for (int t = 0; t < stride; t += WIDTH) {
            FloatVector sum = first ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, s, t);
            FloatVector.fromArray(SPECIES, x, at + t).fma(spread, sum).intoArray(s, t);
        }
    }

    @Override
    public void scores(float[] x, int at, int n, int stride, List<double[]> u, List<float[]> s) {
        if (cues.length < THREE * n) {
            cues = new float[THREE * n];
        }
        int l = 0;
        for (; l + THREE <= u.size(); l += THREE) {
            for (int i = 0; i < n; i++) {
                cues[THREE * i] = (float) u.get(l)[i];
                cues[THREE * i + 1] = (float) u.get(l + 1)[i];
                cues[THREE * i + 2] = (float) u.get(l + 2)[i];
            }
            int t = 0;
            for (; t + THREE * WIDTH <= stride; t += THREE * WIDTH) {
                threeScores(x, at + t, n, stride, cues, t, s.get(l), s.get(l + 1), s.get(l + 2));
            }
            for (; t < stride; t += WIDTH) {
                lastThreeScores(x, at + t, n, stride, cues, t, s.get(l), s.get(l + 1), s.get(l + 2));
            }
        }
        for (; l < u.size(); l++) {
            scores(x, at, n, stride, u.get(l), s.get(l));
        }
    }

    /** Computes three scores of each token in three vectors of tokens. */
    private static void threeScores(
            float[] x, int at, int n, int stride, float[] u, int t, float[] s0, float[] s1, float[] s2) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        for (int i = 0; i < n; i++) {
            int row = at + i * stride;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, row);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, row + WIDTH);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, row + 2 * WIDTH);
            FloatVector spread = FloatVector.broadcast(SPECIES, u[THREE * i]);
            a0 = x0.fma(spread, a0);
            a1 = x1.fma(spread, a1);
            a2 = x2.fma(spread, a2);
            spread = FloatVector.broadcast(SPECIES, u[THREE * i + 1]);
            b0 = x0.fma(spread, b0);
            b1 = x1.fma(spread, b1);
            b2 = x2.fma(spread, b2);
            spread = FloatVector.broadcast(SPECIES, u[THREE * i + 2]);
            c0 = x0.fma(spread, c0);
            c1 = x1.fma(spread, c1);
            c2 = x2.fma(spread, c2);
        }
        store(a0, a1, a2, s0, t, WIDTH);
        store(b0, b1, b2, s1, t, WIDTH);
        store(c0, c1, c2, s2, t, WIDTH);
    }

    private static void store(FloatVector v0, FloatVector v1, FloatVector v2, float[] s, int at, int step) {
        v0.intoArray(s, at);
        v1.intoArray(s, at + step);
        v2.intoArray(s, at + 2 * step);
    }

    private static void lastThreeScores(
            float[] x, int at, int n, int stride, float[] u, int t, float[] s0, float[] s1, float[] s2) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        for (int i = 0; i < n; i++) {
            FloatVector tokens = FloatVector.fromArray(SPECIES, x, at + i * stride);
            a = tokens.fma(FloatVector.broadcast(SPECIES, u[THREE * i]), a);
            b = tokens.fma(FloatVector.broadcast(SPECIES, u[THREE * i + 1]), b);
            c = tokens.fma(FloatVector.broadcast(SPECIES, u[THREE * i + 2]), c);
        }
        a.intoArray(s0, t);
        b.intoArray(s1, t);
        c.intoArray(s2, t);
    }

    @Override
    public double exponentiate(float[] s, int L, int stride) {
        for (int t = L; t < stride; t++) {
            s[t] = Float.NEGATIVE_INFINITY; // this value takes no part in the maximum
        }
        float max = most(s, stride);
        int whole = L / LANES * LANES;
        for (int part = 0; part < LANES; part += WIDTH) {
            VectorExp.exponentials(s, part, whole, max, sums);
        }
        for (int t = whole; t < L; t++) {
            s[t] = Exp32.of(s[t] - max);
            sums[t - whole] += s[t];
        }
        for (int t = L; t < stride; t++) {
            s[t] = 0;
        }
        return ScalarKernel32.fold(sums, 0);
    }

    /**
     * Returns the largest score by comparing and choosing, which is one instruction each; {@code max} handles NaN and
     * -0 as well.
     */
    private static float most(float[] s, int stride) {
        FloatVector most = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int t = 0; t < stride; t += WIDTH) {
            FloatVector next = FloatVector.fromArray(SPECIES, s, t);
            most = most.blend(next, next.compare(VectorOperators.GT, most));
        }
        return most.reduceLanes(VectorOperators.MAX);
    }

    @Override
    public void reweigh(float[] e, double mean, float[] c, int stride) {
        FloatVector m = FloatVector.broadcast(SPECIES, (float) mean);
        for (int t = 0; t < stride; t += WIDTH) {
            FloatVector.fromArray(SPECIES, e, t)
                    .mul(FloatVector.fromArray(SPECIES, c, t).sub(m))
                    .intoArray(c, t);
        }
    }

    @Override
    public void weightedSum(
            float[] x, int at, int n, int stride, float[] w, int atW, double scale, double[] m, int atM) {
        int i = 0;
        for (; i + ROWS <= n; i += ROWS) {
            eightSums(x, at + i * stride, stride, w, atW, sums);
            for (int row = 0; row < ROWS; row++) {
                m[atM + i + row] = scale * ScalarKernel32.fold(sums, row * LANES);
            }
        }
        for (; i < n; i++) {
            oneSum(x, at + i * stride, stride, w, atW, sums);
            m[atM + i] = scale * ScalarKernel32.fold(sums, 0);
        }
    }

    @Override
    public void weightedSums(float[] x, int at, int n, int stride, List<float[]> w, double[] scale, List<double[]> m) {
        int l = 0;
        for (; n >= THREE && l + THREE <= w.size(); l += THREE) {
            for (int rows = 0; rows < n; rows += THREE) {
                int i = Math.min(rows, n - THREE); // the last may repeat sums, which is quicker than single rows
                threeSums(x, at + i * stride, stride, w.get(l), w.get(l + 1), w.get(l + 2), sums);
                for (int sum = 0; sum < THREE * THREE; sum++) {
                    int layer = l + sum / THREE;
                    m.get(layer)[i + sum % THREE] = scale[layer] * ScalarKernel32.fold(sums, sum * LANES);
                }
            }
        }
        for (; l < w.size(); l++) {
            weightedSum(x, at, n, stride, w.get(l), 0, scale[l], m.get(l), 0);
        }
    }

    /** Computes three sums of each of three rows. */
    private static void threeSums(float[] x, int at, int stride, float[] w0, float[] w1, float[] w2, float[] sums) {
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector a0 = FloatVector.zero(SPECIES);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            FloatVector b2 = a0;
            FloatVector c0 = a0;
            FloatVector c1 = a0;
            FloatVector c2 = a0;
            for (int t = part; t < stride; t += LANES) {
                FloatVector x0 = FloatVector.fromArray(SPECIES, x, at + t);
                FloatVector x1 = FloatVector.fromArray(SPECIES, x, at + stride + t);
                FloatVector x2 = FloatVector.fromArray(SPECIES, x, at + 2 * stride + t);
                FloatVector weight = FloatVector.fromArray(SPECIES, w0, t);
                a0 = x0.fma(weight, a0);
                a1 = x1.fma(weight, a1);
                a2 = x2.fma(weight, a2);
                weight = FloatVector.fromArray(SPECIES, w1, t);
                b0 = x0.fma(weight, b0);
                b1 = x1.fma(weight, b1);
                b2 = x2.fma(weight, b2);
                weight = FloatVector.fromArray(SPECIES, w2, t);
                c0 = x0.fma(weight, c0);
                c1 = x1.fma(weight, c1);
                c2 = x2.fma(weight, c2);
            }
            store(a0, a1, a2, sums, part, LANES);
            store(b0, b1, b2, sums, THREE * LANES + part, LANES);
            store(c0, c1, c2, sums, 2 * THREE * LANES + part, LANES);
        }
    }

    private static void eightSums(float[] x, int at, int stride, float[] w, int atW, float[] sums) {
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            FloatVector s4 = s0;
            FloatVector s5 = s0;
            FloatVector s6 = s0;
            FloatVector s7 = s0;
            for (int t = part; t < stride; t += LANES) {
                FloatVector weight = FloatVector.fromArray(SPECIES, w, atW + t);
                s0 = FloatVector.fromArray(SPECIES, x, at + t).fma(weight, s0);
                s1 = FloatVector.fromArray(SPECIES, x, at + stride + t).fma(weight, s1);
                s2 = FloatVector.fromArray(SPECIES, x, at + 2 * stride + t).fma(weight, s2);
                s3 = FloatVector.fromArray(SPECIES, x, at + 3 * stride + t).fma(weight, s3);
                s4 = FloatVector.fromArray(SPECIES, x, at + 4 * stride + t).fma(weight, s4);
                s5 = FloatVector.fromArray(SPECIES, x, at + 5 * stride + t).fma(weight, s5);
                s6 = FloatVector.fromArray(SPECIES, x, at + 6 * stride + t).fma(weight, s6);
                s7 = FloatVector.fromArray(SPECIES, x, at + 7 * stride + t).fma(weight, s7);
            }
            s0.intoArray(sums, part);
            s1.intoArray(sums, LANES + part);
            s2.intoArray(sums, 2 * LANES + part);
            s3.intoArray(sums, 3 * LANES + part);
            s4.intoArray(sums, 4 * LANES + part);
            s5.intoArray(sums, 5 * LANES + part);
            s6.intoArray(sums, 6 * LANES + part);
            s7.intoArray(sums, 7 * LANES + part);
        }
    }

    private static void oneSum(float[] x, int at, int stride, float[] w, int atW, float[] sums) {
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int t = part; t < stride; t += LANES) {
                sum = FloatVector.fromArray(SPECIES, x, at + t).fma(FloatVector.fromArray(SPECIES, w, atW + t), sum);
            }
            sum.intoArray(sums, part);
        }
    }

    @Override
    public double max(float[] s, int L) {
        int whole = SPECIES.loopBound(L);
        float most = most(s, whole); // the maximum over vectors; minus infinity where there are none
        for (int t = whole; t < L; t++) {
            most = s[t] > most ? s[t] : most;
        }
        return most;
    }

    @Override
    public void addSquares(float[] x, int at, double shift, double scale, float[] sum, int stride) {
        FloatVector v = FloatVector.broadcast(SPECIES, (float) shift);
        FloatVector c = FloatVector.broadcast(SPECIES, (float) scale);
        for (int t = 0; t < stride; t += WIDTH) {
            FloatVector off = FloatVector.fromArray(SPECIES, x, at + t).sub(v);
            c.mul(off).fma(off, FloatVector.fromArray(SPECIES, sum, t)).intoArray(sum, t);
        }
    }

    @Override
    public void subtract(float[] x, int at, int n, int stride, double[] v, int atV, float[] y) {
        for (int i = 0; i < n; i++) {
            subtract(x, at + i * stride, stride, v[atV + i], y, i * stride);
        }
    }

    private static void subtract(float[] x, int at, int stride, double v, float[] y, int atY) {
        FloatVector high = FloatVector.broadcast(SPECIES, (float) v);
        FloatVector low = FloatVector.broadcast(SPECIES, (float) (v - (float) v));
        for (int t = 0; t < stride; t += WIDTH) {
            FloatVector.fromArray(SPECIES, x, at + t).sub(high).sub(low).intoArray(y, atY + t);
        }
    }

    @Override
    public void multiply(float[] w, float[] x, int at, float[] product, int stride) {
        for (int t = 0; t < stride; t += WIDTH) {
            FloatVector.fromArray(SPECIES, w, t)
                    .mul(FloatVector.fromArray(SPECIES, x, at + t))
                    .intoArray(product, t);
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
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int i = from + part; i < from + quarter; i += LANES) {
                s0 = s0.add(FloatVector.fromArray(SPECIES, x, i));
                s1 = s1.add(FloatVector.fromArray(SPECIES, x, i + quarter));
                s2 = s2.add(FloatVector.fromArray(SPECIES, x, i + 2 * quarter));
                s3 = s3.add(FloatVector.fromArray(SPECIES, x, i + 3 * quarter));
            }
            s0.intoArray(sums, part);
            s1.intoArray(sums, LANES + part);
            s2.intoArray(sums, 2 * LANES + part);
            s3.intoArray(sums, 3 * LANES + part);
        }
        for (int i = from + 4 * quarter; i < to; i++) {
            sums[i - from - 4 * quarter] += x[i];
        }
        return ScalarKernel32.foldFour(sums);
    }
}
