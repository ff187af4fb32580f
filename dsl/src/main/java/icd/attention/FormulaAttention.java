package icd.attention;

import icd.math.CheckedMatrix;
import icd.task.PromptSet;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;

/** See {@link Attention#of(String, int, List, double[], Formula)}. */
final class FormulaAttention implements Attention {

    private final String name;
    private final int n;
    private final List<Parameter> parameters;
    private final double[] theta;
    private final Formula formula;

    FormulaAttention(String name, int n, List<Parameter> parameters, double[] theta, Formula formula) {
        if (!(n > 0)) {
            throw new IllegalArgumentException("Attention.of: n must be > 0, got " + n);
        }
        NamedWeights.check("Attention.of", parameters, theta);
        this.name = name;
        this.n = n;
        this.parameters = parameters;
        this.theta = theta;
        this.formula = formula;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int n() {
        return n;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public double[] theta() {
        return theta.clone();
    }

    @Override
    public Attention with(double[] theta) {
        return new FormulaAttention(name, n, parameters, theta.clone(), formula);
    }

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        for (int k = from; k < to; k++) {
            MatrixStore<Double> estimate =
                    formula.estimate(theta, prompts.context(k), CheckedMatrix.of(prompts.query(k)));
            if (estimate == null) {
                throw new IllegalArgumentException(name + ": the formula's estimate must be " + n + " x 1, got null");
            }
            if (estimate.getRowDim() != n || estimate.getColDim() != 1) {
                throw new IllegalArgumentException(name + ": the formula's estimate must be " + n + " x 1, got "
                        + estimate.getRowDim() + " x " + estimate.getColDim());
            }
            for (int i = 0; i < n; i++) {
                estimates[k * n + i] = estimate.doubleValue(i, 0);
            }
        }
    }

    @Override
    public String toString() {
        return name + " attention, n = " + n + ", a formula of " + parameters + ", gradient by finite differences";
    }
}
