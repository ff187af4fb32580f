package icd.kernel;

/**
 * Powers of many numbers in float64, with which entmax and similar maps weigh tokens. The log and the exp are our own, operation by
 * operation the same with vectors and without; sums run over eight partial sums, as those of {@link TokenKernel} do. Only one thread
 * may use it.
 *
 * <p>Accuracy: the relative error is some {@math 1e-16 max(1, |e log q|)} for each power; powers below 1e-307 are 0.
 */
public abstract class Powers {

    /** The exponent up to which powers are multiplied, as rounding errors grow with each factor. */
    private static final double MOST_MULTIPLIED = 5;

    /** The relative error of an exponent that changes no digit of a power. */
    private static final double NOTHING = 0x1p-50;

    private final String name;

    Powers(String name) {
        this.name = name;
    }

    /**
     * Computes
     *
     * {@equation
     *   p_t = (e^(k l) + s d_t)_+^(1/k) = e^l q_t^(1/k),     q_t = 1 + s d_t e^(-k l).
     * }
     *
     * @param d m numbers &lt;= 0, and others after them; minus infinity gives 0. Not modified.
     * @param k above 0, so that e^(-k l) is finite
     * @param l at most 0
     * @param p m numbers. Modified; may be d.
     * @param sums two numbers: the sum of {@math p_t}, and its derivative by l, the sum of {@math p_t / q_t}. Modified.
     */
    public final void deformed(double[] d, int m, double s, double k, double l, double[] p, double[] sums) {
        if (areMultiplied(k)) {
            double root = StrictMath.exp(k * l);
            shifted(d, m, s, root, 0.5 * StrictMath.rint(2 / k), p, sums);
            sums[1] *= root;
        } else {
            double inverse = StrictMath.exp(-k * l);
            double shift = k * l < -1 ? Double.NaN : StrictMath.expm1(k * l);
            along(d, m, s, shift, inverse, 1 / k, l, p, sums);
        }
    }

    /**
     * Computes {@math y_t^e}, and 0 where {@math y_t} is 0.
     *
     * @param y m numbers from 0 to 1, and others after them. Not modified, unless they are the powers.
     * @param e above 0
     * @param powers m numbers. Modified; may be y.
     * @param sums two numbers. Modified.
     */
    public final void of(double[] y, int m, double e, double[] powers, double[] sums) {
        if (isMultiplied(e)) {
            shifted(y, m, 1, 0, e, powers, sums);
        } else {
            raised(y, m, e, powers);
        }
    }

    /** Returns whether powers with the exponent 1/k are multiplied, which takes a tenth of the time that logarithms take. */
    public static boolean areMultiplied(double k) {
        double e = 0.5 * StrictMath.rint(2 / k);
        return isMultiplied(e) && Math.abs(e * k - 1) <= NOTHING;
    }

    private static boolean isMultiplied(double e) {
        return e >= 1 && e <= MOST_MULTIPLIED && 2 * e == StrictMath.rint(2 * e);
    }

    /**
     * Computes {@math r_t = e^l q_t^e}, and 0 where {@math q_t &lt;= 0}. The number q is 1 + c d with c = s inverse; where there is a
     * shift and c d is at most -1/2, it is (shift + (1 + s d)) inverse, which is the same number with more correct digits.
     *
     * @param shift a shift, NaN for none
     * @param sums two numbers: the sums of {@math r_t} and {@math r_t / q_t}. Modified.
     */
    abstract void along(
            double[] d, int m, double s, double shift, double inverse, double e, double l, double[] r, double[] sums);

    /**
     * Computes {@math r_t = w_t^e} of {@math w_t = (s d_t + "root")_+}, by multiplications and at most one square root.
     *
     * @param e 1, 1.5, 2, 2.5, and so on
     * @param sums two numbers: the sums of {@math r_t} and of {@math w_t^{e - 1}} over {@math w_t > 0}. Modified.
     */
    abstract void shifted(double[] d, int m, double s, double root, double e, double[] r, double[] sums);

    /** Computes {@math y_t^e} by logarithms, or roots. */
    abstract void raised(double[] y, int m, double e, double[] powers);

    @Override
    public String toString() {
        return name;
    }
}
