package icd.energy;

import icd.attention.Potential;
import icd.attention.Scoring;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.R064Store;

/**
 * Any {@link Potential} F as an energy, a quadratic minus a multiple of it:
 *
 * {@equation
 *   E(X, s) = (1/2) s^T Q s - ("weight" / "scale") F(z),     z_t = "scale" x_t . K s + a_t,     w = "weight" grad F(z)
 * }
 *
 * with z_t = -(scale/2) ||x_t - s||^2 + a_t, and no quadratic, where the potential is Gaussian. For softmax and linear
 * potentials kernels compute the sums over tokens.
 */
class PotentialEnergy extends ScoreEnergy {

    private final Potential potential;
    private final double weight;
    private final boolean summed;
    private final double[] logWeights;

    /**
     * @param weight the factor of F
     * @param summed whether the weight is multiplied by L, which turns potentials that are means over tokens into sums
     * @param logWeights a, or null
     * @param kind the kind that makes it, whose numbers distinguish it from others of its name; or null
     */
    private PotentialEnergy(
            ContextEnergy kind,
            String name,
            Potential potential,
            double scale,
            double weight,
            boolean summed,
            double norm,
            double rate,
            double[] logWeights,
            Metric metric) {
        super(kind, name, scale, norm, rate, metric);
        this.potential = potential;
        this.weight = weight;
        this.summed = summed;
        this.logWeights = logWeights;
    }

    /** Returns (norm/2) ||s||^2 - c F(z), z = X^T W_KQ s: the energy of a layer, known by its unit step. */
    PotentialEnergy(ContextEnergy kind, String name, Potential potential, double c, double norm, Metric keyQuery) {
        this(kind, name, potential, 1, c, false, norm, 1, null, keyQuery);
    }

    /** Returns ||s||^2/(2 alpha) - (1/beta) F(z), whose step alpha goes to alpha X grad F(z). */
    static PotentialEnergy step(
            ContextEnergy kind,
            String name,
            Potential potential,
            double alpha,
            double beta,
            double[] logWeights,
            Metric metric) {
        return new PotentialEnergy(kind, name, potential, beta, 1, false, 1 / alpha, alpha, logWeights, metric);
    }

    /** Returns -(weight/beta) F(z), or L times that, with no quadratic and no step that it is known by. */
    static PotentialEnergy alone(
            ContextEnergy kind, String name, Potential potential, double beta, double weight, boolean summed) {
        return new PotentialEnergy(kind, name, potential, beta, weight, summed, 0, Double.NaN, null, Metric.PLAIN);
    }

    final double weight() {
        return weight;
    }

    private double weight(Tokens t) {
        return summed ? weight * t.L : weight;
    }

    @Override
    boolean byDistance() {
        return Scoring.of(potential) == Scoring.DISTANCE;
    }

    @Override
    final boolean hasPrior() {
        return logWeights != null;
    }

    @Override
    final void prior(double[] a) {
        System.arraycopy(logWeights, 0, a, 0, logWeights.length);
    }

    @Override
    double potential(Tokens t, double[] s) {
        double factor = -weight(t) / scale();
        return switch (potential) {
            case Potential.Softmax _, Potential.Gaussian _ -> {
                double max = t.max();
                yield factor * (max + StrictMath.log(t.exponentiate()));
            }
            case Potential.Linear _ -> {
                double sum = 0;
                for (int i = 0; i < t.L; i++) {
                    sum = Math.fma(t.z[i], t.z[i], sum);
                }
                yield factor * sum / (2 * t.L);
            }
            default -> factor * general(t);
        };
    }

    @Override
    final double weigh(Tokens t, double[] s) {
        switch (potential) {
            case Potential.Softmax _, Potential.Gaussian _ -> {
                return weight(t) / t.exponentiate();
            }
            case Potential.Linear _ -> {
                return weight(t) / t.L;
            }
            default -> {
                general(t);
                System.arraycopy(t.packed(), 0, t.z, 0, t.L);
                return weight(t);
            }
        }
    }

    /**
     * Computes grad F(z), into {@code t.packed()}, and returns F(z); both NaN where a score is not finite. z is kept in
     * {@code t.scores()}.
     */
    private double general(Tokens t) {
        System.arraycopy(t.z, 0, t.scores(), 0, t.L);
        for (double score : t.scores()) {
            if (!Double.isFinite(score)) {
                Arrays.fill(t.packed(), Double.NaN);
                return Double.NaN;
            }
        }
        return potential.weigh(t.scores(), t.packed());
    }

    /** {@inheritDoc} weight scale X H X^T, which for softmax is a covariance. */
    @Override
    final void curvature(Tokens t, double[] s, double[] c) {
        double factor = weight(t) * scale();
        switch (potential) {
            case Potential.Softmax _, Potential.Gaussian _ -> {
                double total = t.exponentiate();
                double[] mean = new double[t.n];
                t.weightedSum(t.z, 1 / total, mean);
                t.moments(t.z, mean, factor / total, c);
            }
            case Potential.Linear _ -> {
                Arrays.fill(t.z, 0, t.L, 1);
                t.moments(t.z, null, factor / t.L, c);
            }
            default -> generalCurvature(t, factor, c);
        }
    }

    /**
     * Computes column j as X H (row j of X).
     *
     * @throws ArithmeticException if an entry exceeds the range of a double although the weights do not
     */
    private void generalCurvature(Tokens t, double factor, double[] c) {
        double value = general(t);
        double[] row = new double[t.L];
        double[] column = new double[t.n];
        for (int j = 0; j < t.n; j++) {
            t.row(j, row);
            potential.hessian(t.scores(), t.packed(), row, row);
            System.arraycopy(row, 0, t.z, 0, t.L);
            t.weightedSum(t.z, factor, column);
            for (int i = 0; i < t.n; i++) {
                if (!Double.isFinite(column[i]) && Double.isFinite(value)) {
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
    final Optional<String> unbounded(MemoryEnergy over) {
        double growth = potential.growth();
        // Where the weight is negative, F must itself fall without bound, as a polynomial of odd degree does.
        boolean falls = weight > 0 || weight < 0 && growth > 2 && potential.weigh(new double[] {-1}, new double[1]) < 0;
        // scores by distance fall away from all memories, so that the energy rises there
        if (byDistance() || !falls || !moves(over)) {
            return Optional.empty();
        }
        if (growth > 2) {
            return Optional.of(name() + " is unbounded below: its potential grows faster than any quadratic");
        }
        if (norm() == 0 && growth >= 1) {
            return Optional.of(name() + " is unbounded below: it has no quadratic term that holds the state");
        }
        double least = growth == 2 ? leastCurvature(over) : 0;
        return least < -1e-12 * (norm() + Math.abs(least))
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%s is unbounded below over these memories: its least curvature is %.4g",
                        name(),
                        least))
                : Optional.empty();
    }

    /** Returns whether scores depend on the state at all. */
    private boolean moves(MemoryEnergy over) {
        double[] g = new double[over.n()];
        for (int i = 0; i < over.n(); i++) {
            double[] s = new double[over.n()];
            s[i] = 1;
            key(s, g);
            for (int t = 0; t < over.L(); t++) {
                double slope = 0;
                for (int j = 0; j < over.n(); j++) {
                    slope = Math.fma(over.memory(j, t), g[j], slope);
                }
                if (slope != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the least eigenvalue of the Hessian at s = 0; NaN where it exceeds the range of a double. */
    private static double leastCurvature(MemoryEnergy over) {
        int n = over.n();
        double[] hessian = new double[n * n];
        try {
            over.hessian(new double[n], hessian);
        } catch (ArithmeticException beyondADouble) {
            return Double.NaN;
        }
        if (!Arrays.stream(hessian).allMatch(Double::isFinite)) {
            return Double.NaN;
        }
        Eigenvalue<Double> eigen = Eigenvalue.R064.make(n, true);
        eigen.decompose(R064Store.wrap(hessian, n));
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            least = Math.min(least, eigen.getD().doubleValue(i, i));
        }
        return least;
    }

    @Override
    public String toString() {
        return isLayer()
                ? name() + ", W_PV = " + weight + " W_KQ^T"
                : numbers().entrySet().stream()
                        .map(number -> ", " + number.getKey() + " = " + number.getValue())
                        .collect(Collectors.joining("", name(), ""));
    }
}
