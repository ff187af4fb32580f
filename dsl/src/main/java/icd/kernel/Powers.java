package icd.kernel;

/**
 * Powers q^e of many numbers q between 0 and 1 in float64, as entmax and its kin weigh tokens. The log and the exp are our own, operation
 * by operation the same on vectors and without; sums run over eight partial sums, as those of {@link TokenKernel} do. For one thread.
 *
 * <p>Accuracy: some 1e-16 max(1, |e log q|) of each power; those below 1e-307 are 0.
 */
public interface Powers {

    /**
     * r_t = q_t^e, and 0 where q_t &lt;= 0. The number q is 1 + c d; where there is a shift and c d is at most -1/2, it is (shift + (1 + s d))
     * inverse, which is the same with more of its digits.
     *
     * @param d numbers &lt;= 0; minus infinity gives 0. Not modified.
     * @param shift NaN for none
     * @param e above 0
     * @param r as many numbers. Modified; may be d.
     * @param sums three numbers: the sums of r_t, r_t / q_t and r_t / q_t^2. Modified.
     */
    void along(double[] d, double c, double s, double shift, double inverse, double e, double[] r, double[] sums);

    /**
     * y_t^e, and 0 where y_t is.
     *
     * @param y numbers from 0 to 1. Not modified, unless they are the powers.
     * @param e above 0
     * @param powers as many numbers. Modified; may be y.
     */
    void of(double[] y, double e, double[] powers);
}
