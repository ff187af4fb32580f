package icd.train;

import icd.attention.AttentionLayer;
import icd.task.PromptSet;
import java.util.Arrays;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * The {@math W_PV} that fits prompts best, the rest of a layer as it is: exact, as the output is linear in it. Where training of {@math W_PV}
 * alone ends.
 *
 * <p>With {@math z_k} the output at {@math W_PV = I}, less the residual stream, and {@math t_k} the target less that stream,
 * {@math W_PV = T Z^+} makes {@math sum_k ||W_PV z_k - t_k||^2} least, and of all that do has the least norm. From as many prompts as dimensions
 * on it is unique; up to there it fits all.
 */
public final class LeastSquaresValues {

    /** Singular values below this share of the largest are rounding errors. */
    private static final double RANK = 1e-12;

    private LeastSquaresValues() {}

    /**
     * The layer with that {@math W_PV}.
     *
     * @param layer with matrices {@math W_KQ} and {@math W_PV}
     * @param prompts to fit. Not modified.
     * @throws IllegalArgumentException if the layer has no matrix {@math W_PV}, or the prompts are of another dimension
     */
    public static AttentionLayer fit(AttentionLayer layer, PromptSet prompts) {
        int n = layer.n();
        if (prompts.n() != n) {
            throw new IllegalArgumentException(
                    "LeastSquaresValues.fit: layer and prompts must be of one dimension, got n = " + n + " and n = "
                            + prompts.n());
        }
        R064Store identity = R064Store.FACTORY.make(n, n);
        identity.fillDiagonal(1.0);
        double[] stream = layer.with("W_PV", R064Store.FACTORY.make(n, n)).estimate(prompts);
        double[] output = layer.with("W_PV", identity).estimate(prompts);
        MatrixStore<Double> z = difference(output, stream, n); // n x N
        MatrixStore<Double> t = difference(prompts.targets(), stream, n); // n x N
        return layer.with("W_PV", t.multiply(inverse(z)));
    }

    private static MatrixStore<Double> difference(double[] a, double[] b, int n) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return R064Store.wrap(difference, n);
    }

    /** Z^+, N x n. */
    private static MatrixStore<Double> inverse(MatrixStore<Double> z) {
        SingularValue<Double> svd = SingularValue.R064.make(z.getColDim(), z.getRowDim());
        svd.decompose(z.transpose()); // Z^T = U S V^T, so that Z^+ = U S^+ V^T
        double[] values = svd.getSingularValues().toRawCopy1D();
        R064Store inverse = R064Store.FACTORY.make(values.length, values.length);
        for (int i = 0; i < values.length; i++) {
            inverse.set(i, i, values[i] > RANK * values[0] ? 1 / values[i] : 0);
        }
        return svd.getU().multiply(inverse).multiply(svd.getV().transpose());
    }
}
