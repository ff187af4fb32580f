package icd.denoise;

import icd.describe.Describe;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Scratch;
import icd.task.StatePath;
import icd.task.StateSpace;
import icd.task.Task;
import icd.task.Transform;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The posterior mean of a state space given all of the prompt: the Kalman filter over the context predicts the target, and the query
 * corrects it. It knows the subspace, the two variances and rho. Where the task is transformed, prediction and query are taken back first.
 */
@Describe("posterior mean given the instance and the whole prompt of a state space: the Kalman filter, then the query")
record Kalman() implements Baseline, Denoiser {

    @Override
    public Denoiser denoiser(Task task, int L, Supplier<PromptSet> training) {
        return this;
    }

    @Override
    public String name() {
        return Baseline.super.name();
    }

    @Override
    public boolean isOracle() {
        return true;
    }

    @Override
    public Optional<String> misfit(Task task) {
        return Fits.task(StateSpace.class, "state_space", task);
    }

    /** See {@link StateSpace#kalmanLoss}. */
    @Override
    public Optional<DoubleSupplier> exactLoss(Task task, int L) {
        return Fits.loss(task, plain -> plain instanceof StateSpace states ? states.kalmanError(L) : Optional.empty());
    }

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        int n = prompts.n();
        Transform transform = prompts.task().transform().orElse(null);
        Scratch scratch = new Scratch();
        double[] mean = new double[n];
        double[] query = new double[n];
        double[] moved = new double[n];
        for (int k = from; k < to; k++) {
            Workers.poll();
            if (!(prompts.instance(k) instanceof StatePath path)) {
                throw new UnsupportedOperationException(
                        "Baselines.kalman: the instance must be of a state space (state_space), got "
                                + prompts.instance(k));
            }
            double variance = predict(prompts, k, path, mean);
            System.arraycopy(prompts.queries(), k * n, query, 0, n);
            if (transform != null) {
                System.arraycopy(mean, 0, moved, 0, n);
                transform.undo(
                        moved, 0, mean,
                        0); // the filter is linear in the tokens, so its mean is undone as they would be
                transform.undo(prompts.queries(), k * n, query, 0);
            }
            path.posterior(mean, variance, query, 0, prompts.noise(k), moved, 0, scratch);
            if (transform != null && transform.target() == Transform.Target.NEW) {
                transform.apply(moved, 0, estimates, k * n);
            } else {
                System.arraycopy(moved, 0, estimates, k * n, n);
            }
        }
    }

    private static double predict(PromptSet prompts, int k, StatePath path, double[] mean) {
        if (prompts.L() == 0) {
            return path.filter(0, (_, _) -> 0, mean);
        }
        TokenStack<?> contexts = prompts.contexts();
        return path.filter(prompts.L(), (i, t) -> contexts.get(k, i, t), mean);
    }

    @Override
    public String toString() {
        return name();
    }
}
