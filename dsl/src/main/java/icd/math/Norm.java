package icd.math;

/** The length {@math ||x||} of a vector of any finite size: squares that would overflow or vanish are taken of scaled numbers. */
public final class Norm {

    /** Sums of squares within these bounds have lost nothing that matters to the range of doubles. */
    private static final double LEAST = 0x1p-900;

    private static final double MOST = Double.MAX_VALUE;

    private Norm() {}

    /**
     * {@math sqrt(sum x_i^2)}.
     *
     * @param x n numbers from {@code at}. Not modified.
     * @return NaN or infinite where a number is, or where the length itself exceeds what a double can hold
     */
    public static double of(double[] x, int at, int n) {
        double square = 0;
        for (int i = 0; i < n; i++) {
            square = Math.fma(x[at + i], x[at + i], square);
        }
        return square >= LEAST && square <= MOST ? Math.sqrt(square) : scaled(x, at, n);
    }

    private static double scaled(double[] x, int at, int n) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(x[at + i]));
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        int exponent = Math.getExponent(largest);
        double square = 0;
        for (int i = 0; i < n; i++) {
            double unit = Math.scalb(x[at + i], -exponent);
            square = Math.fma(unit, unit, square);
        }
        return Math.scalb(Math.sqrt(square), exponent);
    }
}
