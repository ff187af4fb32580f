package icd.attention;

import icd.kernel.DenseKernel;
import icd.kernel.Kernel;
import icd.math.RandomStream;
import icd.task.PromptSet;
import java.util.List;
import java.util.Locale;
import org.ojalgo.matrix.store.R064Store;

/**
 * One layer of attention with merged weight matrices, its output read at the query:
 *
 * <pre>
 *   linear  (equation 11):  x^ = (1/L) W_PV X X^T W_KQ x~
 *   softmax (equation 12):  x^ = W_PV X softmax(X^T W_KQ x~)
 * </pre>
 *
 * The query is neither key nor value, and there is no residual stream: the paper's form.
 */
public final class MatrixAttention implements Attention {

    private final Similarity similarity;
    private final int n;
    private final double[] theta;

    private MatrixAttention(Similarity similarity, int n, double[] theta) {
        this.similarity = similarity;
        this.n = n;
        this.theta = theta;
    }

    /**
     * The layer with these weights.
     *
     * @param kq W_KQ, n x n. Not modified.
     * @param pv W_PV, n x n. Not modified.
     * @throws IllegalArgumentException if they are not square and of one size
     */
    public static MatrixAttention of(Similarity similarity, R064Store kq, R064Store pv) {
        int n = kq.getRowDim();
        if (kq.getColDim() != n || pv.getRowDim() != n || pv.getColDim() != n) {
            throw new IllegalArgumentException("MatrixAttention.of: W_KQ and W_PV must be n x n, got " + kq.getRowDim()
                    + " x " + kq.getColDim() + " and " + pv.getRowDim() + " x " + pv.getColDim());
        }
        double[] theta = new double[2 * n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                theta[i * n + j] = kq.doubleValue(i, j);
                theta[(n + i) * n + j] = pv.doubleValue(i, j);
            }
        }
        return new MatrixAttention(similarity, n, theta);
    }

    /** Every entry uniform in [-1/sqrt n, 1/sqrt n], as in the paper. */
    public static MatrixAttention uniform(Similarity similarity, int n, RandomStream random) {
        double bound = 1 / Math.sqrt(n);
        double[] theta = new double[2 * n * n];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = random.uniform(-bound, bound);
        }
        return new MatrixAttention(similarity, n, theta);
    }

    /** Every entry normal with mean 0. */
    public static MatrixAttention normal(Similarity similarity, int n, double standardDeviation, RandomStream random) {
        double[] theta = new double[2 * n * n];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = standardDeviation * random.gaussian();
        }
        return new MatrixAttention(similarity, n, theta);
    }

    /** W_KQ = beta I and W_PV = alpha I. With softmax, alpha = 1 and beta = 1/sigma_Z^2, it is equation 13. */
    public static MatrixAttention identity(Similarity similarity, int n, double alpha, double beta) {
        double[] theta = new double[2 * n * n];
        for (int i = 0; i < n; i++) {
            theta[i * n + i] = beta;
            theta[(n + i) * n + i] = alpha;
        }
        return new MatrixAttention(similarity, n, theta);
    }

    @Override
    public String name() {
        return similarity.toString();
    }

    public Similarity similarity() {
        return similarity;
    }

    @Override
    public int n() {
        return n;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("W_KQ", n, n), new Parameter("W_PV", n, n));
    }

    @Override
    public double[] theta() {
        return theta.clone();
    }

    @Override
    public MatrixAttention with(double[] theta) {
        if (theta.length != this.theta.length) {
            throw new IllegalArgumentException("MatrixAttention.with: theta must hold 2 n^2 = " + this.theta.length
                    + " numbers, got " + theta.length);
        }
        return new MatrixAttention(similarity, n, theta.clone());
    }

    /** W_KQ (a copy). */
    public R064Store keyQuery() {
        return matrix(0);
    }

    /** W_PV (a copy). */
    public R064Store projectionValue() {
        return matrix(n * n);
    }

    private R064Store matrix(int at) {
        R064Store copy = R064Store.FACTORY.make(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                copy.set(i, j, theta[at + i * n + j]);
            }
        }
        return copy;
    }

    /** Mean of the diagonal of W_PV. */
    public double alpha() {
        return meanDiagonal(n * n);
    }

    /** Mean of the diagonal of W_KQ. */
    public double beta() {
        return meanDiagonal(0);
    }

    private double meanDiagonal(int at) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += theta[at + i * n + i];
        }
        return sum / n;
    }

    @Override
    public Pass pass(PromptSet prompts, Kernel kernel) {
        return new MatrixPass(similarity.over(n, prompts, kernel), prompts, kernel.dense());
    }

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        Kernel kernel = Kernel.chosen();
        Pass pass = new MatrixPass(similarity.overOnce(n, prompts, kernel), prompts, kernel.dense());
        pass.load(theta);
        for (int k = from; k < to; k++) {
            pass.forward(k, estimates, k * n);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s attention, n = %d, mean diagonals alpha = %.4g and beta = %.4g",
                similarity,
                n,
                alpha(),
                beta());
    }

    private static final class MatrixPass implements Pass {

        private final Retrieval retrieval;
        private final double[] queries;
        private final DenseKernel dense;
        private final int n;
        private final double[] columns; // W_KQ and W_PV, column-major: for products with them
        private final double[] rows; // the same, row-major: for products with their transposes
        private final double[] u;
        private final double[] m;
        private final double[] output;
        private final double[] g;
        private final double[] du;

        MatrixPass(Retrieval retrieval, PromptSet prompts, DenseKernel dense) {
            this.retrieval = retrieval;
            this.queries = prompts.queries();
            this.dense = dense;
            this.n = prompts.n();
            this.columns = new double[2 * n * n];
            this.rows = new double[2 * n * n];
            this.u = new double[n];
            this.m = new double[n];
            this.output = new double[n];
            this.g = new double[n];
            this.du = new double[n];
        }

        @Override
        public void load(double[] theta) {
            System.arraycopy(theta, 0, rows, 0, rows.length);
            for (int at = 0; at < rows.length; at += n * n) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        columns[at + j * n + i] = theta[at + i * n + j];
                    }
                }
            }
        }

        @Override
        public void forward(int k, double[] estimate, int to) {
            dense.multiply(columns, 0, n, queries, k * n, u); // u = W_KQ x~
            retrieval.retrieve(k, u, m);
            dense.multiply(columns, n * n, n, m, 0, output); // x^ = W_PV m
            System.arraycopy(output, 0, estimate, to, n);
        }

        @Override
        public void backward(int k, double[] residual, double[] gradient) {
            dense.multiply(rows, n * n, n, residual, 0, g); // g = W_PV^T r
            retrieval.pullBack(k, m, g, du);
            dense.addOuter(du, queries, k * n, n, gradient, 0); // dW_KQ += du x~^T
            dense.addOuter(residual, m, 0, n, gradient, n * n); // dW_PV += r m^T
        }
    }
}
