package icd.kernel;

/** Does the same as {@link Exp32}, in float64 and with degree 13; x below -708 counts as -708. */
final class Exp64 {

    static final double LOWEST = -708;
    static final double LOG2E = 1.4426950408889634;
    /** The number 1.5 x 2^52, so that the sum's unit in the last place is 1; and the bias of exponents. */
    static final double ROUND = 0x1.8p52 + 1023;

    static final double LN2_HIGH = 0x1.62e42fee00000p-1;
    static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    static final int MANTISSA_BITS = 52;
    static final double C2 = 1 / 2.0;
    static final double C3 = 1 / 6.0;
    static final double C4 = 1 / 24.0;
    static final double C5 = 1 / 120.0;
    static final double C6 = 1 / 720.0;
    static final double C7 = 1 / 5040.0;
    static final double C8 = 1 / 40320.0;
    static final double C9 = 1 / 362880.0;
    static final double C10 = 1 / 3628800.0;
    static final double C11 = 1 / 39916800.0;
    static final double C12 = 1 / 479001600.0;
    static final double C13 = 1 / 6227020800.0;

    private Exp64() {}

    static double of(double x) {
        x = x < LOWEST ? LOWEST : x;
        double shifted = Math.fma(x, LOG2E, ROUND);
        double k = shifted - ROUND;
        double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
        double p = Math.fma(C13, r, C12);
        p = Math.fma(p, r, C11);
        p = Math.fma(p, r, C10);
        p = Math.fma(p, r, C9);
        p = Math.fma(p, r, C8);
        p = Math.fma(p, r, C7);
        p = Math.fma(p, r, C6);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, 1);
        p = Math.fma(p, r, 1);
        return p * Double.longBitsToDouble(Double.doubleToRawLongBits(shifted) << MANTISSA_BITS); // e^r 2^k
    }
}
