package icd.energy;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** See {@link Energy#of}. */
record FormulaEnergy(String name, int n, ToDoubleFunction<double[]> formula) implements Energy {

    FormulaEnergy {
        Check.atLeast("Energy.of", "n", 1, n);
    }

    @Override
    public double value(double[] s) {
        Check.length(name, "state", s, n);
        return formula.applyAsDouble(s);
    }

    @Override
    public void gradient(double[] s, double[] gradient) {
        Differences.gradient(formula, s, gradient);
    }

    @Override
    public R064Store gradient(MatrixStore<Double> s) {
        double[] gradient = new double[n];
        double error = Differences.gradient(formula, Check.vector(name, "state", s, n), gradient);
        told("gradient", s, error);
        return R064Store.wrap(gradient);
    }

    @Override
    public R064Store hessian(MatrixStore<Double> s) {
        double[] hessian = new double[n * n];
        double error = Differences.hessian(this, Check.vector(name, "state", s, n), hessian);
        told("Hessian", s, error);
        return R064Store.wrap(hessian, n);
    }

    /**
     * Throws for a user who asks for a derivative, rather than return a number that may be wrong in its first digits.
     */
    private void told(String derivative, MatrixStore<Double> s, double error) {
        if (!(error == 0)) {
            value(s); // this throws where the energy itself is not finite
            throw new ArithmeticException(String.format(
                    Locale.ROOT,
                    "%s: the %s at this state must be known to three digits, got an error of %.2g by differences; the energy has"
                            + " a kink there, or is known too roughly: implement Energy with its derivatives by formula",
                    name,
                    derivative,
                    error));
        }
    }

    @Override
    public String toString() {
        return name + " energy in R^" + n + ", derivatives by differences";
    }
}
