package icd.claim;

import icd.attention.AttentionLayer;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.theory.LinearOptimum;
import java.util.List;
import java.util.stream.Stream;

/**
 * Claims about linear attention at finite context: the best product of its scales, which explains the paper's 0.327.
 */
final class FiniteContextClaims {

    private static final String REASON = "derived: E tr S^2 for S = X X^T / L";

    private FiniteContextClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "finite-context-subspaces",
                        REASON + " is sigma_0^4 d (1 + (d+1)/L); Figure 4(a)",
                        "the best c = alpha beta is 1/[(sigma_0^2 + sigma_Z^2)(1 + (d+1)/L)], its loss d sigma_0^2 - d sigma_0^4 c",
                        Equality.monteCarlo(FiniteContextClaims::subspaces),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "finite-context-spheres",
                        REASON + " is (R^4/m)(1 + (m-1)/L), m = d + 1",
                        "the best c is 1/[(R^2/m + sigma_Z^2)(1 + (m-1)/L)], its loss R^2 - (R^4/m) c",
                        Equality.monteCarlo(FiniteContextClaims::spheres),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH));
    }

    /** Measures E m.x, E|m|^2 and E|x|^2 with m = X X^T x~ / L: the loss at c is E|x|^2 - 2 c E m.x + c^2 E|m|^2. */
    static Estimates moments(Laboratory lab, Task task, int count, int L) {
        int n = task.n();
        AttentionLayer layer = Layers.linear(n, 1, 1);
        return lab.average("L = " + L, count, 3, (random, out) -> {
            PromptSet prompt = PromptSet.draw(task, 1, L, Precision.FLOAT64, random.bits(), "prompt", Workers.caller());
            double[] m = layer.estimate(prompt);
            double[] x = prompt.targets();
            out[0] = Vectors.dot(m, x);
            out[1] = Vectors.dot(m, m);
            out[2] = Vectors.dot(x, x);
        });
    }

    private static Stream<Expectation> compare(Laboratory lab, Task task, int L, LinearOptimum optimum) {
        Estimates moments = moments(lab, task, 20_000, L);
        double c = optimum.product();
        return Stream.of(
                Expectation.equal("c* at L = " + L, moments.ratio(0, 1), c),
                Expectation.equal("loss at L = " + L, moments.combination(-2 * c, c * c, 1), optimum.loss()));
    }

    private static List<Expectation> subspaces(Laboratory lab) {
        Task task = new Subspaces(16, 8, 2, 1);
        return Stream.of(20, 50, 100)
                .flatMap(L -> compare(lab, task, L, LinearOptimum.of(new Subspaces(16, 8, 2, 1), L)))
                .toList();
    }

    private static List<Expectation> spheres(Laboratory lab) {
        Task task = new Spheres(8, 4, 1, 0.1);
        return Stream.of(3, 20)
                .flatMap(L -> compare(lab, task, L, LinearOptimum.of(new Spheres(8, 4, 1, 0.1), L)))
                .toList();
    }
}
