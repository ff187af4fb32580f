package icd.denoise;

import icd.task.PromptSet;
import java.util.Arrays;
import org.ojalgo.RecoverableCondition;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.matrix.task.SolverTask;

/**
 * x^ = M x~, fitted to prompts: see {@link Baselines#leastSquares}.
 *
 * @param n dimension
 * @param m M, n x n, row-major; owned
 */
record LeastSquares(int n, double[] m) implements Denoiser {

    static LeastSquares fit(PromptSet training) {
        int n = training.n();
        int exponent = exponent(training.queries());
        MatrixStore<Double> queries = scaled(training.queries(), exponent, n); // n x N
        MatrixStore<Double> targets = scaled(training.targets(), exponent, n);
        MatrixStore<Double> gram = queries.multiply(queries.transpose());
        MatrixStore<Double> cross = queries.multiply(targets.transpose());
        Eigenvalue<Double> spread = Eigenvalue.R064.make(n, true);
        spread.decompose(gram);
        double least = spread.getD().doubleValue(n - 1, n - 1); // sorted by falling eigenvalue
        MatrixStore<Double> map; // M^T, since (Q Q^T) M^T = Q Y^T
        try {
            if (!(least > 1e-12 * spread.getD().doubleValue(0, 0))) {
                throw new RecoverableCondition("eigenvalue " + least); // a solver would answer with rounding errors
            }
            map = SolverTask.R064.make(gram, cross).solve(gram, cross);
        } catch (RecoverableCondition e) {
            throw new IllegalArgumentException(
                    "Baselines.leastSquares: the queries must span R^" + n + ", got " + training.size()
                            + " that do not",
                    e);
        }
        return new LeastSquares(n, map.toRawCopy1D()); // column-major M^T is row-major M
    }

    /** The exponent of the largest number, where squares would overflow or vanish; 0 where they would not. */
    private static int exponent(double[] numbers) {
        double largest = 0;
        for (double number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        int exponent = Math.getExponent(largest);
        return largest > 0 && Math.abs(exponent) > 300 ? exponent : 0;
    }

    private static MatrixStore<Double> scaled(double[] numbers, int exponent, int n) {
        return R064Store.wrap(
                Arrays.stream(numbers)
                        .map(number -> Math.scalb(number, -exponent))
                        .toArray(),
                n);
    }

    @Override
    public String name() {
        return "least_squares";
    }

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        if (prompts.n() != n) {
            throw new IllegalArgumentException("Baselines.leastSquares: training and other prompts must be of one"
                    + " dimension, got n = " + n + " and n = " + prompts.n());
        }
        for (int k = from; k < to; k++) {
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum = Math.fma(m[i * n + j], prompts.queries()[k * n + j], sum);
                }
                estimates[k * n + i] = sum;
            }
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
