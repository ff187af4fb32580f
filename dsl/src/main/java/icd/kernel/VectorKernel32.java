package icd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes on the Vector API, eight coordinates at a time, so that a weight or score once loaded serves eight rows.
 *
 * <p>Where the hardware's vectors are narrower than {@link ScalarKernel32#LANES}, each pass over tokens is made once
 * for every part of the lanes ({@code part} below), which leaves the order of every sum as it is.
 */
@SuppressWarnings("cast") // redundant only in the generated float64 twin
final class VectorKernel32 implements TokenKernel<float[]> {

    private static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.vectorBitSize() > 512
                    ? FloatVector.SPECIES_512
                    : FloatVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();
    private static final int LANES = ScalarKernel32.LANES;
    private static final int ROWS = 8;

    @Override
    public float[] allocate(int length) {
        return new float[length];
    }

    @Override
    public void scores(float[] x, int at, int n, int L, double[] u, float[] s) {
        int i = 0;
        for (; i + ROWS <= n; i += ROWS) {
            eightScores(x, at + i * L, L, u, i, i == 0, s);
        }
        for (; i < n; i++) {
            oneScore(x, at + i * L, L, u[i], i == 0, s);
        }
    }

    private static void eightScores(float[] x, int at, int L, double[] u, int i, boolean first, float[] s) {
        FloatVector u0 = FloatVector.broadcast(SPECIES, (float) u[i]);
        FloatVector u1 = FloatVector.broadcast(SPECIES, (float) u[i + 1]);
        FloatVector u2 = FloatVector.broadcast(SPECIES, (float) u[i + 2]);
        FloatVector u3 = FloatVector.broadcast(SPECIES, (float) u[i + 3]);
        FloatVector u4 = FloatVector.broadcast(SPECIES, (float) u[i + 4]);
        FloatVector u5 = FloatVector.broadcast(SPECIES, (float) u[i + 5]);
        FloatVector u6 = FloatVector.broadcast(SPECIES, (float) u[i + 6]);
        FloatVector u7 = FloatVector.broadcast(SPECIES, (float) u[i + 7]);
        int whole = SPECIES.loopBound(L);
        for (int t = 0; t < whole; t += WIDTH) {
            FloatVector sum = first ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, s, t);
            sum = FloatVector.fromArray(SPECIES, x, at + t).fma(u0, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + L + t).fma(u1, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 2 * L + t).fma(u2, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 3 * L + t).fma(u3, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 4 * L + t).fma(u4, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 5 * L + t).fma(u5, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 6 * L + t).fma(u6, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 7 * L + t).fma(u7, sum);
            sum.intoArray(s, t);
        }
        if (whole < L) {
            VectorMask<Float> rest = SPECIES.indexInRange(whole, L);
            FloatVector sum =
                    first ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, s, whole, rest);
            sum = FloatVector.fromArray(SPECIES, x, at + whole, rest).fma(u0, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + L + whole, rest).fma(u1, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 2 * L + whole, rest).fma(u2, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 3 * L + whole, rest).fma(u3, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 4 * L + whole, rest).fma(u4, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 5 * L + whole, rest).fma(u5, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 6 * L + whole, rest).fma(u6, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 7 * L + whole, rest).fma(u7, sum);
            sum.intoArray(s, whole, rest);
        }
    }

    private static void oneScore(float[] x, int at, int L, double u, boolean first, float[] s) {
        FloatVector spread = FloatVector.broadcast(SPECIES, (float) u);
        for (int t = 0; t < L; t += WIDTH) {
            VectorMask<Float> in = SPECIES.indexInRange(t, L);
            FloatVector sum = first ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, s, t, in);
            FloatVector.fromArray(SPECIES, x, at + t, in).fma(spread, sum).intoArray(s, t, in);
        }
    }

    @Override
    public double exponentiate(float[] s, int L) {
        int whole = SPECIES.loopBound(L);
        VectorMask<Float> rest = SPECIES.indexInRange(whole, L);
        FloatVector most = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int t = 0; t < whole; t += WIDTH) {
            most = most.max(FloatVector.fromArray(SPECIES, s, t));
        }
        if (whole < L) {
            most = most.lanewise(VectorOperators.MAX, FloatVector.fromArray(SPECIES, s, whole, rest), rest);
        }
        float max = most.reduceLanes(VectorOperators.MAX);
        float[] sums = new float[LANES];
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            int t = part;
            for (; t < whole; t += LANES) {
                FloatVector e = VectorExp.of(FloatVector.fromArray(SPECIES, s, t).sub(max));
                e.intoArray(s, t);
                sum = sum.add(e);
            }
            if (t < L) {
                FloatVector e =
                        VectorExp.of(FloatVector.fromArray(SPECIES, s, t, rest).sub(max));
                e.intoArray(s, t, rest);
                sum = sum.add(e, rest);
            }
            sum.intoArray(sums, part);
        }
        return ScalarKernel32.fold(sums, 0);
    }

    @Override
    public void reweigh(float[] e, double mean, float[] c, int L) {
        FloatVector m = FloatVector.broadcast(SPECIES, (float) mean);
        int t = 0;
        for (; t < SPECIES.loopBound(L); t += WIDTH) {
            FloatVector.fromArray(SPECIES, e, t)
                    .mul(FloatVector.fromArray(SPECIES, c, t).sub(m))
                    .intoArray(c, t);
        }
        for (; t < L; t++) {
            c[t] = e[t] * (c[t] - (float) mean);
        }
    }

    @Override
    public void weightedSum(
            float[] x, int at, int n, int L, float[] w, int atW, double scale, double[] m, int atM) {
        float[] sums = new float[ROWS * LANES];
        int i = 0;
        for (; i + ROWS <= n; i += ROWS) {
            eightSums(x, at + i * L, L, w, atW, sums);
            for (int row = 0; row < ROWS; row++) {
                m[atM + i + row] = scale * ScalarKernel32.fold(sums, row * LANES);
            }
        }
        for (; i < n; i++) {
            oneSum(x, at + i * L, L, w, atW, sums);
            m[atM + i] = scale * ScalarKernel32.fold(sums, 0);
        }
    }

    private static void eightSums(float[] x, int at, int L, float[] w, int atW, float[] sums) {
        int whole = SPECIES.loopBound(L);
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            FloatVector s4 = s0;
            FloatVector s5 = s0;
            FloatVector s6 = s0;
            FloatVector s7 = s0;
            int t = part;
            for (; t < whole; t += LANES) {
                FloatVector weight = FloatVector.fromArray(SPECIES, w, atW + t);
                s0 = FloatVector.fromArray(SPECIES, x, at + t).fma(weight, s0);
                s1 = FloatVector.fromArray(SPECIES, x, at + L + t).fma(weight, s1);
                s2 = FloatVector.fromArray(SPECIES, x, at + 2 * L + t).fma(weight, s2);
                s3 = FloatVector.fromArray(SPECIES, x, at + 3 * L + t).fma(weight, s3);
                s4 = FloatVector.fromArray(SPECIES, x, at + 4 * L + t).fma(weight, s4);
                s5 = FloatVector.fromArray(SPECIES, x, at + 5 * L + t).fma(weight, s5);
                s6 = FloatVector.fromArray(SPECIES, x, at + 6 * L + t).fma(weight, s6);
                s7 = FloatVector.fromArray(SPECIES, x, at + 7 * L + t).fma(weight, s7);
            }
            if (t < L) {
                VectorMask<Float> rest = SPECIES.indexInRange(t, L);
                FloatVector weight = FloatVector.fromArray(SPECIES, w, atW + t, rest);
                s0 = FloatVector.fromArray(SPECIES, x, at + t, rest).fma(weight, s0);
                s1 = FloatVector.fromArray(SPECIES, x, at + L + t, rest).fma(weight, s1);
                s2 = FloatVector.fromArray(SPECIES, x, at + 2 * L + t, rest).fma(weight, s2);
                s3 = FloatVector.fromArray(SPECIES, x, at + 3 * L + t, rest).fma(weight, s3);
                s4 = FloatVector.fromArray(SPECIES, x, at + 4 * L + t, rest).fma(weight, s4);
                s5 = FloatVector.fromArray(SPECIES, x, at + 5 * L + t, rest).fma(weight, s5);
                s6 = FloatVector.fromArray(SPECIES, x, at + 6 * L + t, rest).fma(weight, s6);
                s7 = FloatVector.fromArray(SPECIES, x, at + 7 * L + t, rest).fma(weight, s7);
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

    private static void oneSum(float[] x, int at, int L, float[] w, int atW, float[] sums) {
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int t = part; t < L; t += LANES) {
                VectorMask<Float> in = SPECIES.indexInRange(t, L);
                sum = FloatVector.fromArray(SPECIES, x, at + t, in)
                        .fma(FloatVector.fromArray(SPECIES, w, atW + t, in), sum);
            }
            sum.intoArray(sums, part);
        }
    }

    @Override
    public double sum(float[] x, int from, int to) {
        float[] sums = new float[LANES];
        int whole = from + (to - from) / LANES * LANES;
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = from + part; i < whole; i += LANES) {
                sum = sum.add(FloatVector.fromArray(SPECIES, x, i));
            }
            sum.intoArray(sums, part);
        }
        for (int i = whole; i < to; i++) {
            sums[i - whole] += x[i];
        }
        return ScalarKernel32.fold(sums, 0);
    }
}
