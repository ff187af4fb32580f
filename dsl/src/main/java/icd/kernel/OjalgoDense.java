package icd.kernel;

import java.util.Arrays;
import org.ojalgo.array.operation.AXPY;

/** Products by ojAlgo's AXPY, column by column and row by row. */
final class OjalgoDense implements DenseKernel {

    private final DenseKernel others;

    /** @param others draws prompts, which are then the same for every kernel */
    OjalgoDense(DenseKernel others) {
        this.others = others;
    }

    @Override
    public void multiply(double[] columns, int atW, int r, int c, double[] x, int atX, double[] y) {
        Arrays.fill(y, 0, r, 0);
        for (int j = 0; j < c; j++) {
            AXPY.invoke(y, 0, x[atX + j], columns, atW + j * r, 0, r);
        }
    }

    @Override
    public void addOuter(double[] a, double[] b, int atB, int r, int c, double[] sum, int atS) {
        for (int i = 0; i < r; i++) {
            AXPY.invoke(sum, atS + i * c, a[i], b, atB, 0, c);
        }
    }

    @Override
    public void addProduct(
            double[] b, int down, int across, int r, int c, double[] y, int atY, int stride, int count, double[] x) {
        others.addProduct(b, down, across, r, c, y, atY, stride, count, x);
    }
}
