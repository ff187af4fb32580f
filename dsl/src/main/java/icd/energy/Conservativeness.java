package icd.energy;

import icd.denoise.Denoiser;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.Digits;
import icd.math.Finite;
import icd.math.Slope;
import icd.task.PromptSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * The distance of a map {@math s -> f(s)} from a gradient: {@math ||J - J^T||_F / ||J||_F}, J its Jacobian, averaged over prompts.
 *
 * <p>It is 0 where J is symmetric, as for the gradient of any energy (equation A.18), 2 where J is antisymmetric, and
 * {@math sqrt 2} for unrelated matrices. It is 0 where {@math J = 0}.
 *
 * @param asymmetry the mean of the ratio
 * @param standardError its standard error; NaN for a single prompt
 * @param error the estimated error of the mean from finite differences; 0 where Jacobians are by formula
 * @param prompts the number of prompts
 */
public record Conservativeness(double asymmetry, double standardError, double error, int prompts) {

    /** The error of differences from which it is printed; float32 gives this many digits. */
    private static final double TOLD = 1e-3;

    /**
     * Returns the ratio of one Jacobian.
     *
     * @param jacobian n x n. Not modified.
     * @throws IllegalArgumentException if it is not square or not finite
     */
    public static double of(MatrixStore<Double> jacobian) {
        int n = jacobian.getRowDim();
        return ratio(Check.matrix("conservativeness", "Jacobian", jacobian, n, n), n);
    }

    /**
     * Returns the ratio of any differentiable map {@math R^n} to {@math R^n} at a state, its Jacobian by central differences.
     *
     * @param s n x 1. Not modified.
     * @throws ArithmeticException if differences do not determine the Jacobian, as at a kink
     */
    public static double of(UnaryOperator<double[]> map, MatrixStore<Double> s) {
        int n = (int) s.count();
        double[] state = Check.vector("conservativeness", "state", s, n);
        double[] jacobian = new double[n * n];
        double[] centre = image(map, state.clone());
        Slope slope = new Slope(n, Slope.UNIT_64);
        double error = jacobian(
                slope,
                Slope.UNIT_64,
                state,
                0,
                centre,
                jacobian,
                (moved, value) -> System.arraycopy(image(map, moved.clone()), 0, value, 0, n));
        double ratio = ratio(jacobian, n);
        if (!(uncertainty(jacobian, ratio, error) <= 1e-2)) {
            throw new ArithmeticException(String.format(
                    Locale.ROOT,
                    "conservativeness: the map's Jacobian at this state must be known to two digits, got an error of %.2g by"
                            + " differences; the map has a kink there, or is known too roughly: give its Jacobian",
                    error));
        }
        return ratio;
    }

    private static double[] image(UnaryOperator<double[]> map, double[] state) {
        double[] image = map.apply(state);
        if (image.length != state.length) {
            throw new IllegalArgumentException("conservativeness: map must lead from R^" + state.length
                    + " to itself, got " + image.length + " numbers");
        }
        return image;
    }

    /** A map that writes its value to its second argument; the first is not modified. */
    private interface Map {
        void at(double[] state, double[] value);
    }

    /**
     * Computes the Jacobian by differences, its column j in {@code jacobian[i n + j]}.
     *
     * @param x the state, from {@code at}. Modified in the meantime.
     * @return the estimated error in the Frobenius norm
     */
    private static double jacobian(
            Slope slope, double unit, double[] x, int at, double[] centre, double[] jacobian, Map map) {
        int n = centre.length;
        double[] column = new double[n];
        double square = 0;
        for (int j = 0; j < n; j++) {
            int coordinate = at + j;
            double was = x[coordinate];
            Slope.Curve curve = (t, value) -> {
                x[coordinate] = was + t;
                map.at(x, value);
                return unit * Arrays.stream(value).map(Math::abs).max().orElse(0);
            };
            double error = slope.of(curve, Slope.length(x, at, n, j), Slope.smallest(was, unit), centre, column);
            x[coordinate] = was;
            square = Math.fma(n * error, error, square);
            for (int i = 0; i < n; i++) {
                jacobian[i * n + j] = column[i];
            }
        }
        return Math.sqrt(square);
    }

    /** Returns the possible error of the ratio of a Jacobian that has the error {@code error}. */
    private static double uncertainty(double[] jacobian, double ratio, double error) {
        double square = 0;
        for (double entry : jacobian) {
            square = Math.fma(entry, entry, square);
        }
        return square == 0 ? 0 : Math.min(2, (2 + ratio) * error / Math.sqrt(square));
    }

    /**
     * Returns the conservativeness of a denoiser as a map from query to estimate, its Jacobians at the prompts' queries
     * by central differences: it suits any attention layer, descent or baseline whose estimate is smooth in the query,
     * but not sampling, whose draws change with the query.
     */
    public static Conservativeness of(Denoiser denoiser, PromptSet prompts) {
        int n = prompts.n();
        int size = prompts.size();
        double unit = prompts.precision() == Precision.FLOAT32 ? Slope.UNIT_32 : Slope.UNIT_64;
        double[] queries = prompts.queries().clone();
        PromptSet moved = prompts.withQueries(queries);
        double[] estimates = new double[size * n];
        double[] centre = new double[n];
        double[] jacobian = new double[n * n];
        double[] ratios = new double[size];
        double error = 0;
        Slope slope = new Slope(n, unit);
        for (int k = 0; k < size; k++) {
            Workers.poll();
            int prompt = k;
            Map map = (_, value) -> {
                denoiser.estimate(moved, prompt, prompt + 1, estimates);
                System.arraycopy(estimates, prompt * n, value, 0, n);
            };
            map.at(queries, centre);
            double off = jacobian(slope, unit, queries, k * n, centre, jacobian, map);
            ratios[k] = ratio(jacobian, n);
            error += uncertainty(jacobian, ratios[k], off) / size;
        }
        return of(ratios, error);
    }

    static Conservativeness of(double[] ratios, double error) {
        double sum = 0;
        for (double ratio : ratios) {
            sum += ratio;
        }
        double mean = sum / ratios.length;
        double spread = 0;
        for (double ratio : ratios) {
            spread = Math.fma(ratio - mean, ratio - mean, spread);
        }
        return new Conservativeness(
                mean, Math.sqrt(spread / (ratios.length - 1) / ratios.length), error, ratios.length);
    }

    static double ratio(double[] jacobian, int n) {
        double largest = 0;
        for (double entry : Finite.numbers("conservativeness", "Jacobian", jacobian)) {
            largest = Math.max(largest, Math.abs(entry));
        }
        double[] j = jacobian.clone();
        for (int i = 0; i < j.length; i++) {
            // so that no square overflows; the ratio does not change
            j[i] = Math.scalb(j[i], -Math.getExponent(largest));
        }
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
        String differences =
                error > TOLD ? String.format(Locale.ROOT, ", off by up to %.1g by differences", error) : "";
        return Digits.text(
                "||J - J^T|| / ||J|| = %.4g ± %.2g over %d prompts (0: a gradient)%s",
                asymmetry, standardError, prompts, differences);
    }
}
