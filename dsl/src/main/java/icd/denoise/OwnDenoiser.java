package icd.denoise;

import icd.math.Finite;
import icd.task.PromptSet;
import java.util.function.BiFunction;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** The denoiser that {@link Denoiser#of} makes. */
record OwnDenoiser(String name, BiFunction<MatrixStore<Double>, R064Store, ? extends MatrixStore<Double>> rule)
        implements Denoiser {

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        int n = prompts.n();
        for (int k = from; k < to; k++) {
            MatrixStore<Double> estimate = rule.apply(prompts.context(k), prompts.query(k));
            if (estimate == null) {
                throw new IllegalArgumentException(
                        "Denoiser.of(" + name + "): the estimate must be n x 1 with n = " + n + ", got null");
            }
            if (estimate.getRowDim() != n || estimate.getColDim() != 1) {
                throw new IllegalArgumentException("Denoiser.of(" + name + "): the estimate must be n x 1 with n = " + n
                        + ", got " + estimate.getRowDim() + " x " + estimate.getColDim());
            }
            for (int i = 0; i < n; i++) {
                estimates[k * n + i] = Finite.entry("Denoiser.of(" + name + ")", "the estimate", estimate, i, 0);
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
