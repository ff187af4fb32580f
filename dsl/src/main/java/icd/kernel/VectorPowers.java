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
final class VectorPowers extends Powers {

    private static final VectorSpecies<Double> SPECIES = VectorProvider.WIDEST_64;
    private static final int WIDTH = SPECIES.length();
    private static final int LANES = ScalarKernel64.LANES;

    /** The number of numbers that are taken from step to step at a time, so that they stay in the nearest cache. */
    private static final int BLOCK = 512;

    private final double[] first = new double[LANES];
    private final double[] second = new double[LANES];
    private final double[] q = new double[BLOCK];
    private final double[] logs = new double[BLOCK];
    private final double[] wholes = new double[BLOCK];

    VectorPowers() {
        super("vector powers");
    }

    @Override
    void along(
            double[] d, int m, double s, double shift, double inverse, double e, double l, double[] r, double[] sums) {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        double c = s * inverse;
        int whole = m / LANES * LANES;
        for (int from = 0; from < whole; from += BLOCK) {
            int count = Math.min(BLOCK, whole - from);
            numbers(d, from, count, c, s, shift, inverse, q, logs);
            powers(q, count, e, l, r, from);
            for (int part = 0; part < LANES; part += WIDTH) {
                add(r, from, q, count, part, first, second);
            }
        }
        for (int t = whole; t < m; t++) {
            double last = ScalarPowers.number(d[t], c, s, shift, inverse);
            r[t] = last > 0 ? ScalarPowers.power(last, c * d[t], e, l) : 0;
            ScalarPowers.add(last, r[t], t - whole, first, second);
        }
        ScalarPowers.fold(first, second, sums);
    }

    @Override
    void shifted(double[] d, int m, double s, double root, double e, double[] r, double[] sums) {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        int whole = m / LANES * LANES;
        for (int from = 0; from < whole; from += BLOCK) {
            int count = Math.min(BLOCK, whole - from);
            shift(d, from, count, s, root, q);
            lower(q, count, e, logs);
            for (int part = 0; part < LANES; part += WIDTH) {
                addShifted(q, logs, count, part, r, from, first, second);
            }
        }
        for (int t = whole; t < m; t++) {
            r[t] = ScalarPowers.addShifted(Math.max(Math.fma(s, d[t], root), 0), e, t - whole, first, second);
        }
        ScalarPowers.fold(first, second, sums);
    }

    private static void shift(double[] d, int from, int count, double s, double root, double[] w) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, s);
        DoubleVector largest = DoubleVector.broadcast(SPECIES, root);
        for (int t = 0; t < count; t += WIDTH) {
            DoubleVector each = factor.fma(DoubleVector.fromArray(SPECIES, d, from + t), largest);
            zero.blend(each, each.compare(VectorOperators.GT, zero)).intoArray(w, t);
        }
    }

    /** Computes w^(e - 1), a power more at a time. */
    private static void lower(double[] w, int count, double e, double[] lower) {
        if (ScalarPowers.hasRoot(e)) {
            for (int t = 0; t < count; t += WIDTH) {
                DoubleVector.fromArray(SPECIES, w, t).sqrt().intoArray(lower, t);
            }
        } else {
            DoubleVector zero = DoubleVector.zero(SPECIES);
            DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
            for (int t = 0; t < count; t += WIDTH) {
                VectorMask<Double> positive =
                        DoubleVector.fromArray(SPECIES, w, t).compare(VectorOperators.GT, zero);
                zero.blend(one, positive).intoArray(lower, t);
            }
        }
        for (int i = 2; i <= e; i++) {
            for (int t = 0; t < count; t += WIDTH) {
                DoubleVector.fromArray(SPECIES, lower, t)
                        .mul(DoubleVector.fromArray(SPECIES, w, t))
                        .intoArray(lower, t);
            }
        }
    }

    private static void addShifted(
            double[] w, double[] lower, int count, int part, double[] r, int from, double[] first, double[] second) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES, first, part);
        DoubleVector slopes = DoubleVector.fromArray(SPECIES, second, part);
        for (int t = part; t < count; t += LANES) {
            DoubleVector slope = DoubleVector.fromArray(SPECIES, lower, t);
            DoubleVector power = DoubleVector.fromArray(SPECIES, w, t).mul(slope);
            power.intoArray(r, from + t);
            sum = power.add(sum);
            slopes = slope.add(slopes);
        }
        sum.intoArray(first, part);
        slopes.intoArray(second, part);
    }

    @Override
    void raised(double[] y, int m, double e, double[] powers) {
        int whole = m / WIDTH * WIDTH;
        for (int from = 0; from < whole; from += BLOCK) {
            int count = Math.min(BLOCK, whole - from);
            for (int t = 0; t < count; t += WIDTH) {
                DoubleVector each = DoubleVector.fromArray(SPECIES, y, from + t);
                each.intoArray(q, t);
                each.sub(1).intoArray(logs, t);
            }
            powers(q, count, e, 0, powers, from);
        }
        for (int t = whole; t < m; t++) {
            powers[t] = y[t] > 0 ? ScalarPowers.power(y[t], y[t] - 1, e, 0) : 0;
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

    /** Computes e^l q^e, and 0 where q is not above 0, with q - 1 in {@code logs}. */
    private void powers(double[] q, int count, double e, double l, double[] r, int from) {
        if (ScalarPowers.isRoot(e)) {
            roots(q, count, e, StrictMath.exp(l), r, from);
        } else {
            logarithms(q, count, e, l, logs, wholes);
            exponentials(logs, count, r, from, q);
        }
    }

    private static void roots(double[] q, int count, double e, double factor, double[] r, int from) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int t = 0; t < count; t += WIDTH) {
            DoubleVector each = DoubleVector.fromArray(SPECIES, q, t);
            zero.blend(each.sqrt(), each.compare(VectorOperators.GT, zero)).intoArray(r, from + t);
        }
        if (e == 0.25) {
            for (int t = from; t < from + count; t += WIDTH) {
                DoubleVector.fromArray(SPECIES, r, t).sqrt().intoArray(r, t);
            }
        } else if (e == 0.75) {
            for (int t = from; t < from + count; t += WIDTH) {
                DoubleVector root = DoubleVector.fromArray(SPECIES, r, t);
                root.mul(root.sqrt()).intoArray(r, t);
            }
        }
        for (int t = from; t < from + count; t += WIDTH) {
            DoubleVector.fromArray(SPECIES, r, t).mul(factor).intoArray(r, t);
        }
    }

    /**
     * Computes l + e log q, in place of q - 1. In two loops, as the processor then works on more numbers at a time: one is a long chain
     * of operations.
     *
     * @param wholes modified
     */
    private static void logarithms(double[] q, int count, double e, double l, double[] rests, double[] wholes) {
        DoubleVector exponent = DoubleVector.broadcast(SPECIES, e);
        DoubleVector start = DoubleVector.broadcast(SPECIES, l);
        for (int t = 0; t < count; t += WIDTH) {
            LongVector bits = DoubleVector.fromArray(SPECIES, q, t).reinterpretAsLongs();
            LongVector k = bits.sub(Log64.ROOT_OF_HALF).lanewise(VectorOperators.ASHR, Log64.MANTISSA_BITS);
            DoubleVector m = bits.sub(k.lanewise(VectorOperators.LSHL, Log64.MANTISSA_BITS))
                    .reinterpretAsDoubles();
            VectorMask<Double> near = k.compare(VectorOperators.EQ, 0).cast(SPECIES);
            DoubleVector x = m.sub(1).blend(DoubleVector.fromArray(SPECIES, rests, t), near);
            x.div(x.add(2)).intoArray(rests, t);
            k.add(Log64.WHOLE_BITS).reinterpretAsDoubles().sub(Log64.WHOLE).intoArray(wholes, t);
        }
        for (int t = 0; t < count; t += WIDTH) {
            DoubleVector f = DoubleVector.fromArray(SPECIES, rests, t);
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
            DoubleVector whole = DoubleVector.fromArray(SPECIES, wholes, t);
            log = whole.fma(
                    DoubleVector.broadcast(SPECIES, Log64.LN2_HIGH),
                    whole.fma(DoubleVector.broadcast(SPECIES, Log64.LN2_LOW), log));
            exponent.fma(log, start).intoArray(rests, t);
        }
    }

    /** Computes exp of the logarithms, and 0 where q is not above 0 or the result vanishes. */
    private static void exponentials(double[] logs, int count, double[] r, int from, double[] q) {
        VectorExp.of(logs, 0, count, WIDTH, 0, r, from);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int t = 0; t < count; t += WIDTH) {
            VectorMask<Double> something =
                    DoubleVector.fromArray(SPECIES, logs, t).compare(VectorOperators.GE, Exp64.LOWEST);
            VectorMask<Double> positive = DoubleVector.fromArray(SPECIES, q, t).compare(VectorOperators.GT, 0);
            zero.blend(DoubleVector.fromArray(SPECIES, r, from + t), positive.and(something))
                    .intoArray(r, from + t);
        }
    }

    private static void add(double[] r, int from, double[] q, int count, int part, double[] first, double[] second) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector sum = DoubleVector.fromArray(SPECIES, first, part);
        DoubleVector slopes = DoubleVector.fromArray(SPECIES, second, part);
        for (int t = part; t < count; t += LANES) {
            DoubleVector number = DoubleVector.fromArray(SPECIES, q, t);
            DoubleVector power = DoubleVector.fromArray(SPECIES, r, from + t);
            sum = power.add(sum);
            slopes = zero.blend(power.div(number), number.compare(VectorOperators.GT, zero))
                    .add(slopes);
        }
        sum.intoArray(first, part);
        slopes.intoArray(second, part);
    }
}
