package icd.kernel;

/** Products with small matrices in float64. Each result is a sum in order of fused multiply-adds, whatever the lanes. */
public interface DenseKernel {

    /**
     * y = W x, for W of r rows and c columns.
     *
     * @param columns W, column-major. Not modified.
     * @param atW where W begins
     * @param x c numbers from {@code atX}. Not modified.
     * @param y r numbers. Modified; must not be x.
     */
    void multiply(double[] columns, int atW, int r, int c, double[] x, int atX, double[] y);

    /** y = W x for a square W, n x n. */
    default void multiply(double[] columns, int atW, int n, double[] x, int atX, double[] y) {
        multiply(columns, atW, n, n, x, atX, y);
    }

    /**
     * S &lt;- S + a b^T, for S of r rows and c columns.
     *
     * @param a r numbers. Not modified.
     * @param b c numbers from {@code atB}. Not modified.
     * @param sum S, row-major from {@code atS}. Modified.
     */
    void addOuter(double[] a, double[] b, int atB, int r, int c, double[] sum, int atS);

    /** S &lt;- S + a b^T for a square S, n x n. */
    default void addOuter(double[] a, double[] b, int atB, int n, double[] sum, int atS) {
        addOuter(a, b, atB, n, n, sum, atS);
    }
}
