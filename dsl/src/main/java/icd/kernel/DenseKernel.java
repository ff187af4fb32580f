package icd.kernel;

/**
 * Products with small matrices in float64. Each result is a sum, in order, of fused multiply-adds, whatever the number
 * of lanes.
 */
public interface DenseKernel {

    /**
     * Computes {@math y = W x}, for W of r rows and c columns.
     *
     * @param columns W, column-major. Not modified.
     * @param atW the index where W begins
     * @param x c numbers from {@code atX}. Not modified.
     * @param y r numbers. Modified; must not be x.
     */
    void multiply(double[] columns, int atW, int r, int c, double[] x, int atX, double[] y);

    /** Computes {@math y = W x} for a square W, n x n. */
    default void multiply(double[] columns, int atW, int n, double[] x, int atX, double[] y) {
        multiply(columns, atW, n, n, x, atX, y);
    }

    /**
     * Computes {@math S &lt;- S + a b^T}, for S of r rows and c columns.
     *
     * @param a r numbers. Not modified.
     * @param b c numbers from {@code atB}. Not modified.
     * @param sum S, row-major from {@code atS}. Modified.
     */
    void addOuter(double[] a, double[] b, int atB, int r, int c, double[] sum, int atS);

    /**
     * Computes {@math X &lt;- X + B Y}, for B of r rows and c columns: many points from their coordinates. It is quick where Y
     * fits into the nearest caches, so ask for a hundred points or so at a time.
     *
     * @param b entry (i, j) of B at {@code i down + j across}. Not modified.
     * @param y entry (j, t) of Y at {@code atY + j stride + t}. Not modified.
     * @param count the number of columns of Y and X
     * @param x X, r x count, row-major. Modified.
     */
    void addProduct(
            double[] b, int down, int across, int r, int c, double[] y, int atY, int stride, int count, double[] x);

    /** Computes {@math S &lt;- S + a b^T} for a square S, n x n. */
    default void addOuter(double[] a, double[] b, int atB, int n, double[] sum, int atS) {
        addOuter(a, b, atB, n, n, sum, atS);
    }
}
