package icd.kernel;

/**
 * Powers {@math q^e} of many numbers q between 0 and 1 in float64, with which entmax and similar maps weigh tokens. The log and
 * the exp are our own, operation by operation the same with vectors and without; sums run over eight partial sums, as
 * those of {@link TokenKernel} do. Only one thread may use it.
 *
 * <p>Accuracy: the relative error is some {@math 1e-16 max(1, |e log q|)} for each power; powers below 1e-307 are 0.
 */
public interface Powers {

    /**
     * Computes {@math r_t = q_t^e}, and 0 where {@math q_t &lt;= 0}. The number q is 1 + c d; where there is a shift and c d is at most
     * -1/2, it is (shift + (1 + s d)) inverse, which is the same number with more correct digits.
     *
     * @param d m numbers &lt;= 0, and others after them; minus infinity gives 0. Not modified.
     * @param shift a shift, NaN for none
     * @param e above 0
     * @param r m numbers. Modified; may be d.
     * @param sums three numbers: the sums of {@math r_t}, {@math r_t / q_t} and {@math r_t / q_t^2}. Modified.
     */
    void along(
            double[] d, int m, double c, double s, double shift, double inverse, double e, double[] r, double[] sums);

    /**
     * Computes {@math r_t = w_t^e} of {@math w_t = (s d_t + q)_+}, for exponents that need neither logarithms nor exponentials.
     *
     * @param d m numbers &lt;= 0, and others after them; minus infinity gives 0. Not modified.
     * @param e 1, 1.5, 2 or 3
     * @param r m numbers. Modified; may be d.
     * @param sums two numbers or more: the sums of {@math r_t} and of {@math w_t^{e - 1}} over {@math w_t > 0}. Modified.
     */
    void shifted(double[] d, int m, double s, double q, double e, double[] r, double[] sums);

    /**
     * Computes {@math y_t^e}, and 0 where {@math y_t} is 0.
     *
     * @param y numbers from 0 to 1. Not modified, unless they are the powers.
     * @param e above 0
     * @param powers as many numbers. Modified; may be y.
     */
    void of(double[] y, double e, double[] powers);
}
