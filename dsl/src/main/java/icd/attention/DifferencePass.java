package icd.attention;

import icd.kernel.Precision;
import icd.math.Slope;
import icd.task.PromptSet;

/** A pass through any layer by its estimates alone, the gradients by central differences. */
final class DifferencePass implements Pass {

    private final Attention layer;
    private final PromptSet prompts; // whose queries are the next field
    private final double[] queries;
    private final double[] estimates;
    private final int n;
    private final double unit;
    private final Slope slope;
    private final double[] centre = new double[1];
    private final double[] derivative = new double[1];
    private Attention loaded;
    private double[] theta;

    DifferencePass(Attention layer, PromptSet prompts) {
        this.layer = layer;
        this.queries = prompts.queries().clone();
        this.prompts = prompts.withQueries(queries);
        this.estimates = new double[queries.length];
        this.n = prompts.n();
        this.unit = prompts.precision() == Precision.FLOAT32 ? Slope.UNIT_32 : Slope.UNIT_64;
        this.slope = new Slope(1, unit);
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
        along(loaded, k, residual, centre);
        for (int p = 0; p < theta.length; p++) {
            int parameter = p;
            double value = theta[p];
            double length = Slope.length(theta, 0, theta.length, p);
            Slope.Curve curve = (t, along) -> {
                theta[parameter] = value + t;
                return along(layer.with(theta), k, residual, along);
            };
            slope.of(curve, length, Slope.smallest(value, Slope.UNIT_64), centre, derivative);
            gradient[p] += derivative[0];
            theta[p] = value;
        }
        if (queryGradient != null) {
            for (int i = 0; i < n; i++) {
                int coordinate = k * n + i;
                double value = queries[coordinate];
                double length = Slope.length(queries, k * n, n, i);
                Slope.Curve curve = (t, along) -> {
                    queries[coordinate] = value + t;
                    return along(loaded, k, residual, along);
                };
                slope.of(curve, length, Slope.smallest(value, unit), centre, derivative);
                queryGradient[i] += derivative[0];
                queries[coordinate] = value;
            }
        }
    }

    /** The estimate for prompt k, times the residual, and how far rounding may have put it off. */
    private double along(Attention layer, int k, double[] residual, double[] along) {
        layer.estimate(prompts, k, k + 1, estimates);
        double sum = 0;
        double size = 0;
        for (int i = 0; i < n; i++) {
            double term = estimates[k * n + i] * residual[i];
            sum += term;
            size += Math.abs(term);
        }
        along[0] = sum;
        return unit * size;
    }
}
