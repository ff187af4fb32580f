package icd.energy;

import java.util.Arrays;

/** F(z) = -(weight / 2L) sum_t z_t^2: the Hopfield energies, whose weights are those of linear attention. */
final class Quadratic extends ScoreEnergy {

    private final double weight;

    Quadratic(String name, double weight, double norm, double rate, Metric metric) {
        super(name, 1, norm, rate, metric);
        this.weight = weight;
    }

    @Override
    String potentialName() {
        return "overlaps";
    }

    @Override
    double potential(Tokens t, double[] s) {
        double sum = 0;
        for (int i = 0; i < t.L; i++) {
            sum = Math.fma(t.z[i], t.z[i], sum);
        }
        return -weight * sum / (2 * t.L);
    }

    @Override
    double weigh(Tokens t, double[] s) {
        return weight / t.L;
    }

    @Override
    void curvature(Tokens t, double[] s, double[] c) {
        Arrays.fill(t.z, 0, t.L, 1);
        t.moments(t.z, null, weight / t.L, c);
    }

    @Override
    String arguments() {
        return isLayer() || rate().isEmpty() ? "" : "(" + rate().getAsDouble() + ")";
    }

    @Override
    public String toString() {
        if (isLayer()) {
            return name() + ", W_PV = " + weight + " W_KQ^T";
        }
        return name() + (rate().isPresent() ? ", gamma = " + rate().getAsDouble() : "");
    }
}
