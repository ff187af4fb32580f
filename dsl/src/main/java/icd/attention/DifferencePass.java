package icd.attention;

import icd.kernel.Precision;
import icd.task.PromptSet;

/** A pass through any layer by its estimates alone, the gradients by central differences. */
final class DifferencePass implements Pass {

    /** Relative steps that balance truncation against rounding in the estimates. */
    private static final double STEP_64 = Math.cbrt(0x1p-52);

    private static final double STEP_32 = Math.cbrt(0x1p-23);

    private final Attention layer;
    private final PromptSet prompts; // whose queries are the next field
    private final double[] queries;
    private final double[] estimates;
    private final int n;
    private final double step;
    private Attention loaded;
    private double[] theta;

    DifferencePass(Attention layer, PromptSet prompts) {
        this.layer = layer;
        this.queries = prompts.queries().clone();
        this.prompts = prompts.withQueries(queries);
        this.estimates = new double[queries.length];
        this.n = prompts.n();
        this.step = prompts.precision() == Precision.FLOAT32 ? STEP_32 : STEP_64;
    }

    @Override
    public void load(double[] theta) {
        this.theta = theta.clone();
        this.loaded = layer.with(theta);
    }

    @Override
    public void forward(int k, double[] query, int at, double[] estimate, int to) {
        System.arraycopy(query, at, queries, k * n, n);
        loaded.estimate(prompts, k, k + 1, estimates);
        System.arraycopy(estimates, k * n, estimate, to, n);
    }

    @Override
    public void backward(int k, double[] residual, double[] gradient, double[] queryGradient) {
        for (int p = 0; p < theta.length; p++) {
            double value = theta[p];
            double h = step * Math.max(1, Math.abs(value));
            theta[p] = value + h;
            double above = along(layer.with(theta), k, residual);
            theta[p] = value - h;
            gradient[p] += (above - along(layer.with(theta), k, residual)) / (2 * h);
            theta[p] = value;
        }
        if (queryGradient != null) {
            for (int i = 0; i < n; i++) {
                double value = queries[k * n + i];
                double h = step * Math.max(1, Math.abs(value));
                queries[k * n + i] = value + h;
                double above = along(loaded, k, residual);
                queries[k * n + i] = value - h;
                queryGradient[i] += (above - along(loaded, k, residual)) / (2 * h);
                queries[k * n + i] = value;
            }
        }
    }

    /** The estimate for prompt k, times the residual. */
    private double along(Attention layer, int k, double[] residual) {
        layer.estimate(prompts, k, k + 1, estimates);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum = Math.fma(estimates[k * n + i], residual[i], sum);
        }
        return sum;
    }
}
