package icd.energy;

/** F(z) = -sum_t z_t^k, or -sum_t max(z_t, 0)^k: Krotov and Hopfield's dense associative memories. */
final class Power extends ScoreEnergy {

    private final int k;
    private final boolean rectified;

    Power(String name, int k, boolean rectified) {
        super(name, 1, 0, Double.NaN, Metric.PLAIN);
        this.k = k;
        this.rectified = rectified;
    }

    @Override
    String potentialName() {
        return name();
    }

    private double power(double z, int k) {
        if (rectified && !(z > 0)) {
            return z <= 0 ? 0 : z; // NaN stays
        }
        double power = 1;
        for (int i = 0; i < k; i++) {
            power *= z;
        }
        return power;
    }

    @Override
    double potential(Tokens t, double[] s) {
        double sum = 0;
        for (int i = 0; i < t.L; i++) {
            sum += power(t.z[i], k);
        }
        return -sum;
    }

    @Override
    double weigh(Tokens t, double[] s) {
        for (int i = 0; i < t.L; i++) {
            t.z[i] = power(t.z[i], k - 1);
        }
        return k;
    }

    @Override
    void curvature(Tokens t, double[] s, double[] c) {
        for (int i = 0; i < t.L; i++) {
            t.z[i] = power(t.z[i], k - 2);
        }
        t.moments(t.z, null, k * (k - 1.0), c);
    }

    @Override
    public String toString() {
        return name();
    }
}
