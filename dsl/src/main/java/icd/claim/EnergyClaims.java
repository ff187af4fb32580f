package icd.claim;

import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.energy.Energies;
import icd.energy.Energy;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Attention as a step down an energy: section 4 and Appendix I, and the slides on them. */
final class EnergyClaims {

    private static final int N = 4;
    private static final int L = 7;
    private static final double ALPHA = 1.3;
    private static final double BETA = 2.1;

    private EnergyClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "lse-gradient-step",
                        "Section 4, equations 16 and 17",
                        "s - gamma grad E = (1 - gamma/alpha) s + gamma X softmax(beta X^T s)",
                        Equality.exact(1e-8, EnergyClaims::lseStep),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.asPrinted(
                        "attention-is-one-step",
                        "Section 4, after equation 17",
                        "from s(0) = x~, a single step of gamma = alpha recovers the attention layer",
                        Equality.exact(1e-8, EnergyClaims::oneStep),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.asPrinted(
                        "lse-hessian",
                        "derived from equation 16",
                        "the Hessian is I/alpha - beta Cov_p[x] with p = softmax(beta X^T s)",
                        Equality.exact(1e-5, EnergyClaims::lseHessian),
                        "second differences of the value leave some six digits",
                        Cost.QUICK),
                Claim.asPrinted(
                        "lse-steps-go-down",
                        "derived: log-sum-exp is convex, so a step gamma loses at least (gamma - gamma^2/(2 alpha))||grad||^2",
                        "steps [17] with gamma < 2 alpha never raise the energy",
                        Equality.exact(1e-12, EnergyClaims::descent),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "linear-attention-is-one-step",
                        "Appendix I.1, equations A.14 and A.15",
                        "one step of gamma down A.15 gives (gamma/L) sum X_t <X_t, s>, our denoising operation",
                        Equality.exact(1e-8, EnergyClaims::linearStep),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.asPrinted(
                        "hopfield-energy-of-a-flip",
                        "Appendix I.1, equation A.16",
                        "E = -s^T (sum X_t X_t^T) s / 2L on Ising states: flipping s_i changes it by 2 s_i h_i, h_i the field"
                                + " of the other units",
                        Equality.exact(1e-12, EnergyClaims::flips),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.asPrinted(
                        "hopfield-on-the-sphere",
                        "Appendix I.1, after equation A.16",
                        "with ||s||^2 = n the optimal s is aligned with the dominant eigenvector",
                        Equality.exact(1e-9, EnergyClaims::dominant),
                        "2,000 projected steps shrink what is orthogonal by far more than the tolerance",
                        Cost.QUICK),
                Claim.asPrinted(
                        "hopfield-energy-is-positive-definite",
                        "Appendix I.1, equation A.17",
                        "for large L and sigma_Z > 0, this quadratic function is very likely to be positive definite, with"
                                + " eigenvalues near sigma_0^2 + sigma_Z^2 and sigma_Z^2",
                        Equality.monteCarlo(EnergyClaims::definite),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "softmax-is-gaussian-kernel-on-spheres",
                        "Section 3.1, equations 13 and 14",
                        "Gaussian-kernel attention with scaled identities is softmax attention where tokens have one norm",
                        Equality.exact(1e-12, EnergyClaims::gaussianKernel),
                        Because.ROUNDING,
                        Cost.QUICK),
                Claim.corrected(
                        "slides-hopfield-energy",
                        "slides, 'Spherical' Hopfield model",
                        "E = -s^T J s + ||s||^2/(2 alpha), J = (beta/L) X X^T: a step of gamma = alpha is (alpha beta/L) X X^T s",
                        new Erratum(
                                7,
                                "E = -s^T J s/2 + ||s||^2/(2 alpha)",
                                "the gradient of s^T J s is 2 J s: without the factor 1/2 the step is twice the layer"),
                        Equality.exact(1e-8, EnergyClaims::slidesHopfield),
                        Because.DIFFERENCES,
                        Cost.QUICK),
                Claim.corrected(
                        "slides-hopfield-update",
                        "slides, 'Hopfield networks is All You Need'",
                        "E = -(1/beta) log sum exp(beta xi.x) + x.x/2 has the update x <- xi softmax(xi^T x)",
                        new Erratum(
                                7,
                                "x <- xi softmax(beta xi^T x)",
                                "the gradient of the first term is -xi softmax(beta xi^T x): beta leaves only outside"),
                        Equality.exact(1e-8, EnergyClaims::slidesUpdate),
                        Because.DIFFERENCES,
                        Cost.QUICK));
    }

    /** s - step grad E(s), the gradient by central differences of the value. */
    static double[] step(int n, ToDoubleFunction<double[]> energy, double[] s, double step) {
        double[] gradient = new double[n];
        Energy.of("value alone", n, energy).gradient(s, gradient);
        return Vectors.combine(1, s, -step, gradient);
    }

    /** (1 - step/alpha) s + step X softmax(beta X^T s), equation 17. */
    static double[] update(MatrixStore<Double> X, double alpha, double beta, double step, double[] s) {
        double[] p = Vectors.softmax(Vectors.times(X.transpose(), s), beta);
        return Vectors.combine(1 - step / alpha, s, step, Vectors.times(X, p));
    }

    /** sum_t <X_t, s>^2. */
    static double overlaps(MatrixStore<Double> X, double[] s) {
        double[] scores = Vectors.times(X.transpose(), s);
        return Vectors.dot(scores, scores);
    }

    private interface Case {
        double[] of(MatrixStore<Double> X, double[] s);
    }

    /** The same function of random contexts and states, five times. */
    private static double[] cases(Experiment experiment, Case of) {
        List<double[]> parts = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            RandomStream random = experiment.stream("contexts", k);
            R064Store X = Vectors.gaussian(N, L, random);
            parts.add(of.of(X, Vectors.gaussian(N, random)));
        }
        return Vectors.concatenate(parts);
    }

    private static List<Expectation> lseStep(Experiment experiment) {
        List<Expectation> expectations = new ArrayList<>();
        for (double step : new double[] {0.4, ALPHA, 2}) {
            expectations.add(Expectation.equal(
                    "step of " + step,
                    cases(experiment, (X, s) -> step(N, Energies.lse(X, ALPHA, BETA)::value, s, step)),
                    cases(experiment, (X, s) -> update(X, ALPHA, BETA, step, s))));
        }
        return expectations;
    }

    private static List<Expectation> oneStep(Experiment experiment) {
        return List.of(Expectation.equal(
                "layer",
                cases(experiment, (X, s) -> step(N, Energies.lse(X, ALPHA, BETA)::value, s, ALPHA)),
                cases(experiment, (X, s) -> Layers.softmax(N, ALPHA, BETA).estimate(Layers.prompt(X, s)))));
    }

    private static List<Expectation> lseHessian(Experiment experiment) {
        return List.of(Expectation.equal(
                "Hessian",
                cases(experiment, (X, s) -> {
                    double[] hessian = new double[N * N];
                    Energy.of("value alone", N, Energies.lse(X, ALPHA, BETA)::value)
                            .hessian(s, hessian);
                    return hessian;
                }),
                cases(experiment, (X, s) -> {
                    double[] p = Vectors.softmax(Vectors.times(X.transpose(), s), BETA);
                    double[] mean = Vectors.times(X, p);
                    double[] hessian = new double[N * N];
                    for (int i = 0; i < N; i++) {
                        for (int j = 0; j < N; j++) {
                            double covariance = -mean[i] * mean[j];
                            for (int t = 0; t < L; t++) {
                                covariance += p[t] * X.doubleValue(i, t) * X.doubleValue(j, t);
                            }
                            hessian[i * N + j] = (i == j ? 1 / ALPHA : 0) - BETA * covariance;
                        }
                    }
                    return hessian;
                })));
    }

    /** The least that any of many steps lost, at the largest steps allowed, beside the bound that convexity gives. */
    private static List<Expectation> descent(Experiment experiment) {
        List<Expectation> expectations = new ArrayList<>();
        for (double step : new double[] {ALPHA, 1.9 * ALPHA}) {
            double[] least = cases(experiment, (X, s) -> {
                Energy energy = Energies.lse(X, ALPHA, BETA);
                double worst = Double.POSITIVE_INFINITY;
                double[] state = s;
                for (int t = 0; t < 50; t++) {
                    double[] next = update(X, ALPHA, BETA, step, state);
                    double moved = Vectors.distance(next, state);
                    double promised = (step - step * step / (2 * ALPHA)) * moved * moved / (step * step);
                    worst = Math.min(worst, energy.value(state) - energy.value(next) - promised);
                    state = next;
                }
                return new double[] {worst};
            });
            expectations.add(new Expectation(
                    "least that a step of " + step + " lost beyond what it must",
                    least,
                    new double[least.length],
                    Relation.AT_LEAST,
                    new double[least.length],
                    false));
        }
        return expectations;
    }

    private static List<Expectation> linearStep(Experiment experiment) {
        double gamma = 1 / 3.0;
        return List.of(Expectation.equal(
                "layer",
                cases(experiment, (X, s) -> step(N, Energies.sphericalHopfield(X, gamma)::value, s, gamma)),
                cases(experiment, (X, s) -> Layers.linear(N, gamma, 1).estimate(Layers.prompt(X, s)))));
    }

    private static List<Expectation> flips(Experiment experiment) {
        int n = 8;
        List<double[]> measured = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            RandomStream random = experiment.stream("spins", k);
            R064Store X = R064Store.FACTORY.make(n, L);
            double[] s = new double[n];
            for (int i = 0; i < n; i++) {
                s[i] = 2 * random.below(2) - 1;
                for (int t = 0; t < L; t++) {
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
                    for (int t = 0; j != i && t < L; t++) {
                        field += X.doubleValue(i, t) * X.doubleValue(j, t) * s[j] / L;
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

    /** Descent on the sphere by projected steps, against the eigenvector. */
    private static List<Expectation> dominant(Experiment experiment) {
        double[] cosines = cases(experiment, (X, s) -> {
            double[] state = s;
            for (int t = 0; t < 2000; t++) {
                double[] pull = Vectors.times(X, Vectors.times(X.transpose(), state)); // -L grad E
                state = Vectors.combine(1, state, 1.0 / L, pull);
                state = Vectors.combine(Math.sqrt(N) / Vectors.norm(state), state, 0, state);
            }
            Eigenvalue<Double> eigen = Eigenvalue.R064.make(N, true);
            eigen.decompose(X.multiply(X.transpose()));
            double[] first = Vectors.column(eigen.getV(), 0);
            return new double[] {Math.abs(Vectors.dot(state, first)) / Math.sqrt(N)};
        });
        double[] ones = new double[cosines.length];
        Arrays.fill(ones, 1);
        return List.of(Expectation.equal("cosine to the dominant eigenvector", cosines, ones));
    }

    private static List<Expectation> definite(Experiment experiment) {
        int n = 8;
        int d = 4;
        double variance = 2;
        double noise = 1;
        Estimates means = experiment.average("contexts", 300, 3, (random, out) -> {
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

    /** The layer with beta = 1/sigma^2 against [14] with W_K = W_Q = I/sigma; and that they differ where norms do. */
    private static List<Expectation> gaussianKernel(Experiment experiment) {
        double noise = 0.3;
        AttentionLayer layer = Layers.softmax(5, 1, 1 / noise);
        PromptSet sphere = experiment.prompts("sphere", new Spheres(5, 2, 1.4, noise), 20, 12);
        PromptSet subspace = experiment.prompts("subspace", new Subspaces(5, 3, 1, noise), 20, 12);
        double apart = Vectors.distance(
                layer.estimate(subspace), Baselines.empiricalPosterior(noise).estimate(subspace));
        return List.of(
                Expectation.equal(
                        "layer",
                        layer.estimate(sphere),
                        Baselines.empiricalPosterior(noise).estimate(sphere)),
                Expectation.above("distance where norms differ", new Estimate(apart, 0), 0));
    }

    private static List<Expectation> slidesHopfield(Experiment experiment) {
        double[] layer =
                cases(experiment, (X, s) -> Layers.linear(N, ALPHA, BETA).estimate(Layers.prompt(X, s)));
        double[] half = cases(experiment, (X, s) -> step(N, slidesEnergy(X, 0.5), s, ALPHA));
        double[] whole = cases(experiment, (X, s) -> step(N, slidesEnergy(X, 1), s, ALPHA));
        return List.of(
                Expectation.equal("step with the factor 1/2", half, layer),
                Expectation.equal("step without", whole, layer).asPrinted());
    }

    private static ToDoubleFunction<double[]> slidesEnergy(MatrixStore<Double> X, double factor) {
        return s -> Vectors.dot(s, s) / (2 * ALPHA) - factor * BETA * overlaps(X, s) / L;
    }

    private static List<Expectation> slidesUpdate(Experiment experiment) {
        double[] step = cases(experiment, (X, s) -> step(N, Energies.lse(X, 1, BETA)::value, s, 1));
        return List.of(
                Expectation.equal("step", step, cases(experiment, (X, s) -> update(X, 1, BETA, 1, s))),
                Expectation.equal("step", step, cases(experiment, (X, s) -> update(X, 1, 1, 1, s)))
                        .asPrinted());
    }
}
