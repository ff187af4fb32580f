package icd.kernel;

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes on the Vector API, eight coordinates at a time, so that a weight or score once loaded serves eight rows. What is
 * loaded for one product is the second factor of {@code fma}: there the compiler takes it from memory without a register.
 *
 * <p>Where the hardware's vectors are narrower than {@link ScalarKernel32#LANES}, each pass over tokens is made once
 * for every part of the lanes ({@code part} below), which leaves the order of every sum unchanged.
 *
 * <p>What a loop carries on is an argument in it, never the receiver of a call, for the reason that {@link VectorExp} gives.
 *
 * <p>Methods are kept short: C1 gives up on longer ones ("out of virtual registers"), and they then never reach C2.
 */
@SuppressWarnings("cast") // it is redundant only in the generated float64 twin
final class VectorKernel32 implements TokenKernel<float[]> {

    private static final VectorSpecies<Float> SPECIES = VectorProvider.WIDEST_32;
    private static final int WIDTH = SPECIES.length();
    private static final int LANES = ScalarKernel32.LANES;
    private static final int ROWS = 8;

    /** How many vectors are scored side by side, and for how many vectors of tokens. */
    private static final int THREE = 3;

    /** How many rows are summed side by side with two weights. */
    private static final int FOUR = 4;

    /**
     * The tokens of a tile, of which eight rows stay in the nearest cache until each part of the lanes, or each layer, has
     * added them.
     */
    private static final int TILE = 512;

    /** One vector for the four chains of {@link ScalarKernel32#fold}. */
    private static final VectorSpecies<Float> CHAINS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(4 * Float.SIZE));

    /**
     * Partial sums: of one call, or of all rows and layers where they wait for another tile. With {@link #cues} the reason why a
     * kernel serves one thread.
     */
    private float[] sums = new float[ROWS * LANES];

    /** The vectors to score, in threes, one three after the other: coordinate i of the l-th of its three is at 3 i + l. */
    private float[] cues = {};

    @Override
    public float[] allocate(int length) {
        return new float[length];
    }

    @Override
    public void scores(float[] x, int at, int n, int stride, double[] u, float[] s) {
        // A loop of its own that began with zeros took twice the time, as C2 kept the checks in it (measured).
        Arrays.fill(s, 0, stride, 0);
        int i = 0;
        for (; i + ROWS <= n; i += ROWS) {
            eightScores(x, at + i * stride, stride, u, i, s);
        }
        for (; i < n; i++) {
            oneScore(x, at + i * stride, stride, u[i], s);
        }
    }

    private static void eightScores(float[] x, int at, int stride, double[] u, int i, float[] s) {
        FloatVector u0 = FloatVector.broadcast(SPECIES, (float) u[i]);
        FloatVector u1 = FloatVector.broadcast(SPECIES, (float) u[i + 1]);
        FloatVector u2 = FloatVector.broadcast(SPECIES, (float) u[i + 2]);
        FloatVector u3 = FloatVector.broadcast(SPECIES, (float) u[i + 3]);
        FloatVector u4 = FloatVector.broadcast(SPECIES, (float) u[i + 4]);
        FloatVector u5 = FloatVector.broadcast(SPECIES, (float) u[i + 5]);
        FloatVector u6 = FloatVector.broadcast(SPECIES, (float) u[i + 6]);
        FloatVector u7 = FloatVector.broadcast(SPECIES, (float) u[i + 7]);
        for (int t = 0; t < stride; t += WIDTH) {
            FloatVector sum = FloatVector.fromArray(SPECIES, s, t);
            sum = u0.fma(FloatVector.fromArray(SPECIES, x, at + t), sum);
            sum = u1.fma(FloatVector.fromArray(SPECIES, x, at + stride + t), sum);
            sum = u2.fma(FloatVector.fromArray(SPECIES, x, at + 2 * stride + t), sum);
            sum = u3.fma(FloatVector.fromArray(SPECIES, x, at + 3 * stride + t), sum);
            sum = u4.fma(FloatVector.fromArray(SPECIES, x, at + 4 * stride + t), sum);
            sum = u5.fma(FloatVector.fromArray(SPECIES, x, at + 5 * stride + t), sum);
            sum = u6.fma(FloatVector.fromArray(SPECIES, x, at + 6 * stride + t), sum);
            sum = u7.fma(FloatVector.fromArray(SPECIES, x, at + 7 * stride + t), sum);
            sum.intoArray(s, t);
        }
    }

    private static void oneScore(float[] x, int at, int stride, double u, float[] s) {
        FloatVector spread = FloatVector.broadcast(SPECIES, (float) u);
        for (int t = 0; t < stride; t += WIDTH) {
            FloatVector sum = FloatVector.fromArray(SPECIES, s, t);
            spread.fma(FloatVector.fromArray(SPECIES, x, at + t), sum).intoArray(s, t);
        }
    }

    @Override
    public void scores(float[] x, int at, int n, int stride, List<double[]> u, List<float[]> s) {
        int whole = u.size() / THREE * THREE;
        interleave(u, whole, n);
        int t = 0;
        for (; t + THREE * WIDTH <= stride; t += THREE * WIDTH) {
            for (int l = 0; l < whole; l += THREE) {
                threeScores(x, at + t, n, stride, cues, l * n, t, s.get(l), s.get(l + 1), s.get(l + 2));
            }
        }
        for (; t < stride; t += WIDTH) {
            for (int l = 0; l < whole; l += THREE) {
                lastThreeScores(x, at + t, n, stride, cues, l * n, t, s.get(l), s.get(l + 1), s.get(l + 2));
            }
        }
        for (int l = whole; l < u.size(); l++) {
            scores(x, at, n, stride, u.get(l), s.get(l));
        }
    }

    /** Copies the first {@code count} vectors, a multiple of three, to {@link #cues}. */
    private void interleave(List<double[]> u, int count, int n) {
        if (cues.length < count * n) {
            cues = new float[count * n];
        }
        for (int l = 0; l < count; l++) {
            int first = l / THREE * THREE;
            for (int i = 0; i < n; i++) {
                cues[first * n + THREE * i + l - first] = (float) u.get(l)[i];
            }
        }
    }

    /** Computes three scores of each token in three vectors of tokens. */
    private static void threeScores(
            float[] x, int at, int n, int stride, float[] u, int atU, int t, float[] s0, float[] s1, float[] s2) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        int row = at;
        for (int i = atU; i < atU + THREE * n; i += THREE) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, row);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, row + WIDTH);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, row + 2 * WIDTH);
            FloatVector spread = FloatVector.broadcast(SPECIES, u[i]);
            a0 = x0.fma(spread, a0);
            a1 = x1.fma(spread, a1);
            a2 = x2.fma(spread, a2);
            spread = FloatVector.broadcast(SPECIES, u[i + 1]);
            b0 = x0.fma(spread, b0);
            b1 = x1.fma(spread, b1);
            b2 = x2.fma(spread, b2);
            spread = FloatVector.broadcast(SPECIES, u[i + 2]);
            c0 = x0.fma(spread, c0);
            c1 = x1.fma(spread, c1);
            c2 = x2.fma(spread, c2);
            row += stride;
        }
        a0.intoArray(s0, t);
        a1.intoArray(s0, t + WIDTH);
        a2.intoArray(s0, t + 2 * WIDTH);
        b0.intoArray(s1, t);
        b1.intoArray(s1, t + WIDTH);
        b2.intoArray(s1, t + 2 * WIDTH);
        c0.intoArray(s2, t);
        c1.intoArray(s2, t + WIDTH);
        c2.intoArray(s2, t + 2 * WIDTH);
    }

    private static void lastThreeScores(
            float[] x, int at, int n, int stride, float[] u, int atU, int t, float[] s0, float[] s1, float[] s2) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        int row = at;
        for (int i = atU; i < atU + THREE * n; i += THREE) {
            FloatVector tokens = FloatVector.fromArray(SPECIES, x, row);
            a = tokens.fma(FloatVector.broadcast(SPECIES, u[i]), a);
            b = tokens.fma(FloatVector.broadcast(SPECIES, u[i + 1]), b);
            c = tokens.fma(FloatVector.broadcast(SPECIES, u[i + 2]), c);
            row += stride;
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
        return fold(sums, 0);
    }

    /**
     * Returns the largest score by comparing and choosing, which is one instruction each; {@code max} handles NaN and
     * -0 as well.
     */
    private static float most(float[] s, int stride) {
        FloatVector most = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int t = 0; t < stride; t += WIDTH) {
            FloatVector next = FloatVector.fromArray(SPECIES, s, t);
            most = next.blend(most, next.compare(VectorOperators.GT, most).not());
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
        makeRoom(n, stride);
        for (int from = 0; from < stride; from += TILE) {
            add(x, at, 0, n, stride, w, atW, from, 0, scale, m, atM);
        }
    }

    @Override
    public void weightedSums(float[] x, int at, int n, int stride, List<float[]> w, double[] scale, List<double[]> m) {
        int layers = w.size();
        int pairs = layers / 2 * 2;
        int rows = n / FOUR * FOUR;
        makeRoom(2 * layers * n, stride);
        for (int from = 0; from < stride; from += TILE) {
            for (int i = 0; i < rows; i += FOUR) {
                for (int l = 0; l < pairs; l += 2) {
                    int sum = start(l * n + 2 * i, stride);
                    addTwice(x, at + i * stride, stride, w.get(l), w.get(l + 1), from, sums, sum);
                    finish(sum, FOUR, from, stride, scale[l], m.get(l), i);
                    finish(sum + FOUR * LANES, FOUR, from, stride, scale[l + 1], m.get(l + 1), i);
                }
            }
            for (int l = 0; l < layers; l++) {
                add(x, at, l < pairs ? rows : 0, n, stride, w.get(l), 0, from, (layers + l) * n, scale[l], m.get(l), 0);
            }
        }
    }

    /** Adds a tile of the rows from {@code first} on to their sums, that of row i at place {@code place + i}. */
    private void add(
            float[] x,
            int at,
            int first,
            int n,
            int stride,
            float[] w,
            int atW,
            int from,
            int place,
            double scale,
            double[] m,
            int atM) {
        int i = first;
        for (; i + ROWS <= n; i += ROWS) {
            int sum = start(place + i, stride);
            addEight(x, at + i * stride, stride, w, atW, from, sums, sum);
            finish(sum, ROWS, from, stride, scale, m, atM + i);
        }
        for (; i < n; i++) {
            int sum = start(place + i, stride);
            addOne(x, at + i * stride, stride, w, atW, from, sums, sum);
            finish(sum, 1, from, stride, scale, m, atM + i);
        }
    }

    private void makeRoom(int count, int stride) {
        int kept = (stride > TILE ? Math.max(count, ROWS) : ROWS) * LANES;
        if (sums.length < kept) {
            sums = new float[kept];
        }
    }

    /** Returns where the partial sums at this place begin: at the front if none waits for another tile, as all are then used at once. */
    private static int start(int place, int stride) {
        return stride > TILE ? place * LANES : 0;
    }

    /** Combines the partial sums of {@code count} rows if this tile is the last. */
    private void finish(int sum, int count, int from, int stride, double scale, double[] m, int atM) {
        if (from + TILE < stride) {
            return;
        }
        for (int k = 0; k < count; k++) {
            m[atM + k] = scale * fold(sums, sum + k * LANES);
        }
    }

    /** Adds a tile of four rows to their sums with each of two weights. */
    private static void addTwice(
            float[] x, int at, int stride, float[] w0, float[] w1, int from, float[] sums, int sum) {
        int to = Math.min(from + TILE, stride);
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector a0 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part);
            FloatVector a1 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + LANES);
            FloatVector a2 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 2 * LANES);
            FloatVector a3 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 3 * LANES);
            FloatVector b0 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 4 * LANES);
            FloatVector b1 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 5 * LANES);
            FloatVector b2 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 6 * LANES);
            FloatVector b3 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 7 * LANES);
            for (int t = from + part; t < to; t += LANES) {
                FloatVector v0 = FloatVector.fromArray(SPECIES, w0, t);
                FloatVector v1 = FloatVector.fromArray(SPECIES, w1, t);
                FloatVector x0 = FloatVector.fromArray(SPECIES, x, at + t);
                a0 = x0.fma(v0, a0);
                b0 = x0.fma(v1, b0);
                FloatVector x1 = FloatVector.fromArray(SPECIES, x, at + stride + t);
                a1 = x1.fma(v0, a1);
                b1 = x1.fma(v1, b1);
                FloatVector x2 = FloatVector.fromArray(SPECIES, x, at + 2 * stride + t);
                a2 = x2.fma(v0, a2);
                b2 = x2.fma(v1, b2);
                FloatVector x3 = FloatVector.fromArray(SPECIES, x, at + 3 * stride + t);
                a3 = x3.fma(v0, a3);
                b3 = x3.fma(v1, b3);
                // This store is replaced later, but it keeps C2 from loading the tokens of further steps, for which
                // there are not registers enough: sums took a third longer without it (measured).
                a0.intoArray(sums, sum + part);
            }
            a0.intoArray(sums, sum + part);
            a1.intoArray(sums, sum + part + LANES);
            a2.intoArray(sums, sum + part + 2 * LANES);
            a3.intoArray(sums, sum + part + 3 * LANES);
            b0.intoArray(sums, sum + part + 4 * LANES);
            b1.intoArray(sums, sum + part + 5 * LANES);
            b2.intoArray(sums, sum + part + 6 * LANES);
            b3.intoArray(sums, sum + part + 7 * LANES);
        }
    }

    private static void addEight(float[] x, int at, int stride, float[] w, int atW, int from, float[] sums, int sum) {
        int to = Math.min(from + TILE, stride);
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector s0 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part);
            FloatVector s1 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + LANES);
            FloatVector s2 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 2 * LANES);
            FloatVector s3 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 3 * LANES);
            FloatVector s4 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 4 * LANES);
            FloatVector s5 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 5 * LANES);
            FloatVector s6 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 6 * LANES);
            FloatVector s7 = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part + 7 * LANES);
            for (int t = from + part; t < to; t += LANES) {
                FloatVector weight = FloatVector.fromArray(SPECIES, w, atW + t);
                s0 = weight.fma(FloatVector.fromArray(SPECIES, x, at + t), s0);
                s1 = weight.fma(FloatVector.fromArray(SPECIES, x, at + stride + t), s1);
                s2 = weight.fma(FloatVector.fromArray(SPECIES, x, at + 2 * stride + t), s2);
                s3 = weight.fma(FloatVector.fromArray(SPECIES, x, at + 3 * stride + t), s3);
                s4 = weight.fma(FloatVector.fromArray(SPECIES, x, at + 4 * stride + t), s4);
                s5 = weight.fma(FloatVector.fromArray(SPECIES, x, at + 5 * stride + t), s5);
                s6 = weight.fma(FloatVector.fromArray(SPECIES, x, at + 6 * stride + t), s6);
                s7 = weight.fma(FloatVector.fromArray(SPECIES, x, at + 7 * stride + t), s7);
            }
            s0.intoArray(sums, sum + part);
            s1.intoArray(sums, sum + part + LANES);
            s2.intoArray(sums, sum + part + 2 * LANES);
            s3.intoArray(sums, sum + part + 3 * LANES);
            s4.intoArray(sums, sum + part + 4 * LANES);
            s5.intoArray(sums, sum + part + 5 * LANES);
            s6.intoArray(sums, sum + part + 6 * LANES);
            s7.intoArray(sums, sum + part + 7 * LANES);
        }
    }

    private static void addOne(float[] x, int at, int stride, float[] w, int atW, int from, float[] sums, int sum) {
        int to = Math.min(from + TILE, stride);
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector s = from == 0 ? zero : FloatVector.fromArray(SPECIES, sums, sum + part);
            for (int t = from + part; t < to; t += LANES) {
                FloatVector weight = FloatVector.fromArray(SPECIES, w, atW + t);
                s = weight.fma(FloatVector.fromArray(SPECIES, x, at + t), s);
            }
            s.intoArray(sums, sum + part);
        }
    }

    /**
     * Does the same as {@link ScalarKernel32#fold}, its chains side by side where they fit into a vector of the hardware. Lanes are
     * taken out one by one: a store of these shorter vectors would tell the JVM's profile of {@code intoArray} of a second class, and
     * where C2 then came to a sum that a loop carries, each step made objects for good (measured: three runs of Figure 3 in fourteen,
     * some four times slower).
     */
    private static float fold(float[] sums, int at) {
        if (WIDTH < CHAINS.length()) {
            return ScalarKernel32.fold(sums, at);
        }
        FloatVector chains = FloatVector.fromArray(CHAINS, sums, at);
        for (int l = CHAINS.length(); l < LANES; l += CHAINS.length()) {
            chains = FloatVector.fromArray(CHAINS, sums, at + l).add(chains);
        }
        return (chains.lane(0) + chains.lane(2)) + (chains.lane(1) + chains.lane(3));
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
        int quarter = (to - from) / (4 * LANES) * LANES;
        for (int part = 0; part < LANES; part += WIDTH) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int i = from + part; i < from + quarter; i += LANES) {
                s0 = FloatVector.fromArray(SPECIES, x, i).add(s0);
                s1 = FloatVector.fromArray(SPECIES, x, i + quarter).add(s1);
                s2 = FloatVector.fromArray(SPECIES, x, i + 2 * quarter).add(s2);
                s3 = FloatVector.fromArray(SPECIES, x, i + 3 * quarter).add(s3);
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
