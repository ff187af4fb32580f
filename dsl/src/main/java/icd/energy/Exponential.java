package icd.energy;

/**
 * F(z) = -sum_t exp z_t with z = beta X^T s. Beyond scores of 709 it is -infinity: {@link LogSumExp} is its logarithm.
 */
final class Exponential extends ScoreEnergy {

    private final double beta;

    Exponential(double beta) {
        super("exponential", beta, 0, Double.NaN, Metric.PLAIN);
        this.beta = beta;
    }

    @Override
    String potentialName() {
        return name();
    }

    @Override
    double potential(Tokens t, double[] s) {
        double unit = StrictMath.exp(t.max());
        return -unit * t.exponentiate();
    }

    @Override
    double weigh(Tokens t, double[] s) {
        double unit = StrictMath.exp(t.max());
        t.exponentiate();
        return beta * unit;
    }

    @Override
    void curvature(Tokens t, double[] s, double[] c) {
        double factor = beta * weigh(t, s);
        t.moments(t.z, null, factor, c);
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
