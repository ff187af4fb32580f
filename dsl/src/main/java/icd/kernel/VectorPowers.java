package icd.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Does the same as {@link ScalarPowers} on whole vectors, operation by operation, and the last few numbers without
 * vectors. It works from array to array, for the reason that {@link VectorExp} gives: the numbers q and their distances
 * from 1 first, then their logarithms, then the powers.
 */
final class VectorPowers implements Powers {

    private static final VectorSpecies<Double> SPECIES = VectorProvider.WIDEST_64;
    private static final int WIDTH = SPECIES.length();
    private static final int LANES = ScalarKernel64.LANES;

    /** The number of numbers that are taken from step to step at a time, so that they stay in the nearest cache. */
    private static final int BLOCK = 512;

    private final double[] first = new double[LANES];
    private final double[] second = new double[LANES];
    private final double[] third = new double[LANES];
    private final double[] q = new double[BLOCK];
    private final double[] logs = new double[BLOCK];

    @Override
    public void along(
            double[] d, int m, double c, double s, double shift, double inverse, double e, double[] r, double[] sums) {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        Arrays.fill(third, 0);
        int whole = m / LANES * LANES;
        for (int from = 0; from < whole; from += BLOCK) {
            int count = Math.min(BLOCK, whole - from);
            numbers(d, from, count, c, s, shift, inverse, q, logs);
            logarithms(q, count, e, logs);
            powers(logs, count, r, from, q);
            for (int part = 0; part < LANES; part += WIDTH) {
                add(r, from, q, count, part, first, second, third);
            }
        }
        for (int t = whole; t < m; t++) {
            double last = ScalarPowers.number(d[t], c, s, shift, inverse);
            r[t] = last > 0 ? ScalarPowers.power(last, c * d[t], e) : 0;
            ScalarPowers.add(last, r[t], t - whole, first, second, third);
        }
        ScalarPowers.fold(first, second, third, sums);
    }

    @Override
    public void of(double[] y, double e, double[] powers) {
        int whole = y.length / WIDTH * WIDTH;
        for (int from = 0; from < whole; from += BLOCK) {
            int count = Math.min(BLOCK, whole - from);
            for (int t = 0; t < count; t += WIDTH) {
                DoubleVector each = DoubleVector.fromArray(SPECIES, y, from + t);
                each.intoArray(q, t);
                each.sub(1).intoArray(logs, t);
            }
            logarithms(q, count, e, logs);
            powers(logs, count, powers, from, q);
        }
        for (int t = whole; t < y.length; t++) {
            powers[t] = y[t] > 0 ? ScalarPowers.power(y[t], y[t] - 1, e) : 0;
        }
    }

    private static void numbers(
            double[] d,
            int from,
            int count,
            double c,
            double s,
            double shift,
            double inverse,
            double[] q,
            double[] rests) {
        boolean shifted = !Double.isNaN(shift);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, s);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int t = 0; t < count; t += WIDTH) {
            DoubleVector each = DoubleVector.fromArray(SPECIES, d, from + t);
            DoubleVector rest = each.mul(c);
            DoubleVector number = rest.add(1);
            if (shifted) {
                DoubleVector other = factor.fma(each, one).add(shift).mul(inverse);
                number = other.blend(number, rest.compare(VectorOperators.GT, -0.5));
            }
            rest.intoArray(rests, t);
            number.intoArray(q, t);
        }
    }

    /** Computes e log q, in place of q - 1. */
    private static void logarithms(double[] q, int count, double e, double[] rests) {
        for (int t = 0; t < count; t += WIDTH) {
            LongVector bits = DoubleVector.fromArray(SPECIES, q, t).reinterpretAsLongs();
            LongVector k = bits.sub(Log64.ROOT_OF_HALF).lanewise(VectorOperators.ASHR, Log64.MANTISSA_BITS);
            DoubleVector m = bits.sub(k.lanewise(VectorOperators.LSHL, Log64.MANTISSA_BITS))
                    .reinterpretAsDoubles();
            VectorMask<Double> near = k.compare(VectorOperators.EQ, 0).cast(SPECIES);
            DoubleVector x = m.sub(1).blend(DoubleVector.fromArray(SPECIES, rests, t), near);
            DoubleVector f = x.div(x.add(2));
            DoubleVector g = f.mul(f);
            DoubleVector p = g.fma(Log64.C21, Log64.C19);
            p = p.fma(g, DoubleVector.broadcast(SPECIES, Log64.C17));
            p = p.fma(g, DoubleVector.broadcast(SPECIES, Log64.C15));
            p = p.fma(g, DoubleVector.broadcast(SPECIES, Log64.C13));
            p = p.fma(g, DoubleVector.broadcast(SPECIES, Log64.C11));
            p = p.fma(g, DoubleVector.broadcast(SPECIES, Log64.C9));
            p = p.fma(g, DoubleVector.broadcast(SPECIES, Log64.C7));
            p = p.fma(g, DoubleVector.broadcast(SPECIES, Log64.C5));
            p = p.fma(g, DoubleVector.broadcast(SPECIES, Log64.C3));
            DoubleVector twice = f.add(f);
            DoubleVector log = twice.mul(g).fma(p, twice);
            DoubleVector whole = k.add(Log64.WHOLE_BITS).reinterpretAsDoubles().sub(Log64.WHOLE);
            log = whole.fma(
                    DoubleVector.broadcast(SPECIES, Log64.LN2_HIGH),
                    whole.fma(DoubleVector.broadcast(SPECIES, Log64.LN2_LOW), log));
            log.mul(e).intoArray(rests, t);
        }
    }

    /** Computes exp of the logarithms, and 0 where q is not above 0 or the result vanishes. */
    private static void powers(double[] logs, int count, double[] r, int from, double[] q) {
        DoubleVector lowest = DoubleVector.broadcast(SPECIES, Exp64.LOWEST);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int t = 0; t < count; t += WIDTH) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, logs, t);
            VectorMask<Double> something = x.compare(VectorOperators.GE, lowest);
            x = lowest.blend(x, something);
            DoubleVector power = VectorExp.of(x);
            VectorMask<Double> positive = DoubleVector.fromArray(SPECIES, q, t).compare(VectorOperators.GT, 0);
            zero.blend(power, positive.and(something)).intoArray(r, from + t);
        }
    }

    private static void add(
            double[] r, int from, double[] q, int count, int part, double[] first, double[] second, double[] third) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector sum = DoubleVector.fromArray(SPECIES, first, part);
        DoubleVector slopes = DoubleVector.fromArray(SPECIES, second, part);
        DoubleVector bends = DoubleVector.fromArray(SPECIES, third, part);
        for (int t = part; t < count; t += LANES) {
            DoubleVector number = DoubleVector.fromArray(SPECIES, q, t);
            VectorMask<Double> positive = number.compare(VectorOperators.GT, 0);
            DoubleVector power = DoubleVector.fromArray(SPECIES, r, from + t);
            DoubleVector inverse = zero.blend(one.div(number), positive);
            DoubleVector slope = power.mul(inverse);
            sum = sum.add(power);
            slopes = slopes.add(slope);
            bends = bends.add(slope.mul(inverse));
        }
        sum.intoArray(first, part);
        slopes.intoArray(second, part);
        bends.intoArray(third, part);
    }

    @Override
    public String toString() {
        return "vector powers";
    }
}
