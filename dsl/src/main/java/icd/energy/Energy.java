package icd.energy;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A scalar function E(s) of a state s in R^n, its memories fixed.
 *
 * <p>Open to users: {@link #value} is enough. What is left out is found by central differences: the gradient to about nine
 * digits, the Hessian to about five (from the value alone) or eight (from the gradient). Implementations must be usable by
 * several threads at a time.
 */
public interface Energy {

    /** What tables and figures call it. */
    String name();

    /** Dimension of the state. */
    int n();

    /** @param s n numbers. Not modified. */
    double value(double[] s);

    /**
     * grad E(s).
     *
     * @param s n numbers. Not modified.
     * @param gradient n numbers. Modified; must not be s.
     */
    default void gradient(double[] s, double[] gradient) {
        Differences.gradient(this, s, gradient);
    }

    /**
     * The Hessian of E at s.
     *
     * @param s n numbers. Not modified.
     * @param hessian n x n, symmetric. Modified.
     */
    default void hessian(double[] s, double[] hessian) {
        Differences.hessian(this, s, hessian);
    }

    /** The terms that {@link #value} is the sum of, by name. */
    default SequencedMap<String, Double> terms(double[] s) {
        SequencedMap<String, Double> terms = new LinkedHashMap<>();
        terms.put(name(), value(s));
        return terms;
    }
}
