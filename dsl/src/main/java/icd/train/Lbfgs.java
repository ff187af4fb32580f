package icd.train;

import icd.describe.Describe;
import icd.describe.RefusedException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * L-BFGS (Nocedal 1980) without line search, one iteration a step, as PyTorch has it: {@math theta += t d} with {@math d = -H g}, where H
 * approximates the inverse Hessian by the last {@code history} pairs of a change s of {@math theta} and the change y of the gradient.
 * The first step has {@math d = -g} and {@math t = min(1, 1/|g|_1) "rate"}. Then {@math t = "rate"}, and H is made pair by pair from the oldest,
 * beginning with {@math (y.s / y.y) I} of the newest:
 *
 * {@equation
 *   H = (I - s y^T / y.s) H' (I - y s^T / y.s) + s s^T / y.s
 * }
 *
 * <p>A pair with {@math y.s &lt;= 1e-10} is left out. No step is made where the largest entry of the gradient is at most 1e-7, or where d is
 * hardly a descent, {@math g.d &gt; -1e-9}.
 *
 * @param rate &gt; 0; 1 for Newton's length
 * @param history pairs that are kept, &gt; 0
 */
@Describe("L-BFGS over all prompts, without line search")
public record Lbfgs(
        @Describe(value = "length of a step, 1 for Newton's", above = 0, byDefault = "1")
        double rate,

        @Describe(value = "how many steps are remembered", min = 1, max = 1000, byDefault = "10")
        int history)
        implements Optimiser {

    private static final double LEAST_CURVATURE = 1e-10;
    private static final double FLAT = 1e-7;
    private static final double HARDLY_DOWN = -1e-9;

    public Lbfgs {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new RefusedException("Lbfgs", "rate", "be > 0 and finite", rate);
        }
        if (!(history > 0)) {
            throw new RefusedException("Lbfgs", "history", "be > 0", history);
        }
    }

    @Override
    public boolean needsAllPrompts() {
        return true;
    }

    /**
     * {@code change} (parameters) is the last change of {@math theta}, {@code gradient} (parameters) that before it; {@code s} and {@code y}
     * (history x parameters) are the pairs, the oldest first, of which there are {@code pairs} (1).
     */
    @Override
    public SequencedMap<String, double[]> start(int parameters) {
        SequencedMap<String, double[]> state = new LinkedHashMap<>();
        state.put("change", new double[parameters]);
        state.put("gradient", new double[parameters]);
        state.put("s", new double[history * parameters]);
        state.put("y", new double[history * parameters]);
        state.put("pairs", new double[1]);
        return state;
    }

    @Override
    public void step(
            long step, double factor, double[] theta, double[] gradient, SequencedMap<String, double[]> state) {
        double[] change = state.get("change");
        double[] before = state.get("gradient");
        if (!(largest(gradient) > FLAT)) {
            return;
        }
        if (step > 1) {
            remember(change, before, gradient, state);
        }
        System.arraycopy(gradient, 0, before, 0, gradient.length);
        double[] direction = direction(gradient, state);
        if (dot(gradient, 0, direction, 0, theta.length) > HARDLY_DOWN) {
            return;
        }
        double length = factor * rate * (step == 1 ? Math.min(1, 1 / sumOfAbsolutes(gradient)) : 1);
        for (int i = 0; i < theta.length; i++) {
            change[i] = length * direction[i];
            theta[i] += change[i];
        }
    }

    private void remember(double[] change, double[] before, double[] gradient, SequencedMap<String, double[]> state) {
        int p = change.length;
        double curvature = 0;
        for (int i = 0; i < p; i++) {
            curvature += (gradient[i] - before[i]) * change[i];
        }
        if (!(curvature > LEAST_CURVATURE)) {
            return;
        }
        double[] s = state.get("s");
        double[] y = state.get("y");
        int pairs = (int) state.get("pairs")[0];
        if (pairs == history) {
            pairs--;
            System.arraycopy(s, p, s, 0, pairs * p);
            System.arraycopy(y, p, y, 0, pairs * p);
        }
        for (int i = 0; i < p; i++) {
            s[pairs * p + i] = change[i];
            y[pairs * p + i] = gradient[i] - before[i];
        }
        state.get("pairs")[0] = pairs + 1.0;
    }

    /** -H g, by the two loops of Nocedal. */
    private static double[] direction(double[] gradient, SequencedMap<String, double[]> state) {
        int p = gradient.length;
        double[] s = state.get("s");
        double[] y = state.get("y");
        int pairs = (int) state.get("pairs")[0];
        double[] direction = new double[p];
        for (int i = 0; i < p; i++) {
            direction[i] = -gradient[i];
        }
        double[] shares = new double[pairs];
        for (int k = pairs - 1; k >= 0; k--) {
            shares[k] = dot(s, k * p, direction, 0, p) / dot(y, k * p, s, k * p, p);
            add(-shares[k], y, k * p, direction);
        }
        if (pairs > 0) {
            int newest = (pairs - 1) * p;
            double scale = dot(y, newest, s, newest, p) / dot(y, newest, y, newest, p);
            for (int i = 0; i < p; i++) {
                direction[i] *= scale;
            }
        }
        for (int k = 0; k < pairs; k++) {
            add(shares[k] - dot(y, k * p, direction, 0, p) / dot(y, k * p, s, k * p, p), s, k * p, direction);
        }
        return direction;
    }

    private static void add(double factor, double[] values, int from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * values[from + i];
        }
    }

    private static double dot(double[] a, int fromA, double[] b, int fromB, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[fromA + i] * b[fromB + i];
        }
        return sum;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double sumOfAbsolutes(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }
}
