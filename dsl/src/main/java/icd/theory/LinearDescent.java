package icd.theory;

import icd.task.Task;

/**
 * Descent from the query on the energy of linear attention as L grows, for tokens of one variance v along each axis of their
 * space: X X^T/L tends to v P, so that a step of size gamma, in units of alpha, multiplies the state by
 * q = 1 - gamma (1 - alpha beta v) in the space and by p = 1 - gamma beside it. With m the dimension of the space
 *
 * {@equation
 *   "loss after" t "steps" = m [v (1 - q^t)^2 + sigma_Z^2 q^2t] + (n - m) sigma_Z^2 p^2t.
 * }
 *
 * <p>It starts at the query's loss; one full step at alpha beta = 1/(v + sigma_Z^2) gives the Bayes loss on subspaces,
 * and many steps end at the zero predictor. (Derived; Section 4 of the paper asks for it.)
 */
final class LinearDescent {

    private LinearDescent() {}

    static boolean appliesTo(Task task) {
        return task.tokenVariance().isPresent()
                && task.secondMoment().isPresent()
                && task.noise().isIsotropic()
                && task.transform().isEmpty();
    }

    static double loss(Task task, double product, double gamma, int t) {
        double variance = task.tokenVariance().orElseThrow();
        double noise = task.noise().variance();
        double m = task.secondMoment().orElseThrow() / variance;
        double inside = Math.pow(1 - gamma * (1 - product * variance), t);
        double beside = Math.pow(1 - gamma, t);
        return m * (variance * (1 - inside) * (1 - inside) + noise * inside * inside)
                + (task.n() - m) * noise * beside * beside;
    }
}
