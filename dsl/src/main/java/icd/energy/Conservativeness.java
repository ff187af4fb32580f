package icd.energy;

import icd.denoise.Denoiser;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * How far a map s -> f(s) is from a gradient: ||J - J^T||_F / ||J||_F, J its Jacobian, averaged over prompts.
 *
 * <p>0 where J is symmetric, as the gradient of any energy has it (equation A.18); 2 where it is antisymmetric; sqrt 2 is
 * what unrelated matrices give. 0 where J = 0.
 *
 * @param asymmetry the mean of the ratio
 * @param standardError of that mean; NaN for a single prompt
 * @param prompts how many
 */
public record Conservativeness(double asymmetry, double standardError, int prompts) {

    /**
     * The ratio of one Jacobian.
     *
     * @param jacobian n x n. Not modified.
     * @throws IllegalArgumentException if it is not square or not finite
     */
    public static double of(MatrixStore<Double> jacobian) {
        int n = jacobian.getRowDim();
        return ratio(Check.matrix("conservativeness", "Jacobian", jacobian, n, n), n);
    }

    /**
     * The ratio of any differentiable map R^n to R^n at a state, its Jacobian by central differences (nine digits).
     *
     * @param s n x 1. Not modified.
     */
    public static double of(UnaryOperator<double[]> map, MatrixStore<Double> s) {
        int n = (int) s.count();
        double[] state = Check.vector("conservativeness", "state", s, n);
        double[] jacobian = new double[n * n];
        for (int j = 0; j < n; j++) {
            double h = Math.cbrt(0x1p-52) * Math.max(1, Math.abs(state[j]));
            double[] above = state.clone();
            double[] below = state.clone();
            above[j] += h;
            below[j] -= h;
            above = map.apply(above);
            below = map.apply(below);
            if (above.length != n) {
                throw new IllegalArgumentException(
                        "conservativeness: map must lead from R^" + n + " to itself, got " + above.length + " numbers");
            }
            for (int i = 0; i < n; i++) {
                jacobian[i * n + j] = (above[i] - below[i]) / (2 * h);
            }
        }
        return ratio(jacobian, n);
    }

    /**
     * Of a denoiser as a map from query to estimate, its Jacobians at the prompts' queries by central differences: any attention
     * layer, descent or baseline whose estimate is smooth in the query. (Not of sampling, whose draws change with the query.)
     */
    public static Conservativeness of(Denoiser denoiser, PromptSet prompts) {
        int n = prompts.n();
        int size = prompts.size();
        double unit = prompts.precision() == Precision.FLOAT32 ? 0x1p-23 : 0x1p-52;
        double[] jacobians = new double[size * n * n];
        double[] shifted = prompts.queries().clone();
        PromptSet moved = prompts.withQueries(shifted);
        double[] above = new double[size * n];
        double[] below = new double[size * n];
        double[] steps = new double[size];
        for (int j = 0; j < n; j++) {
            Workers.poll();
            for (int k = 0; k < size; k++) {
                steps[k] = Math.cbrt(unit) * Math.max(1, Math.abs(prompts.queries()[k * n + j]));
                shifted[k * n + j] = prompts.queries()[k * n + j] + steps[k];
            }
            denoiser.estimate(moved, 0, size, above);
            for (int k = 0; k < size; k++) {
                shifted[k * n + j] = prompts.queries()[k * n + j] - steps[k];
            }
            denoiser.estimate(moved, 0, size, below);
            for (int k = 0; k < size; k++) {
                shifted[k * n + j] = prompts.queries()[k * n + j];
                for (int i = 0; i < n; i++) {
                    jacobians[(k * n + i) * n + j] = (above[k * n + i] - below[k * n + i]) / (2 * steps[k]);
                }
            }
        }
        double[] ratios = new double[size];
        double[] jacobian = new double[n * n];
        for (int k = 0; k < size; k++) {
            System.arraycopy(jacobians, k * n * n, jacobian, 0, n * n);
            ratios[k] = ratio(jacobian, n);
        }
        return of(ratios);
    }

    static Conservativeness of(double[] ratios) {
        double sum = 0;
        for (double ratio : ratios) {
            sum += ratio;
        }
        double mean = sum / ratios.length;
        double spread = 0;
        for (double ratio : ratios) {
            spread = Math.fma(ratio - mean, ratio - mean, spread);
        }
        return new Conservativeness(mean, Math.sqrt(spread / (ratios.length - 1) / ratios.length), ratios.length);
    }

    static double ratio(double[] j, int n) {
        double square = 0;
        double difference = 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double d = j[i * n + k] - j[k * n + i];
                difference = Math.fma(d, d, difference);
                square = Math.fma(j[i * n + k], j[i * n + k], square);
            }
        }
        return square == 0 ? 0 : Math.sqrt(difference / square);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "||J - J^T|| / ||J|| = %.4g ± %.2g over %d prompts (0: a gradient)",
                asymmetry,
                standardError,
                prompts);
    }
}
