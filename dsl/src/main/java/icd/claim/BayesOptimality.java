package icd.claim;

import icd.denoise.Baselines;
import icd.denoise.Denoiser;
import icd.task.Instance;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import java.util.ArrayList;
import java.util.List;

/** Claims about Proposition 1, which holds for any distribution: the Bayes loss, and that nothing beats it. */
final class BayesOptimality {

    private static final String SOURCE = "Proposition 1, equation 2; Appendix B.1";

    private BayesOptimality() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "bayes-loss-is-posterior-variance",
                        SOURCE,
                        "the lower bound E Tr Cov(X | X~) is met when f(X~) = E[X | X~]",
                        new Equality(1e-7, 4, BayesOptimality::lossAgainstVariance),
                        Because.MONTE_CARLO + "; and some nine digits of a central difference",
                        Cost.QUICK),
                Claim.asPrinted(
                        "no-denoiser-beats-bayes",
                        SOURCE,
                        "E||X - f||^2 = E Tr Cov(X | X~) + E||E[X | X~] - f||^2 >= E Tr Cov(X | X~)",
                        Equality.monteCarlo(BayesOptimality::decomposition),
                        Because.MONTE_CARLO,
                        Cost.QUICK));
    }

    private static List<Task> tasks() {
        return List.of(new Subspaces(6, 3, 2, 1), new Spheres(6, 3, 1, 0.3), new Mixtures(6, 4, 1, 0.1, 0.3));
    }

    /**
     * Measures the squared error of the posterior mean, against the posterior variance by formula and from the mean's
     * divergence.
     */
    private static List<Expectation> lossAgainstVariance(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (Task task : tasks()) {
            double noise = task.noiseVariance();
            Estimates means = lab.average(task.name(), 10_000, 3, (random, out) -> {
                Instance instance = task.draw(random);
                double[] x = new double[task.n()];
                instance.sample(random, 1, x);
                double[] query = Vectors.combine(1, x, Math.sqrt(noise), Vectors.gaussian(task.n(), random));
                double error = Vectors.distance(x, Posteriors.mean(instance, query, noise));
                out[0] = error * error;
                out[1] = Posteriors.trace(instance, query, noise);
                out[2] = Posteriors.traceByDivergence(instance, query, noise);
            });
            expectations.add(Expectation.equal(
                    "Bayes loss, " + task.name(),
                    new Estimate(means.mean(0), means.combination(1, -1, 0).error()),
                    means.mean(1)));
            expectations.add(Expectation.equal(
                    "the same from the divergence of the posterior mean, " + task.name(),
                    new Estimate(means.mean(2), means.combination(0, 1, -1).error()),
                    means.mean(1)));
        }
        return expectations;
    }

    private static List<Expectation> decomposition(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (Task task : tasks()) {
            PromptSet prompts = lab.prompts(task.name(), task, 4000, 30);
            double[] bayes = Baselines.bayes().estimate(prompts);
            List<Denoiser> others = new ArrayList<>(List.of(
                    Baselines.zero(),
                    Baselines.query(),
                    Baselines.contextMean(),
                    Baselines.pcaProjection(3),
                    Baselines.empiricalPosterior(task.noiseVariance()),
                    Layers.softmax(task.n(), 1, 1 / task.noiseVariance()),
                    Layers.linear(task.n(), 1, 1 / task.noiseVariance())));
            for (Denoiser other : others) {
                double[] estimates = other.estimate(prompts);
                int n = task.n();
                double[] values = new double[3 * prompts.size()];
                for (int k = 0; k < prompts.size(); k++) {
                    for (int i = k * n; i < (k + 1) * n; i++) {
                        double error = prompts.targets()[i] - estimates[i];
                        double least = prompts.targets()[i] - bayes[i];
                        double apart = bayes[i] - estimates[i];
                        values[3 * k] += error * error;
                        values[3 * k + 1] += least * least;
                        values[3 * k + 2] += apart * apart;
                    }
                }
                Estimates means = new Estimates(prompts.size(), 3, values);
                String name = other.name() + ", " + task.name();
                expectations.add(Expectation.equal(
                        "loss of " + name,
                        new Estimate(means.mean(0), means.combination(1, -1, -1).error()),
                        means.mean(1) + means.mean(2)));
                expectations.add(Expectation.atLeast("loss above Bayes of " + name, means.combination(1, -1, 0), 0));
            }
        }
        return expectations;
    }
}
