package icd.denoise;

import icd.kernel.Kernel;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import icd.task.Covariance;
import icd.task.PromptSet;
import icd.task.Scratch;
import java.util.Optional;

/** Linear-Gaussian Bayes with the second moments of the context: see {@link Baselines#contextGaussian}. */
record ContextGaussian(Covariance noise) implements Denoiser {

    @Override
    public Optional<Baseline> baseline() {
        return Optional.of(new ContextKinds.ContextGaussian(
                noise.isIsotropic() ? Optional.of(noise.variance()) : Optional.empty()));
    }

    @Override
    public String name() {
        return "context_gaussian" + (noise.isIsotropic() ? "(" + noise.variance() + ")" : "");
    }

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        if (prompts.n() != noise.n()) {
            throw new IllegalArgumentException(
                    "Baselines.contextGaussian: noise and prompts must be of one dimension, got" + " n = " + noise.n()
                            + " and n = " + prompts.n());
        }
        estimate(prompts, prompts.contexts(), from, to, estimates);
    }

    private <A> void estimate(PromptSet prompts, TokenStack<A> x, int from, int to, double[] estimates) {
        int n = prompts.n();
        TokenKernel<A> kernel = Kernel.chosen().of(x);
        double[] moment = new double[n * n]; // C = X X^T / L
        Scratch scratch = new Scratch();
        for (int k = from; k < to; k++) {
            kernel.secondMoment(x.data(k), x.at(k), n, x.L(), x.stride(), moment, 0);
            Estimates.within(this, moment, x, k);
            noise.linearBayes(moment, prompts.queries(), k * n, estimates, k * n, scratch);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
