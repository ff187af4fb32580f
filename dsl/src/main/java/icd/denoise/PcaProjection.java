package icd.denoise;

import icd.kernel.Kernel;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import icd.math.SymmetricEigen;
import icd.task.PromptSet;
import java.util.Optional;

/**
 * Projection on the subspace that the context's principal components span, shrunk where a noise variance is given.
 *
 * @param k dimension of the subspace; 0 for as many components as explain the share
 * @param share of Tr X X^T that the components kept must explain, in (0, 1]; 1 for all that are more than rounding errors
 * @param noiseVariance NaN for no shrinkage
 */
record PcaProjection(int k, double share, double noiseVariance) implements Denoiser {

    /** Share of the largest eigenvalue that rounding to float32 may leave where there is nothing. */
    private static final double NOTHING = 1e-5;

    PcaProjection {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("Baselines.pcaExplaining: share must be in (0, 1], got " + share);
        }
    }

    @Override
    public Optional<Baseline> baseline() {
        Optional<Integer> d = k > 0 ? Optional.of(k) : Optional.empty();
        if (!Double.isNaN(noiseVariance)) {
            return Optional.of(new ContextKinds.ShrunkPcaProjection(d, Optional.of(noiseVariance)));
        }
        return Optional.of(k > 0 ? new ContextKinds.PcaProjection(d) : new ContextKinds.PcaExplaining(share));
    }

    @Override
    public String name() {
        if (share < 1) {
            return "pca_explaining(" + share + ")";
        }
        if (Double.isNaN(noiseVariance)) {
            return "pca_projection" + (k > 0 ? "(" + k + ")" : "");
        }
        return "shrunk_pca_projection(" + (k > 0 ? k + ", " : "") + noiseVariance + ")";
    }

    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        if (!(k <= prompts.n())) {
            throw new IllegalArgumentException(
                    "Baselines.pcaProjection: k must be <= n = " + prompts.n() + ", got " + k);
        }
        estimate(prompts, prompts.contexts(), from, to, estimates);
    }

    private <A> void estimate(PromptSet prompts, TokenStack<A> x, int from, int to, double[] estimates) {
        int n = prompts.n();
        TokenKernel<A> kernel = Kernel.chosen().of(x);
        double[] moment = new double[n * n]; // X X^T / L
        SymmetricEigen eigen = new SymmetricEigen(n);
        for (int p = from; p < to; p++) {
            kernel.secondMoment(x.data(p), x.at(p), n, x.L(), x.stride(), moment, 0);
            Estimates.within(this, moment, x, p);
            eigen.decompose(moment, 0);
            int kept = k > 0 ? k : explaining(eigen.values());
            double shrink = shrink(eigen.values(), kept);
            for (int i = 0; i < n; i++) {
                estimates[p * n + i] = 0;
            }
            for (int j = 0; j < kept; j++) {
                double overlap = 0;
                for (int i = 0; i < n; i++) {
                    overlap = Math.fma(eigen.vectors()[j * n + i], prompts.queries()[p * n + i], overlap);
                }
                for (int i = 0; i < n; i++) {
                    estimates[p * n + i] = Math.fma(shrink * overlap, eigen.vectors()[j * n + i], estimates[p * n + i]);
                }
            }
        }
    }

    private int explaining(double[] values) {
        double total = 0;
        for (double value : values) {
            total += value;
        }
        double explained = 0;
        int kept = 0;
        while (kept < values.length && explained < share * total && values[kept] > NOTHING * values[0]) {
            explained += values[kept++];
        }
        return kept;
    }

    private double shrink(double[] values, int kept) {
        if (Double.isNaN(noiseVariance) || kept == 0) {
            return 1;
        }
        double variance = 0;
        for (int j = 0; j < kept; j++) {
            variance += values[j] / kept;
        }
        return variance / (variance + noiseVariance);
    }

    @Override
    public String toString() {
        return name();
    }
}
