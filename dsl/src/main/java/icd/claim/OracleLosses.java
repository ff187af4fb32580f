package icd.claim;

import icd.denoise.Denoiser;
import icd.task.PromptSet;
import icd.task.Task;

/** Squared errors of denoisers on the same prompts. */
final class OracleLosses {

    private OracleLosses() {}

    /** Mean of ||x^ - x||^2 for each of those that need no context. */
    static Estimates of(Laboratory lab, Task task, int count, Denoiser... denoisers) {
        return of(lab.prompts("losses", task, count, 0), denoisers);
    }

    /** Mean of ||x^ - x||^2 for each, of prompts with contexts of L tokens. */
    static Estimates of(Laboratory lab, Task task, int count, int L, Denoiser... denoisers) {
        return of(lab.prompts("losses, L = " + L, task, count, L), denoisers);
    }

    /** Returns the mean of ||x^ - x||^2 for each, on these prompts. */
    static Estimates of(PromptSet prompts, Denoiser... denoisers) {
        int count = prompts.size();
        int n = prompts.n();
        double[] values = new double[count * denoisers.length];
        for (int f = 0; f < denoisers.length; f++) {
            double[] estimates = denoisers[f].estimate(prompts);
            for (int k = 0; k < count; k++) {
                for (int i = k * n; i < (k + 1) * n; i++) {
                    double error = estimates[i] - prompts.targets()[i];
                    values[k * denoisers.length + f] += error * error;
                }
            }
        }
        return new Estimates(count, denoisers.length, values);
    }
}
