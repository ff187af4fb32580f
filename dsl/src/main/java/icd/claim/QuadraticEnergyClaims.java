package icd.claim;

import icd.energy.Energies;
import icd.energy.Energy;
import icd.math.RandomStream;
import icd.task.Subspaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Claims about linear attention and the Hopfield energies: Appendix I.1, and the slide on it. */
final class QuadraticEnergyClaims {

    private static final double ALPHA = 1.3;
    private static final double BETA = 2.1;

    private QuadraticEnergyClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "linear-attention-is-one-step",
                        "Appendix I.1, equations A.14 and A.15",
                        "one step of gamma down A.15 gives (gamma/L) sum X_t <X_t, s>, our denoising operation",
                        Equality.exact(1e-8, QuadraticEnergyClaims::linearStep),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.asPrinted(
                        "hopfield-energy-of-a-flip",
                        "Appendix I.1, equation A.16",
                        "E = -s^T (sum X_t X_t^T) s / 2L on Ising states: flipping s_i changes it by 2 s_i h_i, h_i the field"
                                + " of the other units",
                        Equality.exact(1e-12, QuadraticEnergyClaims::flips),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "hopfield-on-the-sphere",
                        "Appendix I.1, after equation A.16",
                        "with ||s||^2 = n the optimal s is aligned with the dominant eigenvector",
                        Equality.exact(1e-9, QuadraticEnergyClaims::dominant),
                        "2,000 projected steps shrink what is orthogonal by far more than the tolerance",
                        Cost.QUICK),
                Claim.asPrinted(
                        "hopfield-energy-is-positive-definite",
                        "Appendix I.1, equation A.17",
                        "for large L and sigma_Z > 0, this quadratic function is very likely to be positive definite, with"
                                + " eigenvalues near sigma_0^2 + sigma_Z^2 and sigma_Z^2",
                        Equality.monteCarlo(QuadraticEnergyClaims::definite),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.corrected(
                        "slides-hopfield-energy",
                        "slides, 'Spherical' Hopfield model",
                        "E = -s^T J s + ||s||^2/(2 alpha), J = (beta/L) X X^T: a step of gamma = alpha is (alpha beta/L) X X^T s",
                        new Erratum(
                                7,
                                "E = -s^T J s/2 + ||s||^2/(2 alpha)",
                                "the gradient of s^T J s is 2 J s: without the factor 1/2 the step is twice the layer"),
                        Equality.exact(1e-8, QuadraticEnergyClaims::slidesHopfield),
                        Because.DIFFERENCES,
                        Cost.QUICK));
    }

    private static List<Expectation> linearStep(Laboratory lab) {
        double gamma = 1 / 3.0;
        return List.of(Expectation.equal(
                "layer",
                Steps.cases(lab, (X, s) -> Steps.down(Energies.sphericalHopfield(X, gamma)::value, s, gamma)),
                Steps.cases(lab, (X, s) -> Layers.linear(Steps.N, gamma, 1).estimate(Layers.prompt(X, s)))));
    }

    private static List<Expectation> flips(Laboratory lab) {
        int n = 8;
        List<double[]> measured = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            RandomStream random = lab.stream("spins", k);
            R064Store X = R064Store.FACTORY.make(n, Steps.L);
            double[] s = new double[n];
            for (int i = 0; i < n; i++) {
                s[i] = 2 * random.below(2) - 1;
                for (int t = 0; t < Steps.L; t++) {
                    X.set(i, t, 2 * random.below(2) - 1);
                }
            }
            Energy energy = Energies.hopfield(X);
            double[] change = new double[n];
            double[] work = new double[n];
            for (int i = 0; i < n; i++) {
                double[] flipped = s.clone();
                flipped[i] = -s[i];
                change[i] = energy.value(flipped) - energy.value(s);
                double field = 0;
                for (int j = 0; j < n; j++) {
                    for (int t = 0; j != i && t < Steps.L; t++) {
                        field += X.doubleValue(i, t) * X.doubleValue(j, t) * s[j] / Steps.L;
                    }
                }
                work[i] = 2 * s[i] * field;
            }
            measured.add(change);
            expected.add(work);
        }
        return List.of(
                Expectation.equal("change of energy", Vectors.concatenate(measured), Vectors.concatenate(expected)));
    }

    /** Measures descent on the sphere by projected steps, against the eigenvector. */
    private static List<Expectation> dominant(Laboratory lab) {
        double[] cosines = Steps.cases(lab, (X, s) -> {
            double[] state = s;
            for (int t = 0; t < 2000; t++) {
                double[] pull = Vectors.times(X, Vectors.times(X.transpose(), state)); // -Steps.L grad E
                state = Vectors.combine(1, state, 1.0 / Steps.L, pull);
                state = Vectors.combine(Math.sqrt(Steps.N) / Vectors.norm(state), state, 0, state);
            }
            Eigenvalue<Double> eigen = Eigenvalue.R064.make(Steps.N, true);
            eigen.decompose(X.multiply(X.transpose()));
            double[] first = Vectors.column(eigen.getV(), 0);
            return new double[] {Math.abs(Vectors.dot(state, first)) / Math.sqrt(Steps.N)};
        });
        double[] ones = new double[cosines.length];
        Arrays.fill(ones, 1);
        return List.of(Expectation.equal("cosine to the dominant eigenvector", cosines, ones));
    }

    private static List<Expectation> definite(Laboratory lab) {
        int n = 8;
        int d = 4;
        double variance = 2;
        double noise = 1;
        Estimates means = lab.average("contexts", 300, 3, (random, out) -> {
            int length = 500;
            double[] tokens = new double[n * length];
            new Subspaces(n, d, variance, noise).draw(random).sample(random, length, tokens);
            MatrixStore<Double> X = R064Store.wrap(tokens, length).transpose();
            Eigenvalue<Double> eigen = Eigenvalue.R064.make(n, true);
            eigen.decompose(X.multiply(X.transpose()));
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = variance + noise - eigen.getD().doubleValue(i, i) / length;
            }
            out[0] = values[0] > 0 ? 1 : 0; // sorted by falling eigenvalue of X X^T
            for (int i = 0; i < n; i++) {
                out[i < d ? 1 : 2] += values[i] / (i < d ? d : n - d);
            }
        });
        return List.of(
                Expectation.atLeast("share of positive definite ones", means.of(0), 0.99),
                Expectation.equal("mean eigenvalue inside the subspace", means.of(1), noise),
                Expectation.equal("mean eigenvalue outside", means.of(2), variance + noise));
    }

    private static List<Expectation> slidesHopfield(Laboratory lab) {
        double[] layer =
                Steps.cases(lab, (X, s) -> Layers.linear(Steps.N, ALPHA, BETA).estimate(Layers.prompt(X, s)));
        double[] half = Steps.cases(lab, (X, s) -> Steps.down(slidesEnergy(X, 0.5), s, ALPHA));
        double[] whole = Steps.cases(lab, (X, s) -> Steps.down(slidesEnergy(X, 1), s, ALPHA));
        return List.of(
                Expectation.equal("step with the factor 1/2", half, layer),
                Expectation.equal("step without", whole, layer).asPrinted());
    }

    private static ToDoubleFunction<double[]> slidesEnergy(MatrixStore<Double> X, double factor) {
        return s -> {
            double[] scores = Vectors.times(X.transpose(), s);
            return Vectors.dot(s, s) / (2 * ALPHA) - factor * BETA * Vectors.dot(scores, scores) / Steps.L;
        };
    }
}
