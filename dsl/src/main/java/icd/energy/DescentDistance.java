package icd.energy;

import icd.attention.Attention;
import icd.attention.Pass;
import icd.kernel.Kernel;
import icd.kernel.Workers;
import icd.math.Digits;
import icd.math.Estimate;
import icd.math.LeastAngle;
import icd.task.PromptSet;
import java.util.Arrays;

/**
 * How far a layer or a stack is from K steps of descent on the energy of linear attention, {@math ||s||^2/2 - (c/2) s^T S s} with
 * {@math S = X X^T / L}, from the query:
 *
 * {@equation
 *   D x~,   D = [(1 - gamma) I + gamma c S]^K.
 * }
 *
 * <p>{@math gamma} and c are those whose estimates are nearest to the layer's, in the mean square over the prompts: with
 * {@math 1 - gamma = r cos t} and {@math gamma c = r sin t}, least squares in {@math r^K} and a search over t.
 *
 * <p>The three distances are those of von Oswald et al. 2023 (Figure 2), each a mean over prompts. J is the layer's Jacobian in the query.
 *
 * @param steps K
 * @param rate {@math gamma}; with c it is unique up to the sign of D's base where K is even
 * @param product c; NaN where {@math gamma = 0}
 * @param prediction {@math ||f - D x~|| / ||f||}, f the layer's estimate: 0 where they agree
 * @param sensitivity the cosine between J and D, products of like entries: 1 where they are parallel
 * @param model {@math ||J - D|| / ||J||}: 0 where they agree
 */
public record DescentDistance(
        int steps, double rate, double product, Estimate prediction, Estimate sensitivity, Estimate model) {

    /**
     * Measures a layer on prompts.
     *
     * @param steps at least 1
     * @throws IllegalArgumentException if steps are not positive, there are fewer than two prompts, or layer and prompts are of several
     *     dimensions
     */
    public static DescentDistance of(Attention layer, PromptSet prompts, int steps) {
        if (!(steps >= 1)) {
            throw new IllegalArgumentException("DescentDistance.of: steps must be >= 1, got " + steps);
        }
        if (!(prompts.size() >= 2)) {
            throw new IllegalArgumentException(
                    "DescentDistance.of: there must be at least two prompts, got " + prompts.size());
        }
        int n = prompts.n();
        int size = prompts.size();
        double[] f = layer.estimate(prompts);
        Fit fit = new Fit(prompts, f, steps);
        double t = LeastAngle.of(angle -> -fit.gained(angle));
        double r = fit.radius(t);
        double keep = r * Math.cos(t);
        double gain = r * Math.sin(t);
        double[] prediction = new double[size];
        double[] sensitivity = new double[size];
        double[] model = new double[size];
        Pass pass = layer.pass(prompts, Kernel.chosen());
        pass.load(layer.theta());
        double[] unused = new double[layer.theta().length];
        for (int k = 0; k < size; k++) {
            Workers.poll();
            double[] base = new double[n * n];
            for (int i = 0; i < n * n; i++) {
                base[i] = gain * prompts.secondMoments()[k * n * n + i] + (i % (n + 1) == 0 ? keep : 0);
            }
            double[] D = power(base, n, steps);
            double[] J = jacobian(pass, prompts, k, unused);
            double[] descended = times(D, prompts.queries(), k * n, n);
            prediction[k] = Math.sqrt(distance(f, k * n, descended, n) / square(f, k * n, n));
            double product = 0;
            for (int i = 0; i < n * n; i++) {
                product += J[i] * D[i];
            }
            double square = square(J, 0, n * n);
            sensitivity[k] = product / Math.sqrt(square * square(D, 0, n * n));
            model[k] = Math.sqrt(distance(J, 0, D, n * n) / square);
        }
        double rate = 1 - keep;
        return new DescentDistance(
                steps,
                rate,
                rate == 0 ? Double.NaN : gain / rate,
                Estimate.mean(prediction),
                Estimate.mean(sensitivity),
                Estimate.mean(model));
    }

    /** Mean products over prompts of S^i x~ with S^j x~ and with f. */
    private static final class Fit {

        private final int steps;
        private final double[] powers; // E x~ S^k x~
        private final double[] overlaps; // E f S^k x~

        Fit(PromptSet prompts, double[] f, int steps) {
            int n = prompts.n();
            this.steps = steps;
            this.powers = new double[2 * steps + 1];
            this.overlaps = new double[steps + 1];
            for (int k = 0; k < prompts.size(); k++) {
                double[] S = Arrays.copyOfRange(prompts.secondMoments(), k * n * n, (k + 1) * n * n);
                double[] y = Arrays.copyOfRange(prompts.queries(), k * n, (k + 1) * n);
                for (int power = 0; power <= 2 * steps; power++) {
                    for (int i = 0; i < n; i++) {
                        powers[power] += y[i] * prompts.queries()[k * n + i] / prompts.size();
                        if (power <= steps) {
                            overlaps[power] += y[i] * f[k * n + i] / prompts.size();
                        }
                    }
                    y = times(S, y, 0, n);
                }
            }
        }

        /** Coefficients of (cos t + sin t S)^K. */
        private double[] coefficients(double t) {
            double[] c = new double[steps + 1];
            double binomial = 1;
            for (int i = 0; i <= steps; i++) {
                c[i] = binomial * Math.pow(Math.cos(t), steps - i) * Math.pow(Math.sin(t), i);
                binomial *= (double) (steps - i) / (i + 1);
            }
            return c;
        }

        private double overlap(double[] c) {
            double sum = 0;
            for (int i = 0; i <= steps; i++) {
                sum += c[i] * overlaps[i];
            }
            return steps % 2 == 0 ? Math.max(0, sum) : sum;
        }

        private double square(double[] c) {
            double sum = 0;
            for (int i = 0; i <= steps; i++) {
                for (int j = 0; j <= steps; j++) {
                    sum += c[i] * c[j] * powers[i + j];
                }
            }
            return sum;
        }

        /** By how much the mean squared distance falls below E|f|^2. */
        double gained(double t) {
            double[] c = coefficients(t);
            return overlap(c) * overlap(c) / square(c);
        }

        /** r, of either sign where K is odd. */
        double radius(double t) {
            double[] c = coefficients(t);
            double number = overlap(c) / square(c);
            return Math.copySign(Math.pow(Math.abs(number), 1.0 / steps), number);
        }
    }

    private static double[] jacobian(Pass pass, PromptSet prompts, int k, double[] unused) {
        int n = prompts.n();
        double[] jacobian = new double[n * n];
        double[] estimate = new double[n];
        for (int i = 0; i < n; i++) {
            double[] row = new double[n];
            double[] unit = new double[n];
            unit[i] = 1;
            pass.forward(k, prompts.queries(), k * n, estimate, 0);
            pass.backward(k, unit, unused, row);
            System.arraycopy(row, 0, jacobian, i * n, n);
        }
        return jacobian;
    }

    private static double[] power(double[] base, int n, int exponent) {
        double[] power = base;
        for (int step = 1; step < exponent; step++) {
            double[] next = new double[n * n];
            for (int i = 0; i < n; i++) {
                System.arraycopy(times(base, power, i * n, n), 0, next, i * n, n); // all are symmetric
            }
            power = next;
        }
        return power;
    }

    /** A x of a symmetric matrix A. */
    private static double[] times(double[] A, double[] x, int at, int n) {
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                y[i] = Math.fma(A[i * n + j], x[at + j], y[i]);
            }
        }
        return y;
    }

    private static double distance(double[] a, int at, double[] b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (a[at + i] - b[i]) * (a[at + i] - b[i]);
        }
        return sum;
    }

    private static double square(double[] a, int at, int length) {
        return distance(a, at, new double[length], length);
    }

    @Override
    public String toString() {
        return Digits.text(
                "from %d %s of descent of rate %.4g at c = %.4g: prediction %.4g, cosine of sensitivities %.4g, model %.4g",
                steps,
                steps == 1 ? "step" : "steps",
                rate,
                product,
                prediction.value(),
                sensitivity.value(),
                model.value());
    }
}
