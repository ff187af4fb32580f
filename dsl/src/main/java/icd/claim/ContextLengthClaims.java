package icd.claim;

import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.Frame;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import icd.task.Task;
import java.util.ArrayList;
import java.util.List;

/** Claims about the gain from a longer context, and about its independence from n: Section 3.1 and Appendix E. */
final class ContextLengthClaims {

    private ContextLengthClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "context-mean-vanishes",
                        "Section 3.1, after Proposition 3.2",
                        "case 1: E[Xbar] = 0 and E||Xbar||^2 = O(1/L); here d sigma_0^2 / L",
                        Equality.monteCarlo(ContextLengthClaims::contextMean),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "softmax-subsumes-linear",
                        "Section 3.1, after Proposition 3.2",
                        "case 1: F(E, (W_PV/eps, eps W_KQ)) approximates linear attention when L is large and eps small, with"
                                + " eps sqrt L large; with eps = L^-1/4 the error is of Xbar/eps, O(L^-1/4)",
                        Limit.power("L", -0.25, ContextLengthClaims::subsumed),
                        Because.RATE,
                        Cost.QUICK),
                Claim.asPrinted(
                        "error-depends-on-d-alone",
                        "Appendix E",
                        "the errors depend on d, the dimension spanned by the tokens, not on the ambient n: E||P^ x~ - P x~||^2"
                                + " = ||P x~||^2 (d + 1)/L",
                        Equality.monteCarlo(ContextLengthClaims::ambientDimension),
                        Because.MONTE_CARLO,
                        Cost.QUICK),
                Claim.asPrinted(
                        "maximum-norms",
                        "Appendix E, before Proposition 5",
                        "||x||_2 <= sqrt d ||x||_inf,V and ||x||_inf <= sqrt d ||x||_inf,V for x in V of dimension d",
                        Equality.exact(1e-12, ContextLengthClaims::maximumNorms),
                        Because.ROUNDING + "; both bounds are met by x of equal coordinates",
                        Cost.QUICK));
    }

    private static PromptSet prompt(Task task, int L, RandomStream random) {
        return PromptSet.draw(task, 1, L, Precision.FLOAT64, random.bits(), "prompt", Workers.caller());
    }

    private static List<Expectation> contextMean(Laboratory lab) {
        Task task = new Subspaces(6, 3, 2, 1);
        List<Expectation> expectations = new ArrayList<>();
        for (int L : new int[] {10, 100}) {
            Estimates means = lab.average("L = " + L, 4000, 2, (random, out) -> {
                PromptSet prompt = prompt(task, L, random);
                for (int i = 0; i < 6; i++) {
                    double mean = 0;
                    for (int t = 0; t < L; t++) {
                        mean += prompt.contexts().get(0, i, t) / L;
                    }
                    out[0] += mean * mean;
                    out[1] = i == 0 ? mean : out[1];
                }
            });
            expectations.add(Expectation.equal("E||Xbar||^2 at L = " + L, means.of(0), 3 * 2.0 / L));
            expectations.add(Expectation.equal("a coordinate of E[Xbar] at L = " + L, means.of(1), 0));
        }
        return expectations;
    }

    /** Measures the root mean square over 12 prompts of the distance between the two layers' estimates. */
    private static Scaling subsumed(Laboratory lab) {
        Task task = new Subspaces(6, 3, 2, 1);
        double beta = 0.2; // a small beta acts like a small eps: the terms after Xbar/eps are small
        double alpha = 1 / (3 * beta);
        AttentionLayer linear = Layers.linear(6, alpha, beta);
        return Scaling.measure(lab, new double[] {200, 800, 3200}, 40, (L, random) -> {
            double eps = StrictMath.pow(L, -0.25);
            PromptSet prompts =
                    PromptSet.draw(task, 12, (int) L, Precision.FLOAT64, random.bits(), "prompts", Workers.caller());
            AttentionLayer softmax = Layers.softmax(6, alpha / eps, beta * eps);
            return Vectors.distance(softmax.estimate(prompts), linear.estimate(prompts)) / Math.sqrt(12);
        });
    }

    private static List<Expectation> ambientDimension(Laboratory lab) {
        int d = 4;
        int L = 50;
        List<Expectation> expectations = new ArrayList<>();
        for (int n : new int[] {5, 20, 80}) {
            Task task = new Subspaces(n, d, 2, 1);
            AttentionLayer estimate = Layers.linear(n, 1, 0.5); // P^ = X X^T / (sigma_0^2 L)
            Estimates errors = lab.average("n = " + n, 3000, 1, (random, out) -> {
                PromptSet prompt = prompt(task, L, random);
                double[] projected = Baselines.projection().estimate(prompt);
                double apart = Vectors.distance(estimate.estimate(prompt), projected) / Vectors.norm(projected);
                out[0] = apart * apart;
            });
            expectations.add(
                    Expectation.equal("E||P^ x~ - P x~||^2 / ||P x~||^2 at n = " + n, errors.of(0), (d + 1.0) / L));
        }
        return expectations;
    }

    private static double largest(double[] x) {
        double largest = 0;
        for (double each : x) {
            largest = Math.max(largest, Math.abs(each));
        }
        return largest;
    }

    private static List<Expectation> maximumNorms(Laboratory lab) {
        int n = 12;
        int d = 5;
        double two = 0;
        double max = 0;
        for (int k = 0; k < 200; k++) {
            RandomStream random = lab.stream("subspaces", k);
            Frame frame = Frame.random(n, d, random);
            double[] coordinates = Vectors.gaussian(d, random);
            double[] x = new double[n];
            frame.embed(coordinates, 1, x);
            two = Math.max(two, Vectors.norm(x) / largest(coordinates));
            max = Math.max(max, largest(x) / largest(coordinates));
        }
        // V = R^4 with the columns of a Hadamard matrix as its basis: their sum is twice a unit vector
        double[][] hadamard = {{1, 1, 1, 1}, {1, -1, 1, -1}, {1, 1, -1, -1}, {1, -1, -1, 1}};
        double[] equal = new double[4];
        for (double[] row : hadamard) {
            equal = Vectors.combine(1, equal, 0.5, row);
        }
        return List.of(
                Expectation.equal("||x||_2 / ||x||_inf,V, equal coordinates", Vectors.norm(equal), Math.sqrt(4)),
                Expectation.equal("||x||_inf / ||x||_inf,V, equal coordinates", largest(equal), Math.sqrt(4)),
                Expectation.atMost("||x||_2 / ||x||_inf,V, at random", new Estimate(two, 0), Math.sqrt(d)),
                Expectation.atMost("||x||_inf / ||x||_inf,V, at random", new Estimate(max, 0), Math.sqrt(d)));
    }
}
