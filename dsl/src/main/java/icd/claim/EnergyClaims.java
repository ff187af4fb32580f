package icd.claim;

import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.energy.Energies;
import icd.energy.Energy;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Claims about softmax attention as a step down a log-sum-exp energy: section 4, and a slide on it. */
final class EnergyClaims {

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
                        "softmax-is-gaussian-kernel-on-spheres",
                        "Section 3.1, equations 13 and 14",
                        "Gaussian-kernel attention with scaled identities is softmax attention where tokens have one norm",
                        Equality.exact(1e-12, EnergyClaims::gaussianKernel),
                        Because.ROUNDING,
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
                        Cost.QUICK),
                Claim.asPrinted(
                        "gaussian-lse-step",
                        "Section 3.1, equation 14; derived",
                        "a unit step down -(1/beta) log sum exp(-beta ||X_t - s||^2/2) is mean shift: equation 14 with scaled"
                                + " identities",
                        Equality.exact(1e-8, EnergyClaims::meanShift),
                        Because.DIFFERENCES,
                        Cost.QUICK));
    }

    private static List<Expectation> lseStep(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (double step : new double[] {0.4, ALPHA, 2}) {
            expectations.add(Expectation.equal(
                    "step of " + step,
                    Steps.cases(lab, (X, s) -> Steps.down(Energies.lse(X, ALPHA, BETA)::value, s, step)),
                    Steps.cases(lab, (X, s) -> Steps.update(X, ALPHA, BETA, step, s))));
        }
        return expectations;
    }

    private static List<Expectation> oneStep(Laboratory lab) {
        return List.of(Expectation.equal(
                "layer",
                Steps.cases(lab, (X, s) -> Steps.down(Energies.lse(X, ALPHA, BETA)::value, s, ALPHA)),
                Steps.cases(lab, (X, s) -> Layers.softmax(Steps.N, ALPHA, BETA).estimate(Layers.prompt(X, s)))));
    }

    private static List<Expectation> lseHessian(Laboratory lab) {
        return List.of(Expectation.equal(
                "Hessian",
                Steps.cases(lab, (X, s) -> {
                    double[] hessian = new double[Steps.N * Steps.N];
                    Energy.of("value alone", Steps.N, Energies.lse(X, ALPHA, BETA)::value)
                            .hessian(s, hessian);
                    return hessian;
                }),
                Steps.cases(lab, (X, s) -> {
                    double[] p = Vectors.softmax(Vectors.times(X.transpose(), s), BETA);
                    double[] mean = Vectors.times(X, p);
                    double[] hessian = new double[Steps.N * Steps.N];
                    for (int i = 0; i < Steps.N; i++) {
                        for (int j = 0; j < Steps.N; j++) {
                            double covariance = -mean[i] * mean[j];
                            for (int t = 0; t < Steps.L; t++) {
                                covariance += p[t] * X.doubleValue(i, t) * X.doubleValue(j, t);
                            }
                            hessian[i * Steps.N + j] = (i == j ? 1 / ALPHA : 0) - BETA * covariance;
                        }
                    }
                    return hessian;
                })));
    }

    /**
     * Measures the least loss of energy in any of many steps, at the largest steps allowed, beside the bound that
     * convexity gives.
     */
    private static List<Expectation> descent(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (double step : new double[] {ALPHA, 1.9 * ALPHA}) {
            double[] least = Steps.cases(lab, (X, s) -> {
                Energy energy = Energies.lse(X, ALPHA, BETA);
                double worst = Double.POSITIVE_INFINITY;
                double[] state = s;
                for (int t = 0; t < 50; t++) {
                    double[] next = Steps.update(X, ALPHA, BETA, step, state);
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
        double most = Arrays.stream(Steps.cases(lab, (X, s) -> {
                    // beta is so large that near a token every term is linear except the bowl
                    Energy energy = Energies.lse(X, ALPHA, 50);
                    double[] next = Steps.update(X, ALPHA, 50, 2.1 * ALPHA, s);
                    double[] after = Steps.update(X, ALPHA, 50, 2.1 * ALPHA, next);
                    return new double[] {energy.value(after) - energy.value(next)};
                }))
                .max()
                .orElseThrow();
        expectations.add(Expectation.above("most that a step of 2.1 alpha raised it", new Estimate(most, 0), 0));
        return expectations;
    }

    /** Compares the layer with beta = 1/sigma^2 and [14] with W_K = W_Q = I/sigma; they differ where norms do. */
    private static List<Expectation> gaussianKernel(Laboratory lab) {
        double noise = 0.3;
        AttentionLayer layer = Layers.softmax(5, 1, 1 / noise);
        PromptSet sphere = lab.prompts("sphere", new Spheres(5, 2, 1.4, noise), 20, 12);
        PromptSet subspace = lab.prompts("subspace", new Subspaces(5, 3, 1, noise), 20, 12);
        double apart = Vectors.distance(
                layer.estimate(subspace), Baselines.empiricalPosterior(noise).estimate(subspace));
        return List.of(
                Expectation.equal(
                        "layer",
                        layer.estimate(sphere),
                        Baselines.empiricalPosterior(noise).estimate(sphere)),
                Expectation.above("distance where norms differ", new Estimate(apart, 0), 0));
    }

    private static List<Expectation> slidesUpdate(Laboratory lab) {
        double[] step = Steps.cases(lab, (X, s) -> Steps.down(Energies.lse(X, 1, BETA)::value, s, 1));
        return List.of(
                Expectation.equal("step", step, Steps.cases(lab, (X, s) -> Steps.update(X, 1, BETA, 1, s))),
                Expectation.equal("step", step, Steps.cases(lab, (X, s) -> Steps.update(X, 1, 1, 1, s)))
                        .asPrinted());
    }

    private static List<Expectation> meanShift(Laboratory lab) {
        return List.of(Expectation.equal(
                "step",
                Steps.cases(lab, (X, s) -> Steps.down(Energies.gaussianLse(X, BETA)::value, s, 1)),
                Steps.cases(
                        lab, (X, s) -> Baselines.empiricalPosterior(1 / BETA).estimate(Layers.prompt(X, s)))));
    }
}
