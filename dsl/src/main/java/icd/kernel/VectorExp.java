package icd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Does the same as {@link Exp32} and {@link Exp64} on whole vectors, operation by operation.
 *
 * <p>It works from array to array, as no vector may be an argument or a result: where C2 happens not to inline the
 * call, each becomes an object (measured: one start in five was four times slower for good). Nor may a vector that a loop
 * carries on, such as a sum, be the one whose method is called: C2 has only the profile to tell it that vector's class, which an
 * early compilation lacks, and each becomes an object for good. As the argument of the next vector's method it is checked instead.
 */
final class VectorExp {

    private static final VectorSpecies<Float> FLOATS = VectorProvider.WIDEST_32;
    private static final VectorSpecies<Double> DOUBLES = VectorProvider.WIDEST_64;

    private VectorExp() {}

    /**
     * Computes s_t &lt;- exp(s_t - max) for t = part, part + LANES, ... below {@code whole}, a vector at each, and
     * their sums.
     *
     * @param s modified
     * @param sums modified from {@code part} on
     */
    static void exponentials(float[] s, int part, int whole, float max, float[] sums) {
        FloatVector lowest = FloatVector.broadcast(FLOATS, Exp32.LOWEST);
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int t = part; t < whole; t += ScalarKernel32.LANES) {
            FloatVector x = FloatVector.fromArray(FLOATS, s, t).sub(max);
            x = x.blend(lowest, x.compare(VectorOperators.LT, lowest));
            FloatVector shifted = x.fma(Exp32.LOG2E, Exp32.ROUND);
            FloatVector k = shifted.sub(Exp32.ROUND);
            FloatVector r = k.fma(FloatVector.broadcast(FLOATS, -Exp32.LN2_HIGH), x);
            r = k.fma(FloatVector.broadcast(FLOATS, -Exp32.LN2_LOW), r);
            FloatVector p = r.fma(Exp32.C7, Exp32.C6);
            p = p.fma(r, FloatVector.broadcast(FLOATS, Exp32.C5));
            p = p.fma(r, FloatVector.broadcast(FLOATS, Exp32.C4));
            p = p.fma(r, FloatVector.broadcast(FLOATS, Exp32.C3));
            p = p.fma(r, FloatVector.broadcast(FLOATS, Exp32.C2));
            p = p.fma(r, FloatVector.broadcast(FLOATS, 1));
            p = p.fma(r, FloatVector.broadcast(FLOATS, 1));
            FloatVector e = p.mul(shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, Exp32.MANTISSA_BITS)
                    .reinterpretAsFloats());
            e.intoArray(s, t);
            sum = e.add(sum);
        }
        sum.intoArray(sums, part);
    }

    /** Does the same in float64. */
    static void exponentials(double[] s, int part, int whole, double max, double[] sums) {
        of(s, part, whole, ScalarKernel64.LANES, max, s, 0);
        DoubleVector sum = DoubleVector.zero(DOUBLES);
        for (int t = part; t < whole; t += ScalarKernel64.LANES) {
            sum = DoubleVector.fromArray(DOUBLES, s, t).add(sum);
        }
        sum.intoArray(sums, part);
    }

    /** Computes e_{at + t} &lt;- exp(x_t - max) for t = from, from + step, ... below {@code to}, a vector at each. */
    static void of(double[] x, int from, int to, int step, double max, double[] e, int at) {
        DoubleVector lowest = DoubleVector.broadcast(DOUBLES, Exp64.LOWEST);
        for (int t = from; t < to; t += step) {
            DoubleVector y = DoubleVector.fromArray(DOUBLES, x, t).sub(max);
            y = y.blend(lowest, y.compare(VectorOperators.LT, lowest));
            DoubleVector shifted = y.fma(Exp64.LOG2E, Exp64.ROUND);
            DoubleVector k = shifted.sub(Exp64.ROUND);
            DoubleVector r = k.fma(DoubleVector.broadcast(DOUBLES, -Exp64.LN2_HIGH), y);
            r = k.fma(DoubleVector.broadcast(DOUBLES, -Exp64.LN2_LOW), r);
            DoubleVector p = r.fma(Exp64.C13, Exp64.C12);
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, Exp64.C11));
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, Exp64.C10));
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, Exp64.C9));
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, Exp64.C8));
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, Exp64.C7));
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, Exp64.C6));
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, Exp64.C5));
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, Exp64.C4));
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, Exp64.C3));
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, Exp64.C2));
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, 1));
            p = p.fma(r, DoubleVector.broadcast(DOUBLES, 1));
            p.mul(shifted.reinterpretAsLongs()
                            .lanewise(VectorOperators.LSHL, Exp64.MANTISSA_BITS)
                            .reinterpretAsDoubles())
                    .intoArray(e, at + t);
        }
    }
}
