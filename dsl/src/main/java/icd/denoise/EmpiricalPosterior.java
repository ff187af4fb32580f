package icd.denoise;

import icd.kernel.Kernel;
import icd.kernel.TokenStack;
import icd.task.PromptSet;

/** The posterior mean whose prior is the context: see {@link Baselines#empiricalPosterior}. */
record EmpiricalPosterior(double noiseVariance) implements Denoiser {

    EmpiricalPosterior {
        if (!(noiseVariance > 0)) {
            throw new IllegalArgumentException(
                    "Baselines.empiricalPosterior: noiseVariance must be > 0, got " + noiseVariance);
        }
    }

    @Override
    public String name() {
        return "empirical_posterior";
    }

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        int n = prompts.n();
        int L = prompts.L();
        TokenStack<?> x = prompts.contexts();
        double[] weights = new double[L];
        for (int k = from; k < to; k++) {
            for (int t = 0; t < L; t++) {
                double square = 0;
                for (int i = 0; i < n; i++) {
                    double difference = x.get(k, i, t) - prompts.queries()[k * n + i];
                    square = Math.fma(difference, difference, square);
                }
                weights[t] = -square / (2 * noiseVariance);
            }
            double total = Kernel.exponentiate(weights);
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int t = 0; t < L; t++) {
                    sum = Math.fma(weights[t], x.get(k, i, t), sum);
                }
                estimates[k * n + i] = sum / total;
            }
        }
    }
}
