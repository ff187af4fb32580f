package icd.claim;

import icd.denoise.Baselines;
import icd.math.Digits;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Task;
import java.util.ArrayList;
import java.util.List;

/** Claims about the loss over scaled identities W_PV = alpha I, W_KQ = beta I: Sections 3.3 and 3.4, Figure 6. */
final class LossLandscapeClaims {

    private static final String VALLEY =
            "a valley is a path along which the loss is nowhere above that of its worse end, and beside which it rises: here"
                    + " by more than a tenth";

    private LossLandscapeClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "loss-valley-on-spheres",
                        "Section 3.3, Figure 6(a)",
                        "the trained weights (alpha, beta) = (1.72, 3.24) and the heuristic minimum (1, 10) lie in one valley"
                                + " with roughly hyperbolic level sets: a tradeoff of the scales of W_KQ and W_PV",
                        Equality.monteCarlo(LossLandscapeClaims::spheres),
                        VALLEY + ", where both scales do not change inversely",
                        Cost.QUICK),
                Claim.asPrinted(
                        "loss-valley-on-mixtures",
                        "Section 3.4, Figure 6(b)",
                        "the trained weights (1, 5.127) lie in the anticipated valley of the MSE loss landscape, as does the"
                                + " heuristic minimum (1, 10)",
                        Equality.monteCarlo(LossLandscapeClaims::mixtures),
                        VALLEY,
                        Cost.QUICK),
                Claim.asPrinted(
                        "mirrored-weights",
                        "Section 3.3, 'mirrored negative solutions'; Section 3.4, 'the symmetry has been broken'",
                        "on spheres (-1, -1/sigma_Z^2) is as good as (1, 1/sigma_Z^2); on mixtures it is not",
                        Equality.monteCarlo(LossLandscapeClaims::mirrored),
                        Because.MONTE_CARLO,
                        Cost.QUICK));
    }

    /** A point of the landscape. */
    private record Scales(double alpha, double beta) {

        @Override
        public String toString() {
            return "(" + Digits.plain(alpha, 4) + ", " + Digits.plain(beta, 4) + ")";
        }
    }

    /**
     * Measures the squared errors of scaled identities on the same 2,000 prompts of L = 500, and last those of Bayes.
     */
    private static Estimates losses(Laboratory lab, Task task, List<Scales> points) {
        int count = 2000;
        int n = task.n();
        PromptSet prompts = lab.prompts("prompts of " + task.name(), task, count, 500);
        int quantities = points.size() + 1;
        double[] values = new double[count * quantities];
        lab.workers().forEach(quantities, (worker, f) -> {
            double[] estimates = f < points.size()
                    ? Layers.softmax(n, points.get(f).alpha, points.get(f).beta).estimate(prompts)
                    : Baselines.bayes().estimate(prompts);
            for (int k = 0; k < count; k++) {
                for (int i = k * n; i < (k + 1) * n; i++) {
                    double error = estimates[i] - prompts.targets()[i];
                    values[k * quantities + f] += error * error;
                }
            }
        });
        return new Estimates(count, quantities, values);
    }

    /**
     * Compares losses from the trained weights, first of the points, along a path to the heuristic ones, last of them.
     */
    private static List<Expectation> valley(Estimates losses, List<Scales> path, List<Scales> beside) {
        List<Expectation> expectations = new ArrayList<>();
        int end = path.size() - 1;
        int bayes = path.size() + beside.size();
        for (int i = 0; i < end; i++) {
            expectations.add(Expectation.atMost(
                    "loss at " + path.get(i) + " over that at " + path.get(end), losses.ratio(i, end), 1));
        }
        for (int i = 0; i < beside.size(); i++) {
            expectations.add(Expectation.above(
                    "loss at " + beside.get(i) + " over that at " + path.get(end),
                    losses.ratio(path.size() + i, end),
                    1.1));
        }
        expectations.add(Expectation.atLeast("trained loss over Bayes", losses.ratio(0, bayes), 1));
        expectations.add(Expectation.atMost("trained loss over Bayes", losses.ratio(0, bayes), 1.1));
        return expectations;
    }

    private static List<Expectation> spheres(Laboratory lab) {
        Scales trained = new Scales(1.72, 3.24);
        Scales heuristic = new Scales(1, 10);
        List<Scales> path = new ArrayList<>();
        int steps = 4;
        for (int i = 0; i <= steps; i++) {
            // the path is straight in log alpha and log beta: a hyperbola alpha^a beta^b = const
            double t = i / (double) steps;
            path.add(new Scales(
                    trained.alpha * StrictMath.pow(heuristic.alpha / trained.alpha, t),
                    trained.beta * StrictMath.pow(heuristic.beta / trained.beta, t)));
        }
        List<Scales> beside =
                List.of(new Scales(trained.alpha, heuristic.beta), new Scales(heuristic.alpha, trained.beta));
        return valley(losses(lab, new Spheres(16, 8, 1, 0.1), together(path, beside)), path, beside);
    }

    private static List<Expectation> mixtures(Laboratory lab) {
        List<Scales> path = List.of(new Scales(1, 5.127), new Scales(1, 6.5), new Scales(1, 8), new Scales(1, 10));
        List<Scales> beside = List.of(new Scales(2, 5.127), new Scales(0.5, 5.127), new Scales(1, 2));
        return valley(losses(lab, new Mixtures(16, 8, 1, 0.02, 0.1), together(path, beside)), path, beside);
    }

    private static List<Scales> together(List<Scales> path, List<Scales> beside) {
        List<Scales> all = new ArrayList<>(path);
        all.addAll(beside);
        return all;
    }

    private static List<Expectation> mirrored(Laboratory lab) {
        List<Scales> points = List.of(new Scales(1, 10), new Scales(-1, -10));
        Estimates spheres = losses(lab, new Spheres(16, 8, 1, 0.1), points);
        Estimates mixtures = losses(lab, new Mixtures(16, 8, 1, 0.02, 0.1), points);
        return List.of(
                Expectation.equal("mirrored loss over the other, spheres", spheres.ratio(1, 0), 1),
                Expectation.above("mirrored loss over the other, mixtures", mixtures.ratio(1, 0), 2));
    }
}
