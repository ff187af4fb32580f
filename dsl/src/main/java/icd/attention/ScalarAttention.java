package icd.attention;

import icd.kernel.Kernel;
import icd.task.PromptSet;
import java.util.List;

/**
 * {@link MatrixAttention} with W_KQ = beta I and W_PV = alpha I, and beta and alpha alone to train.
 *
 * @param similarity linear or softmax
 * @param n ambient dimension
 * @param beta inverse temperature
 * @param alpha scale of the output
 */
public record ScalarAttention(Similarity similarity, int n, double beta, double alpha) implements Attention {

    @Override
    public String name() {
        return similarity + "_scalar";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("beta"), new Parameter("alpha"));
    }

    @Override
    public double[] theta() {
        return new double[] {beta, alpha};
    }

    @Override
    public ScalarAttention with(double[] theta) {
        if (theta.length != 2) {
            throw new IllegalArgumentException(
                    "ScalarAttention.with: theta must hold beta and alpha, got " + theta.length + " numbers");
        }
        return new ScalarAttention(similarity, n, theta[0], theta[1]);
    }

    @Override
    public Pass pass(PromptSet prompts, Kernel kernel) {
        return new ScalarPass(similarity.over(n, prompts, kernel), prompts);
    }

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        Pass pass = new ScalarPass(similarity.overOnce(n, prompts, Kernel.chosen()), prompts);
        pass.load(theta());
        for (int k = from; k < to; k++) {
            pass.forward(k, estimates, k * n);
        }
    }

    private static final class ScalarPass implements Pass {

        private final Retrieval retrieval;
        private final double[] queries;
        private final int n;
        private final double[] u;
        private final double[] m;
        private final double[] g;
        private final double[] du;
        private double beta;
        private double alpha;

        ScalarPass(Retrieval retrieval, PromptSet prompts) {
            this.retrieval = retrieval;
            this.queries = prompts.queries();
            this.n = prompts.n();
            this.u = new double[n];
            this.m = new double[n];
            this.g = new double[n];
            this.du = new double[n];
        }

        @Override
        public void load(double[] theta) {
            beta = theta[0];
            alpha = theta[1];
        }

        @Override
        public void forward(int k, double[] estimate, int to) {
            for (int i = 0; i < n; i++) {
                u[i] = beta * queries[k * n + i];
            }
            retrieval.retrieve(k, u, m);
            for (int i = 0; i < n; i++) {
                estimate[to + i] = alpha * m[i];
            }
        }

        @Override
        public void backward(int k, double[] residual, double[] gradient) {
            for (int i = 0; i < n; i++) {
                g[i] = alpha * residual[i];
            }
            retrieval.pullBack(k, m, g, du);
            for (int i = 0; i < n; i++) {
                gradient[0] = Math.fma(du[i], queries[k * n + i], gradient[0]);
                gradient[1] = Math.fma(residual[i], m[i], gradient[1]);
            }
        }
    }
}
