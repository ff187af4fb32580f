package icd.math;

import java.math.BigDecimal;

/**
 * Computes a share of a count, with the share taken as the number that was written: 0.29 of 100 is 29, although the
 * double nearest to 0.29 times 100 is 28.999999999999996.
 *
 * <p>A double stands for k / (2 count) where it is the double nearest to that, so that 1 / 3.0 of 300 is 100; otherwise for
 * the shortest decimal that gives it ({@link Double#toString}).
 */
public final class Share {

    private Share() {}

    /**
     * Returns floor(share x count), exactly.
     *
     * @param share in [0, 1]
     * @param count &gt;= 0
     * @throws IllegalArgumentException if one is out of range
     */
    public static int floor(double share, int count) {
        return (int) (halves(share, count) / 2);
    }

    /**
     * Returns the whole number nearest to share x count, exactly; of two as near, the larger. Arguments as for {@link
     * #floor}.
     */
    public static int round(double share, int count) {
        return (int) ((halves(share, count) + 1) / 2);
    }

    /** Returns floor(2 share x count). */
    private static long halves(double share, int count) {
        if (!(share >= 0 && share <= 1 && count >= 0)) {
            throw new IllegalArgumentException(
                    "Share: share must be in [0, 1] and count >= 0, got " + share + " and " + count);
        }
        long twice = 2L * count;
        double whole = Math.rint(share * twice);
        return whole / twice == share
                ? (long) whole
                : BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(twice)).longValue();
    }
}
