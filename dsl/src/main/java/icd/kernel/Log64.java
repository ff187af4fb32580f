package icd.kernel;

/**
 * Computes log q in float64 for 0 &lt; q &lt;= 1, from fused multiply-adds and one division, so that vectors can repeat
 * it lane by lane to the bit.
 *
 * <p>q = 2^k m with m between sqrt(1/2) and sqrt(2), and log m = 2 artanh f with f = x / (2 + x) and x = m - 1, by its
 * series up to f^21. Where k = 0, x is the distance of q from 1, which the caller knows to more digits than q has.
 */
final class Log64 {

    /** The bits of sqrt(1/2), from which k is 0. */
    static final long ROOT_OF_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));

    static final int MANTISSA_BITS = 52;

    /** The number to whose bits a whole number is added in order to add it to the value. */
    static final double WHOLE = 0x1.8p52;

    static final long WHOLE_BITS = Double.doubleToRawLongBits(WHOLE);

    static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

    static final double C3 = 1 / 3.0;
    static final double C5 = 1 / 5.0;
    static final double C7 = 1 / 7.0;
    static final double C9 = 1 / 9.0;
    static final double C11 = 1 / 11.0;
    static final double C13 = 1 / 13.0;
    static final double C15 = 1 / 15.0;
    static final double C17 = 1 / 17.0;
    static final double C19 = 1 / 19.0;
    static final double C21 = 1 / 21.0;

    private Log64() {}

    /** @param rest q - 1 where q is above sqrt(1/2); otherwise any number */
    static double of(double q, double rest) {
        long bits = Double.doubleToRawLongBits(q);
        long k = (bits - ROOT_OF_HALF) >> MANTISSA_BITS;
        double m = Double.longBitsToDouble(bits - (k << MANTISSA_BITS));
        double x = k == 0 ? rest : m - 1;
        double f = x / (x + 2);
        double g = f * f;
        double p = Math.fma(g, C21, C19);
        p = Math.fma(p, g, C17);
        p = Math.fma(p, g, C15);
        p = Math.fma(p, g, C13);
        p = Math.fma(p, g, C11);
        p = Math.fma(p, g, C9);
        p = Math.fma(p, g, C7);
        p = Math.fma(p, g, C5);
        p = Math.fma(p, g, C3);
        double twice = f + f;
        double logOfM = Math.fma(twice * g, p, twice);
        double whole = Double.longBitsToDouble(k + WHOLE_BITS) - WHOLE;
        return Math.fma(whole, LN2_HIGH, Math.fma(whole, LN2_LOW, logOfM));
    }
}
