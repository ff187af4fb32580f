package icd.energy;

import java.util.function.ToDoubleFunction;

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
    public String toString() {
        return name + " energy in R^" + n + ", derivatives by differences";
    }
}
