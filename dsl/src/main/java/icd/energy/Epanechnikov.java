package icd.energy;

/**
 * E = -(1/beta) log(eps + U), U = sum_t max(0, 1 - (beta/2) ||s - x_t||^2), the m tokens nearer than sqrt(2/beta) being
 * active:
 *
 * {@equation
 *   grad E = (m s - sum_"active" x_t) / ("eps" + U),     Hess E = m / ("eps" + U) I + beta grad E grad E^T
 * }
 *
 * Positive definite wherever a token is active, so every fixed point there is a minimum, and the centroid of its active set;
 * elsewhere E is flat. A unit step along -(eps + U)/m grad E goes to that centroid at once.
 */
final class Epanechnikov extends ScoreEnergy {

    private final double beta;
    private final double eps;

    Epanechnikov(EnergyKinds.EpanechnikovKernel kind) {
        super(kind, "epanechnikov", kind.beta(), 0, 1, Metric.PLAIN);
        this.beta = kind.beta();
        this.eps = kind.eps();
    }

    /** Returns true: a token's part of U is 1 plus its score. */
    @Override
    boolean byDistance() {
        return true;
    }

    @Override
    boolean local() {
        return true;
    }

    @Override
    double potential(Tokens t, double[] s) {
        double sum = eps;
        for (int i = 0; i < t.L; i++) {
            sum += Math.max(0, 1 + t.z[i]);
        }
        return -StrictMath.log(sum) / beta;
    }

    @Override
    double weigh(Tokens t, double[] s) {
        double sum = 0;
        for (int i = 0; i < t.L; i++) {
            double part = 1 + t.z[i];
            sum += Math.max(0, part);
            t.z[i] = part > 0 ? 1 : 0;
        }
        return sum > 0 ? 1 / (eps + sum) : 0;
    }

    private static int active(Tokens t) {
        int m = 0;
        for (int i = 0; i < t.L; i++) {
            m += t.z[i] > 0 ? 1 : 0;
        }
        return m;
    }

    @Override
    double pull(Tokens t, double factor) {
        return active(t) * factor;
    }

    @Override
    void curvature(Tokens t, double[] s, double[] c) {
        double factor = weigh(t, s);
        double[] g = new double[s.length];
        t.weightedSum(t.z, -factor, g);
        for (int i = 0; i < g.length; i++) {
            for (int j = 0; j < g.length; j++) {
                c[i * g.length + j] = -beta * g[i] * g[j];
            }
        }
    }

    @Override
    void precondition(Tokens t, double[] s, double[] g) {
        score(t, s);
        double pull = pull(t, weigh(t, s));
        for (int i = 0; i < g.length; i++) {
            g[i] = pull > 0 ? g[i] / pull : 0;
        }
    }

    @Override
    public String toString() {
        return name() + ", beta = " + beta + ", eps = " + eps;
    }
}
