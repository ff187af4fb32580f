package icd.energy;

import icd.math.PredictionMap;

/** F(z) = -(1/beta) Omega*(z) with z = beta X^T s: weights y(z) that may be exactly zero. */
final class FenchelYoung extends ScoreEnergy {

    private final double beta;
    private final PredictionMap map;

    FenchelYoung(double beta, PredictionMap map) {
        super("hopfield_fenchel_young_" + map.name(), beta, 1, 1, Metric.PLAIN);
        this.beta = beta;
        this.map = map;
    }

    @Override
    String potentialName() {
        return "conjugate";
    }

    private double map(Tokens t) {
        System.arraycopy(t.z, 0, t.scores(), 0, t.L);
        return map.map(t.scores(), t.packed());
    }

    @Override
    double potential(Tokens t, double[] s) {
        return -map(t) / beta;
    }

    @Override
    double weigh(Tokens t, double[] s) {
        map(t);
        System.arraycopy(t.packed(), 0, t.z, 0, t.L);
        return 1;
    }

    /**
     * Column j is beta X J (row j of X), J being the Jacobian of y.
     *
     * @throws ArithmeticException if it is more than a double holds
     */
    @Override
    void curvature(Tokens t, double[] s, double[] c) {
        map(t);
        double[] y = t.packed();
        double[] row = new double[t.L];
        double[] column = new double[t.n];
        for (int j = 0; j < t.n; j++) {
            t.row(j, row);
            map.pullBack(y, row, row);
            System.arraycopy(row, 0, t.z, 0, t.L);
            t.weightedSum(t.z, beta, column);
            for (int i = 0; i < t.n; i++) {
                if (!Double.isFinite(column[i])) {
                    throw new ArithmeticException(name()
                            + ": the Hessian at this state must be within the range of a double, got an entry beyond it"
                            + "; weights that are small powers of scores answer to a change without bound");
                }
                c[i * t.n + j] = column[i];
            }
        }
        for (int i = 0; i < t.n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (c[i * t.n + j] + c[j * t.n + i]);
                c[i * t.n + j] = mean;
                c[j * t.n + i] = mean;
            }
        }
    }

    @Override
    String arguments() {
        return "(" + beta + ")";
    }

    @Override
    public String toString() {
        return name() + ", beta = " + beta;
    }
}
