package icd.attention;

import icd.describe.Kinds;
import icd.kernel.DenseKernel;
import icd.kernel.Kernel;
import icd.task.PromptSet;
import java.util.List;

/**
 * One hidden layer of units, which sees the query and no context:
 *
 * {@equation
 *   x^ = W_out phi(W_in x~ + b_in).
 * }
 *
 * <p>A {@link LayerStack} has it between its layers, on a residual stream of its own. A new one has W_out = 0, so that the stream passes it by;
 * unit j then reads coordinate j mod n, with a sign that changes every n units, so that all units can be trained from there.
 *
 * <p>Parameters: {@code W_in} (h x n), {@code b_in} (h) and {@code W_out} (n x h).
 */
final class Mlp extends GradientByFormula {

    private final int n;
    private final int hidden;
    private final Activation activation;
    private final double[] theta;

    private Mlp(int n, int hidden, Activation activation, double[] theta) {
        this.n = n;
        this.hidden = hidden;
        this.activation = activation;
        this.theta = theta;
    }

    /** @param hidden h &gt; 0 */
    static Mlp of(int n, int hidden, Activation activation) {
        Mlp blank = new Mlp(n, hidden, activation, null);
        return blank.with(new Initialisation.Identity(1, 1).draw(blank.parameters(), n, null));
    }

    int hidden() {
        return hidden;
    }

    Activation activation() {
        return activation;
    }

    @Override
    public int n() {
        return n;
    }

    /** {@code mlp16}, and the activation where it is not that of recipes. */
    @Override
    public String name() {
        return "mlp" + hidden + (activation == Activation.RELU ? "" : "_" + Kinds.value(activation));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("W_in", hidden, n), new Parameter("b_in", hidden), new Parameter("W_out", n, hidden));
    }

    @Override
    double[] numbers() {
        return theta;
    }

    @Override
    public Mlp with(double[] theta) {
        NamedWeights.check("Mlp.with", parameters(), theta);
        return new Mlp(n, hidden, activation, theta.clone());
    }

    @Override
    public Pass pass(PromptSet prompts, Kernel kernel) {
        check(prompts);
        return pass(0, kernel.dense());
    }

    @Override
    public Pass passOnce(PromptSet prompts, Kernel kernel) {
        return pass(prompts, kernel);
    }

    /** @param at where its numbers begin in the theta that the pass will be given */
    Pass pass(int at, DenseKernel dense) {
        return new MlpPass(at, dense);
    }

    @Override
    public String toString() {
        return "MLP, n = " + n + ", " + hidden + " hidden units, " + Kinds.value(activation);
    }

    private final class MlpPass implements Pass {

        private final int atIn;
        private final int atBias;
        private final int atOut;
        private final DenseKernel dense;
        private final double[] inRows = new double[hidden * n];
        private final double[] inColumns = new double[hidden * n];
        private final double[] bias = new double[hidden];
        private final double[] outRows = new double[n * hidden];
        private final double[] outColumns = new double[n * hidden];
        private final double[] z = new double[hidden];
        private final double[] y = new double[hidden];
        private final double[] dz = new double[hidden];
        private final double[] output = new double[n];
        private final double[] dq = new double[n];
        private double[] query;
        private int from;

        MlpPass(int at, DenseKernel dense) {
            this.atIn = at;
            this.atBias = at + hidden * n;
            this.atOut = atBias + hidden;
            this.dense = dense;
        }

        @Override
        public void load(double[] theta) {
            LinearMapPass.copy(theta, atIn, hidden, n, inRows, inColumns);
            System.arraycopy(theta, atBias, bias, 0, hidden);
            LinearMapPass.copy(theta, atOut, n, hidden, outRows, outColumns);
        }

        @Override
        public void forward(int k, double[] query, int at, double[] estimate, int to) {
            this.query = query;
            this.from = at;
            dense.multiply(inColumns, 0, hidden, n, query, at, z);
            for (int j = 0; j < hidden; j++) {
                z[j] += bias[j]; // z = W_in x~ + b_in (h)
                y[j] = activation.of(z[j]); // y = phi(z) (h)
            }
            dense.multiply(outColumns, 0, n, hidden, y, 0, output); // x^ = W_out y (n)
            System.arraycopy(output, 0, estimate, to, n);
        }

        /** dW_out = r y^T, dz = phi'(z) o W_out^T r, dW_in = dz x~^T, db_in = dz, dx~ = W_in^T dz. */
        @Override
        public void backward(int k, double[] r, double[] gradient, double[] queryGradient) {
            dense.addOuter(r, y, 0, n, hidden, gradient, atOut);
            dense.multiply(outRows, 0, hidden, n, r, 0, dz); // rows of W_out are columns of its transpose
            for (int j = 0; j < hidden; j++) {
                dz[j] *= activation.slope(z[j], y[j]);
                gradient[atBias + j] += dz[j];
            }
            dense.addOuter(dz, query, from, hidden, n, gradient, atIn);
            if (queryGradient != null) {
                dense.multiply(inRows, 0, n, hidden, dz, 0, dq);
                for (int i = 0; i < n; i++) {
                    queryGradient[i] += dq[i];
                }
            }
        }
    }
}
