package icd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Exp32} and {@link Exp64} on whole vectors, operation by operation the same. */
final class VectorExp {

    private VectorExp() {}

    static FloatVector of(FloatVector x) {
        FloatVector lowest = spread(x, Exp32.LOWEST);
        x = x.blend(lowest, x.compare(VectorOperators.LT, lowest));
        FloatVector shifted = x.fma(Exp32.LOG2E, Exp32.ROUND);
        FloatVector k = shifted.sub(Exp32.ROUND);
        FloatVector r = k.fma(spread(x, -Exp32.LN2_LOW), k.fma(spread(x, -Exp32.LN2_HIGH), x));
        FloatVector p = r.fma(Exp32.C7, Exp32.C6);
        p = p.fma(r, spread(x, Exp32.C5));
        p = p.fma(r, spread(x, Exp32.C4));
        p = p.fma(r, spread(x, Exp32.C3));
        p = p.fma(r, spread(x, Exp32.C2));
        p = p.fma(r, spread(x, 1));
        p = p.fma(r, spread(x, 1));
        return p.mul(shifted.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, Exp32.MANTISSA_BITS)
                .reinterpretAsFloats());
    }

    static DoubleVector of(DoubleVector x) {
        DoubleVector lowest = spread(x, Exp64.LOWEST);
        x = x.blend(lowest, x.compare(VectorOperators.LT, lowest));
        DoubleVector shifted = x.fma(Exp64.LOG2E, Exp64.ROUND);
        DoubleVector k = shifted.sub(Exp64.ROUND);
        DoubleVector r = k.fma(spread(x, -Exp64.LN2_LOW), k.fma(spread(x, -Exp64.LN2_HIGH), x));
        DoubleVector p = r.fma(Exp64.C13, Exp64.C12);
        p = p.fma(r, spread(x, Exp64.C11));
        p = p.fma(r, spread(x, Exp64.C10));
        p = p.fma(r, spread(x, Exp64.C9));
        p = p.fma(r, spread(x, Exp64.C8));
        p = p.fma(r, spread(x, Exp64.C7));
        p = p.fma(r, spread(x, Exp64.C6));
        p = p.fma(r, spread(x, Exp64.C5));
        p = p.fma(r, spread(x, Exp64.C4));
        p = p.fma(r, spread(x, Exp64.C3));
        p = p.fma(r, spread(x, Exp64.C2));
        p = p.fma(r, spread(x, 1));
        p = p.fma(r, spread(x, 1));
        return p.mul(shifted.reinterpretAsLongs()
                .lanewise(VectorOperators.LSHL, Exp64.MANTISSA_BITS)
                .reinterpretAsDoubles());
    }

    private static FloatVector spread(FloatVector like, float value) {
        return FloatVector.broadcast(like.species(), value);
    }

    private static DoubleVector spread(DoubleVector like, double value) {
        return DoubleVector.broadcast(like.species(), value);
    }
}
