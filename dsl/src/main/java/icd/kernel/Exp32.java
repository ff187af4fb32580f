package icd.kernel;

/**
 * Computes e^x for x &lt;= 0 in float32, from a polynomial of degree 7 and fused multiply-adds alone, so that vectors
 * can repeat it lane by lane to the bit.
 *
 * <p>x = k ln 2 + r with |r| &lt;= ln(2)/2; adding {@link #ROUND} leaves k and the bias in the lowest bits of the
 * sum, which shifted are the number 2^k. Relative error below 2 units in the last place; x below -87 counts as -87, which
 * keeps every result a normal number. NaN gives NaN, whatever its lower bits: it is a factor of the result.
 */
final class Exp32 {

    static final float LOWEST = -87;
    static final float LOG2E = 1.44269504f;
    /** The number 1.5 x 2^23, so that the sum's unit in the last place is 1; and the bias of exponents. */
    static final float ROUND = 0x1.8p23f + 127;
    /** The number ln 2 in two parts, the first with enough trailing zeros for k times it to be exact. */
    static final float LN2_HIGH = 0x1.62e4p-1f;

    static final float LN2_LOW = 0x1.7f7d1cp-20f;
    static final int MANTISSA_BITS = 23;
    static final float C2 = 1 / 2f;
    static final float C3 = 1 / 6f;
    static final float C4 = 1 / 24f;
    static final float C5 = 1 / 120f;
    static final float C6 = 1 / 720f;
    static final float C7 = 1 / 5040f;

    private Exp32() {}

    static float of(float x) {
        x = x < LOWEST ? LOWEST : x;
        float shifted = Math.fma(x, LOG2E, ROUND);
        float k = shifted - ROUND;
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
        float p = Math.fma(C7, r, C6);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, 1);
        p = Math.fma(p, r, 1);
        return p * Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << MANTISSA_BITS); // e^r 2^k
    }
}
