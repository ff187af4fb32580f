package icd.kernel;

/** Products with n x n matrices in float64. Each result is a sum in order of fused multiply-adds, whatever the lanes. */
public interface DenseKernel {

    /**
     * y = W x.
     *
     * @param columns W, column-major. Not modified.
     * @param atW where W begins
     * @param x n numbers from {@code atX}. Not modified.
     * @param y n numbers. Modified; must not be x.
     */
    void multiply(double[] columns, int atW, int n, double[] x, int atX, double[] y);

    /**
     * S &lt;- S + a b^T.
     *
     * @param a n numbers. Not modified.
     * @param b n numbers from {@code atB}. Not modified.
     * @param sum S, n x n row-major from {@code atS}. Modified.
     */
    void addOuter(double[] a, double[] b, int atB, int n, double[] sum, int atS);
}
