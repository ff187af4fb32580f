package icd.energy;

import icd.math.Finite;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * A scalar function E(s) of a state s in {@math R^n}, its memories fixed.
 *
 * <p>Users may implement it: {@link #value} is enough. Missing derivatives are computed by central differences: the
 * gradient to about twelve digits, the Hessian to about eight, whatever the scale of the state and of the energy
 * ({@link icd.math.Slope}). Each component of a gradient takes four values or more. Several threads may use an
 * implementation at a time.
 */
public interface Energy {

    /** Returns the name in tables and figures. */
    String name();

    /** Returns the dimension of the state. */
    int n();

    /** @param s n numbers. Not modified. */
    double value(double[] s);

    /**
     * Computes grad E(s).
     *
     * @param s n numbers. Not modified.
     * @param gradient n numbers. Modified; must not be s.
     */
    default void gradient(double[] s, double[] gradient) {
        Differences.gradient(this::value, s, gradient);
    }

    /**
     * Computes the Hessian of E at s.
     *
     * @param s n numbers. Not modified.
     * @param hessian n x n, symmetric. Modified.
     */
    default void hessian(double[] s, double[] hessian) {
        Differences.hessian(this, s, hessian);
    }

    /** Returns the terms whose sum is {@link #value}, by name. */
    default SequencedMap<String, Double> terms(double[] s) {
        SequencedMap<String, Double> terms = new LinkedHashMap<>();
        terms.put(name(), value(s));
        return terms;
    }

    /**
     * Returns the step {@math gamma} at which {@math s - gamma P grad E(s)} is the update this energy is known by; empty where there is
     * none.
     */
    default OptionalDouble rate() {
        return OptionalDouble.empty();
    }

    /**
     * Returns a sentence that says why E has no lower bound, so that descents may diverge; empty where it has one, or
     * where that is not known.
     */
    default Optional<String> unbounded() {
        return Optional.empty();
    }

    /**
     * Computes {@math "gradient" &lt;- P "gradient"}: descent moves against this direction; P is positive definite, and by default
     * I.
     *
     * @param s where the gradient was taken, n numbers. Not modified.
     * @param gradient n numbers. Modified.
     */
    default void precondition(double[] s, double[] gradient) {}

    /**
     * Returns E(s) of a state n x 1.
     *
     * @throws IllegalArgumentException if the state is not finite, or E(s) is not finite where its formula is
     */
    default double value(MatrixStore<Double> s) {
        return Check.value(name(), this, value(Check.vector(name(), "state", s, n())));
    }

    /** Returns grad E(s), n x 1, at a state n x 1; throws as {@link #value(MatrixStore)}. */
    default R064Store gradient(MatrixStore<Double> s) {
        double[] gradient = new double[n()];
        gradient(Check.vector(name(), "state", s, n()), gradient);
        return R064Store.wrap(Finite.numbers(name(), "gradient", gradient));
    }

    /** Returns the Hessian of E, n x n, at a state n x 1; throws as {@link #value(MatrixStore)}. */
    default R064Store hessian(MatrixStore<Double> s) {
        double[] hessian = new double[n() * n()];
        hessian(Check.vector(name(), "state", s, n()), hessian);
        return R064Store.wrap(Finite.numbers(name(), "Hessian", hessian), n());
    }

    /** Returns the terms of E(s), of a state n x 1. */
    default SequencedMap<String, Double> terms(MatrixStore<Double> s) {
        return terms(Check.vector(name(), "state", s, n()));
    }

    /**
     * Returns an energy from its value alone, derivatives by differences. Its {@link #gradient(MatrixStore)} and {@link
     * #hessian(MatrixStore)} throw {@link ArithmeticException} where differences do not determine the derivative, as at
     * a kink.
     *
     * @throws IllegalArgumentException if n is not positive
     */
    static Energy of(String name, int n, ToDoubleFunction<double[]> value) {
        return new FormulaEnergy(name, n, value);
    }
}
