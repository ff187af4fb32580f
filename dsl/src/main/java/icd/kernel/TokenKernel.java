package icd.kernel;

import java.util.List;

/**
 * The passes over one prompt's context X (n x L, row-major, rows filled with zeros to a length of {@code stride}, as
 * {@link TokenStack} lays it out: coordinate i of token t at {@code at + i stride + t}). Arrays with one number per token are
 * of length {@code stride} too, and zero from L on.
 *
 * <p>Sums over tokens run over 512 bits' worth of partial sums (sixteen in float32, eight in float64), token t going
 * to sum t mod 16, which are then combined in one order; sums over coordinates run in order; each step is one fused
 * multiply-add. So the bits do not depend on the width of the hardware's vectors, nor on whether there are any.
 *
 * <p>Arguments are not checked here; the callers in {@code icd.attention} and {@code icd.denoise} own their shapes.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface TokenKernel<A> {

    /** Returns an array of this many zeros. */
    A allocate(int length);

    /**
     * Computes {@math s = X^T u}, one score per token.
     *
     * @param x context. Not modified.
     * @param u n numbers. Not modified.
     * @param s one number per token. Modified.
     */
    void scores(A x, int at, int n, int stride, double[] u, A s);

    /**
     * Computes the scores of several vectors, to the bits of {@link #scores(Object, int, int, int, double[], Object)}.
     *
     * @param u vectors of n numbers. Not modified.
     * @param s one number per token for each of them. Modified.
     */
    default void scores(A x, int at, int n, int stride, List<double[]> u, List<A> s) {
        for (int l = 0; l < u.size(); l++) {
            scores(x, at, n, stride, u.get(l), s.get(l));
        }
    }

    /**
     * Computes {@math s_t &lt;- exp(s_t - max s)}, so that no score overflows, however large.
     *
     * <p>Accuracy: relative error below 2 units in the last place; a score further than 87 (float32) or 708 (float64)
     * below the largest counts as that far below.
     *
     * @param s scores; numbers from L on may be anything, and become zero. Modified.
     * @return the sum of the exponentials, at least 1; NaN if a score is
     */
    double exponentiate(A s, int L, int stride);

    /**
     * Computes {@math c_t &lt;- e_t (c_t - "mean")}: the response of softmax weights to a change of their scores.
     *
     * @param e weights. Not modified.
     * @param c one number per token. Modified.
     */
    void reweigh(A e, double mean, A c, int stride);

    /**
     * Computes {@math m = "scale" X w}, a weighted sum of the tokens.
     *
     * @param x context. Not modified.
     * @param w weights, from {@code atW} on. Not modified.
     * @param m n numbers from {@code atM}. Modified.
     */
    void weightedSum(A x, int at, int n, int stride, A w, int atW, double scale, double[] m, int atM);

    /**
     * Computes several weighted sums of the tokens, to the bits of {@link #weightedSum}.
     *
     * @param w weights, one per token for each sum. Not modified.
     * @param scale one number for each sum. Not modified.
     * @param m n numbers for each sum. Modified.
     */
    default void weightedSums(A x, int at, int n, int stride, List<A> w, double[] scale, List<double[]> m) {
        for (int l = 0; l < w.size(); l++) {
            weightedSum(x, at, n, stride, w.get(l), 0, scale[l], m.get(l), 0);
        }
    }

    /** Returns the largest of the first L scores; minus infinity if all are NaN. */
    double max(A s, int L);

    /**
     * Computes {@math "sum"_t &lt;- "sum"_t + "scale" (x_t - "shift")^2}, for one row of numbers per token.
     *
     * @param x row, from {@code at} on. Not modified.
     * @param sum one number per token. Modified.
     */
    void addSquares(A x, int at, double shift, double scale, A sum, int stride);

    /**
     * Computes {@math y_t = x_t - v}, every token relative to v, to the precision of y: v may have more digits than the tokens.
     * From L on y is -v.
     *
     * @param x context. Not modified.
     * @param v n numbers from {@code atV}. Not modified.
     * @param y n rows of {@code stride} numbers. Modified.
     */
    void subtract(A x, int at, int n, int stride, double[] v, int atV, A y);

    /**
     * Computes {@math "product"_t = w_t x_t}.
     *
     * @param w one number per token. Not modified.
     * @param x row, from {@code at} on. Not modified.
     * @param product one number per token. Modified.
     */
    void multiply(A w, A x, int at, A product, int stride);

    /**
     * Copies the first L numbers into doubles.
     *
     * @param s one number per token. Not modified.
     * @param values at least L numbers. The first L are modified.
     */
    void read(A s, int L, double[] values);

    /**
     * Copies L doubles to the front, rounded to this kernel's precision; the numbers after them stay.
     *
     * @param values at least L numbers. Not modified.
     * @param s one number per token. Modified.
     */
    void write(double[] values, int L, A s);

    /**
     * Computes {@math C = X X^T / L}.
     *
     * @param x context. Not modified.
     * @param c n x n from {@code atC}, symmetric. Modified.
     */
    default void secondMoment(A x, int at, int n, int L, int stride, double[] c, int atC) {
        for (int i = 0; i < n; i++) {
            weightedSum(x, at, n, stride, x, at + i * stride, 1.0 / L, c, atC + i * n);
        }
    }

    /**
     * Returns the sum of all numbers from {@code from} to {@code to}: one pass over memory, with which epochs are
     * compared. It reads four quarters side by side, as processors fetch ahead for each of a few walks: from memory this
     * takes two thirds of the time of one walk (measured).
     */
    double sum(A x, int from, int to);
}
