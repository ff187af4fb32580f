package icd.claim;

import icd.math.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Steps down energies without using their gradient, and random contexts and states for them. */
final class Steps {

    static final int N = 4;
    static final int L = 7;

    private Steps() {}

    interface Case {
        double[] of(MatrixStore<Double> X, double[] s);
    }

    /** Evaluates the same function on random contexts and states, five times. */
    static double[] cases(Laboratory lab, Case of) {
        List<double[]> parts = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            RandomStream random = lab.stream("contexts", k);
            R064Store X = Vectors.gaussian(N, L, random);
            parts.add(of.of(X, Vectors.gaussian(N, random)));
        }
        return Vectors.concatenate(parts);
    }

    /**
     * Returns s - step grad E(s), with the gradient from central differences of the value. Contexts and states here are
     * of size 1, so the step of the difference need not be searched for as {@link icd.math.Slope} does.
     */
    static double[] down(ToDoubleFunction<double[]> energy, double[] s, double step) {
        double[] gradient = new double[s.length];
        double[] shifted = s.clone();
        for (int i = 0; i < s.length; i++) {
            double h = Math.cbrt(0x1p-52) * Math.max(1, Math.abs(s[i]));
            shifted[i] = s[i] + h;
            double above = energy.applyAsDouble(shifted);
            shifted[i] = s[i] - h;
            gradient[i] = (above - energy.applyAsDouble(shifted)) / (2 * h);
            shifted[i] = s[i];
        }
        return Vectors.combine(1, s, -step, gradient);
    }

    /** Returns (1 - step/alpha) s + step X softmax(beta X^T s), equation 17. */
    static double[] update(MatrixStore<Double> X, double alpha, double beta, double step, double[] s) {
        double[] p = Vectors.softmax(Vectors.times(X.transpose(), s), beta);
        return Vectors.combine(1 - step / alpha, s, step, Vectors.times(X, p));
    }
}
