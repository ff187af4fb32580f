package icd.energy;

import icd.attention.Potential;
import icd.describe.Describe;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** The energies of {@link Energies} by their names and numbers. */
final class EnergyKinds {

    private static final ScoreEnergy.Metric PLAIN = ScoreEnergy.Metric.PLAIN;

    private EnergyKinds() {}

    /** An energy that has the same form over all memories. */
    interface BuiltIn extends ContextEnergy {

        /** Returns the energy that is evaluated, without the context. */
        ScoreEnergy form();

        @Override
        default MemoryEnergy over(MatrixStore<Double> X) {
            return form().over(X);
        }
    }

    @Describe("||s||^2/(2 alpha) - (1/beta) log sum exp(beta x_t.s) [16], of which softmax attention is a step")
    record Lse(
            @Describe(value = "scale alpha of the projection-value weights alpha I", above = 0, max = 1e15)
            double alpha,

            @Describe(value = "inverse temperature beta", above = 0, max = 1e15)
            double beta)
            implements BuiltIn {

        Lse {
            Check.positive("lse", "alpha", alpha);
            Check.positive("lse", "beta", beta);
        }

        @Override
        public ScoreEnergy form() {
            return PotentialEnergy.step(this, "lse", new Potential.Softmax(), alpha, beta, null, PLAIN);
        }
    }

    @Describe("lse with a weight for each memory")
    record WeightedLse(
            @Describe(value = "a weight >= 0 for each memory", min = 0, max = 1e15)
            List<Double> weights,

            @Describe(value = "scale alpha of the projection-value weights alpha I", above = 0, max = 1e15)
            double alpha,

            @Describe(value = "inverse temperature beta", above = 0, max = 1e15)
            double beta)
            implements ContextEnergy {

        WeightedLse {
            Check.positive("weightedLse", "alpha", alpha);
            Check.positive("weightedLse", "beta", beta);
            weights = List.copyOf(weights);
        }

        @Override
        public MemoryEnergy over(MatrixStore<Double> X) {
            double[] logs = logs("weightedLse", X, weights);
            return PotentialEnergy.step(this, "weighted_lse", new Potential.Softmax(), alpha, beta, logs, PLAIN)
                    .over(X);
        }
    }

    @Describe("-(1/beta) log sum exp(-(beta/2) ||x_t - s||^2), of which Gaussian-kernel attention [14] is a step")
    record GaussianLse(
            @Describe(value = "inverse temperature beta", above = 0, max = 1e15)
            double beta) implements BuiltIn {

        GaussianLse {
            Check.positive("gaussianLse", "beta", beta);
        }

        @Override
        public ScoreEnergy form() {
            return PotentialEnergy.step(this, "gaussian_lse", new Potential.Gaussian(), 1, beta, null, PLAIN);
        }
    }

    @Describe(
            "gaussian_lse with a weight for each memory: minus the log density of a mixture, times its variance 1/beta")
    record WeightedGaussianLse(
            @Describe(value = "a weight >= 0 for each memory", min = 0, max = 1e15)
            List<Double> weights,

            @Describe(value = "inverse temperature beta", above = 0, max = 1e15)
            double beta)
            implements ContextEnergy {

        WeightedGaussianLse {
            Check.positive("weightedGaussianLse", "beta", beta);
            weights = List.copyOf(weights);
        }

        @Override
        public MemoryEnergy over(MatrixStore<Double> X) {
            double[] logs = logs("weightedGaussianLse", X, weights);
            return PotentialEnergy.step(this, "weighted_gaussian_lse", new Potential.Gaussian(), 1, beta, logs, PLAIN)
                    .over(X);
        }
    }

    @Describe("||s||^2/(2 gamma) - s^T X X^T s/(2 L) [A.15], of which linear attention is a step")
    record SphericalHopfield(
            @Describe(value = "gamma, the step at which it is known", above = 0, max = 1e15)
            double gamma) implements BuiltIn {

        SphericalHopfield {
            Check.positive("sphericalHopfield", "gamma", gamma);
        }

        @Override
        public ScoreEnergy form() {
            return PotentialEnergy.step(this, "spherical_hopfield", new Potential.Linear(), gamma, 1, null, PLAIN);
        }
    }

    @Describe("spherical_hopfield in coordinates warped by A [App. H, corrected]")
    record WarpedSphericalHopfield(
            @Describe("the matrix A, a list of its n rows") List<List<Double>> A,

            @Describe(value = "gamma, the step at which it is known", above = 0, max = 1e15)
            double gamma)
            implements BuiltIn {

        WarpedSphericalHopfield {
            Check.positive("warpedSphericalHopfield", "gamma", gamma);
            A = A.stream().map(List::copyOf).toList();
        }

        @Override
        public ScoreEnergy form() {
            return PotentialEnergy.step(
                    this, "warped_spherical_hopfield", new Potential.Linear(), gamma, 1, null, Warp.metric(matrix(A)));
        }
    }

    @Describe("classical Hopfield with Hebbian couplings, -s^T X X^T s/(2 L) [A.16]")
    record Hopfield() implements BuiltIn {

        @Override
        public ScoreEnergy form() {
            return PotentialEnergy.alone(this, "hopfield", new Potential.Linear(), 1, 1, false);
        }
    }

    @Describe("dense associative memory -sum (x_t.s)^k")
    record Polynomial(
            @Describe(value = "the power k", min = 2, max = 1_000_000)
            int k) implements BuiltIn {

        Polynomial {
            Check.atLeast("polynomial", "k", 2, k);
        }

        @Override
        public ScoreEnergy form() {
            return PotentialEnergy.alone(this, "polynomial_" + k, new Potential.Polynomial(k, false), 1, k, true);
        }
    }

    @Describe("-sum max(x_t.s, 0)^k")
    record RectifiedPolynomial(
            @Describe(value = "the power k", min = 2, max = 1_000_000)
            int k) implements BuiltIn {

        RectifiedPolynomial {
            Check.atLeast("rectifiedPolynomial", "k", 2, k);
        }

        @Override
        public ScoreEnergy form() {
            return PotentialEnergy.alone(
                    this, "rectified_polynomial_" + k, new Potential.Polynomial(k, true), 1, k, true);
        }
    }

    @Describe("exponential memory -sum exp(beta x_t.s)")
    record Exponential(
            @Describe(value = "inverse temperature beta", above = 0, max = 1e15)
            double beta) implements BuiltIn {

        Exponential {
            Check.positive("exponential", "beta", beta);
        }

        @Override
        public ScoreEnergy form() {
            return PotentialEnergy.alone(this, "exponential", new Potential.Exponential(), beta, beta, true);
        }
    }

    @Describe("-(1/beta) log sum exp(beta x_t.s)")
    record LogExponential(
            @Describe(value = "inverse temperature beta", above = 0, max = 1e15)
            double beta) implements BuiltIn {

        LogExponential {
            Check.positive("logExponential", "beta", beta);
        }

        @Override
        public ScoreEnergy form() {
            return PotentialEnergy.alone(this, "log_exponential", new Potential.Softmax(), beta, 1, false);
        }
    }

    @Describe(value = "-(1/beta) log(eps + sum max(0, 1 - (beta/2) ||s - x_t||^2))", key = "epanechnikov")
    record EpanechnikovKernel(
            @Describe(value = "inverse temperature beta", above = 0, max = 1e15)
            double beta,

            @Describe(value = "eps in the logarithm", min = 0, max = 1e15)
            double eps)
            implements BuiltIn {

        EpanechnikovKernel {
            Check.positive("epanechnikov", "beta", beta);
            Check.notNegative("epanechnikov", "eps", eps);
        }

        @Override
        public ScoreEnergy form() {
            return new Epanechnikov(this);
        }
    }

    @Describe("||s||^2/2 - (1/beta) F(beta X^T s) for any potential F")
    record HopfieldFenchelYoung(
            @Describe(value = "inverse temperature beta", above = 0, max = 1e15)
            double beta,

            @Describe("the potential F") Potential potential)
            implements BuiltIn {

        HopfieldFenchelYoung {
            Check.positive("hopfieldFenchelYoung", "beta", beta);
        }

        @Override
        public ScoreEnergy form() {
            return PotentialEnergy.step(
                    this, "hopfield_fenchel_young_" + potential.label(), potential, 1, beta, null, PLAIN);
        }
    }

    /** Returns the rows of a matrix. */
    static List<List<Double>> rows(MatrixStore<Double> matrix) {
        return IntStream.range(0, matrix.getRowDim())
                .mapToObj(i -> IntStream.range(0, matrix.getColDim())
                        .mapToObj(j -> matrix.doubleValue(i, j))
                        .toList())
                .toList();
    }

    private static R064Store matrix(List<List<Double>> rows) {
        int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
        R064Store matrix = R064Store.FACTORY.make(rows.size(), columns);
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != columns) {
                throw new IllegalArgumentException("warpedSphericalHopfield: A must have rows of one length, got "
                        + columns + " and " + rows.get(i).size() + " numbers");
            }
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, rows.get(i).get(j));
            }
        }
        return matrix;
    }

    private static double[] logs(String where, MatrixStore<Double> X, List<Double> weights) {
        if (weights.size() != X.getColDim()) {
            throw new IllegalArgumentException(where + ": weights must be one for each of L = " + X.getColDim()
                    + " memories, got " + weights.size());
        }
        for (double weight : weights) {
            Check.notNegative(where, "weights", weight);
        }
        double[] numbers = weights.stream().mapToDouble(Double::doubleValue).toArray();
        Check.positive(where, "the sum of the weights", Arrays.stream(numbers).sum());
        return Arrays.stream(numbers).map(StrictMath::log).toArray();
    }
}
